#include "dispatcher/runtime/side_work.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

#include "dispatcher/matching/lookahead/compare.hpp"
#include "dispatcher/matching/lookahead/look_ahead.hpp"
#include "protocols/base/assert.hpp"

namespace carehub::runtime {

namespace {

constexpr int least_urgent = 19;

ChancesFound found(const ChancesTask& task, const std::atomic<bool>* stop) {
  const auto compared = matching::lookahead::compare(task.outsets.now, task.outsets.then, stop);
  wire::ChancesAnswer answer{
      task.asked.case_id, task.asked.kind, task.asked.unit, compared.futures, compared.missed_more_x100, {}, {}};
  for (const auto& one : compared.cases) answer.cases.push_back({one.id, one.now_permille, one.then_permille});
  return {task.peer, std::move(answer)};
}

}  // namespace

SideWork::SideWork(std::function<void(SideResult)> done) : done_(std::move(done)), thread_([this] { work(); }) {}

SideWork::~SideWork() {
  stop();
}

void SideWork::give(SideTask task) {
  CAREHUB_ASSERT(!busy(), "one task at a time");
  busy_.store(true, std::memory_order_release);
  {
    const std::lock_guard lock(mutex_);
    task_ = std::move(task);
  }
  given_.notify_one();
}

void SideWork::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_.store(true, std::memory_order_relaxed);
  }
  given_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void SideWork::work() {
  // Decisions come first wherever both want the same core. Where it is not allowed, it works as it is.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), least_urgent);
  while (true) {
    std::optional<SideTask> task;
    {
      std::unique_lock lock(mutex_);
      given_.wait(lock, [this] { return task_.has_value() || stopping_.load(std::memory_order_relaxed); });
      if (stopping_.load(std::memory_order_relaxed)) return;
      task = std::exchange(task_, std::nullopt);
    }
    SideResult result;
    // A person waits for these.
    for (const ChancesTask& one : task->chances) result.chances.push_back(found(one, &stopping_));
    if (task->standing) result.better = task->standing->improved(task->rounds, &stopping_);
    if (task->outset) result.outlook = matching::lookahead::look_ahead(*task->outset, &stopping_);
    if (task->forecast) result.forecast = matching::lookahead::look_ahead(*task->forecast, &stopping_);
    busy_.store(false, std::memory_order_release);
    if (!stopping_.load(std::memory_order_relaxed)) done_(std::move(result));
  }
}

}  // namespace carehub::runtime
