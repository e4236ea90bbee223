#include "console/app/window.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <malloc.h>

#include <algorithm>
#include <string>

namespace carehub::app {
namespace {

using widgets::Key;

std::string last_glfw_error;

constexpr double double_click_s = 0.35;

Key key_of(int key) {
  switch (key) {
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return Key::enter;
    case GLFW_KEY_ESCAPE:
      return Key::escape;
    case GLFW_KEY_TAB:
      return Key::tab;
    case GLFW_KEY_UP:
      return Key::up;
    case GLFW_KEY_DOWN:
      return Key::down;
    case GLFW_KEY_LEFT:
      return Key::left;
    case GLFW_KEY_RIGHT:
      return Key::right;
    case GLFW_KEY_PAGE_UP:
      return Key::page_up;
    case GLFW_KEY_PAGE_DOWN:
      return Key::page_down;
    case GLFW_KEY_HOME:
      return Key::home;
    case GLFW_KEY_END:
      return Key::end;
    case GLFW_KEY_BACKSPACE:
      return Key::backspace;
    case GLFW_KEY_DELETE:
      return Key::del;
    default:
      break;
  }
  if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return static_cast<Key>(static_cast<int>(Key::f1) + key - GLFW_KEY_F1);
  return Key::none;
}

// Keys that change the size of text, with Ctrl.
char sign_of(int key) {
  switch (key) {
    case GLFW_KEY_EQUAL:
    case GLFW_KEY_KP_ADD:
      return '+';
    case GLFW_KEY_MINUS:
    case GLFW_KEY_KP_SUBTRACT:
      return '-';
    case GLFW_KEY_0:
    case GLFW_KEY_KP_0:
      return '0';
    default:
      return 0;
  }
}

void append_utf8(std::string& text, unsigned c) {
  const auto put = [&](unsigned byte) { text += static_cast<char>(byte); };
  if (c < 0x20 || c == 0x7F || c > 0x10FFFF) return;
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

Error no_window(std::string_view what) {
  std::string detail(what);
  if (!last_glfw_error.empty()) detail += " (" + last_glfw_error + ")";
  detail +=
      "; use a machine with a screen, run it under xvfb-run, or use `carehubctl watch`, which shows the same as text";
  return {ErrorCode::unavailable, "display", detail};
}

GLFWwindow* create(int width, int height, const char* title) {
  for (const auto& [major, minor] : {std::pair{3, 3}, std::pair{3, 0}}) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, major);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, minor);
    glfwWindowHint(GLFW_OPENGL_PROFILE, major * 10 + minor >= 32 ? GLFW_OPENGL_CORE_PROFILE : GLFW_OPENGL_ANY_PROFILE);
    if (GLFWwindow* window = glfwCreateWindow(width, height, title, nullptr, nullptr)) return window;
  }
  return nullptr;
}

// Of the window on the monitor.
int pixels_shared(GLFWwindow* window, GLFWmonitor* monitor, const GLFWvidmode& mode) {
  int x = 0, y = 0, width = 0, height = 0, left = 0, top = 0;
  glfwGetWindowPos(window, &x, &y);
  glfwGetWindowSize(window, &width, &height);
  glfwGetMonitorPos(monitor, &left, &top);
  const int across = std::min(x + width, left + mode.width) - std::max(x, left);
  const int down = std::min(y + height, top + mode.height) - std::max(y, top);
  return across > 0 && down > 0 ? across * down : 0;
}

std::string name_of_monitor_below(GLFWwindow* window) {
  int count = 0, most = -1;
  GLFWmonitor** const monitors = glfwGetMonitors(&count);
  std::string name = "monitor";
  for (int i = 0; i < count; ++i) {
    const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
    const int shared = mode == nullptr ? -1 : pixels_shared(window, monitors[i], *mode);
    if (shared <= most) continue;
    most = shared;
    const char* called = glfwGetMonitorName(monitors[i]);
    name = std::string(called != nullptr ? called : "monitor") + " " + std::to_string(mode->width) + "x" +
           std::to_string(mode->height);
  }
  return name;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowWish& wish) {
  glfwSetErrorCallback([](int, const char* text) { last_glfw_error = text; });
  if (glfwInit() != GLFW_TRUE) return std::unexpected(no_window("there is no display to draw on"));
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  const int width = wish.width > 0 ? wish.width : mode != nullptr ? mode->width : 1920;
  const int height = wish.height > 0 ? wish.height : mode != nullptr ? mode->height : 1080;
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_DECORATED, wish.wall ? GLFW_FALSE : GLFW_TRUE);
  GLFWwindow* handle = create(width, height, wish.title);
  if (handle == nullptr) {
    auto error = no_window("OpenGL 3.0 cannot be had on this display; install libgl1-mesa-dri for drawing in software");
    glfwTerminate();
    return std::unexpected(std::move(error));
  }
  std::unique_ptr<Window> window(new Window(handle));
  window->width_ = width;
  window->height_ = height;
  window->own_size_ = wish.width > 0 || wish.height > 0;
  window->listen();
  glfwMakeContextCurrent(handle);
  glfwSwapInterval(1);
  if (wish.wall) glfwSetInputMode(handle, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
  glfwShowWindow(handle);
  // Without a window manager nobody places the window or gives it a frame: it goes to the corner and takes the
  // keyboard.
  int left = 0, top = 0, right = 0, bottom = 0;
  glfwGetWindowFrameSize(handle, &left, &top, &right, &bottom);
  if (left + top + right + bottom == 0) glfwSetWindowPos(handle, 0, 0);
  glfwFocusWindow(handle);
  return window;
}

