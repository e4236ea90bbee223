#include <catch2/catch.hpp>

#include "console/widgets/chart.hpp"
#include "console/widgets/line_edit.hpp"
#include "console/widgets/map_canvas.hpp"
#include "tests/views/screen.hpp"

namespace carehub::widgets {

TEST_CASE("line edit: edits whole characters, not bytes", "[widgets]") {
  LineEdit edit;
  Input input;
  input.typed = "Zoë–x";
  edit.edit(input);
  input.keys = {{Key::backspace}, {Key::backspace}, {Key::backspace}};
  edit.edit(input);
  CHECK(edit.text() == "Zo");
  input.typed = "é";
  input.keys = {{Key::left}, {Key::left}};
  edit.edit(input);
  input.keys = {{Key::del}};
  edit.edit(input);
  CHECK(edit.text() == "Zé");
}

TEST_CASE("line edit: what is too long is counted, and taken again only after something was deleted", "[widgets]") {
  LineEdit edit;
  Input input;
  input.typed = std::string(LineEdit::longest - 1, 'x') + "éß";  // two bytes each: one would fit by half
  CHECK(edit.edit(input));
  CHECK(edit.text() == std::string(LineEdit::longest - 1, 'x'));
  CHECK(edit.lost() == 2);
  CHECK(edit.lost_words() == "full: 2 characters were not taken");
  input.typed = "y";  // would fit, and would stand where it was not written
  edit.edit(input);
  CHECK(edit.lost() == 3);
  CHECK(edit.text().size() == LineEdit::longest - 1);
  input.keys = {{Key::left}};
  edit.edit(input);
  CHECK(edit.lost() == 3);
  input.keys = {{Key::backspace}};
  edit.edit(input);
  CHECK(edit.lost() == 0);
  CHECK(edit.lost_words().empty());
  CHECK(edit.text().size() == LineEdit::longest - 2);
}

TEST_CASE("line edit: a note of 2,700 and a story of 5,000 characters are taken whole, key by key", "[widgets]") {
  for (const std::size_t count : {std::size_t{2700}, std::size_t{5000}}) {
    LineEdit edit;
    std::string wanted;
    for (std::size_t i = 0; i < count; ++i) {
      Input input;
      input.typed = static_cast<char>('a' + i % 26);
      wanted += input.typed;
      edit.edit(input);
    }
    CHECK(edit.text() == wanted);
    CHECK(edit.lost() == 0);
  }
}

TEST_CASE("map: once a person has moved it, new places do not move it again", "[widgets]") {
  auto stage = app::Stage::create(800, 600, 1).value();
  MapCanvas map;
  const std::vector<Coordinates> first{{50600000, -1500000}, {50760000, -1100000}};
  const std::vector<Coordinates> wider{{49000000, -3000000}, {52000000, 1000000}};
  const Coordinates here{50700000, -1300000};
  Point before;
  Input input;
  stage->build(input, [&](Ui& ui, const Box& screen) {
    map.fit(first);
    map.begin(ui, screen);
    map.pan({40, 0});
    before = map.at(here);
  });
  stage->build(input, [&](Ui& ui, const Box& screen) {
    map.fit(wider);
    map.begin(ui, screen);
  });
  CHECK(map.at(here) == before);
  map.reset();
  stage->build(input, [&](Ui& ui, const Box& screen) { map.begin(ui, screen); });
  CHECK_FALSE(map.at(here) == before);
}

TEST_CASE("map: a position survives the way to the screen and back", "[widgets]") {
  auto stage = app::Stage::create(800, 600, 1).value();
  MapCanvas map;
  const std::vector<Coordinates> area{{50600000, -1500000}, {50760000, -1100000}};
  Input input;
  stage->build(input, [&](Ui& ui, const Box& screen) {
    map.fit(area);
    map.begin(ui, screen);
  });
  const Coordinates there{50684321, -1234567};
  const Coordinates back = map.position_of(map.at(there));
  CHECK(std::abs(back.lat_e6 - there.lat_e6) < 60);
  CHECK(std::abs(back.lon_e6 - there.lon_e6) < 60);
}

TEST_CASE("chart: ticks are even and few", "[widgets]") {
  CHECK(even_ticks(0, 8, 5) == std::vector<float>{0, 2, 4, 6, 8});
  CHECK(even_ticks(0, 37, 5) == std::vector<float>{0, 10, 20, 30});
  CHECK(even_ticks(5, 5, 5).empty());
}

TEST_CASE("fonts: all digits have one width in every face", "[widgets]") {
  auto stage = app::Stage::create(800, 600, 1).value();
  Input input;
  stage->build(input, [&](Ui& ui, const Box&) {
    for (int i = 0; i < face_count; ++i) {
      const auto face = static_cast<Face>(i);
      for (char c = '1'; c <= '9'; ++c) CHECK(ui.canvas.width(face, std::string(1, c)) == ui.canvas.width(face, "0"));
    }
  });
}

// The lines of a paragraph that has room for as much as `room_for`.
std::vector<std::string> lines_of(const char* text, const char* room_for) {
  auto stage = app::Stage::create(800, 600, 1).value();
  Input input;
  TextLog log;
  stage->build(
      input,
      [&](Ui& ui, const Box&) {
        const float room = ui.canvas.width(Face::body, room_for);
        ui.canvas.paragraph({10, 10}, room, Face::body, colour::text, text);
      },
      &log);
  std::vector<std::string> lines;
  for (const TextSeen& seen : log) lines.push_back(seen.shown);
  return lines;
}

TEST_CASE("text: a paragraph breaks a long name after its hyphen, not inside a word", "[widgets]") {
  CHECK(lines_of("Sutton-in-Ashfield", "Sutton-in-Ash") == std::vector<std::string>{"Sutton-in-", "Ashfield"});
}

TEST_CASE("text: a hyphen that begins a word stays with it", "[widgets]") {
  CHECK(lines_of("start it with --data", "start it with --da") == std::vector<std::string>{"start it with", "--data"});
}

TEST_CASE("countdown: figure and mark stay within their cell, however late", "[widgets]") {
  for (const float scale : {1.0F, 0.88F}) {
    auto stage = app::Stage::create(800, 600, scale).value();
    Input input;
    for (const char* left : {"-6:12", "-9:59:59", "40 h", "1821 d", "-43682:10:10"}) {
      TextLog log;
      const Box cell = box_at({100, 100}, 80 * scale, 40 * scale);
      stage->build(input, [&](Ui& ui, const Box&) { countdown(ui.canvas, cell, left, Tone::breached, 0); }, &log);
      INFO(left);
      REQUIRE(log.size() == 2);
      for (const auto& seen : log) {
        CHECK(seen.box.min.x >= cell.min.x);
        CHECK(seen.box.max.x <= cell.max.x);
      }
      CHECK(log[1].box.max.x <= log[0].box.min.x + 1);
    }
  }
}

TEST_CASE("text: what does not fit its cell ends with an ellipsis inside it", "[widgets]") {
  auto stage = app::Stage::create(800, 600, 1).value();
  Input input;
  TextLog log;
  stage->build(
      input,
      [&](Ui& ui, const Box&) {
        ui.canvas.text_in(box_at({10, 10}, 60, 20), Face::body, colour::text, "Mental health crisis");
      },
      &log);
  REQUIRE(log.size() == 1);
  CHECK(log[0].elided);
  CHECK(log[0].shown.ends_with("…"));
  CHECK(log[0].box.max.x <= 70.5F);
}

}  // namespace carehub::widgets
