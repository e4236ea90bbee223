#pragma once
// A value that is made from the picture once a change or once a second, not once a frame. In a large hub it is made
// beside the frame: the one before is shown until it is ready, some milliseconds later.

#include <atomic>

#include "console/views/view.hpp"

namespace carehub::views {

// Below this a value is made at once, within the frame.
inline constexpr std::size_t large_hub = 1'000;

[[nodiscard]] inline bool is_large(const Facts& facts) {
  return facts.background && facts.picture->cases.size() + facts.picture->teams.size() > large_hub;
}

template <class T>
class OnceASecond {
 public:
  // `make` takes the facts, and may run on another thread: it must hold nothing else.
  template <class Make>
  const T& get(const Facts& facts, Make make) {
    const Key key = key_of(facts);
    if (job_ && job_->done.load(std::memory_order_acquire)) {
      value_ = std::move(job_->value);
      key_ = job_->key;
      job_.reset();
    }
    if (made_ && key == key_) return value_;
    if (!made_ || !is_large(facts)) {
      value_ = make(facts);
      key_ = key;
      made_ = true;
      job_.reset();
    } else if (!job_) {
      job_ = std::make_shared<Job>();
      job_->key = key;
      auto kept = facts;
      kept.index = nullptr;  // the frame's own
      facts.background([job = job_, kept = std::move(kept), make] {
        job->value = make(kept);
        job->done.store(true, std::memory_order_release);
      });
    }
    return value_;
  }
  // Always within the frame: for what costs little however large the hub is.
  template <class Make>
  const T& get_now(const Facts& facts, Make make) {
    const Key key = key_of(facts);
    if (made_ && key == key_) return value_;
    value_ = make(facts);
    key_ = key;
    made_ = true;
    return value_;
  }
  [[nodiscard]] const T& last() const { return value_; }

 private:
  struct Key {
    std::uint64_t number = 0;
    std::uint64_t epoch = 0;
    const void* site = nullptr;
    std::int64_t second = 0;
    bool live = false;
    bool operator==(const Key&) const = default;
  };
  struct Job {
    Key key;
    T value{};
    std::atomic<bool> done = false;
  };
  static Key key_of(const Facts& facts) {
    return {facts.picture->number, facts.picture->epoch, facts.picture->site.get(),
            std::chrono::floor<seconds>(facts.now).time_since_epoch().count(), facts.link.live};
  }

  T value_{};
  Key key_;
  bool made_ = false;
  std::shared_ptr<Job> job_;
};

}  // namespace carehub::views
