#include "tools/bench/dispatcher.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <utility>

namespace carehub::bench {

namespace {

// The program's first line of output; empty if it ended without one.
[[nodiscard]] std::string first_line(int descriptor) {
  std::string line;
  for (char c = 0; ::read(descriptor, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

[[noreturn]] void become(const Setting& setting, const std::filesystem::path& data, int output) {
  ::dup2(output, STDOUT_FILENO);
  const int log = ::open((data / "dispatcher.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(log, STDERR_FILENO);
  const std::string program = setting.programs / "carehub-dispatcher";
  ::execl(program.c_str(), program.c_str(), "--site", setting.site_file.c_str(), "--data", data.c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

Result<Dispatcher> Dispatcher::start(const Setting& setting, const std::filesystem::path& data) {
  std::filesystem::create_directories(data);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(ErrorCode::input_output, "pipe", "cannot be made");
  const auto start = Clock::now();
  const pid_t process = ::fork();
  if (process == 0) become(setting, data, ends[1]);
  ::close(ends[1]);
  Dispatcher dispatcher(process, data);
  const std::string line = first_line(ends[0]);
  dispatcher.seconds_to_ready_ = seconds_since(start);
  ::close(ends[0]);
  if (line.find("ready") != std::string::npos) return dispatcher;
  std::ifstream log(data / "dispatcher.log");
  std::stringstream said;
  said << log.rdbuf();
  return fail(ErrorCode::unavailable, (setting.programs / "carehub-dispatcher").string(), "did not start: {}",
              said.str());
}

Dispatcher::Dispatcher(Dispatcher&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      data_(std::move(other.data_)),
      seconds_to_ready_(other.seconds_to_ready_) {}

Dispatcher::~Dispatcher() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

Result<Memory> Dispatcher::memory() const {
  std::ifstream file(fmt::format("/proc/{}/smaps_rollup", process_));
  Memory memory;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    double kb = 0;
    words >> name >> kb;
    if (name == "Rss:") memory.resident_mb = kb / 1024;
    if (name == "Pss:") memory.proportional_mb = kb / 1024;
  }
  if (memory.resident_mb == 0) return fail(ErrorCode::unavailable, "smaps_rollup", "cannot be read");
  return memory;
}

double Dispatcher::processor_seconds() const {
  std::ifstream file(fmt::format("/proc/{}/stat", process_));
  std::string text;
  std::getline(file, text);
  std::istringstream words(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) words >> skipped;
  double user = 0;
  double system = 0;
  words >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Result<void> Dispatcher::stop() {
  ::kill(process_, SIGTERM);
  int status = 0;
  ::waitpid(std::exchange(process_, -1), &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return fail(ErrorCode::unavailable, "carehub-dispatcher", "did not end cleanly (status {})", status);
}

}  // namespace carehub::bench
