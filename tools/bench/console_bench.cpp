#include <array>
#include <boost/json.hpp>
#include <cstdio>

#include "tools/bench/benches.hpp"

namespace carehub::bench {

namespace {

// What a program prints, its last line that is a JSON object.
[[nodiscard]] std::string json_line(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::string found;
  std::array<char, 4096> line{};
  while (pipe && std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) {
    if (line[0] == '{') found = line.data();
  }
  return found;
}

[[nodiscard]] std::optional<double> member(const boost::json::object& object, const char* name) {
  const boost::json::value* found = object.if_contains(name);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  return found->to_number<double>();
}

// One size of hub; `name` begins the names of its figures.
void measure_frames(const std::string& program, const std::string& size, const std::string& name, double goal_ms,
                    Figures& figures) {
  const std::string command = "carehub-console --bench-frames " + size;
  const std::string line = json_line("'" + program + "' --bench-frames " + size + " 2>/dev/null");
  boost::system::error_code problem;
  const boost::json::value parsed = boost::json::parse(line, problem);
  if (problem || !parsed.is_object()) return figures.missing(name + "_p99_ms", command + " printed no figures");
  const boost::json::object& object = parsed.as_object();
  const std::optional<double> p50 = member(object, "frame_build_ms_p50");
  const std::optional<double> p99 = member(object, "frame_build_ms_p99");
  if (!p50 || !p99) return figures.missing(name + "_p99_ms", command + " printed other figures");
  const std::string beside = fmt::format(
      "{:.0f} open cases, {:.0f} teams, {:.0f} pictures in {:.0f} frames; {:.2f} ms of the thread's own time",
      member(object, "cases").value_or(0), member(object, "teams").value_or(0), member(object, "pictures").value_or(0),
      member(object, "frames").value_or(0), member(object, "frame_cpu_ms_p99").value_or(0));
  figures.add({name + "_p50_ms", *p50, "ms", false, {std::nullopt, beside}});
  figures.add({name + "_p99_ms", *p99, "ms", false, {goal_ms, beside}});
}

}  // namespace

void measure_console(const Setting& setting, Figures& figures) {
  const std::filesystem::path program = setting.programs / "carehub-console";
  if (!std::filesystem::exists(program))
    return figures.missing("console_frame_build_p99_ms", "carehub-console is not built");
  measure_frames(program.string(), "huge", "console_frame_build", 2.0, figures);
  measure_frames(program.string(), "usual", "console_usual_frame_build", 0.5, figures);
}

}  // namespace carehub::bench
