#include "tools/maps/join.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace carehub::tools::maps {
namespace {

using Points = std::vector<Coordinates>;

// Lines of one kind and name, by their ends.
class Joiner {
 public:
  Joiner(std::vector<Feature*> lines, bool turn) : lines_(std::move(lines)), turn_(turn) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      ends_.emplace(lines_[i]->points.front(), i);
      if (turn_) ends_.emplace(lines_[i]->points.back(), i);
    }
    used_.resize(lines_.size());
  }
  // Each line takes in what goes on where it ends, and then, turned round, what goes on where it began.
  void join() {
    // What may not be turned round is begun where nothing comes before it; what is left then are rings.
    if (!turn_) {
      std::set<Coordinates> ends;
      for (const Feature* line : lines_) ends.insert(line->points.back());
      for (std::size_t i = 0; i < lines_.size(); ++i)
        if (!ends.contains(lines_[i]->points.front())) begin(i);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) begin(i);
  }

 private:
  void begin(std::size_t i) {
    if (used_[i] || lines_[i]->closed()) return;
    used_[i] = true;
    extend(lines_[i]->points);
    if (!turn_) return;
    std::ranges::reverse(lines_[i]->points);
    extend(lines_[i]->points);
  }
  void extend(Points& line) {
    while (line.size() < 3 || line.front() != line.back()) {
      const auto next = next_at(line.back());
      if (!next) return;
      Points& other = lines_[*next]->points;
      if (other.front() != line.back()) std::ranges::reverse(other);
      line.insert(line.end(), other.begin() + 1, other.end());
      other.clear();
    }
  }
  std::optional<std::size_t> next_at(Coordinates end) {
    const auto [from, to] = ends_.equal_range(end);
    for (auto at = from; at != to; ++at) {
      if (used_[at->second] || lines_[at->second]->closed()) continue;
      used_[at->second] = true;
      return at->second;
    }
    return std::nullopt;
  }

  std::vector<Feature*> lines_;
  bool turn_;
  std::multimap<Coordinates, std::size_t> ends_;
  std::vector<bool> used_;
};

Coordinates between(Coordinates a, Coordinates b, double share) {
  const auto part = [&](std::int32_t from, std::int32_t to) {
    return from + static_cast<std::int32_t>(std::lround(share * (static_cast<double>(to) - from)));
  };
  return {part(a.lat_e6, b.lat_e6), part(a.lon_e6, b.lon_e6)};
}

// Which part of a straight line lies in the box.
std::optional<std::pair<double, double>> share_in(Coordinates a, Coordinates b, const Box& box) {
  double from = 0, to = 1;
  const auto side = [&](double p, double q) {
    if (p == 0) return q >= 0;
    if (p < 0) from = std::max(from, q / p);
    if (p > 0) to = std::min(to, q / p);
    return from <= to;
  };
  const double lat = static_cast<double>(b.lat_e6) - a.lat_e6, lon = static_cast<double>(b.lon_e6) - a.lon_e6;
  const bool any = side(-lon, static_cast<double>(a.lon_e6) - box.south_west.lon_e6) &&
                   side(lon, static_cast<double>(box.north_east.lon_e6) - a.lon_e6) &&
                   side(-lat, static_cast<double>(a.lat_e6) - box.south_west.lat_e6) &&
                   side(lat, static_cast<double>(box.north_east.lat_e6) - a.lat_e6);
  if (!any) return std::nullopt;
  return std::pair(from, to);
}

// A point that was cut off at the edge lies on it, whatever was rounded.
Coordinates on_edge(Coordinates p, const Box& box) {
  const auto snap = [](std::int32_t& value, std::int32_t edge) {
    if (std::abs(value - edge) <= 2) value = edge;
  };
  snap(p.lat_e6, box.south_west.lat_e6);
  snap(p.lat_e6, box.north_east.lat_e6);
  snap(p.lon_e6, box.south_west.lon_e6);
  snap(p.lon_e6, box.north_east.lon_e6);
  return p;
}

// One edge of the box: what lies inside it, and where a line crosses it.
struct Edge {
  bool by_lat = true;
  bool upper = false;
  std::int32_t at = 0;

  [[nodiscard]] std::int32_t value(Coordinates p) const { return by_lat ? p.lat_e6 : p.lon_e6; }
  [[nodiscard]] bool inside(Coordinates p) const { return upper ? value(p) <= at : value(p) >= at; }
  [[nodiscard]] Coordinates crossing(Coordinates a, Coordinates b) const {
    Coordinates p = between(a, b, (static_cast<double>(at) - value(a)) / (static_cast<double>(value(b)) - value(a)));
    (by_lat ? p.lat_e6 : p.lon_e6) = at;
    return p;
  }
};

std::vector<Edge> edges_of(const Box& box) {
  return {{true, false, box.south_west.lat_e6},
          {true, true, box.north_east.lat_e6},
          {false, false, box.south_west.lon_e6},
          {false, true, box.north_east.lon_e6}};
}

