#include "console/model/way.hpp"

#include <fmt/format.h>

namespace carehub::console {

std::string way_words(const Site& site, Coordinates from, Coordinates to, Instant now) {
  const TravelModel& travel = site.travel;
  const auto metres = metres_between(from, to);
  const auto hour = static_cast<std::size_t>(local_time(site.calendar, now).second_of_day / 3600);
  const std::int64_t kmh = hour < travel.kmh_by_hour.size() ? travel.kmh_by_hour[hour] : 0;
  const auto road_m = metres * travel.detour_percent / 100;
  std::string text = fmt::format("{}.{} km straight, {}.{} by road", metres / 1000, metres % 1000 / 100, road_m / 1000,
                                 road_m % 1000 / 100);
  if (kmh > 0) text += fmt::format(", about {} min", (travel.fixed_s + road_m * 36 / (kmh * 10)) / 60);
  return text;
}

}  // namespace carehub::console
