#pragma once
// What a person gives that must not be lost with the link: notes, what crews and places report, calls made, new
// referrals. Each is kept with the time at which it was given until the hub has answered; an answer that a person must
// look at keeps it longer, beside what the hub has. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/picture.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console {

struct KeptCommand {
  CommandId id;
  Command command;
  std::string text;  // what the person gave
  Instant given;
  bool offline = false;      // given while the hub was not heard
  std::string refusal = {};  // the hub's words; empty: not answered, or taken
  CaseId taken_as = {};      // the case that a referral became
  CaseId about = {};         // the case that it spoke of when it was given: a team may have another one since
};
BOOST_DESCRIBE_STRUCT(KeptCommand, (), (id, command, text, given, offline, refusal, taken_as, about))

// Facts: they stay true however late they arrive. A decision does not: it was made on what was known then.
[[nodiscard]] bool is_kept(const Command& command);
// With the time at which it was given where it names none, so that it counts from then whenever it arrives.
[[nodiscard]] Command given_at(Command command, Instant given);
// The case that it speaks of; none for a new referral, or a team without a visit.
[[nodiscard]] CaseId case_of(const Command& command, const Picture& picture);

// By what was answered nobody but 999 may take it: a red flag, or the rules.
[[nodiscard]] bool says_999(const Command& command);

// waiting: not answered. refused, duplicate: answered, and a person must look. settled: nothing more to do.
enum class KeptState { waiting, refused, duplicate, settled };
[[nodiscard]] KeptState kept_state(const KeptCommand& one, const Picture& picture);

// One fact as it was given here, and as the hub has it.
struct KeptRow {
  std::string label;
  std::string here;
  std::string hub;
};

struct KeptLine {
  CommandId id;
  KeptState state = KeptState::waiting;
  std::string given;       // "14:05:10"
  std::string text;        // "note on 1042: ..."
  std::string says;        // what became of it, or what to do
  CaseId case_id;          // to look at; none if it has none yet
  CaseId other;            // the case that it may be a duplicate of
  bool emergency = false;  // 999, and the hub does not have it
  std::vector<KeptRow> rows;
};
[[nodiscard]] KeptLine kept_line(const KeptCommand& one, const Picture& picture, Instant now);

// "2 notes, 1 referral"; empty for none.
[[nodiscard]] std::string kept_counts(const std::vector<KeptCommand>& all);

// "The hub has NOT heard of the emergency given at 19:38: ring 999 yourself"; empty when it has all of them. Names
// nobody. Of what is given and answered within a moment nothing is said.
[[nodiscard]] std::string unheard_emergency_words(const std::vector<KeptCommand>& all, const Picture& picture,
                                                  Instant now);

// Said of a command that is no such fact, while the hub is not heard.
[[nodiscard]] std::string not_kept_words(std::string_view since);

}  // namespace carehub::console
