// The clock changes of Europe/London, out of the system's time-zone data.
#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <exception>

#include "protocols/site/load.hpp"

namespace carehub::site {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr year first_year{2015};
constexpr year last_year{2045};

ZoneTransition transition(std::chrono::sys_seconds from, std::chrono::seconds offset, std::string abbreviation) {
  return {Instant(from), static_cast<std::int32_t>(std::chrono::duration_cast<minutes>(offset).count()),
          std::move(abbreviation)};
}

// The library stops at 2037, where the system's tables end; the rule in force then goes on: last Sundays of March and
// October at 01:00 UTC. Source: The Summer Time Order 2002, SI 2002/262.
void extend_by_rule(std::vector<ZoneTransition>& all) {
  const auto last_sunday = [](year y, std::chrono::month month) {
    return std::chrono::sys_seconds(sys_days{y / month / std::chrono::Sunday[std::chrono::last]}) + hours{1};
  };
  for (year y = first_year; y <= last_year; ++y) {
    for (const bool summer : {true, false}) {
      const auto at = last_sunday(y, summer ? std::chrono::March : std::chrono::October);
      if (Instant(at) > all.back().from) all.push_back(transition(at, hours{summer ? 1 : 0}, summer ? "BST" : "GMT"));
    }
  }
}

}  // namespace

std::vector<ZoneTransition> london_transitions() {
  std::vector<ZoneTransition> all;
  const std::chrono::sys_seconds end = sys_days{(last_year + std::chrono::years{1}) / 1 / 1};
  try {
    const auto* zone = date::locate_zone("Europe/London");
    for (std::chrono::sys_seconds at = sys_days{first_year / 1 / 1}; at < end;) {
      const auto info = zone->get_info(at);
      all.push_back(transition(info.begin, info.offset, info.abbrev));
      if (info.end <= at) break;
      at = info.end;
    }
  } catch (const std::exception&) {
    return {};
  }
  extend_by_rule(all);
  return all;
}

}  // namespace carehub::site
