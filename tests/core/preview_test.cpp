// What a choice would do to everybody else, before it is made.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

const ShiftedCase* other(const core::Decision& decision, CaseId id) {
  const auto at = std::ranges::find(decision.preview->others, id, &ShiftedCase::case_id);
  return at == decision.preview->others.end() ? nullptr : &*at;
}

core::Decision preview(Hub& hub, CaseId id, const TeamId& team) {
  return hub.as_operator(PreviewChoice{id, UnitKind::team, team.value});
}

}  // namespace

TEST_CASE("preview: says what would come of it, as it then comes", "[core]") {
  const auto policy = GENERATE(MatchingPolicy::nearest, MatchingPolicy::plan);
  Site site = small_site();
  site.matching.policy = policy;
  Hub hub(site);
  hub.sign_on_all();
  const CaseId first = hub.register_in_ryde();
  const CaseId second = hub.register_near(50'700'000, -1'293'000);
  REQUIRE(hub.case_of(first).assignment.has_value());
  const TeamId firsts(hub.case_of(first).assignment->unit);
  const auto shown = preview(hub, second, firsts);
  REQUIRE_FALSE(shown.refusal);
  REQUIRE(shown.preview.has_value());
  CHECK(shown.events.empty());
  CHECK(shown.preview->chosen.unit_after == firsts.value);
  REQUIRE(other(shown, first) != nullptr);
  CHECK(other(shown, first)->unit_before == firsts.value);
  const ShiftedCase said = *other(shown, first);
  // Nothing changed by looking.
  CHECK(hub.case_of(first).assignment->unit == firsts.value);
  REQUIRE_FALSE(hub.as_operator(AllocateTeam{second, firsts, "asked for by the family", {}, false, {}}).refusal);
  const auto& now_of_first = hub.case_of(first).assignment;
  CHECK(said.unit_after == (now_of_first ? now_of_first->unit : std::string()));
  CHECK(said.after == (now_of_first ? now_of_first->expected : std::nullopt));
  CHECK(shown.preview->chosen.after == hub.case_of(second).assignment->expected);
}

TEST_CASE("preview: what could not be done is refused as the deed would be", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  CHECK(code_of(preview(hub, id, TeamId("XX9"))) == RefusalCode::unknown_team);
  const auto refused = preview(hub, id, cr2);
  CHECK(code_of(refused) == RefusalCode::team_off_duty);
  REQUIRE(find_event<CommandRefused>(refused) != nullptr);
  CHECK(find_event<CommandRefused>(refused)->command == "PreviewChoice");  // nobody tried to send anybody
  CHECK(code_of(preview(hub, CaseId{77}, cr2)) == RefusalCode::unknown_case);
  CHECK(code_of(hub.as_operator(PreviewChoice{hub.register_untriaged(), UnitKind::team, "CR2"})) ==
        RefusalCode::wrong_state);
}

TEST_CASE("preview: a busy team is taken to come after what it has, one that was sent to come away", "[core]") {
  Hub hub;
  hub.sign_on_all();
  const CaseId first = hub.register_in_ryde();
  hub.as_operator(AllocateTeam{first, cr2, "near", {}, false, {}});
  const CaseId second = hub.register_in_ryde();
  const auto behind = preview(hub, second, cr2);
  REQUIRE_FALSE(behind.refusal);
  CHECK(behind.preview->chosen.after > hub.case_of(first).assignment->expected);
  CHECK(other(behind, first) == nullptr);
  // Another team for a case that has one.
  const auto replaced = preview(hub, first, TeamId("CR1"));
  REQUIRE_FALSE(replaced.refusal);
  CHECK(replaced.preview->chosen.unit_before == "CR2");
  CHECK(replaced.preview->chosen.unit_after == "CR1");
}

}  // namespace carehub::test
