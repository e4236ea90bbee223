#include "dispatcher/matching/reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dispatcher/matching/whereabouts.hpp"
#include "protocols/domain/geo.hpp"

namespace carehub::matching {
namespace {

constexpr double e6_per_metre_north = 1e6 / 111'194.93;  // a degree of a globe of 6371 km
constexpr double fine_m = 25;                            // how closely the end of the way is found
constexpr double usual_step_m = 500;
constexpr double longest_ways = 4;  // the most that a way can be quicker than the estimate and still be followed

// One direction from where the team is.
struct Ray {
  Coordinates from;
  double north_e6 = 0, east_e6 = 0;  // of a metre

  Ray(Coordinates start, int number) : from(start) {
    const double turn = 2 * std::numbers::pi * number / reach_rays;
    const double shrunk = std::max(0.1, std::cos(latitude(start) * std::numbers::pi / 180));
    north_e6 = std::cos(turn) * e6_per_metre_north;
    east_e6 = std::sin(turn) * e6_per_metre_north / shrunk;
  }
  [[nodiscard]] Coordinates at(double metres) const {
    return {from.lat_e6 + static_cast<std::int32_t>(std::lround(north_e6 * metres)),
            from.lon_e6 + static_cast<std::int32_t>(std::lround(east_e6 * metres))};
  }
};

// Where a ray crosses the edge of the land that it begins on, in metres from its start, the nearest first.
class LandEdge {
 public:
  LandEdge(const Site& site, Coordinates from) {
    for (const MapLine& line : site.map_lines)
      if (line.kind == "outline" && line.points.size() > 2) lines_.push_back(&line);
    begins_on_land_ = crossings(Ray(from, 0)).size() % 2 == 1;
  }
  // The farthest land on the ray that is no farther than this.
  [[nodiscard]] double clamped(const std::vector<double>& crossed, double metres) const {
    if (!begins_on_land_) return metres;
    const auto beyond = static_cast<std::size_t>(std::ranges::upper_bound(crossed, metres) - crossed.begin());
    return beyond % 2 == 1 ? crossed[beyond - 1] : metres;
  }
  [[nodiscard]] std::vector<double> crossings(const Ray& ray) const {
    std::vector<double> found;
    for (const MapLine* line : lines_)
      for (std::size_t i = 0; i < line->points.size(); ++i)
        add(found, ray, line->points[i], line->points[(i + 1) % line->points.size()]);
    std::ranges::sort(found);
    return found;
  }

 private:
  static void add(std::vector<double>& found, const Ray& ray, Coordinates a, Coordinates b) {
    const double ay = a.lat_e6 - ray.from.lat_e6, ax = a.lon_e6 - ray.from.lon_e6;
    const double by = b.lat_e6 - ray.from.lat_e6, bx = b.lon_e6 - ray.from.lon_e6;
    const double side_a = ray.east_e6 * ay - ray.north_e6 * ax, side_b = ray.east_e6 * by - ray.north_e6 * bx;
    if ((side_a < 0) == (side_b < 0)) return;
    const double part = side_a / (side_a - side_b);
    const double y = ay + part * (by - ay), x = ax + part * (bx - ax);
    const double metres =
        (y * ray.north_e6 + x * ray.east_e6) / (ray.north_e6 * ray.north_e6 + ray.east_e6 * ray.east_e6);
    if (metres > 0) found.push_back(metres);
  }

  std::vector<const MapLine*> lines_;
  bool begins_on_land_ = false;
};

// Follows one ray, for all times at once.
class Follower {
 public:
  Follower(const TravelBasis& basis, const TravelHour& hour, const LandEdge& land, std::vector<std::int32_t> limits_s)
      : basis_(basis), hour_(hour), land_(land), limits_s_(std::move(limits_s)) {
    const TravelModel& travel = basis.site->travel;
    // What the estimate makes in a minute.
    if (hour.kmh > 0 && travel.detour_percent > 0)
      step_m_ = std::max(fine_m, 100'000.0 * hour.kmh / 60 / travel.detour_percent);
  }

  // Metres to the farthest point of the ray within each limit; limits ascend.
  [[nodiscard]] std::vector<double> follow(const Ray& ray) const {
    std::vector<double> ends = first_ways_out(ray);
    const std::vector<double> crossed = land_.crossings(ray);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      ends[i] = land_.clamped(crossed, ends[i]);
      while (ends[i] > 0 && !within(ray, ends[i], limits_s_[i])) ends[i] = std::max(0.0, ends[i] - fine_m);
      if (i > 0) ends[i] = std::max(ends[i], ends[i - 1]);
    }
    return ends;
  }

