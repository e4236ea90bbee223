// Whether a shift leaves the consoles' memory as it was: the real programs beside a simulated hub whose eight hours
// take eight minutes, on a screen of their own (Xvfb).

#include <unistd.h>

#include <fstream>

#include "tools/bench/benches.hpp"
#include "tools/bench/child.hpp"

namespace carehub::bench {

namespace {

constexpr double hours_played = 8;
constexpr double samples_an_hour = 30;
// A console of a long shift takes no more than this, and grows by no more than that from the second hour to the last.
constexpr double most_mb = 150;
constexpr double most_growth_mb = 5;

// Resident memory; 0 once the process is gone.
double resident_mb(pid_t process) {
  std::ifstream file(fmt::format("/proc/{}/statm", process));
  double all_pages = 0;
  double resident_pages = 0;
  file >> all_pages >> resident_pages;
  return resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

class Watched {
 public:
  Watched(std::string workspace, Child console) : workspace_(std::move(workspace)), console_(std::move(console)) {}
  void sample() { resident_.push_back(resident_mb(console_.process())); }
  [[nodiscard]] bool runs() const { return console_.runs(); }
  [[nodiscard]] const std::string& workspace() const { return workspace_; }

  void report(Figures& figures) const {
    const std::string name = "shift_memory_" + workspace_;
    const double growth = median_of_hour(7) - median_of_hour(1);
    figures.add(
        {name + "_start_mb", resident_.front(), "MB", false, {most_mb, "resident, when the first hour begins"}});
    figures.add({name + "_after_1h_mb", at_hour(1), "MB", false, {most_mb, ""}});
    figures.add({name + "_after_8h_mb", resident_.back(), "MB", false, {most_mb, "of the hub's time"}});
    figures.add({name + "_growth_mb",
                 growth,
                 "MB",
                 false,
                 {most_growth_mb, fmt::format("median of hour 8 less median of hour 2; most ever {:.1f} MB",
                                              *std::max_element(resident_.begin(), resident_.end()))}});
  }

 private:
  [[nodiscard]] double at_hour(double hour) const {
    const auto index = static_cast<std::size_t>(hour * samples_an_hour);
    return resident_[std::min(index, resident_.size() - 1)];
  }
  [[nodiscard]] double median_of_hour(int hour) const {
    const auto from = static_cast<std::ptrdiff_t>(hour * samples_an_hour);
    std::vector<double> values(resident_.begin() + from,
                               resident_.begin() + from + static_cast<std::ptrdiff_t>(samples_an_hour));
    return percentile(values, 0.5);
  }

  std::string workspace_;
  Child console_;
  std::vector<double> resident_;
};

}  // namespace

void measure_shift_memory(const Setting& setting, Figures& figures) {
  constexpr const char* name = "shift_memory";
  const auto folder = setting.workspace / "shift";
  std::filesystem::create_directories(folder);
  const auto screen = OwnScreen::start(folder);
  if (!screen) return figures.missing(name, screen.error().detail);
  const int speed = setting.quick ? 480 : 60;
  const auto program = [&](const char* file) { return (setting.programs / file).string(); };
  const Child hub =
      Child::start({program("carehub-dispatcher"), "--site", setting.site_file, "--data", folder, "--start",
                    "2026-11-22T07:00:00Z", "--rush-until", "2026-11-22T11:00:00Z", "--speed", std::to_string(speed)},
                   folder / "hub.log");
  if (!appears(folder / "endpoints.json", hub))
    return figures.missing(name, "the dispatcher did not start: " + last_line(folder / "hub.log"));
  const Child shift = Child::start({program("carehubctl"), "simulate", "--data", folder, "--seed", "1", "--quiet"},
                                   folder / "shift.log");
  // A morning is rushed through, so that about as many cases are open at the beginning as at the end.
  rest(60);
  std::vector<Watched> consoles;
  for (const char* workspace : {"operator", "board"})
    consoles.emplace_back(workspace,
                          Child::start({program("carehub-console"), "--workspace", workspace, "--data", folder},
                                       folder / (std::string(workspace) + ".log"), screen->name()));
  rest(5);
  const auto start = Clock::now();
  const double between_s = 3600 / samples_an_hour / speed;
  for (int i = 0; i <= static_cast<int>(hours_played * samples_an_hour); ++i) {
    rest(std::max(0.0, i * between_s - seconds_since(start)));
    for (Watched& console : consoles) {
      if (!console.runs() || !hub.runs())
        return figures.missing(name, "the console or the dispatcher ended before its time: " +
                                         last_line(folder / (console.workspace() + ".log")));
      console.sample();
    }
  }
  if (!shift.runs()) return figures.missing(name, "the simulated shift ended before its time");
  for (const Watched& console : consoles) console.report(figures);
}

}  // namespace carehub::bench
