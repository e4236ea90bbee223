#pragma once
// A whole shift as a deterministic engine: it looks at the hub's clock and picture and says what callers, crews,
// places, services and the desk do next. No network, no clock of its own.

#include <memory>
#include <string>
#include <vector>

#include "console/model/picture.hpp"
#include "protocols/domain/command.hpp"
#include "tools/simulate/simulate.hpp"

namespace carehub::tools::simulate {

// Who gives a command; each has a connection of its own.
enum class Desk { call_handler, navigator, operator_, crew, capacity };
inline constexpr std::size_t desk_count = 5;

[[nodiscard]] Role role_of(Desk desk);
[[nodiscard]] UserName user_of(Desk desk);

struct Outgoing {
  Desk desk = Desk::call_handler;
  Command command;
};

struct ShiftOptions {
  std::uint64_t seed = 1;
  Staff staff = Staff::partial;
  double calls_factor = 1.0;
  Duration warm_start = minutes{75};  // calls of this long before the first step are told at once, with their own times
};

class Shift {
 public:
  Shift(std::shared_ptr<const Site> site, const ShiftOptions& options);
  ~Shift();
  Shift(const Shift&) = delete;
  Shift& operator=(const Shift&) = delete;

  // What happens up to `now`. Requires: now never goes back.
  [[nodiscard]] std::vector<Outgoing> step(Instant now, const console::Picture& picture);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace carehub::tools::simulate
