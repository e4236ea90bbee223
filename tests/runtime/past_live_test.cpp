// Looking back at the real dispatcher over real links.

#include "tests/runtime/live_hub.hpp"

using namespace carehub;
using namespace carehub::tests;

namespace {

console::PastAnswers answered(link::Link& link) {
  REQUIRE(eventually([&] { return !link.past().picture_due && !link.past().history_due; }));
  return link.past();
}

CaseId registered(link::Link& link, const std::string& what) {
  const auto answer = link.submit_and_wait(a_case(what), 10s);
  REQUIRE(answer.has_value());
  REQUIRE(answer->accepted);
  return answer->case_id;
}

}  // namespace

TEST_CASE("live: a moment between two calls shows the first and not the second", "[live][past]") {
  const LiveHub hub;
  const auto desk = hub.link(Role::operator_);
  REQUIRE(desk->wait_for_picture(10s).has_value());
  const CaseId first = registered(*desk, "one");
  // The hub's clock has to be past the first and before the second.
  const Instant between = desk->status().hub_now + 200ms;
  REQUIRE(eventually([&] { return desk->status().hub_now > between + 200ms; }));
  const CaseId second = registered(*desk, "two");
  const auto auditor = hub.link(Role::auditor);
  REQUIRE(auditor->wait_for_picture(10s).has_value());
  auditor->ask_past(between);
  auto past = answered(*auditor);
  REQUIRE(past.picture != nullptr);
  CHECK(past.fault.empty());
  CHECK(past.at == between);
  CHECK(past.picture->cases.contains(first));
  CHECK_FALSE(past.picture->cases.contains(second));
  CHECK(past.picture->site == auditor->picture()->site);
  auditor->ask_past(auditor->status().hub_now + 24h);  // later than it is: as it is
  past = answered(*auditor);
  CHECK(past.picture->cases.contains(second));
  CHECK(past.at < between + 1h);
  auditor->ask_history({.parts = 4, .around = past.at, .before = 50});
  past = answered(*auditor);
  REQUIRE(past.history != nullptr);
  std::uint32_t calls = 0;
  for (const HistoryPart& part : past.history->parts) calls += part.calls;
  CHECK(calls == 2);
  CHECK(std::ranges::count(past.history->marks, MarkKind::call, &HistoryMark::kind) == 2);
}

TEST_CASE("live: who gets no picture of the hub may not look back either", "[live][past]") {
  const LiveHub hub;
  for (const Role role : {Role::manager, Role::crew, Role::referrer}) {
    const auto link = hub.link(role, false);
    REQUIRE(link->wait_until_live(10s).has_value());
    link->ask_past(link->status().hub_now);
    const auto past = answered(*link);
    CHECK(past.picture == nullptr);
    CHECK(past.fault.find("may not replay") != std::string::npos);
  }
}

TEST_CASE("live: decisions go on while somebody looks back, and a stop waits for nobody", "[live][past]") {
  LiveHub hub;
  const auto desk = hub.link(Role::operator_);
  REQUIRE(desk->wait_for_picture(10s).has_value());
  const Instant start = desk->status().hub_now;
  for (int i = 0; i < 60; ++i) {
    desk->ask_past(start + i * 10ms);
    registered(*desk, "call " + std::to_string(i));
  }
  CHECK(answered(*desk).fault.empty());
  desk->ask_past(start);
  CHECK(hub.stop() == 0);
}
