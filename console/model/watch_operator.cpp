// The control room as text.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/alerts.hpp"
#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "console/model/timeline.hpp"
#include "console/model/watch_sections.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

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

// "19:58 to 1040 (travel), 20:10-20:50 1040 Falls"
std::string block_words(const TimelineBlock& block, const Calendar& calendar) {
  const auto from = clock_text(calendar, block.from);
  if (block.kind == BlockKind::shift_end) return block.label;
  const auto span = fmt::format("{}-{}", from, clock_text(calendar, block.until));
  if (block.kind == BlockKind::travel) return fmt::format("{} travel", span);
  auto text = fmt::format("{} {}", span, block.label);
  if (block.state == BlockState::proposed) text += " (proposed)";
  if (block.state == BlockState::planned) text += " (planned)";
  if (block.target && block.slack_s < 0)
    text += fmt::format(", LATE by {}", age_text(-block.slack_s));
  else if (block.target)
    text += fmt::format(", {} inside target", age_text(block.slack_s));
  return text;
}

}  // namespace

std::string left_words(const CaseRow& row) {
  if (row.needs_999) return row.left;
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

void write_alerts(TextPage& page, const WatchFacts& facts) {
  const auto panel = alert_panel(facts.picture, facts.now);
  page.section("ALERTS: " + alert_counts_text(panel, panel.groups.size()));
  for (const auto& group : panel.groups)
    for (const auto id : group.ids) {
      const auto& alert = *facts.picture.alerts.find(id)->second;
      page.row({{std::string(name_of(alert.severity)), 7}, {alert_line(alert, facts.picture, facts.now), 0}});
    }
}

void write_cases(TextPage& page, const WatchFacts& facts) {
  CaseList list;
  list.update(facts.picture, facts.now, facts.find, {});
  const auto most = facts.cases_most;
  const auto shown = most == 0 ? list.size() : std::max(std::min(most, list.size()), list.pinned());
  const auto counts = list.counts(0, shown);
  page.section(fmt::format("CASES by time left to send safely: {} open{}", counts.open,
                           facts.find.empty() ? "" : fmt::format(", those that fit “{}”", facts.find)));
  std::vector<std::vector<std::string>> rows{
      {"case", "left", "pri", "from", "need", "where", "age", "state", "team or place"}};
  for (std::size_t i = 0; i < shown; ++i) {
    const auto row = make_row(*facts.picture.cases.find(list.at(i))->second, facts.picture, facts.now);
    rows.push_back({fmt::format("{}{}", row.id == facts.selected ? ">" : "", row.id.value), left_words(row),
                    row.priority_text, row.source, row.need, row.locality,
                    row.flags.empty() ? row.age : row.age + " " + row.flags, row.state, row.unit});
  }
  page.table(rows);
  page.wrapped(fmt::format("{} of {} shown; out of view: {} breached, {} due in {} min, {} waiting", counts.shown,
                           counts.open, counts.breached_out, counts.due_soon_out,
                           facts.picture.site->thresholds.due_soon_min, counts.waiting_out));
}

void write_teams(TextPage& page, const WatchFacts& facts) {
  const auto& picture = facts.picture;
  const auto now = facts.now;
  std::size_t off_duty = 0;
  page.section("TEAMS");
  std::vector<std::vector<std::string>> rows;
  for (const auto& [id, team] : picture.teams) {
    if (team->status == TeamStatus::off_duty && team->queue.empty()) {
      ++off_duty;
      continue;
    }
    const auto shift =
        team->shift_end ? "until " + clock_text(picture.site->calendar, *team->shift_end) : std::string{};
    rows.push_back({id.value, std::string(words(team->status)), shift, position_words(*team, picture, now),
                    visits_words(*team, picture, now)});
  }
  page.table(rows);
  page.line(fmt::format("{} off duty", off_duty));
}

void write_places(TextPage& page, const WatchFacts& facts) {
  const auto& picture = facts.picture;
  const auto now = facts.now;
  if (picture.places.empty()) return;
  page.section("PLACES");
  std::vector<std::vector<std::string>> rows;
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
    rows.push_back({config->name, open, count, age});
  }
  page.table(rows);
}

void write_timeline(TextPage& page, const WatchFacts& facts) {
  const auto timeline = make_timeline(facts.picture, facts.now);
  const auto& calendar = facts.picture.site->calendar;
  page.section(fmt::format("TIMELINE: {} to {}, team by team", clock_text(calendar, timeline.from),
                           clock_text(calendar, timeline.until)));
  for (const auto& row : timeline.rows) {
    std::vector<std::string> blocks;
    for (const auto& block : row.blocks) blocks.push_back(block_words(block, calendar));
    page.row({{row.name, 6}, {blocks.empty() ? "free" : joined(blocks, "; "), 0}});
  }
  if (!timeline.held.cases.empty()) page.wrapped(held_words(timeline.held));
}

}  // namespace carehub::console
