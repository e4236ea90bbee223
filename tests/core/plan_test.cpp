#include <catch2/catch.hpp>

#include "dispatcher/core/digest.hpp"
#include "tests/support/hub_fixture.hpp"

// A hub that plans all open cases together: who is proposed, who is kept back, who is sent; and what a person decides.

namespace carehub::test {

namespace {

Site planning(Site site) {
  site.matching.policy = MatchingPolicy::plan;
  return site;
}

const Candidate* candidate(const Case& c, const std::string& unit) {
  for (const Candidate& one : c.explanation->offered) {
    if (one.unit == unit) return &one;
  }
  return nullptr;
}

std::int64_t minutes_up(Duration span) {
  return std::max<std::int64_t>(1, (whole_seconds(span) + 59) / 60);
}

// Each reason against the figures of the same explanation, and of the hub.
void check_reasons(const Hub& hub, const Explanation& why) {
  REQUIRE_FALSE(why.offered.empty());
  const Candidate& chosen = why.offered.front();
  CHECK_FALSE(chosen.why_not.has_value());
  for (auto other = why.offered.begin() + 1; other != why.offered.end(); ++other) {
    CAPTURE(other->unit, chosen.unit);
    REQUIRE(other->why_not.has_value());
    const WhyNot& reason = *other->why_not;
    switch (reason.reason) {
      case NotOfferedReason::later:
        CHECK(other->arrival > chosen.arrival);
        CHECK(reason.figure == minutes_up(other->arrival - chosen.arrival));
        break;
      case NotOfferedReason::misses_target:
        CHECK((other->late && !chosen.late));
        CHECK(reason.figure == minutes_up(seconds(-other->slack_s)));
        break;
      case NotOfferedReason::delays_another:
        REQUIRE(hub.state().find_case(reason.other) != nullptr);
        CHECK(reason.figure > 0);
        break;
      case NotOfferedReason::riskier:
        CHECK(reason.figure == *other->breach_permille);
        CHECK(other->cost->breach > chosen.cost->breach);
        break;
      case NotOfferedReason::kept_free:
        CHECK(other->cost->reserve > chosen.cost->reserve);
        break;
      case NotOfferedReason::makes_others_wait:
        CHECK(other->cost->others > chosen.cost->others);
        break;
      case NotOfferedReason::farther:
        CHECK(other->travel_s > chosen.travel_s);
        break;
      default:
        break;
    }
  }
}

}  // namespace

TEST_CASE("plan: every reason why another was not chosen is true when it is worked out again", "[core][plan]") {
  Site site = planning(automatic_site());
  for (int i = 0; i < 6; ++i)
    site.teams.push_back(team(fmt::format("CX{}", i).c_str(), "crisis_response",
                              skills({Skill::home_visit, Skill::crisis, Skill::nurse}),
                              {50'600'000 + i * 30'000, -1'450'000 + i * 60'000}));
  Hub hub(site);
  hub.keep_journal = false;
  hub.sign_on_all();
  std::size_t reasons = 0;
  for (int i = 0; i < 40; ++i) {
    hub.set_time(hub.now() + seconds(97 + i % 7 * 40));
    const CaseId id =
        hub.register_near(50'600'000 + i * 7919 % 160'000, -1'480'000 + i * 104'729 % 380'000, Need::confusion, 20 + i);
    if (i % 4 == 3) hub.as_crew(ReportEnRoute{hub.state().team_list()[static_cast<std::size_t>(i) % 8]->id, {}});
    INFO(id.value);
    REQUIRE(hub.case_of(id).explanation);
    check_reasons(hub, *hub.case_of(id).explanation);
    reasons += hub.case_of(id).explanation->offered.size() - 1;
  }
  CHECK(reasons > 100);
}

TEST_CASE("plan: a proposal keeps its team: the next case is planned behind it or with another", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  const CaseId first = hub.register_in_ryde();
  const CaseId second = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
  const Assignment a = *hub.case_of(first).assignment, b = *hub.case_of(second).assignment;
  CHECK(a.unit != b.unit);
  CHECK_FALSE(a.after.given());
  CHECK(a.answer_by.has_value());
  CHECK(b.answer_by.has_value());
}

TEST_CASE("plan: with one team, cases come behind each other, and only the first is asked for", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on("CR2");
  const CaseId first = hub.register_in_ryde();
  const CaseId second = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
  const Case &a = hub.case_of(first), &b = hub.case_of(second);
  REQUIRE(a.assignment->unit == "CR2");
  REQUIRE(b.assignment->unit == "CR2");
  const bool first_leads = !a.assignment->after.given();
  CHECK((first_leads ? b : a).assignment->after == (first_leads ? first : second));
  CHECK((first_leads ? a : b).assignment->answer_by.has_value());
  CHECK_FALSE((first_leads ? b : a).assignment->answer_by.has_value());
}

TEST_CASE("plan: who is planned behind a case that is closed or withdrawn comes first at once", "[core][plan]") {
  for (const bool closed : {true, false}) {
    CAPTURE(closed);
    Hub hub(planning(small_site()));
    hub.sign_on("CR2");
    const CaseId a = hub.register_in_ryde();
    const CaseId b = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
    const bool a_leads = !hub.case_of(a).assignment->after.given();
    const CaseId first = a_leads ? a : b, second = a_leads ? b : a;
    REQUIRE(hub.case_of(second).assignment->after == first);
    const auto decision = closed ? hub.as_navigator(AdviseAndClose{first, "the daughter drives her in"})
                                 : hub.as_operator(WithdrawProposal{first, "rings back first", false});
    REQUIRE_FALSE(decision.refusal);
    CHECK_FALSE(hub.case_of(second).assignment->after.given());
    CHECK(hub.case_of(second).assignment->answer_by.has_value());
  }
}

TEST_CASE("plan: nobody is proposed whose shift ends before a visit of its service is over", "[core][plan]") {
  for (const std::int32_t visit_min : {60, 90}) {
    Site site = planning(small_site());
    for (ServiceConfig& config : site.services)
      if (config.id == ServiceId("crisis_response")) config.visit_min = visit_min;
    Hub hub(site);
    hub.give(SignOnTeam{cr2, "crew", {}, hub.now() + minutes(80)}, Role::crew, "CR2");
    const CaseId id = hub.register_in_ryde();
    CHECK((hub.case_of(id).assignment->unit == "CR2") == (visit_min == 60));
    if (visit_min == 60) CHECK_FALSE(hub.as_operator(AcceptProposal{id, {}}).refusal);
  }
}

TEST_CASE("plan: every candidate has its cost by parts and one reason why it was not chosen", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  const Case& c = hub.case_of(hub.register_in_ryde());
  REQUIRE(c.explanation);
  CHECK(c.explanation->policy == MatchingPolicy::plan);
  const auto& offered = c.explanation->offered;
  REQUIRE(offered.size() >= 2);
  CHECK(offered.front().unit == c.assignment->unit);
  CHECK(offered.front().cost.has_value());
  CHECK(offered.front().breach_permille.has_value());
  CHECK_FALSE(offered.front().why_not.has_value());
  for (std::size_t i = 1; i < offered.size(); ++i) CHECK(offered[i].why_not.has_value());
  const Candidate* other = candidate(c, "CR1");
  REQUIRE(other != nullptr);
  CHECK(other->why_not->reason == NotOfferedReason::later);
  CHECK(other->why_not->figure >= whole_minutes(other->arrival - offered.front().arrival));
}

TEST_CASE("plan: a proposal that may be under a person's finger is not taken away", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on("CR1");
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->unit == "CR1");
  hub.set_time(hub.now() + seconds(20));
  hub.sign_on("CR2");  // which is much nearer
  CHECK(hub.case_of(id).assignment->unit == "CR1");
  hub.set_time(hub.now() + seconds(20));
  hub.as_crew(ReportPosition{cr2, {50'730'000, -1'162'000}, {}});
  hub.register_near(50'590'000, -1'210'000, Need::confusion, 30);
  CHECK(hub.case_of(id).assignment->unit == "CR2");
}

TEST_CASE("plan: who is proposed and goes off duty is withdrawn with the reason", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");
  hub.as_crew(SignOffTeam{cr2, "ill"});
  CHECK(hub.case_of(id).assignment->unit == "CR1");
  CHECK(hub.history_has(id, "proposal of CR2 withdrawn: off duty"));
}

TEST_CASE("plan: nobody can come: the last resort is proposed, with what is missing, and given up for a team",
          "[core][plan]") {
  Hub hub(planning(small_site()));
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->unit == "ambulance");
  REQUIRE(hub.alert(AlertKind::no_capacity, id) != nullptr);
  hub.sign_on("CR2");
  CHECK(hub.case_of(id).assignment->unit == "CR2");
  CHECK(hub.alert(AlertKind::no_capacity, id) == nullptr);
}

