// The capacity board as text. No patient data.

#include <fmt/format.h>

#include "console/model/ahead.hpp"
#include "console/model/board_model.hpp"
#include "console/model/text.hpp"
#include "console/model/watch_sections.hpp"

namespace carehub::console {

namespace {

void write_two_hours(TextPage& page, const BoardModel& board) {
  page.section("SEEN WITHIN TWO HOURS");
  for (const DayShare& day : board.days) page.row({{day.day, 10}, {day.two_hour, 32}, {day.all, 0}});
  const auto& chart = board.two_hour;
  page.line(chart.has_limits
                ? fmt::format("usual around {:.0f}%, limits of three sigma by each hour's own number", chart.centre)
                : chart.missing);
  for (const std::string& line : board.signals) page.line(line);
}

void write_sources(TextPage& page, const BoardModel& board) {
  if (!board.known) return;
  page.section("SEEN IN TIME BY SOURCE: two hours, all urgent response; fewer than five are counts alone");
  page.row({{"", 16}, {"today", 18}, {"all urgent", 18}, {"yesterday", 18}, {"all urgent", 0}});
  auto rows = board.by_source.rows;
  rows.push_back(board.by_source.all);
  for (const SourceShare& row : rows)
    page.row({{row.source, 16},
              {share_text(row.today.two_hour_met, row.today.two_hour_ended), 18},
              {share_text(row.today.all_response_met, row.today.all_response_ended), 18},
              {share_text(row.yesterday.two_hour_met, row.yesterday.two_hour_ended), 18},
              {share_text(row.yesterday.all_response_met, row.yesterday.all_response_ended), 0}});
}

void write_forecast(TextPage& page, const BoardModel& board) {
  const BoardForecast& forecast = board.forecast;
  page.section(fmt::format("THE NEXT FOUR HOURS AGAINST STAFFING: teams likely free of those on shift{}{}",
                           forecast.age.empty() ? "" : ", ", forecast.age));
  if (!forecast.missing.empty()) page.line(forecast.missing);
  if (forecast.rows.empty()) {
    page.line("no service has a team on shift in the next four hours, as far as is known");
    return;
  }
  std::vector<std::vector<std::string>> table;
  auto& head = table.emplace_back(std::vector<std::string>{"", "new calls"});
  head.insert(head.end(), forecast.times.begin(), forecast.times.end());
  for (const ForecastRow& row : forecast.rows) {
    auto& line = table.emplace_back(std::vector<std::string>{row.name, row.calls});
    for (const ForecastCell& cell : row.cells) {
      const bool full = cell.fullness == Fullness::full;
      line.push_back(full ? "full " + cell.text_short : cell.text_short);
    }
  }
  page.table(table);
  for (const ForecastRow& row : forecast.rows)
    page.wrapped(fmt::format("{}: {}{}{}", row.name, row.staffing, row.full.empty() ? "" : "; ", row.full));
}

void write_opel(TextPage& page, const BoardModel& board) {
  if (!board.known) return;
  page.section("OPEL: " + board.opel.text + "; not signed off, a person declares");
  for (const OpelMeasure& measure : board.opel.measures)
    page.row({{measure.what, 32},
              {measure.figure, 18},
              {measure.points ? fmt::format("{} of 2", *measure.points) : std::string("not known, not counted"), 0}});
}

void write_actions(TextPage& page, const ActionList& actions) {
  page.section("ACTIONS: " + actions.counts);
  for (const ActionLine& line : actions.lines) {
    page.wrapped(fmt::format("{} {} {} {}", line.id.value, line.letter, line.word, line.text));
    page.wrapped("    " + action_detail(line));
  }
}

}  // namespace

void write_board(TextPage& page, const WatchFacts& facts) {
  const auto& picture = facts.picture;
  const auto now = facts.now;
  const auto board = make_board(picture, now, facts.link);
  page.section("CAPACITY (no patient data)");
  std::vector<std::vector<std::string>> rows;
  for (const auto& card : board.cards)
    rows.push_back({card.title, fmt::format("{} {}", card.letter, card.word),
                    fmt::format("{} {}", card.figure, card.unit), card.foot, card.age});
  page.table(rows);
  page.section("TODAY BY HOUR: calls, expected, seen within two hours");
  for (const auto& hour : board.hours)
    if (hour.past && (hour.received > 0 || hour.expected_x100 > 0))
      page.row({{fmt::format("{:02}:00", hour.hour), 6},
                {fmt::format("{} calls", hour.received), 10},
                {fmt::format("expected {:.1f}", hour.expected_x100 / 100.0), 15},
                {fmt::format("{} of {} {}", hour.met, hour.ended, percent_text(hour.met, hour.ended)), 0}});
  write_two_hours(page, board);
  write_sources(page, board);
  write_forecast(page, board);
  write_opel(page, board);
  write_actions(page, board.actions);
  if (picture.board && picture.board->ahead_made) {
    page.section("THE NEXT HOURS: new calls, people who wait at the end of the half hour, of them expected late");
    for (const auto& line : services_ahead(picture.board->ahead, picture, *picture.board->ahead_made, now))
      page.wrapped(line);
  }
  page.section("TEAMS BY LOCALITY");
  std::vector<std::string> without;
  for (const auto& one : board.localities) {
    if (one.on_shift == 0)
      without.push_back(one.name);
    else
      page.row({{one.name, 20}, {fmt::format("{} on shift, {} free", one.on_shift, one.free), 0}});
  }
  if (!without.empty()) page.wrapped("nobody on shift: " + joined(without, ", "));
}

}  // namespace carehub::console
