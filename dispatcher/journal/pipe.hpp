#pragma once
// A bounded queue between one thread that makes and one that takes.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace carehub::journal {

template <class T>
class Pipe {
 public:
  explicit Pipe(std::size_t capacity) : capacity_(capacity) {}

  // Waits for room. False once the taker has left.
  [[nodiscard]] bool put(T value) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return left_ || items_.size() < capacity_; });
    if (left_) return false;
    items_.push_back(std::move(value));
    changed_.notify_all();
    return true;
  }

  // Waits for a value; none after finish() when all are taken.
  [[nodiscard]] std::optional<T> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return finished_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    std::optional<T> value(std::move(items_.front()));
    items_.pop_front();
    changed_.notify_all();
    return value;
  }

  void finish() {
    const std::scoped_lock lock(mutex_);
    finished_ = true;
    changed_.notify_all();
  }

  void leave() {
    const std::scoped_lock lock(mutex_);
    left_ = true;
    changed_.notify_all();
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> items_;
  bool finished_ = false;
  bool left_ = false;
};

}  // namespace carehub::journal
