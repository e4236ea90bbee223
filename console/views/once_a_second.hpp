#pragma once
// A value that is made from the picture once a change or once a second, not once a frame.

#include "console/views/view.hpp"

namespace carehub::views {

template <class T>
class OnceASecond {
 public:
  template <class Make>
  const T& get(const Facts& facts, Make&& make) {
    const Key key{facts.picture.get(), facts.picture->number,
                  std::chrono::floor<seconds>(facts.now).time_since_epoch().count(), facts.link.live};
    if (!made_ || !(key == key_)) value_ = make();
    made_ = true;
    key_ = key;
    return value_;
  }
  [[nodiscard]] const T& last() const { return value_; }
  void drop() { made_ = false; }

 private:
  struct Key {
    const void* picture = nullptr;
    std::uint64_t number = 0;
    std::int64_t second = 0;
    bool live = false;
    bool operator==(const Key&) const = default;
  };
  T value_{};
  Key key_;
  bool made_ = false;
};

}  // namespace carehub::views
