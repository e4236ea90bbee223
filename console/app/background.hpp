#pragma once
// The map's background from an MBTiles file: tiles are read and decoded beside the frame, become textures in it, and
// are let go of when others are wanted. Thread: the frame thread.

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "console/app/worker.hpp"
#include "console/tiles/tile_file.hpp"
#include "console/tiles/tile_image.hpp"
#include "console/widgets/map_background.hpp"

namespace carehub::app {

// What the graphics card is asked for.
struct TextureMaker {
  std::function<widgets::Texture(const tiles::TileImage&)> make;  // 0: it could not
  std::function<void(widgets::Texture)> drop;
};

class Background final : public widgets::MapBackground {
 public:
  static constexpr std::size_t bytes_max = 16U << 20U;  // of all textures together

  // `wake` is called from another thread when tiles have come. `textures` must work until this ends.
  Background(tiles::TileFile file, TextureMaker textures, std::function<void()> wake);
  ~Background() override;
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // Round each frame.
  void begin_frame();
  void end_frame();

  [[nodiscard]] std::int32_t level_min() const override { return facts_.level_min; }
  [[nodiscard]] std::int32_t level_max() const override { return facts_.level_max; }
  [[nodiscard]] int tile_px() const override { return facts_.tile_px; }
  [[nodiscard]] std::size_t tiles_most() const override;
  [[nodiscard]] widgets::Texture wanted(const widgets::Tile& tile) override;
  [[nodiscard]] widgets::Texture if_there(const widgets::Tile& tile) override;
  [[nodiscard]] std::string_view attribution() const override { return facts_.attribution; }
  [[nodiscard]] std::string_view fault() const override { return fault_; }

  [[nodiscard]] std::size_t bytes_held() const { return bytes_; }

 private:
  struct Held {
    widgets::Texture texture = 0;
    std::size_t bytes = 0;
    std::uint64_t used = 0;  // frame
  };
  struct Shared;

  void take_arrived();
  void make_room();

  tiles::TileFileFacts facts_;
  TextureMaker textures_;
  std::map<widgets::Tile, Held> held_;
  std::set<widgets::Tile> absent_;  // the file has none, or none that can be read
  std::vector<widgets::Tile> wanted_;
  std::size_t bytes_ = 0;
  std::uint64_t frame_ = 0;
  std::string fault_;
  std::shared_ptr<Shared> shared_;
  Worker worker_;  // ends first
};

}  // namespace carehub::app
