#include "dispatcher/matching/plan/demand.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace carehub::matching::plan {

namespace {

constexpr std::size_t needs = enum_count<Need>;
using ByNeed = std::array<double, needs>;

// So many calls weigh as much as the profile's level, its shares and the usual mix of priorities.
constexpr double profile_calls = 100;
constexpr double share_calls = 50;
constexpr double weight_calls = 10;

double sum_of(const std::vector<std::int32_t>& weights) {
  return static_cast<double>(std::accumulate(weights.begin(), weights.end(), std::int64_t{0}));
}

// Calls an hour that the profile expects, by need.
ByNeed profile_rate(const Site& site, Instant at) {
  const auto local = local_time(site.calendar, at);
  const auto hour = static_cast<std::size_t>(local.second_of_day / 3600);
  ByNeed rates{};
  for (const DemandStream& stream : site.demand) {
    const auto& weights = local.weekday >= 5 ? stream.weekend_weights : stream.weekday_weights;
    const double all = sum_of(weights), all_needs = sum_of(stream.need_weights);
    if (hour >= weights.size() || all <= 0 || all_needs <= 0) continue;
    const auto day = static_cast<std::size_t>(local.weekday);
    const double factor = day < stream.day_factors_percent.size() ? stream.day_factors_percent[day] / 100.0 : 1;
    const double rate = stream.per_day_x100 / 100.0 * factor * weights[hour] / all;
    for (std::size_t i = 0; i < std::min(stream.needs.size(), stream.need_weights.size()); ++i)
      rates[static_cast<std::size_t>(stream.needs[i])] += rate * stream.need_weights[i] / all_needs;
  }
  return rates;
}

double total(const ByNeed& rates) {
  return std::accumulate(rates.begin(), rates.end(), 0.0);
}

// What the hours before brought, beside what the profile had expected of them.
struct Seen {
  double calls = 0;
  double expected = 0;
  double weight = 0;
  ByNeed by_need{};
};

Seen seen_in(const Site& site, const std::vector<const HourTally*>& hours) {
  Seen seen;
  for (const HourTally* hour : hours) {
    seen.expected += total(profile_rate(site, instant_of(site.calendar, hour->day, hour->hour * 60)));
    for (const NeedTally& need : hour->needs) {
      seen.calls += need.calls;
      seen.weight += static_cast<double>(need.weight);
      seen.by_need[static_cast<std::size_t>(need.need)] += need.calls;
    }
  }
  return seen;
}

double usual_weight(const MatchingRules& rules) {
  double sum = 0, all = 0;
  for (std::size_t i = 0; i < priority_mix.size(); ++i) {
    sum += priority_mix[i] * weight_of(rules, static_cast<Priority>(i + 1));
    all += priority_mix[i];
  }
  return sum / all;
}

}  // namespace

Demand expected_demand(const Site& site, Instant start, const std::vector<const HourTally*>& hours) {
  const Seen seen = seen_in(site, hours);
  const double level = (profile_calls + seen.calls) / (profile_calls + seen.expected);
  const double weight = (weight_calls * usual_weight(site.matching) + seen.weight) / (weight_calls + seen.calls);
  Demand demand{std::vector<DemandKind>(needs), std::llround(profile_calls + seen.calls)};
  for (auto& kind : demand.kinds) {
    kind.weight_permille_by_slot.assign(PriceBook::slots, 0);
    kind.calls_permille_by_slot.assign(PriceBook::slots, 0);
  }
  constexpr std::size_t slots_an_hour = 3600 / PriceBook::slot_s;
  for (std::size_t first = 0; first < PriceBook::slots; first += slots_an_hour) {
    const ByNeed rates = profile_rate(site, start + seconds(static_cast<std::int64_t>(first) * PriceBook::slot_s));
    const double all = total(rates);
    if (all <= 0) continue;
    for (std::size_t need = 0; need < needs; ++need) {
      const double share = (share_calls * rates[need] / all + seen.by_need[need]) / (share_calls + seen.calls);
      const double calls = 1000 * all * level * share;
      const auto at = static_cast<std::ptrdiff_t>(first);
      auto& kind = demand.kinds[need];
      std::fill_n(kind.weight_permille_by_slot.begin() + at, slots_an_hour, std::llround(calls * weight));
      std::fill_n(kind.calls_permille_by_slot.begin() + at, slots_an_hour, std::llround(calls));
    }
  }
  return demand;
}

std::uint64_t needs_met(const Site& site, const ServiceConfig& service, std::optional<SkillSet> skills) {
  std::uint64_t met = 0;
  for (const NeedRule& rule : site.need_rules) {
    const bool kind = rule.services.empty() || std::ranges::find(rule.services, service.kind) != rule.services.end();
    const bool taken = service.needs.empty() || std::ranges::find(service.needs, rule.need) != service.needs.end();
    if (kind && taken && (!skills || skills->covers(rule.skills)))
      met |= std::uint64_t{1} << static_cast<unsigned>(rule.need);
  }
  return met;
}

}  // namespace carehub::matching::plan
