#pragma once
// Who may do what, when: one table of command x role x state, as data. docs/permissions.md is printed from it.

#include <string>
#include <vector>

#include "protocols/domain/command.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub::core {

enum class Object { hub, case_, team, place, service, alert };

struct Permission {
  std::size_t command = 0;  // position in Command
  Object object = Object::hub;
  std::uint32_t roles = 0;          // bit per Role
  std::uint32_t case_states = ~0U;  // bit per CaseStatus, where the object is a case
  std::uint32_t team_states = ~0U;  // bit per TeamStatus, where the object is a team
  bool kept_from_crew = false;      // a crew's report in another state is kept and flagged instead of refused
};

// One row a command, in the order of Command.
[[nodiscard]] const std::vector<Permission>& permissions();
[[nodiscard]] bool role_may(std::size_t command, Role role);
[[nodiscard]] bool state_allows(std::size_t command, CaseStatus status);
[[nodiscard]] bool state_allows(std::size_t command, TeamStatus status);
// The table as Markdown.
[[nodiscard]] std::string permissions_markdown();

}  // namespace carehub::core
