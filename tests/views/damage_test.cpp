// What is drawn again when little has changed: enough, and not much more.

#include "console/app/damage.hpp"

#include <imgui.h>

#include <catch2/catch.hpp>

#include "console/app/stage.hpp"

namespace carehub::app {
namespace {

using widgets::Box;

// A screen with a panel, a line of text, and a clock that can be set.
struct Scene {
  std::unique_ptr<Stage> stage = Stage::create(1280, 720, 1).value();
  std::string clock = "19:42:07";
  bool panel = true;

  const ImDrawData& build() {
    widgets::Input input;
    return stage->build(input, [&](widgets::Ui& ui, const Box& screen) {
      ui.canvas.fill(screen, widgets::colour::ground);
      if (panel) ui.canvas.fill({{600, 300}, {900, 500}}, widgets::colour::panel, 4);
      ui.canvas.text({100, 100}, widgets::Face::body, widgets::colour::text, "nothing here changes");
      ui.canvas.text({1000, 20}, widgets::Face::body_strong, widgets::colour::text, clock);
    });
  }
};

float area_of(const std::vector<Box>& boxes) {
  float area = 0;
  for (const Box& box : boxes) area += box.width() * box.height();
  return area;
}

bool covered(const std::vector<Box>& boxes, const Box& wanted) {
  for (float y = wanted.min.y; y < wanted.max.y; ++y)
    for (float x = wanted.min.x; x < wanted.max.x; ++x)
      if (std::ranges::none_of(boxes, [&](const Box& box) { return box.holds({x, y}); })) return false;
  return true;
}

}  // namespace

TEST_CASE("damage: the first frame is drawn whole, the same frame not at all", "[views]") {
  Scene scene;
  Damage damage;
  CHECK(covered(damage.look_at(scene.build()), scene.stage->screen()));
  CHECK(damage.look_at(scene.build()).empty());
  damage.forget();
  CHECK(covered(damage.look_at(scene.build()), scene.stage->screen()));
}

TEST_CASE("damage: a clock that ticks costs its own few pixels", "[views]") {
  Scene scene;
  Damage damage;
  (void)damage.look_at(scene.build());
  scene.clock = "19:42:08";
  const auto boxes = damage.look_at(scene.build());
  CHECK(covered(boxes, {{1048, 22}, {1056, 34}}));  // the last digit
  CHECK(area_of(boxes) < 1280 * 720 * 0.02F);
}

TEST_CASE("damage: what goes away is drawn over", "[views]") {
  Scene scene;
  Damage damage;
  (void)damage.look_at(scene.build());
  scene.panel = false;
  const auto boxes = damage.look_at(scene.build());
  CHECK(covered(boxes, {{600, 300}, {900, 500}}));
  CHECK(area_of(boxes) < 400 * 300);
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t j = i + 1; j < boxes.size(); ++j) CHECK_FALSE(boxes[i].overlaps(boxes[j]));
}

TEST_CASE("damage: of a frame everything that touches the boxes is kept, in order and clipped to them", "[views]") {
  Scene scene;
  const ImDrawData& whole = scene.build();
  PartOfFrame part;
  const std::vector<Box> boxes{{{992, 0}, {1088, 64}}};
  const ImDrawData& cut = part.cut(whole, boxes);
  REQUIRE(cut.CmdListsCount == 1);
  const ImDrawList& list = *cut.CmdLists[0];
  REQUIRE(list.CmdBuffer.Size > 0);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    CHECK(command.ClipRect.x >= 992);
    CHECK(command.ClipRect.z <= 1088);
    CHECK(command.ClipRect.w <= 64);
    CHECK(command.IdxOffset + command.ElemCount <= static_cast<unsigned>(list.IdxBuffer.Size));
  }
  // The ground of the stage, that of the scene, and eight glyphs, and not the text and panel elsewhere.
  CHECK(list.IdxBuffer.Size == 6 + 6 + 8 * 6);
  CHECK(list.VtxBuffer.Data[0].col == widgets::palette_of(widgets::Theme::dark)[widgets::Colour::ground]);
  CHECK(cut.TotalVtxCount == list.VtxBuffer.Size);
}

TEST_CASE("damage: another picture at the same place is drawn again", "[views]") {
  Scene scene;
  Damage damage;
  const auto with_picture = [&](widgets::Texture texture) -> const ImDrawData& {
    widgets::Input input;
    return scene.stage->build(input, [&](widgets::Ui& ui, const Box&) {
      ui.canvas.picture({{200, 200}, {456, 456}}, texture, {{0, 0}, {1, 1}});
    });
  };
  (void)damage.look_at(with_picture(1ULL << 32U | 7));
  CHECK(damage.look_at(with_picture(1ULL << 32U | 7)).empty());
  // OpenGL gave the same name again.
  CHECK(covered(damage.look_at(with_picture(2ULL << 32U | 7)), {{200, 200}, {456, 456}}));
}

}  // namespace carehub::app
