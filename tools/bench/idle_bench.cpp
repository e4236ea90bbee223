// What an untouched console costs beside a live hub: the real programs, on a screen of their own (Xvfb).

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "tools/bench/benches.hpp"
#include "tools/bench/child.hpp"

namespace carehub::bench {

namespace {

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

constexpr const char* name = "console_idle_cpu_percent";

}  // namespace

void measure_idle_console(const Setting& setting, Figures& figures) {
  const auto folder = setting.workspace / "idle";
  std::filesystem::create_directories(folder);
  const auto screen = OwnScreen::start(folder);
  if (!screen) return figures.missing(name, screen.error().detail);

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
                                     folder / "console.log", screen->name());
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
