#include "console/model/clinical_words.hpp"

#include <fmt/ranges.h>

#include "protocols/domain/clinical_words.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

ClinicalLine result_line(const Triage& triage) {
  return {"Rules", std::string(words(triage.result)), triage.result >= ClinicalResult::clinician};
}

std::vector<ClinicalLine> applied_lines(const Triage& triage, const Site& site) {
  auto head = result_line(triage);
  std::vector<ClinicalLine> lines;
  bool signed_off = true;
  for (const auto& id : triage.rules) {
    auto one = applied_rule(site.clinical, id);
    signed_off = signed_off && one.signed_off;
    lines.push_back({"Because", std::move(one.because), false});
  }
  if (!signed_off) head.text += ", NOT SIGNED OFF";
  lines.insert(lines.begin(), std::move(head));
  if (!triage.kit.empty()) lines.push_back({"Bring", fmt::format("{}", fmt::join(triage.kit, ", ")), false});
  return lines;
}

}  // namespace

std::vector<ClinicalLine> clinical_lines(const Case& c, const Site& site) {
  if (!c.triage || c.triage->rules.empty()) return {};
  return applied_lines(*c.triage, site);
}

std::vector<ClinicalLine> triage_lines(const Triage& triage, const Site& site) {
  auto lines = applied_lines(triage, site);
  if (triage.result == ClinicalResult::emergency) {  // nobody of the hub is sent
    std::erase_if(lines, [](const ClinicalLine& line) { return line.label == "Bring"; });
    return lines;
  }
  if (triage.target_min) lines.push_back({"Target", fmt::format("within {} min", *triage.target_min), false});
  if (!triage.skills.empty()) lines.push_back({"Needs", words(triage.skills), false});
  std::vector<std::string_view> never;
  for (const auto kind : triage.never) never.push_back(words(kind));
  if (!never.empty()) lines.push_back({"Never", fmt::format("{}", fmt::join(never, ", ")), false});
  return lines;
}

RulesInForce rules_in_force(const ClinicalContent& content) {
  if (content.rules.empty() && content.pathways.empty()) return {};
  std::size_t unsigned_parts = 0;
  std::size_t parts = 0;
  const auto count = [&](const SignOff& sign_off) {
    ++parts;
    unsigned_parts += sign_off.signed_off_by.empty() ? 1 : 0;
  };
  for (const auto& flag : content.red_flags) count(flag.sign_off);
  for (const auto& rule : content.rules) count(rule.sign_off);
  for (const auto& pathway : content.pathways) count(pathway.sign_off);
  if (!content.news2.bands.empty()) count(content.news2.sign_off);
  const auto name = content.edition.empty() ? std::string("rules") : "rules " + content.edition;
  if (unsigned_parts == 0) return {name + ", signed off", true};
  if (unsigned_parts == parts) return {name + ", not signed off", false};
  return {fmt::format("{}, {} of {} not signed off", name, unsigned_parts, parts), false};
}

}  // namespace carehub::console
