#pragma once
// One thread that makes beside the frame what takes longer than a frame may.
// Thread: run() from the frame thread; jobs run one after another on the worker's own.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace carehub::app {

class Worker {
 public:
  enum class AtEnd { drops, finishes };  // the jobs that wait

  // `done` is called on the worker's thread after each job.
  explicit Worker(std::function<void()> done, AtEnd at_end = AtEnd::drops);
  ~Worker();  // waits for the job that runs, and for the others where they are to be finished
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void run(std::function<void()> job);

 private:
  void loop();

  std::function<void()> done_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  AtEnd at_end_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace carehub::app
