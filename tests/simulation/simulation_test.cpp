#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/core/snapshot.hpp"
#include "tests/simulation/plan_watch.hpp"
#include "tests/simulation/world.hpp"

namespace carehub::test {

namespace {

// CAREHUB_SEED=7 repeats one run.
std::vector<std::uint64_t> seeds(std::uint64_t count) {
  if (const char* one = std::getenv("CAREHUB_SEED")) return {std::strtoull(one, nullptr, 10)};
  std::vector<std::uint64_t> list;
  for (std::uint64_t seed = 1; seed <= count; ++seed) list.push_back(seed);
  return list;
}

core::State replayed(const Hub& hub) {
  core::State state;
  Sequence sequence = 0;
  for (const auto& [event, stamp] : hub.journal()) core::evolve(state, event, stamp, ++sequence);
  return state;
}

core::State restored(const core::State& state, bool backwards) {
  auto rows = core::records(state, state.all_records());
  if (backwards) std::reverse(rows.begin(), rows.end());
  core::State copy;
  for (auto& [key, take] : rows) copy.restore(take());
  return copy;
}

}  // namespace

TEST_CASE("simulation: every invariant holds after every event", "[simulation]") {
  for (const std::uint64_t seed : seeds(12)) {
    INFO("seed " << seed);
    World world(seed);
    Watch watch;
    for (int i = 0; i < 1500; ++i) {
      const core::Decision decision = world.step();
      const std::string fault = broken_invariant(world.hub.state());
      if (!fault.empty()) FAIL("step " << i << ", " << decision.message << ": " << fault);
      const std::string change = watch.look(world.hub.state());
      if (!change.empty()) FAIL("step " << i << ", " << decision.message << ": " << change);
    }
    REQUIRE(world.hub.state().hub().next_case > 1100);
  }
}

TEST_CASE("simulation: replay and snapshot give the same state", "[simulation]") {
  for (const std::uint64_t seed : seeds(12)) {
    INFO("seed " << seed);
    World world(seed);
    for (int i = 0; i < 1500; ++i) {
      world.step();
      if (i % 97 == 0) (void)core::digest(world.hub.state());  // taken now and then, as the journal does
    }
    const std::string live = core::digest(world.hub.state());
    REQUIRE(core::digest(replayed(world.hub)) == live);
    REQUIRE(core::digest(restored(world.hub.state(), false)) == live);
    const core::Changes shown = world.hub.state().picture_records();
    for (const Case* c : world.hub.state().cases_after({}, SIZE_MAX)) {
      if (core::in_picture(world.hub.state(), *c, world.hub.now())) REQUIRE(shown.cases.contains(c->id));
    }
    const core::State backwards = restored(world.hub.state(), true);
    REQUIRE(core::digest(backwards) == live);
    REQUIRE(core::next_timer(backwards) == core::next_timer(world.hub.state()));
    REQUIRE(backwards.case_indices().waiting() == world.hub.state().case_indices().waiting());
  }
}

TEST_CASE("simulation: the same seed gives the same run, another one another", "[simulation]") {
  World a(5), b(5), other(6);
  for (int i = 0; i < 800; ++i) {
    a.step();
    b.step();
    other.step();
  }
  REQUIRE(core::digest(a.hub.state()) == core::digest(b.hub.state()));
  REQUIRE(core::digest(a.hub.state()) != core::digest(other.hub.state()));
}

TEST_CASE("simulation: a planning hub answers everybody, keeps every rule, and its reasons are true",
          "[simulation][plan]") {
  PlanWatch::Seen seen;
  for (const std::uint64_t seed : seeds(24)) {
    INFO("seed " << seed);
    World world(seed, busy_site(seed));
    world.hub.keep_journal = false;
    PlanWatch watch;
    for (int i = 0; i < 1000; ++i) {
      const core::Decision decision = world.step();
      const Told told{world.command(), decision, world.hub.now()};
      const Fault fault = watch.look(world.hub.state(), told);
      if (!fault.empty()) FAIL("step " << i << ", " << command_name(told.command) << ": " << fault);
    }
    seen.answers += watch.seen().answers;
    seen.behind += watch.seen().behind;
    seen.held += watch.seen().held;
    seen.reasons += watch.seen().reasons;
    seen.departed += watch.seen().departed;
  }
  CAPTURE(seen.answers, seen.behind, seen.held, seen.reasons, seen.departed);
  CHECK(seen.answers > 5'000);
  CHECK(seen.behind > 100);
  CHECK(seen.held > 300);
  CHECK(seen.reasons > 50'000);
  CHECK(seen.departed > 5'000);
}

// Played on request by tests/e2e/two_compilers_test.sh, which compares what two compilers made of the same decisions.
TEST_CASE("simulation: the digest of each seed is printed", "[.digests]") {
  for (const std::uint64_t seed : seeds(12)) {
    World world(seed);
    for (int i = 0; i < 1500; ++i) world.step();
    const core::State& state = world.hub.state();
    fmt::print("seed {}: {} events, digest {}\n", seed, state.hub().last_sequence, core::digest(state));
    CHECK(state.hub().last_sequence > 1500);
  }
}

TEST_CASE("simulation: changes taken bit by bit make the same snapshot", "[simulation]") {
  World world(9);
  std::map<std::string, core::Record> rows;
  const auto take_changes = [&] {
    for (auto& [key, take] : core::records(world.hub.state(), world.hub.state().take_snapshot_changes())) {
      if (take)
        rows.insert_or_assign(key, take());
      else
        rows.erase(key);
    }
  };
  for (int i = 0; i < 1000; ++i) {
    world.step();
    if (i % 13 != 0) continue;
    take_changes();
  }
  take_changes();
  core::State copy;
  for (auto& [key, record] : rows) copy.restore(record);
  REQUIRE(core::digest(copy) == core::digest(world.hub.state()));
}

}  // namespace carehub::test
