#include "console/model/command_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "console/model/action_line.hpp"
#include "console/model/action_list.hpp"
#include "console/model/case_list.hpp"
#include "console/model/command_lists.hpp"
#include "console/model/referral_form.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/reject_reasons.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

enum class Take { taken, absent, wrong };

// "27:10" must not become the first word of a reason.
bool is_meant_as_time(std::string_view word) {
  const auto colon = word.find(':');
  if (colon == std::string_view::npos || !all_digits(word.substr(0, colon))) return false;
  const auto rest = word.substr(colon + 1);
  return all_digits(rest.substr(0, 1)) && rest.find_first_not_of("0123456789+-") == std::string_view::npos;
}

// Reads one line. `word_` is the next token; slots take it or leave it.
class Reader {
 public:
  Reader(const Verb& verb, std::string_view text, const std::vector<Token>& tokens, const Surroundings& around,
         ParsedLine& line)
      : verb_(verb), text_(text), tokens_(tokens), around_(around), line_(line) {}

  Values read() {
    for (slot_ = 0; slot_ < verb_.slots.size(); ++slot_) {
      const auto& slot = verb_.slots[slot_];
      offer_completions(slot);
      const auto take = take_slot(slot);
      if (take == Take::wrong) return std::move(values_);
      if (take == Take::absent && slot.required) {
        set_missing(slot);
        return std::move(values_);
      }
    }
    if (at_ < tokens_.size() && line_.error.empty())
      line_.error = fmt::format("“{}” is not understood here; write {}", tokens_[at_].text, shape(verb_));
    return std::move(values_);
  }

 private:
  [[nodiscard]] bool more() const { return at_ < tokens_.size(); }
  [[nodiscard]] const Token& token() const { return tokens_[at_]; }
  [[nodiscard]] bool typing_last() const { return !tokens_.empty() && tokens_.back().to == text_.size(); }
  // The word being typed now is the one that the slot would take.
  [[nodiscard]] bool at_cursor() const { return more() ? at_ + 1 == tokens_.size() && typing_last() : !typing_last(); }
  [[nodiscard]] const Slot* next_slot() const {
    return slot_ + 1 < verb_.slots.size() ? &verb_.slots[slot_ + 1] : nullptr;
  }

  void set_missing(const Slot& slot) {
    line_.missing = fmt::format("write {}, for example {}", asked_for(slot), verb_.example);
    std::string rest;
    for (std::size_t i = slot_; i < verb_.slots.size(); ++i)
      rest += (rest.empty() ? "" : " ") + std::string(verb_.slots[i].name);
    line_.hint = rest;
  }

  [[nodiscard]] static std::string asked_for(const Slot& slot) {
    if (!slot.choices.empty() && slot.kind != SlotKind::change) {
      std::vector<std::string> names;
      for (const auto choice : slot.choices)
        names.push_back(std::string(choice) + (slot.kind == SlotKind::pairs ? "=" : ""));
      return one_of(names);
    }
    switch (slot.kind) {
      case SlotKind::case_number:
        return "the case number";
      case SlotKind::other_case:
        return "the number of the other case";
      case SlotKind::team:
        return "a team";
      case SlotKind::place:
        return "a place";
      case SlotKind::service:
        return "a service";
      case SlotKind::alert:
        return "the number of the alert";
      case SlotKind::assignment:
        return "what is to be done";
      case SlotKind::action_number:
        return "the number of the action";
      case SlotKind::reject_code:
        return "the code of the reason";
      case SlotKind::need:
        return "what the person needs";
      case SlotKind::position:
        return "the position as latitude,longitude";
      case SlotKind::priority:
        return "the priority, 1 to 4";
      case SlotKind::outcome:
        return "the outcome: " + names_text(outcome_names());
      case SlotKind::source:
        return "where the call comes from: " + names_text(source_names());
      case SlotKind::mode:
        return "the mode: " + names_text(mode_names());
      case SlotKind::change:
        return "how much, in per cent: 45, +5, -5, or designed";
      case SlotKind::time:
        return "the time as HH:MM";
      default:
        return slot.name == "to whom" ? std::string(slot.name) : "the " + lower(slot.name);
    }
  }

