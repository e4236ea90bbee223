#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/core/snapshot.hpp"
#include "tests/core/homes_hub.hpp"

namespace carehub::test {

namespace {

core::State replayed(const Hub& hub) {
  core::State state;
  Sequence sequence = 0;
  for (const auto& [event, stamp] : hub.journal()) core::evolve(state, event, stamp, ++sequence);
  return state;
}

core::State restored(const core::State& state) {
  core::State copy;
  for (auto& [key, take] : core::records(state, state.all_records())) copy.restore(take());
  return copy;
}

}  // namespace

TEST_CASE("homes: one key makes the alert a case with all that is known, a second is told which", "[core]") {
  HomesHub hub;
  auto signs = hub.reading(ReadingKind::soft_signs, "");
  signs.soft_signs = {"more_tired"};
  hub.report({hub.reading(ReadingKind::glucose, "2.6"), hub.reading(ReadingKind::spo2, "95"), signs});
  const AlertId alert = hub.unwell()->id;
  const auto decision = hub.as_handler(OpenCaseFromAlert{alert, "rang: drowsy"});
  REQUIRE_FALSE(decision.refusal);
  const Case& c = hub.case_of(decision.case_id);
  CHECK(c.referral.source == Source::care_home);
  CHECK(c.referral.person.name == "Edith Harlow");
  CHECK(c.referral.person.nhs_number == "9990000018");
  CHECK(c.referral.person.born == LocalDay{-11'232});
  CHECK(c.referral.person.practice == "J84011");
  REQUIRE(c.referral.person.contacts.size() == 1);
  CHECK(c.referral.person.contacts.front().phone == "01632 960304");
  CHECK(c.referral.location.address == "Solent View, 3 Sandpiper Walk, Ryde");
  CHECK(c.referral.location.position == Coordinates{50'730'000, -1'162'000});
  CHECK(c.referral.location.locality == "Ryde");
  CHECK(c.referral.summary == "Very low blood glucose");
  CHECK(c.referral.narrative.find("glucose_very_low (general knowledge") != std::string::npos);
  CHECK(c.referral.narrative.find("not signed off") != std::string::npos);
  CHECK(c.referral.narrative.find("rang: drowsy") != std::string::npos);
  const auto& observations = c.referral.observations;
  const auto glucose = std::ranges::find(observations, std::string("blood glucose"), &Observation::name);
  REQUIRE(glucose != observations.end());
  CHECK(glucose->value == "2.6 mmol/L");
  CHECK(glucose->at == evening());
  CHECK(std::ranges::find(observations, std::string("soft signs"), &Observation::name) != observations.end());
  CHECK(c.referral.sbard.situation.find("blood glucose 2.6 mmol/L at 19:00") != std::string::npos);
  CHECK(c.referral.sbard.background.find("Solent View") != std::string::npos);
  CHECK(c.referral.sbard.assessment.find("More tired") != std::string::npos);
  CHECK(c.referral.sbard.recommendation.find("Ring 999 now") != std::string::npos);
  CHECK(red_flagged(c));
  CHECK(hub.alert(AlertKind::red_flag, c.id) != nullptr);
  CHECK(hub.unwell() == nullptr);
  CHECK(hub.resident().case_id == c.id);
  const auto again = hub.as_operator(OpenCaseFromAlert{alert, ""});
  CHECK(code_of(again) == RefusalCode::already_done);
  CHECK(again.message == fmt::format("already case {}", c.id.value));
  CHECK(again.case_id == c.id);
}

TEST_CASE("homes: an alert that is no emergency makes a case without a red flag", "[core]") {
  HomesHub hub;
  hub.report(ReadingKind::glucose, "3.6");
  const CaseId id = hub.open_case();
  CHECK_FALSE(red_flagged(hub.case_of(id)));
  CHECK(hub.case_of(id).status == CaseStatus::received);
}

TEST_CASE("homes: while the case is open nothing is raised twice, and what is worse is told to the case", "[core]") {
  HomesHub hub;
  hub.report(ReadingKind::glucose, "3.6");
  const CaseId id = hub.open_case();
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::glucose, "3.4");
  CHECK(hub.unwell() == nullptr);
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::glucose, "2.4");
  CHECK(hub.unwell() == nullptr);
  CHECK(hub.history_has(id, "[glucose_very_low]: blood glucose 2.4 mmol/L"));
  CHECK(red_flagged(hub.case_of(id)));
  CHECK(hub.alert(AlertKind::red_flag, id) != nullptr);
  // To and fro across the edge is told once.
  const auto notes = hub.case_of(id).history.size();
  for (const char* value : {"3.5", "2.4", "3.5", "2.4", "5.0", "2.4"}) {
    hub.set_time(hub.now() + minutes(1));
    hub.report(ReadingKind::glucose, value);
  }
  CHECK(hub.case_of(id).history.size() == notes);
}

TEST_CASE("homes: worse, but no emergency, raises the case's priority and an alert of the case", "[core]") {
  HomesHub hub;
  auto signs = hub.reading(ReadingKind::soft_signs, "");
  signs.soft_signs = {"more_tired"};
  hub.report({signs});
  const CaseId id = hub.open_case();
  hub.as_navigator(TriageCase{id, triage_for(Need::confusion, Priority::p3), {}});
  hub.report(ReadingKind::spo2, "90");
  CHECK(hub.case_of(id).triage->priority == Priority::p2);
  REQUIRE(hub.alert(AlertKind::resident_unwell, id) != nullptr);
  CHECK(hub.alert(AlertKind::resident_unwell, id)->text.find("worse") != std::string::npos);
  CHECK(hub.unwell() == nullptr);
}

TEST_CASE("homes: after the case is closed only newer readings raise again", "[core]") {
  HomesHub hub;
  hub.report(ReadingKind::glucose, "3.6");
  const CaseId id = hub.open_case();
  hub.set_time(hub.now() + minutes(30));
  REQUIRE_FALSE(hub.as_operator(CloseCase{id, Outcome::seen, "sugar given"}).refusal);
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::spo2, "97");
  CHECK(hub.unwell() == nullptr);
  CHECK_FALSE(hub.resident().case_id.given());
  CHECK(hub.resident().latest.size() == 1);
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::glucose, "3.5");
  REQUIRE(hub.unwell() != nullptr);
  CHECK(hub.open_case() != id);
}

