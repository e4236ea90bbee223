#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/core/packed.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/core/snapshot.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

namespace {

// A case with something in every corner, closed.
CaseId busy_case(Hub& hub) {
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_handler(AddNote{id, "caf\u00e9, \"quotes\" and\nlines"});
  hub.as_operator(AcceptProposal{id, {}});
  hub.wait(minutes(3));
  hub.as_crew(RefuseVisit{TeamId("CR2"), id, "puncture"});
  hub.as_operator(AcceptProposal{id, {}});
  hub.wait(minutes(20));
  hub.as_crew(ReportOnScene{TeamId("CR1"), hub.now() - minutes(1)});
  hub.as_crew(ReportClear{TeamId("CR1"), Outcome::conveyed, "", {}});
  REQUIRE(hub.case_of(id).status == CaseStatus::completed);
  return id;
}

core::State restored(const core::State& state) {
  core::State copy;
  for (auto& [key, take] : core::records(state, state.all_records())) copy.restore(take());
  return copy;
}

}  // namespace

TEST_CASE("replay: a packed value comes back as it was", "[core]") {
  Hub hub;
  const Case before = hub.case_of(busy_case(hub));
  core::Packer packer;
  core::pack(packer, before);
  const std::string bytes(packer.bytes());
  core::Unpacker from(bytes);
  Case after;
  core::unpack(from, after);
  REQUIRE(after == before);
  REQUIRE(bytes.size() < 2000);
}

TEST_CASE("replay: a case out of the picture is all there, and can be opened again", "[core]") {
  Hub hub;
  const CaseId id = busy_case(hub);
  const Case before = hub.case_of(id);
  REQUIRE(core::in_picture(hub.state(), before, hub.now()));
  hub.wait(hours(5));
  hub.as_handler(RegisterCase{});
  const std::string digest = core::digest(hub.state());
  REQUIRE(hub.case_of(id) == before);
  REQUIRE_FALSE(core::in_picture(hub.state(), hub.case_of(id), hub.now()));
  REQUIRE(core::digest(hub.state()) == digest);
  REQUIRE(core::digest(restored(hub.state())) == digest);
  REQUIRE(hub.state().cases_after({}, 10).size() == 2);
  REQUIRE(hub.state().picture_records().cases == std::set<CaseId>{CaseId{id.value + 1}});
  hub.as_handler(AddNote{id, "the family rang"});
  REQUIRE(hub.case_of(id).history.size() == before.history.size() + 1);
  hub.as_operator(ReopenCase{id, "fell again"});
  REQUIRE(is_open(hub.case_of(id).status));
  REQUIRE(hub.case_of(id).clocks.front().started == before.clocks.front().started);
  REQUIRE(core::digest(restored(hub.state())) == core::digest(hub.state()));
}

TEST_CASE("replay: a snapshot holds a case as it was at its moment, packed away or not", "[core]") {
  Hub hub;
  const CaseId id = busy_case(hub);
  hub.wait(hours(5));
  const CaseId open = hub.register_in_ryde();
  const Case before = hub.case_of(id), open_before = hub.case_of(open);
  auto rows = core::records(hub.state(), hub.state().all_records());
  hub.as_handler(AddNote{id, "the family rang"});
  hub.as_handler(AddNote{open, "the neighbour rang"});
  std::size_t cases = 0;
  for (auto& [key, take] : rows) {
    const core::Record record = take();
    if (const auto* c = std::get_if<Case>(&record)) {
      ++cases;
      CHECK(*c == (c->id == id ? before : open_before));
    }
  }
  CHECK(cases == 2);
}

TEST_CASE("replay: a snapshot whose site comes last is the same state, whoever is on the way", "[core]") {
  Site site = small_site();
  site.thresholds.lone_worker_min = 25;  // unlike the default, which holds until the site is there
  Hub hub(site);
  hub.sign_on_all();
  const CaseId id = hub.register_in_ryde();
  hub.as_operator(AcceptProposal{id, {}});
  hub.as_crew(AcceptVisit{cr2, id, {}});
  hub.as_crew(ReportOnScene{cr2, {}});
  auto rows = core::records(hub.state(), hub.state().all_records());
  std::reverse(rows.begin(), rows.end());
  core::State copy;
  for (auto& [key, take] : rows) copy.restore(take());
  CHECK(core::digest(copy) == core::digest(hub.state()));
  CHECK(core::next_timer(copy) == core::next_timer(hub.state()));
}

