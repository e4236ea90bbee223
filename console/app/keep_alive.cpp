#include "console/app/keep_alive.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace carehub::app {
namespace {

constexpr int longest_wait_s = 10;
constexpr auto ran_well = std::chrono::minutes(1);

sigset_t awaited() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int one : {SIGTERM, SIGINT, SIGCHLD}) sigaddset(&signals, one);
  return signals;
}

// What the display writes a byte into after every frame. Neither end ever waits for the other.
class Pulse {
 public:
  Pulse() {
    if (::pipe2(ends_.data(), O_NONBLOCK | O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  Pulse(const Pulse&) = delete;
  Pulse& operator=(const Pulse&) = delete;
  ~Pulse() {
    for (const int end : ends_)
      if (end >= 0) ::close(end);
  }
  // Without a pipe nothing can be said, and nobody may be ended for it.
  [[nodiscard]] bool works() const { return ends_[0] >= 0; }
  void beat() const {
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(ends_[1], &byte, 1);
  }
  // Whether it beat since this was asked last.
  [[nodiscard]] bool felt() const {
    std::array<char, 256> bytes{};
    bool any = false;
    while (::read(ends_[0], bytes.data(), bytes.size()) > 0) any = true;
    return any;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

// Blocks the signals that are waited for; a child begins with none blocked.
pid_t start_display(const std::function<int(const SignOfLife&)>& show, const Pulse& pulse, const sigset_t& signals) {
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  sigprocmask(SIG_UNBLOCK, &signals, nullptr);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(0);
  const int status = show([&pulse] { pulse.beat(); });
  std::fflush(nullptr);
  ::_exit(status);
}

std::string words_of_end(int status) {
  if (WIFSIGNALED(status))
    return fmt::format("was ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
  return fmt::format("ended with status {}", WEXITSTATUS(status));
}

// True: somebody wishes it to end.
bool wish_within(const sigset_t& signals, int for_s) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(for_s);
  while (std::chrono::steady_clock::now() < until) {
    const timespec wait{1, 0};
    const int got = sigtimedwait(&signals, nullptr, &wait);
    if (got == SIGTERM || got == SIGINT) return true;
  }
  return false;
}

struct DisplayEnd {
  int status = 0;
  bool wished = false;
  bool stood_still = false;
};

DisplayEnd wait_for_end(pid_t child, const Pulse& pulse, std::chrono::seconds patience, const sigset_t& signals) {
  DisplayEnd end;
  auto beat = std::chrono::steady_clock::now();
  while (true) {
    const timespec wait{1, 0};
    const int got = sigtimedwait(&signals, nullptr, &wait);
    if (got == SIGTERM || got == SIGINT) {
      end.wished = true;
      ::kill(child, SIGTERM);
    }
    if (::waitpid(child, &end.status, WNOHANG) == child) return end;
    const auto now = std::chrono::steady_clock::now();
    if (!pulse.works() || pulse.felt()) beat = now;
    if (now - beat < patience) continue;
    end.stood_still = !end.wished;
    ::kill(child, SIGKILL);
  }
}

}  // namespace

int keep_alive(const std::function<int(const SignOfLife&)>& show, std::chrono::seconds patience) {
  const sigset_t signals = awaited();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  for (int wait_s = 1;; wait_s = std::min(longest_wait_s, wait_s * 2)) {
    const auto began = std::chrono::steady_clock::now();
    const Pulse pulse;
    const pid_t child = start_display(show, pulse, signals);
    if (child < 0) {
      fmt::print(stderr, "carehub-console: no process can be made; trying again in {} s\n", wait_s);
    } else {
      const DisplayEnd end = wait_for_end(child, pulse, patience, signals);
      if (end.wished || (WIFEXITED(end.status) && WEXITSTATUS(end.status) == 0)) return 0;
      if (std::chrono::steady_clock::now() - began >= ran_well) wait_s = 1;
      fmt::print(stderr, "carehub-console: the wall display {}; it comes back in {} s\n",
                 end.stood_still ? fmt::format("stood still for {} s", patience.count()) : words_of_end(end.status),
                 wait_s);
    }
    if (wish_within(signals, wait_s)) return 0;
  }
}

}  // namespace carehub::app