  // An unfinished word that may still become right is not called wrong.
  Take wrong(std::string error) {
    const bool may_become_right = at_cursor() && !line_.completions.empty();
    (may_become_right ? line_.missing : line_.error) = std::move(error);
    return Take::wrong;
  }

  void offer_completions(const Slot& slot) {
    if (!at_cursor()) return;
    const std::string_view word = more() ? std::string_view{token().text} : std::string_view{};
    line_.replace_from = more() ? token().from : text_.size();
    for (auto& completion : slot_completions(slot, word, around_, values_))
      if (line_.completions.size() < completions_most) line_.completions.push_back(std::move(completion));
  }

  Take take_slot(const Slot& slot) {
    switch (slot.kind) {
      case SlotKind::case_number:
        return take_case();
      case SlotKind::other_case:
        return take_other_case(slot);
      case SlotKind::visit_case:
        return take_visit();
      case SlotKind::team:
        return take_named(team_names(around_), "team",
                          [&](const Nameable& one) { values_.team = around_.find_team(TeamId{one.id}); });
      case SlotKind::place:
        return take_named(place_names(around_), "place", [&](const Nameable& one) { values_.place = PlaceId{one.id}; });
      case SlotKind::service:
        return take_named(service_names(around_), "service",
                          [&](const Nameable& one) { values_.service = ServiceId{one.id}; });
      case SlotKind::need:
        return take_named(need_names(), "need", [&](const Nameable& one) {
          values_.need = enum_from_name<Need>(one.id).value_or(Need::other);
        });
      case SlotKind::outcome:
        return take_named(outcome_names(), "outcome", [&](const Nameable& one) {
          values_.outcome = enum_from_name<Outcome>(one.id).value_or(Outcome::other);
        });
      case SlotKind::source:
        return take_named(source_names(), "source", [&](const Nameable& one) {
          values_.source = enum_from_name<Source>(one.id).value_or(Source::self_referral);
        });
      case SlotKind::mode:
        return take_named(mode_names(), "mode", [&](const Nameable& one) {
          values_.mode = enum_from_name<Mode>(one.id).value_or(Mode::propose);
        });
      case SlotKind::alert:
        return take_alert();
      case SlotKind::priority:
        return take_priority(slot);
      case SlotKind::skills:
        return take_skills();
      case SlotKind::reject_code:
        return take_reject_code();
      case SlotKind::level:
        return take_number(slot, 1, 4);
      case SlotKind::count:
        return take_number(slot, 0, 1000);
      case SlotKind::minutes:
        return take_number(slot, 1, 1440);
      case SlotKind::percent:
        return take_number(slot, 80, 200);
      case SlotKind::change:
        return take_change(slot);
      case SlotKind::time:
        return take_time();
      case SlotKind::keyword:
        return take_keywords(slot);
      case SlotKind::position:
        return take_position();
      case SlotKind::pairs:
        return take_pairs(slot);
      case SlotKind::assignment:
        return take_assignment();
      case SlotKind::action_number:
        return take_action();
      case SlotKind::words:
        return take_words();
    }
    return Take::absent;
  }

  // --- cases ---
  Take use_selected() {
    if (!around_.context.selected.given())
      return more() ? wrong(fmt::format("“{}” is no case number, and no case is chosen; write one, for example {}",
                                        cut(token().text, 30), verb_.example))
                    : Take::absent;
    return use_case(around_.context.selected);
  }

  Take use_case(CaseId id) {
    values_.case_id = id;
    values_.the_case = around_.find_case(id);
    line_.case_id = id;
    return Take::taken;
  }

  // A bare number is the case, unless it can only be the next thing: U 2 with a case selected, LK 1029.
  [[nodiscard]] bool number_is_for_the_next_slot(std::int64_t number) const {
    if (!around_.context.selected.given() || next_slot() == nullptr) return false;
    const bool another_follows = at_ + 1 < tokens_.size() && all_digits(tokens_[at_ + 1].text);
    if (next_slot()->kind == SlotKind::other_case) return !another_follows;
    const bool known = around_.find_case(CaseId{static_cast<std::uint64_t>(number)}) != nullptr;
    return !known && number < 100 && !(another_follows && next_slot()->kind != SlotKind::words);
  }

