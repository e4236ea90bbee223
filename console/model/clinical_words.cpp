#include "console/model/clinical_words.hpp"

#include <fmt/ranges.h>

#include "protocols/domain/clinical_words.hpp"

namespace carehub::console {
namespace {

ClinicalLine result_line(const Triage& triage) {
  return {"Rules", std::string(words(triage.result)), triage.result >= ClinicalResult::clinician};
}

}  // namespace

std::vector<ClinicalLine> clinical_lines(const Case& c, const Site& site) {
  if (!c.triage || c.triage->rules.empty()) return {};
  auto head = result_line(*c.triage);
  std::vector<ClinicalLine> lines;
  bool signed_off = true;
  for (const auto& id : c.triage->rules) {
    auto one = applied_rule(site.clinical, id);
    signed_off = signed_off && one.signed_off;
    lines.push_back({"Because", std::move(one.because), false});
  }
  if (!signed_off) head.text += ", NOT SIGNED OFF";
  lines.insert(lines.begin(), std::move(head));
  if (!c.triage->kit.empty()) lines.push_back({"Bring", fmt::format("{}", fmt::join(c.triage->kit, ", ")), false});
  return lines;
}

}  // namespace carehub::console
