// What only the whole file can show.
#include <fmt/format.h>

#include <array>
#include <bitset>
#include <map>
#include <numeric>

#include "protocols/site/sections.hpp"

namespace carehub::site {
namespace {

constexpr std::size_t minutes_in_week = 7 * 1440;

void note(Draft& draft, std::size_t line, std::string field, std::string text, bool warning = false) {
  draft.mistakes.push_back({line, std::move(field), std::move(text), warning});
}

void check_safety_net(Draft& draft) {
  const auto& services = draft.site.services;
  if (services.empty()) return;
  if (std::ranges::none_of(services, &ServiceConfig::catch_all))
    note(draft, 0, "service", "no service has catch_all = true; mark the one that is offered when nothing else fits");
  if (std::ranges::none_of(services, &ServiceConfig::takes_red_flags))
    note(draft, 0, "service",
         "no service has takes_red_flags = true; mark the ambulance, or red flags have nowhere to go");
}

bool has_units(const Site& site, const ServiceConfig& service) {
  const auto of_service = [&](const auto& unit) { return unit.service == service.id; };
  if (service.capacity == CapacityKind::mobile_teams) return std::ranges::any_of(site.teams, of_service);
  if (service.capacity == CapacityKind::places) return std::ranges::any_of(site.places, of_service);
  return true;
}

void check_services_have_units(Draft& draft) {
  for (const auto& service : draft.site.services)
    if (!service.id.value.empty() && !has_units(draft.site, service))
      note(draft, draft.line_of("service", service.id.value), fmt::format("service '{}'", service.id.value),
           service.capacity == CapacityKind::places ? "has no [[place]]; add one or choose another capacity"
                                                    : "has no [[team]]; add one or choose another capacity");
}

bool any_team_covers(const Site& site, const NeedRule& rule) {
  return std::ranges::any_of(site.teams, [&](const TeamConfig& team) {
    const auto* service = find_service(site, team.service);
    return service != nullptr && holds(rule.services, service->kind) && team.skills.covers(rule.skills);
  });
}

bool needs_a_team(const Site& site, const NeedRule& rule) {
  return std::ranges::none_of(site.services, [&](const ServiceConfig& service) {
    return holds(rule.services, service.kind) && service.capacity != CapacityKind::mobile_teams;
  });
}

// Without clinical content, which is a mistake of its own, nothing can be said of needs that the site leaves to it.
void check_every_need(Draft& draft) {
  const auto& site = draft.site;
  if (site.clinical.pathways.empty()) return;
  for_each_value<Need>([&](Need need) {
    const bool known = find_need_rule(site, need) != nullptr;
    if (need == Need::unknown || known || draft.line_of("need", std::string(name_of(need))) != 0) return;
    note(draft, 0, "need",
         fmt::format("nobody here may take '{}': no [[service]] is of a kind that its pathway names; write one, or a "
                     "[[need]] that names other kinds",
                     name_of(need)));
  });
}

void check_need_rules(Draft& draft) {
  const auto& site = draft.site;
  for (const auto& rule : site.need_rules) {
    const auto line = draft.line_of("need", std::string(name_of(rule.need)));
    const auto field = fmt::format("need '{}'", name_of(rule.need));
    for (const auto kind : rule.services)
      if (std::ranges::none_of(site.services, [&](const auto& service) { return service.kind == kind; }))
        note(draft, line, field + ".services",
             fmt::format("no [[service]] is of kind '{}'; remove it or write the service", name_of(kind)));
    if (!rule.services.empty() && needs_a_team(site, rule) && !any_team_covers(site, rule))
      note(draft, line, field + ".skills", "no team of these services has all these skills", true);
  }
}

void mark(std::bitset<minutes_in_week>& covered, const Session& session) {
  for (std::size_t day = 0; day < 7; ++day) {
    if ((session.weekdays >> day & 1) == 0) continue;
    for (auto minute = session.start_min; minute < session.end_min; ++minute)
      covered.set((day * 1440 + static_cast<std::size_t>(minute)) % minutes_in_week);
  }
}

void check_somebody_on_shift(Draft& draft) {
  static constexpr std::array weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  if (draft.site.teams.empty()) return;
  std::bitset<minutes_in_week> covered;
  for (const auto& team : draft.site.teams)
    for (const auto& shift : team.roster) mark(covered, shift);
  for (std::size_t minute = 0; minute < minutes_in_week; ++minute)
    if (!covered.test(minute))
      return note(
          draft, 0, "team",
          fmt::format("nobody is on shift on {} at {:02}:{:02}; {} min of the week are not covered",
                      weekdays[minute / 1440], minute / 60 % 24, minute % 60, minutes_in_week - covered.count()),
          true);
}

void check_population(Draft& draft) {
  const auto& localities = draft.site.localities;
  const auto sum = std::accumulate(localities.begin(), localities.end(), std::int64_t{0},
                                   [](std::int64_t so_far, const auto& one) { return so_far + one.population; });
  const auto all = std::int64_t{draft.site.population};
  if (sum != 0 && std::abs(sum - all) * 10 > all)
    note(draft, 0, "hub.population",
         fmt::format("{} differs by more than a tenth from the localities' sum of {}", all, sum), true);
}

// "locality[3]" and "travel.barrier[1]" count as "locality" and "travel.barrier".
void report_unconfirmed(Draft& draft) {
  if (draft.unconfirmed.empty()) return;
  std::map<std::string, int> counts;
  for (const auto& path : draft.unconfirmed) ++counts[path.substr(0, path.find('['))];
  std::vector<std::string> parts;
  for (const auto& [section, count] : counts) parts.push_back(fmt::format("{} {}", count, section));
  note(draft, 0, "confirmed",
       fmt::format("{} entries are general knowledge and need the commissioner's word: {}", draft.unconfirmed.size(),
                   joined(parts)),
       true);
}

}  // namespace

void check_whole(Draft& draft) {
  check_safety_net(draft);
  check_services_have_units(draft);
  check_every_need(draft);
  check_need_rules(draft);
  check_somebody_on_shift(draft);
  check_population(draft);
  report_unconfirmed(draft);
}

}  // namespace carehub::site