 private:
  [[nodiscard]] bool within(const Ray& ray, double metres, std::int32_t limit_s) const {
    const auto takes_s = team_travel_at_s(basis_, ray.from, ray.at(metres), hour_);
    return takes_s && *takes_s <= limit_s;
  }

  [[nodiscard]] std::vector<double> first_ways_out(const Ray& ray) const {
    std::vector<double> ends;
    const double longest_m = longest_ways * step_m_ * limits_s_.back() / 60;
    for (double at = step_m_; ends.size() < limits_s_.size(); at += step_m_) {
      const auto takes_s = team_travel_at_s(basis_, ray.from, ray.at(at), hour_);
      const auto over = [&] { return !takes_s || *takes_s > limits_s_[ends.size()] || at > longest_m; };
      while (ends.size() < limits_s_.size() && over()) ends.push_back(way_out(ray, at - step_m_, at, ends.size()));
    }
    return ends;
  }
  // The same points are asked for whatever the limit is, so that more time never ends sooner.
  [[nodiscard]] double way_out(const Ray& ray, double inside, double outside, std::size_t limit) const {
    while (outside - inside > fine_m) {
      const double middle = (inside + outside) / 2;
      (within(ray, middle, limits_s_[limit]) ? inside : outside) = middle;
    }
    return inside;
  }

  const TravelBasis& basis_;
  TravelHour hour_;
  const LandEdge& land_;
  std::vector<std::int32_t> limits_s_;
  double step_m_ = usual_step_m;
};

// What a person has to know of where the outlines begin.
std::string remark_on(const Team& team, Whereabouts::By by, PositionAge age, Instant now) {
  const auto ago = [&] {
    return team.position_at ? std::max<std::int64_t>(0, whole_minutes(now - *team.position_at)) : 0;
  };
  if (by == Whereabouts::By::base) return "its position is not known: from its base";
  if (by == Whereabouts::By::old_position) return fmt::format("from where it was {} min ago", ago());
  if (team.position_doubtful) return "its position is doubtful";
  if (age == PositionAge::stale) return fmt::format("from where it was {} min ago", ago());
  return {};
}

}  // namespace

std::vector<Outline> reach(const TravelBasis& basis, Coordinates from, Instant at,
                           std::span<const std::int32_t> minutes) {
  std::vector<std::size_t> order(minutes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return minutes[i]; });
  std::vector<std::int32_t> limits_s;
  for (const std::size_t i : order) limits_s.push_back(60 * minutes[i]);
  std::vector<Outline> outlines(minutes.size());
  if (minutes.empty()) return outlines;
  const LandEdge land(*basis.site, from);
  const Follower follower(basis, travel_hour(*basis.site, at), land, std::move(limits_s));
  for (int number = 0; number < reach_rays; ++number) {
    const Ray ray(from, number);
    const std::vector<double> ends = follower.follow(ray);
    for (std::size_t i = 0; i < order.size(); ++i) outlines[order[i]].push_back(ray.at(ends[i]));
  }
  return outlines;
}

TeamReach reach_of(const TravelBasis& basis, const Team& team, const TeamConfig* config, Instant now,
                   std::span<const std::int32_t> minutes) {
  if (team.status == TeamStatus::off_duty) return {{}, "it is off duty"};
  const PositionAge age = position_age(team, now, basis.site->thresholds);
  const auto known = whereabouts(team, age, config);
  if (!known) return {{}, "nobody knows where it is"};
  return {reach(basis, known->at, now, minutes), remark_on(team, known->by, age, now)};
}

}  // namespace carehub::matching
