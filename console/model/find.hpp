#pragma once
// F: whatever the console holds that fits some words. Pure; no clock.

#include <string>
#include <string_view>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

struct FoundLine {
  std::string name;  // "1042", "CR2", "Newport Safe Haven"
  std::string text;  // "New confusion, Lake: proposed, CR2 · 21 min"
  CaseId case_id;    // of a case
  TeamId team;       // of a team
};

struct FoundThings {
  std::vector<FoundLine> open_cases;  // each list is cut at `found_most`; the counts are exact
  std::vector<FoundLine> teams;
  std::vector<FoundLine> places;
  std::vector<FoundLine> closed_cases;  // those that the picture still holds
  std::size_t open_count = 0;
  std::size_t team_count = 0;
  std::size_t place_count = 0;
  std::size_t closed_count = 0;
  std::string note;  // where cases closed earlier are found
};

inline constexpr std::size_t found_most = 8;

// Every word must be in it, in any case, as where the case list is filtered.
[[nodiscard]] FoundThings find_things(const Picture& picture, Instant now, std::string_view text);
// "2 open cases, 1 team", "nothing"
[[nodiscard]] std::string found_counts_text(const FoundThings& found);
// All of it, a line each; for carehubctl do F.
[[nodiscard]] std::string found_text(const FoundThings& found);

}  // namespace carehub::console
