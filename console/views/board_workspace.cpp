#include "console/views/board_workspace.hpp"

#include <fmt/format.h>

#include <cmath>

#include "console/views/board_cards.hpp"
#include "console/views/board_charts.hpp"
#include "console/views/board_header.hpp"
#include "console/views/overlays.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr std::int64_t page_s = 15;

// The whole picture moves by a pixel or two each minute, so that nothing burns into a wall display.
Box moved_against_burn_in(const Canvas& canvas, const Box& area, std::int64_t minute) {
  const auto step = static_cast<float>(minute % 4);
  Box box = area;
  box.min.x += std::round(canvas.px(step));
  box.min.y += std::round(canvas.px(static_cast<float>(minute / 4 % 3)));
  return box;
}

void draw_stale_banner(const Facts& facts, const console::HeaderText& header, Canvas& canvas, Box& area) {
  if (facts.link.live || facts.loading) return;
  const Box banner = area.take_top(canvas.px(40));
  canvas.fill(banner, colour::red_fill);
  canvas.text_in(banner, Face::board_text, colour::on_fill,
                 fmt::format("! No link to the hub: {}. What stands here is not the present.", header.link),
                 Align::centre);
}

}  // namespace

std::unique_ptr<Workspace> make_board() {
  return std::make_unique<BoardWorkspace>();
}

std::vector<KeyLine> BoardWorkspace::keys() const {
  return {{"F11", "wall display, or with the command line"}};
}

void BoardWorkspace::draw_board(const Facts& facts, Canvas& canvas, Box area) {
  const auto& board = board_.get(facts, [](const Facts& f) { return console::make_board(*f.picture, f.now, f.link); });
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  area = area.inset(canvas.px(28), canvas.px(16));
  Box foot = area.take_bottom(canvas.px(26));
  canvas.text_in(foot, Face::body, colour::muted, "No patient data on this screen");
  canvas.text_in(foot, Face::body, colour::muted,
                 "Every figure shows its age; what is too old is shown as unknown, never as open", Align::centre);
  if (facts.loading) {
    draw_waiting(facts, canvas, area);
    return;
  }
  if (!board.known) {
    canvas.text_in(area, Face::board_text, colour::muted, "Waiting for the hub's first figures.", Align::centre);
    return;
  }
  area.max.y -= canvas.px(6);
  const float gap = canvas.px(14);
  Box charts = area.take_bottom(std::clamp(area.height() * 0.37F, canvas.px(190), canvas.px(400)));
  area.max.y -= gap;
  const auto page = draw_cards(canvas, area, board.cards, second / page_s);
  canvas.text_in(foot, Face::body, page.empty() ? colour::muted : colour::warm_yellow, page.empty() ? "Carehub" : page,
                 Align::right);
  const Box teams = charts.take_right(std::max(canvas.px(210), charts.width() * 0.15F));
  charts.max.x -= gap;
  const Box calls = charts.take_left((charts.width() - gap) / 2);
  charts.min.x += gap;
  draw_calls_chart(canvas, calls, board);
  draw_two_hour_chart(canvas, charts, board);
  draw_localities(canvas, teams, board);
}

void BoardWorkspace::draw(const Facts& facts, UiState&, Ui& ui, const Box& area, Requests&) {
  if (ui.input.take(Key::f11)) wall_ = !wall_;
  if (!wall_) {
    draw_board(facts, ui.canvas, area);
    return;
  }
  const auto& header =
      header_.get(facts, [](const Facts& f) { return console::header_text(*f.picture, f.now, f.link, f.who); });
  const auto minute = std::chrono::floor<minutes>(facts.now).time_since_epoch().count();
  Box rest = moved_against_burn_in(ui.canvas, area, minute);
  draw_board_header(ui.canvas, rest.take_top(std::max(ui.px(64), std::min(ui.px(92), area.height() * 0.085F))), header);
  draw_stale_banner(facts, header, ui.canvas, rest);
  draw_board(facts, ui.canvas, rest);
  frame_stale(facts, ui.canvas, area);
}

}  // namespace carehub::views
