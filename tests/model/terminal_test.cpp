// What a terminal sends, and the line that is written in it.

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "console/model/text.hpp"
#include "console/model/text_line.hpp"
#include "console/model/watch_screen.hpp"

using namespace carehub::console;
using Kind = TerminalKey::Kind;

namespace {

std::vector<Kind> kinds(const std::vector<TerminalKey>& keys) {
  std::vector<Kind> all;
  for (const auto& key : keys) all.push_back(key.kind);
  return all;
}

TextLine line_of(std::string_view bytes) {
  TerminalKeys keys;
  TextLine line;
  for (const auto& key : keys.take(bytes)) line.take(key);
  return line;
}

}  // namespace

TEST_CASE("terminal keys: the usual sequences are keys, with or without something held", "[model]") {
  TerminalKeys keys;
  CHECK(kinds(keys.take("\x1b[A\x1bOB\x1b[1;5C\x1b[3~\x1b[5~\x1b[6;2~\x1b[Z\x1bOP\t\r\x7f")) ==
        std::vector{Kind::up, Kind::down, Kind::right, Kind::del, Kind::page_up, Kind::page_down, Kind::back_tab,
                    Kind::f1, Kind::tab, Kind::enter, Kind::backspace});
  const auto ctrl = keys.take("\x03");
  REQUIRE(ctrl.size() == 1);
  CHECK(ctrl.front().is_ctrl('C'));
}

TEST_CASE("terminal keys: a lone Escape is known once nothing follows", "[model]") {
  TerminalKeys keys;
  CHECK(keys.take("\x1b").empty());
  CHECK(keys.waiting());
  CHECK(kinds(keys.settle()) == std::vector{Kind::escape});
  CHECK_FALSE(keys.waiting());
}

TEST_CASE("terminal keys: characters and sequences may come in pieces", "[model]") {
  TerminalKeys keys;
  CHECK(keys.take("\xC3").empty());
  const auto e = keys.take("\xA9");
  REQUIRE(e.size() == 1);
  CHECK(e.front().text == "é");
  CHECK(keys.take("\x1b[").empty());
  CHECK(kinds(keys.take("D")) == std::vector{Kind::left});
}

TEST_CASE("terminal keys: what is pasted never acts, however it comes", "[model]") {
  const std::string pasted = "\x1b[200~X 1042 no\nQUIT\r\n\x03\x1b[201~";
  for (std::size_t cut_at = 1; cut_at < pasted.size(); ++cut_at) {
    TerminalKeys keys;
    auto all = keys.take(pasted.substr(0, cut_at));
    for (auto& key : keys.take(pasted.substr(cut_at))) all.push_back(key);
    INFO(cut_at);
    REQUIRE(all.size() == 1);
    CHECK(all.front().kind == Kind::paste);
    CHECK(all.front().text == "X 1042 no QUIT ");
  }
}

TEST_CASE("terminal keys: any bytes in any pieces are read without harm, and text is UTF-8 without controls",
          "[model]") {
  CHECK(rc::check("terminal bytes", [](const std::string& bytes, const std::vector<std::uint8_t>& cuts) {
    TerminalKeys keys;
    TextLine line;
    std::size_t at = 0;
    for (const auto length : cuts) {
      for (const auto& key : keys.take(bytes.substr(std::min(at, bytes.size()), length))) line.take(key);
      at += length;
    }
    for (const auto& key : keys.take(bytes.substr(std::min(at, bytes.size())))) line.take(key);
    for (const auto& key : keys.settle()) line.take(key);
    RC_ASSERT(line.cursor() <= line.text().size());
    for (const char c : line.text()) RC_ASSERT(static_cast<unsigned char>(c) >= 32 && c != 127);
  }));
}

TEST_CASE("text line: words are edited by character, not by byte", "[model]") {
  CHECK(line_of("caf\xC3\xA9\x7f\x7f").text() == "ca");
  CHECK(line_of("é\x1b[Dx").text() == "xé");
  CHECK(line_of("N 1042 two words\x17").text() == "N 1042 two ");
  CHECK(line_of("N 1042\x15U").text() == "U");
  CHECK(line_of("1042\x01N \x05!").text() == "N 1042!");
  CHECK(line_of("N 1042\x1b[D\x1b[D\x0b").text() == "N 10");
}

TEST_CASE("text line: what was given comes back, and what was being written too", "[model]") {
  TextLine line;
  line.set("C 1042");
  CHECK(line.give() == "C 1042");
  line.set("UC 1042");
  CHECK(line.give() == "UC 1042");
  line.set("N 10");
  line.take({Kind::up});
  CHECK(line.text() == "UC 1042");
  line.take({Kind::up});
  line.take({Kind::up});
  CHECK(line.text() == "C 1042");
  line.take({Kind::down});
  line.take({Kind::down});
  CHECK(line.text() == "N 10");
}

TEST_CASE("watch screen: every size is filled exactly, the line and what it would do stay in sight", "[model]") {
  CHECK(rc::check("screen sizes", [] {
    const auto rows = *rc::gen::inRange<std::size_t>(1, 60);
    const auto width = *rc::gen::inRange<std::size_t>(1, 200);
    const auto number = *rc::gen::inRange(0, 100);
    ParsedLine parsed;
    parsed.error = "there is no case 9999 in this hub, open or lately closed";
    for (int i = 0; i < number; ++i) parsed.completions.push_back({"CR2", "crisis team"});
    ScreenParts parts;
    parts.header = "one\ntwo\nthree\nfour\n";
    for (int i = 0; i < number; ++i) parts.body += "a line of the body\n";
    parts.scroll = *rc::gen::inRange<std::size_t>(0, 200);
    parts.said.assign(static_cast<std::size_t>(number), "answer: yes");
    parts.text = std::string(static_cast<std::size_t>(number) * 3, 'x') + "é";
    parts.cursor = parts.text.size();
    parts.parsed = &parsed;
    const auto screen = fill_screen(parts, rows, width);
    RC_ASSERT(screen.lines.size() == std::max(rows, screen_rows_least));
    for (const auto& line : screen.lines) RC_ASSERT(columns(line) <= std::max(width, screen_columns_least));
    RC_ASSERT(screen.lines.back().starts_with("> "));
    RC_ASSERT(screen.lines.back().contains("é"));
    RC_ASSERT(screen.cursor_column < std::max(width, screen_columns_least));
    RC_ASSERT(std::ranges::any_of(screen.lines, [](const auto& line) { return line.starts_with("! there is no"); }));
  }));
}

TEST_CASE("watch screen: what is out of sight is counted", "[model]") {
  ScreenParts parts;
  parts.header = "Carehub\n";
  for (int i = 0; i < 50; ++i) parts.body += "body\n";
  parts.scroll = 5;
  const auto screen = fill_screen(parts, 20, 80);
  const auto shown = static_cast<std::size_t>(std::ranges::count(screen.lines, std::string("body")));
  const auto wanted = "-- 5 lines above, " + std::to_string(45 - shown) + " below: PgUp, PgDn --";
  CHECK(std::ranges::count(screen.lines, wanted) == 1);
}
