#pragma once
// How the link stands: its state, when the dispatcher was last heard, and the dispatcher's clock carried forward.
// Thread: any; guarded inside.

#include <mutex>
#include <optional>
#include <string>

#include "console/link/link.hpp"
#include "console/link/outbox.hpp"

namespace carehub::link {

class Standing {
 public:
  // Live becomes stale after `stale_after` of silence.
  [[nodiscard]] LinkStatus status(Steady now, Duration stale_after) const;

  void heard(Steady now);
  void take_time(Instant hub_now, Steady now);
  void take_time(Instant hub_now, std::int32_t speed, Steady now);
  void set(LinkState state, std::string text);
  // Not connected: a picture that was there is stale. `keeps_refusal`: why it was refused stays in view meanwhile.
  void set_trying(std::string text, bool keeps_refusal);

 private:
  mutable std::mutex mutex_;
  LinkStatus status_;
  std::optional<Steady> heard_;
  Steady hub_now_at_ = std::chrono::steady_clock::now();
};

}  // namespace carehub::link
