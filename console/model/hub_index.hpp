#pragma once
// Everything that the screens ask of thousands of records at once: every open case, every team on duty, who is proposed
// to whom. Follows the picture; what did not change costs nothing. Pure; no clock.

#include <string>
#include <unordered_map>

#include "console/model/command_words.hpp"
#include "console/model/open_cases.hpp"

namespace carehub::console {

struct TeamFacts {
  const Team* record = nullptr;  // held by the index until it follows another picture
  const TeamConfig* config = nullptr;
  std::uint32_t number = 0;  // as in CaseFacts::proposed_to
  std::uint32_t service = 0;
  Coordinates at;
  bool busy = false;     // on duty, or with visits
  bool on_map = false;   // on duty, with a position
  bool retired = false;  // no longer in the site file
};

class HubIndex {
 public:
  void follow(const Picture& picture, Instant now);

  [[nodiscard]] const OpenCases& cases() const { return cases_; }
  // In order of id.
  [[nodiscard]] std::span<const TeamFacts> teams() const { return teams_; }
  // Slots of teams(): those with a row on the timeline, by service, then by id.
  [[nodiscard]] std::span<const std::uint32_t> rows() const { return rows_; }
  // Slots of cases().all(): those proposed to this team, in order of id.
  [[nodiscard]] std::span<const std::uint32_t> proposals_to(const TeamFacts& team) const;
  // Slots of cases().all(): those held back for later, who are in no team's row; in order of id.
  [[nodiscard]] std::span<const std::uint32_t> held() const { return held_; }
  [[nodiscard]] const Site& site() const { return *site_; }
  // What a team can be called in a command.
  [[nodiscard]] const std::vector<Nameable>& team_names() const { return team_names_; }
  // Rises when teams or cases changed.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }

 private:
  std::uint32_t number_of(const std::string& team);
  void follow_teams(const Picture& picture);
  [[nodiscard]] TeamFacts facts_of(const Team& team);
  void sort_proposals();
  void sort_rows();

  OpenCases cases_;
  std::vector<TeamFacts> teams_;
  std::vector<TeamFacts> next_teams_;
  Records<TeamId, Team> seen_teams_;
  std::shared_ptr<const Site> site_;
  std::unordered_map<TeamId, const TeamConfig*> configs_;
  std::vector<Nameable> team_names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::unordered_map<std::string, std::uint32_t> services_;
  std::vector<std::string> service_names_;
  // Case slots in order of the team's number; where each team's begin, and one more for the end.
  std::vector<std::uint32_t> proposals_;
  std::vector<std::uint32_t> proposals_from_;
  std::vector<std::uint32_t> held_;
  std::vector<std::uint32_t> rows_;
  std::uint64_t cases_seen_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace carehub::console
