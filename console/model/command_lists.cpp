#include "console/model/command_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "console/model/action_line.hpp"
#include "console/model/case_list.hpp"
#include "console/model/options.hpp"
#include "console/model/referral_form.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/reject_reasons.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

template <class E>
std::vector<Nameable> names_of_enum() {
  std::vector<Nameable> names;
  for_each_value<E>([&](E value) {
    const auto id = name_of(value);
    if (id != "none" && id != "unknown") names.push_back({std::string(id), std::string(words(value))});
  });
  return names;
}

std::vector<Completion> completed(const std::vector<Nameable>& all, std::string_view word, auto&& describe) {
  std::vector<Completion> result;
  for (const auto index : completions_of(all, word, completions_most))
    result.push_back({all[index].id, describe(all[index])});
  return result;
}

std::string name_only(const Nameable& one) {
  return one.name;
}

std::vector<Completion> case_completions(std::string_view word, const Surroundings& around) {
  std::vector<Completion> result;
  if (!word.empty() && !all_digits(word)) return result;
  for (const auto& [id, record] : around.picture.cases) {
    auto number = std::to_string(id.value);
    if (!number.starts_with(word) || !is_open(record->status)) continue;
    result.push_back({std::move(number), fmt::format("{}, {}, {}", need_text(*record, around.now),
                                                     locality_text(*record), words(record->status))});
    if (result.size() == completions_most) break;
  }
  return result;
}

// Offered teams first, in the order they are offered.
std::vector<Completion> team_completions(std::string_view word, const Surroundings& around, const Values& so_far) {
  const auto describe = [&](const Nameable& one) {
    const auto* team = around.find_team(TeamId{one.id});
    auto text = one.name + (one.name.empty() ? "" : ", ") + (team != nullptr ? team_state_text(*team, around) : "");
    const auto* candidate =
        so_far.the_case != nullptr ? candidate_of(*so_far.the_case, around.context, one.id) : nullptr;
    if (candidate != nullptr)
      text += ", arrives " + around.clock(arrival_if_sent_now(
                                 *candidate, options_of(*so_far.the_case, around.context)->at, around.now));
    return text;
  };
  const auto* options = so_far.the_case != nullptr ? options_of(*so_far.the_case, around.context) : nullptr;
  std::unordered_map<std::string_view, std::size_t> place;  // in the order they are offered
  if (options != nullptr)
    for (const auto& candidate : options->offered) place.emplace(candidate.unit, place.size());
  const auto& all = team_names(around);
  const auto rank = [&](std::size_t index) {
    const auto found = place.find(all[index].id);
    return found != place.end() ? found->second : place.size();
  };
  std::vector<Completion> result;
  for (const auto index : completions_of(all, word, completions_most, rank))
    result.push_back({all[index].id, describe(all[index])});
  return result;
}

std::vector<Completion> place_completions(std::string_view word, const Surroundings& around) {
  return completed(place_names(around), word, [&](const Nameable& one) {
    const auto* config = find_place(around.site(), PlaceId{one.id});
    const auto state = around.picture.places.find(PlaceId{one.id});
    if (config == nullptr || state == around.picture.places.end()) return one.name;
    if (state->second->closed_by_staff) return one.name + ", closed by its staff";
    const auto free = free_places(*state->second, *config, around.now);
    return free ? fmt::format("{}, {} of {} free", one.name, *free, config->capacity)
                : one.name + ", count too old: unknown";
  });
}

std::vector<Completion> alert_completions(std::string_view word, const Surroundings& around) {
  std::vector<Completion> result;
  for (const auto& [id, alert] : around.picture.alerts) {
    auto number = std::to_string(id.value);
    if (!number.starts_with(word) || result.size() == completions_most) continue;
    result.push_back({std::move(number), alert->text});
  }
  return result;
}

std::vector<Completion> choice_completions(const Slot& slot, std::string_view word) {
  std::vector<Completion> result;
  const auto* ending = slot.kind == SlotKind::pairs ? "=" : "";
  for (const auto choice : slot.choices)
    if (starts_with_word(choice, word)) result.push_back({std::string(choice) + ending, ""});
  return result;
}

std::vector<Completion> reject_completions(std::string_view word) {
  std::vector<Completion> result;
  for (const auto& one : reject_reasons()) {
    auto code = std::to_string(one.code);
    if (!code.starts_with(word)) continue;
    result.push_back({std::move(code), std::string(one.words) + (one.comment_required ? ", with a comment" : "")});
  }
  return result;
}

