#include "protocols/domain/needs_999.hpp"

#include <algorithm>
#include <vector>

#include "protocols/domain/clinical_words.hpp"
#include "protocols/domain/words.hpp"

namespace carehub {
namespace {

char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void add_once(std::vector<std::string>& parts, std::string part) {
  if (!part.empty() && std::ranges::find(parts, part) == parts.end()) parts.push_back(std::move(part));
}

std::string joined_by_semicolons(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

void add_red_flag_words(std::vector<std::string>& parts, const Referral& referral, const ClinicalContent& content) {
  for (const auto& code : referral.red_flags) {
    const auto known = std::ranges::find(content.red_flags, code, &RedFlag::code);
    if (known != content.red_flags.end() && !known->words.empty()) {
      add_once(parts, known->words);
      continue;
    }
    std::string plain = code;
    std::ranges::replace(plain, '_', ' ');
    add_once(parts, std::move(plain));
  }
}

// By itself it leads to 999; a rule that only adds a skill says nothing of it.
bool says_emergency(const ClinicalContent& content, std::string_view id) {
  const auto point = std::min(id.find('.'), id.size());
  const auto of = id.substr(0, point);
  const auto name = id.substr(std::min(point + 1, id.size()));
  if (of == "red_flag") return true;
  if (of == "rule") {
    const auto rule = std::ranges::find(content.rules, name, &ClinicalRule::id);
    return rule != content.rules.end() && rule->result == ClinicalResult::emergency;
  }
  const auto pathway = std::ranges::find(content.pathways, of, &Pathway::id);
  if (pathway == content.pathways.end()) return false;
  const auto outcome = std::ranges::find(pathway->outcomes, name, &PathwayOutcome::id);
  return outcome != pathway->outcomes.end() && outcome->result == ClinicalResult::emergency;
}

void add_rule_words(std::vector<std::string>& parts, const Triage& triage, const ClinicalContent& content) {
  if (triage.result != ClinicalResult::emergency) return;
  for (const auto& id : triage.rules)
    if (says_emergency(content, id)) add_once(parts, applied_rule(content, id).because);
  if (parts.empty()) add_once(parts, triage.reason);
}

}  // namespace

std::string_view reason_against_999(std::string_view text) {
  const auto same = [](char a, char b) { return lower_ascii(a) == b; };
  const auto found = std::search(text.begin(), text.end(), against_999.begin(), against_999.end(), same);
  if (found == text.end()) return {};
  text.remove_prefix(static_cast<std::size_t>(found - text.begin()) + against_999.size());
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string red_flag_words(const Referral& referral, const ClinicalContent& content) {
  std::vector<std::string> parts;
  add_red_flag_words(parts, referral, content);
  return joined_by_semicolons(parts);
}

std::string why_999(const Case& c, const ClinicalContent& content) {
  std::vector<std::string> parts;
  add_red_flag_words(parts, c.referral, content);
  if (c.triage) add_rule_words(parts, *c.triage, content);
  const auto category = c.referral.ambulance.category;
  if (category == AmbulanceCategory::c1 || category == AmbulanceCategory::c2 || category == AmbulanceCategory::c2a)
    add_once(parts, "ambulance category " + std::string(words(category)));
  if (parts.empty()) parts.emplace_back("by triage");
  return joined_by_semicolons(parts);
}

bool is_with_999(const Case& c, const Site& site) {
  if (!c.assignment || c.status < CaseStatus::allocated) return false;
  const auto* service = find_service(site, c.assignment->service);
  return service != nullptr && service->takes_red_flags;
}

bool awaits_999(const Case& c, const Site& site) {
  if (!is_open(c.status) || !red_flagged(c) || is_with_999(c, site)) return false;
  if (is_waiting(c)) return true;
  const bool on_its_way = c.status != CaseStatus::on_scene && c.status != CaseStatus::following_up;
  return on_its_way && c.assignment && c.assignment->override_reason.empty();
}

}  // namespace carehub
