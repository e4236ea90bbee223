#include "tools/simulate/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tools/simulate/caller.hpp"

namespace carehub::tools::simulate {
namespace {

constexpr std::int32_t seconds_in_day = 86'400;

bool is_weekend(const Site& site, LocalDay day, std::int32_t weekday) {
  return weekday >= 5 || std::ranges::binary_search(site.calendar.bank_holidays, day);
}

// Bank holidays behave like Sundays (domain facts 09).
std::int32_t factor_percent(const Site& site, const DemandStream& stream, LocalDay day, std::int32_t weekday) {
  const bool holiday = std::ranges::binary_search(site.calendar.bank_holidays, day);
  return stream.day_factors_percent[static_cast<std::size_t>(holiday ? 6 : weekday)];
}

// The chance of a call in one second of each hour, as a share of 2^32: multiplications and divisions only, which every
// machine rounds alike.
std::vector<std::uint64_t> thresholds(const Site& site, const DemandStream& stream, double calls_factor, LocalDay day,
                                      std::int32_t weekday) {
  const auto& weights = is_weekend(site, day, weekday) ? stream.weekend_weights : stream.weekday_weights;
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  const double calls = stream.per_day_x100 / 100.0 * factor_percent(site, stream, day, weekday) / 100.0 * calls_factor;
  std::vector<std::uint64_t> result;
  for (const auto weight : weights) {
    const double per_second = calls * weight / static_cast<double>(std::max<std::int64_t>(sum, 1)) / 3600.0;
    result.push_back(static_cast<std::uint64_t>(std::clamp(per_second, 0.0, 1.0) * 4294967296.0));
  }
  return result;
}

struct Arrival {
  Instant at;
  std::size_t stream = 0;
};

std::vector<Arrival> arrivals(const Site& site, const DayOptions& options, LocalDay day, std::string_view label) {
  std::vector<Arrival> all;
  const auto weekday = ((day.days + 3) % 7 + 7) % 7;
  const auto midnight = instant_of(site.calendar, day, 0);
  for (std::size_t i = 0; i < site.demand.size(); ++i) {
    Random random(options.seed, fmt::format("{}/arrivals/{}", label, i));
    const auto chances = thresholds(site, site.demand[i], options.calls_factor, day, weekday);
    for (std::int32_t second = 0; second < seconds_in_day; ++second) {
      const auto hour = static_cast<std::size_t>(second / 3600);
      if (hour < chances.size() && (random.next() >> 32) < chances[hour])
        all.push_back({midnight + seconds{second}, i});
    }
  }
  std::ranges::stable_sort(all, {}, &Arrival::at);
  return all;
}

}  // namespace

std::vector<Call> calls_of_day(const Site& site, const DayOptions& options, LocalDay day) {
  std::vector<Call> calls;
  if (site.localities.empty()) return calls;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day.days}}};
  const auto label = fmt::format("{}-{:04}-{:02}-{:02}", options.seed, static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  Random order(options.seed, label + "/numbers");
  Numbers numbers(order);
  for (const auto& arrival : arrivals(site, options, day, label)) {
    const auto key = fmt::format("sim-{}-{}", label, calls.size() + 1);
    calls.push_back(invent_call(site, site.demand[arrival.stream], arrival.at, key, options.seed, numbers));
  }
  return calls;
}

Call second_call(const Call& first, Instant at) {
  Call again = first;
  again.at = at;
  again.key = first.key + "-again";
  again.rings_again.reset();
  again.cancels.reset();
  auto& referral = again.command.referral;
  referral.external_ids = {{std::string(key_system), again.key}};
  referral.source = Source::nhs111;
  referral.referrer = "111, second call";
  referral.ambulance = {};
  referral.summary = "Rang again: " + referral.summary;
  referral.narrative = "Rang before and nobody has come. " + referral.narrative;
  referral.flags.push_back({FlagKind::repeat_caller, "", "rang before today"});
  again.command.triage.reset();
  return again;
}

}  // namespace carehub::tools::simulate
