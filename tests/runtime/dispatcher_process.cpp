#include "tests/runtime/dispatcher_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <utility>

extern char** environ;

namespace carehub::tests {
namespace {

using std::chrono::steady_clock;

struct Spawned {
  int pid = -1;
  int out = -1;
};

Spawned spawn(const std::vector<std::string>& arguments, const std::string& errors_to) {
  std::array<int, 2> pipe{-1, -1};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], 1);
  if (errors_to.empty())
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 2);
  else
    posix_spawn_file_actions_addopen(&actions, 2, errors_to.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  Spawned spawned;
  if (::posix_spawn(&spawned.pid, argv[0], &actions, nullptr, argv.data(), environ) != 0) spawned.pid = -1;
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  spawned.out = pipe[0];
  return spawned;
}

// Reads until `until` is in the text, the other end is closed, or the time is over.
std::string read_until(int descriptor, char until, steady_clock::time_point deadline) {
  std::string text;
  while (text.find(until) == std::string::npos) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    pollfd item{descriptor, POLLIN, 0};
    if (left <= 0 || ::poll(&item, 1, static_cast<int>(left)) <= 0) break;
    std::array<char, 4096> buffer{};
    const auto count = ::read(descriptor, buffer.data(), buffer.size());
    if (count <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

std::string tail_of(const std::string& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  const auto whole = text.str();
  return whole.size() > 2'000 ? whole.substr(whole.size() - 2'000) : whole;
}

int exit_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int wait_for_exit(int pid, int timeout_ms) {
  const auto deadline = steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  for (;;) {
    int status = 0;
    if (::waitpid(pid, &status, WNOHANG) == pid) return exit_status(status);
    if (steady_clock::now() > deadline) return -1;
    ::poll(nullptr, 0, 2);
  }
}

}  // namespace

Result<DispatcherProcess> DispatcherProcess::start(const Options& options, int timeout_ms) {
  std::vector<std::string> arguments{options.program.string(), "--site", options.site.string(), "--data",
                                     options.data.string()};
  arguments.insert(arguments.end(), options.more.begin(), options.more.end());
  const auto log = options.quiet ? options.data.string() + ".log" : std::string("/dev/stderr");
  const auto spawned = spawn(arguments, log);
  if (spawned.pid < 0) return fail(ErrorCode::not_found, options.program.string(), "cannot be started");
  DispatcherProcess process(spawned.pid, spawned.out);
  process.ready_line_ = read_until(spawned.out, '\n', steady_clock::now() + std::chrono::milliseconds(timeout_ms));
  if (process.ready_line_.find("ready") != std::string::npos) return process;
  const auto status = process.wait_exit(1'000);
  return fail(ErrorCode::unavailable, options.program.string(), "did not get ready, exit status {}: {}", status,
              tail_of(log));
}

DispatcherProcess::DispatcherProcess(DispatcherProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      out_(std::exchange(other.out_, -1)),
      ready_line_(std::move(other.ready_line_)) {}

DispatcherProcess& DispatcherProcess::operator=(DispatcherProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(out_, other.out_);
  std::swap(ready_line_, other.ready_line_);
  return *this;
}

DispatcherProcess::~DispatcherProcess() {
  kill_now();
  if (out_ >= 0) ::close(out_);
}

bool DispatcherProcess::alive() const {
  return pid_ > 0 && ::kill(pid_, 0) == 0;
}

void DispatcherProcess::kill_now() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
}

int DispatcherProcess::wait_exit(int timeout_ms) {
  const auto status = wait_for_exit(pid_, timeout_ms);
  if (status >= 0) pid_ = -1;
  return status;
}

int DispatcherProcess::stop(int timeout_ms) {
  if (pid_ <= 0) return -1;
  ::kill(pid_, SIGTERM);
  return wait_exit(timeout_ms);
}

Ran run(const std::vector<std::string>& arguments, int timeout_ms) {
  const auto spawned = spawn(arguments, "");
  if (spawned.pid < 0) return {};
  Ran ran;
  ran.text = read_until(spawned.out, '\0', steady_clock::now() + std::chrono::milliseconds(timeout_ms));
  ran.status = wait_for_exit(spawned.pid, timeout_ms);
  if (ran.status < 0) {
    ::kill(spawned.pid, SIGKILL);
    ::waitpid(spawned.pid, nullptr, 0);
  }
  ::close(spawned.out);
  return ran;
}

}  // namespace carehub::tests
