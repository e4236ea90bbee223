// The background under the map: where tiles are drawn, what is read over them, what is kept of them.
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

#include "console/app/background.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/tiles/made_tiles.hpp"
#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Key;
using widgets::Texture;
using widgets::Tile;

// Has every tile, or none.
class FakeGround final : public widgets::MapBackground {
 public:
  std::int32_t level_min() const override { return 0; }
  std::int32_t level_max() const override { return 14; }
  int tile_px() const override { return 256; }
  std::size_t tiles_most() const override { return most; }
  Texture wanted(const Tile& tile) override {
    asked.insert(tile);
    return if_there(tile);
  }
  Texture if_there(const Tile& tile) override { return there ? 1'000 + static_cast<Texture>(tile.column) : 0; }
  std::string_view attribution() const override { return "© Invented Survey contributors"; }
  std::string_view fault() const override { return broken; }

  bool there = true;
  std::size_t most = 48;
  std::string broken;
  std::set<Tile> asked;
};

std::vector<std::string> texts_on_pictures(const widgets::TextLog& log) {
  std::vector<std::string> found;
  for (const auto& seen : log)
    if (seen.on_picture && !Screen::visible(seen).empty()) found.push_back(seen.shown);
  return found;
}

// A background with counted textures, and frames that wait for what comes.
class ShownBackground {
 public:
  explicit ShownBackground(const tests::MadeTiles& made) {
    made.write(folder_ / "made.mbtiles");
    auto file = tiles::TileFile::open(folder_ / "made.mbtiles");
    INFO((file ? "" : file.error().text()));
    REQUIRE(file.has_value());
    const auto make = [this](const tiles::TileImage&) {
      alive.insert(++last_);
      return last_;
    };
    const auto drop = [this](Texture texture) { CHECK(alive.erase(texture) == 1); };
    background = std::make_unique<app::Background>(std::move(*file), app::TextureMaker{make, drop}, [this] {
      const std::scoped_lock lock(mutex_);
      ++wakes_;
      woken_.notify_all();
    });
  }
  ~ShownBackground() { background.reset(); }
  ShownBackground(const ShownBackground&) = delete;
  ShownBackground& operator=(const ShownBackground&) = delete;

  // Each frame asks; the next comes when something has.
  bool frames_until(const std::function<bool()>& is_true) {
    for (int tries = 0; tries < 100; ++tries) {
      std::unique_lock lock(mutex_);
      const int before = wakes_;
      lock.unlock();
      background->begin_frame();
      if (is_true()) return true;
      background->end_frame();
      lock.lock();
      if (!woken_.wait_for(lock, std::chrono::seconds(10), [&] { return wakes_ > before; })) return false;
    }
    return false;
  }
  // Every tile of these columns and rows.
  bool shows(Tile first, std::int32_t columns, std::int32_t rows) {
    return frames_until([&] {
      bool all = true;
      for (std::int32_t x = 0; x < columns; ++x)
        for (std::int32_t y = 0; y < rows; ++y)
          all = background->wanted({first.level, first.column + x, first.row + y}) != 0 && all;
      return all;
    });
  }

  std::set<Texture> alive;
  std::unique_ptr<app::Background> background;

 private:
  support::TemporaryFolder folder_;
  Texture last_ = 0;
  std::mutex mutex_;
  std::condition_variable woken_;
  int wakes_ = 0;
};

tests::MadeTiles twelve_by_twelve() {
  tests::MadeTiles made;
  for (std::int32_t x = 0; x < 12; ++x)
    for (std::int32_t y = 0; y < 12; ++y) made.tiles[{11, 1000 + x, 680 + y}] = tests::made_png(256, 9, 9, 9);
  return made;
}

}  // namespace

TEST_CASE("map ground: the cut of the world is that of web maps", "[views]") {
  using namespace widgets;
  CHECK(tile_column_of(0, 1) == Approx(1));
  CHECK(tile_row_of(0, 1) == Approx(1));
  CHECK(tile_row_of(85.0511287798, 4) == Approx(0).margin(1e-6));
  // As published for Newport: 50.701 north, 1.291 west lies in 11/1016/687 to 688.
  CHECK(tile_column_of(-1.291, 11) == Approx(1016.656).margin(0.001));
  for (const double lat : {-84.0, -10.0, 0.0, 50.701, 80.0})
    CHECK(north_of_row(tile_row_of(lat, 12), 12) == Approx(lat).margin(1e-9));
  CHECK(west_of_column(1016, 11) == Approx(-1.40625));
}

TEST_CASE("map ground: a text straight on a picture is seen as such, one on a plate is not", "[views]") {
  const auto stage = app::Stage::create(400, 300, 1).value();
  widgets::Input input;
  widgets::TextLog log;
  (void)stage->build(
      input,
      [](widgets::Ui& ui, const widgets::Box&) {
        ui.canvas.picture({{0, 0}, {256, 256}}, 7, {{0, 0}, {1, 1}});
        ui.canvas.text({20, 20}, widgets::Face::body, widgets::colour::text, "bare");
        ui.canvas.fill({{10, 90}, {200, 130}}, widgets::colour::sunken);
        ui.canvas.text({20, 100}, widgets::Face::body, widgets::colour::text, "on a plate");
      },
      &log);
  CHECK(texts_on_pictures(log) == std::vector<std::string>{"bare"});
}

