#include "dispatcher/endpoints/sessions.hpp"

#include <catch2/catch.hpp>

#include "protocols/wire/limits.hpp"

using namespace carehub;
using namespace carehub::endpoints;
using namespace std::chrono_literals;

namespace {

const SteadyTime start = SteadyTime{} + 1h;

wire::Hello hello(Role role, const std::string& user = "a.reed") {
  wire::Hello hello;
  hello.protocol_version = wire::protocol_version;
  hello.user = UserName{user};
  hello.role = role;
  hello.console = "desk 1";
  return hello;
}

AllowedKey key(std::uint32_t roles, const std::string& user = "") {
  return {std::string(40, 'k'), "desk", roles, UserName{user}};
}

}  // namespace

TEST_CASE("sessions: the actor comes from the session", "[endpoints]") {
  Sessions sessions;
  const auto opened = sessions.open("p1", hello(Role::operator_), key(role_bit(Role::operator_)), "", start);
  REQUIRE(opened.has_value());
  CHECK((*opened)->actor == Actor{UserName{"a.reed"}, Role::operator_, "desk 1"});
  CHECK(sessions.find("p1") == *opened);
  CHECK(sessions.find("p2") == nullptr);
}

TEST_CASE("sessions: a role that the key may not take is refused, for every key and role", "[endpoints]") {
  for_each_value<Role>([](Role has) {
    for_each_value<Role>([&](Role wants) {
      Sessions sessions;
      const auto opened = sessions.open("p", hello(wants), key(role_bit(has)), "", start);
      CAPTURE(name_of(has), name_of(wants));
      CHECK(opened.has_value() == (has == wants && has != Role::system));
      if (!opened) CHECK(opened.error().code == ErrorCode::denied);
    });
  });
}

TEST_CASE("sessions: what else keeps a client out", "[endpoints]") {
  Sessions sessions({.sessions_max = 1});
  const auto mine = key(role_bit(Role::operator_));
  auto old = hello(Role::operator_);
  old.protocol_version = wire::protocol_version + 1;
  CHECK(sessions.open("p", old, mine, "", start).error().code == ErrorCode::unsupported);
  CHECK(sessions.open("p", hello(Role::operator_), std::nullopt, "", start).error().code == ErrorCode::denied);
  CHECK(sessions.open("p", hello(Role::operator_, ""), mine, "", start).error().code == ErrorCode::invalid_input);
  CHECK(sessions.open("p", hello(Role::operator_, "a\nb"), mine, "", start).error().code == ErrorCode::invalid_input);
  CHECK(sessions.open("p", hello(Role::operator_, std::string(65, 'x')), mine, "", start).error().code ==
        ErrorCode::invalid_input);
  CHECK(sessions.open("p", hello(static_cast<Role>(77)), mine, "", start).error().code == ErrorCode::denied);
  CHECK(sessions.open("p", hello(Role::operator_), key(role_bit(Role::operator_), "m.cole"), "", start).error().code ==
        ErrorCode::denied);
  REQUIRE(sessions.open("p", hello(Role::operator_), mine, "", start).has_value());
  CHECK(sessions.open("p", hello(Role::operator_), mine, "", start).error().code == ErrorCode::conflict);
  CHECK(sessions.open("q", hello(Role::operator_), mine, "", start).error().code == ErrorCode::limit_exceeded);
}

TEST_CASE("sessions: ten seconds of silence end one", "[endpoints]") {
  Sessions sessions;
  const auto mine = key(role_bit(Role::operator_));
  REQUIRE(sessions.open("quiet", hello(Role::operator_), mine, "", start).has_value());
  REQUIRE(sessions.open("alive", hello(Role::operator_), mine, "", start).has_value());
  sessions.find("alive")->last_heard = start + 5s;
  CHECK(sessions.silent(start + 10s).empty());
  CHECK(sessions.silent(start + 10s + 1ms) == std::vector<std::string>{"quiet"});
  sessions.close("quiet");
  CHECK(sessions.size() == 1);
}

TEST_CASE("rate limit: a burst passes, then a steady rate", "[endpoints]") {
  RateLimit limit(10, 20, start);
  int passed = 0;
  for (int i = 0; i < 100; ++i) passed += limit.take(start) ? 1 : 0;
  CHECK(passed == 20);
  CHECK_FALSE(limit.take(start + 50ms));
  CHECK(limit.take(start + 110ms));
  CHECK_FALSE(limit.take(start + 110ms));
  passed = 0;
  for (int i = 0; i < 100; ++i) passed += limit.take(start + 1h) ? 1 : 0;
  CHECK(passed == 20);
}
