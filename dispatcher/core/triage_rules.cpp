#include "dispatcher/core/triage_rules.hpp"

#include <algorithm>

#include "dispatcher/core/clock_rules.hpp"
#include "protocols/clinical/assess.hpp"
#include "protocols/clinical/derive.hpp"
#include "protocols/domain/clinical_words.hpp"

namespace carehub::core {
namespace {

// A triage that names only the need takes skills and services from the site's rule for it.
void fill_by_need(const Site& site, Triage& triage) {
  if (triage.services.empty()) triage.services = service_kinds(site, triage);
  if (!triage.skills.empty()) return;
  for (const NeedRule& rule : site.need_rules)
    if (rule.need == triage.need) triage.skills = rule.skills;
}

// What the rules say holds beside what a person chose, and cannot be chosen away.
void keep_findings(const Triage& by_content, Triage& triage) {
  triage.result = by_content.result;
  if (triage.result == ClinicalResult::emergency) triage.priority = Priority::p1;
  triage.never = by_content.never;
  triage.target_min = by_content.target_min;
  triage.kit = by_content.kit;
  triage.facts = by_content.facts;
  triage.rules = by_content.rules;
  triage.pathway = by_content.pathway;
  triage.edition = by_content.edition;
}

}  // namespace

// The gravest stands first.
std::string reason_words(const Site& site, const Triage& triage) {
  return triage.rules.empty() ? "no rule says who may answer"
                              : applied_rule(site.clinical, triage.rules.front()).because;
}

Triage by_rules(const Site& site, const Referral& referral, Triage asked, const std::vector<std::string>& red_flags,
                Instant now) {
  Triage triage = std::move(asked);
  if (site.clinical.pathways.empty()) {
    fill_by_need(site, triage);
    return triage;
  }
  const auto today = local_time(site.calendar, now).day;
  auto facts = clinical::facts_of(site, referral, &triage, today, now);
  clinical::add_red_flags(facts, red_flags);
  const auto assessment = clinical::assess(site.clinical, facts);
  keep_findings(clinical::triage_of(site.clinical, facts, assessment), triage);
  fill_by_need(site, triage);
  return triage;
}

}  // namespace carehub::core
