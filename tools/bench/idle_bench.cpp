// What an untouched console costs beside a live hub: the real programs, on a screen of their own (Xvfb).

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include "tools/bench/benches.hpp"

namespace carehub::bench {

namespace {

using Words = std::vector<std::string>;

// A program that ends with this one.
class Child {
 public:
  // `screen`: the X display it is to use; `given_fd`: a descriptor that it keeps as its number 3.
  static Child start(const Words& words, const std::filesystem::path& log, const std::string& screen = {},
                     int given_fd = -1) {
    const pid_t process = ::fork();
    if (process == 0) become(words, log, screen, given_fd);
    return Child(process);
  }
  Child(Child&& other) noexcept : process_(std::exchange(other.process_, -1)) {}
  Child& operator=(Child&&) = delete;
  ~Child() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  [[nodiscard]] pid_t process() const { return process_; }
  [[nodiscard]] bool runs() const { return ::waitpid(process_, nullptr, WNOHANG) == 0; }

 private:
  explicit Child(pid_t process) : process_(process) {}
  [[noreturn]] static void become(const Words& words, const std::filesystem::path& log, const std::string& screen,
                                  int given_fd) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    if (given_fd >= 0) ::dup2(given_fd, 3);
    if (!screen.empty()) ::setenv("DISPLAY", screen.c_str(), 1);
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }

  pid_t process_;
};

struct ProcessorTime {
  double all_s = 0;
  double drawing_s = 0;  // of the software renderer's threads
};

// Processor time of every thread of a process so far.
ProcessorTime spent_by(pid_t process) {
  ProcessorTime spent;
  std::error_code gone;
  const auto tick = static_cast<double>(::sysconf(_SC_CLK_TCK));
  for (const auto& task : std::filesystem::directory_iterator(fmt::format("/proc/{}/task", process), gone)) {
    std::ifstream file(task.path() / "stat");
    std::string text;
    std::getline(file, text);
    const auto name_from = text.find('(');
    const auto name_to = text.rfind(')');
    if (name_to == std::string::npos) continue;
    std::istringstream words(text.substr(name_to + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) words >> skipped;
    double user = 0;
    double system = 0;
    words >> user >> system;
    spent.all_s += (user + system) / tick;
    if (text.compare(name_from + 1, 8, "llvmpipe") == 0) spent.drawing_s += (user + system) / tick;
  }
  return spent;
}

void rest(double for_s) {
  std::this_thread::sleep_for(std::chrono::duration<double>(for_s));
}

// The server says its number once it takes programs, and nothing if it ends.
bool is_ready(int told) {
  char first = 0;
  return ::read(told, &first, 1) == 1;
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

constexpr const char* name = "console_idle_cpu_percent";

}  // namespace

void measure_idle_console(const Setting& setting, Figures& figures) {
  const auto folder = setting.workspace / "idle";
  std::filesystem::create_directories(folder);
  std::array<int, 2> told{};
  if (::pipe2(told.data(), O_CLOEXEC) != 0) return figures.missing(name, "no pipe can be made");
  // Of our own choice: servers that look for a free number at the same moment take each other's socket away.
  const std::string screen = fmt::format(":{}", 1000 + ::getpid() % 30000);
  const Child server =
      Child::start({"Xvfb", screen, "-noreset", "-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"},
                   folder / "xvfb.log", {}, told[1]);
  ::close(told[1]);
  const bool ready = is_ready(told[0]);
  ::close(told[0]);
  if (!ready) return figures.missing(name, "Xvfb did not start; install the package xvfb");

  // A hundred minutes are rushed through, so that cases are open, teams are out and clocks run when it is measured.
  const auto program = [&](const char* file) { return (setting.programs / file).string(); };
  const Child hub =
      Child::start({program("carehub-dispatcher"), "--site", setting.site_file, "--data", folder, "--start",
                    "2026-11-22T16:40:00Z", "--rush-until", "2026-11-22T18:20:00Z", "--speed", "1"},
                   folder / "hub.log");
  if (!appears(folder / "endpoints.json", hub))
    return figures.missing(name, "the dispatcher did not start: " + last_line(folder / "hub.log"));
  const Child shift = Child::start({program("carehubctl"), "simulate", "--site", setting.site_file, "--data", folder,
                                    "--seed", "1", "--staff", "partial"},
                                   folder / "shift.log");
  rest(25);
  const Child console = Child::start({program("carehub-console"), "--workspace", "operator", "--data", folder},
                                     folder / "console.log", screen);
  rest(5);
  const double stretch_s = setting.quick ? 20 : 40;
  const auto start = Clock::now();
  const ProcessorTime before = spent_by(console.process());
  rest(stretch_s);
  const ProcessorTime after = spent_by(console.process());
  const double over_s = seconds_since(start);
  if (!console.runs() || !hub.runs() || !shift.runs() || after.all_s <= before.all_s)
    return figures.missing(name, "the console, the dispatcher or the simulated shift ended before its time");
  const double all = 100 * (after.all_s - before.all_s) / over_s;
  const double drawing = 100 * (after.drawing_s - before.drawing_s) / over_s;
  figures.add({name,
               all,
               "% of a core",
               false,
               {2.0, fmt::format("{:.1f} of it threads of the software renderer; {:.0f} s, live hub at natural speed",
                                 drawing, over_s)}});
}

}  // namespace carehub::bench
