// carehubctl site check FILE

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
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

int check(const SiteOptions& options) {
  const auto loaded = site::load_site(options.file);
  if (!loaded) return complain(loaded.error());
  if (options.json) print_json(options.file, *loaded);
  if (!options.json && !loaded->mistakes.empty())
    fmt::print(stderr, "{}\n", site::text(options.file, loaded->mistakes));
  if (!loaded->usable()) return complain(options.file + ": cannot be used; correct the lines above");
  if (options.json) return exit_ok;
  const Site& site = loaded->site;
  fmt::print("{}: good. {} services, {} teams, {} places, {} localities{}\n", options.file, site.services.size(),
             site.teams.size(), site.places.size(), site.localities.size(),
             loaded->mistakes.empty() ? "" : fmt::format(", {} warnings", loaded->mistakes.size()));
  return exit_ok;
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
