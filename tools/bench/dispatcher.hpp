#pragma once
// The real dispatcher as a process of its own, on a folder of its own.

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "tools/bench/figures.hpp"

namespace carehub::bench {

struct Memory {
  double resident_mb = 0;
  double proportional_mb = 0;  // shared libraries by share
};

class Dispatcher {
 public:
  // Starts it and waits for its ready line.
  [[nodiscard]] static Result<Dispatcher> start(const Setting& setting, const std::filesystem::path& data);
  Dispatcher(Dispatcher&& other) noexcept;
  Dispatcher& operator=(Dispatcher&&) = delete;
  ~Dispatcher();

  [[nodiscard]] double seconds_to_ready() const { return seconds_to_ready_; }
  [[nodiscard]] Result<Memory> memory() const;
  // Processor time used so far.
  [[nodiscard]] double processor_seconds() const;
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }
  // Ends it cleanly and waits.
  [[nodiscard]] Result<void> stop();

 private:
  Dispatcher(pid_t process, std::filesystem::path data) : process_(process), data_(std::move(data)) {}

  pid_t process_ = -1;
  std::filesystem::path data_;
  double seconds_to_ready_ = 0;
};

}  // namespace carehub::bench
