#include "tools/maps/make.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "protocols/site/map_file.hpp"
#include "tools/maps/fit.hpp"
#include "tools/maps/join.hpp"

namespace carehub::tools::maps {
namespace {

constexpr site::MapForm area_form = site::MapForm::area;

std::vector<Feature> take(std::vector<Feature>& features, std::string_view kind) {
  std::vector<Feature> taken;
  for (Feature& feature : features)
    if (feature.kind == kind) taken.push_back(std::move(feature));
  std::erase_if(features, [&](const Feature& feature) { return feature.kind.empty() || feature.kind == kind; });
  return taken;
}

std::string some_names(const std::vector<Feature>& features) {
  std::string names;
  std::size_t listed = 0;
  for (const Feature& feature : features) {
    if (feature.name.empty() || names.find("'" + feature.name + "'") != std::string::npos) continue;
    if (listed++ == 5) return names + " ...";
    names += (names.empty() ? "'" : ", '") + feature.name + "'";
  }
  return names.empty() ? "none of them has a name" : names;
}

void cut(std::vector<Feature>& features, const Box& box, Found& found) {
  std::vector<Feature> inside;
  for (Feature& feature : features) {
    if (feature.shape == Shape::point) {
      if (box.holds(feature.points.front()))
        inside.push_back(std::move(feature));
      else
        found.leave_out("outside the box");
      continue;
    }
    auto parts = feature.shape == Shape::line ? lines_in(feature.points, box)
                                              : std::vector<std::vector<Coordinates>>{area_in(feature.points, box)};
    std::erase_if(parts, [](const auto& part) { return part.size() < 2; });
    if (parts.empty()) found.leave_out("outside the box");
    for (auto& part : parts) {
      Feature kept = feature;
      kept.points = std::move(part);
      inside.push_back(std::move(kept));
    }
  }
  features = std::move(inside);
}

class Maker {
 public:
  Maker(Found found, const Wish& wish) : found_(std::move(found)), wish_(wish) {}

  Result<Made> make() {
    for (const Feature& feature : found_.features) made_.points_found += feature.points.size();
    join_lines(found_.features);
    auto shores = take(found_.features, "coast");
    auto boundaries = take(found_.features, "boundary");
    if (wish_.box) cut(found_.features, *wish_.box, found_);
    CAREHUB_CHECK(choose_outline(std::move(boundaries)));
    add_shores(shores);
    const auto fitted = fit(std::move(found_.features), wish_.tolerance_m,
                            {site::map_points_max, site::map_line_points_max, site::map_lines_max});
    made_.tolerance_m = fitted.tolerance_m;
    made_.left_out = found_.left_out;
    for (const auto& [why, count] : fitted.left_out) made_.left_out[why] += count;
    take_lines(fitted.features);
    if (made_.lines.empty())
      return fail(ErrorCode::not_found, "",
                  "nothing of a map was found: no shore, boundary, water, road, railway or place{}",
                  wish_.box ? " in the box" : "");
    if (std::ranges::none_of(made_.lines, [](const MapLine& line) { return line.kind == "outline"; }))
      made_.remarks.push_back(
          "there is no outline: write one, or import a boundary; without it the area is what lies near a locality");
    return std::move(made_);
  }

 private:
  Result<void> choose_outline(std::vector<Feature> boundaries) {
    const bool drawn = std::ranges::any_of(found_.features, [](const Feature& f) { return f.kind == "outline"; });
    if (!wish_.boundary.empty()) {
      auto chosen = boundaries;
      std::erase_if(chosen, [&](const Feature& one) { return one.name != wish_.boundary; });
      if (chosen.empty())
        return fail(ErrorCode::not_found, "", "there is no boundary '{}'; there are: {}", wish_.boundary,
                    some_names(boundaries));
      found_.leave_out("boundaries of other areas", boundaries.size() - chosen.size());
      return add_outlines(chosen);
    }
    if (boundaries.size() == 1 && !drawn) return add_outlines(boundaries);
    if (boundaries.empty()) return {};
    found_.leave_out("boundaries, because none was chosen", boundaries.size());
    if (!drawn)
      made_.remarks.push_back(fmt::format("{} boundaries were found; choose the area's with --boundary NAME, as {}",
                                          boundaries.size(), some_names(boundaries)));
    return {};
  }
  // Not cut to a box: an area that ends there would be another area.
  Result<void> add_outlines(std::vector<Feature>& boundaries) {
    for (Feature& one : boundaries) {
      one.kind = "outline";
      found_.features.push_back(std::move(one));
    }
    bounded_ = true;
    return {};
  }
  // The shore is the area's outline where nothing else is; else it is the land round it.
  void add_shores(const std::vector<Feature>& shores) {
    const bool drawn = std::ranges::any_of(found_.features, [](const Feature& f) { return f.kind == "outline"; });
    for (auto& ring : land_of(shores, wish_.box, found_))
      found_.features.push_back({bounded_ || drawn ? "land" : "outline", "", 0, Shape::area, std::move(ring)});
  }
  void take_lines(const std::vector<Feature>& features) {
    for (const auto& kind : site::map_kinds()) {
      std::vector<const Feature*> of_kind;
      for (const Feature& feature : features)
        if (feature.kind == kind.name) of_kind.push_back(&feature);
      std::ranges::stable_sort(of_kind, {}, &Feature::rank);
      for (const Feature* feature : of_kind) add_line(*feature, kind.form);
    }
  }
  void add_line(const Feature& feature, site::MapForm form) {
    MapLine line{feature.name, feature.kind, {}};
    for (const Coordinates& point : feature.points) {
      // To the fifth decimal, as it will be written.
      const auto rounded = [](std::int32_t e6) { return (e6 + (e6 < 0 ? -5 : 5)) / 10 * 10; };
      const Coordinates at{rounded(point.lat_e6), rounded(point.lon_e6)};
      if (line.points.empty() || line.points.back() != at) line.points.push_back(at);
    }
    const std::size_t least = form == area_form ? 4 : form == site::MapForm::line ? 2 : 1;
    if (line.points.size() >= least) made_.lines.push_back(std::move(line));
  }

  Found found_;
  const Wish& wish_;
  Made made_;
  bool bounded_ = false;
};

}  // namespace

Result<Made> make_map(Found found, const Wish& wish) {
  return Maker(std::move(found), wish).make();
}

}  // namespace carehub::tools::maps