TEST_CASE("plan: who is in nobody's plan keeps the time at which somebody is expected", "[core][plan]") {
  Hub hub(planning(small_site()));
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->expected.has_value());
  hub.set_time(hub.now() + seconds(20));
  hub.register_near(50'690'000, -1'400'000, Need::confusion, 30);
  CHECK(hub.case_of(id).assignment->expected.has_value());
}

TEST_CASE("plan: a person's choice stands, and the plan goes round it", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  const CaseId first = hub.register_in_ryde();
  const CaseId second = hub.register_near(50'702'000, -1'290'000, Need::confusion, 30);
  REQUIRE(hub.case_of(first).assignment->unit == "CR2");
  REQUIRE(hub.case_of(second).assignment->unit == "CR1");
  AllocateTeam choice;
  choice.case_id = first;
  choice.team = cr1;
  CHECK(code_of(hub.as_operator(choice)) == RefusalCode::missing_reason);
  choice.override_reason = "knows the person";
  REQUIRE_FALSE(hub.as_operator(choice).refusal);
  CHECK(hub.case_of(first).status == CaseStatus::allocated);
  CHECK(hub.team_of("CR1").queue.front().case_id == first);
  CHECK(hub.case_of(second).assignment->unit == "CR2");
  CHECK(hub.case_of(first).explanation->policy == MatchingPolicy::plan);
}