TEST_CASE("replay: the digest follows the state, not the way to it", "[core]") {
  Hub a, b;
  a.sign_on("CR1");
  a.sign_on("CR2");
  b.sign_on("CR2");
  b.sign_on("CR1");
  REQUIRE(core::digest(a.state()) == core::digest(b.state()));
  const std::string before = core::digest(a.state());
  REQUIRE(before.size() == 32);
  a.as_operator(ReportPlaceCount{PlaceId("newport_haven"), 1, {}});
  REQUIRE(core::digest(a.state()) != before);
}

TEST_CASE("replay: every member of a record is part of the digest", "[core]") {
  Hub hub;
  const Case original = hub.case_of(busy_case(hub));
  const auto digest_with = [&](const Case& c) {
    core::State state = restored(hub.state());
    state.restore(core::Record(c));
    return core::digest(state);
  };
  std::set<std::string> seen = {digest_with(original)};
  Case changed = original;
  changed.alerted = 1;
  REQUIRE(seen.insert(digest_with(changed)).second);
  changed = original;
  changed.history.back().what += " ";
  REQUIRE(seen.insert(digest_with(changed)).second);
  changed = original;
  changed.referral.location.access = "key safe 1";
  REQUIRE(seen.insert(digest_with(changed)).second);
  changed = original;
  changed.first_seen.reset();
  REQUIRE(seen.insert(digest_with(changed)).second);
}

TEST_CASE("replay: publisher and snapshot each see every change once", "[core]") {
  Hub hub;
  (void)hub.state().take_changes();
  const CaseId id = hub.register_in_ryde();
  const core::Changes first = hub.state().take_changes();
  REQUIRE(first.cases == std::set<CaseId>{id});
  REQUIRE(first.hub);
  REQUIRE(first.alerts.size() == 1);
  REQUIRE(hub.state().take_changes().empty());
  hub.as_handler(AddNote{id, "x"});
  REQUIRE(hub.state().take_changes().cases == std::set<CaseId>{id});
  REQUIRE(hub.state().take_snapshot_changes().cases == std::set<CaseId>{id});
  const AlertId alert = *first.alerts.begin();
  hub.as_operator(CloseCase{id, Outcome::seen, "their GP came"});
  REQUIRE(hub.state().take_changes().alerts.contains(alert));
  REQUIRE(hub.state().find_alert(alert) == nullptr);
}

TEST_CASE("replay: a command on old explanations changes nothing in old events", "[core]") {
  Hub hub;
  const CaseId id = hub.register_in_ryde();
  const auto find_proposal = [&] {
    for (const auto& [event, stamp] : hub.journal()) {
      if (const auto* proposed = std::get_if<ResponseProposed>(&event)) return proposed->explanation;
    }
    return Explanation{};
  };
  const Explanation frozen = find_proposal();
  REQUIRE_FALSE(frozen.offered.empty());
  hub.sign_on_all();
  hub.as_operator(AllocateTeam{id, TeamId("CR2"), "free now", {}, false, {}});
  REQUIRE(find_proposal() == frozen);
}

TEST_CASE("replay: status and board hold nothing about persons", "[core]") {
  Hub hub;
  Referral referral = referral_near(50'731'000, -1'163'000);
  referral.person.name = "Planted Marker";
  referral.narrative = "Planted Marker";
  referral.location.address = "Planted Marker";
  hub.as_handler(RegisterCase{referral, triage_for(Need::confusion), {}});
  core::Packer packer;
  core::pack(packer, core::hub_status(hub.state(), hub.now()).open);
  const Board board = core::board(hub.state(), hub.now());
  for (const ServiceBoard& service : board.services) core::pack(packer, service);
  for (const HourTally& hour : board.hours) core::pack(packer, hour);
  for (const LocalityBoard& locality : board.localities) core::pack(packer, locality);
  for (const ServiceStaffing& staffing : board.staffing) core::pack(packer, staffing);
  REQUIRE(packer.bytes().find("Marker") == std::string::npos);
}

}  // namespace carehub::test
