#pragma once
// The top bar of every workspace, in words. Always there, always exact.

#include <array>
#include <string>

#include "console/model/open_cases.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console {

// What the link says of itself; filled by the application from link::LinkStatus.
struct LinkFacts {
  bool live = false;
  bool refused = false;
  Duration age{};    // since the last sign of life
  std::string text;  // why refused, or what is being tried
  std::int32_t speed = 1;
  bool replay = false;   // the picture is of a moment that was; the link only brings it
  bool earlier = false;  // the picture is what an earlier console left here; the hub has not sent one yet
};

struct Counts {
  std::int32_t open = 0;
  std::int32_t waiting = 0;
  std::int32_t due_soon = 0;
  std::int32_t breached = 0;
  std::array<std::int32_t, 3> alerts{};  // unresolved ones by severity, whether or not somebody has them in hand
  [[nodiscard]] std::int32_t alerts_total() const { return alerts[0] + alerts[1] + alerts[2]; }
};

// Counted from the records themselves at `now`; from the hub's own status where no records are held (the board).
[[nodiscard]] Counts count(const Picture& picture, Instant now);
// The same from an index that follows this picture.
[[nodiscard]] Counts count(const Picture& picture, const OpenCases& cases);

struct HeaderText {
  bool known = false;  // a picture has come; before it no time, count or level is, and each says "–"
  std::string hub;     // "Isle of Wight"
  std::string day;     // "Sun 22 Nov 2026"
  std::string time;    // "19:42:07"
  std::string zone;    // "GMT"
  bool link_live = false;
  std::string link;             // "live 0.2 s", "stale since 19:41:55", "refused: ..."
  std::string since;            // the same, and "as of 19:41:55, before this console started"
  bool replay = false;          // never to be taken for the hub as it is
  std::string speed;            // "simulated, 30x"; empty in a real hub
  std::string opel;             // "OPEL 2", "OPEL not declared"
  std::string opel_owner;       // "R. Hale, 3 h 32 old"
  bool opel_ask_again = false;  // older than the site allows
  std::int32_t opel_level = 0;
  Counts counts;
  std::int32_t actions_overdue = 0;
  std::int32_t due_soon_min = 30;  // what "due soon" means in this hub
  std::string two_hour;            // "87%", "–" when nothing has ended
  std::string two_hour_detail;     // "in two hours today, 39 of 45"
  std::string all_response;
  std::string all_response_detail;  // "all urgent response, 52 of 63"
  std::string who;                  // "A. Reed · operator"
};

[[nodiscard]] HeaderText header_text(const Picture& picture, Instant now, const LinkFacts& link, const Actor& who);
[[nodiscard]] HeaderText header_text(const Picture& picture, Instant now, const LinkFacts& link, const Actor& who,
                                     const Counts& counts);
[[nodiscard]] HubStatus status_of(const Picture& picture);
// "87%", rounded down so that a missed target never looks met; "–" for none of none.
[[nodiscard]] std::string percent_text(std::int32_t part, std::int32_t whole);

}  // namespace carehub::console
