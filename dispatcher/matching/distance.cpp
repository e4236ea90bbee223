#include "dispatcher/matching/distance.hpp"

#include <algorithm>

#include "protocols/domain/opening_hours.hpp"

namespace carehub::matching {

Distances::Distances(const TravelBasis& basis, Instant now) : site_(basis.site), basis_(basis), plain_(basis.plain()) {
  const Site& site = *site_;
  const LocalTime local = local_time(site.calendar, now);
  into_hour_s_ = local.second_of_day % 3600;
  hour_ = local.second_of_day / 3600;
  for (std::size_t ahead = 0; ahead < metres_per_s_.size(); ++ahead) {
    const auto hour = (static_cast<std::size_t>(hour_) + ahead) % 24;
    const auto& kmh = site.travel.kmh_by_hour;
    metres_per_s_[ahead] = (hour < kmh.size() ? kmh[hour] : kmh_unknown) / 3.6;
  }
  if (!plain_ && basis_.ground == nullptr) basis_.ground = std::make_shared<const TravelGround>(site);
}

void Distances::find_parts(Spot& spot) const {
  basis_.ground->locate_zone(site_->travel, spot);
  if (basis_.corrects()) basis_.ground->locate_area(spot);
  spot.located = true;
}

Distance Distances::between(const Spot& from, const Spot& to) const {
  const auto extra = barrier_s(site_->travel, from.at, to.at);
  Distance way{0, Distance::no_way};
  if (extra)
    way = {1000 * (site_->travel.detour_percent / 100.0) * arc_km(from, to), static_cast<std::int32_t>(*extra)};
  if (!plain_) way.leg = keep_leg(from, to);
  return way;
}

// 0 where nothing but the estimate has a say.
std::uint32_t Distances::keep_leg(Spot from, Spot to) const {
  locate(from);
  locate(to);
  const Leg leg = basis_.ground->leg(site_->travel, from, to);
  if (leg.pair == Leg::unmeasured && !basis_.corrects()) return 0;
  kept_.push_back({leg, to.area});
  return static_cast<std::uint32_t>(kept_.size());
}

std::int32_t Distances::kept_s(const Distance& way, std::size_t ahead) const {
  const Kept& kept = kept_[way.leg - 1];
  TravelParts parts{way.metres, std::nullopt, metres_per_s_[ahead],
                    static_cast<std::int32_t>((static_cast<std::size_t>(hour_) + ahead) % 24)};
  if (way.extra_s != Distance::no_way) parts.extra_s = way.extra_s;
  return team_s_of(basis_, parts, kept.leg, kept.area);
}

std::int32_t Distances::team_s(const Distance& way, std::int32_t start_s) const {
  const auto hour = static_cast<std::size_t>((into_hour_s_ + std::max(0, start_s)) / 3600);
  const std::size_t ahead = std::min(hour, metres_per_s_.size() - 1);
  if (way.leg != 0) return kept_s(way, ahead);
  if (way.extra_s == Distance::no_way) return -1;
  const double speed = metres_per_s_[ahead];
  if (speed <= 0) return -1;
  return static_cast<std::int32_t>(site_->travel.fixed_s + way.metres / speed) + way.extra_s;
}

std::int32_t Distances::person_s(const Distance& way) const {
  if (way.extra_s == Distance::no_way || site_->travel.person_kmh <= 0) return -1;
  const double speed = site_->travel.person_kmh / 3.6;
  return static_cast<std::int32_t>(site_->travel.person_fixed_s + way.metres / speed) + way.extra_s;
}

}  // namespace carehub::matching
