#pragma once
// A hub in process: the simulator's commands go straight into the core, whose changes go straight into the picture.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "console/model/picture.hpp"
#include "dispatcher/core/core.hpp"
#include "tools/simulate/shift.hpp"

namespace carehub::tests {

struct RefusalNote {
  std::string command;
  Refusal refusal;
  Instant at;
};

class HubInProcess {
 public:
  HubInProcess(std::shared_ptr<const Site> site, Instant begin);

  // One command; returns false where it is refused.
  bool give(const Command& command, const Actor& actor);
  // Plays until `end` in steps of `every`.
  void play(tools::simulate::Shift& shift, Instant end, Duration every);

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

  core::State state_;
  console::Picture picture_;
  Instant now_;
};

}  // namespace carehub::tests
