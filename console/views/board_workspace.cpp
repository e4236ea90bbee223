#include "console/views/board_workspace.hpp"

#include <fmt/format.h>

#include <cmath>

#include "console/views/board_actions.hpp"
#include "console/views/board_cards.hpp"
#include "console/views/board_charts.hpp"
#include "console/views/board_header.hpp"
#include "console/views/board_lists.hpp"
#include "console/views/board_tables.hpp"
#include "console/views/board_wall.hpp"
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

void draw_stale_banner(const Facts& facts, const console::HeaderText& header, Canvas& canvas, Box& area, Face face) {
  if (facts.link.live || facts.loading) return;
  const Panel named(canvas, "banner");
  const Box banner = area.take_top(std::max(canvas.px(40), canvas.height(face) * 1.15F));
  canvas.fill(banner, colour::red_fill);
  for (const std::string& text :
       {fmt::format("! No link to the hub: {}. What stands here is not the present.", header.since),
        fmt::format("! No link to the hub: {}", header.since)})
    if (canvas.width(face, text) <= banner.width()) {
      canvas.text_in(banner, face, colour::on_fill, text, Align::centre);
      return;
    }
}

enum class ChartCard { calls, by_hour, by_source, forecast, late, opel, localities, actions };

// A place in the bottom row, as a share of its width, and the cards that take turns in it.
struct ChartSlot {
  float share;
  std::vector<ChartCard> cards;
};

// Everything side by side on a large monitor; else cards of one subject take turns, in places wide enough to be read.
std::vector<ChartSlot> chart_slots(const Canvas& canvas, float width, bool with_actions) {
  using enum ChartCard;
  if (width >= canvas.px(2700))
    return {{0.16F, {calls}}, {0.19F, {by_hour}}, {0.17F, {by_source}}, {0.2F, {forecast}},
            {0.1F, {late}},   {0.1F, {opel}},     {0.08F, {localities}}};
  if (width >= canvas.px(1750))
    return {{0.2F, {calls}},
            {0.26F, {by_hour, by_source}},
            {0.22F, {forecast, late}},
            {0.19F, {opel}},
            {0.13F, {localities}}};
  std::vector<ChartSlot> slots = {
      {0.29F, {calls}}, {0.36F, {by_hour, by_source}}, {0.35F, {forecast, late, opel, localities}}};
  if (with_actions) slots.back().cards.push_back(actions);
  return slots;
}

std::int64_t second_of(const Facts& facts) {
  return std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
}

// What a wall that nobody looks after shows by itself: real time, whatever a simulated hub's clock does.
std::int64_t page_of(const Facts& facts, std::int64_t every_s) {
  return second_of(facts) / (every_s * std::max(1, facts.link.speed));
}

}  // namespace

std::unique_ptr<Workspace> make_board() {
  return std::make_unique<BoardWorkspace>(BoardForm::overview);
}

std::unique_ptr<Workspace> make_wall() {
  return std::make_unique<BoardWorkspace>(BoardForm::wall);
}

std::vector<KeyLine> BoardWorkspace::keys() const {
  return {{"F11", "overview, or with the command line"}};
}

const console::BoardModel& BoardWorkspace::board_of(const Facts& facts) {
  return board_.get(facts, [](const Facts& f) { return console::make_board(*f.picture, f.now, f.link); });
}

const console::HeaderText& BoardWorkspace::header_of(const Facts& facts) {
  return header_.get(facts, [](const Facts& f) { return console::header_text(*f.picture, f.now, f.link, f.who); });
}

bool BoardWorkspace::draw_none(const Facts& facts, Canvas& canvas, const Box& area, Face face) {
  if (facts.loading) {
    draw_waiting(facts, canvas, area);
    return true;
  }
  if (board_of(facts).known) return false;
  canvas.text_in(area, face, colour::muted, "Waiting for the hub's first figures.", Align::centre);
  return true;
}

