#pragma once
// A set of skills as a bit mask: what a team has, or what a case needs.

#include <string>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

struct SkillSet {
  std::uint64_t bits = 0;

  [[nodiscard]] constexpr bool has(Skill skill) const { return (bits >> static_cast<unsigned>(skill) & 1U) != 0; }
  [[nodiscard]] constexpr bool covers(SkillSet needed) const { return (needed.bits & ~bits) == 0; }
  [[nodiscard]] constexpr bool empty() const { return bits == 0; }
  constexpr SkillSet& add(Skill skill) {
    bits |= std::uint64_t{1} << static_cast<unsigned>(skill);
    return *this;
  }
  constexpr auto operator<=>(const SkillSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(SkillSet, (), (bits))

static_assert(enum_count<Skill> <= 64);

[[nodiscard]] std::vector<Skill> list(SkillSet set);
[[nodiscard]] std::string words(SkillSet set);  // "crisis, nurse"
// Errors: invalid_input with the skills that exist.
[[nodiscard]] Result<SkillSet> parse_skills(const std::vector<std::string>& names);

}  // namespace carehub
