#include "console/app/stage.hpp"

#include <imgui.h>

#include <algorithm>

namespace carehub::app {

Result<std::unique_ptr<Stage>> Stage::create(float width, float height, float scale) {
  std::unique_ptr<Stage> stage(new Stage(width, height));
  stage->context_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  CAREHUB_TRY(stage->fonts_, widgets::load_fonts(scale));
#if IMGUI_VERSION_NUM < 19200
  io.Fonts->Build();
  // Each face had read its font's files anew, and would keep them.
  io.Fonts->ClearInputData();
#endif
  stage->resize(width, height);
  return stage;
}

Stage::~Stage() {
  if (context_ != nullptr) ImGui::DestroyContext(context_);
}

Result<void> Stage::set_scale(float scale) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const float before = fonts_.scale;
  atlas.Clear();
  auto made = widgets::load_fonts(scale);
  if (!made) {
    atlas.Clear();
    CAREHUB_TRY(fonts_, widgets::load_fonts(before));
  } else {
    fonts_ = *std::move(made);
  }
#if IMGUI_VERSION_NUM < 19200
  atlas.Build();
#endif
  if (made) return {};
  return std::unexpected(made.error());
}

void Stage::resize(float width, float height) {
  width_ = width;
  height_ = height;
  ImGui::GetIO().DisplaySize = {width, height};
}

const ImDrawData& Stage::build(widgets::Input& input, const Draw& draw, widgets::TextLog* log) {
  ImGui::GetIO().DeltaTime = 1.0F / 60;
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width_, height_});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("carehub", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus);
  widgets::Canvas canvas(*ImGui::GetWindowDrawList(), fonts_, widgets::palette_of(theme_), log);
  widgets::Ui ui{canvas, input};
  canvas.fill(screen(), widgets::colour::ground);
  draw(ui, screen());
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::Render();
  return *ImGui::GetDrawData();
}

float scale_for(float width, float content) {
  const float usual = width / content;
  return content * (usual >= 1600 ? 1.0F : usual >= 1300 ? 0.88F : 0.8F);
}

float wall_scale_for(float width, float height) {
  return std::clamp(std::min(width / 1920, height / 1080), 0.5F, 3.0F);
}

}  // namespace carehub::app
