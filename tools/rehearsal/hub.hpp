#pragma once
// A hub in process: the simulator's commands go straight into the core, whose changes go straight into the picture. A
// day takes a second or two.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "console/model/picture.hpp"
#include "dispatcher/core/core.hpp"
#include "tools/simulate/shift.hpp"

namespace carehub::tools::rehearsal {

struct RefusalNote {
  std::string command;
  Refusal refusal;
  Instant at;
};

// Told of everything that happens, when it has happened.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void decided(const core::State& state, const Stamp& stamp, const core::Decision& decision) = 0;
  virtual void stepped(const core::State& state, Instant now) = 0;
};

class HubInProcess {
 public:
  // The observer outlives the hub; null: nobody.
  HubInProcess(std::shared_ptr<const Site> site, Instant begin, Observer* observer = nullptr);

  // One command; returns false where it is refused.
  bool give(const Command& command, const Actor& actor);
  // Plays until `end` in steps of `every`.
  // Nobody sits at the desks named in `absent`.
  void play(simulate::Shift& shift, Instant end, Duration every, const std::set<simulate::Desk>& absent = {});

  [[nodiscard]] const core::State& state() const { return state_; }
  [[nodiscard]] const console::Picture& picture() const { return picture_; }
  [[nodiscard]] Instant now() const { return now_; }

  std::map<std::string, std::uint64_t> given;  // commands by name
  std::vector<RefusalNote> refusals;
  std::uint64_t events = 0;
  Duration longest_step{};

 private:
  void tick_until(Instant at);
  void publish();
  void drop_closed();

  core::State state_;
  console::Picture picture_;
  std::multimap<Instant, CaseId> leaving_;  // closed cases, by when they leave the picture
  Instant now_;
  Observer* observer_;
};

}  // namespace carehub::tools::rehearsal
