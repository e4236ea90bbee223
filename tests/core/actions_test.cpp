#include <catch2/catch.hpp>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/core/snapshot.hpp"
#include "tests/support/hub_fixture.hpp"

// What somebody is to do at a level of pressure: assigned, done or withdrawn, and never out of sight while it is open.

namespace carehub::test {

namespace {

AssignAction ring_nursing(std::optional<Instant> due = {}) {
  return {"ring district nursing for a second evening team", "J. Marsh", due, 3, {}};
}

const AssignedAction& action(const Hub& hub, std::uint64_t id) {
  for (const AssignedAction& one : hub.state().hub().actions)
    if (one.id == ActionId{id}) return one;
  FAIL("no action " << id);
  throw std::logic_error("not reached");
}

core::State from_snapshot(const core::State& state) {
  core::State copy;
  for (auto& [key, take] : core::records(state, state.all_records())) copy.restore(take());
  return copy;
}

core::State replayed_state(const Hub& hub) {
  core::State state;
  Sequence sequence = 0;
  for (const auto& [event, stamp] : hub.journal()) core::evolve(state, event, stamp, ++sequence);
  return state;
}

std::vector<std::uint64_t> shown(const Hub& hub) {
  std::vector<std::uint64_t> ids;
  for (const AssignedAction& one : core::hub_status(hub.state(), hub.now()).actions) ids.push_back(one.id.value);
  return ids;
}

}  // namespace

TEST_CASE("actions: one is assigned to somebody, with who did it and when", "[core]") {
  Hub hub;
  const auto decision = hub.as_manager(ring_nursing(hub.now() + minutes(48)));
  REQUIRE_FALSE(decision.refusal);
  CHECK(decision.message == "action 1: ring district nursing for a second evening team, J. Marsh, by 19:48");
  const AssignedAction& one = action(hub, 1);
  CHECK(one.owner == "J. Marsh");
  CHECK(one.by == "R. Hale (manager)");
  CHECK(one.assigned == hub.now());
  CHECK(one.opel_level == 3);
  CHECK(one.state == ActionState::open);
  REQUIRE_FALSE(hub.as_operator(AssignAction{"open the overflow", "M. Cole", {}, 0, ServiceId("pharmacist")}).refusal);
  REQUIRE_FALSE(hub.as_navigator(AssignAction{"ring the UTC", "navigator", {}, 0, {}}).refusal);
  CHECK(action(hub, 3).by == "M. Cole (navigator)");
}

TEST_CASE("actions: whoever has no part in it may not", "[core]") {
  Hub hub;
  hub.as_manager(ring_nursing());
  CHECK(code_of(hub.as_handler(ring_nursing())) == RefusalCode::role_not_allowed);
  CHECK(code_of(hub.give(CompleteAction{ActionId{1}, "", {}}, Role::crew, "CR2")) == RefusalCode::role_not_allowed);
  CHECK(code_of(hub.give(WithdrawAction{ActionId{1}, "no"}, Role::auditor, "x")) == RefusalCode::role_not_allowed);
}

TEST_CASE("actions: what is wrong with one is said, and nothing is assigned", "[core]") {
  Hub hub;
  const auto refused = [&](AssignAction command, RefusalCode code, const char* word) {
    const auto decision = hub.as_manager(command);
    INFO(decision.message);
    CHECK(code_of(decision) == code);
    CHECK(decision.message.find(word) != std::string::npos);
  };
  const auto with = [](auto change) {
    AssignAction command = ring_nursing();
    change(command);
    return command;
  };
  const auto invalid = RefusalCode::invalid_value;
  refused(with([](auto& c) { c.text = " "; }), invalid, "what is to be done");
  refused(with([](auto& c) { c.owner = ""; }), invalid, "who does it");
  refused(with([](auto& c) { c.text = std::string(141, 'x'); }), invalid, "140 fit");
  refused(with([](auto& c) { c.owner = std::string(41, 'x'); }), invalid, "40 fit");
  refused(with([](auto& c) { c.text = "two\nlines"; }), invalid, "one line");
  refused(with([](auto& c) { c.opel_level = 5; }), invalid, "1 to 4");
  refused(with([](auto& c) { c.service = ServiceId("x"); }), RefusalCode::unknown_service, "no service");
  refused(with([&](auto& c) { c.due = hub.now() - minutes(2); }), invalid, "is past");
  refused(with([&](auto& c) { c.due = hub.now() + hours(24 * 31); }), invalid, "30 days");
  CHECK(hub.state().hub().actions.empty());
}

TEST_CASE("actions: nothing that may be a person's number goes on the board", "[core]") {
  Hub hub;
  for (const char* text : {"look at 1042", "ring 999 000 0018", "ring 01983 555 014", "ring (01983)555014",
                           "9990000018", "born 1.2.1940", "ref 12-34-56", "call 555 014"}) {
    INFO(text);
    for (const AssignAction& command :
         {AssignAction{text, "J. Marsh", {}, 0, {}}, AssignAction{"ring them", text, {}, 0, {}}}) {
      const auto decision = hub.as_manager(command);
      CHECK(code_of(decision) == RefusalCode::invalid_value);
      CHECK(decision.message.find("shows it to everybody") != std::string::npos);
    }
  }
  hub.as_manager(ring_nursing());
  CHECK(code_of(hub.as_manager(CompleteAction{ActionId{1}, "see 1042", {}})) == RefusalCode::invalid_value);
  CHECK(code_of(hub.as_manager(WithdrawAction{ActionId{1}, "see 1042"})) == RefusalCode::invalid_value);
  for (const char* text :
       {"ring 111 and 999", "open 12 places from 20:30 to 23:00", "2 cars, 24/7, ward 3", "every 30 min until 22:00"}) {
    INFO(text);
    CHECK_FALSE(hub.as_manager(AssignAction{text, "J. Marsh", {}, 0, {}}).refusal);
  }
}

TEST_CASE("actions: the same is not assigned twice while it is open", "[core]") {
  Hub hub;
  hub.as_manager(ring_nursing());
  CHECK(code_of(hub.as_operator(ring_nursing())) == RefusalCode::already_done);
  hub.as_manager(CompleteAction{ActionId{1}, "", {}});
  CHECK_FALSE(hub.as_operator(ring_nursing()).refusal);
  CHECK(shown(hub) == std::vector<std::uint64_t>{2, 1});
}

TEST_CASE("actions: one is done once, by somebody, with a word", "[core]") {
  Hub hub;
  hub.as_manager(ring_nursing());
  hub.wait(minutes(20));
  CHECK(code_of(hub.as_operator(CompleteAction{ActionId{7}, "", {}})) == RefusalCode::unknown_action);
  CHECK(hub.as_operator(CompleteAction{ActionId{7}, "", {}}).message == "there is no action 7; open: 1");
  CHECK(code_of(hub.as_operator(CompleteAction{ActionId{1}, "", hub.now() + minutes(5)})) ==
        RefusalCode::invalid_value);
  CHECK(code_of(hub.as_operator(CompleteAction{ActionId{1}, "", hub.now() - minutes(40)})) ==
        RefusalCode::invalid_value);
  REQUIRE_FALSE(hub.as_operator(CompleteAction{ActionId{1}, "from 21:00", hub.now() - minutes(5)}).refusal);
  CHECK(action(hub, 1).state == ActionState::done);
  CHECK(action(hub, 1).ended == hub.now() - minutes(5));
  CHECK(action(hub, 1).ended_by == "A. Reed (operator)");
  CHECK(action(hub, 1).word == "from 21:00");
  const auto again = hub.as_manager(CompleteAction{ActionId{1}, "", {}});
  CHECK(code_of(again) == RefusalCode::already_done);
  CHECK(again.message == "action 1 was done by A. Reed (operator) at 19:15: from 21:00");
  CHECK(code_of(hub.as_manager(WithdrawAction{ActionId{1}, "late"})) == RefusalCode::wrong_state);
}

TEST_CASE("actions: one is withdrawn with a reason, once", "[core]") {
  Hub hub;
  hub.as_manager(ring_nursing());
  CHECK(code_of(hub.as_manager(WithdrawAction{ActionId{1}, " "})) == RefusalCode::missing_reason);
  REQUIRE_FALSE(hub.as_manager(WithdrawAction{ActionId{1}, "level is down"}).refusal);
  CHECK(action(hub, 1).state == ActionState::withdrawn);
  CHECK(code_of(hub.as_manager(WithdrawAction{ActionId{1}, "again"})) == RefusalCode::already_done);
  CHECK(code_of(hub.as_manager(CompleteAction{ActionId{1}, "", {}})) == RefusalCode::wrong_state);
}

TEST_CASE("actions: what is open stays in sight, what ended for a day", "[core]") {
  Hub hub;
  hub.as_manager(ring_nursing(hub.now() + minutes(30)));
  hub.as_manager(AssignAction{"ring the UTC", "navigator", {}, 0, {}});
  hub.as_manager(AssignAction{"look for beds", "navigator", hub.now() + minutes(10), 0, {}});
  CHECK(shown(hub) == std::vector<std::uint64_t>{3, 1, 2});  // by due time, those without one last
  hub.wait(hours(1));
  hub.as_manager(CompleteAction{ActionId{2}, "", {}});
  CHECK(shown(hub) == std::vector<std::uint64_t>{3, 1, 2});
  hub.wait(hours(24) - seconds(1));
  CHECK(shown(hub) == std::vector<std::uint64_t>{3, 1, 2});
  hub.wait(seconds(1));
  CHECK(shown(hub) == std::vector<std::uint64_t>{3, 1});
  hub.wait(hours(24 * 9));
  CHECK(shown(hub) == std::vector<std::uint64_t>{3, 1});
  hub.as_manager(AssignAction{"a new one", "navigator", {}, 0, {}});
  CHECK(shown(hub) == std::vector<std::uint64_t>{3, 1, 4});
  const auto gone = hub.as_manager(CompleteAction{ActionId{2}, "", {}});
  CHECK(code_of(gone) == RefusalCode::unknown_action);
  CHECK(gone.message == "action 2 ended more than 24 hours ago");
}

TEST_CASE("actions: so many are open at once, and none makes room by vanishing", "[core]") {
  Hub hub;
  const auto assign = [&](std::size_t number) {
    return hub.as_manager(AssignAction{fmt::format("step {}", number), "navigator", {}, 0, {}});
  };
  for (std::size_t i = 0; i < actions_open_max; ++i) REQUIRE_FALSE(assign(i).refusal);
  CHECK(code_of(assign(900)) == RefusalCode::wrong_state);
  CHECK(shown(hub).size() == actions_open_max);
  std::size_t made = actions_open_max;
  for (; made < actions_max; ++made) {
    REQUIRE_FALSE(hub.as_manager(CompleteAction{ActionId{made - actions_open_max + 1}, "", {}}).refusal);
    REQUIRE_FALSE(assign(made).refusal);
  }
  hub.as_manager(CompleteAction{ActionId{actions_max}, "", {}});
  CHECK(code_of(assign(901)) == RefusalCode::wrong_state);
  CHECK(shown(hub).size() == actions_max);
  hub.wait(hours(24));
  CHECK_FALSE(assign(902).refusal);
}

TEST_CASE("actions: a replay and a snapshot are the same hub", "[core]") {
  Hub hub;
  const std::string before = core::digest(hub.state());
  hub.as_manager(ring_nursing(hub.now() + minutes(30)));
  CHECK(core::digest(hub.state()) != before);
  hub.as_manager(AssignAction{"ring the UTC", "navigator", {}, 0, ServiceId("pharmacist")});
  hub.as_operator(CompleteAction{ActionId{1}, "from 21:00", {}});
  hub.as_operator(WithdrawAction{ActionId{2}, "closed"});
  hub.as_operator(CompleteAction{ActionId{2}, "", {}});  // refused
  CHECK(core::digest(replayed_state(hub)) == core::digest(hub.state()));
  const core::State copy = from_snapshot(hub.state());
  CHECK(core::digest(copy) == core::digest(hub.state()));
  CHECK(copy.hub().actions == hub.state().hub().actions);
  CHECK(copy.hub().next_action == 3);
}

TEST_CASE("actions: a hub without any has the digest that it had before there were actions", "[core]") {
  Hub hub;
  core::HubRecord record = hub.state().hub();
  CHECK(record.actions.empty());
  CHECK(record.next_action == core::HubRecord{}.next_action);
}

TEST_CASE("actions: declaring a level names what the site suggests for it", "[core]") {
  Site site = small_site();
  site.suggested_actions = {{3, "ring the UTC", "navigator"}, {4, "call everybody in", "manager"}};
  Hub hub(site);
  CHECK(hub.as_manager(DeclareOpel{3, "busy"}).message ==
        "OPEL 3 declared; actions suggested, not signed off: ring the UTC (navigator)");
  CHECK(hub.as_manager(DeclareOpel{2, "calmer"}).message == "OPEL 2 declared");
  CHECK(core::board(hub.state(), hub.now()).suggested_actions == site.suggested_actions);
}

TEST_CASE("actions: the board keeps the hub's time of day", "[core]") {
  Hub hub;
  CHECK(core::board(hub.state(), hub.now()).calendar == hub.state().site().calendar);
}

}  // namespace carehub::test
