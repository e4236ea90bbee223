#include "protocols/clinical/assess.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carehub::clinical {
namespace {

template <class T>
void add_new(std::vector<T>& to, const std::vector<T>& from) {
  for (const auto& one : from)
    if (std::ranges::find(to, one) == to.end()) to.push_back(one);
}

void tighten(std::optional<std::int32_t>& to, std::optional<std::int32_t> with) {
  if (with && (!to || *with < *to)) to = with;
}

// The smaller number is the more urgent.
void raise(Priority& to, std::optional<Priority> with) {
  if (with && *with < to) to = *with;
}

// The kinds named first, in their order, then the others.
void put_first(std::vector<ServiceKind>& kinds, const std::vector<ServiceKind>& first) {
  auto ordered = first;
  add_new(ordered, kinds);
  kinds = std::move(ordered);
}

void apply(Assessment& to, ClinicalResult result, Fired fired) {
  const bool graver = result > to.result;
  to.result = std::max(to.result, result);
  to.fired.insert(graver ? to.fired.begin() : to.fired.end(), std::move(fired));
}

bool is_signed(const SignOff& sign_off) {
  return !sign_off.signed_off_by.empty();
}

void apply_red_flags(const ClinicalContent& content, const Facts& facts, Assessment& to) {
  for (const auto& flag : content.red_flags)
    if (facts.is_yes(flag.code))
      apply(to, ClinicalResult::emergency, {"red_flag." + flag.code, flag.words, is_signed(flag.sign_off)});
}

void apply_rule(const ClinicalRule& rule, Assessment& to) {
  apply(to, rule.result, {"rule." + rule.id, rule.because, is_signed(rule.sign_off)});
  add_new(to.never, rule.never);
  put_first(to.services, rule.first);
  tighten(to.target_min, rule.target_min);
  raise(to.priority, rule.priority);
  to.skills.bits |= rule.skills.bits;
}

void apply_rules(const ClinicalContent& content, const Facts& facts, Assessment& to) {
  for (const auto& rule : content.rules)
    if (all_hold(rule.when, facts) == Holds::yes && any_holds(rule.unless, facts) != Holds::yes) apply_rule(rule, to);
}

void apply_outcome(const Pathway& pathway, const PathwayOutcome& outcome, Assessment& to) {
  to.outcome = &outcome;
  to.services = outcome.services.empty() ? pathway.services : outcome.services;
  add_new(to.never, outcome.never);
  to.skills.bits |= outcome.skills.bits;
  to.target_min = outcome.target_min ? outcome.target_min : pathway.target_min;
  to.priority = outcome.priority.value_or(pathway.priority);
  apply(to, outcome.result, {pathway.id + "." + outcome.id, outcome.because, is_signed(pathway.sign_off)});
}

void apply_pathway(const Pathway& pathway, const Facts& facts, OnUnknown on_unknown, Assessment& to) {
  to.pathway = &pathway;
  to.skills = pathway.skills;
  to.kit = pathway.kit;
  to.visit_min = pathway.visit_min;
  to.priority = pathway.priority;
  to.target_min = pathway.target_min;
  to.services = pathway.services;
  add_new(to.never, pathway.never);
  const auto way = walk(pathway, facts, on_unknown);
  for (const auto* question : way.unknown)
    if (const auto* fact = find_fact(facts.content(), question->fact)) to.to_ask.push_back(fact);
  to.next = way.next;
  if (way.outcome != nullptr) apply_outcome(pathway, *way.outcome, to);
}

// A disposition says how soon in any case, and who where no pathway says it.
void apply_disposition(const Disposition& disposition, bool signed_off, Assessment& to) {
  if (disposition.within_min > 0) tighten(to.target_min, disposition.within_min);
  if (disposition.services.empty()) return;
  // The pathway of the need that the disposition itself means.
  if (to.pathway != nullptr && disposition.need == to.need) put_first(to.services, disposition.services);
  if (to.pathway != nullptr) return;
  to.services = disposition.services;
  apply(to, ClinicalResult::service, {"dx." + disposition.code, "111 asks for: " + disposition.words, signed_off});
}

Need need_of(const Facts& facts) {
  const auto told = facts.value("need");
  return told ? enum_from_name<Need>(*told).value_or(Need::unknown) : Need::unknown;
}

void drop_never(Assessment& to) {
  std::erase_if(to.services, [&](ServiceKind kind) { return std::ranges::find(to.never, kind) != to.never.end(); });
}

// Whatever is not an emergency needs somebody who may answer; where nothing says who, a person decides.
void settle(Assessment& to) {
  if (to.result == ClinicalResult::emergency) {
    to.services.clear();
    to.priority = Priority::p1;  // whatever its need would have had
    to.target_min.reset();
  }
  if (to.result == ClinicalResult::open && to.next == nullptr) to.result = ClinicalResult::clinician;
  if (to.result == ClinicalResult::service && to.services.empty()) to.result = ClinicalResult::clinician;
  to.signed_off = !to.fired.empty() && std::ranges::all_of(to.fired, &Fired::signed_off);
}

}  // namespace

Assessment assess(const ClinicalContent& content, const Facts& facts, OnUnknown on_unknown) {
  Assessment result;
  result.result = ClinicalResult::open;
  result.need = need_of(facts);
  apply_red_flags(content, facts, result);
  if (const auto* pathway = find_pathway(content, result.need)) apply_pathway(*pathway, facts, on_unknown, result);
  if (const auto code = facts.value("dx"))
    if (const auto* disposition = find_disposition(content, *code))
      apply_disposition(*disposition, is_signed(content.dispositions.sign_off), result);
  apply_rules(content, facts, result);
  drop_never(result);
  settle(result);
  return result;
}

Triage triage_of(const ClinicalContent& content, const Facts& facts, const Assessment& assessment) {
  Triage triage;
  triage.need = assessment.need;
  triage.priority = assessment.priority;
  triage.skills = assessment.skills;
  triage.services = assessment.services;
  if (assessment.visit_min) triage.visit_s = *assessment.visit_min * 60;
  triage.result = assessment.result;
  triage.never = assessment.never;
  triage.target_min = assessment.target_min;
  triage.kit = assessment.kit;
  triage.facts = facts.list();
  for (const auto& one : assessment.fired) triage.rules.push_back(one.rule);
  if (!assessment.fired.empty()) triage.reason = assessment.fired.front().because;
  if (assessment.pathway != nullptr)
    triage.pathway = fmt::format("{} {}", assessment.pathway->id, assessment.pathway->version);
  triage.edition = content.edition;
  return triage;
}

}  // namespace carehub::clinical
