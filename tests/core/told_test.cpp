#include <catch2/catch.hpp>

#include "tests/support/hub_fixture.hpp"

// Crews that were told of a visit and have not set off: disturbed only for a gain above the threshold, and announced.

namespace carehub::test {

namespace {

Site planning(Site site, std::int32_t told_min) {
  site.matching.policy = MatchingPolicy::plan;
  site.matching.told_min = told_min;
  return site;
}

// CR1, in Newport, was told of a case in Ryde. Then CR2 signs on next door, and somebody calls next to CR1.
struct Told {
  Hub hub;
  CaseId far;
  CaseId near;

  explicit Told(const Site& site) : hub(site) {
    hub.sign_on("CR1");
    far = hub.register_in_ryde();
    if (hub.case_of(far).status == CaseStatus::proposed) hub.as_operator(AcceptProposal{far, std::nullopt});
    REQUIRE(hub.case_of(far).assignment->unit == "CR1");
    REQUIRE(hub.case_of(far).status == CaseStatus::allocated);
  }
  void better_comes() {
    hub.sign_on("CR2");
    near = hub.register_near(50'702'000, -1'293'000, Need::confusion, 30);
  }
};

}  // namespace

TEST_CASE("told: a crew keeps its visit where too little would be gained", "[core][plan]") {
  Told told(planning(automatic_site(), 100'000));
  told.better_comes();
  CHECK(told.hub.case_of(told.far).assignment->unit == "CR1");
  CHECK(told.hub.alert(AlertKind::better_crew, "team/CR1") == nullptr);
}

TEST_CASE("told: in automatic mode it is called back for a large gain, and everybody is told", "[core][plan]") {
  Told told(planning(automatic_site(), 10));
  told.better_comes();
  CHECK(told.hub.case_of(told.far).assignment->unit == "CR2");
  CHECK(told.hub.case_of(told.near).assignment->unit == "CR1");
  REQUIRE(told.hub.alert(AlertKind::better_crew, "team/CR1") != nullptr);
  CHECK(told.hub.history_has(told.far, "CR2 could be there"));
  // The crew's next report shows that it knows.
  told.hub.as_crew(AcceptVisit{cr1, told.near, {}});
  CHECK(told.hub.alert(AlertKind::better_crew, "team/CR1") == nullptr);
}

TEST_CASE("told: where a person sends crews, the person is told what would be gained", "[core][plan]") {
  Told told(planning(small_site(), 10));
  told.better_comes();
  CHECK(told.hub.case_of(told.far).assignment->unit == "CR1");
  REQUIRE(told.hub.alert(AlertKind::better_crew, told.far) != nullptr);
  CHECK(told.hub.alert(AlertKind::better_crew, told.far)->text.contains("CR2 could be there"));
  told.hub.set_time(told.hub.now() + seconds(31));  // nobody may be confirming the new proposal any more
  told.hub.as_operator(StandDown{told.far, "CR2 is nearer"});
  CHECK(told.hub.alert(AlertKind::better_crew, told.far) == nullptr);
  CHECK(told.hub.case_of(told.far).assignment->unit == "CR2");
}

TEST_CASE("told: a crew on its way is never called back", "[core][plan]") {
  Told told(planning(automatic_site(), 10));
  told.hub.as_crew(ReportEnRoute{cr1, {}});
  told.better_comes();
  CHECK(told.hub.case_of(told.far).assignment->unit == "CR1");
  CHECK(told.hub.team_of("CR1").queue.front().case_id == told.far);
}

TEST_CASE("told: what a person decided against the plan stays", "[core][plan]") {
  Hub hub(planning(automatic_site(), 10));
  hub.sign_on("CR1");
  hub.sign_on("CR2");
  const CaseId id = hub.register_near(50'702'000, -1'293'000);  // next to CR1
  REQUIRE(hub.case_of(id).assignment->unit == "CR1");
  AllocateTeam choice;
  choice.case_id = id;
  choice.team = cr2;
  choice.override_reason = "knows the person";
  choice.replace = true;
  REQUIRE_FALSE(hub.as_operator(choice).refusal);
  hub.register_in_ryde();
  hub.wait(minutes(3));
  CHECK(hub.case_of(id).assignment->unit == "CR2");
}

TEST_CASE("told: with the threshold at nought nobody is ever called back", "[core][plan]") {
  Told told(planning(automatic_site(), 0));
  told.better_comes();
  CHECK(told.hub.case_of(told.far).assignment->unit == "CR1");
}

TEST_CASE("plan: a planned break comes between two visits", "[core][plan]") {
  Site site = planning(small_site(), 0);
  for (TeamConfig& one : site.teams)
    if (one.id == cr2) one.breaks = daily(19 * 60 + 30, 20 * 60).sessions;
  const auto second_at = [](const Site& with) {
    Hub hub(with);
    hub.sign_on("CR2");
    hub.register_in_ryde();
    const CaseId second = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
    REQUIRE(hub.case_of(second).assignment->unit == "CR2");
    std::vector<Instant> times;
    for (const Case* c : hub.state().open_cases()) times.push_back(*c->assignment->expected);
    return *std::ranges::max_element(times) - hub.now();
  };
  const Duration with_break = second_at(site);
  for (TeamConfig& one : site.teams) one.breaks.clear();
  CHECK(with_break == second_at(site) + minutes(30));
}

}  // namespace carehub::test
