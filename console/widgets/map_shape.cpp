#include "console/widgets/map_shape.hpp"

#include <algorithm>

namespace carehub::widgets {
namespace {

constexpr std::size_t piece_points = 48;

// A line of the ring that is not level, from south to north.
struct RingEdge {
  Coordinates low;
  Coordinates high;

  [[nodiscard]] double lon_at(double lat) const {
    const double share = (lat - low.lat_e6) / (static_cast<double>(high.lat_e6) - low.lat_e6);
    return low.lon_e6 + share * (static_cast<double>(high.lon_e6) - low.lon_e6);
  }
};

struct OpenTrapezoid {
  std::size_t west = 0;  // edges
  std::size_t east = 0;
  double south = 0;
};

std::vector<RingEdge> edges_of(std::span<const Coordinates> ring) {
  std::vector<RingEdge> edges;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    if (ring[i].lat_e6 == ring[j].lat_e6) continue;
    const bool up = ring[j].lat_e6 < ring[i].lat_e6;
    edges.push_back(up ? RingEdge{ring[j], ring[i]} : RingEdge{ring[i], ring[j]});
  }
  std::ranges::sort(edges, {}, [](const RingEdge& edge) { return edge.low.lat_e6; });
  return edges;
}

// From south to north, parallel by parallel: between two of them the lines of the ring keep their order, and each pair
// of neighbours bounds a trapezoid for as long as they stay neighbours.
class Sweep {
 public:
  explicit Sweep(std::span<const Coordinates> ring) : edges_(edges_of(ring)) {
    for (const Coordinates& point : ring) parallels_.push_back(point.lat_e6);
    std::ranges::sort(parallels_);
    const auto same = std::ranges::unique(parallels_);
    parallels_.erase(same.begin(), same.end());
  }
  std::vector<Trapezoid> fill() {
    for (std::size_t i = 0; i + 1 < parallels_.size(); ++i) cross(parallels_[i], parallels_[i + 1]);
    for (const OpenTrapezoid& one : open_) close(one, parallels_.back());
    return std::move(done_);
  }

 private:
  void cross(std::int32_t from, std::int32_t to) {
    std::erase_if(active_, [&](std::size_t edge) { return edges_[edge].high.lat_e6 <= from; });
    for (; next_ < edges_.size() && edges_[next_].low.lat_e6 <= from; ++next_) active_.push_back(next_);
    const double middle = (static_cast<double>(from) + to) / 2;
    order_.clear();
    for (const std::size_t edge : active_) order_.emplace_back(edges_[edge].lon_at(middle), edge);
    std::ranges::sort(order_);
    now_.clear();
    for (std::size_t i = 0; i + 1 < order_.size(); i += 2)
      now_.push_back(opened(order_[i].second, order_[i + 1].second, from));
    for (const OpenTrapezoid& one : open_)
      if (find(now_, one.west, one.east) == nullptr) close(one, from);
    std::swap(open_, now_);
  }
  static const OpenTrapezoid* find(const std::vector<OpenTrapezoid>& all, std::size_t west, std::size_t east) {
    const auto same = [&](const OpenTrapezoid& one) { return one.west == west && one.east == east; };
    const auto found = std::ranges::find_if(all, same);
    return found == all.end() ? nullptr : &*found;
  }
  [[nodiscard]] OpenTrapezoid opened(std::size_t west, std::size_t east, std::int32_t from) const {
    const OpenTrapezoid* before = find(open_, west, east);
    return before != nullptr ? *before : OpenTrapezoid{west, east, static_cast<double>(from)};
  }
  void close(const OpenTrapezoid& one, double north) {
    const RingEdge &west = edges_[one.west], &east = edges_[one.east];
    done_.push_back(
        {one.south, north, west.lon_at(one.south), east.lon_at(one.south), west.lon_at(north), east.lon_at(north)});
  }

  std::vector<RingEdge> edges_;
  std::vector<std::int32_t> parallels_;
  std::vector<std::size_t> active_;
  std::vector<std::pair<double, std::size_t>> order_;
  std::vector<OpenTrapezoid> open_;
  std::vector<OpenTrapezoid> now_;
  std::vector<Trapezoid> done_;
  std::size_t next_ = 0;
};

}  // namespace

MapBounds bounds_of(std::span<const Coordinates> points) {
  if (points.empty()) return {};
  MapBounds bounds{points[0].lat_e6, points[0].lon_e6, points[0].lat_e6, points[0].lon_e6};
  for (const Coordinates& p : points) {
    bounds.south = std::min(bounds.south, p.lat_e6);
    bounds.north = std::max(bounds.north, p.lat_e6);
    bounds.west = std::min(bounds.west, p.lon_e6);
    bounds.east = std::max(bounds.east, p.lon_e6);
  }
  return bounds;
}

std::vector<Trapezoid> fill_of(std::span<const Coordinates> ring) {
  return ring.size() < 3 ? std::vector<Trapezoid>{} : Sweep(ring).fill();
}

void add_pieces(std::span<const Coordinates> line, std::vector<MapPiece>& pieces) {
  for (std::size_t from = 0; from + 1 < line.size(); from += piece_points - 1) {
    const auto part = line.subspan(from, std::min(piece_points, line.size() - from));
    pieces.push_back({bounds_of(part), {part.begin(), part.end()}});
  }
}

}  // namespace carehub::widgets
