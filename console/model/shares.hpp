#pragma once
// How a person has divided a screen among its panels, and a list among its columns: shares of the length that there is,
// not pixels, so that another window or size of text still has a layout that can be read. Pure.

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace carehub::console {

// By the name of a panel ("list") or a column ("column need"): its part, more than 0 and less than 1. What is not there
// is as designed.
using Shares = std::map<std::string, float, std::less<>>;

// Names of columns begin so; other names are those of panels.
inline constexpr std::string_view column_prefix = "column ";

[[nodiscard]] constexpr bool is_share(double share) {
  return share >= 0.01 && share <= 0.99;
}

// What one side of a border may take, in pixels.
struct Room {
  float least = 0;
  float designed = 0;
  float most = 0;
};

// The same with bounds that the design keeps to: a design is never mended by them.
[[nodiscard]] Room with_design(Room room);
// In whole pixels: what was chosen, within the bounds, or as designed.
[[nodiscard]] float room_of(const Shares& shares, std::string_view name, float total, const Room& room);
// Chooses a length, within the bounds. Requires: total > 0.
void choose_room(Shares& shares, std::string_view name, float length, float total, const Room& room);

// A column of a list, in pixels.
struct ColumnRoom {
  std::string_view name;  // "column need"
  float least = 0;
  float designed = 0;
  float width = 0;  // set by fit_columns
};

// Widths that fill `available` as far as the least ones leave room: chosen ones as their shares say, the others as
// designed; what is missing or left over is shared among all that can give or take.
void fit_columns(std::span<ColumnRoom> columns, const Shares& shares, float available);
// Moves the right edge of a column; those beyond it give or take, the nearest first, none below its least. Only what
// changed is then chosen. Requires: fit_columns has set the widths; index + 1 < size. Returns how far it went.
float move_edge(std::span<ColumnRoom> columns, Shares& shares, std::size_t index, float by, float available);

}  // namespace carehub::console
