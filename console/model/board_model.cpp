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

std::string rag_totals_of(const std::vector<BoardCard>& cards) {
  std::vector<std::string> parts;
  for (const char* word : {"open", "low", "full", "closed", "unknown"}) {
    const auto count = std::ranges::count(cards, word, &BoardCard::word);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, word));
  }
  return joined(parts, ", ");
}

// Who called today, most calls first.
std::string sources_of(const Board& board, LocalDay today) {
  std::vector<std::pair<std::int32_t, std::string_view>> counts;
  for (const HourTally& tally : board.hours) {
    if (tally.day != today) continue;
    for (std::size_t i = 0; i < tally.received_by_source.size(); ++i) {
      if (counts.size() <= i) counts.emplace_back(0, words(static_cast<Source>(i)));
      counts[i].first += tally.received_by_source[i];
    }
  }
  std::ranges::stable_sort(counts, std::ranges::greater{}, &std::pair<std::int32_t, std::string_view>::first);
  std::vector<std::string> parts;
  for (const auto& [count, source] : counts)
    if (count > 0) parts.push_back(fmt::format("{} {}", source, count));
  return joined(parts, ", ");
}

DayShare day_share(std::string day, std::int32_t met, std::int32_t ended, std::int32_t all_met,
                   std::int32_t all_ended) {
  return {std::move(day), fmt::format("in two hours {}, {} of {}", percent_text(met, ended), met, ended),
          fmt::format("all urgent response {}, {} of {}", percent_text(all_met, all_ended), all_met, all_ended)};
}

std::vector<DayShare> days_of(const Board& board, LocalDay today) {
  HourTally yesterday;
  for (const HourTally& tally : board.hours) {
    if (tally.day.days != today.days - 1) continue;
    yesterday.two_hour_met += tally.two_hour_met;
    yesterday.two_hour_breached += tally.two_hour_breached;
    yesterday.all_response_met += tally.all_response_met;
    yesterday.all_response_ended += tally.all_response_ended;
  }
  const HubStatus& status = board.status;
  return {day_share("today", status.two_hour_met, status.two_hour_ended, status.all_response_met,
                    status.all_response_ended),
          day_share("yesterday", yesterday.two_hour_met, yesterday.two_hour_met + yesterday.two_hour_breached,
                    yesterday.all_response_met, yesterday.all_response_ended)};
}

// Without a link the shifts go on unseen: after a while nothing of them is shown.
BoardForecast forecast_of(const Board& board, const Calendar& calendar, Instant now, const LinkFacts& link) {
  BoardForecast forecast = board_forecast(board, calendar, now);
  const auto link_age = whole_seconds(link.age);
  if (link.live || link_age <= board_unknown_after_s) return forecast;
  forecast.rows.clear();
  forecast.missing = fmt::format("not known: no link for {}", age_text(link_age));
  return forecast;
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
  model.actions = action_list(picture, now);
  model.stale = !link.live;
  model.age = link.live ? "live" : age_text(whole_seconds(link.age)) + " ago";
  model.rag_totals = rag_totals_of(model.cards);
  model.hours = hours_of(board, local);
  model.sources = sources_of(board, local.day);
  model.two_hour = control_chart(board.hours, local);
  model.signals = control_signals(model.two_hour, local);
  model.days = days_of(board, local.day);
  model.now = local;
  model.by_source = board_sources(board, local.day);
  model.ahead = board_ahead(board, calendar, now);
  model.forecast = forecast_of(board, calendar, now, link);
  model.opel = opel_sum(board, model.ahead, local);
  for (const auto& one : board.localities) model.localities.push_back({one.name, one.teams_on_shift, one.teams_free});
  return model;
}

}  // namespace carehub::console
