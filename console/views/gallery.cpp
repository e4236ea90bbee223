// Every widget of the console on one page, in the present theme and size, each with what it is for: for whoever changes
// one, or checks a theme (carehub-console --gallery).

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "console/views/view.hpp"
#include "console/widgets/chart.hpp"
#include "console/widgets/line_edit.hpp"
#include "console/widgets/map_canvas.hpp"
#include "console/widgets/splitter.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

constexpr std::array<std::string_view, colour_count> role_names = {
    "ground",      "sunken", "panel",     "raised",   "line",       "line strong", "selected",  "chosen",
    "alarmed",     "text",   "muted",     "faint",    "on bright",  "on fill",     "blue",      "yellow",
    "green",       "orange", "blue fill", "red fill", "green fill", "bar ground",  "bar quiet", "block",
    "block quiet", "band",   "land",      "coast",    "road",       "shade"};

class Gallery final : public Workspace {
 public:
  [[nodiscard]] std::string_view name() const override { return "gallery"; }
  [[nodiscard]] std::vector<KeyLine> keys() const override { return {{"Ctrl T", "the next theme"}}; }

  void draw(const Facts&, UiState&, Ui& ui, const Box& area, Requests&) override {
    Box rest = area.inset(ui.px(space::margin));
    const float column = (rest.width() - 2 * ui.px(space::margin)) / 3;
    Box left = rest.take_left(column);
    rest.take_left(ui.px(space::margin));
    Box middle = rest.take_left(column);
    rest.take_left(ui.px(space::margin));
    draw_type(ui, left);
    draw_countdowns(ui, left);
    draw_words(ui, left);
    draw_roles(ui, middle);
    draw_fields(ui, middle);
    draw_splitter(ui, middle);
    draw_charts(ui, rest);
    draw_map(ui, rest);
  }

 private:
  // A box with its title; `rest` keeps what is below it.
  Box part(Ui& ui, Box& rest, std::string_view title, float height) {
    const Box box = rest.take_top(ui.px(height));
    rest.take_top(ui.px(space::gap));
    ui.canvas.fill(box, colour::panel, space::rounding);
    ui.canvas.frame(box, colour::line, space::rounding);
    return section(ui.canvas, box, title).inset(ui.px(space::margin), ui.px(space::gap));
  }

  void draw_type(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Type: Inter, tabular digits", 462);
    constexpr std::array<std::pair<Face, std::string_view>, face_count> faces = {
        {{Face::tiny, "tiny 11: axis 08:00"},
         {Face::small, "small 12: second lines"},
         {Face::small_strong, "small strong 12"},
         {Face::body, "body 14: New confusion, Lake"},
         {Face::body_strong, "body strong 14: 1042"},
         {Face::heading, "heading 16"},
         {Face::title, "title 20: the person"},
         {Face::board_text, "board text 18"},
         {Face::board_strong, "board strong 22"},
         {Face::board_large, "86 % large 36"},
         {Face::board_huge, "12 huge 56"},
         {Face::wall_words, "wall words 32"},
         {Face::wall_strong, "wall 54"},
         {Face::wall_large, "72"}}};
    for (const auto& [face, text] : faces) {
      if (face == Face::wall_large) break;
      const float high = ui.canvas.height(face == Face::wall_strong ? Face::wall_large : face) + ui.px(2);
      if (high > box.height()) break;
      if (face == Face::wall_strong) {
        Box row = box;
        row.max.y = row.min.y + high;
        ui.canvas.text_in(row, Face::wall_large, colour::text, faces.back().second, Align::right);
      }
      ui.canvas.text_in(box.take_top(high), face, colour::text, text);
    }
  }

