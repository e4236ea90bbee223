#include "tools/clinical/route.hpp"

#include <algorithm>

#include "dispatcher/matching/gaps.hpp"
#include "protocols/clinical/derive.hpp"
#include "protocols/domain/words.hpp"
#include "tools/clinical/rostered.hpp"

namespace carehub::tools::clinical {
namespace {

using carehub::clinical::Assessment;
using carehub::clinical::service_options;

Case case_of(const Site& site, const RouteQuestion& question, const Triage& triage) {
  Case c;
  c.id = CaseId{1};
  c.status = CaseStatus::triaged;
  c.received = question.at;
  c.referral = question.referral;
  // Sessions are by disposition, which a message carries beside its facts.
  if (const auto code = question.facts.value("dx"); code && c.referral.disposition.empty())
    c.referral.disposition = std::string(*code);
  c.triage = triage;
  if (const auto& position = c.referral.location.position; position && c.referral.location.locality.empty())
    if (const auto* nearest = nearest_locality(site, *position)) c.referral.location.locality = nearest->name;
  if (triage.target_min)
    c.clocks.push_back({.kind = ClockKind::two_hour,
                        .started = question.at,
                        .due = question.at + minutes{*triage.target_min},
                        .stopped = {},
                        .reason = {}});
  return c;
}

// Whoever comes on shift, back from a break or opens soon enough is worth waiting for: looked at again so often,
constexpr std::int32_t look_every_min = 5;
// and for so long at most.
constexpr std::int32_t look_ahead_min = 240;

bool is_listed(const Route& route, const ServiceId& service) {
  return std::ranges::any_of(route.services, [&](const RoutedService& one) { return one.service == service; });
}

// A service that is there later: never one that only has to take what nobody else can.
bool worth_waiting(const carehub::clinical::ServiceOption& option, std::int64_t eta_min) {
  return option.ready && !option.service->catch_all && eta_min <= option.target_min;
}

void add_services(const Site& site, const Case& c, const Explanation& explanation, Route& to) {
  const bool emergency = to.outcome == ClinicalResult::emergency;
  for (const auto& option : service_options(site, *c.triage, emergency, explanation)) {
    const auto& service = *option.service;
    if (emergency && service.kind != ServiceKind::ambulance) continue;
    const bool ready = option.ready && to.outcome != ClinicalResult::clinician;
    to.services.push_back({service.id, service.kind, service.name, ready,
                           whole_minutes(option.by->arrival - explanation.at), option.target_min});
  }
}

// Before those who only have to take whatever nobody else can.
void add_later(const Site& site, const Case& c, Instant now, Route& to) {
  if (to.outcome == ClinicalResult::emergency) return;
  std::vector<RoutedService> later;
  const auto until = std::min(c.triage->target_min.value_or(look_ahead_min), look_ahead_min);
  for (std::int32_t after = look_every_min; after <= until; after += look_every_min) {
    const RosteredHub hub(site, now + minutes{after});
    const auto explanation = find_response(hub.world(), c);
    for (const auto& option : service_options(site, *c.triage, false, explanation)) {
      const auto& service = *option.service;
      const auto eta_min = whole_minutes(option.by->arrival - now);
      const auto same = [&](const RoutedService& one) { return one.service == service.id; };
      if (is_listed(to, service.id) || std::ranges::any_of(later, same) || !worth_waiting(option, eta_min)) continue;
      later.push_back({service.id, service.kind, service.name, false, eta_min, option.target_min});
    }
  }
  const auto first_unready = std::ranges::find(to.services, false, &RoutedService::ready);
  to.services.insert(first_unready, later.begin(), later.end());
}

// Nobody but those who have to take everything: that is no plan, and a person has to make one.
void escalate_if_nobody(const Triage& triage, Route& to) {
  const auto asked_for = [&](const RoutedService& one) {
    return std::ranges::find(triage.services, one.kind) != triage.services.end();
  };
  if (to.outcome != ClinicalResult::service || std::ranges::any_of(to.services, asked_for)) return;
  to.outcome = ClinicalResult::clinician;
  to.rules.push_back({"directory.nobody_open", "No service that takes this need is open for this person now", true});
}

void add_not_offered(const Explanation& explanation, Route& to) {
  for (const auto& one : explanation.not_offered) {
    const auto same = [&](const auto& line) { return line.first == one.service; };
    const auto offered = [&](const RoutedService& service) { return service.service == one.service; };
    if (std::ranges::any_of(to.not_offered, same) || std::ranges::any_of(to.services, offered)) continue;
    to.not_offered.emplace_back(one.service, words(one));
  }
}

}  // namespace

Route route(const Site& site, const RouteQuestion& question) {
  const auto today = local_time(site.calendar, question.at).day;
  Triage asked;
  asked.need = Need::unknown;
  asked.facts = question.facts.list();
  const auto facts = carehub::clinical::facts_of(site, question.referral, &asked, today, question.at);
  const Assessment assessment = assess(site.clinical, facts);
  Route result;
  result.not_looked_at = question.not_looked_at;
  result.outcome = assessment.result;
  result.rules = assessment.fired;
  result.priority = assessment.priority;
  result.target_min = assessment.target_min;
  result.signed_off = assessment.signed_off;
  for (const auto* fact : assessment.to_ask) result.to_ask.push_back(fact->id);
  const Case c = case_of(site, question, triage_of(site.clinical, facts, assessment));
  const RosteredHub hub(site, question.at);
  const auto explanation = find_response(hub.world(), c);
  add_services(site, c, explanation, result);
  add_later(site, c, question.at, result);
  result.never = carehub::clinical::never_kinds(site, *c.triage, explanation);
  escalate_if_nobody(*c.triage, result);
  add_not_offered(explanation, result);
  for (const auto& gap : matching::find_gaps(hub.world(), c))
    result.gaps.emplace_back(gap.service, words(NotOffered{UnitKind::queue, "", gap.service, gap.reason, gap.figure}));
  return result;
}

}  // namespace carehub::tools::clinical
