#include "console/app/background.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

namespace carehub::app {
namespace {

constexpr std::size_t tiles_at_once = 16;   // decoded before the frame takes them: they are memory too
constexpr std::size_t absent_max = 20'000;  // then they are asked for anew
constexpr std::size_t bytes_of_a_pixel = 4;

}  // namespace

// The file is the worker's alone; the rest is guarded.
struct Background::Shared {
  explicit Shared(tiles::TileFile opened) : file(std::move(opened)) {}

  struct Arrived {
    widgets::Tile tile;
    std::optional<tiles::TileImage> image;  // none: the file has no such tile
    std::string fault;
  };

  tiles::TileFile file;
  std::mutex mutex;
  std::vector<widgets::Tile> wanted;
  std::vector<Arrived> arrived;
  bool at_work = false;

  Arrived fetch(const widgets::Tile& tile) {
    auto bytes = file.read(tile);
    if (!bytes) return {tile, std::nullopt, bytes.error().text()};
    if (!*bytes) return {tile, std::nullopt, {}};
    auto image = decode(**bytes);
    if (!image)
      return {tile, std::nullopt,
              fmt::format("tile {}/{}/{} of the background cannot be shown: {}", tile.level, tile.column, tile.row,
                          image.error().detail)};
    return {tile, std::move(*image), {}};
  }

  // How many tiles are held at once was worked out from the first one's size.
  Result<tiles::TileImage> decode(const std::vector<std::uint8_t>& bytes) const {
    CAREHUB_TRY(const tiles::ImageSize size, tiles::size_of_image(bytes));
    const int most = file.facts().tile_px;
    if (size.width > most || size.height > most)
      return fail(ErrorCode::limit_exceeded, "picture", "it is {} by {} pixels, larger than the file's first tile ({})",
                  size.width, size.height, most);
    return tiles::decode_image(bytes);
  }

  void fetch_some() {
    for (std::size_t i = 0; i < tiles_at_once; ++i) {
      std::unique_lock lock(mutex);
      if (wanted.empty()) break;
      const widgets::Tile next = wanted.back();
      wanted.pop_back();
      lock.unlock();
      Arrived one = fetch(next);
      lock.lock();
      arrived.push_back(std::move(one));
    }
    const std::scoped_lock lock(mutex);
    at_work = false;
  }
};

Background::Background(tiles::TileFile file, TextureMaker textures, std::function<void()> wake)
    : facts_(file.facts()),
      textures_(std::move(textures)),
      shared_(std::make_shared<Shared>(std::move(file))),
      worker_(std::move(wake)) {}

Background::~Background() {
  for (const auto& [tile, held] : held_) textures_.drop(held.texture);
}

std::size_t Background::tiles_most() const {
  const auto bytes =
      static_cast<std::size_t>(facts_.tile_px) * static_cast<std::size_t>(facts_.tile_px) * bytes_of_a_pixel;
  // Those of the frame before stay until others have come.
  return std::max<std::size_t>(1, bytes_max * 3 / 4 / bytes);
}

widgets::Texture Background::if_there(const widgets::Tile& tile) {
  const auto found = held_.find(tile);
  if (found == held_.end()) return 0;
  found->second.used = frame_;
  return found->second.texture;
}

widgets::Texture Background::wanted(const widgets::Tile& tile) {
  if (const auto texture = if_there(tile); texture != 0) return texture;
  if (!absent_.contains(tile)) wanted_.push_back(tile);
  return 0;
}

void Background::take_arrived() {
  std::vector<Shared::Arrived> arrived;
  {
    const std::scoped_lock lock(shared_->mutex);
    arrived.swap(shared_->arrived);
  }
  for (Shared::Arrived& one : arrived) {
    if (fault_.empty()) fault_ = std::move(one.fault);
    if (held_.contains(one.tile)) continue;
    const widgets::Texture texture = one.image ? textures_.make(*one.image) : 0;
    if (texture == 0) {
      if (absent_.size() >= absent_max) absent_.clear();
      absent_.insert(one.tile);
      continue;
    }
    held_[one.tile] = {texture, one.image->rgba.size(), frame_};
    bytes_ += one.image->rgba.size();
  }
}

// The longest unused first, never one of the frame before: it may be on the screen.
void Background::make_room() {
  while (bytes_ > bytes_max) {
    const auto oldest = std::ranges::min_element(held_, {}, [](const auto& one) { return one.second.used; });
    if (oldest->second.used + 1 >= frame_) return;
    textures_.drop(oldest->second.texture);
    bytes_ -= oldest->second.bytes;
    held_.erase(oldest);
  }
}

void Background::begin_frame() {
  ++frame_;
  wanted_.clear();
  take_arrived();
  make_room();
}

void Background::end_frame() {
  // The first wanted is fetched first.
  std::ranges::reverse(wanted_);
  const std::scoped_lock lock(shared_->mutex);
  shared_->wanted = wanted_;
  if (shared_->at_work || wanted_.empty()) return;
  shared_->at_work = true;
  worker_.run([shared = shared_] { shared->fetch_some(); });
}

}  // namespace carehub::app
