#include "protocols/domain/skills.hpp"

#include <fmt/ranges.h>

#include "protocols/domain/words.hpp"

namespace carehub {

std::vector<Skill> list(SkillSet set) {
  std::vector<Skill> skills;
  for_each_value<Skill>([&](Skill skill) {
    if (set.has(skill)) skills.push_back(skill);
  });
  return skills;
}

std::string words(SkillSet set) {
  std::string text;
  for (const auto skill : list(set)) {
    if (!text.empty()) text += ", ";
    text += words(skill);
  }
  return text;
}

Result<SkillSet> parse_skills(const std::vector<std::string>& names) {
  SkillSet set;
  for (const auto& name : names) {
    const auto skill = enum_from_name<Skill>(name);
    if (!skill) {
      std::vector<std::string_view> known;
      for_each_value<Skill>([&](Skill value) { known.push_back(name_of(value)); });
      return fail(ErrorCode::invalid_input, "skills", "there is no skill '{}'; choose from {}", name,
                  fmt::join(known, ", "));
    }
    set.add(*skill);
  }
  return set;
}

}  // namespace carehub
