#pragma once
// An MBTiles file (SQLite; MBTiles specification 1.3) with pictures as tiles. The only place of SQLite in the console.
// Thread: one at a time.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "console/widgets/map_background.hpp"
#include "protocols/base/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace carehub::tiles {

struct TileFileFacts {
  std::string name;
  std::string attribution;  // plain words: marks of HTML are taken out
  std::int32_t level_min = 0;
  std::int32_t level_max = 0;
  int tile_px = 256;
  // What the file says it covers, in degrees.
  struct Bounds {
    double west = -180, south = -85, east = 180, north = 85;
  };
  std::optional<Bounds> bounds;
};

class TileFile {
 public:
  // Errors: not_found; unsupported for vector tiles and for pictures other than PNG and JPEG; invalid_input for
  // anything that is no MBTiles file, has no tiles, or names bounds that cannot be.
  [[nodiscard]] static Result<TileFile> open(const std::filesystem::path& file);

  [[nodiscard]] const TileFileFacts& facts() const { return facts_; }
  // The bytes of the picture as they lie in the file; none where it has no such tile. Errors: corrupt.
  [[nodiscard]] Result<std::optional<std::vector<std::uint8_t>>> read(const widgets::Tile& tile);

 private:
  struct CloseDatabase {
    void operator()(sqlite3* database) const;
  };
  struct EndStatement {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

  TileFile() = default;
  [[nodiscard]] Result<Statement> prepare(const char* sql) const;
  [[nodiscard]] Result<void> read_metadata();
  [[nodiscard]] Result<void> take_bounds(const std::string& text);
  [[nodiscard]] Result<void> look_at_levels();
  [[nodiscard]] Result<void> look_at_first_picture();
  [[nodiscard]] std::unexpected<Error> not_tiles(const std::string& why) const;
  [[nodiscard]] std::unexpected<Error> vector_tiles() const;

  std::string place_;
  TileFileFacts facts_;
  std::unique_ptr<sqlite3, CloseDatabase> database_;
  Statement read_;
};

// Without marks of HTML, its few named characters as themselves, blanks single: "© OpenStreetMap contributors".
[[nodiscard]] std::string plain_words(const std::string& html);

}  // namespace carehub::tiles
