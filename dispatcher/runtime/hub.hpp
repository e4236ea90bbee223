#pragma once
// The running dispatcher: one loop on which requests, commits, timers and signals meet.

#include <memory>

#include "dispatcher/endpoints/front.hpp"
#include "dispatcher/runtime/engine.hpp"
#include "dispatcher/runtime/settings.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::runtime {

class Hub {
 public:
  // Requires: the engine's state is what the journal says.
  [[nodiscard]] static std::unique_ptr<Hub> create(const Settings& settings, std::unique_ptr<endpoints::Front> front,
                                                   std::unique_ptr<HubClock> clock, std::unique_ptr<Engine> engine);
  virtual ~Hub() = default;

  // Runs until SIGTERM or SIGINT; returns the exit status.
  [[nodiscard]] virtual int run(Site site) = 0;
};

// The whole program after its command line: load, recover, serve. `planted` is for test programs.
[[nodiscard]] int run_dispatcher(const Settings& settings, EngineOptions planted = {});

}  // namespace carehub::runtime
