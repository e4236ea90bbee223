#pragma once
// A terminal in raw mode on a screen of its own, and as it was before whichever way the program ends: by returning, by
// exit(), by a signal, or by a fault. Thread: one; there is one a process at a time.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace carehub::ctl {

// Wakes a poll(): from another thread, or out of a signal handler.
class WakePipe {
 public:
  [[nodiscard]] static Result<std::unique_ptr<WakePipe>> make();
  ~WakePipe();
  WakePipe(const WakePipe&) = delete;
  WakePipe& operator=(const WakePipe&) = delete;

  void ring() const;  // never blocks
  void drain() const;
  [[nodiscard]] int to_read() const { return read_; }
  [[nodiscard]] int to_write() const { return write_; }

 private:
  WakePipe(int read_end, int write_end) : read_(read_end), write_(write_end) {}
  int read_;
  int write_;
};

// Waits until standard input has something (true), or the pipe was rung or the time is over (false). The pipe is empty
// afterwards. `input`: false waits for the pipe only.
[[nodiscard]] bool wait_for_input(const WakePipe& pipe, bool input, std::chrono::milliseconds most);

class Terminal {
 public:
  // `pipe` is rung when the window changes its size and when the program is told to end. Errors: unavailable where
  // standard input and output are no terminal.
  [[nodiscard]] static Result<std::unique_ptr<Terminal>> open(const WakePipe& pipe);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  struct Size {
    std::size_t rows = 24;
    std::size_t columns = 80;
    bool operator==(const Size&) const = default;
  };
  [[nodiscard]] Size size() const;
  [[nodiscard]] bool told_to_end() const;  // by a signal
  void write(std::string_view bytes) const;
  // Ctrl Z: as it was before, until the shell brings the program back.
  void suspend();

 private:
  Terminal() = default;
};

}  // namespace carehub::ctl
