#pragma once
// A picture of the ground that lies under the map: square tiles in the web's usual cut of the world (spherical
// Mercator), of which level z has 2^z by 2^z. Where they come from is somebody else's business.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace carehub::widgets {

// Names a picture that the graphics card holds; never used twice. 0: none.
using Texture = std::uint64_t;

struct Tile {
  std::int32_t level = 0;
  std::int32_t column = 0;  // from 180 degrees west
  std::int32_t row = 0;     // from the north
  constexpr auto operator<=>(const Tile&) const = default;
  [[nodiscard]] constexpr Tile parent() const { return {level - 1, column / 2, row / 2}; }
};

inline constexpr std::int32_t tile_level_max = 22;

// In tiles of the level, from the west and from the north; degrees. Requires: lat is between -85 and 85.
[[nodiscard]] double tile_column_of(double lon, std::int32_t level);
[[nodiscard]] double tile_row_of(double lat, std::int32_t level);
// The edges of columns and rows.
[[nodiscard]] double west_of_column(double column, std::int32_t level);
[[nodiscard]] double north_of_row(double row, std::int32_t level);

class MapBackground {
 public:
  virtual ~MapBackground() = default;
  [[nodiscard]] virtual std::int32_t level_min() const = 0;
  [[nodiscard]] virtual std::int32_t level_max() const = 0;
  [[nodiscard]] virtual int tile_px() const = 0;             // how wide a tile's picture is
  [[nodiscard]] virtual std::size_t tiles_most() const = 0;  // that can be held for one frame
  // 0: not there. One that is wanted is then fetched beside the frame, and the screen is drawn again.
  [[nodiscard]] virtual Texture wanted(const Tile& tile) = 0;
  [[nodiscard]] virtual Texture if_there(const Tile& tile) = 0;
  // Whose picture it is, to be shown with it.
  [[nodiscard]] virtual std::string_view attribution() const = 0;
  // What went wrong with it, in words; empty: nothing.
  [[nodiscard]] virtual std::string_view fault() const = 0;
};

}  // namespace carehub::widgets