// Where on the edge of the box a point lies, once round against the clock: 0 to 4 from the south-western corner, or
// nothing for a point inside. Widths of a box are not alike, so each side counts 1.
std::optional<double> along_edge(Coordinates p, const Box& box) {
  const auto &low = box.south_west, &high = box.north_east;
  const double east = (static_cast<double>(p.lon_e6) - low.lon_e6) / (static_cast<double>(high.lon_e6) - low.lon_e6);
  const double north = (static_cast<double>(p.lat_e6) - low.lat_e6) / (static_cast<double>(high.lat_e6) - low.lat_e6);
  if (p.lat_e6 == low.lat_e6) return east;
  if (p.lon_e6 == high.lon_e6) return 1 + north;
  if (p.lat_e6 == high.lat_e6) return 3 - east;
  if (p.lon_e6 == low.lon_e6) return 4 - north;
  return std::nullopt;
}

Coordinates corner(int number, const Box& box) {
  const auto &low = box.south_west, &high = box.north_east;
  switch (number % 4) {
    case 0:
      return low;
    case 1:
      return {low.lat_e6, high.lon_e6};
    case 2:
      return high;
    default:
      return {high.lat_e6, low.lon_e6};
  }
}

// A shore from one edge of the box to another.
struct Crossing {
  Points points;
  double enters = 0;
  double leaves = 0;
  bool used = false;
};

// With the land on the left, the edge is followed against the clock from where a shore leaves the box to where the next
// one comes in.
Points ring_from(std::vector<Crossing>& crossings, std::size_t first, const Box& box) {
  Points ring;
  std::size_t now = first;
  do {
    Crossing& shore = crossings[now];
    shore.used = true;
    ring.insert(ring.end(), shore.points.begin(), shore.points.end());
    const auto ahead = [&](std::size_t i) {
      const double way = crossings[i].enters - shore.leaves;
      return way < 0 ? way + 4 : way;
    };
    std::size_t next = first;
    for (std::size_t i = 0; i < crossings.size(); ++i)
      if ((!crossings[i].used || i == first) && ahead(i) < ahead(next)) next = i;
    const double end = shore.leaves + ahead(next);
    for (int side = static_cast<int>(std::floor(shore.leaves)) + 1; side < end; ++side)
      ring.push_back(corner(side, box));
    now = next;
  } while (now != first);
  ring.push_back(ring.front());
  return ring;
}

}  // namespace

void join_lines(std::vector<Feature>& features) {
  std::map<std::pair<std::string, std::string>, std::vector<Feature*>> groups;
  for (Feature& feature : features)
    if (feature.shape == Shape::line && feature.points.size() > 1)
      groups[{feature.kind, feature.kind == "coast" ? std::string() : feature.name}].push_back(&feature);
  for (auto& [group, lines] : groups) Joiner(std::move(lines), group.first != "coast").join();
  std::erase_if(features, [](const Feature& feature) { return feature.points.empty(); });
}

std::vector<Points> lines_in(const Points& line, const Box& box) {
  std::vector<Points> parts;
  bool goes_on = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto share = share_in(line[i - 1], line[i], box);
    if (!share || share->first == share->second) {
      goes_on = false;
      continue;
    }
    const auto cut = [&](double part) {
      const Coordinates p = between(line[i - 1], line[i], part);
      return part == 0 || part == 1 ? p : on_edge(p, box);
    };
    if (!goes_on) parts.push_back({cut(share->first)});
    parts.back().push_back(cut(share->second));
    goes_on = share->second == 1;
  }
  return parts;
}

Points area_in(const Points& ring, const Box& box) {
  Points kept = ring;
  if (!kept.empty() && kept.front() == kept.back()) kept.pop_back();
  for (const Edge& edge : edges_of(box)) {
    Points next;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Coordinates before = kept[(i + kept.size() - 1) % kept.size()], now = kept[i];
      if (edge.inside(now) != edge.inside(before)) next.push_back(edge.crossing(before, now));
      if (edge.inside(now)) next.push_back(now);
    }
    kept = std::move(next);
  }
  if (!kept.empty()) kept.push_back(kept.front());
  return kept.size() < 4 ? Points{} : kept;
}

std::vector<Points> land_of(const std::vector<Feature>& shores, const std::optional<Box>& box, Found& found) {
  std::vector<Points> land;
  std::vector<Crossing> crossings;
  for (const Feature& shore : shores) {
    if (shore.closed()) {
      const Points ring = box ? area_in(shore.points, *box) : shore.points;
      if (!ring.empty()) land.push_back(ring);
      continue;
    }
    for (auto& part : box ? lines_in(shore.points, *box) : std::vector<Points>{shore.points}) {
      const auto enters = box ? along_edge(part.front(), *box) : std::nullopt;
      const auto leaves = box ? along_edge(part.back(), *box) : std::nullopt;
      if (enters && leaves)
        crossings.push_back({std::move(part), *enters, *leaves});
      else
        found.leave_out(box ? "stretches of shore that end inside the box: choose a smaller one"
                            : "stretches of shore that do not close: name a box that they cross");
    }
  }
  for (std::size_t i = 0; i < crossings.size(); ++i)
    if (!crossings[i].used) land.push_back(ring_from(crossings, i, *box));
  return land;
}

}  // namespace carehub::tools::maps
