#include <algorithm>
#include <catch2/catch.hpp>

#include "protocols/site/load.hpp"
#include "tests/simulation/plan_watch.hpp"
#include "tests/simulation/world.hpp"
#include "tests/support/paths.hpp"
#include "tools/bench/storm.hpp"

// The shipped hub of Mid-Nottinghamshire on its worst day: ten times the calls of a late morning; in the middle of the
// hour half of its teams are gone, and nobody knows where the others are. How long an answer takes then is measured by
// carehub-bench --only storm; here it is looked at whether it is right.

namespace carehub::test {

namespace {

Site shipped_hub() {
  auto loaded = site::load_site(std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/sites/mid-nottinghamshire.toml");
  REQUIRE(loaded.has_value());
  return std::move(loaded->site);
}

struct Survived {
  std::size_t waiting_most = 0, decisions = 0, sent = 0;
  PlanWatch::Seen seen;
};

// Looks at the hub after every decision that changed something.
Survived survive(bench::Storm& storm) {
  Survived survived;
  PlanWatch watch;
  storm.play([&](const core::State& state, const bench::Storm::Done& done) {
    if (done.decision.events.empty()) return;
    ++survived.decisions;
    survived.waiting_most = std::max(survived.waiting_most, state.case_indices().waiting().size());
    survived.sent += static_cast<std::size_t>(std::ranges::count_if(
        done.decision.events, [](const Event& event) { return std::holds_alternative<TeamAllocated>(event); }));
    const Fault fault = watch.look(state, {done.command, done.decision, done.now});
    if (!fault.empty()) FAIL(iso8601(done.now) << " " << command_name(done.command) << ": " << fault);
  });
  survived.seen = watch.seen();
  return survived;
}

// Each call that was told is somebody's case: open and counted, or ended.
void check_nothing_dropped(const bench::Storm& storm) {
  const core::State& state = storm.state();
  std::set<CaseId> known;
  for (const CaseId id : storm.told()) {
    INFO(id.value);
    CHECK(known.insert(id).second);
    const Case* c = state.find_case(id);
    REQUIRE(c != nullptr);
    const bool listed = state.case_indices().open().contains(id);
    CHECK(listed == is_open(c->status));
    CHECK(c->closed.has_value() == !listed);
  }
  CHECK(state.cases_after({}, SIZE_MAX).size() == storm.told().size());
  CHECK(broken_invariant(state) == "");
}

}  // namespace

TEST_CASE("storm: ten times the calls, half of the teams gone: everybody has one answer, and nothing is dropped",
          "[simulation][plan][storm]") {
  const Site site = shipped_hub();
  const bool automatic = GENERATE(false, true);
  bench::Storm storm(site, {.seed = 3, .automatic = automatic});
  const Survived survived = survive(storm);
  CAPTURE(automatic, survived.decisions, survived.waiting_most, survived.sent, survived.seen.behind, survived.seen.held,
          storm.told().size(), storm.lost().size());
  check_nothing_dropped(storm);
  CHECK(storm.told().size() > 200);
  CHECK(storm.lost().size() > 5);
  CHECK(survived.sent > 15);
  CHECK(survived.seen.behind > 50);
  CHECK(survived.seen.held > 50);
}

TEST_CASE("storm: so many wait that the hub is planned around what changes: the same holds",
          "[simulation][plan][storm]") {
  bench::Storm storm(shipped_hub(), {.seed = 5, .calls_factor = 30, .before = minutes{10}, .after = minutes{5}});
  const Survived survived = survive(storm);
  CAPTURE(survived.decisions, survived.waiting_most, survived.sent, survived.seen.behind, survived.seen.held);
  check_nothing_dropped(storm);
  CHECK(storm.told().size() > 500);
  CHECK(survived.waiting_most > 2 * 64);
  CHECK(survived.seen.behind > 50);
  CHECK(survived.seen.held > 100);
}

TEST_CASE("storm: the same seed gives the same storm", "[simulation][plan][storm]") {
  const Site site = shipped_hub();
  std::set<Sequence> ends;
  for (int i = 0; i < 2; ++i) {
    bench::Storm storm(site, {.seed = 4, .before = minutes{10}, .length = minutes{20}, .after = minutes{0}});
    storm.play({});
    ends.insert(storm.state().hub().last_sequence);
  }
  CHECK(ends.size() == 1);
}

}  // namespace carehub::test
