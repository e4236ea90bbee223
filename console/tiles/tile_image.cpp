#include "console/tiles/tile_image.hpp"

#include <stb_image.h>

#include <memory>

namespace carehub::tiles {
namespace {

constexpr int channels = 4;

// What comes from outside is told by its first bytes, so that no other reader of the library is ever tried on it.
bool is_png_or_jpeg(const std::vector<std::uint8_t>& bytes) {
  const bool png = bytes.size() > 8 && bytes[0] == 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G';
  const bool jpeg = bytes.size() > 4 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
  return png || jpeg;
}

}  // namespace

Result<ImageSize> size_of_image(const std::vector<std::uint8_t>& bytes) {
  if (!is_png_or_jpeg(bytes)) return fail(ErrorCode::unsupported, "picture", "it is neither png nor jpg");
  if (bytes.size() > tile_bytes_max) return fail(ErrorCode::limit_exceeded, "picture", "it is larger than 4 MiB");
  ImageSize size;
  int kinds = 0;
  if (stbi_info_from_memory(bytes.data(), static_cast<int>(bytes.size()), &size.width, &size.height, &kinds) == 0)
    return fail(ErrorCode::unsupported, "picture", "it is damaged");
  if (size.width <= 0 || size.height <= 0 || size.width > tile_px_max || size.height > tile_px_max)
    return fail(ErrorCode::limit_exceeded, "picture", "it is {} by {} pixels; {} are the most", size.width, size.height,
                tile_px_max);
  return size;
}

Result<TileImage> decode_image(const std::vector<std::uint8_t>& bytes) {
  CAREHUB_TRY(const ImageSize size, size_of_image(bytes));
  int width = 0, height = 0, kinds = 0;
  const std::unique_ptr<std::uint8_t, void (*)(void*)> pixels(
      stbi_load_from_memory(bytes.data(), static_cast<int>(bytes.size()), &width, &height, &kinds, channels),
      stbi_image_free);
  if (pixels == nullptr || width != size.width || height != size.height)
    return fail(ErrorCode::unsupported, "picture", "it is damaged");
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels;
  return TileImage{size, {pixels.get(), pixels.get() + count}};
}

}  // namespace carehub::tiles
