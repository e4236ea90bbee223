#include "tests/tiles/made_tiles.hpp"

#include <sqlite3.h>
#include <stb_image_write.h>

#include "protocols/base/assert.hpp"

namespace carehub::tests {
namespace {

void run_sql(sqlite3* database, const char* sql) {
  CAREHUB_ASSERT(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK,
                 "the made file cannot be written");
}

}  // namespace

std::vector<std::uint8_t> made_png(int px, std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < px * px; ++i) pixels.insert(pixels.end(), {red, green, blue});
  std::vector<std::uint8_t> png;
  const auto keep = [](void* into, void* bytes, int size) {
    const auto* first = static_cast<const std::uint8_t*>(bytes);
    static_cast<std::vector<std::uint8_t>*>(into)->insert(static_cast<std::vector<std::uint8_t>*>(into)->end(), first,
                                                          first + size);
  };
  stbi_flip_vertically_on_write(0);
  stbi_write_png_to_func(keep, &png, px, px, 3, pixels.data(), px * 3);
  return png;
}

void MadeTiles::write(const std::filesystem::path& file) const {
  sqlite3* database = nullptr;
  CAREHUB_ASSERT(sqlite3_open(file.c_str(), &database) == SQLITE_OK, "the made file cannot be opened");
  run_sql(database, "CREATE TABLE metadata (name TEXT, value TEXT)");
  sqlite3_stmt* row = nullptr;
  for (const auto& [name, value] : metadata) {
    sqlite3_prepare_v2(database, "INSERT INTO metadata VALUES (?1, ?2)", -1, &row, nullptr);
    sqlite3_bind_text(row, 1, name.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 2, value.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(row);
    sqlite3_finalize(row);
  }
  if (with_tiles_table)
    run_sql(database, "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)");
  for (const auto& [tile, bytes] : tiles) {
    sqlite3_prepare_v2(database, "INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", -1, &row, nullptr);
    sqlite3_bind_int(row, 1, tile.level);
    sqlite3_bind_int(row, 2, tile.column);
    sqlite3_bind_int(row, 3, (1 << tile.level) - 1 - tile.row);
    sqlite3_bind_blob(row, 4, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    sqlite3_step(row);
    sqlite3_finalize(row);
  }
  sqlite3_close(database);
}

}  // namespace carehub::tests
