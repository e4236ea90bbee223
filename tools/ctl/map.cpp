// carehubctl map import FILE... --out MAP, carehubctl map check MAP

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "protocols/site/map_file.hpp"
#include "protocols/site/text_file.hpp"
#include "tools/ctl/ctl.hpp"
#include "tools/maps/files.hpp"
#include "tools/maps/look.hpp"
#include "tools/maps/make.hpp"

namespace carehub::ctl {
namespace {

namespace maps = tools::maps;

struct MapOptions {
  std::vector<std::string> files;
  std::string out;
  std::string box;
  std::string site;
  std::string boundary;
  std::string name;
  float tolerance_m = 15;
};

// Of a site only its places count here: the map that it names may be the one that is to be made.
Result<std::optional<Site>> site_named(const std::string& file) {
  if (file.empty()) return std::nullopt;
  CAREHUB_TRY(auto loaded, site::load_site(file));
  if (loaded.site.localities.empty())
    return fail(ErrorCode::invalid_input, file, "has no locality that could be read; carehubctl site check says why");
  return std::move(loaded.site);
}

Result<maps::Wish> wish_of(const MapOptions& options, const std::optional<Site>& site) {
  maps::Wish wish;
  wish.tolerance_m = options.tolerance_m;
  wish.boundary = options.boundary;
  if (site) wish.box = maps::box_round(*site);
  if (!options.box.empty()) {
    CAREHUB_TRY(wish.box, maps::box_in(options.box));
  }
  return wish;
}

std::string name_of_map(const MapOptions& options, const std::optional<Site>& site) {
  if (!options.name.empty()) return options.name;
  return site ? site->name : std::filesystem::path(options.out).stem().string();
}

std::string basis_of(const MapOptions& options) {
  std::string basis = "carehubctl map import, from ";
  bool open_street_map = false;
  for (const auto& file : options.files) {
    basis += (&file == &options.files.front() ? "" : ", ") + std::filesystem::path(file).filename().string();
    open_street_map = open_street_map || !maps::is_geojson(file);
  }
  return basis + (open_street_map ? "; © OpenStreetMap contributors, ODbL" : "");
}

void say_what_was_kept(const MapOptions& options, const maps::Made& made) {
  fmt::print("{}: {}\n", options.out, maps::contents(made.lines));
  fmt::print("of {} points read; none that was left out is further than {:.0f} m from its line\n", made.points_found,
             std::ceil(made.tolerance_m));
  for (const auto& [why, count] : made.left_out) fmt::print("left out: {} {}\n", count, why);
  std::fflush(stdout);
}

void say_what_is_odd(const std::vector<std::string>& all) {
  for (const auto& one : all) remark("look at this: " + one);
}

// Read back as a site would, so that nothing is written that could not be used.
Result<void> readable(const std::string& text, const std::string& file) {
  std::vector<site::Mistake> mistakes;
  (void)site::read_map_file(text, file, mistakes);
  if (text.size() > site::map_file_bytes_max)
    return fail(ErrorCode::limit_exceeded, file, "would be {} bytes; a map has {} at most: raise --tolerance",
                text.size(), site::map_file_bytes_max);
  if (mistakes.empty()) return {};
  return fail(ErrorCode::limit_exceeded, file, "was not written: {}", mistakes.front().text);
}

int import_map(const MapOptions& options) {
  const auto site = site_named(options.site);
  if (!site) return complain(site.error());
  const auto wish = wish_of(options, *site);
  if (!wish) return complain(wish.error());
  auto found = maps::read_files(options.files, wish->box);
  if (!found) return complain(found.error());
  const auto made = maps::make_map(std::move(*found), *wish);
  if (!made) return complain(made.error());
  const auto text = maps::map_text(made->lines, name_of_map(options, *site), basis_of(options));
  if (const auto good = readable(text, options.out); !good) return complain(good.error());
  if (const auto written = maps::write_map(options.out, text); !written) return complain(written.error());
  say_what_was_kept(options, *made);
  say_what_is_odd(made->remarks);
  say_what_is_odd(maps::oddities(made->lines));
  if (*site) say_what_is_odd(maps::outside(made->lines, (*site)->localities));
  return exit_ok;
}

int check_map(const MapOptions& options) {
  const std::string& file = options.files.front();
  const auto site = site_named(options.site);
  if (!site) return complain(site.error());
  const auto text = site::read_file(file, site::map_file_bytes_max);
  if (!text) return complain(text.error());
  std::vector<site::Mistake> mistakes;
  const auto map = site::read_map_file(*text, file, mistakes);
  if (!mistakes.empty()) {
    std::string lines = site::text(file, mistakes);
    while (lines.ends_with('\n')) lines.pop_back();
    fmt::print(stderr, "{}\n", lines);
    return complain(fmt::format("{}: cannot be used: {} mistake{}. Correct the lines above", file, mistakes.size(),
                                mistakes.size() == 1 ? "" : "s"));
  }
  fmt::print("{}: good. {}\n", file, maps::contents(map.lines));
  std::fflush(stdout);
  say_what_is_odd(maps::oddities(map.lines));
  if (*site) say_what_is_odd(maps::outside(map.lines, (*site)->localities));
  return exit_ok;
}

void add_import(CLI::App& map, Run& run) {
  CLI::App* sub = map.add_subcommand("import", "make a map from GeoJSON and OpenStreetMap files");
  auto options = std::make_shared<MapOptions>();
  sub->add_option("FILE", options->files, "named .geojson, .osm or .osm.pbf")->required();
  sub->add_option("--out", options->out, "the map to write, for example assets/maps/my-hub.toml")->required();
  sub->add_option("--box", options->box, "only what lies in SOUTH,WEST,NORTH,EAST, in degrees");
  sub->add_option("--site", options->site, "only what lies round the localities of this site file");
  sub->add_option("--boundary", options->boundary, "the administrative area that is the outline, by its name");
  sub->add_option("--name", options->name, "of the map (default: of the site, or of the file)");
  sub->add_option("--tolerance", options->tolerance_m, "points nearer than this to a simpler line are left out, metres")
      ->capture_default_str()
      ->check(CLI::Range(0.0F, 5000.0F));
  sub->footer("Where a map would be too large, the tolerance is raised, and then the least important left out.");
  sub->callback([options, &run] { run = [options] { return import_map(*options); }; });
}

}  // namespace

void add_map(CLI::App& app, Run& run) {
  CLI::App* map = app.add_subcommand("map", "maps of an area: make one, check one");
  map->require_subcommand(1);
  add_import(*map, run);
  CLI::App* sub = map->add_subcommand("check", "read a map and say every mistake with its line and field");
  auto options = std::make_shared<MapOptions>();
  sub->add_option("MAP", options->files, "for example assets/maps/isle-of-wight.toml")->required()->expected(1);
  sub->add_option("--site", options->site, "a site file whose localities should lie in the outline");
  sub->callback([options, &run] { run = [options] { return check_map(*options); }; });
}

}  // namespace carehub::ctl
