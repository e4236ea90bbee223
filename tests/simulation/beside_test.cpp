// What goes on beside the hub, on whatever hub chance has made: better plans and outlooks.

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "dispatcher/core/beside.hpp"
#include "dispatcher/matching/lookahead/look_ahead.hpp"
#include "tests/simulation/plan_watch.hpp"
#include "tests/simulation/world.hpp"

namespace carehub::test {

namespace {

// Empty if each figure can be one, and is about a case that nobody has reached.
std::string fault_of(const Outlook& outlook, const core::State& state) {
  for (const CaseOutlook& one : outlook.cases) {
    const Case* c = state.find_case(one.case_id);
    if (c == nullptr || !is_open(c->status)) return fmt::format("{} is not open", one.case_id.value);
    if (one.breach_permille < 0 || one.breach_permille > 1000)
      return fmt::format("a chance of {}", one.breach_permille);
    if (one.likely && *one.likely < outlook.made) return fmt::format("{} was reached before now", one.case_id.value);
    if (one.likely && one.latest && *one.latest < *one.likely) return "nine of ten come before half of them";
  }
  for (const ServiceOutlook& one : outlook.services) {
    for (std::size_t i = 0; i < one.waiting_x100.size(); ++i)
      if (one.late_x100[i] < 0 || one.late_x100[i] > one.waiting_x100[i]) return "more are late than wait";
  }
  return {};
}

}  // namespace

TEST_CASE("beside: in any hub an outlook can be had and a better plan keeps every rule", "[simulation][plan]") {
  int outlooks = 0, taken = 0, chances = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    Site site = busy_site(seed);
    site.matching.rounds = 0;  // what is decided at once is only the cheapest place for each
    site.matching.moves = 1;
    site.lookahead.futures = 4;
    site.lookahead.action_futures = 2;
    World world(seed, site);
    world.hub.keep_journal = false;
    PlanWatch watch;
    for (int i = 0; i < 500; ++i) {
      const core::Decision decision = world.step();
      Fault fault = watch.look(world.hub.state(), {world.command(), decision, world.hub.now()});
      if (!fault.empty()) FAIL("step " << i << ": " << fault);
      if (i % 5 != 0) continue;
      if (const auto outset = core::outset(world.hub.state(), world.hub.now())) {
        const Outlook outlook = matching::lookahead::look_ahead(*outset);
        const std::string wrong = fault_of(outlook, world.hub.state());
        if (!wrong.empty()) FAIL("step " << i << ": " << wrong);
        ++outlooks;
        for (const CaseOutlook& one : outlook.cases) chances += one.breach_permille > 0 && one.breach_permille < 1000;
      }
      const auto standing = core::standing_plan(world.hub.state(), world.hub.now());
      const auto better = standing ? standing->improved(30) : std::nullopt;
      if (!better) continue;
      const core::Decision improved = world.hub.as_system(*better);
      taken += improved.refusal ? 0 : 1;
      fault = watch.look(world.hub.state(), {*better, improved, world.hub.now()});
      if (!fault.empty()) FAIL("step " << i << ", a better plan: " << fault);
    }
  }
  CAPTURE(outlooks, taken, chances);
  CHECK(outlooks > 300);
  CHECK(taken > 5);
  CHECK(chances > 20);
}

}  // namespace carehub::test
