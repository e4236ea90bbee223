// The real dispatcher and real links: the whole path, recovery, and what clients may not do.

#include <random>

#include "dispatcher/endpoints/sessions.hpp"
#include "protocols/wire/limits.hpp"
#include "tests/runtime/live_hub.hpp"

using namespace carehub;
using namespace carehub::tests;

namespace {

CommandId some_id(std::uint8_t number) {
  CommandId id;
  id.bytes.fill(number);
  return id;
}

const wire::Fault* fault_of(const wire::Reply& reply) {
  return std::get_if<wire::Fault>(&reply);
}

bool shows(const link::Link& link, CaseId id) {
  return link.picture()->cases.contains(id);
}

}  // namespace

TEST_CASE("live: a call that is acknowledged is on every console", "[live]") {
  LiveHub hub;
  const auto desk = hub.link(Role::call_handler);
  const auto control_room = hub.link(Role::operator_);
  REQUIRE(control_room->wait_for_picture(10s).has_value());
  const auto answer = desk->submit_and_wait(a_case("slipped in the kitchen"), 10s);
  REQUIRE(answer.has_value());
  CHECK(answer->accepted);
  REQUIRE(answer->case_id.given());
  CHECK(eventually([&] { return shows(*control_room, answer->case_id); }));
  CHECK(control_room->status().state == link::LinkState::live);
  CHECK(control_room->picture()->site->id == "isle-of-wight");
  CHECK(hub.stop() == 0);
  CHECK_FALSE(std::filesystem::exists(wire::endpoints_file(hub.data())));
}

TEST_CASE("live: after kill -9 and a restart the consoles recover by themselves", "[live]") {
  LiveHub hub;
  const auto desk = hub.link(Role::operator_);
  REQUIRE(desk->wait_for_picture(10s).has_value());
  const auto first = desk->submit_and_wait(a_case("one"), 10s);
  REQUIRE(first.has_value());
  REQUIRE(eventually([&] { return shows(*desk, first->case_id); }));
  const auto epoch = desk->picture()->epoch;

  hub.kill_now();
  const auto id = desk->submit(AddNote{first->case_id, "given while nobody was there"}, "note");
  REQUIRE(eventually([&] { return desk->status().state == link::LinkState::stale; }));
  CHECK(shows(*desk, first->case_id));  // the old picture stays readable
  CHECK(desk->pending().size() == 1);

  hub.start();
  CHECK(eventually([&] { return desk->picture()->epoch != epoch && desk->status().state == link::LinkState::live; }));
  CHECK(shows(*desk, first->case_id));
  std::vector<wire::Answer> answers;
  REQUIRE(eventually([&] {
    for (auto& answer : desk->take_answers()) answers.push_back(std::move(answer));
    return !answers.empty();
  }));
  CHECK(answers[0].id == id);
  CHECK(answers[0].accepted);
  CHECK(desk->pending().empty());
}

TEST_CASE("live: a repeated command gets its first answer, also after a restart", "[live]") {
  LiveHub hub;
  wire::Answer first;
  {
    RawSession session(hub, Role::call_handler);
    first = session.submit(some_id(1), a_case("only once"));
    REQUIRE(first.accepted);
    CHECK_FALSE(first.repeated);
    const auto again = session.submit(some_id(1), a_case("only once"));
    CHECK(again.repeated);
    CHECK(again.case_id == first.case_id);
    CHECK(again.sequence == first.sequence);
  }
  hub.kill_now();
  hub.start();
  RawSession session(hub, Role::call_handler);
  const auto after = session.submit(some_id(1), a_case("only once"));
  CHECK(after.accepted);
  CHECK(after.repeated);
  CHECK(after.case_id == first.case_id);
  CHECK(after.sequence == first.sequence);
  CHECK(after.message == first.message);
  const auto next = session.submit(some_id(2), a_case("another"));
  CHECK(next.case_id.value == first.case_id.value + 1);
}