  void draw_countdowns(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Countdown: how long somebody can still wait", 190);
    constexpr std::array<std::tuple<Tone, std::string_view, int, std::string_view>, 4> states = {
        {{Tone::quiet, "1:05:00", 820, "quiet: enough time"},
         {Tone::moving, "28:52", 430, "moving: somebody is on the way"},
         {Tone::due, "8:40", 140, "due: a triangle beside the figure"},
         {Tone::breached, "-6:12", 0, "breached: a mark on red"}}};
    for (const auto& [tone, left, permille, words] : states) {
      Box row = box.take_top(ui.px(34));
      countdown(ui.canvas, row.take_left(ui.px(90)), left, tone, permille);
      row.take_left(ui.px(20));
      ui.canvas.text_in(row, Face::body, colour::muted, words);
    }
  }

  void draw_words(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Badges, keys, buttons", 150);
    Box row = box.take_top(ui.px(32));
    float x = row.min.x;
    x += breach_badge(ui.canvas, {x, row.centre().y}, "! 1 breached") + ui.px(10);
    x += badge(ui.canvas, {x, row.centre().y}, Face::body_strong, "simulated", colour::warm_yellow, colour::on_bright) +
         ui.px(10);
    badge(ui.canvas, {x, row.centre().y}, Face::body_strong, "999", colour::blue_fill, colour::on_fill);
    row = box.take_top(ui.px(32));
    x = row.min.x;
    for (const std::string_view key : {"Enter", "Shift K", "F9", "↑↓"})
      x += keycap(ui.canvas, {x, row.centre().y}, key) + ui.px(8);
    row = box.take_top(ui.px(34));
    const float w = button_width(ui.canvas, "take the first", "Enter");
    static_cast<void>(button(ui, box_at({row.min.x, row.min.y + ui.px(4)}, w, ui.px(26)), "take the first", "Enter"));
    static_cast<void>(button(
        ui, box_at({row.min.x + w + ui.px(10), row.min.y + ui.px(4)}, button_width(ui.canvas, "chosen"), ui.px(26)),
        "chosen", {}, true));
  }

  void draw_roles(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Roles of colour", 380);
    constexpr int columns = 3;
    const float w = box.width() / columns;
    const float high = ui.px(28);
    for (int i = 0; i < colour_count; ++i) {
      const Box cell =
          box_at({box.min.x + w * static_cast<float>(i % columns), box.min.y + high * static_cast<float>(i / columns)},
                 w, high);
      const Box swatch = box_at({cell.min.x, cell.min.y + ui.px(4)}, ui.px(28), high - ui.px(8));
      ui.canvas.fill(swatch, static_cast<Colour>(i), 3);
      ui.canvas.frame(swatch, colour::line_strong, 3);
      ui.canvas.text_in({{swatch.max.x + ui.px(8), cell.min.y}, cell.max}, Face::body, colour::text,
                        role_names[static_cast<std::size_t>(i)]);
    }
  }

  void draw_fields(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Fields and facts", 170);
    LineEdit field;
    field.set("Mabel Invented");
    field.draw_field(ui.canvas, box.take_top(ui.px(32)), true);
    box.take_top(ui.px(8));
    LineEdit empty;
    empty.draw_field(ui.canvas, box.take_top(ui.px(32)), false, "NHS number, if it is known");
    box.take_top(ui.px(10));
    fact(ui.canvas, box.min, ui.px(90), box.width(), "Story", "Off food two days, muddled since noon. Lives alone.");
  }

  void draw_splitter(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Splitter: drag, or double click for as designed", 110);
    const console::Room room{ui.px(120), std::round(box.width() / 2), box.width() - ui.px(120)};
    const float at = box.min.x + console::room_of(shares_, "left", box.width(), room);
    const Point from{at, box.min.y}, to{at, box.max.y};
    if (const auto moved = splitter_.handle(ui, from, to)) {
      if (moved->as_designed)
        shares_.clear();
      else
        console::choose_room(shares_, "left", moved->to - box.min.x, box.width(), room);
    }
    const Box left = Box{box.min, {at, box.max.y}}.inset(ui.px(space::gap), 0);
    ui.canvas.text_in(left, Face::body, colour::muted, "a panel");
    ui.canvas.text_in(Box{{at, box.min.y}, box.max}.inset(ui.px(space::margin), 0), Face::body, colour::muted,
                      "focused: by arrows");
    splitter_.draw(ui.canvas, from, to, true);
  }

