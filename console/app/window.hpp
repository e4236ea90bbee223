#pragma once
// The GLFW window and its OpenGL: gives what a person did in order, draws what the stage built, saves it as a picture.
// Thread: the main thread; `wake` alone may be called from any.

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "console/app/damage.hpp"
#include "console/views/view.hpp"
#include "console/widgets/input.hpp"
#include "console/widgets/map_background.hpp"
#include "protocols/base/error.hpp"

struct ImDrawData;
struct GLFWwindow;
struct GLFWcursor;

namespace carehub::app {

struct WindowWish {
  int width = 0;  // 0: the whole monitor
  int height = 0;
  const char* title = "Carehub";
  bool wall = false;  // no frame around it, no mouse on it
};

class Window {
 public:
  // Errors: unavailable without a display or without OpenGL 3.0, with what to do.
  [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowWish& wish);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Requires: the stage exists, its fonts are built.
  [[nodiscard]] Result<void> start_drawing();
  // Requires: before the stage ends.
  void stop_drawing();
  // Only what differs from the frame drawn before; nothing at all if they look the same.
  void draw(const ImDrawData& data);
  // What was drawn is not to be relied on: the next frame is drawn whole.
  void forget() { damage_.forget(); }
  // After the stage made its fonts anew, and before anything that was built with them is drawn.
  void renew_fonts();
  // Draws once more and writes it as a PNG. Errors: input_output.
  [[nodiscard]] Result<void> save_png(const ImDrawData& data, const std::filesystem::path& file);

  // Pictures for what is drawn. Requires: between start_drawing and stop_drawing. 0: the graphics card could not.
  [[nodiscard]] widgets::Texture make_texture(int width, int height, const unsigned char* rgba);
  static void drop_texture(widgets::Texture texture);

  // Sleeps until something happens, but at most so long.
  void wait(double seconds);
  static void wake();
  [[nodiscard]] bool closing() const;
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  // Whose layout it has: "DP-1 1920x1080" for the monitor that most of it stands on, "window 1366x768" for a window
  // that was opened at a size of its own.
  [[nodiscard]] const std::string& screen_name();
  void show_pointer(views::Pointer pointer);
  // Of the monitor that it opened on: 1, or 2 where a pixel is half as wide.
  [[nodiscard]] float content_scale() const;
  [[nodiscard]] bool take_damaged();  // uncovered or resized: draw even if nothing changed

  // What was done since the last call, in order: each key, character and click is a batch of its own, so that what it
  // opens is there for the next. Empty when nothing was done.
  [[nodiscard]] std::vector<widgets::Input> take_input();
  // Where the mouse is and whether its button is held, with nothing new done.
  [[nodiscard]] widgets::Input still() const;

 private:
  explicit Window(GLFWwindow* window) : window_(window) {}
  void listen();
  void draw_unshown(const ImDrawData& data);
  void look_for_copying();
  void draw_boxes(const ImDrawData& data, const std::vector<widgets::Box>& boxes);
  void draw_resized(const ImDrawData& data);
  [[nodiscard]] bool is_as_large_as_told() const;
  widgets::Input& batch();
  void end_batch() { batch_ended_ = true; }
  void on_key(int key, int action, int mods);
  void on_char(unsigned codepoint);
  void on_button(int button, int action, int mods);
  void on_scroll(double dy);
  void on_move(double x, double y);
  static Window& of(GLFWwindow* window);

  GLFWwindow* window_;
  int width_ = 0;
  int height_ = 0;
  bool drawing_ = false;
  std::uint64_t textures_made_ = 0;
  Damage damage_;
  PartOfFrame part_;
  // Brings a part of the back buffer to the screen and leaves the back buffer as it is (GLX_MESA_copy_sub_buffer);
  // null where the driver cannot: then every frame is drawn whole.
  void (*copy_sub_buffer_)(void* display, unsigned long drawable, int x, int y, int width, int height) = nullptr;
  void* display_ = nullptr;
  unsigned long drawable_ = 0;
  bool damaged_ = true;
  bool own_size_ = false;
  bool screen_known_ = false;
  std::string screen_name_;
  views::Pointer pointer_ = views::Pointer::plain;
  std::array<GLFWcursor*, 3> cursors_{};  // by Pointer; made when first needed
  // The driver's picture may still be of another size: copying a part of it would be wrong, or an X error.
  bool resized_ = true;
  std::vector<widgets::Input> batches_;
  bool batch_ended_ = true;
  widgets::Point mouse_{-1, -1};
  bool mouse_down_ = false;
  double pressed_at_ = -10;
};

}  // namespace carehub::app
