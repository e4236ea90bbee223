#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "protocols/domain/event.hpp"
#include "protocols/wire/codec.hpp"
#include "tests/support/generator.hpp"

using namespace carehub;
using wire::to_json;

namespace {

boost::json::value parsed(const std::string& text) {
  boost::json::error_code error;
  auto value = boost::json::parse(text, error);
  INFO(text);
  REQUIRE_FALSE(error);
  return value;
}

}  // namespace

TEST_CASE("json: a variant is named after its kind, enums by name, ids as they are", "[wire]") {
  const Event event = CaseClosed{{1042}, Outcome::refused_by_person, "said \"no\""};
  CHECK(to_json(event) == R"({"CaseClosed":{"case_id":1042,"outcome":"refused_by_person","reason":"said \"no\""}})");
}

TEST_CASE("json: times, places, days and skills are as people write them", "[wire]") {
  Case c;
  c.received = *parse_iso8601("2026-11-22T19:42:07Z");
  c.referral.location.position = Coordinates{50'701'000, -1'291'005};
  c.referral.person.born = LocalDay{-10'000};
  c.triage.emplace().skills.add(Skill::nurse).add(Skill::prescriber);
  const auto json = parsed(to_json(c));
  CHECK(json.at("received").as_string() == "2026-11-22T19:42:07Z");
  const auto& referral = json.at("referral");
  CHECK(referral.at("location").at("position").at("lat").as_double() == Approx(50.701).margin(1e-9));
  CHECK(referral.at("location").at("position").at("lon").as_double() == Approx(-1.291005).margin(1e-9));
  CHECK(referral.at("person").at("born").as_string() == "1942-08-16");
  CHECK(json.at("triage").at("skills") == boost::json::array{"nurse", "prescriber"});
}

TEST_CASE("json: the underscore that avoids a keyword is not shown, and absent optionals are left out", "[wire]") {
  Stamp stamp;
  stamp.actor.role = Role::operator_;
  const auto json = parsed(to_json(stamp));
  CHECK(json.at("actor").at("role").as_string() == "operator");
  CHECK_FALSE(parsed(to_json(Case{})).as_object().contains("triage"));
}

TEST_CASE("json: a small negative degree keeps its sign", "[wire]") {
  Case c;
  c.referral.location.position = Coordinates{0, -5};
  CHECK(to_json(c).find(R"({"lat":0.000000,"lon":-0.000005})") != std::string::npos);
}

TEST_CASE("json: bytes that are not UTF-8 are replaced, the rest stays", "[wire]") {
  const Event event = CaseAdvised{{1}, "ring \xFF back \xE2\x82"};
  CHECK(to_json(event) == "{\"CaseAdvised\":{\"case_id\":1,\"advice\":\"ring \uFFFD back \uFFFD\uFFFD\"}}");
}

TEST_CASE("json: every generated value is valid JSON", "[wire]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    tests::Generator generator{seed};
    parsed(to_json(generator.make<Event>()));
    parsed(to_json(generator.make<Command>()));
    parsed(to_json(generator.make<wire::Reply>()));
  }
}