TEST_CASE("homes: a case closed as a duplicate hands the resident on to the one that stands", "[core]") {
  HomesHub hub;
  hub.report(ReadingKind::glucose, "3.6");
  const CaseId id = hub.open_case();
  const CaseId other = hub.register_untriaged();
  REQUIRE_FALSE(hub.as_operator(LinkCases{id, other, true, "the home rang as well"}).refusal);
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::glucose, "2.4");
  CHECK(hub.unwell() == nullptr);
  CHECK(hub.history_has(other, "[glucose_very_low]"));
}

TEST_CASE("homes: a home that falls silent is raised once, and the alert ends when it is heard", "[core]") {
  HomesHub hub;
  hub.report({});
  hub.wait(minutes(59));
  CHECK(hub.silent() == nullptr);
  hub.wait(minutes(1));
  REQUIRE(hub.silent() != nullptr);
  CHECK(has_text(hub.silent(), "Solent View: nothing heard since 19:00, expected every 1 h 00"));
  hub.wait(hours(10));
  hub.report({});
  CHECK(hub.silent() == nullptr);
  hub.wait(minutes(60));
  CHECK(hub.silent() != nullptr);
}

TEST_CASE("homes: one that never reported is missed from when the site file named it", "[core]") {
  HomesHub hub;
  hub.wait(minutes(61));
  CHECK(has_text(hub.silent(), "Solent View: never heard, looked for since 19:00, expected every 1 h 00"));
  hub.report({});
  CHECK(hub.silent() == nullptr);
}

TEST_CASE("homes: a home's own people report for it, and for no other one", "[core]") {
  Site site = site_with_homes();
  site.care_homes[0].users = {UserName("home.solent")};
  Hub hub(site);
  const auto from = [&](const char* user, Role role) {
    return code_of(hub.give(ReportReadings{solent, {}, {}}, role, user));
  };
  CHECK(from("home.medina", Role::referrer) == RefusalCode::not_shared);
  CHECK(from("home.solent", Role::referrer) == std::nullopt);
  CHECK(from("m.cole", Role::navigator) == std::nullopt);
  auto other = enrolment(edith, "Edith Harlow", "");
  CHECK(code_of(hub.give(other, Role::referrer, "home.medina")) == RefusalCode::not_shared);
  // A home that names nobody takes what any referrer reports.
  CHECK(code_of(hub.give(ReportReadings{HomeId("medina_court"), {}, {}}, Role::referrer, "home.solent")) ==
        std::nullopt);
}

TEST_CASE("homes: an alert about the home itself can be a case too, one about a team cannot", "[core]") {
  HomesHub hub;
  hub.report({});
  hub.wait(minutes(61));
  const auto decision = hub.as_operator(OpenCaseFromAlert{hub.silent()->id, ""});
  REQUIRE_FALSE(decision.refusal);
  CHECK(hub.case_of(decision.case_id).referral.summary == "care home silent");
  CHECK(hub.case_of(decision.case_id).referral.person.name.empty());
  CHECK(hub.silent() == nullptr);
  hub.as_system(ReportHubCondition{AlertKind::disk_low, Severity::high, "1 GB left", false});
  const auto refused = hub.as_operator(OpenCaseFromAlert{hub.alert(AlertKind::disk_low, "hub")->id, ""});
  CHECK(code_of(refused) == RefusalCode::invalid_value);
  CHECK(code_of(hub.as_operator(OpenCaseFromAlert{AlertId{77}, ""})) == RefusalCode::unknown_alert);
}