TEST_CASE("plan: a team that was refused for a case is not planned for it again", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  REQUIRE(hub.case_of(id).assignment->unit == "CR2");
  hub.as_operator(WithdrawProposal{id, "asked for another team", true});
  CHECK(hub.case_of(id).assignment->unit == "CR1");
  hub.wait(minutes(10));
  CHECK(hub.case_of(id).assignment->unit == "CR1");
}

TEST_CASE("plan: red flags go to 999 only, and no team is kept for them", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.red_flags = {"chest_pain"};
  const CaseId id = hub.as_handler(RegisterCase{referral, triage_for(Need::confusion), {}}).case_id;
  CHECK(hub.case_of(id).assignment->unit == "ambulance");
  const CaseId next = hub.register_in_ryde();
  CHECK(hub.case_of(next).assignment->unit == "CR2");
}

TEST_CASE("plan: in automatic mode whoever is first goes at once, and the next one when the team is clear",
          "[core][plan]") {
  Hub hub(planning(automatic_site()));
  hub.sign_on("CR2");
  const CaseId first = hub.register_in_ryde();
  CHECK(hub.case_of(first).status == CaseStatus::allocated);
  const CaseId second = hub.register_near(50'732'000, -1'165'000, Need::confusion, 30);
  CHECK(hub.case_of(second).status == CaseStatus::proposed);
  CHECK(hub.case_of(second).assignment->unit == "CR2");
  CHECK_FALSE(hub.case_of(second).assignment->after.given());
  hub.as_crew(ReportEnRoute{cr2, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  hub.set_time(hub.now() + minutes(40));
  hub.as_crew(ReportClear{cr2, Outcome::seen, "", {}});
  CHECK(hub.case_of(second).status == CaseStatus::allocated);
}

TEST_CASE("plan: more cases than a team's day holds are all answered", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.keep_journal = false;
  hub.sign_on("CR2");
  std::vector<CaseId> ids;
  for (int i = 0; i < 30; ++i) ids.push_back(hub.register_near(50'731'000 + i * 1000, -1'163'000));
  for (const CaseId id : ids) {
    INFO(id.value);
    REQUIRE(hub.case_of(id).assignment);
    CHECK_FALSE(hub.case_of(id).explanation->offered.empty());
  }
}

TEST_CASE("plan: everything is planned together again in time, as long as somebody waits", "[core][plan]") {
  Site site = planning(small_site());
  site.matching.review_s = 300;
  Hub hub(site);
  hub.sign_on_all();
  hub.register_in_ryde();
  REQUIRE(core::next_timer(hub.state()).has_value());
  const Instant before = hub.state().hub().plan_reviewed;
  hub.wait(minutes(6));
  CHECK(hub.state().hub().plan_reviewed > before);
}

TEST_CASE("plan: an improvement computed on an older state is refused, and one that is none is, too", "[core][plan]") {
  Hub hub(planning(small_site()));
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  const Case& c = hub.case_of(id);
  const auto improve = [&](std::uint64_t version, const char* team) {
    ImprovePlan command;
    command.routes = {{UnitKind::team, team, {{id, version}}}};
    return hub.as_system(command);
  };
  CHECK(code_of(improve(c.version - 1, "CR2")) == RefusalCode::version_moved);
  CHECK(code_of(improve(c.version, "FR9")) == RefusalCode::version_moved);
  hub.set_time(hub.now() + seconds(31));  // nobody may be confirming it any more
  CHECK(code_of(improve(c.version, "CR1")) == RefusalCode::already_done);
  CHECK(c.assignment->unit == "CR2");
}

TEST_CASE("plan: the journal brings back the very same state", "[core][plan]") {
  Hub hub(planning(automatic_site()));
  hub.sign_on_all();
  hub.count_haven(0);
  for (int i = 0; i < 12; ++i) {
    hub.wait(minutes(7));
    i % 3 == 0 ? hub.register_in_crisis(50'700'000 + i * 3000) : hub.register_near(50'690'000 + i * 5000, -1'250'000);
  }
  core::State copy;
  Sequence sequence = 0;
  for (const auto& [event, stamp] : hub.journal()) core::evolve(copy, event, stamp, ++sequence);
  CHECK(core::digest(copy) == core::digest(hub.state()));
}

}  // namespace carehub::test
