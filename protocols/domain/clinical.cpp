#include "protocols/domain/clinical.hpp"

#include <algorithm>
#include <cctype>

namespace carehub {

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

const FactDefinition* find_fact(const ClinicalContent& content, std::string_view id) {
  const auto found = std::ranges::find(content.facts, id, &FactDefinition::id);
  return found == content.facts.end() ? nullptr : &*found;
}

const Pathway* find_pathway(const ClinicalContent& content, Need need) {
  const auto found = std::ranges::find(content.pathways, need, &Pathway::need);
  return found == content.pathways.end() ? nullptr : &*found;
}

const Disposition* find_disposition(const ClinicalContent& content, std::string_view code) {
  const auto same = [&](const Disposition& one) { return same_letters(one.code, code); };
  const auto found = std::ranges::find_if(content.dispositions.codes, same);
  return found == content.dispositions.codes.end() ? nullptr : &*found;
}

}  // namespace carehub
