#include "tools/rounds/breaks.hpp"

#include <algorithm>
#include <array>

#include "tools/rounds/windows.hpp"

namespace carehub::rounds {

namespace {

constexpr std::size_t sets_max = std::size_t{1} << breaks_max;

// Where somebody on the way is: the clock, and how much of the way is left.
struct Underway {
  std::int64_t time = never;
  std::int64_t rest = 0;
  std::int32_t last = -1;  // the break before this
};

using BySet = std::array<Underway, sets_max>;

// Has the break next, as early as can be.
void take(const Break& next, std::size_t which, const Underway& before, Underway& after) {
  const std::int64_t start = earliest_in(next.windows, before.time);
  if (start == never) return;
  const std::int64_t time = start + next.service_s;
  if (time >= after.time) return;
  after = {time, before.rest - std::min(before.rest, start - before.time), static_cast<std::int32_t>(which)};
}

// Every set of breaks on a way that is left at `ready` with the breaks `had`.
void spread(std::span<const Break> breaks, BreakSet allowed, std::int64_t travel_s, BreakSet had, std::int64_t ready,
            BySet& ways) {
  for (BreakSet m = 0; m <= all_breaks(breaks); ++m) ways[m].time = never;
  ways[had] = {ready, travel_s, -1};
  for (BreakSet m = had; m <= all_breaks(breaks); ++m) {
    if (ways[m].time == never) continue;
    for (std::size_t b = 0; b < breaks.size(); ++b) {
      const BreakSet bit = BreakSet{1} << b;
      if ((m & bit) == 0 && (allowed & bit) != 0) take(breaks[b], b, ways[m], ways[m | bit]);
    }
  }
}

// The mirror image: the break ends by `after.time`, as late as can be.
void take_back(const Break& last, const Underway& after, Underway& before) {
  const std::int64_t by = after.time - last.service_s;
  const std::int64_t start = latest_in(last.windows, by);
  if (start == -never || start <= before.time) return;
  before = {start, after.rest - std::min(after.rest, by - start), -1};
}

void spread_back(std::span<const Break> breaks, BreakSet allowed, std::int64_t travel_s, BreakSet left,
                 std::int64_t late, BySet& ways) {
  for (BreakSet m = 0; m <= all_breaks(breaks); ++m) ways[m].time = -never;
  ways[left] = {late, travel_s, -1};
  for (BreakSet m = left; m <= all_breaks(breaks); ++m) {
    if (ways[m].time == -never) continue;
    for (std::size_t b = 0; b < breaks.size(); ++b) {
      const BreakSet bit = BreakSet{1} << b;
      if ((m & bit) == 0 && (allowed & bit) != 0) take_back(breaks[b], ways[m], ways[m | bit]);
    }
  }
}

}  // namespace

void drive(std::span<const Break> breaks, BreakSet allowed, std::int64_t travel_s, const std::int64_t* ready,
           std::int64_t* arrival) {
  BySet ways;
  const BreakSet all = all_breaks(breaks);
  std::fill(arrival, arrival + all + 1, never);
  for (BreakSet had = 0; had <= all; ++had) {
    if (ready[had] >= never) continue;
    spread(breaks, allowed, travel_s, had, ready[had], ways);
    for (BreakSet m = had; m <= all; ++m)
      if (ways[m].time != never) arrival[m] = std::min(arrival[m], ways[m].time + ways[m].rest);
  }
}

void drive_back(std::span<const Break> breaks, BreakSet allowed, std::int64_t travel_s, const std::int64_t* late,
                std::int64_t* leave) {
  BySet ways;
  const BreakSet all = all_breaks(breaks);
  std::fill(leave, leave + all + 1, -never);
  for (BreakSet left = 0; left <= all; ++left) {
    if (late[left] <= -never) continue;
    spread_back(breaks, allowed, travel_s, left, late[left], ways);
    for (BreakSet m = left; m <= all; ++m)
      if (ways[m].time != -never) leave[m] = std::max(leave[m], ways[m].time - ways[m].rest);
  }
}

std::vector<BreakTaken> breaks_on_way(std::span<const Break> breaks, BreakSet allowed, BreakSet taken,
                                      std::int64_t travel_s, std::int64_t ready, std::int64_t& arrival) {
  BySet ways;
  spread(breaks, allowed, travel_s, 0, ready, ways);
  arrival = ways[taken].time == never ? never : ways[taken].time + ways[taken].rest;
  std::vector<BreakTaken> order;
  if (arrival == never) return order;
  for (BreakSet m = taken; m != 0;) {
    const auto which = static_cast<std::size_t>(ways[m].last);
    m &= ~(BreakSet{1} << which);
    const Underway& before = ways[m];
    const std::int64_t start = earliest_in(breaks[which].windows, before.time);
    const std::int64_t driven = std::min(before.rest, start - before.time);
    order.push_back({which, before.time + driven, start, travel_s - before.rest + driven});
  }
  std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace carehub::rounds
