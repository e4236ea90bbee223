#include "console/app/keep_alive.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
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

// Blocks the signals that are waited for; a child begins with none blocked.
pid_t start_display(const std::function<int()>& show, const sigset_t& signals) {
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  sigprocmask(SIG_UNBLOCK, &signals, nullptr);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(0);
  const int status = show();
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
};

DisplayEnd wait_for_end(pid_t child, const sigset_t& signals) {
  DisplayEnd end;
  while (true) {
    int got = 0;
    sigwait(&signals, &got);
    if (got != SIGCHLD) {
      end.wished = true;
      ::kill(child, SIGTERM);
    }
    if (::waitpid(child, &end.status, WNOHANG) == child) return end;
  }
}

}  // namespace

int keep_alive(const std::function<int()>& show) {
  const sigset_t signals = awaited();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  for (int wait_s = 1;; wait_s = std::min(longest_wait_s, wait_s * 2)) {
    const auto began = std::chrono::steady_clock::now();
    const pid_t child = start_display(show, signals);
    if (child < 0) {
      fmt::print(stderr, "carehub-console: no process can be made; trying again in {} s\n", wait_s);
    } else {
      const DisplayEnd end = wait_for_end(child, signals);
      if (end.wished || (WIFEXITED(end.status) && WEXITSTATUS(end.status) == 0)) return 0;
      if (std::chrono::steady_clock::now() - began >= ran_well) wait_s = 1;
      fmt::print(stderr, "carehub-console: the wall display {}; it comes back in {} s\n", words_of_end(end.status),
                 wait_s);
    }
    if (wish_within(signals, wait_s)) return 0;
  }
}

}  // namespace carehub::app
