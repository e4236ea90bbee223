#pragma once
// What can be named in a command line, and the completions for each slot. Part of the parser.

#include <vector>

#include "console/model/command_reader.hpp"

namespace carehub::console {

[[nodiscard]] const std::vector<Nameable>& team_names(const Surroundings& around);
[[nodiscard]] std::vector<Nameable> team_names(const Picture& picture);  // without retired ones
[[nodiscard]] std::vector<Nameable> place_names(const Surroundings& around);
[[nodiscard]] std::vector<Nameable> service_names(const Surroundings& around);
[[nodiscard]] const std::vector<Nameable>& need_names();
[[nodiscard]] const std::vector<Nameable>& outcome_names();
[[nodiscard]] const std::vector<Nameable>& source_names();
[[nodiscard]] const std::vector<Nameable>& mode_names();
[[nodiscard]] const std::vector<Nameable>& skill_names();
// "crisis,nurse" or "crisis+nurse"; nothing if one of them is no skill.
[[nodiscard]] std::optional<SkillSet> read_skills(std::string_view word);

// What a case has been, or could be, offered.
[[nodiscard]] const Explanation* options_of(const Case& c, const UiContext& context);
[[nodiscard]] const Candidate* candidate_of(const Case& c, const UiContext& context, std::string_view unit);
// "available", "on scene, 1040 until 20:10"
[[nodiscard]] std::string team_state_text(const Team& team, const Surroundings& around);

[[nodiscard]] std::vector<Completion> slot_completions(const Slot& slot, std::string_view word,
                                                       const Surroundings& around, const Values& so_far);

}  // namespace carehub::console