void BoardWorkspace::draw_charts(const Facts& facts, Canvas& canvas, Box charts) {
  const auto& board = board_of(facts);
  const auto& header = header_of(facts);
  const Calendar& calendar = facts.picture->site->calendar;
  const float gap = canvas.px(14);
  const auto slots = chart_slots(canvas, charts.width(), actions_take_turns(canvas, charts, board));
  const float room = charts.width() - gap * static_cast<float>(slots.size() - 1);
  for (const ChartSlot& slot : slots) {
    const Box box = charts.take_left(room * slot.share);
    charts.min.x += gap;
    switch (slot.cards[static_cast<std::size_t>(page_of(facts, page_s)) % slot.cards.size()]) {
      case ChartCard::calls:
        draw_calls_chart(canvas, box, board, desk_type);
        break;
      case ChartCard::by_hour:
        draw_two_hour_chart(canvas, box, board, desk_type);
        break;
      case ChartCard::by_source:
        draw_sources(canvas, box, board, desk_type);
        break;
      case ChartCard::forecast:
        draw_forecast(canvas, box, board, desk_type);
        break;
      case ChartCard::late:
        draw_ahead(canvas, box, board, calendar, desk_type);
        break;
      case ChartCard::opel:
        draw_opel_sum(canvas, box, board, header, desk_type);
        break;
      case ChartCard::localities:
        draw_localities(canvas, box, board, desk_type);
        break;
      case ChartCard::actions:
        draw_actions(canvas, box, board, desk_type);
        break;
    }
  }
}

void BoardWorkspace::draw_board(const Facts& facts, Canvas& canvas, Box area) {
  const Panel named(canvas, "board");
  area = area.inset(canvas.px(28), canvas.px(16));
  Box foot = area.take_bottom(canvas.px(26));
  constexpr std::string_view no_patients = "No patient data on this screen";
  constexpr std::string_view ages = "Every figure shows its age; what is too old is shown as unknown, never as open";
  // The middle one keeps clear of those on either side; where it cannot, it is said in few words.
  const bool wide =
      canvas.width(Face::body, ages) / 2 + canvas.width(Face::body, no_patients) + canvas.px(20) <= foot.width() / 2;
  canvas.text_in(foot, Face::body, colour::muted, wide ? no_patients : std::string_view("No patient data"));
  canvas.text_in(foot, Face::body, colour::muted, wide ? ages : std::string_view("Too old is unknown, never open"),
                 Align::centre);
  if (draw_none(facts, canvas, area, Face::board_text)) return;
  const auto& board = board_of(facts);
  area.max.y -= canvas.px(6);
  const Box charts = area.take_bottom(std::clamp(area.height() * 0.37F, canvas.px(190), canvas.px(400)));
  area.max.y -= canvas.px(14);
  draw_actions_beside(canvas, area, board);
  const auto page = draw_cards(canvas, area, board.cards, page_of(facts, page_s));
  canvas.text_in(foot, Face::body, page.empty() ? colour::muted : colour::warm_yellow, page.empty() ? "Carehub" : page,
                 Align::right);
  draw_charts(facts, canvas, charts);
}

void BoardWorkspace::draw_wall(const Facts& facts, Canvas& canvas, Box area) {
  const auto& header = header_of(facts);
  const auto& board = board_of(facts);
  draw_wall_header(canvas, area.take_top(wall_header_height(canvas)), header, board);
  draw_stale_banner(facts, header, canvas, area, Face::wall_strong);
  area = area.inset(canvas.px(24), canvas.px(8));
  const Box foot = area.take_bottom(canvas.height(Face::wall_words));
  if (draw_none(facts, canvas, area, Face::wall_strong)) return;
  area.max.y -= canvas.px(6);
  const auto pages = wall_pages(canvas, area, board);
  const auto page = page_of(facts, wall_page_s) % pages;
  draw_wall_page(canvas, area, board, header, facts.picture->site->calendar, page);
  canvas.text_in(foot, Face::wall_words, colour::muted, "No patient data on this screen");
  canvas.text_in(foot, Face::wall_words, colour::text, board.rag_totals, Align::centre);
  canvas.text_in(foot, Face::wall_words, colour::muted, fmt::format("page {} of {}", page + 1, pages), Align::right);
}

void BoardWorkspace::draw(const Facts& facts, UiState&, Ui& ui, const Box& area, Requests&) {
  if (form_ != BoardForm::wall && ui.input.take(Key::f11))
    form_ = form_ == BoardForm::desk ? BoardForm::overview : BoardForm::desk;
  if (form_ == BoardForm::desk) {
    draw_board(facts, ui.canvas, area);
    return;
  }
  const auto minute = std::chrono::floor<minutes>(facts.now).time_since_epoch().count();
  Box rest = moved_against_burn_in(ui.canvas, area, minute);
  if (form_ == BoardForm::wall) {
    draw_wall(facts, ui.canvas, rest);
  } else {
    const auto& header = header_of(facts);
    draw_board_header(ui.canvas, rest.take_top(std::max(ui.px(64), std::min(ui.px(92), area.height() * 0.085F))),
                      header);
    draw_stale_banner(facts, header, ui.canvas, rest, Face::board_text);
    draw_board(facts, ui.canvas, rest);
  }
  frame_stale(facts, ui.canvas, area);
}

}  // namespace carehub::views
