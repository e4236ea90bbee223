#include "console/link/standing.hpp"

#include <algorithm>
#include <utility>

namespace carehub::link {

LinkStatus Standing::status(Steady now, Duration stale_after) const {
  const std::scoped_lock lock(mutex_);
  LinkStatus status = status_;
  if (heard_) status.age = now - *heard_;
  status.hub_now += (now - hub_now_at_) * status.speed;
  if (status.state == LinkState::live && status.age > stale_after) status.state = LinkState::stale;
  return status;
}

void Standing::heard(Steady now) {
  const std::scoped_lock lock(mutex_);
  heard_ = now;
}

void Standing::take_time(Instant hub_now, Steady now) {
  const std::scoped_lock lock(mutex_);
  status_.hub_now = hub_now;
  status_.knows_time = true;
  hub_now_at_ = now;
}

void Standing::take_time(Instant hub_now, std::int32_t speed, Steady now) {
  const std::scoped_lock lock(mutex_);
  status_.hub_now = hub_now;
  status_.knows_time = true;
  status_.speed = std::max(1, speed);
  hub_now_at_ = now;
}

void Standing::set(LinkState state, std::string text) {
  const std::scoped_lock lock(mutex_);
  status_.state = state;
  status_.text = std::move(text);
}

void Standing::set_trying(std::string text, bool keeps_refusal) {
  const std::scoped_lock lock(mutex_);
  if (keeps_refusal && status_.state == LinkState::refused) return;
  status_.state = heard_ ? LinkState::stale : LinkState::connecting;
  status_.text = std::move(text);
}

}  // namespace carehub::link