  Take take_case() {
    if (!more()) return use_selected();
    std::string_view digits = token().text;
    if (digits.starts_with('#')) digits.remove_prefix(1);
    const auto number = read_number(digits);
    if (!number || token().quoted) return use_selected();
    if (number_is_for_the_next_slot(*number)) return use_selected();
    const CaseId id{static_cast<std::uint64_t>(*number)};
    const bool may_be_gone = verb_.id == VerbId::reopen || verb_.id == VerbId::note;  // closed and no longer shown
    if (around_.find_case(id) == nullptr && !may_be_gone) return wrong(unknown_case_text(id));
    ++at_;
    return use_case(id);
  }

  [[nodiscard]] std::string unknown_case_text(CaseId id) const {
    std::vector<Nameable> all;
    for (const auto& [known, record] : around_.picture.cases) all.push_back({std::to_string(known.value), {}});
    const auto near = id.value < 1000 ? std::nullopt : nearest_named(all, std::to_string(id.value));
    const auto meant =
        near ? fmt::format(
                   "; did you mean {}?",
                   case_name(*around_.find_case(CaseId{static_cast<std::uint64_t>(*read_number(all[*near].id))})))
             : std::string{};
    return fmt::format("there is no case {} in this hub, open or lately closed{}", id.value, meant);
  }

  Take take_other_case(const Slot& slot) {
    const auto number = more() ? read_number(token().text) : std::nullopt;
    if (!number)
      return more() && slot.required
                 ? wrong("write the number of the other case, for example " + std::string(verb_.example))
                 : Take::absent;
    const CaseId id{static_cast<std::uint64_t>(*number)};
    if (around_.find_case(id) == nullptr) return wrong(unknown_case_text(id));
    values_.other_case = id;
    ++at_;
    return Take::taken;
  }

  Take take_visit() {
    const auto number = more() ? read_number(token().text) : std::nullopt;
    if (number) {
      const CaseId id{static_cast<std::uint64_t>(*number)};
      if (around_.find_case(id) == nullptr) return wrong(unknown_case_text(id));
      ++at_;
      return use_case(id);
    }
    if (values_.team == nullptr) return Take::absent;
    if (values_.team->queue.empty()) return wrong(fmt::format("{} has no visit", values_.team->id.value));
    return use_case(values_.team->queue.front().case_id);
  }

  // --- things with names ---
  template <class F>
  Take take_named(const std::vector<Nameable>& all, std::string_view what, F&& use) {
    if (!more()) return Take::absent;
    const auto& word = token().text;
    const auto found = find_named(all, word);
    if (found.index) {
      use(all[*found.index]);
      if (values_.team != nullptr) line_.team = values_.team->id;
      ++at_;
      return Take::taken;
    }
    if (!found.several.empty()) return wrong(several_text(all, found, word));
    if (all.empty())
      return wrong(fmt::format("there is no {} {}: this hub shows no {} to this role", what, cut(word, 30), what));
    const auto near = nearest_named(all, word);
    if (near) return wrong(fmt::format("there is no {} {}; did you mean {}?", what, cut(word, 30), all[*near].id));
    return wrong(fmt::format("there is no {} {}; write {}", what, cut(word, 30), names_text(all)));
  }

  static std::string several_text(const std::vector<Nameable>& all, const Found& found, std::string_view word) {
    std::vector<std::string> ids;
    for (const auto index : found.several)
      if (ids.size() < 6) ids.push_back(all[index].id);
    if (found.several.size() > ids.size()) ids.push_back(fmt::format("{} more", found.several.size() - ids.size()));
    return fmt::format("{} fits {}; write which", cut(word, 30), joined(ids, ", "));
  }

  static std::string names_text(const std::vector<Nameable>& all) {
    std::vector<std::string> ids;
    for (const auto& one : all)
      if (ids.size() < 16) ids.push_back(one.id);
    if (all.size() > ids.size()) return "one of " + joined(ids, ", ") + " ...";
    return one_of(ids);
  }

