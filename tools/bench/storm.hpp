#pragma once
// Hours of a hub that plans, in process: people ring, the desk triages and confirms, crews drive, report and clear; and
// in the second hour, if wanted, a storm: ten times the calls, half of the teams gone, nobody knows where the others
// are. Deterministic; no journal, no network.

#include <functional>
#include <map>
#include <set>
#include <vector>

#include "dispatcher/core/core.hpp"
#include "tools/simulate/day.hpp"

namespace carehub::bench {

struct StormOptions {
  std::uint64_t seed = 1;
  bool storm = true;       // else the same hours as on any day
  bool automatic = false;  // every service sends whom it chose, without asking
  double calls_factor = 10;
  minutes before{30}, length{60}, after{15};
};

class Storm {
 public:
  // One command, what was decided, and how long deciding and evolving took.
  struct Done {
    const Command& command;
    const core::Decision& decision;
    Instant now;
    double took_ms = 0;
    bool in_the_storm = false;  // within the hour that is looked at
  };
  using Look = std::function<void(const core::State&, const Done&)>;

  // The site is taken as it is, but for its policy, and its mode where automatic is wished for.
  Storm(Site site, const StormOptions& options);
  void play(const Look& look);

  [[nodiscard]] const core::State& state() const { return state_; }
  // Of every call that was told, in order.
  [[nodiscard]] const std::vector<CaseId>& told() const { return told_; }
  // Whom the storm took away: signed off or not heard any more.
  [[nodiscard]] const std::set<TeamId>& lost() const { return lost_; }

 private:
  struct ToTriage {
    Instant at;
    CaseId id;
    const tools::simulate::Call* call = nullptr;
  };

  bool give(const Command& command, Role role, const std::string& user);
  bool by_desk(const Command& command) { return give(command, Role::operator_, "a.reed"); }
  bool by_crew(const TeamId& team, const Command& command) { return give(command, Role::crew, team.value); }
  void invent_calls();
  void open();
  void take_calls();
  void triage();
  void staff_places();
  void crews();
  void crew(const Team& team);
  void follow_visit(const Team& team);
  void tell_position(const Team& team);
  [[nodiscard]] Coordinates place_of(const Team& team) const;
  void desk();
  void confirm();
  void follow_those_elsewhere();
  void stand_down_silent_teams();
  void break_loose();
  [[nodiscard]] bool on_roster(const TeamConfig& team) const;

  Site site_;
  StormOptions options_;
  Instant start_, now_;
  core::State state_;
  Look look_;
  std::vector<tools::simulate::Call> calls_;
  std::size_t next_call_ = 0;
  std::vector<ToTriage> to_triage_;
  std::vector<CaseId> told_;
  std::set<TeamId> lost_, unheard_;  // unheard: no positions any more
  std::map<TeamId, Coordinates> set_off_from_;
  std::map<CaseId, Instant> tried_;
};

}  // namespace carehub::bench
