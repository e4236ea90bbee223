#include "console/model/clinical_words.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace carehub::console {
namespace {

struct Applied {
  std::string because;
  bool signed_off = false;
};

// "rule.news2_high" or "red_flag.chest_pain": the part after the point.
std::string_view after(std::string_view id, std::string_view prefix) {
  return id.starts_with(prefix) ? id.substr(prefix.size()) : std::string_view{};
}

Applied of_pathway(const ClinicalContent& content, std::string_view id) {
  const auto point = id.find('.');
  const auto pathway = std::ranges::find(content.pathways, id.substr(0, point), &Pathway::id);
  if (point == std::string_view::npos || pathway == content.pathways.end()) return {};
  const auto outcome = std::ranges::find(pathway->outcomes, id.substr(point + 1), &PathwayOutcome::id);
  if (outcome == pathway->outcomes.end()) return {};
  return {outcome->because, !pathway->sign_off.signed_off_by.empty()};
}

// What the content says of it now; a rule that was removed since is named by its id, and nobody stands for it.
Applied applied(const ClinicalContent& content, const std::string& id) {
  if (const auto code = after(id, "red_flag."); !code.empty()) {
    const auto flag = std::ranges::find(content.red_flags, code, &RedFlag::code);
    if (flag != content.red_flags.end()) return {flag->words, !flag->sign_off.signed_off_by.empty()};
  } else if (const auto name = after(id, "rule."); !name.empty()) {
    const auto rule = std::ranges::find(content.rules, name, &ClinicalRule::id);
    if (rule != content.rules.end()) return {rule->because, !rule->sign_off.signed_off_by.empty()};
  } else if (auto found = of_pathway(content, id); !found.because.empty()) {
    return found;
  }
  return {id, false};
}

ClinicalLine result_line(const Triage& triage) {
  switch (triage.result) {
    case ClinicalResult::emergency:
      return {"Rules", "999 now", true};
    case ClinicalResult::clinician:
      return {"Rules", "a clinician decides first", true};
    default:
      return {"Rules", "a service of the hub may answer", false};
  }
}

}  // namespace

std::vector<ClinicalLine> clinical_lines(const Case& c, const Site& site) {
  if (!c.triage || c.triage->rules.empty()) return {};
  auto head = result_line(*c.triage);
  std::vector<ClinicalLine> lines;
  bool signed_off = true;
  for (const auto& id : c.triage->rules) {
    auto one = applied(site.clinical, id);
    signed_off = signed_off && one.signed_off;
    lines.push_back({"Because", std::move(one.because), false});
  }
  if (!signed_off) head.text += ", NOT SIGNED OFF";
  lines.insert(lines.begin(), std::move(head));
  if (!c.triage->kit.empty()) lines.push_back({"Bring", fmt::format("{}", fmt::join(c.triage->kit, ", ")), false});
  return lines;
}

}  // namespace carehub::console