std::vector<Completion> skill_completions(std::string_view word) {
  const auto comma = word.find_last_of(",+");
  const auto before = comma == std::string_view::npos ? std::string_view{} : word.substr(0, comma + 1);
  auto result = completed(skill_names(), word.substr(before.size()), name_only);
  for (auto& completion : result) completion.text = std::string(before) + completion.text;
  return result;
}

}  // namespace

const std::vector<Nameable>& team_names(const Surroundings& around) {
  if (around.context.teams != nullptr) return *around.context.teams;
  if (around.gathered_teams.empty()) around.gathered_teams = team_names(around.picture);
  return around.gathered_teams;
}

std::vector<Nameable> team_names(const Picture& picture) {
  std::vector<Nameable> names;
  for (const auto& config : picture.site->teams)
    if (const auto team = picture.teams.find(config.id); team != picture.teams.end() && !team->second->retired)
      names.push_back({config.id.value, config.name});
  return names;
}

std::vector<Nameable> place_names(const Surroundings& around) {
  std::vector<Nameable> names;
  for (const auto& place : around.site().places) names.push_back({place.id.value, place.name});
  return names;
}

std::vector<Nameable> service_names(const Surroundings& around) {
  std::vector<Nameable> names;
  for (const auto& service : around.site().services) names.push_back({service.id.value, service.name});
  return names;
}

const std::vector<Nameable>& need_names() {
  static const auto names = names_of_enum<Need>();
  return names;
}

const std::vector<Nameable>& outcome_names() {
  static const auto names = names_of_enum<Outcome>();
  return names;
}

const std::vector<Nameable>& source_names() {
  static const auto names = names_of_enum<Source>();
  return names;
}

const std::vector<Nameable>& mode_names() {
  static const std::vector<Nameable> names{{"propose", "ask a person first"}, {"automatic", "allocate without asking"}};
  return names;
}

const std::vector<Nameable>& skill_names() {
  static const auto names = names_of_enum<Skill>();
  return names;
}

std::optional<SkillSet> read_skills(std::string_view word) {
  SkillSet skills;
  while (!word.empty()) {
    const auto end = std::min(word.find_first_of(",+"), word.size());
    const auto found = find_named(skill_names(), word.substr(0, end));
    if (!found.index) return std::nullopt;
    skills.add(static_cast<Skill>(*found.index));
    word.remove_prefix(std::min(end + 1, word.size()));
  }
  return skills.empty() ? std::nullopt : std::optional{skills};
}

const Explanation* options_of(const Case& c, const UiContext& context) {
  if (context.options != nullptr && context.selected == c.id && !context.options->offered.empty())
    return context.options;
  return c.explanation && !c.explanation->offered.empty() ? &*c.explanation : nullptr;
}

const Candidate* candidate_of(const Case& c, const UiContext& context, std::string_view unit) {
  const auto* options = options_of(c, context);
  if (options == nullptr) return nullptr;
  const auto found = std::ranges::find(options->offered, unit, &Candidate::unit);
  return found == options->offered.end() ? nullptr : &*found;
}

std::string team_state_text(const Team& team, const Surroundings& around) {
  std::string text(words(team.status));
  if (team.status == TeamStatus::on_break && team.break_until)
    return text + " until " + around.clock(*team.break_until);
  if (team.queue.empty()) return text;
  const auto& visit = team.queue.front();
  return fmt::format("{}, with {} until about {}", text, visit.case_id.value, around.clock(visit.expected_end));
}

std::vector<Completion> slot_completions(const Slot& slot, std::string_view word, const Surroundings& around,
                                         const Values& so_far) {
  switch (slot.kind) {
    case SlotKind::case_number:
    case SlotKind::other_case:
      return case_completions(word, around);
    case SlotKind::team:
      return team_completions(word, around, so_far);
    case SlotKind::place:
      return place_completions(word, around);
    case SlotKind::service:
      return completed(service_names(around), word, name_only);
    case SlotKind::need:
      return completed(need_names(), word, name_only);
    case SlotKind::outcome:
      return completed(outcome_names(), word, name_only);
    case SlotKind::source:
      return completed(source_names(), word, name_only);
    case SlotKind::mode:
      return completed(mode_names(), word, name_only);
    case SlotKind::alert:
      return alert_completions(word, around);
    case SlotKind::action_number:
      return action_completions(word, around);
    case SlotKind::skills:
      return skill_completions(word);
    case SlotKind::reject_code:
      return reject_completions(word);
    case SlotKind::keyword:
    case SlotKind::change:
    case SlotKind::pairs:
      return choice_completions(slot, word);
    default:
      return {};
  }
}

}  // namespace carehub::console
