#include "console/model/watch_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/ahead.hpp"
#include "console/model/alerts.hpp"
#include "console/model/board_model.hpp"
#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

class Page {
 public:
  explicit Page(std::size_t width) : width_(std::max<std::size_t>(width, 40)) {}

  void line(std::string_view text) {
    auto cut_text = cut(trimmed_right(text), width_);
    text_ += cut_text + "\n";
  }
  // Parts that all matter: a line is full before the next begins, and nothing is cut that a line can hold.
  void parts(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& part : all) {
      const bool fits = columns(text) + columns(part) + 3 <= width_;
      if (!text.empty() && !fits) line(std::exchange(text, {}));
      text += (text.empty() ? "" : " · ") + part;
    }
    if (!text.empty()) line(text);
  }
  void section(std::string_view title) {
    text_ += "\n";
    wrapped(title);
  }
  // Words that go on in the next line, further in, where one is too short for them.
  void wrapped(std::string_view text, std::size_t indent = 2) {
    std::string line_so_far;
    add_words(line_so_far, text, indent);
    line(line_so_far);
  }
  // Columns of given widths; the last takes what is left. What does not fit goes on in the next line.
  void row(const std::vector<std::pair<std::string, std::size_t>>& cells) {
    const auto indent = cells.front().second + 1;
    std::string text;
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
      const auto cell = fitted(clean(cells[i].first), cells[i].second) + " ";
      if (i > 0 && columns(text) + columns(trimmed_right(cell)) > width_)
        line(std::exchange(text, std::string(indent, ' ')));
      text += cell;
    }
    add_words(text, clean(cells.back().first), indent);
    line(text);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  static std::string_view trimmed_right(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
  }
  void add_words(std::string& text, std::string_view words, std::size_t indent) {
    bool any = !trimmed(text).empty();
    // Whole in the next line rather than broken over two.
    const auto wanted = columns(words);
    if (any && columns(text) + wanted > width_ && indent + wanted <= width_) {
      line(std::exchange(text, std::string(indent, ' ')));
      any = false;
    }
    while (!words.empty()) {
      const auto word = words.substr(0, words.find(' '));
      words.remove_prefix(std::min(words.size(), word.size() + 1));
      if (word.empty()) continue;
      if (any && columns(text) + columns(word) > width_) line(std::exchange(text, std::string(indent, ' ')));
      text += word;
      text += ' ';
      any = true;
    }
  }
  // What people wrote must not move the terminal's cursor.
  static std::string clean(std::string_view text) {
    std::string result(text);
    std::ranges::replace_if(result, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; }, ' ');
    return result;
  }

  std::size_t width_;
  std::string text_;
};

std::string alerts_words(const Counts& counts) {
  const auto total = counts.alerts_total();
  return fmt::format("{} {}: {} high, {} medium, {} low", total, total == 1 ? "alert" : "alerts", counts.alerts[2],
                     counts.alerts[1], counts.alerts[0]);
}

void write_header(Page& page, const HeaderText& header) {
  std::vector<std::string> first{"Carehub", header.hub, fmt::format("{} {} {}", header.day, header.time, header.zone),
                                 header.link};
  if (!header.speed.empty()) first.push_back(header.speed);
  page.parts(first);
  page.wrapped(header.opel_owner.empty() ? header.opel : fmt::format("{}, {}", header.opel, header.opel_owner));
  const auto& counts = header.counts;
  page.parts({fmt::format("{} open", counts.open), fmt::format("{} waiting", counts.waiting),
              fmt::format("{} due in {} min", counts.due_soon, header.due_soon_min),
              fmt::format("{} breached", counts.breached), alerts_words(counts)});
  page.parts({fmt::format("{} {}", header.two_hour, header.two_hour_detail),
              fmt::format("{} {}", header.all_response, header.all_response_detail)});
}

std::string left_words(const CaseRow& row) {
  if (!row.slack_s) return row.left_detail.empty() ? row.left : row.left + ", " + row.left_detail;
  switch (row.urgency) {
    case Urgency::breached:
      return "LATE by " + age_text(-*row.slack_s);
    case Urgency::will_breach:
      return "will be late by " + age_text(-*row.slack_s);
    case Urgency::due_soon:
      return "soon: " + age_text(*row.slack_s) + " left";
    default:
      return age_text(*row.slack_s) + " left";
  }
}

