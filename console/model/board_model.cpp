#include "console/model/board_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

void set_rag(BoardCard& card, Rag rag) {
  struct Look {
    RagShape shape;
    char letter;
    const char* word;
  };
  constexpr std::array<Look, 5> looks{{{RagShape::disc, 'G', "open"},
                                       {RagShape::triangle, 'A', "low"},
                                       {RagShape::square, 'R', "full"},
                                       {RagShape::dash, '-', "closed"},
                                       {RagShape::question, '?', "unknown"}}};
  const auto index = static_cast<std::size_t>(rag);
  const auto& look = index < looks.size() ? looks[index] : looks.back();
  card.rag = index < looks.size() ? rag : Rag::unknown;
  card.shape = look.shape;
  card.letter = look.letter;
  card.word = look.word;
}

// A time of day, with its weekday when that is not today.
std::string when_text(const Calendar& calendar, Instant at, Instant now) {
  const auto clock = clock_text(calendar, at);
  if (local_time(calendar, at).day == local_time(calendar, now).day) return clock;
  return day_text(calendar, at).substr(0, 3) + " " + clock;
}

std::string foot_of(const ServiceBoard& service, const Calendar& calendar, Instant now, bool is_short) {
  std::vector<std::string> parts;
  if (service.rag == Rag::closed) {
    if (service.opens) parts.push_back("opens " + when_text(calendar, *service.opens, now));
  } else {
    if (service.queue && *service.queue > 0) parts.push_back(fmt::format("{} queued", *service.queue));
    // In few words the last entry counts for more than when somebody is free: after it nobody is taken at all.
    if (service.next_free && *service.next_free > now && !(is_short && service.last_entry))
      parts.push_back((is_short ? "free " : "next free ") + when_text(calendar, *service.next_free, now));
    if (service.last_entry)
      parts.push_back((is_short ? "last " : "last entry ") + when_text(calendar, *service.last_entry, now));
  }
  return joined(parts, ", ");
}

std::string age_of(const ServiceBoard& service, Instant now, bool is_short) {
  if (service.rag == Rag::closed) return {};
  if (service.live) return "live";
  if (!service.reported_at) return service.rag == Rag::unknown ? "never said" : "";
  const auto age = age_text(std::max<std::int64_t>(0, whole_seconds(now - *service.reported_at))) + " ago";
  if (is_short) return age;
  if (service.rag == Rag::unknown) return "last said " + age;
  return (service.total ? "counted " : "said ") + age;
}

void make_unknown(BoardCard& card, std::string age) {
  set_rag(card, Rag::unknown);
  card.figure = "?";
  card.unit = "not known";
  if (age != card.age) card.age_short = age;
  card.age = std::move(age);
  card.age_warns = true;
}

BoardCard card_of(const ServiceBoard& service, const Calendar& calendar, Instant now, const LinkFacts& link) {
  BoardCard card;
  card.service = service.service;
  card.title = service.name;
  card.detail = service.detail;
  card.recent = service.recent;
  set_rag(card, service.rag);
  card.foot = foot_of(service, calendar, now, false);
  card.foot_short = foot_of(service, calendar, now, true);
  card.age = age_of(service, now, false);
  card.age_short = age_of(service, now, true);
  const auto link_age = whole_seconds(link.age);
  if (!link.live && link_age > board_unknown_after_s) {
    make_unknown(card, fmt::format("no link for {}", age_text(link_age)));
    return card;
  }
  if (!link.live) {
    card.stale = true;
    if (service.live && card.rag != Rag::closed) card.age = card.age_short = age_text(link_age) + " ago";
  }
  if (card.rag == Rag::closed) {
    card.figure = "–";
    // Within its hours, but nobody has signed on.
    const bool nobody = service.live && service.total == 0 && !service.opens;
    card.unit = nobody ? "no team on shift" : service.unit.starts_with("closed") ? service.unit : "closed";
  } else if (card.rag == Rag::unknown || !service.free) {
    make_unknown(card, card.age);
  } else {
    card.figure = std::to_string(*service.free);
    card.unit = service.unit;
  }
  return card;
}

std::vector<HourPoint> hours_of(const Board& board, const LocalTime& local) {
  std::vector<HourPoint> points(24);
  for (std::size_t hour = 0; hour < points.size(); ++hour) {
    auto& point = points[hour];
    point.hour = static_cast<std::int32_t>(hour);
    point.past = point.hour <= local.second_of_day / 3600;
    if (hour >= board.expected_x100.size()) continue;
    point.expected_x100 = std::max(0, board.expected_x100[hour]);
    const double expected = point.expected_x100 / 100.0;
    const double spread = 1.28 * std::sqrt(expected);
    point.low_x100 = static_cast<std::int32_t>(std::max(0.0, expected - spread) * 100);
    point.high_x100 = static_cast<std::int32_t>((expected + spread) * 100);
  }
  for (const auto& tally : board.hours) {
    if (tally.day != local.day || tally.hour < 0 || tally.hour > 23) continue;
    auto& point = points[static_cast<std::size_t>(tally.hour)];
    point.received = tally.received;
    point.met = tally.two_hour_met;
    point.ended = tally.two_hour_met + tally.two_hour_breached;
  }
  return points;
}

}  // namespace

BoardModel make_board(const Picture& picture, Instant now, const LinkFacts& link) {
  BoardModel model;
  if (!picture.board) return model;
  const auto& board = *picture.board;
  const auto& calendar = picture.site->calendar;
  const auto local = local_time(calendar, now);
  model.known = true;
  model.now_minute = local.second_of_day / 60;
  for (const auto& service : board.services) model.cards.push_back(card_of(service, calendar, now, link));
  model.hours = hours_of(board, local);
  for (const auto& one : board.localities) model.localities.push_back({one.name, one.teams_on_shift, one.teams_free});
  return model;
}

}  // namespace carehub::console
