#include "tools/bench/figures.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <thread>

#include "protocols/base/assert.hpp"

namespace carehub::bench {

namespace {

[[nodiscard]] std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(std::min(line.size(), line.find(':') + 2));
  }
  return "unknown";
}

[[nodiscard]] std::string commit() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen("git rev-parse HEAD 2>/dev/null", "r"), ::pclose);
  std::array<char, 64> line{};
  if (!pipe || std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) == nullptr) return "unknown";
  std::string text(line.data());
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

[[nodiscard]] bool reached(const Figure& figure) {
  if (!figure.goal.bound) return true;
  return figure.higher_is_better ? figure.value >= *figure.goal.bound : figure.value <= *figure.goal.bound;
}

[[nodiscard]] std::string number(double value) {
  if (value >= 1000) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.3f}", value);
}

[[nodiscard]] std::unexpected<Error> not_written(const std::filesystem::path& file) {
  return fail(ErrorCode::input_output, file.string(), "cannot be written; check the path and the room on the disk");
}

}  // namespace

void Figures::add(Figure figure) {
  fmt::print(stderr, "  {} {} {}\n", figure.name, number(figure.value), figure.unit);
  figures_.push_back(std::move(figure));
}

void Figures::missing(std::string name, std::string why) {
  fmt::print(stderr, "  {} not measured: {}\n", name, why);
  missing_.emplace_back(std::move(name), std::move(why));
}

std::vector<std::string> Figures::not_reached() const {
  std::vector<std::string> names;
  for (const Figure& figure : figures_)
    if (!reached(figure)) names.push_back(figure.name);
  for (const auto& [name, why] : missing_) names.push_back(name);
  return names;
}

void Figures::print() const {
  fmt::print("{:<40} {:>12} {:<12} {:>16}  {}\n", "figure", "value", "unit", "must reach", "beside it");
  for (const Figure& figure : figures_) {
    const std::string goal =
        figure.goal.bound ? fmt::format("{} {}", figure.higher_is_better ? ">=" : "<=", number(*figure.goal.bound))
                          : "";
    fmt::print("{:<40} {:>12} {:<12} {:>16}  {}{}\n", figure.name, number(figure.value), figure.unit, goal,
               figure.goal.beside, reached(figure) ? "" : "  <-- not reached");
  }
  for (const auto& [name, why] : missing_) fmt::print("{:<40} {:>12} {}\n", name, "-", why);
}

Result<void> Figures::write_json(const std::filesystem::path& file) const {
  utsname system{};
  ::uname(&system);
  boost::json::object figures;
  for (const Figure& figure : figures_) {
    figures[figure.name] = boost::json::object{
        {"value", figure.value}, {"unit", figure.unit}, {"higher_is_better", figure.higher_is_better}};
  }
  const boost::json::object whole{
      {"machine", boost::json::object{{"processor", processor()},
                                      {"cores", std::thread::hardware_concurrency()},
                                      {"system", fmt::format("{} {}", system.sysname, system.release)}}},
      {"commit", commit()},
      {"figures", std::move(figures)}};
  std::ofstream out(file);
  out << boost::json::serialize(whole) << '\n';
  out.close();
  return out ? Result<void>{} : not_written(file);
}

Result<void> can_be_written(const std::filesystem::path& file) {
  std::error_code ignored;
  const bool there = std::filesystem::exists(file, ignored);
  if (!std::ofstream(file, std::ios::app)) return not_written(file);
  if (!there) std::filesystem::remove(file, ignored);
  return {};
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double percentile(std::vector<double>& values, double share) {
  CAREHUB_ASSERT(!values.empty(), "nothing was measured");
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

}  // namespace carehub::bench
