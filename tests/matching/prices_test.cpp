#include <catch2/catch.hpp>

#include "dispatcher/matching/plan/costing.hpp"
#include "dispatcher/matching/plan/prices.hpp"

using namespace carehub;
using namespace carehub::matching::plan;

namespace {

constexpr Instant seven = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + hours{7};
constexpr std::int64_t hour_s = 3600;

DemandKind calls(std::int64_t weight_permille) {
  DemandKind kind;
  kind.weight_permille_by_slot.assign(PriceBook::slots, weight_permille);
  return kind;
}

// `few`: the only one who could take the second kind of need.
struct Book {
  PriceBook prices{seven};
  std::uint32_t many, few;

  explicit Book(std::int64_t second_kind) {
    many = prices.curve_for(0b01);
    few = prices.curve_for(0b11);
    for (int i = 0; i < 4; ++i) prices.add(0b01, {0, 12 * hour_s}, 10);
    prices.add(0b11, {0, 12 * hour_s}, 10);
    prices.settle({calls(4000), calls(second_kind)}, 4080, 240);
  }
};

}  // namespace

TEST_CASE("prices: a minute of whom few others could stand in for is dearer", "[matching][plan]") {
  const Book book(1000);
  CHECK(book.prices.between(book.few, hour_s, 2 * hour_s) > 2 * book.prices.between(book.many, hour_s, 2 * hour_s));
  CHECK(book.prices.between(book.many, hour_s, 2 * hour_s) > 0);
}

TEST_CASE("prices: who could take what nobody asks for costs no more", "[matching][plan]") {
  const Book book(0);
  CHECK(book.prices.between(book.few, 0, hour_s) == book.prices.between(book.many, 0, hour_s));
}

TEST_CASE("prices: spans add up, and nothing costs more than its parts", "[matching][plan]") {
  const Book book(1000);
  for (std::int64_t at = 0; at < 10 * hour_s; at += 611) {
    const auto whole_span = book.prices.between(book.few, 100, 100 + at);
    const auto parts =
        book.prices.between(book.few, 100, 100 + at / 2) + book.prices.between(book.few, 100 + at / 2, 100 + at);
    CHECK(whole_span == parts);
  }
  CHECK(book.prices.between(book.few, 30 * hour_s, 40 * hour_s) == 0);  // beyond its day
}

TEST_CASE("prices: in the last hour of a shift a unit no longer counts for the others", "[matching][plan]") {
  const Book book(1000);
  const auto early = book.prices.between(book.many, 9 * hour_s, 10 * hour_s);
  const auto late = book.prices.between(book.many, 11 * hour_s, 12 * hour_s);
  CHECK(late > early);
}

TEST_CASE("costing: the chance of a breach rises as the slack goes", "[matching][plan]") {
  CHECK(chance_of_breach(0, 0, 0) == 0);
  CHECK(chance_of_breach(-1, 0, 0) == whole);
  std::int32_t before = 0;
  for (std::int32_t slack_s = 7200; slack_s > -7200; slack_s -= 60) {
    const auto chance = chance_of_breach(slack_s, 1800, variance_of(2700));
    CHECK(chance >= before);
    before = chance;
  }
  CHECK(before == whole);
  CHECK(chance_of_breach(60, 1800, variance_of(2700)) == whole / 2);  // a minute is kept as a margin
}

TEST_CASE("costing: a minute of waiting counts by weight, and less after two hours", "[matching][plan]") {
  const MatchingRules rules;
  CHECK(waiting_cost(rules, 10, 60) == 10 * cost_per_minute);
  CHECK(waiting_cost(rules, 1, 7260) - waiting_cost(rules, 1, 7200) == cost_per_minute * rules.late_permille / 1000);
}

TEST_CASE("costing: a missed target of an urgent call outweighs every wait of a day", "[matching][plan]") {
  const MatchingRules rules;
  CHECK(breach_cost(rules, 10, whole) > waiting_cost(rules, 10, 7200));
  CHECK(breach_cost(rules, 10, whole) > 5 * breach_cost(rules, 1, whole));
}

TEST_CASE("costing: who is held back is dearer the nearer its target", "[matching][plan]") {
  const MatchingRules rules;
  Call call;
  Cost before = 0;
  for (std::int32_t waited_s = 0; waited_s < 7200; waited_s += 300) {
    call.waited_s = waited_s;
    call.due_s = 7200 - waited_s;
    const Cost cost = holding_cost(rules, call);
    CHECK(cost > before);
    before = cost;
  }
}
