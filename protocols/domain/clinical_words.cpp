#include "protocols/domain/clinical_words.hpp"

#include <algorithm>
#include <array>

namespace carehub {
namespace {

AppliedRule applied(std::string_view because, const SignOff& sign_off) {
  return {std::string(because), !sign_off.signed_off_by.empty()};
}

}  // namespace

std::string_view words(ClinicalResult result) {
  constexpr std::array<std::string_view, enum_count<ClinicalResult>> all = {"not decided", "a service of the hub",
                                                                            "a clinician decides first", "999 now"};
  return all[static_cast<std::size_t>(result)];
}

AppliedRule applied_rule(const ClinicalContent& content, std::string_view id) {
  const auto point = std::min(id.find('.'), id.size());
  const auto of = id.substr(0, point);
  const auto name = id.substr(std::min(point + 1, id.size()));
  if (const auto flag = std::ranges::find(content.red_flags, name, &RedFlag::code);
      of == "red_flag" && flag != content.red_flags.end())
    return applied(flag->words, flag->sign_off);
  if (const auto rule = std::ranges::find(content.rules, name, &ClinicalRule::id);
      of == "rule" && rule != content.rules.end())
    return applied(rule->because, rule->sign_off);
  if (const auto pathway = std::ranges::find(content.pathways, of, &Pathway::id); pathway != content.pathways.end())
    if (const auto outcome = std::ranges::find(pathway->outcomes, name, &PathwayOutcome::id);
        outcome != pathway->outcomes.end())
      return applied(outcome->because, pathway->sign_off);
  if (const auto* disposition = of == "dx" ? find_disposition(content, name) : nullptr; disposition != nullptr)
    return applied("111 asks for: " + disposition->words, content.dispositions.sign_off);
  return {std::string(id), false};
}

}  // namespace carehub