  Take take_alert() {
    if (!more()) return Take::absent;
    const auto number = read_number(token().text);
    if (!number) return wrong("write the number of the alert, for example " + std::string(verb_.example));
    const AlertId id{static_cast<std::uint64_t>(*number)};
    // Of one that has become a case the hub says which.
    const bool may_be_over = verb_.id == VerbId::case_from_alert;
    if (!may_be_over && !around_.picture.alerts.contains(id))
      return wrong(fmt::format("there is no unresolved alert {}", *number));
    values_.alert = id;
    ++at_;
    return Take::taken;
  }

  Take take_action() {
    if (!more()) return Take::absent;
    const auto number = read_number(token().text);
    if (!number) return wrong("write the number of the action, for example " + std::string(verb_.example));
    const ActionId id{static_cast<std::uint64_t>(*number)};
    if (find_action(around_.picture, id) == nullptr) return wrong(unknown_action_text(*number, around_));
    values_.action = id;
    ++at_;
    return Take::taken;
  }

  // The whole rest of the line.
  Take take_assignment() {
    auto read = read_action_words(text_, std::span(tokens_).subspan(at_), around_);
    line_.completions = std::move(read.completions);
    line_.replace_from = read.replace_from;
    line_.error = std::move(read.error);
    line_.missing = std::move(read.missing);
    if (!line_.missing.empty()) line_.hint = "action owner NAME by HH:MM opel 1-4 service SERVICE";
    if (!line_.error.empty() || !line_.missing.empty()) return Take::wrong;
    values_.assignment = std::move(read.action);
    at_ = tokens_.size();
    return Take::taken;
  }

  // --- figures ---
  Take take_priority(const Slot& slot) {
    if (!more()) return Take::absent;
    std::string_view word = token().text;
    const bool with_letter = !word.empty() && (word[0] == 'p' || word[0] == 'P');
    if (with_letter) word.remove_prefix(1);
    const bool is_priority = word.size() == 1 && word[0] >= '1' && word[0] <= '4';
    if (!is_priority && with_letter && all_digits(word)) return wrong("write the priority as P1, P2, P3 or P4");
    if (!is_priority || (!with_letter && !slot.required))
      return slot.required ? wrong("write the priority as 1, 2, 3 or 4") : Take::absent;
    values_.priority = static_cast<Priority>(word[0] - '0');
    ++at_;
    return Take::taken;
  }

  Take take_skills() {
    if (!more() || token().quoted) return Take::absent;
    const auto skills = read_skills(token().text);
    if (!skills) return misspelt_skill();
    values_.skills = *skills;
    ++at_;
    return Take::taken;
  }

