#include "dispatcher/matching/gaps.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/matching/world.hpp"

using namespace carehub;
using namespace carehub::tests;

namespace {

// The crisis team, from the middle of the night on shut until eight.
Hub at_night() {
  Hub hub = small_hub();
  auto& crisis = hub.service("crisis");
  crisis.hours = {};
  crisis.hours.sessions = {{.start_min = 480, .end_min = 1200}};
  hub.now = parse_iso8601("2026-11-23T03:00:00Z").value();
  return hub;
}

std::vector<matching::Gap> gaps_of(const Hub& hub) {
  return matching::find_gaps(hub.world(), hub.call);
}

bool has_gap(const Hub& hub, const char* service, NotOfferedReason reason) {
  return std::ranges::any_of(
      gaps_of(hub), [&](const matching::Gap& gap) { return gap.service.value == service && gap.reason == reason; });
}

}  // namespace

TEST_CASE("gaps: a service that only its hours keep away is one", "[matching]") {
  const Hub hub = at_night();
  CHECK(has_gap(hub, "crisis", NotOfferedReason::closed));
}

TEST_CASE("gaps: a service that fails two tests is none", "[matching]") {
  Hub hub = at_night();
  hub.service("crisis").practices = {"J84001"};
  for (const auto& gap : gaps_of(hub)) CHECK(gap.service.value != "crisis");
}

TEST_CASE("gaps: each single test can be one", "[matching]") {
  Hub hub = small_hub();
  CHECK(gaps_of(hub).empty());
  hub.service("crisis").practices = {"J84001"};
  CHECK(has_gap(hub, "crisis", NotOfferedReason::wrong_practice));
  hub.service("crisis").practices.clear();
  hub.service("crisis").referrers = {Source::police};
  hub.call.referral.source = Source::care_home;
  CHECK(has_gap(hub, "crisis", NotOfferedReason::wrong_referrer));
  hub.service("crisis").referrers.clear();
  hub.service("crisis").min_age_years = 100;
  CHECK(has_gap(hub, "crisis", NotOfferedReason::too_young));
}

TEST_CASE("gaps: what the clinical rules keep away is none, nor anything for a red flag", "[matching]") {
  Hub hub = at_night();
  hub.call.triage->never = {ServiceKind::crisis_response};
  for (const auto& gap : gaps_of(hub)) CHECK(gap.service.value != "crisis");
  hub = at_night();
  hub.call.referral.red_flags = {"chest_pain"};
  CHECK(gaps_of(hub).empty());
}
