#pragma once
// Reads the words after a verb by the verb's slots. Part of the parser.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "console/model/command_line.hpp"
#include "console/model/command_words.hpp"

namespace carehub::console {

// What the slots held.
struct Values {
  CaseId case_id;  // also where the console does not hold the case
  const Case* the_case = nullptr;
  CaseId other_case;
  const Team* team = nullptr;
  PlaceId place;
  ServiceId service;
  AlertId alert;
  ActionId action;
  AssignAction assignment;
  std::int64_t number = 0;  // level, count, minutes, reject code
  bool has_number = false;
  bool relative = false;  // "+5", "-5"
  bool designed = false;  // instead of a number
  std::optional<Priority> priority;
  Need need = Need::unknown;
  std::optional<SkillSet> skills;
  Outcome outcome = Outcome::none;
  Mode mode = Mode::propose;
  Source source = Source::self_referral;
  std::optional<Instant> time;
  std::optional<Coordinates> position;
  std::vector<std::string_view> keywords;
  std::vector<std::pair<std::string_view, std::string>> pairs;
  std::string words;

  [[nodiscard]] bool has(std::string_view keyword) const;
  [[nodiscard]] const std::string* pair(std::string_view name) const;
};

// Everything the parser looks things up in.
struct Surroundings {
  const Picture& picture;
  Instant now;
  const UiContext& context;
  mutable std::vector<Nameable> gathered_teams{};  // once a line, where the context has none

  [[nodiscard]] const Site& site() const { return *picture.site; }
  [[nodiscard]] const Case* find_case(CaseId id) const;
  [[nodiscard]] const Team* find_team(const TeamId& id) const;
  [[nodiscard]] std::string clock(Instant at) const;  // "20:15", of another day "23 Nov 20:15"
};

// Fills line.error, missing, hint, completions and returns what was read; the line is complete if error and missing are
// empty.
[[nodiscard]] Values read_slots(const Verb& verb, std::string_view text, const std::vector<Token>& tokens,
                                const Surroundings& around, ParsedLine& line);

// A time of day as the moment meant. What happened may lie in the last twelve hours, what is planned in the next; a
// time on the wrong side of now is taken for the day before or after only if it is further than that away, else `error`
// says so. "17:00+1" is tomorrow's, "17:00-1" yesterday's. Neither is set where the text is no time.
struct ReadTime {
  std::optional<Instant> at;
  std::string error;
};
[[nodiscard]] ReadTime read_time(std::string_view text, const Calendar& calendar, Instant now, bool planned);
[[nodiscard]] std::optional<Coordinates> read_position(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> read_number(std::string_view text);

inline constexpr std::size_t completions_most = 12;

}  // namespace carehub::console