  // "crisis,nurce" is meant as skills: it must not become the first word of a reason.
  Take misspelt_skill() {
    std::string_view rest = token().text;
    std::string_view unknown;
    bool any_known = false;
    while (!rest.empty()) {
      const auto part = rest.substr(0, rest.find(','));
      if (read_skills(part))
        any_known = true;
      else
        unknown = part;
      rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
    if (!any_known || unknown.empty()) return Take::absent;
    return wrong(fmt::format("there is no skill {}; the skills are {}", unknown, all_skills()));
  }

  [[nodiscard]] static std::string all_skills() {
    std::vector<std::string> names;
    for_each_value<Skill>([&](Skill skill) { names.emplace_back(name_of(skill)); });
    return one_of(names);
  }

  Take take_reject_code() {
    if (!more()) return Take::absent;
    const auto number = read_number(token().text);
    const bool known =
        number && std::ranges::any_of(reject_reasons(), [&](const auto& one) { return one.code == *number; });
    if (!known) {
      std::vector<std::string> lines;
      for (const auto& one : reject_reasons()) lines.push_back(fmt::format("{} {}", one.code, lower(one.words)));
      return wrong("write the code of the reason: " + joined(lines, ", "));
    }
    return take_this_number(*number);
  }

  Take take_this_number(std::int64_t number) {
    values_.number = number;
    values_.has_number = true;
    ++at_;
    return Take::taken;
  }

  Take take_number(const Slot& slot, std::int64_t least, std::int64_t most) {
    if (!more()) return Take::absent;
    const auto number = read_number(token().text);
    const bool fits = number && *number >= least && *number <= most;
    if (!fits && !slot.required && !number) return Take::absent;
    if (!fits) return wrong(fmt::format("write a number from {} to {}, for example {}", least, most, verb_.example));
    return take_this_number(*number);
  }

  Take take_change(const Slot& slot) {
    if (!more()) return Take::absent;
    const std::string_view text = token().text;
    if (same_word(text, slot.choices.front())) {
      values_.designed = true;
      ++at_;
      return Take::taken;
    }
    const bool is_signed = text.starts_with('+') || text.starts_with('-');
    const auto number = read_number(text.substr(is_signed ? 1 : 0));
    if (!number || *number < 1 || *number > 99)
      return wrong(fmt::format("write 1 to 99 per cent, more or less of them as +5 or -5, or designed, for example {}",
                               verb_.example));
    values_.relative = is_signed;
    return take_this_number(text.starts_with('-') ? -*number : *number);
  }

  Take take_time() {
    if (!more()) return Take::absent;
    const bool planned = verb_.id == VerbId::book || verb_.id == VerbId::sign_on || verb_.id == VerbId::call_back;
    const auto read = read_time(token().text, around_.site().calendar, around_.now, planned);
    if (!read.error.empty()) return wrong(read.error);
    if (!read.at && is_meant_as_time(token().text))
      return wrong(fmt::format("“{}” is no time of day; write it as HH:MM, for example 21:10", token().text));
    if (!read.at) return Take::absent;
    values_.time = read.at;
    ++at_;
    return Take::taken;
  }

  Take take_position() {
    if (!more()) return Take::absent;
    const auto at = read_position(token().text);
    if (!at) return wrong("write the position as latitude,longitude in degrees, for example 50.650,-1.170");
    values_.position = at;
    ++at_;
    return Take::taken;
  }

  // --- words ---
  Take take_keywords(const Slot& slot) {
    bool any = false;
    while (more() && !token().quoted) {
      const auto choice =
          std::ranges::find_if(slot.choices, [&](std::string_view one) { return same_word(one, token().text); });
      if (choice == slot.choices.end()) break;
      values_.keywords.push_back(*choice);
      any = true;
      ++at_;
      if (*choice == "queue") take_queue_number();
    }
    if (any) return Take::taken;
    if (slot.required && more()) return wrong("write " + asked_for(slot));
    return Take::absent;
  }

  // QUEUE 1040: behind that case. Another number belongs to the reason.
  void take_queue_number() {
    const auto number = more() ? read_number(token().text) : std::nullopt;
    if (!number || around_.find_case(CaseId{static_cast<std::uint64_t>(*number)}) == nullptr) return;
    values_.other_case = CaseId{static_cast<std::uint64_t>(*number)};
    ++at_;
  }

  [[nodiscard]] static std::optional<std::string_view> pair_name(const Slot& slot, std::string_view word) {
    const auto name = word.substr(0, word.find('='));
    if (name.size() == word.size()) return std::nullopt;
    const auto known = std::ranges::find_if(slot.choices, [&](std::string_view one) { return same_word(one, name); });
    return known == slot.choices.end() ? std::nullopt : std::optional{*known};
  }

  Take take_pairs(const Slot& slot) {
    bool any = false;
    while (more()) {
      const auto name = pair_name(slot, token().text);
      if (!name) break;
      values_.pairs.emplace_back(*name, token().text.substr(name->size() + 1));
      any = true;
      ++at_;
      if (at_ < tokens_.size() || !typing_last()) offer_completions(slot);
    }
    if (any) return Take::taken;
    return slot.required && more()
               ? wrong("write " + asked_for(slot) + " and what it is, for example " + std::string(verb_.example))
               : Take::absent;
  }

  // The rest of the line, or up to the names that follow.
  Take take_words() {
    if (!more()) return Take::absent;
    const auto* pairs = next_slot() != nullptr && next_slot()->kind == SlotKind::pairs ? next_slot() : nullptr;
    const auto first = at_;
    while (more() && !(pairs != nullptr && at_ > first && pair_name(*pairs, token().text))) ++at_;
    if (at_ - first == 1) {
      values_.words = std::string(trimmed(tokens_[first].text));
    } else {
      const auto from = tokens_[first].from;
      values_.words = std::string(trimmed(text_.substr(from, tokens_[at_ - 1].to - from)));
    }
    return values_.words.empty() ? Take::absent : Take::taken;
  }

  const Verb& verb_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const Surroundings& around_;
  ParsedLine& line_;
  Values values_;
  std::size_t at_ = 0;
  std::size_t slot_ = 0;
};

constexpr minutes slip{5};  // a clock that is a little off, or a moment just gone
constexpr hours half_a_day{12};

// "17:00", "17:00+1"
struct WrittenTime {
  std::int32_t minute_of_day = 0;
  std::int32_t days = 0;  // after today
};

std::optional<WrittenTime> read_written_time(std::string_view text) {
  WrittenTime time;
  if (text.ends_with("+1")) time.days = 1;
  if (text.ends_with("-1")) time.days = -1;
  if (time.days != 0) text.remove_suffix(2);
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto hour = read_number(text.substr(0, colon));
  const auto minute = read_number(text.substr(colon + 1));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  time.minute_of_day = static_cast<std::int32_t>(*hour * 60 + *minute);
  return time;
}

ReadTime named_day_time(const WrittenTime& written, bool planned, Instant at) {
  if (planned && written.days < 0) return {{}, "what is planned lies ahead: write a time to come, or +1 for tomorrow"};
  if (!planned && written.days > 0)
    return {{}, "what is reported has happened: write a time that has passed, or -1 for yesterday"};
  return {at, {}};
}

}  // namespace