TEST_CASE("map ground: no text stands on a picture itself, in any theme, and whose it is can be read", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    FakeGround ground;
    screen.facts.raster = &ground;
    for (int i = 0; i < 6; ++i) {
      screen.key(Key::down);
      const auto bare = texts_on_pictures(screen.log);
      INFO(joined_lines(bare));
      CHECK(bare.empty());
    }
    CHECK(screen.shows("© Invented Survey contributors"));
    check_layout(screen);
    // The map alone, and nearer.
    screen.key(Key::f2);
    screen.key(Key::f2);
    screen.type("+++");
    CHECK(texts_on_pictures(screen.log).empty());
  }
}

TEST_CASE("map ground: lines and marks stand out from any picture, in every theme", "[views]") {
  for (int i = 0; i < widgets::theme_count; ++i) {
    const auto theme = static_cast<widgets::Theme>(i);
    const auto& palette = widgets::palette_of(theme);
    const float strength = widgets::picture_strength(palette);
    CAPTURE(widgets::name_of(theme), strength);
    CHECK(strength >= 0.2F);
    CHECK(strength <= 0.6F);
    for (const std::uint32_t pixel : {0xFFFFFFFFU, 0xFF000000U, 0xFF0000FFU, 0xFF00FF00U, 0xFFFF0000U, 0xFF00FFFFU})
      for (const auto ink : {widgets::Colour::text, widgets::Colour::light_blue, widgets::Colour::warm_yellow})
        CHECK(widgets::contrast(palette[ink], widgets::dimmed(palette, pixel, static_cast<double>(strength))) >= 3);
  }
}

TEST_CASE("map ground: no more tiles are asked for than can be held, however the map is moved", "[views]") {
  Screen screen;
  FakeGround ground;
  ground.most = 12;
  screen.facts.raster = &ground;
  screen.key(Key::f2);
  screen.key(Key::f2);
  for (const char* keys : {"", "+++", "++++++++", "--------", "--------"}) {
    screen.type(keys);
    ground.asked.clear();
    screen.frame();
    CHECK(ground.asked.size() <= 24);
    std::set<std::int32_t> levels;
    for (const Tile& tile : ground.asked) levels.insert(tile.level);
    CHECK(levels.size() <= 1);
  }
}

TEST_CASE("map ground: where there is no picture the map is as without one, and says why", "[views]") {
  Screen screen;
  screen.frame();
  const auto before = screen.log.size();
  FakeGround ground;
  ground.there = false;
  screen.facts.raster = &ground;
  screen.frame();
  CHECK(screen.log.size() == before + 1);
  CHECK(screen.shows("the background has nothing here"));
  ground.broken = "tile 11/1016/688 of the background cannot be shown: it is damaged";
  screen.frame();
  CHECK(screen.shows("cannot be shown: it is damaged"));
}

TEST_CASE("background: tiles come beside the frame, are held within bounds, and all are let go of", "[views]") {
  ShownBackground shown(twelve_by_twelve());
  CHECK(shown.shows({11, 1000, 680}, 12, 3));
  CHECK(shown.alive.size() == 36);
  CHECK(shown.shows({11, 1000, 684}, 12, 3));
  CHECK(shown.shows({11, 1000, 688}, 12, 3));
  CHECK(shown.shows({11, 1000, 680}, 12, 3));
  shown.background->begin_frame();
  CHECK(shown.background->bytes_held() <= app::Background::bytes_max);
  CHECK(shown.alive.size() < 108);
  shown.background.reset();
  CHECK(shown.alive.empty());
}

TEST_CASE("background: a tile that cannot be shown is said, and the others come all the same", "[views]") {
  auto made = twelve_by_twelve();
  made.tiles[{11, 1100, 680}] = {0x89, 'P', 'N', 'G', 1, 2, 3, 4, 5, 6};
  ShownBackground damaged(made);
  const auto faulty = [](ShownBackground& shown, Tile tile) {
    return shown.frames_until(
        [&] { return shown.background->wanted(tile) == 0 && !shown.background->fault().empty(); });
  };
  CHECK(damaged.background->wanted({11, 500, 500}) == 0);
  CHECK(faulty(damaged, {11, 1100, 680}));
  CHECK(damaged.background->fault() == "tile 11/1100/680 of the background cannot be shown: it is damaged");
  CHECK(damaged.shows({11, 1000, 680}, 2, 2));
  made.tiles[{11, 1100, 680}] = tests::made_png(512, 9, 9, 9);
  ShownBackground larger(made);
  CHECK(faulty(larger, {11, 1100, 680}));
  CHECK(larger.background->fault().ends_with("it is 512 by 512 pixels, larger than the file's first tile (256)"));
}

}  // namespace carehub::views
