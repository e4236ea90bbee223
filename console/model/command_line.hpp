#pragma once
// The command line: reads what is typed, says what it will do before Enter, and what is missing. Pure; never throws,
// whatever bytes come in.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/picture.hpp"
#include "console/model/verbs.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console {

// Who types, and what is selected on the screen.
struct Nameable;

struct UiContext {
  CaseId selected;
  UserName user;
  Role role = Role::operator_;
  const Explanation* options =
      nullptr;  // live options of the selected case, if the hub has answered; else those of the case
  const std::vector<Nameable>* teams = nullptr;  // of this picture, where somebody keeps them; else they are gathered
  Workplace workplace = Workplace::of_role;
  // The hub is not heard: what the picture speaks against may be so by now, and is not said before Enter.
  bool picture_behind = false;
};

struct Completion {
  std::string text;         // what it writes: "CR2"
  std::string description;  // "crisis team, available, 21 min"
};

// A local action with what was written after it.
struct LocalDo {
  LocalAction action = LocalAction::none;
  std::string_view choice;  // one of the verb's words: "light", "next"; empty: none was written
  std::int64_t number = 0;  // 0: none was written
  CaseId case_id;
  TeamId team;
  bool relative = false;  // the number is to be added: "+5", "-5"
  bool designed = false;  // "designed"
};

struct ParsedLine {
  std::optional<Command> command;  // given when Enter would send it
  LocalAction action = LocalAction::none;
  std::string argument;  // of the action: the text to find, the verb to explain
  LocalDo local;
  std::string preview;  // "send CR2 to 1042 New confusion, Lake: arrives 20:03, 9 min inside target. Enter to send."
  std::string error;    // what is wrong, and what to write
  std::string missing;  // what the unfinished line still needs: "write a team, for example A 1042 CR2"
  std::string hint;     // what comes next, by its shape: "TEAM [reason]"
  std::vector<Completion> completions;  // for the last word
  std::size_t replace_from = 0;         // a completion replaces the text from this byte to its end
  const Verb* verb = nullptr;
  CaseId case_id;  // the case it speaks of, to be shown
  TeamId team;

  [[nodiscard]] bool ready() const { return command.has_value() || action != LocalAction::none; }
};

[[nodiscard]] ParsedLine parse(std::string_view text, const Picture& picture, Instant now, const UiContext& context);
// The text with the completion written in, and a space after it.
[[nodiscard]] std::string complete(std::string_view text, const ParsedLine& line, const Completion& completion);

}  // namespace carehub::console