void write_cases(Page& page, const Picture& picture, Instant now, std::size_t most) {
  CaseList list;
  list.update(picture, now, {}, {});
  const auto shown = most == 0 ? list.size() : std::max(std::min(most, list.size()), list.pinned());
  const auto counts = list.counts(0, shown);
  page.section(fmt::format("CASES by time left to send safely: {} open", counts.open));
  page.row({{"case", 6},
            {"left", 24},
            {"pri", 3},
            {"from", 13},
            {"need", 28},
            {"where", 13},
            {"age", 5},
            {"state", 18},
            {"team or place", 0}});
  for (std::size_t i = 0; i < shown; ++i) {
    const auto row = make_row(*picture.cases.find(list.at(i))->second, picture, now);
    const auto age = row.flags.empty() ? row.age : row.age + " " + row.flags;
    page.row({{std::to_string(row.id.value), 6},
              {left_words(row), 24},
              {row.priority_text, 3},
              {row.source, 13},
              {row.need, 28},
              {row.locality, 13},
              {age, 5},
              {row.state, 18},
              {row.unit, 0}});
  }
  page.wrapped(fmt::format("{} of {} shown; out of view: {} breached, {} due in {} min, {} waiting", counts.shown,
                           counts.open, counts.breached_out, counts.due_soon_out, picture.site->thresholds.due_soon_min,
                           counts.waiting_out));
}

std::string position_words(const Team& team, const Picture& picture, Instant now) {
  if (!team.position || !team.position_at) return "position unknown";
  const auto age = age_text(std::max<std::int64_t>(0, whole_seconds(now - *team.position_at)));
  const auto* near = nearest_locality(*picture.site, *team.position);
  const auto where = near != nullptr ? "near " + near->name : std::string("position known");
  switch (position_age(team, now, picture.site->thresholds)) {
    case PositionAge::fresh:
      return fmt::format("{}, {} ago", where, age);
    case PositionAge::stale:
      return fmt::format("{}, {} ago: old", where, age);
    default:
      return fmt::format("position unknown, last {} ago", age);
  }
}

std::string visits_words(const Team& team, const Picture& picture, Instant now) {
  std::vector<std::string> visits;
  for (const auto& visit : team.queue)
    visits.push_back(
        fmt::format("{} at {}", visit.case_id.value, time_text(picture.site->calendar, visit.expected_arrival, now)));
  return visits.empty() ? "" : "visits " + joined(visits, ", ");
}

void write_teams(Page& page, const Picture& picture, Instant now) {
  std::size_t off_duty = 0;
  page.section("TEAMS");
  for (const auto& [id, team] : picture.teams) {
    if (team->status == TeamStatus::off_duty && team->queue.empty()) {
      ++off_duty;
      continue;
    }
    const auto shift =
        team->shift_end ? "until " + clock_text(picture.site->calendar, *team->shift_end) : std::string{};
    page.row({{id.value, 6},
              {std::string(words(team->status)), 16},
              {shift, 12},
              {position_words(*team, picture, now), 38},
              {visits_words(*team, picture, now), 0}});
  }
  page.line(fmt::format("{} off duty", off_duty));
}

std::string hours_words(const ServiceConfig* service, const Picture& picture, Instant now) {
  if (service == nullptr) return {};
  const auto& calendar = picture.site->calendar;
  if (const auto open = open_interval(service->hours, calendar, now))
    return service->hours.all_hours ? "open at all hours" : "open to " + clock_text(calendar, open->until);
  const auto next = next_opening(service->hours, calendar, now);
  return next ? fmt::format("closed, opens {} {}", day_text(calendar, next->from).substr(0, 3),
                            clock_text(calendar, next->from))
              : "closed";
}

