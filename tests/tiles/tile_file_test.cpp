#include "console/tiles/tile_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "console/tiles/tile_image.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/tiles/made_tiles.hpp"

using namespace carehub;
using namespace carehub::tiles;

namespace {

constexpr widgets::Tile over_newport{11, 1016, 688};

struct TileFolder {
  support::TemporaryFolder folder;
  tests::MadeTiles made;

  TileFolder() { made.tiles[over_newport] = tests::made_png(256, 200, 10, 30); }
  [[nodiscard]] Result<TileFile> open() const {
    const auto file = folder / "made.mbtiles";
    std::filesystem::remove(file);
    made.write(file);
    return TileFile::open(file);
  }
  [[nodiscard]] std::string refusal() const {
    const auto opened = open();
    return opened ? std::string("no refusal") : opened.error().detail;
  }
};

std::string refusal_of(const std::filesystem::path& file) {
  const auto opened = TileFile::open(file);
  return opened ? std::string("no refusal") : opened.error().detail;
}

}  // namespace

TEST_CASE("tiles: a file says its levels, its size and whose it is; a tile is read by its row from the north",
          "[tiles]") {
  TileFolder one;
  one.made.metadata["attribution"] = "&copy; <a href=\"https://example.org\">Invented\n Survey</a> &amp; others ";
  one.made.metadata["bounds"] = "-1.6,50.5,-1.0,50.8";
  one.made.tiles[{9, 254, 172}] = tests::made_png(256, 1, 2, 3);
  auto file = one.open();
  REQUIRE(file.has_value());
  CHECK(file->facts().level_min == 9);
  CHECK(file->facts().level_max == 11);
  CHECK(file->facts().tile_px == 256);
  CHECK(file->facts().attribution == "© Invented Survey & others");
  REQUIRE(file->facts().bounds.has_value());
  CHECK(file->facts().bounds->north == 50.8);
  const auto bytes = file->read(over_newport);
  REQUIRE(bytes.has_value());
  REQUIRE(bytes->has_value());
  const auto image = decode_image(**bytes);
  REQUIRE(image.has_value());
  CHECK(image->size.width == 256);
  CHECK(std::vector<std::uint8_t>(image->rgba.begin(), image->rgba.begin() + 4) ==
        std::vector<std::uint8_t>{200, 10, 30, 255});
  const auto none = file->read({11, 1016, 689});
  REQUIRE(none.has_value());
  CHECK_FALSE(none->has_value());
}

TEST_CASE("tiles: vector tiles are refused with what to take instead", "[tiles]") {
  TileFolder one;
  one.made.metadata["format"] = "pbf";
  CHECK(one.refusal().starts_with("holds vector tiles (pbf)"));
  one.made.metadata.erase("format");
  one.made.tiles[over_newport] = {0x1F, 0x8B, 0x08, 0x00, 0x00};
  CHECK(one.refusal().starts_with("holds vector tiles (pbf)"));
}

TEST_CASE("tiles: other pictures, no tiles and impossible bounds are refused, each in its own words", "[tiles]") {
  TileFolder one;
  one.made.metadata["format"] = "webp";
  CHECK(one.refusal() == "holds tiles as 'webp'; png and jpg can be shown");
  one.made.metadata["format"] = "png";
  for (const char* bounds : {"", "a,b,c,d", "1,2,3", "-1,50,-2,51", "-1,51,1,50", "-1,50,1,51,7", "-181,50,1,51"}) {
    one.made.metadata["bounds"] = bounds;
    CAPTURE(bounds);
    CHECK(one.refusal().find("west,south,east,north") != std::string::npos);
  }
  one.made.metadata.erase("bounds");
  one.made.tiles[over_newport] = {'G', 'I', 'F', '8', '9', 'a'};
  CHECK(one.refusal() == "its first tile is no picture: it is neither png nor jpg");
  one.made.tiles.clear();
  CHECK(one.refusal() == "has no tiles: the file is empty");
  one.made.with_tiles_table = false;
  CHECK(one.refusal() == "is not an MBTiles file: no such table: tiles");
}

TEST_CASE("tiles: what is no MBTiles file at all says so", "[tiles]") {
  const support::TemporaryFolder folder;
  CHECK(refusal_of(folder / "nowhere.mbtiles") == "there is no such file");
  CHECK(refusal_of(folder.path()) == "there is no such file");
  std::ofstream(folder / "text.mbtiles") << std::string(5'000, 'x');
  CHECK(refusal_of(folder / "text.mbtiles") == "is not an MBTiles file: it is not an SQLite database");
  std::ofstream(folder / "empty.mbtiles") << "";
  CHECK(refusal_of(folder / "empty.mbtiles") == "is not an MBTiles file: no such table: metadata");
}

TEST_CASE("tiles: a picture that is cut off or too large is an error, never a crash", "[tiles]") {
  auto png = tests::made_png(256, 5, 6, 7);
  for (const std::size_t size : {std::size_t{9}, std::size_t{40}, png.size() / 2}) {
    const std::vector<std::uint8_t> start(png.begin(), png.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(decode_image(start).has_value());
  }
  CHECK_FALSE(decode_image({}).has_value());
  const auto large = size_of_image(tests::made_png(tile_px_max + 1, 0, 0, 0));
  REQUIRE_FALSE(large.has_value());
  CHECK(large.error().code == ErrorCode::limit_exceeded);
}
