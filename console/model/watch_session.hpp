#pragma once
// One person at a terminal: what is selected, what is on show, and what a line that they give does. The words are those
// of the console's command line. Pure; what is to be sent, whoever runs the session sends.

#include <functional>
#include <optional>
#include <string>

#include "console/model/text_triage.hpp"
#include "console/model/watch_sections.hpp"

namespace carehub::console {

struct WatchGiven {
  Command command;
  std::string text;  // the words of the person
};

// What a line did.
struct WatchDid {
  std::vector<WatchGiven> commands;  // to be sent, in this order
  std::string preview;               // of them: "send CR2 to 1042 New confusion, Lake: arrives 20:03"
  std::string asks;                  // of a conversation: the question that is open now
  bool shows = false;                // what is on show is another thing now
  std::string said;                  // what is wrong, or a note
  bool wrong = false;
  bool quits = false;
};

class WatchSession {
 public:
  using Read = std::function<ParsedLine(std::string_view text, const Picture& picture, Instant now, const UiContext&)>;

  // `workplace`: whose workspace is shown. `read`: console::parse, or what stands for it where a role gets no picture.
  WatchSession(Actor who, Workplace workplace, Read read = parse);

  // What a line would do; never acts.
  [[nodiscard]] ParsedLine read(std::string_view text, const Picture& picture, Instant now,
                                const Explanation* options) const;
  [[nodiscard]] WatchDid enter(std::string_view text, const Picture& picture, Instant now, const Explanation* options);
  // What is on show, as text; the same input makes the same text.
  [[nodiscard]] std::string page(const Picture& picture, Instant now, const LinkFacts& link, std::size_t width,
                                 const Explanation* options) const;
  // The lines at the top of every workspace.
  [[nodiscard]] std::string header(const Picture& picture, Instant now, const LinkFacts& link, std::size_t width) const;

  // The case that is looked at; its live options are asked for.
  [[nodiscard]] CaseId selected() const { return selected_; }
  // What is on show speaks of options that the hub works out when it is asked.
  [[nodiscard]] bool wants_options() const;
  [[nodiscard]] bool shows_everything() const { return shown_ == LocalAction::overview; }
  void show_everything();

 private:
  [[nodiscard]] WatchFacts facts(const Picture& picture, Instant now, const LinkFacts& link,
                                 const Explanation* options) const;
  [[nodiscard]] ParsedLine read_answer() const;
  [[nodiscard]] WatchDid answer(std::string_view text, const Picture& picture, Instant now);
  void begin_triage(const Picture& picture, Instant now, WatchDid& did);
  void show(const ParsedLine& line, const Picture& picture, Instant now, WatchDid& did);
  [[nodiscard]] CaseId moved(std::string_view where, const Picture& picture, Instant now) const;

  Actor who_;
  Workplace workplace_;
  Read read_;
  CaseId selected_;
  std::string find_;
  LocalAction shown_ = LocalAction::overview;
  std::optional<TextTriage> talk_;  // lines are answers while there is one, unless they begin with /
  std::string argument_;            // of what is shown: the text that was looked for
};

}  // namespace carehub::console