void write_places(Page& page, const Picture& picture, Instant now) {
  if (picture.places.empty()) return;
  page.section("PLACES");
  for (const auto& [id, place] : picture.places) {
    const auto* config = find_place(*picture.site, id);
    if (config == nullptr || place->retired) continue;
    const auto free = free_places(*place, *config, now);
    const auto count = free ? fmt::format("{} of {} free", *free, config->capacity) : std::string("? unknown");
    const auto age = place->counted_at
                         ? fmt::format("counted {} ago",
                                       age_text(std::max<std::int64_t>(0, whole_seconds(now - *place->counted_at))))
                         : std::string("never counted");
    const auto open = place->closed_by_staff ? "closed by staff: " + place->closed_reason
                                             : hours_words(find_service(*picture.site, config->service), picture, now);
    page.row({{config->name, 26}, {open, 28}, {count, 16}, {age, 0}});
  }
}

void write_alerts(Page& page, const Picture& picture, Instant now) {
  const auto panel = alert_panel(picture, now);
  page.section("ALERTS: " + alert_counts_text(panel, panel.groups.size()));
  for (const auto& group : panel.groups)
    for (const auto id : group.ids) {
      const auto& alert = *picture.alerts.find(id)->second;
      page.row({{std::string(name_of(alert.severity)), 7}, {alert_line(alert, picture, now), 0}});
    }
}

void write_two_hours(Page& page, const BoardModel& board) {
  page.section("SEEN WITHIN TWO HOURS");
  for (const DayShare& day : board.days) page.row({{day.day, 10}, {day.two_hour, 32}, {day.all, 0}});
  const auto& chart = board.two_hour;
  page.line(chart.has_limits
                ? fmt::format("usual around {:.0f}%, limits of three sigma by each hour's own number", chart.centre)
                : chart.missing);
  for (const std::string& line : board.signals) page.line(line);
}

void write_opel(Page& page, const BoardModel& board) {
  if (!board.known) return;
  page.section("OPEL: " + board.opel.text + "; not signed off, a person declares");
  for (const OpelMeasure& measure : board.opel.measures)
    page.row({{measure.what, 32},
              {measure.figure, 18},
              {measure.points ? fmt::format("{} of 2", *measure.points) : std::string("not known, not counted"), 0}});
}

void write_board(Page& page, const Picture& picture, Instant now, const LinkFacts& link) {
  const auto board = make_board(picture, now, link);
  page.section("CAPACITY (no patient data)");
  for (const auto& card : board.cards)
    page.row({{card.title, 26},
              {fmt::format("{} {}", card.letter, card.word), 10},
              {fmt::format("{} {}", card.figure, card.unit), 24},
              {card.foot, 30},
              {card.age, 0}});
  page.section("TODAY BY HOUR: calls, expected, seen within two hours");
  for (const auto& hour : board.hours)
    if (hour.past && (hour.received > 0 || hour.expected_x100 > 0))
      page.row({{fmt::format("{:02}:00", hour.hour), 6},
                {fmt::format("{} calls", hour.received), 10},
                {fmt::format("expected {:.1f}", hour.expected_x100 / 100.0), 15},
                {fmt::format("{} of {} {}", hour.met, hour.ended, percent_text(hour.met, hour.ended)), 0}});
  write_two_hours(page, board);
  write_opel(page, board);
  if (picture.board && picture.board->ahead_made) {
    page.section("THE NEXT HOURS: new calls, people who wait at the end of the half hour, of them expected late");
    for (const auto& line : services_ahead(picture.board->ahead, picture, *picture.board->ahead_made, now))
      page.line(line);
  }
  page.section("TEAMS BY LOCALITY");
  for (const auto& one : board.localities)
    page.row({{one.name, 20}, {fmt::format("{} on shift, {} free", one.on_shift, one.free), 0}});
}

}  // namespace

std::string watch_text(const Picture& picture, Instant now, const LinkFacts& link, const WatchOptions& options) {
  Page page(options.width);
  write_header(page, header_text(picture, now, link, options.who));
  const bool board_only = picture.board && picture.teams.empty() && picture.cases.empty();
  if (options.who.role == Role::manager || board_only) {
    write_board(page, picture, now, link);
    return page.take();
  }
  write_alerts(page, picture, now);
  write_cases(page, picture, now, options.cases_most);
  write_teams(page, picture, now);
  write_places(page, picture, now);
  return page.take();
}

}  // namespace carehub::console
