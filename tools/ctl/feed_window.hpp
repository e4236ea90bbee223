#pragma once
// Commands of a feed on their way, several at once, answered in the order of their lines: the hub commits them
// together. A line's commands are sent in order, and lines after each other.

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "tools/ctl/hub.hpp"

namespace carehub::ctl {

class FeedWindow {
 public:
  // Called once for each command of a line as it is answered, with the line's own value.
  using Answered = std::function<void(std::size_t line, const wire::Answer&)>;

  // Errors: as open_hub().
  [[nodiscard]] static Result<std::unique_ptr<FeedWindow>> open(const HubOptions& options, Answered answered);

  void send(std::size_t line, Command command);
  // Waits until so few are under way. Errors: unavailable when nothing was answered in time, denied when the hub
  // refuses this link; it is not known then what the hub did with what is under way.
  [[nodiscard]] Result<void> wait_until(std::size_t most_under_way);
  [[nodiscard]] std::size_t under_way() const { return lines_.size(); }

 private:
  FeedWindow(Duration patience, Answered answered) : patience_(patience), answered_(std::move(answered)) {}
  std::size_t take();  // how many were answered

  Duration patience_;
  Answered answered_;
  std::map<CommandId, std::size_t> lines_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool news_ = false;
  std::unique_ptr<link::Link> link_;  // ends before what its thread wakes
};

}  // namespace carehub::ctl
