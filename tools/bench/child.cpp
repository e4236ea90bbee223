#include "tools/bench/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <thread>
#include <utility>

namespace carehub::bench {

namespace {

[[noreturn]] void become_program(const std::vector<std::string>& words, const std::filesystem::path& log,
                                 const std::string& screen, int given_fd) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  if (given_fd >= 0) ::dup2(given_fd, 3);
  if (!screen.empty()) ::setenv("DISPLAY", screen.c_str(), 1);
  ::setenv("XDG_DATA_HOME", log.parent_path().c_str(), 1);
  ::setenv("XDG_CONFIG_HOME", log.parent_path().c_str(), 1);
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

// The server says its number once it takes programs, and nothing if it ends.
bool is_ready(int told) {
  char first = 0;
  return ::read(told, &first, 1) == 1;
}

}  // namespace

Child Child::start(const std::vector<std::string>& words, const std::filesystem::path& log, const std::string& screen,
                   int given_fd) {
  const pid_t process = ::fork();
  if (process == 0) become_program(words, log, screen, given_fd);
  return Child(process);
}

Child::Child(Child&& other) noexcept : process_(std::exchange(other.process_, -1)) {}

Child::~Child() {
  if (process_ <= 0) return;
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

bool Child::runs() const {
  return process_ > 0 && ::waitpid(process_, nullptr, WNOHANG) == 0;
}

bool Child::ends_well(double within_s) {
  for (double waited = 0; waited < within_s; waited += 0.05) {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    rest(0.05);
  }
  return false;
}

Result<OwnScreen> OwnScreen::start(const std::filesystem::path& folder) {
  std::array<int, 2> told{};
  if (::pipe2(told.data(), O_CLOEXEC) != 0) return fail(ErrorCode::unavailable, "Xvfb", "no pipe can be made");
  // Of our own choice: servers that look for a free number at the same moment take each other's socket away.
  std::string screen = fmt::format(":{}", 1000 + ::getpid() % 30000);
  Child server =
      Child::start({"Xvfb", screen, "-noreset", "-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"},
                   folder / "xvfb.log", {}, told[1]);
  ::close(told[1]);
  const bool ready = is_ready(told[0]);
  ::close(told[0]);
  if (!ready) return fail(ErrorCode::unavailable, "Xvfb", "Xvfb did not start; install the package xvfb");
  return OwnScreen(std::move(screen), std::move(server));
}

void rest(double for_s) {
  std::this_thread::sleep_for(std::chrono::duration<double>(for_s));
}

bool appears(const std::filesystem::path& file, const Child& by) {
  for (int i = 0; i < 200 && by.runs(); ++i) {
    if (std::filesystem::exists(file)) return true;
    rest(0.05);
  }
  return false;
}

std::string last_line(const std::filesystem::path& log) {
  std::ifstream file(log);
  std::string last;
  for (std::string line; std::getline(file, line);) last = line;
  return last;
}

}  // namespace carehub::bench