TEST_CASE("live: a refused command stays refused when it is repeated", "[live]") {
  LiveHub hub;
  RawSession session(hub, Role::call_handler);
  const auto refused = session.submit(some_id(9), AddNote{CaseId{999'999}, "nobody"});
  CHECK_FALSE(refused.accepted);
  REQUIRE(refused.refusal.has_value());
  CHECK(refused.refusal->code == RefusalCode::unknown_case);
  const auto again = session.submit(some_id(9), AddNote{CaseId{999'999}, "nobody"});
  CHECK(again.repeated);
  REQUIRE(again.refusal.has_value());
  CHECK(again.refusal->code == RefusalCode::unknown_case);
  CHECK(again.refusal->text == refused.refusal->text);
}

TEST_CASE("live: a role that the key may not take is refused with the reason", "[live]") {
  LiveHub hub;
  link::Options options;
  options.directory = hub.data();
  options.user = UserName{"m.cole"};
  options.role = Role::admin;
  options.key_file = wire::key_file(hub.data(), Role::crew).string();
  options.updates = false;
  const auto link = LiveHub::link_with(std::move(options));
  CHECK(eventually([&] { return link->status().state == link::LinkState::refused; }));
  CHECK(link->status().text.find("may not act as admin") != std::string::npos);
}

TEST_CASE("live: what a role may not do is refused, not ignored", "[live]") {
  LiveHub hub;
  RawSession manager(hub, Role::manager);
  const auto refused = manager.submit(some_id(3), a_case("not by a manager"));
  REQUIRE(refused.refusal.has_value());
  CHECK(refused.refusal->code == RefusalCode::role_not_allowed);
  for (const wire::Request& request :
       {wire::Request{wire::AskCases{}}, wire::Request{wire::AskOptions{CaseId{1001}}}}) {
    const auto reply = manager.ask(request);
    REQUIRE(fault_of(reply) != nullptr);
    CHECK(fault_of(reply)->code == ErrorCode::denied);
  }
  RawSession crew(hub, Role::crew);
  const auto reply = crew.ask(wire::AskSnapshot{});
  REQUIRE(fault_of(reply) != nullptr);
  CHECK(fault_of(reply)->code == ErrorCode::denied);
}

TEST_CASE("live: nothing is done for a connection that has not signed in", "[live]") {
  LiveHub hub;
  TestClient client(ZMQ_DEALER, credentials_of(hub.data(), Role::operator_));
  REQUIRE(client.connect(hub.endpoints().command) == Handshake::admitted);
  client.send(wire::encode(wire::Request{wire::SubmitCommand{some_id(1), a_case("who am I")}}));
  const auto reply = wire::decode<wire::Reply>(client.receive().value_or(""));
  REQUIRE(reply.has_value());
  REQUIRE(fault_of(*reply) != nullptr);
  CHECK(fault_of(*reply)->code == ErrorCode::unavailable);
}

TEST_CASE("live: random, cut and oversized bytes are answered with a fault and harm nobody", "[live]") {
  LiveHub hub;
  std::mt19937 random(20261122);
  RawSession session(hub, Role::operator_);
  const auto good = wire::encode(wire::Request{wire::SubmitCommand{some_id(5), a_case("good")}});
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes = i % 2 == 0 ? good : std::string(random() % 400, '\0');
    if (i % 2 == 0) {
      bytes.resize(random() % bytes.size());
      for (int flips = 0; flips < 3 && !bytes.empty(); ++flips)
        bytes[random() % bytes.size()] = static_cast<char>(random());
    } else {
      for (auto& byte : bytes) byte = static_cast<char>(random());
    }
    (void)session.ask_bytes(bytes);  // a fault, or an answer where the bytes happen to be a request
  }
  const auto fault = session.ask_bytes("\xff\xff\xff");
  REQUIRE(fault_of(fault) != nullptr);
  CHECK_FALSE(fault_of(fault)->text.empty());

  // A text above its bound: answered. A message above its bound: the connection is dropped.
  const auto long_note =
      wire::encode(wire::Request{wire::SubmitCommand{some_id(6), AddNote{CaseId{1001}, std::string(20'000, 'x')}}});
  const auto too_long = session.ask_bytes(long_note);
  REQUIRE(fault_of(too_long) != nullptr);
  CHECK(fault_of(too_long)->code == ErrorCode::limit_exceeded);
  TestClient shouter(ZMQ_DEALER, credentials_of(hub.data(), Role::operator_));
  REQUIRE(shouter.connect(hub.endpoints().command) == Handshake::admitted);
  shouter.send(std::string(wire::request_bytes_max + 1, 'x'));
  CHECK_FALSE(shouter.receive(300).has_value());

  REQUIRE(hub.alive());
  RawSession another(hub, Role::operator_);
  CHECK(another.submit(some_id(7), a_case("still served")).accepted);
}

TEST_CASE("live: too many requests at once get a clear fault, and later ones pass", "[live]") {
  LiveHub hub;
  RawSession session(hub, Role::operator_);
  const auto heartbeat = wire::encode(wire::Request{wire::Heartbeat{}});
  constexpr int sent = 30'000;
  bool told = false;
  int received = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < sent; ++i) {
    session.client().send(heartbeat);
    while (const auto bytes = session.client().receive(0)) {
      ++received;
      const auto reply = wire::decode<wire::Reply>(*bytes);
      REQUIRE(reply.has_value());
      if (const auto* fault = fault_of(*reply)) told = told || fault->code == ErrorCode::limit_exceeded;
    }
  }
  while (received < sent) {
    const auto bytes = session.client().receive(5'000);
    if (!bytes) break;
    ++received;
    const auto reply = wire::decode<wire::Reply>(*bytes);
    if (const auto* fault = fault_of(*reply)) told = told || fault->code == ErrorCode::limit_exceeded;
  }
  // Under a sanitizer the hub may be too slow to be asked too fast.
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  const endpoints::SessionLimits limits;
  if (limits.requests_burst + limits.requests_per_second * took.count() < sent) CHECK(told);
  CHECK(eventually([&] { return std::holds_alternative<wire::Pulse>(session.ask(wire::Heartbeat{})); }));
}

TEST_CASE("live: every case ever can be read page by page", "[live]") {
  LiveHub hub;
  const auto desk = hub.link(Role::operator_, false);
  for (int i = 0; i < 450; ++i) desk->submit(a_case("case " + std::to_string(i)), "");
  REQUIRE(eventually([&] { return desk->pending().empty(); }));
  std::vector<std::uint64_t> ids;
  const auto read = desk->read_cases([&](const Case& c) { ids.push_back(c.id.value); }, 20s);
  REQUIRE(read.has_value());
  REQUIRE(ids.size() == 450);
  for (std::size_t i = 1; i < ids.size(); ++i) CHECK(ids[i] == ids[i - 1] + 1);
}

TEST_CASE("live: the options of a case can be asked for", "[live]") {
  LiveHub hub;
  const auto desk = hub.link(Role::operator_);
  const auto answer = desk->submit_and_wait(a_case("needs somebody"), 10s);
  REQUIRE(answer.has_value());
  desk->ask_options(answer->case_id);
  REQUIRE(eventually([&] { return desk->options(answer->case_id) != nullptr; }));
  CHECK_FALSE(desk->options(answer->case_id)->offered.empty());
}

TEST_CASE("live: where a team could be is told to who sees teams", "[live]") {
  LiveHub hub({"--start", "2026-11-22T16:00:00Z"});
  const auto desk = hub.link(Role::operator_);
  REQUIRE(desk->wait_for_picture(10s).has_value());
  const auto team = desk->picture()->teams.begin()->second->id;
  const auto signed_on = desk->submit_and_wait(SignOnTeam{team, "Ann and Ben", {}, {}}, 10s);
  REQUIRE(signed_on.has_value());
  desk->ask_reach(team, {10, 20});
  REQUIRE(eventually([&] { return desk->reach(team) != nullptr; }));
  const auto reach = desk->reach(team);
  REQUIRE(reach->outlines.size() == 2);
  CHECK(reach->outlines[1].minutes == 20);
  CHECK(reach->outlines[1].points.size() > 30);
  CHECK(reach->remark.empty());
  desk->ask_reach(TeamId("NOBODY"), {10});
  REQUIRE(eventually([&] { return desk->reach(TeamId("NOBODY")) != nullptr; }));
  CHECK(desk->reach(TeamId("NOBODY"))->remark == "there is no such team");
  desk->ask_reach(team, {10, 600});
  REQUIRE(eventually([&] {
    const auto answered = desk->reach(team);
    return answered != nullptr && answered->outlines.empty();
  }));
  RawSession manager(hub, Role::manager);
  const auto refused = manager.ask(wire::AskReach{team, {10}});
  REQUIRE(fault_of(refused) != nullptr);
  CHECK(fault_of(refused)->code == ErrorCode::denied);
}

TEST_CASE("live: consoles are told what the next hours are likely to bring, and the board no case of it", "[live]") {
  LiveHub hub;
  const auto desk = hub.link(Role::operator_);
  const auto board = hub.link(Role::manager);
  REQUIRE(desk->wait_for_picture(10s).has_value());
  const auto answer = desk->submit_and_wait(a_case("slipped in the kitchen"), 10s);
  REQUIRE(answer.has_value());
  REQUIRE(answer->case_id.given());
  const auto shown = [&](const link::Link& link) { return link.picture()->outlook; };
  CHECK(eventually([&] { return shown(*desk) && shown(*desk)->futures > 0 && !shown(*desk)->services.empty(); }));
  CHECK(eventually([&] { return board->picture()->board && !board->picture()->board->ahead.empty(); }));
  CHECK_FALSE(shown(*board));
  // Who signs in later gets the last one with the picture.
  const auto later = hub.link(Role::navigator);
  REQUIRE(later->wait_for_picture(10s).has_value());
  CHECK(shown(*later));
}
