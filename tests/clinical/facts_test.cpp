#include "protocols/clinical/facts.hpp"

#include "tests/clinical/shipped.hpp"

using namespace carehub;
using namespace carehub::clinical;
using test::shipped_content;

namespace {

Condition about(std::string fact, std::vector<std::string> values) {
  return {.fact = std::move(fact), .values = std::move(values), .at_least = {}, .at_most = {}};
}

}  // namespace

TEST_CASE("facts: what is not known is never no", "[clinical]") {
  Facts facts(shipped_content());
  CHECK(holds(about("head_injury", {"yes"}), facts) == Holds::unknown);
  CHECK(holds(about("head_injury", {"no"}), facts) == Holds::unknown);
  REQUIRE(facts.set("head_injury", false).has_value());
  CHECK(holds(about("head_injury", {"yes"}), facts) == Holds::no);
  CHECK(holds(about("head_injury", {"no"}), facts) == Holds::yes);
}

TEST_CASE("facts: a condition may hold as well while nobody knows", "[clinical]") {
  Facts facts(shipped_content());
  auto condition = about("injury_suspected", {"yes"});
  condition.unknown = true;
  CHECK(holds(condition, facts) == Holds::yes);
  REQUIRE(facts.set("injury_suspected", false).has_value());
  CHECK(holds(condition, facts) == Holds::no);
  CHECK(holds({.fact = "injury_suspected", .values = {}, .at_least = {}, .at_most = {}, .unknown = true}, facts) ==
        Holds::no);
}

TEST_CASE("facts: bounds hold their ends", "[clinical]") {
  Facts facts(shipped_content());
  const Condition hour{.fact = "time_on_floor_min", .values = {}, .at_least = 60, .at_most = 239};
  for (const auto& [minutes, expected] :
       {std::pair{59, Holds::no}, {60, Holds::yes}, {239, Holds::yes}, {240, Holds::no}}) {
    REQUIRE(facts.set("time_on_floor_min", std::int64_t{minutes}).has_value());
    CHECK(holds(hour, facts) == expected);
  }
}

TEST_CASE("facts: all hold, one holds, or it cannot be told", "[clinical]") {
  Facts facts(shipped_content());
  const auto fallen = about("need", {"falls"});
  const auto hurt = about("injury_suspected", {"yes"});
  REQUIRE(facts.set("need", std::string_view("falls")).has_value());
  CHECK(all_hold({fallen}, facts) == Holds::yes);
  CHECK(all_hold({fallen, hurt}, facts) == Holds::unknown);
  CHECK(any_holds({fallen, hurt}, facts) == Holds::yes);
  CHECK(any_holds({hurt}, facts) == Holds::unknown);
  CHECK(any_holds({}, facts) == Holds::no);
  CHECK(all_hold({}, facts) == Holds::yes);
}

TEST_CASE("facts: an impossible answer is refused and changes nothing", "[clinical]") {
  Facts facts(shipped_content());
  REQUIRE(facts.set("time_on_floor_min", std::int64_t{40}).has_value());
  CHECK_FALSE(facts.set("time_on_floor_min", std::int64_t{-5}).has_value());
  CHECK_FALSE(facts.set("time_on_floor_min", std::string_view("long")).has_value());
  CHECK_FALSE(facts.set("need", std::string_view("fals")).has_value());
  CHECK_FALSE(facts.set("chest_pain", std::string_view("perhaps")).has_value());
  const auto unheard_of = facts.set("favourite_colour", true);
  REQUIRE_FALSE(unheard_of.has_value());
  CHECK(unheard_of.error().code == ErrorCode::not_found);
  CHECK(facts.list() == std::vector<KnownFact>{{"time_on_floor_min", "40"}});
}

TEST_CASE("facts: conditions are said in words", "[clinical]") {
  const auto& content = shipped_content();
  CHECK(words({.fact = "time_on_floor_min", .values = {}, .at_least = 60, .at_most = {}}, content) ==
        "time on the floor 60 or more min");
  CHECK(words(about("need", {"falls", "frailty"}), content) == "need: falls or frailty");
}
