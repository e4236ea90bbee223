#pragma once
// The capacity board: figures without any patient data. What is too old is unknown, never open.

#include <string>
#include <vector>

#include "console/model/action_list.hpp"
#include "console/model/board_ahead.hpp"
#include "console/model/board_forecast.hpp"
#include "console/model/board_sources.hpp"
#include "console/model/control_chart.hpp"
#include "console/model/header.hpp"
#include "console/model/opel_sum.hpp"
#include "console/model/picture.hpp"

namespace carehub::console {

enum class RagShape { disc, triangle, square, dash, question };

struct BoardCard {
  ServiceId service;
  std::string title;   // "Crisis response"
  std::string detail;  // "2 teams on shift"
  Rag rag = Rag::unknown;
  RagShape shape = RagShape::question;
  char letter = '?';                  // G, A, R, -, ?
  std::string word;                   // "open", "low", "full", "closed", "unknown"
  std::string figure;                 // "5", "–", "?"
  std::string unit;                   // "of 12 places"
  std::string foot;                   // "next free 20:24", "3 queued, last entry 22:15"
  std::string age;                    // "live", "said 9 min ago", "last said 2 h 10 ago"
  std::string foot_short, age_short;  // for a narrow card: "3 queued, last 22:15", "9 min ago"
  bool age_warns = false;
  bool stale = false;                // the link is down: as it was then, and not to be read as the present
  std::vector<std::int32_t> recent;  // every 15 minutes, newest last; -1 unknown
};

struct HourPoint {
  std::int32_t hour = 0;  // local
  std::int32_t received = 0;
  std::int32_t expected_x100 = 0;
  std::int32_t low_x100 = 0;  // the usual range: expected less and plus 1.28 roots of it (eight days in ten)
  std::int32_t high_x100 = 0;
  std::int32_t met = 0;
  std::int32_t ended = 0;  // two-hour clocks ended, by hour received
  bool past = false;       // this hour has begun
};

struct LocalityLine {
  std::string name;
  std::int32_t on_shift = 0;
  std::int32_t free = 0;
};

// The two-hour share of one day with both denominators.
struct DayShare {
  std::string day;       // "today", "yesterday"
  std::string two_hour;  // "in two hours 92%, 13 of 14"
  std::string all;       // "all urgent response 95%, 23 of 24"
};

struct BoardModel {
  bool known = false;  // a board has been received
  std::string age;     // of the figures that are counted by the hub itself: "live", "12 s ago"
  bool stale = false;  // the link is down
  std::vector<BoardCard> cards;
  std::string rag_totals;            // "7 open, 3 low, 5 full, 2 closed, 1 unknown"
  std::vector<HourPoint> hours;      // 24, today
  std::string sources;               // calls of today: "NHS 111 34, care home 2"; empty: none came
  ControlChart two_hour;             // of the last 48 hours
  std::vector<std::string> signals;  // its points outside, in words, newest first
  std::vector<DayShare> days;        // newest first
  LocalTime now;
  std::int32_t now_minute = 0;  // minute of the local day
  BoardSources by_source;
  BoardAhead ahead;
  BoardForecast forecast;
  OpelSum opel;
  std::vector<LocalityLine> localities;
  ActionList actions;
};

// Seconds without a sign of life after which even live figures are unknown.
inline constexpr std::int64_t board_unknown_after_s = 60;

[[nodiscard]] BoardModel make_board(const Picture& picture, Instant now, const LinkFacts& link);
inline constexpr std::int32_t two_hour_threshold_percent = 70;  // NHS England, 2-hour UCR standard, 2026 text

}  // namespace carehub::console
