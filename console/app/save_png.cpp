// The one place that writes PNG files.

#include <GLFW/glfw3.h>
#include <stb_image_write.h>

#include "console/app/window.hpp"

namespace carehub::app {

Result<void> Window::save_png(const ImDrawData& data, const std::filesystem::path& file) {
  const auto row_bytes = static_cast<std::size_t>(width_) * 3;
  std::vector<unsigned char> pixels(row_bytes * static_cast<std::size_t>(height_));
  // Read before it is shown: what the front buffer holds is not ours to read everywhere.
  draw_unshown(data);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  stbi_flip_vertically_on_write(1);
  if (stbi_write_png(file.c_str(), width_, height_, 3, pixels.data(), static_cast<int>(row_bytes)) == 0)
    return fail(ErrorCode::input_output, file.string(),
                "the picture could not be written; check the folder and its rights");
  return {};
}

}  // namespace carehub::app
