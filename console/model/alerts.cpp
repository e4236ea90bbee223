#include "console/model/alerts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// Cases whose worst alert is of one kind stay single up to this many; above it they are one group.
constexpr std::size_t single_cases_most = 3;

using Members = std::vector<const Alert*>;

bool worse(const Alert* a, const Alert* b) {
  return std::tuple{-static_cast<int>(a->severity), a->raised, a->id.value} <
         std::tuple{-static_cast<int>(b->severity), b->raised, b->id.value};
}

std::string object_name(const Alert& alert, const Picture& picture) {
  if (alert.case_id.given()) return std::to_string(alert.case_id.value);
  if (alert.team.given()) return alert.team.value;
  if (alert.place.given()) return unit_name(picture, UnitKind::place, alert.place.value);
  if (alert.service.given()) return unit_name(picture, UnitKind::queue, alert.service.value);
  return {};
}

std::string text_of(const Alert& alert, const Picture& picture) {
  const auto text = alert.text.empty() ? std::string(words(alert.kind)) : alert.text;
  const auto object = object_name(alert, picture);
  return object.empty() || text.contains(object) ? text : fmt::format("{}: {}", object, text);
}

std::string kind_title(const Members& members, const Picture& picture) {
  std::vector<std::string> names;
  for (const auto* alert : members) {
    if (names.size() == 4) break;
    if (auto name = object_name(*alert, picture); !name.empty()) names.push_back(std::move(name));
  }
  const auto more =
      members.size() > names.size() ? fmt::format(" and {} more", members.size() - names.size()) : std::string{};
  return fmt::format("{} times {}: {}{}", members.size(), words(members.front()->kind), joined(names, ", "), more);
}

std::string state_text(const Alert& alert, const Picture& picture, Instant now) {
  std::string text = age_text(std::max<std::int64_t>(0, whole_seconds(now - alert.raised))) + " old";
  if (alert.state == AlertState::acknowledged) text += fmt::format(" · {} has it", alert.taken_by);
  if (alert.state == AlertState::shelved && alert.shelved_until)
    text += fmt::format(" · put aside by {} until {}", alert.taken_by,
                        clock_text(picture.site->calendar, *alert.shelved_until));
  if (alert.escalated) text += " · handed up";
  return text;
}

AlertGroup group_of(Members members, const Picture& picture, Instant now) {
  std::ranges::sort(members, worse);
  const auto& first = *members.front();
  AlertGroup group;
  group.severity = first.severity;
  group.oldest = first.raised;
  group.case_id = first.case_id;
  group.state = first.state;
  for (const auto* alert : members) {
    group.ids.push_back(alert->id);
    group.oldest = std::min(group.oldest, alert->raised);
    group.escalated = group.escalated || alert->escalated;
    group.state = std::min(group.state, alert->state);
    if (alert->case_id != group.case_id) group.case_id = {};
  }
  const bool one_case = group.case_id.given();
  group.title = one_case || members.size() == 1 ? text_of(first, picture) : kind_title(members, picture);
  group.detail = state_text(first, picture, now);
  for (std::size_t i = 1; one_case && i < members.size(); ++i)
    group.detail += " · " + std::string(words(members[i]->kind));
  return group;
}

// Alerts of one case have one cause; so have alerts of one kind on many teams, places or services.
std::vector<Members> by_cause(const Picture& picture) {
  std::map<std::uint64_t, Members> of_case;
  std::map<AlertKind, Members> of_kind;
  for (const auto& [id, alert] : picture.alerts)
    (alert->case_id.given() ? of_case[alert->case_id.value] : of_kind[alert->kind]).push_back(alert.get());
  std::map<AlertKind, std::vector<Members>> cases_by_kind;
  for (auto& [id, members] : of_case) {
    std::ranges::sort(members, worse);
    const auto kind = members.front()->kind;
    cases_by_kind[kind].push_back(std::move(members));
  }
  std::vector<Members> groups;
  for (auto& [kind, cases] : cases_by_kind) {
    if (cases.size() <= single_cases_most) {
      std::ranges::move(cases, std::back_inserter(groups));
      continue;
    }
    Members all;
    for (const auto& members : cases) all.insert(all.end(), members.begin(), members.end());
    groups.push_back(std::move(all));
  }
  for (auto& [kind, members] : of_kind) groups.push_back(std::move(members));
  return groups;
}

}  // namespace

AlertPanel alert_panel(const Picture& picture, Instant now) {
  AlertPanel panel;
  for (const auto& [id, alert] : picture.alerts) {
    ++panel.unresolved.at(static_cast<std::size_t>(alert->severity));
    ++(alert->state == AlertState::open           ? panel.open
       : alert->state == AlertState::acknowledged ? panel.acknowledged
                                                  : panel.shelved);
  }
  for (auto& members : by_cause(picture)) panel.groups.push_back(group_of(std::move(members), picture, now));
  std::ranges::sort(panel.groups, {}, [](const AlertGroup& group) {
    return std::tuple{group.state, -static_cast<int>(group.severity), group.oldest, group.ids.front()};
  });
  return panel;
}

std::string alert_line(const Alert& alert, const Picture& picture, Instant now) {
  return fmt::format("{} {} · {}", alert.id.value, text_of(alert, picture), state_text(alert, picture, now));
}

std::string alert_counts_text(const AlertPanel& panel, std::size_t groups_shown) {
  std::size_t shown = 0;
  for (std::size_t i = 0; i < std::min(groups_shown, panel.groups.size()); ++i) shown += panel.groups[i].ids.size();
  if (panel.total() == 0) return "no alerts";
  std::vector<std::string> parts;
  if (panel.open > 0) parts.push_back(fmt::format("{} open", panel.open));
  if (panel.acknowledged > 0) parts.push_back(fmt::format("{} in hand", panel.acknowledged));
  if (panel.shelved > 0) parts.push_back(fmt::format("{} put aside", panel.shelved));
  parts.push_back(shown == panel.total() ? "all shown" : fmt::format("{} of {} shown", shown, panel.total()));
  return joined(parts, ", ");
}

Annunciator::Announcement Annunciator::update(const Picture& picture, Instant now) {
  while (!announced_at_.empty() && announced_at_.front() + window <= now) announced_at_.pop_front();
  std::erase_if(announced_, [&](AlertId id) { return !picture.alerts.contains(id); });
  Members fresh;
  for (const auto& [id, alert] : picture.alerts)
    if (alert->state == AlertState::open && !announced_.contains(id)) fresh.push_back(alert.get());
  std::ranges::sort(fresh, worse);
  Announcement result;
  for (const auto* alert : fresh) {
    if (announced_at_.size() >= most) break;
    announced_at_.push_back(now);
    announced_.insert(alert->id);
    result.announce.push_back(alert->id);
  }
  result.unannounced = fresh.size() - result.announce.size();
  return result;
}

}  // namespace carehub::console
