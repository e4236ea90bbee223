#include "dispatcher/matching/plan/prices.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "protocols/base/assert.hpp"

namespace carehub::matching::plan {

namespace {

// One more team matters less, the more there are: how much the price falls with their number.
constexpr double fall = 1.8;
constexpr std::int32_t fewest_tenths = 7;
constexpr std::int64_t one = 65536;

// n ^ -1.8 by tenths of n, times 65536.
std::int64_t scarcity(std::int32_t tenths) {
  static const auto table = [] {
    std::array<std::int64_t, 1024> values{};
    for (std::size_t i = 1; i < values.size(); ++i)
      values[i] = std::llround(std::pow(static_cast<double>(i) / 10, -fall) * static_cast<double>(one));
    return values;
  }();
  const auto at = static_cast<std::size_t>(std::max(tenths, fewest_tenths));
  return table[std::min(at, table.size() - 1)];
}

}  // namespace

std::uint32_t PriceBook::curve_for(std::uint64_t kinds) {
  const auto same = std::ranges::find(curves_, kinds, &Curve::kinds);
  if (same != curves_.end()) return static_cast<std::uint32_t>(same - curves_.begin());
  curves_.push_back({kinds, {}});
  return static_cast<std::uint32_t>(curves_.size() - 1);
}

void PriceBook::add(std::uint64_t kinds, const OnShift& shift, std::int32_t tenths) {
  for (std::size_t kind = 0; kinds >> kind != 0; ++kind) {
    if ((kinds >> kind & 1U) == 0) continue;
    if (on_shift_.size() <= kind) on_shift_.resize(kind + 1, std::vector<std::int32_t>(slots, 0));
    auto& count = on_shift_[kind];
    // By the middle of each slot.
    const auto first = std::max<std::int64_t>(0, (shift.from_s + slot_s / 2 - 1) / slot_s);
    for (auto slot = static_cast<std::size_t>(first); slot < slots; ++slot) {
      const auto middle_s = static_cast<std::int64_t>(slot) * slot_s + slot_s / 2;
      if (middle_s < shift.from_s) continue;
      if (middle_s + last_of_shift.count() >= shift.to_s) break;
      count[slot] += tenths;
    }
  }
}

void PriceBook::settle(const std::vector<DemandKind>& demand, std::int64_t factor, std::int32_t pool_tenths) {
  const auto count_of = [&](std::size_t kind, std::size_t slot) {
    return kind < on_shift_.size() ? on_shift_[kind][slot] : 0;
  };
  // A large hub is many pools beside each other: each has its share of the units and of the calls.
  std::int32_t most = 0;
  for (const auto& count : on_shift_) most = std::max(most, *std::ranges::max_element(count));
  const std::int64_t share = most <= pool_tenths ? one : one * pool_tenths / most;
  for (Curve& curve : curves_) {
    curve.sum.assign(slots + 1, 0);
    for (std::size_t slot = 0; slot < slots; ++slot) {
      std::int64_t price = 0;
      for (std::size_t kind = 0; kind < demand.size(); ++kind) {
        if ((curve.kinds >> kind & 1U) == 0) continue;
        const auto units = static_cast<std::int32_t>(count_of(kind, slot) * share / one);
        const std::int64_t calls = demand[kind].weight_permille_by_slot[slot] * share / one;
        price += calls * scarcity(units);
      }
      curve.sum[slot + 1] = curve.sum[slot] + price * factor * (slot_s / 60) / (one * 1000);
    }
  }
}

std::int64_t PriceBook::sum_until(const Curve& curve, std::int64_t at_s) {
  const auto last = static_cast<std::int64_t>(slots) * slot_s;
  const auto at = std::clamp<std::int64_t>(at_s, 0, last);
  const auto slot = static_cast<std::size_t>(at / slot_s);
  if (slot == slots) return curve.sum[slots];
  return curve.sum[slot] + (curve.sum[slot + 1] - curve.sum[slot]) * (at % slot_s) / slot_s;
}

}  // namespace carehub::matching::plan
