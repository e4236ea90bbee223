#pragma once
// Builds frames without a window: a Dear ImGui context with its fonts, one canvas over the whole screen. The window
// draws what it builds; tests and the benchmark look at it. Thread: one; there is one stage a process at a time.

#include <functional>
#include <memory>

#include "console/widgets/parts.hpp"
#include "protocols/base/error.hpp"

struct ImDrawData;
struct ImGuiContext;

namespace carehub::app {

class Stage {
 public:
  // Errors: not_found when no font is installed.
  [[nodiscard]] static Result<std::unique_ptr<Stage>> create(float width, float height, float scale);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  void resize(float width, float height);
  // All text in this size from the next frame on. Errors: not_found when the fonts are gone; the size stays then.
  [[nodiscard]] Result<void> set_scale(float scale);
  [[nodiscard]] float scale() const { return fonts_.scale; }
  void set_theme(widgets::Theme theme) { theme_ = theme; }
  [[nodiscard]] widgets::Theme theme() const { return theme_; }
  [[nodiscard]] widgets::Box screen() const { return {{0, 0}, {width_, height_}}; }

  using Draw = std::function<void(widgets::Ui&, const widgets::Box& screen)>;
  // One frame; what it draws stays valid until the next. `log` may be null.
  const ImDrawData& build(widgets::Input& input, const Draw& draw, widgets::TextLog* log = nullptr);

 private:
  Stage(float width, float height) : width_(width), height_(height) {}

  widgets::Theme theme_ = widgets::Theme::dark;
  float width_;
  float height_;
  ImGuiContext* context_ = nullptr;
  widgets::Fonts fonts_;
};

// 100 per cent from 1600 pixels of width on; a small screen gets slightly smaller type before it loses columns.
// `content`: of the monitor, where a pixel is smaller than usual.
[[nodiscard]] float scale_for(float width, float content = 1);
// Of a wall display: its type is a share of the screen, whatever its pixels. 100 per cent: 1920x1080.
[[nodiscard]] float wall_scale_for(float width, float height);

}  // namespace carehub::app