Window::~Window() {
  stop_drawing();
  glfwDestroyWindow(window_);
  glfwTerminate();
}

Window& Window::of(GLFWwindow* window) {
  return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

void Window::listen() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_,
                     [](GLFWwindow* w, int key, int, int action, int mods) { of(w).on_key(key, action, mods); });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned c) { of(w).on_char(c); });
  glfwSetMouseButtonCallback(
      window_, [](GLFWwindow* w, int button, int action, int mods) { of(w).on_button(button, action, mods); });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double dy) { of(w).on_scroll(dy); });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) { of(w).on_move(x, y); });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int width, int height) {
    of(w).width_ = width;
    of(w).height_ = height;
    of(w).damaged_ = of(w).resized_ = true;
    of(w).screen_known_ = false;
  });
  glfwSetWindowPosCallback(window_, [](GLFWwindow* w, int, int) { of(w).screen_known_ = false; });
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { of(w).damaged_ = true; });
}

widgets::Input& Window::batch() {
  if (batch_ended_) {
    batches_.push_back(still());
    batch_ended_ = false;
  }
  return batches_.back();
}

void Window::on_key(int key, int action, int mods) {
  if (action == GLFW_RELEASE) return;
  widgets::KeyPress press;
  press.ctrl = (mods & GLFW_MOD_CONTROL) != 0;
  press.shift = (mods & GLFW_MOD_SHIFT) != 0;
  press.alt = (mods & GLFW_MOD_ALT) != 0;
  press.key = key_of(key);
  if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z && (press.ctrl || press.alt)) {
    press.key = Key::letter;
    press.letter = static_cast<char>('A' + key - GLFW_KEY_A);
  }
  if (const char sign = sign_of(key); sign != 0 && press.ctrl) {
    press = {Key::letter, sign, true};  // plus is Shift and another key on most keyboards
  }
  if (press.key == Key::none) return;
  batch().keys.push_back(press);
  end_batch();
}

void Window::on_char(unsigned codepoint) {
  append_utf8(batch().typed, codepoint);
  end_batch();  // the character may open what the next one is meant for
}

void Window::on_button(int button, int action, int mods) {
  if (button != GLFW_MOUSE_BUTTON_LEFT) return;
  mouse_down_ = action == GLFW_PRESS;
  widgets::Input& input = batch();
  input.mouse = mouse_;
  input.mouse_down = mouse_down_;
  if (action == GLFW_PRESS) {
    input.mouse_pressed = true;
    input.mouse_ctrl = (mods & GLFW_MOD_CONTROL) != 0;
    input.mouse_double = glfwGetTime() - pressed_at_ < double_click_s;
    pressed_at_ = glfwGetTime();
  } else {
    input.mouse_released = true;
  }
  end_batch();
}

void Window::on_scroll(double dy) {
  batch().wheel += static_cast<float>(dy);
}

void Window::on_move(double x, double y) {
  mouse_ = {static_cast<float>(x), static_cast<float>(y)};
  batch().mouse = mouse_;
}

widgets::Input Window::still() const {
  widgets::Input input;
  input.mouse = mouse_;
  input.mouse_down = mouse_down_;
  return input;
}

std::vector<widgets::Input> Window::take_input() {
  batch_ended_ = true;
  return std::exchange(batches_, {});
}

Result<void> Window::start_drawing() {
  if (!ImGui_ImplOpenGL3_Init("#version 130")) return std::unexpected(no_window("OpenGL could not be started"));
  drawing_ = true;
  look_for_copying();
  ImGui_ImplOpenGL3_NewFrame();
  // The glyphs are the driver's now; their pixels need not be kept twice.
  ImGui::GetIO().Fonts->ClearTexData();
  // What making them took goes back to the system: a console runs for a shift, and starts once.
  malloc_trim(0);
  return {};
}

float Window::content_scale() const {
  float x = 1, y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  return std::max({1.0F, x, y});
}

const std::string& Window::screen_name() {
  if (!screen_known_)
    screen_name_ =
        own_size_ ? "window " + std::to_string(width_) + "x" + std::to_string(height_) : name_of_monitor_below(window_);
  screen_known_ = true;
  return screen_name_;
}