TEST_CASE("homes: replay and snapshot give the same digest", "[core]") {
  HomesHub hub;
  hub.report({hub.reading(ReadingKind::glucose, "3.6"), hub.reading(ReadingKind::pulse, "fast", albert)});
  const CaseId id = hub.open_case();
  hub.wait(minutes(30));
  hub.report({hub.reading(ReadingKind::glucose, "2.6"), hub.reading(ReadingKind::spo2, "90", albert)});
  hub.as_operator(CloseCase{id, Outcome::seen, "seen"});
  hub.wait(minutes(61));
  hub.report({hub.reading(ReadingKind::glucose, "3.1"), hub.reading(ReadingKind::glucose, "3.1")});
  hub.as_operator(RemoveResident{solent, albert, "moved"});
  const std::string digest = core::digest(hub.state());
  CHECK(core::digest(replayed(hub)) == digest);
  const core::State copy = restored(hub.state());
  CHECK(core::digest(copy) == digest);
  CHECK(core::next_timer(copy) == core::next_timer(hub.state()));
}

TEST_CASE("homes: whatever is fed, no reading is lost, and an alert is open while it is anybody's to act", "[core]") {
  const std::vector<ResidentId> who{edith, albert, ResidentId("SV-099")};
  const std::vector<const char*> values{"2.5", "3.5", "5.0", "16", "22", "97", "88", "V", "A", "++", "150", "", "odd"};
  const std::vector<ReadingKind> kinds{ReadingKind::glucose,  ReadingKind::glucose,    ReadingKind::spo2,
                                       ReadingKind::systolic, ReadingKind::soft_signs, ReadingKind::consciousness,
                                       ReadingKind::urine};
  const bool kept = rc::check("feeds", [&] {
    HomesHub hub;
    std::int64_t sent = 0;
    std::set<ResidentId> ended_by_hand;
    const auto steps = *rc::gen::inRange(1, 25);
    for (int step = 0; step < steps; ++step) {
      hub.set_time(hub.now() + seconds(*rc::gen::inRange(0, 7'200)));
      std::vector<Reading> readings;
      for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
        auto one = hub.reading(*rc::gen::elementOf(kinds), *rc::gen::elementOf(values), *rc::gen::elementOf(who));
        one.taken = hub.now() - seconds(*rc::gen::inRange(-400, 4'000));
        if (one.kind == ReadingKind::soft_signs && *rc::gen::arbitrary<bool>()) one.soft_signs = {"more_tired"};
        readings.push_back(one);
      }
      sent += static_cast<std::int64_t>(readings.size());
      const auto expected = readings.size();
      const auto before = std::pair{hub.resident(edith).triggers, hub.resident(albert).triggers};
      const auto decision = hub.report(std::move(readings));
      RC_ASSERT(!decision.refusal);
      RC_ASSERT(find_event<ReadingsTaken>(decision)->readings.size() == expected);
      for (const auto& [id, old] : {std::pair{edith, before.first}, std::pair{albert, before.second}}) {
        const Resident& now = hub.resident(id);
        const bool fresh =
            std::ranges::any_of(now.triggers, [&](const auto& t) { return std::ranges::find(old, t) == old.end(); });
        if (now.triggers.empty() || fresh) ended_by_hand.erase(id);
        const bool open = now.case_id.given() && is_open(hub.case_of(now.case_id).status);
        const bool stale = now.case_id.given() && !open;  // nothing has come since the case was closed
        if (!stale)
          RC_ASSERT((hub.unwell(id) != nullptr) == (!now.triggers.empty() && !open && !ended_by_hand.contains(id)));
      }
      if (const Alert* alert = hub.unwell(edith); alert != nullptr && *rc::gen::inRange(0, 3) == 0)
        hub.open_case(edith);
      else if (hub.resident(edith).case_id.given() && *rc::gen::inRange(0, 3) == 0)
        hub.as_operator(CloseCase{hub.resident(edith).case_id, Outcome::seen, "seen"});
      if (const Alert* alert = hub.unwell(albert); alert != nullptr && *rc::gen::inRange(0, 4) == 0) {
        hub.as_operator(ResolveAlert{alert->id, "rang them"});
        ended_by_hand.insert(albert);
      }
    }
    RC_ASSERT(hub.state().find_home(solent)->readings == sent);
    RC_ASSERT(core::digest(replayed(hub)) == core::digest(hub.state()));
    RC_ASSERT(core::digest(restored(hub.state())) == core::digest(hub.state()));
  });
  CHECK(kept);
}

}  // namespace carehub::test
