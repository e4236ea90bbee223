#include "console/app/worker.hpp"

#include <utility>

namespace carehub::app {

Worker::Worker(std::function<void()> done, AtEnd at_end)
    : done_(std::move(done)), at_end_(at_end), thread_([this] { loop(); }) {}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (at_end_ == AtEnd::drops) jobs_.clear();
  }
  changed_.notify_all();
  thread_.join();
}

void Worker::run(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
}

void Worker::loop() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    const std::function<void()> job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    if (done_) done_();
  }
}

}  // namespace carehub::app
