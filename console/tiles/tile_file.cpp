#include "console/tiles/tile_file.hpp"

#include <sqlite3.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "console/tiles/tile_image.hpp"

namespace carehub::tiles {
namespace {

constexpr std::size_t words_max = 300;  // of an attribution

std::string column_text(sqlite3_stmt* row, int column) {
  const auto* text = sqlite3_column_text(row, column);
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

std::vector<std::uint8_t> column_bytes(sqlite3_stmt* row, int column) {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(row, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
  return bytes == nullptr ? std::vector<std::uint8_t>() : std::vector<std::uint8_t>(bytes, bytes + size);
}

// Vector tiles are protobuf, nearly always packed by gzip or zlib.
bool looks_packed(const std::vector<std::uint8_t>& bytes) {
  return bytes.size() > 2 && ((bytes[0] == 0x1F && bytes[1] == 0x8B) || (bytes[0] == 0x78 && bytes[1] != 0x20));
}

}  // namespace

void TileFile::CloseDatabase::operator()(sqlite3* database) const {
  sqlite3_close(database);
}

void TileFile::EndStatement::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

std::unexpected<Error> TileFile::not_tiles(const std::string& why) const {
  return fail(ErrorCode::invalid_input, place_, "is not an MBTiles file: {}", why);
}

std::unexpected<Error> TileFile::vector_tiles() const {
  return fail(
      ErrorCode::unsupported, place_,
      "holds vector tiles (pbf); a background has to be pictures: take the raster edition of this map, with png "
      "or jpg tiles");
}

Result<TileFile> TileFile::open(const std::filesystem::path& file) {
  TileFile opened;
  opened.place_ = file.string();
  if (std::error_code ignored; !std::filesystem::is_regular_file(file, ignored))
    return fail(ErrorCode::not_found, opened.place_, "there is no such file");
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  opened.database_.reset(database);
  if (code != SQLITE_OK) return fail(ErrorCode::input_output, opened.place_, "cannot be read; check its rights");
  CAREHUB_CHECK(opened.read_metadata());
  CAREHUB_CHECK(opened.look_at_levels());
  CAREHUB_CHECK(opened.look_at_first_picture());
  CAREHUB_TRY(opened.read_, opened.prepare("SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND "
                                           "tile_row = ?3"));
  return opened;
}

Result<TileFile::Statement> TileFile::prepare(const char* sql) const {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql, -1, &made, nullptr);
  Statement statement(made);
  if (code == SQLITE_NOTADB) return not_tiles("it is not an SQLite database");
  if (code != SQLITE_OK) return not_tiles(sqlite3_errmsg(database_.get()));
  return statement;
}

Result<void> TileFile::read_metadata() {
  CAREHUB_TRY(const Statement rows, prepare("SELECT name, value FROM metadata"));
  while (sqlite3_step(rows.get()) == SQLITE_ROW) {
    const std::string name = column_text(rows.get(), 0), value = column_text(rows.get(), 1);
    if (name == "name") facts_.name = plain_words(value);
    if (name == "attribution") facts_.attribution = plain_words(value);
    if (name == "format" && value == "pbf") return vector_tiles();
    if (name == "format" && value != "png" && value != "jpg" && value != "jpeg")
      return fail(ErrorCode::unsupported, place_, "holds tiles as '{}'; png and jpg can be shown", value);
    if (name == "bounds") CAREHUB_CHECK(take_bounds(value));
  }
  return {};
}

Result<void> TileFile::take_bounds(const std::string& text) {
  std::array<double, 4> numbers{};
  const char* at = text.c_str();
  bool readable = true;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    char* end = nullptr;
    numbers[i] = std::strtod(at, &end);
    readable = readable && end != at && *end == (i < 3 ? ',' : '\0');
    at = *end == ',' ? end + 1 : end;
  }
  const auto [west, south, east, north] = numbers;
  const bool possible = west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north;
  if (!readable || !possible)
    return fail(ErrorCode::invalid_input, place_,
                "says that it covers '{}': its bounds have to be west,south,east,north in degrees", text);
  facts_.bounds = TileFileFacts::Bounds{west, south, east, north};
  return {};
}

// From the tiles themselves: what the metadata says of levels is often what was once planned.
Result<void> TileFile::look_at_levels() {
  CAREHUB_TRY(const Statement row, prepare("SELECT min(zoom_level), max(zoom_level) FROM tiles"));
  if (sqlite3_step(row.get()) != SQLITE_ROW)
    return fail(ErrorCode::corrupt, place_, "its tiles cannot be read: {}", sqlite3_errmsg(database_.get()));
  if (sqlite3_column_type(row.get(), 0) == SQLITE_NULL)
    return fail(ErrorCode::invalid_input, place_, "has no tiles: the file is empty");
  facts_.level_min = sqlite3_column_int(row.get(), 0);
  facts_.level_max = sqlite3_column_int(row.get(), 1);
  if (facts_.level_min < 0 || facts_.level_max > widgets::tile_level_max)
    return fail(ErrorCode::invalid_input, place_, "has tiles of zoom levels {} to {}; 0 to {} can be", facts_.level_min,
                facts_.level_max, widgets::tile_level_max);
  return {};
}

Result<void> TileFile::look_at_first_picture() {
  CAREHUB_TRY(const Statement row, prepare("SELECT tile_data FROM tiles LIMIT 1"));
  if (sqlite3_step(row.get()) != SQLITE_ROW)
    return fail(ErrorCode::corrupt, place_, "its tiles cannot be read: {}", sqlite3_errmsg(database_.get()));
  const auto bytes = column_bytes(row.get(), 0);
  if (looks_packed(bytes)) return vector_tiles();
  const auto size = size_of_image(bytes);
  if (!size) return fail(ErrorCode::unsupported, place_, "its first tile is no picture: {}", size.error().detail);
  facts_.tile_px = size->width;
  return {};
}

Result<std::optional<std::vector<std::uint8_t>>> TileFile::read(const widgets::Tile& tile) {
  sqlite3_stmt* row = read_.get();
  sqlite3_reset(row);
  sqlite3_bind_int(row, 1, tile.level);
  sqlite3_bind_int(row, 2, tile.column);
  // The format counts rows from the south.
  sqlite3_bind_int(row, 3, (1 << tile.level) - 1 - tile.row);
  const int code = sqlite3_step(row);
  if (code == SQLITE_DONE) return std::optional<std::vector<std::uint8_t>>{};
  if (code != SQLITE_ROW)
    return fail(ErrorCode::corrupt, place_, "tile {}/{}/{} cannot be read: {}", tile.level, tile.column, tile.row,
                sqlite3_errmsg(database_.get()));
  auto bytes = column_bytes(row, 0);
  sqlite3_reset(row);
  return std::optional(std::move(bytes));
}

std::string plain_words(const std::string& html) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> named{
      {{"&copy;", "©"}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", " "}}};
  std::string text;
  for (std::size_t i = 0; i < html.size() && text.size() < words_max;) {
    if (html[i] == '<') {
      const auto end = html.find('>', i);
      i = end == std::string::npos ? html.size() : end + 1;
      continue;
    }
    std::string_view next(html.data() + i, 1);
    std::size_t used = 1;
    for (const auto& [name, stands_for] : named)
      if (html.compare(i, name.size(), name) == 0) {
        next = stands_for;
        used = name.size();
      }
    i += used;
    const bool blank = next == " " || next == "\n" || next == "\t" || next == "\r";
    if (!blank)
      text += next;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace carehub::tiles
