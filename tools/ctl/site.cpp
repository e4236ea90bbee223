// carehubctl site check FILE

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <memory>

#include "protocols/site/load.hpp"
#include "tools/ctl/ctl.hpp"

namespace carehub::ctl {
namespace {

struct SiteOptions {
  std::string file;
  bool json = false;
};

void print_json(const std::string& file, const site::Loaded& loaded) {
  boost::json::array mistakes;
  for (const site::Mistake& one : loaded.mistakes)
    mistakes.push_back({{"line", one.line}, {"field", one.field}, {"text", one.text}, {"warning", one.warning}});
  fmt::print("{}\n", boost::json::serialize(
                         boost::json::object{{"file", file}, {"usable", loaded.usable()}, {"mistakes", mistakes}}));
}

std::string counted(std::size_t n, std::string_view one, std::string_view several = {}) {
  return n == 1            ? fmt::format("1 {}", one)
         : several.empty() ? fmt::format("{} {}s", n, one)
                           : fmt::format("{} {}", n, several);
}

void print_mistakes(const std::string& file, const site::Loaded& loaded) {
  std::string lines = site::text(file, loaded.mistakes);
  while (lines.ends_with('\n')) lines.pop_back();
  fmt::print(stderr, "{}\n", lines);
}

int check(const SiteOptions& options) {
  const auto loaded = site::load_site(options.file);
  if (!loaded) return complain(loaded.error());
  if (options.json) print_json(options.file, *loaded);
  if (options.json) return loaded->usable() ? exit_ok : complain(options.file + ": cannot be used");
  const auto errors = static_cast<std::size_t>(std::ranges::count(loaded->mistakes, false, &site::Mistake::warning));
  const std::size_t warnings = loaded->mistakes.size() - errors;
  // The verdict first; then every line that it speaks of, so that both streams in one window stay in order.
  if (loaded->usable()) {
    const Site& site = loaded->site;
    const std::size_t zones = site.travel.matrix.zones.size();
    fmt::print("{}: good. {}, {}, {}, {}{}{}\n", options.file, counted(site.services.size(), "service"),
               counted(site.teams.size(), "team"), counted(site.places.size(), "place"),
               counted(site.localities.size(), "locality", "localities"),
               zones == 0 ? "" : ", travel times of " + counted(zones, "zone"),
               warnings == 0 ? "" : "; " + counted(warnings, "warning"));
    std::fflush(stdout);
  }
  if (!loaded->mistakes.empty()) print_mistakes(options.file, *loaded);
  if (loaded->usable()) return exit_ok;
  return complain(
      fmt::format("{}: cannot be used: {}. Correct the lines above", options.file, counted(errors, "mistake")));
}

}  // namespace

void add_site(CLI::App& app, Run& run) {
  CLI::App* site = app.add_subcommand("site", "a hub's site file");
  site->require_subcommand(1);
  CLI::App* sub = site->add_subcommand("check", "read a site file and say every mistake with its line and field");
  auto options = std::make_shared<SiteOptions>();
  sub->add_option("FILE", options->file, "for example assets/sites/isle-of-wight.toml")->required();
  sub->add_flag("--json", options->json, "one JSON object");
  sub->callback([options, &run] { run = [options] { return check(*options); }; });
}

}  // namespace carehub::ctl
