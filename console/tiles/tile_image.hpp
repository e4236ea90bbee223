#pragma once
// The picture of a tile: PNG and JPEG, bounded in size, as red, green, blue and opacity.

#include <cstdint>
#include <vector>

#include "protocols/base/error.hpp"

namespace carehub::tiles {

struct ImageSize {
  int width = 0;
  int height = 0;
};

struct TileImage {
  ImageSize size;
  std::vector<std::uint8_t> rgba;  // four bytes a pixel, rows from the top
};

inline constexpr int tile_px_max = 1'024;
inline constexpr std::size_t tile_bytes_max = 4U << 20U;  // as stored

// Errors: unsupported for what is neither PNG nor JPEG; limit_exceeded for what is larger than these bounds.
[[nodiscard]] Result<ImageSize> size_of_image(const std::vector<std::uint8_t>& bytes);
[[nodiscard]] Result<TileImage> decode_image(const std::vector<std::uint8_t>& bytes);

}  // namespace carehub::tiles
