// carehub-bench: what the hub's own programs do on this machine, each figure beside what it must reach.

#include <fmt/format.h>
#include <sodium.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "protocols/base/usage.hpp"
#include "protocols/site/load.hpp"
#include "tools/bench/benches.hpp"

namespace {

using namespace carehub;

struct Wish {
  std::string json_file;
  std::string site_file = "assets/sites/isle-of-wight.toml";
  std::string policy = "nearest";
  std::string directory = "/var/tmp";  // a real disk; /tmp is often memory
  std::vector<std::string> only;
  bool quick = false;
  bool must_reach = false;
};

void describe(CLI::App& app, Wish& wish) {
  app.add_option("--json", wish.json_file, "also write the figures to this file, as one JSON object");
  app.add_flag("--quick", wish.quick, "a tenth of the work; for trying out, not for comparing");
  app.add_flag("--must-reach", wish.must_reach,
               "end with exit status 1 if a figure does not reach its goal or could not be measured");
  app.add_option("--site", wish.site_file, "the hub's site file")->capture_default_str();
  app.add_option(
         "--policy", wish.policy,
         "how the hub matches meanwhile: nearest measures core, journal and links for themselves; what plan adds is "
         "told by tools/dev/matching_figures")
      ->check(CLI::IsMember({"nearest", "plan"}))
      ->capture_default_str();
  app.add_option("--dir", wish.directory, "the disk to be measured")->capture_default_str();
  app.add_option("--only", wish.only,
                 "core, storm, homes, commands, picture, restart, console, keys; shift-memory, which takes "
                 "nine minutes, only when it is named")
      ->check(CLI::IsMember(
          {"core", "storm", "homes", "commands", "picture", "restart", "console", "keys", "shift-memory"}));
  app.footer(
      "Exit status: 0 measured, 1 not (stderr says why; with --must-reach also which figures), 2 wrong command line.");
}

[[nodiscard]] Result<bench::Figures> measure(const Wish& wish, const bench::Setting& setting) {
  CAREHUB_TRY(const site::Loaded loaded, site::load_site(setting.site_file));
  if (!loaded.usable())
    return fail(ErrorCode::invalid_input, setting.site_file.string(), "has mistakes; see carehubctl site check");
  const auto wanted = [&](const char* part) {
    return wish.only.empty() || std::find(wish.only.begin(), wish.only.end(), part) != wish.only.end();
  };
  bench::Figures figures;
  if (wanted("core")) bench::measure_core(setting, loaded.site, figures);
  if (wanted("storm")) bench::measure_storm(setting, loaded.site, figures);
  if (wanted("homes")) bench::measure_homes(setting, loaded.site, figures);
  if (wanted("commands")) bench::measure_commands(setting, loaded.site, figures);
  if (wanted("picture")) bench::measure_picture(setting, loaded.site, figures);
  if (wanted("restart")) bench::measure_restart(setting, loaded.site, figures);
  if (wanted("console")) {
    bench::measure_console(setting, figures);
    bench::measure_idle_console(setting, figures);
  }
  if (wanted("keys")) bench::measure_keys(setting, figures);
  if (!wish.only.empty() && wanted("shift-memory")) bench::measure_shift_memory(setting, figures);
  return figures;
}

// The site file with the way of matching that is wished for.
[[nodiscard]] Result<std::string> site_for(const Wish& wish, const std::string& workspace) {
  std::ifstream file(wish.site_file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) return fail(ErrorCode::not_found, wish.site_file, "cannot be read");
  const std::string other = wish.policy == "plan" ? "policy = \"nearest\"" : "policy = \"plan\"";
  if (const auto at = text.find(other); at != std::string::npos)
    text.replace(at, other.size(), fmt::format("policy = \"{}\"", wish.policy));
  // The copy is not beside the clinical content and the map any more.
  const std::string hub = "[hub]\n";
  const auto assets = std::filesystem::absolute(wish.site_file).parent_path().parent_path();
  const auto content = assets / "clinical";
  const std::string map = "\nmap = \"../";
  if (const auto at = text.find(map); at != std::string::npos)
    text.replace(at, map.size(), fmt::format("\nmap = \"{}/", assets.string()));
  if (const auto at = text.find(hub); at != std::string::npos && text.find("\nclinical = ") == std::string::npos)
    text.insert(at + hub.size(), fmt::format("clinical = \"{}\"\n", content.string()));
  const std::string copy = workspace + "/site.toml";
  std::ofstream(copy, std::ios::binary) << text;
  return copy;
}

[[nodiscard]] Result<void> reached(const bench::Figures& figures) {
  const std::vector<std::string> missed = figures.not_reached();
  if (missed.empty()) return {};
  return fail(ErrorCode::limit_exceeded, "--must-reach", "not reached: {}", fmt::join(missed, ", "));
}

[[nodiscard]] Result<void> run(const Wish& wish) {
  if (!wish.json_file.empty()) CAREHUB_CHECK(bench::can_be_written(wish.json_file));
  std::string workspace = wish.directory + "/carehub-bench-XXXXXX";
  if (::mkdtemp(workspace.data()) == nullptr)
    return fail(ErrorCode::input_output, wish.directory, "no folder can be made here");
  const auto measured = [&]() -> Result<bench::Figures> {
    CAREHUB_TRY(const std::string site_file, site_for(wish, workspace));
    return measure(wish,
                   {site_file, std::filesystem::canonical("/proc/self/exe").parent_path(), workspace, wish.quick});
  };
  const Result<bench::Figures> figures = measured();
  std::filesystem::remove_all(workspace);
  if (!figures) return std::unexpected(figures.error());
  figures->print();
  if (!wish.json_file.empty()) CAREHUB_CHECK(figures->write_json(wish.json_file));
  return wish.must_reach ? reached(*figures) : Result<void>{};
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 1;
  Wish wish;
  CLI::App app{"carehub-bench: measures the hub's own programs on this machine.", "carehub-bench"};
  describe(app, wish);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_usage(app, error);
  }
  const Result<void> done = run(wish);
  if (done) return 0;
  fmt::print(stderr, "carehub-bench: {}\n", done.error().text());
  return 1;
}
