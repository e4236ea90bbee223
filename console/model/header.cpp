#include "console/model/header.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/action_list.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

std::string link_text(const Picture& picture, Instant now, const LinkFacts& link) {
  if (link.refused) return "refused: " + link.text;
  if (!link.live) {
    if (link.replay) return "no link to the hub";
    if (picture.number == 0) return "no link yet";  // what is being tried stands on the screen itself
    return "stale since " + clock_text_seconds(picture.site->calendar, now - link.age * link.speed);
  }
  const auto tenths =
      std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::milliseconds>(link.age).count() / 100);
  return fmt::format("live {}.{} s", tenths / 10, tenths % 10);
}

std::string since_text(const Picture& picture, Instant now, const LinkFacts& link) {
  if (!link.earlier || link.refused || picture.number == 0) return link_text(picture, now, link);
  const auto& calendar = picture.site->calendar;
  const Instant as_of = now - link.age;
  const bool today = local_time(calendar, as_of).day == local_time(calendar, now).day;
  return fmt::format("as of {}{}, before this console started", clock_text_seconds(calendar, as_of),
                     today ? std::string() : " on " + day_text(calendar, as_of));
}

void set_opel(HeaderText& text, const Picture& picture, const Opel& opel, Instant now) {
  text.opel_level = opel.level;
  if (opel.level == 0) {
    text.opel = text.known ? "OPEL not declared" : "OPEL –";
    return;
  }
  const auto age = whole_seconds(now - opel.at);
  text.opel = fmt::format("OPEL {}", opel.level);
  text.opel_owner = fmt::format("{}, {} old", opel.by, age_text(age));
  text.opel_ask_again = age > std::int64_t{picture.site->thresholds.opel_ask_again_min} * 60;
}

void set_time(HeaderText& text, const Calendar& calendar, Instant now) {
  if (!text.known) {
    text.time = "–";
    return;
  }
  text.day = day_text(calendar, now);
  text.time = clock_text_seconds(calendar, now);
  const auto zone = local_time(calendar, now).abbreviation;
  text.zone = zone.empty() ? "UTC" : std::string(zone);
}

std::string of_all(const HeaderText& text, std::int32_t part, std::int32_t whole) {
  return text.known ? fmt::format(", {} of {}", part, whole) : std::string();
}

Counts counts_of(const HubStatus& status) {
  return {.open = status.open,
          .waiting = status.waiting,
          .due_soon = status.due_soon,
          .breached = status.breached,
          .alerts = status.alerts};
}

}  // namespace

HubStatus status_of(const Picture& picture) {
  return picture.board && picture.status.hub_name.empty() ? picture.board->status : picture.status;
}

Counts count(const Picture& picture, const OpenCases& cases) {
  const auto status = status_of(picture);
  if (picture.cases.empty() && picture.alerts.empty()) return counts_of(status);
  const auto& totals = cases.totals();
  Counts counts{.open = totals.open,
                .waiting = totals.waiting,
                .due_soon = totals.due_soon,
                .breached = totals.breached,
                .alerts = {}};
  for (const auto& [id, alert] : picture.alerts) ++counts.alerts.at(static_cast<std::size_t>(alert->severity));
  return counts;
}

Counts count(const Picture& picture, Instant now) {
  OpenCases cases;
  cases.follow(picture, now);
  return count(picture, cases);
}

std::string percent_text(std::int32_t part, std::int32_t whole) {
  if (whole <= 0) return "–";
  return fmt::format("{}%", std::int64_t{part} * 100 / whole);
}

HeaderText header_text(const Picture& picture, Instant now, const LinkFacts& link, const Actor& who) {
  return header_text(picture, now, link, who, count(picture, now));
}

HeaderText header_text(const Picture& picture, Instant now, const LinkFacts& link, const Actor& who,
                       const Counts& counts) {
  const auto& calendar = picture.site->calendar;
  const auto status = status_of(picture);
  HeaderText text;
  text.hub = status.hub_name.empty() ? picture.site->name : status.hub_name;
  text.known = picture.number > 0;
  set_time(text, calendar, now);
  text.link_live = link.live;
  text.link = link_text(picture, now, link);
  text.since = since_text(picture, now, link);
  text.replay = link.replay;
  const auto speed = std::max(link.speed, status.speed);
  if (link.replay)
    text.speed = status.simulated ? "simulated" : "";
  else if (speed > 1 || status.simulated)
    text.speed = fmt::format("simulated, {}x", speed);
  set_opel(text, picture, status.opel, now);
  text.counts = counts;
  text.actions_overdue = static_cast<std::int32_t>(
      std::ranges::count_if(actions_of(picture), [now](const AssignedAction& one) { return is_overdue(one, now); }));
  text.due_soon_min = picture.site->thresholds.due_soon_min;
  text.two_hour = percent_text(status.two_hour_met, status.two_hour_ended);
  text.two_hour_detail = "in two hours today" + of_all(text, status.two_hour_met, status.two_hour_ended);
  text.all_response = percent_text(status.all_response_met, status.all_response_ended);
  text.all_response_detail = "all urgent response" + of_all(text, status.all_response_met, status.all_response_ended);
  text.who = fmt::format("{} · {}", who.user.value, words(who.role));
  return text;
}

}  // namespace carehub::console
