#include "console/model/alerts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

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
  if (alert.resident.given()) return alert.resident.value;
  const CareHome* home = picture.site == nullptr ? nullptr : find_home(*picture.site, alert.home);
  return home != nullptr ? home->name : alert.home.value;
}

std::string text_of(const Alert& alert, const Picture& picture) {
  const auto text = alert.text.empty() ? std::string(words(alert.kind)) : alert.text;
  const auto object = object_name(alert, picture);
  return object.empty() || text.contains(object) ? text : fmt::format("{}: {}", object, text);
}

// What it is about, in a few words. One kind says two opposite things: what a partner gave back to us, and what we gave
// back to the ambulance service.
std::string cause_words(const Alert& alert, const Picture& picture) {
  if (alert.kind != AlertKind::ownership_returned) return std::string(words(alert.kind));
  const auto found = picture.cases.find(alert.case_id);
  const bool closed = found != picture.cases.end() && !is_open(found->second->status);
  const bool by_partner = alert.text.contains("partner") || (alert.text.empty() && !closed);
  return by_partner ? "rejected by partner" : "back with the ambulance service";
}

// Of what is no case.
std::string_view object_id(const Alert& alert) {
  if (alert.team.given()) return alert.team.value;
  if (alert.resident.given()) return alert.resident.value;
  if (alert.home.given()) return alert.home.value;
  return alert.place.given() ? alert.place.value : alert.service.value;
}

std::string_view kind_of_object(const Alert& alert) {
  if (alert.case_id.given()) return "cases";
  if (alert.team.given()) return "teams";
  if (alert.resident.given()) return "residents";
  if (alert.home.given()) return "care homes";
  return alert.place.given() ? "places" : "services";
}

// "Late, 9 cases: 1011, 1012, 1013, 1014 and 5 more": every object once, however many alerts it has.
std::string kind_title(const Members& members, const Picture& picture) {
  constexpr std::size_t named_most = 4;
  std::vector<std::string> names;
  std::set<std::pair<CaseId, std::string_view>> objects;
  for (const auto* alert : members) {
    const bool is_new = objects.emplace(alert->case_id, object_id(*alert)).second;
    if (is_new && names.size() < named_most) names.push_back(object_name(*alert, picture));
  }
  const auto& first = *members.front();
  auto title = capitalised(cause_words(first, picture));
  const auto all = objects.size();
  if (all == 1 && names.front().empty()) return fmt::format("{}, {} times", title, members.size());
  if (all > 1) title += fmt::format(", {} {}", all, kind_of_object(first));
  title += ": " + joined(names, ", ");
  return all > names.size() ? title + fmt::format(" and {} more", all - names.size()) : title;
}

// What else is in the group, since acknowledging it acknowledges that too: "also 3 × possible duplicate".
std::string other_causes(const Members& members, const Picture& picture) {
  const auto& first = *members.front();
  const auto first_cause = cause_words(first, picture);
  std::vector<std::pair<std::string, std::size_t>> counts;
  for (const auto* alert : members) {
    if (alert->kind == first.kind && alert->kind != AlertKind::ownership_returned) continue;
    auto cause = cause_words(*alert, picture);
    if (cause == first_cause) continue;
    const auto known = std::ranges::find(counts, cause, &std::pair<std::string, std::size_t>::first);
    if (known != counts.end())
      ++known->second;
    else
      counts.emplace_back(std::move(cause), 1);
  }
  std::vector<std::string> parts;
  for (const auto& [cause, count] : counts) parts.push_back(count == 1 ? cause : fmt::format("{} × {}", count, cause));
  return parts.empty() ? std::string{} : "also " + joined(parts, ", ");
}

std::string state_text(const Alert& alert, const Picture& picture, Instant now) {
  std::string text = age_text(std::max<std::int64_t>(0, whole_seconds(now - alert.raised))) + " old";
  if (alert.state == AlertState::acknowledged) text += fmt::format(" · {} has it", alert.taken_by);
  if (alert.state == AlertState::shelved && alert.shelved_until)
    text += fmt::format(" · put aside by {} until {}", alert.taken_by,
                        time_text(picture.site->calendar, *alert.shelved_until, now));
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
  // What K takes along stands first: it must not be what a narrow column cuts away.
  if (const auto others = other_causes(members, picture); !others.empty()) group.detail = others + " · " + group.detail;
  return group;
}

// Alerts of one case have one cause; so have alerts of one kind on many teams, places or services.
std::vector<Members> by_cause(const Picture& picture) {
  std::map<std::uint64_t, Members> of_case;
  std::map<AlertKind, Members> of_kind;
  for (const auto& [id, alert] : picture.alerts)
    (alert->case_id.given() ? of_case[alert->case_id.value] : of_kind[alert->kind]).push_back(alert.get());
  std::map<std::pair<AlertKind, std::string>, std::vector<Members>> cases_by_cause;
  for (auto& [id, members] : of_case) {
    std::ranges::sort(members, worse);
    const auto& first = *members.front();
    cases_by_cause[{first.kind, cause_words(first, picture)}].push_back(std::move(members));
  }
  std::vector<Members> groups;
  for (auto& [cause, cases] : cases_by_cause) {
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

std::string alert_text(const Alert& alert, const Picture& picture) {
  return text_of(alert, picture);
}

std::string alert_standing(const Alert& alert, const Picture& picture, Instant now) {
  return fmt::format("{} · {}", alert.id.value, state_text(alert, picture, now));
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
