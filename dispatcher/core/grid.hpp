#pragma once
// What lies near a point, without looking at everything: ids by cells of some five kilometres. Derived from the
// records, never stored.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "protocols/domain/geo.hpp"

namespace carehub::core {

struct Cell {
  std::int32_t north = 0;
  std::int32_t east = 0;
  bool operator==(const Cell&) const = default;
};

enum class More { all, ring, none };

inline constexpr std::int32_t cell_lat_e6 = 50'000;
inline constexpr std::int32_t cell_lon_e6 = 80'000;

[[nodiscard]] constexpr Cell cell_of(Coordinates at) {
  const auto floor_div = [](std::int32_t a, std::int32_t b) { return a >= 0 ? a / b : -((b - 1 - a) / b); };
  return {floor_div(at.lat_e6, cell_lat_e6), floor_div(at.lon_e6, cell_lon_e6)};
}

template <class Id>
class Grid {
 public:
  void clear() { cells_.clear(); }

  void move(const Id& id, std::optional<Coordinates> from, std::optional<Coordinates> to) {
    if (from == to) return;
    if (from) {
      auto& there = cells_[key(cell_of(*from))];
      there.erase(position_in(there, id));
    }
    if (to) {
      auto& there = cells_[key(cell_of(*to))];
      there.insert(position_in(there, id), Entry{id, *to});
    }
  }

  // Calls visit(id, where) for what lies in the cells around, ring by ring and by id in each cell, as long as it says
  // `all`; `ring`: for what is left of the ring; `none`: no more.
  template <class Visit>
  void around(Coordinates at, std::int32_t farthest, Visit visit) const {
    const Cell middle = cell_of(at);
    auto more = More::all;
    for (std::int32_t ring = 0; ring <= farthest && more == More::all; ++ring) {
      for (std::int32_t north = -ring; north <= ring; ++north) {
        const std::int32_t step = std::abs(north) == ring || ring == 0 ? 1 : 2 * ring;
        for (std::int32_t east = -ring; east <= ring; east += step) {
          const auto found = cells_.find(key({middle.north + north, middle.east + east}));
          if (found == cells_.end()) continue;
          for (const Entry& one : found->second) {
            more = std::max(more, visit(one.id, one.at));
            if (more == More::none) return;
          }
        }
      }
    }
  }

 private:
  struct Entry {
    Id id;
    Coordinates at;
  };
  // In each cell by id, so that the order in which they came plays no part.
  static auto position_in(std::vector<Entry>& there, const Id& id) {
    const auto key_of = [](const Id& one) -> const auto& {
      if constexpr (std::is_pointer_v<Id>) {
        return one->id;
      } else {
        return one;
      }
    };
    return std::lower_bound(there.begin(), there.end(), id,
                            [&](const Entry& entry, const Id& wanted) { return key_of(entry.id) < key_of(wanted); });
  }
  static std::uint64_t key(Cell cell) {
    return std::uint64_t{static_cast<std::uint32_t>(cell.north)} << 32U | static_cast<std::uint32_t>(cell.east);
  }
  std::unordered_map<std::uint64_t, std::vector<Entry>> cells_;
};

}  // namespace carehub::core