void Window::show_pointer(views::Pointer pointer) {
  if (pointer == pointer_) return;
  pointer_ = pointer;
  GLFWcursor*& cursor = cursors_[static_cast<std::size_t>(pointer)];
  if (cursor == nullptr && pointer != views::Pointer::plain)
    cursor = glfwCreateStandardCursor(pointer == views::Pointer::across ? GLFW_HRESIZE_CURSOR : GLFW_VRESIZE_CURSOR);
  glfwSetCursor(window_, cursor);  // null: the usual one
}

void Window::renew_fonts() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  forget();
}

void Window::stop_drawing() {
  if (drawing_) ImGui_ImplOpenGL3_Shutdown();
  drawing_ = false;
}

// OpenGL uses its names again; with a running number above them ours are never used twice, and whoever compares frames
// sees every change. The drawing library hands the lower half to OpenGL.
widgets::Texture Window::make_texture(int width, int height, const unsigned char* rgba) {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
  glBindTexture(GL_TEXTURE_2D, 0);
  return name == 0 ? 0 : ++textures_made_ << 32U | name;
}

void Window::drop_texture(widgets::Texture texture) {
  const auto name = static_cast<GLuint>(texture & 0xFFFFFFFFU);
  glDeleteTextures(1, &name);
}

void Window::draw_unshown(const ImDrawData& data) {
  glViewport(0, 0, width_, height_);
  glClearColor(0.055F, 0.082F, 0.114F, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(const_cast<ImDrawData*>(&data));
}

void Window::look_for_copying() {
  if (glfwExtensionSupported("GLX_MESA_copy_sub_buffer") != GLFW_TRUE) return;
  const auto display = reinterpret_cast<void* (*)()>(glfwGetProcAddress("glXGetCurrentDisplay"));
  const auto drawable = reinterpret_cast<unsigned long (*)()>(glfwGetProcAddress("glXGetCurrentDrawable"));
  const auto copy = glfwGetProcAddress("glXCopySubBufferMESA");
  if (display == nullptr || drawable == nullptr || copy == nullptr) return;
  display_ = display();
  drawable_ = drawable();
  if (display_ != nullptr && drawable_ != 0) copy_sub_buffer_ = reinterpret_cast<decltype(copy_sub_buffer_)>(copy);
}

void Window::draw_boxes(const ImDrawData& data, const std::vector<widgets::Box>& boxes) {
  struct Pixels {
    int left, bottom, width, height;
  };
  const auto pixels = [&](const widgets::Box& box) {
    return Pixels{static_cast<int>(box.min.x), height_ - static_cast<int>(box.max.y), static_cast<int>(box.width()),
                  static_cast<int>(box.height())};
  };
  glViewport(0, 0, width_, height_);
  glClearColor(0.055F, 0.082F, 0.114F, 1);
  glEnable(GL_SCISSOR_TEST);
  for (const widgets::Box& box : boxes) {
    const Pixels at = pixels(box);
    glScissor(at.left, at.bottom, at.width, at.height);
    glClear(GL_COLOR_BUFFER_BIT);
  }
  glDisable(GL_SCISSOR_TEST);
  ImGui_ImplOpenGL3_RenderDrawData(const_cast<ImDrawData*>(&part_.cut(data, boxes)));
  for (const widgets::Box& box : boxes) {
    const Pixels at = pixels(box);
    copy_sub_buffer_(display_, drawable_, at.left, at.bottom, at.width, at.height);
  }
  glFlush();
}

bool Window::is_as_large_as_told() const {
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  return width == width_ && height == height_;
}

// Drivers take a new size with the first drawing after a swap, and copies of a part do not count as one. So: a whole
// frame and a swap for the size, and a whole frame for the screen. Is the window of yet another size meanwhile, it is
// swapped again; its event follows, and parts are copied only once all agree.
void Window::draw_resized(const ImDrawData& data) {
  draw_unshown(data);
  glfwSwapBuffers(window_);
  const bool before = is_as_large_as_told();
  draw_unshown(data);
  // What is drawn is asked for only here: a driver may put it off until then.
  glFinish();
  if (!before || !is_as_large_as_told()) {
    glfwSwapBuffers(window_);
    forget();
    return;
  }
  copy_sub_buffer_(display_, drawable_, 0, 0, width_, height_);
  glFlush();
  resized_ = false;
}

void Window::draw(const ImDrawData& data) {
  const auto& boxes = damage_.look_at(data);
  if (boxes.empty()) return;
  if (copy_sub_buffer_ != nullptr && resized_) {
    draw_resized(data);
    return;
  }
  if (copy_sub_buffer_ != nullptr) {
    draw_boxes(data, boxes);
    return;
  }
  draw_unshown(data);
  glfwSwapBuffers(window_);
}

void Window::wait(double seconds) {
  if (seconds <= 0)
    glfwPollEvents();
  else
    glfwWaitEventsTimeout(seconds);
}

void Window::wake() {
  glfwPostEmptyEvent();
}

bool Window::closing() const {
  return glfwWindowShouldClose(window_) != 0;
}

bool Window::take_damaged() {
  return std::exchange(damaged_, false);
}

}  // namespace carehub::app
