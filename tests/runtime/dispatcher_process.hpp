#pragma once
// The real dispatcher in a process of its own, for tests that start, kill and question it.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "protocols/base/error.hpp"

namespace carehub::tests {

class DispatcherProcess {
 public:
  struct Options {
    std::filesystem::path program;
    std::filesystem::path site;
    std::filesystem::path data;
    std::vector<std::string> more = {};
    bool quiet = true;  // its log goes to DATA.log
  };
  // Waits for the ready line. Errors: unavailable with the exit status and the last of its log.
  [[nodiscard]] static Result<DispatcherProcess> start(const Options& options, int timeout_ms = 30'000);

  DispatcherProcess(DispatcherProcess&& other) noexcept;
  DispatcherProcess& operator=(DispatcherProcess&& other) noexcept;
  ~DispatcherProcess();  // kills

  [[nodiscard]] const std::string& ready_line() const { return ready_line_; }
  [[nodiscard]] int pid() const { return pid_; }
  [[nodiscard]] bool alive() const;
  void kill_now();
  // SIGTERM, and its exit status; -1 when it did not end in time.
  [[nodiscard]] int stop(int timeout_ms = 20'000);

 private:
  DispatcherProcess(int pid, int out) : pid_(pid), out_(out) {}
  [[nodiscard]] int wait_exit(int timeout_ms);

  int pid_ = -1;
  int out_ = -1;
  std::string ready_line_;
};

// Runs a program to its end. Output and errors together.
struct Ran {
  int status = -1;
  std::string text;
};
[[nodiscard]] Ran run(const std::vector<std::string>& arguments, int timeout_ms = 60'000);

}  // namespace carehub::tests
