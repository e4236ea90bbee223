#pragma once
// What goes on beside the loop, on one thread of low priority: plans are made better, and the next hours are played
// forward. Works on copies; what it finds is handed back. Threads: any, but one that gives.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "dispatcher/core/beside.hpp"
#include "dispatcher/matching/lookahead/outset.hpp"
#include "dispatcher/matching/plan/improver.hpp"
#include "protocols/domain/outlook.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::runtime {

// What somebody asked, and the beginnings that it takes.
struct ChancesTask {
  std::string peer;
  wire::AskChances asked;
  core::ChoiceOutsets outsets;
};
struct ChancesFound {
  std::string peer;
  wire::ChancesAnswer answer;
};

struct SideTask {
  std::optional<matching::plan::Standing> standing;
  std::int32_t rounds = 0;
  std::optional<matching::lookahead::Outset> outset;
  std::optional<matching::lookahead::Outset> forecast;  // of how full services will be
  std::vector<ChancesTask> chances;
};

struct SideResult {
  std::optional<ImprovePlan> better;
  std::optional<Outlook> outlook;
  std::optional<Outlook> forecast;
  std::vector<ChancesFound> chances;
};

class SideWork {
 public:
  // `done` is called on the worker's thread after each task.
  explicit SideWork(std::function<void(SideResult)> done);
  // Waits for the step under way.
  ~SideWork();
  SideWork(const SideWork&) = delete;
  SideWork& operator=(const SideWork&) = delete;

  [[nodiscard]] bool busy() const { return busy_.load(std::memory_order_acquire); }
  // Requires: not busy.
  void give(SideTask task);
  // Nothing is handed back any more.
  void stop();

 private:
  void work();

  std::function<void(SideResult)> done_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> busy_{false};
  std::mutex mutex_;
  std::condition_variable given_;
  std::optional<SideTask> task_;
  std::thread thread_;
};

}  // namespace carehub::runtime