std::string Surroundings::clock(Instant at) const {
  return time_text(site().calendar, at, now);
}

bool Values::has(std::string_view keyword) const {
  return std::ranges::find(keywords, keyword) != keywords.end();
}

const std::string* Values::pair(std::string_view name) const {
  const auto found = std::ranges::find_if(pairs, [&](const auto& one) { return one.first == name; });
  return found == pairs.end() ? nullptr : &found->second;
}

const Case* Surroundings::find_case(CaseId id) const {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? nullptr : found->second.get();
}

const Team* Surroundings::find_team(const TeamId& id) const {
  const auto found = picture.teams.find(id);
  return found == picture.teams.end() ? nullptr : found->second.get();
}

std::optional<std::int64_t> read_number(std::string_view text) {
  if (!all_digits(text) || text.size() > 15) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

ReadTime read_time(std::string_view text, const Calendar& calendar, Instant now, bool planned) {
  const auto written = read_written_time(text);
  if (!written) return {};
  const auto today = local_time(calendar, now).day;
  const auto on = [&](std::int32_t days) {
    return instant_of(calendar, LocalDay{today.days + days}, written->minute_of_day);
  };
  if (written->days != 0) return named_day_time(*written, planned, on(written->days));
  const auto at = on(0);
  if (planned ? at + slip >= now : at - slip <= now) return {at, {}};
  const auto off_by = planned ? now - at : at - now;
  if (off_by >= half_a_day) return {on(planned ? 1 : -1), {}};
  const auto clock = clock_text(calendar, at);
  if (planned) return {{}, fmt::format("{} has passed; write {}+1 if tomorrow is meant", clock, clock)};
  return {{}, fmt::format("{} is still to come: write when it happened, or {}-1 if yesterday is meant", clock, clock)};
}

std::optional<Coordinates> read_position(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos || text.size() > 60) return std::nullopt;
  const auto read = [](std::string_view part) -> std::optional<double> {
    const std::string word(trimmed(part));
    if (word.empty() || word.find_first_not_of("+-.0123456789") != std::string::npos) return std::nullopt;
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (end != word.c_str() + word.size() || !std::isfinite(value)) return std::nullopt;
    return value;
  };
  const auto lat = read(text.substr(0, comma));
  const auto lon = read(text.substr(comma + 1));
  if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180) return std::nullopt;
  const auto at = coordinates_from_degrees(*lat, *lon);
  return in_british_isles(at) ? std::optional{at} : std::nullopt;
}

Values read_slots(const Verb& verb, std::string_view text, const std::vector<Token>& tokens, const Surroundings& around,
                  ParsedLine& line) {
  return Reader(verb, text, tokens, around, line).read();
}

}  // namespace carehub::console