  void draw_charts(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Chart: bars, line, band, threshold, now; a course without axes", 330);
    const Box spark = box.take_bottom(ui.px(50));
    Chart chart;
    for (int hour = 0; hour <= 24; hour += 6)
      chart.x_ticks.emplace_back(static_cast<float>(hour), fmt::format("{:02}", hour));
    for (const float tick : even_ticks(0, 10, 5)) chart.y_ticks.emplace_back(tick, fmt::format("{:.0f}", tick));
    std::vector<Point> bars, line, low, high;
    for (int hour = 0; hour < 24; ++hour) {
      const auto x = static_cast<float>(hour) + 0.5F;
      const auto y = static_cast<float>(3 + hour % 6);
      bars.push_back({x, hour < 18 ? y : 0});
      line.push_back({x, 4.5F});
      low.push_back({x, 2.5F});
      high.push_back({x, 7});
    }
    const Box plot = chart.plot(ui.canvas, box);
    chart.draw_axes(ui.canvas, plot);
    chart.draw_band(ui.canvas, plot, low, high, colour::band);
    chart.draw_bars(ui.canvas, plot, bars, 0.6F, colour::block);
    chart.draw_line(ui.canvas, plot, line, colour::light_blue);
    chart.draw_threshold(ui.canvas, plot, 8, colour::warm_yellow);
    // Marks of a p chart: inside, not over yet, below and above the limits.
    ui.canvas.circle(chart.at(plot, 3, 9), 3, colour::light_blue);
    ui.canvas.ring(chart.at(plot, 5, 9), 3.5F, colour::light_blue);
    ui.canvas.fall_mark(chart.at(plot, 7, 9), 5.5F, colour::orange);
    ui.canvas.rise_mark(chart.at(plot, 9, 9), 5.5F, colour::light_blue);
    chart.draw_now(ui.canvas, plot, 18);
    const std::array<std::int32_t, 16> course = {3, 4, 4, 2, 1, 0, -1, -1, 2, 3, 5, 4, 4, 3, 2, 2};
    spark_line(ui.canvas, spark.inset(ui.px(4), ui.px(8)), course, colour::light_blue);
  }

  void draw_map(Ui& ui, Box& rest) {
    Box box = part(ui, rest, "Map: shapes say how a case is met, fill how pressing", 260);
    Canvas& canvas = ui.canvas;
    canvas.fill(box, colour::sunken, space::rounding);
    constexpr std::array<Coordinates, 2> corners = {Coordinates{50'600'000, -1'500'000},
                                                    Coordinates{50'760'000, -1'080'000}};
    map_.fit(corners);
    map_.begin(ui, box);
    const Clip clip(canvas, box);
    const float y = box.centre().y;
    float x = box.min.x + ui.px(40);
    const auto name = [&](std::string_view text) {
      canvas.text({x - canvas.width(Face::tiny, text) / 2, y + ui.px(18)}, Face::tiny, colour::text, text);
      x += ui.px(94);
    };
    canvas.diamond({x, y}, 11, colour::red_fill);
    name("visit, late");
    canvas.circle({x, y}, 9, colour::warm_yellow);
    name("to a place, due");
    canvas.triangle({x, y - ui.px(10)}, {x + ui.px(10), y + ui.px(8)}, {x - ui.px(10), y + ui.px(8)}, colour::text);
    name("999 validation");
    canvas.fill(Box{{x, y}, {x, y}}.inset(-ui.px(8)), colour::light_green, 3);
    name("team, free");
    canvas.frame(Box{{x, y}, {x, y}}.inset(-ui.px(8)), colour::light_blue, 3, 2);
    name("old position");
    map_.scale_bar(canvas);
  }

  MapCanvas map_;
  Splitter splitter_;
  console::Shares shares_;
};

}  // namespace

std::unique_ptr<Workspace> make_gallery() {
  return std::make_unique<Gallery>();
}

}  // namespace carehub::views
