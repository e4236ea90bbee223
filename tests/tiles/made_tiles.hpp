#pragma once
// Small MBTiles files for tests.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "console/widgets/map_background.hpp"

namespace carehub::tests {

// One colour all over.
[[nodiscard]] std::vector<std::uint8_t> made_png(int px, std::uint8_t red, std::uint8_t green, std::uint8_t blue);

struct MadeTiles {
  std::map<std::string, std::string> metadata{{"name", "made"}, {"format", "png"}};
  std::map<widgets::Tile, std::vector<std::uint8_t>> tiles;
  bool with_tiles_table = true;

  void write(const std::filesystem::path& file) const;
};

}  // namespace carehub::tests
