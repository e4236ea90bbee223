#include <catch2/catch.hpp>

#include "dispatcher/matching/shortfall.hpp"
#include "tests/matching/world.hpp"

// What is missing, in words that a dispatcher can act on.

using namespace carehub;
using tests::small_hub;

namespace {

NotOffered team_line(const char* unit, NotOfferedReason reason, std::int64_t figure) {
  return {UnitKind::team, unit, ServiceId{"crisis"}, reason, figure};
}

std::string words_for(std::vector<NotOffered> lines) {
  const auto hub = small_hub();
  Explanation explanation;
  explanation.not_offered = std::move(lines);
  return matching::shortfall_words(hub.world(), explanation, true);
}

Candidate coming(UnitKind kind, const char* unit, Instant arrival, std::int64_t slack_s) {
  Candidate one;
  one.kind = kind;
  one.unit = unit;
  one.service = ServiceId{unit};
  one.arrival = arrival;
  one.slack_s = slack_s;
  one.late = slack_s < 0;
  return one;
}

}  // namespace

TEST_CASE("shortfall: who comes first by rank is not called the earliest where another is sooner", "[matching]") {
  const auto hub = small_hub();
  Explanation explanation;
  const auto now = hub.world().now;
  explanation.offered = {coming(UnitKind::queue, "gp", now + minutes{80}, -51 * 60),
                         coming(UnitKind::queue, "999", now + minutes{30}, -60)};
  CHECK(matching::shortfall_words(hub.world(), explanation, false) ==
        "the first choice, gp, arrives 51 min after the target; the earliest, 999, arrives 1 min after the target");
  explanation.offered.back().slack_s = 60;
  CHECK_THAT(matching::shortfall_words(hub.world(), explanation, false),
             Catch::Contains("the earliest, 999, would be in time"));
}

TEST_CASE("shortfall: no other team is on shift, where one that could come is", "[matching]") {
  const auto hub = small_hub();
  Explanation explanation;
  explanation.offered = {coming(UnitKind::team, "CR1", hub.world().now + minutes{80}, -21)};
  explanation.not_offered = {team_line("CR4", NotOfferedReason::off_duty, 100)};
  CHECK_THAT(matching::shortfall_words(hub.world(), explanation, false),
             Catch::Contains("the earliest, CR1, arrives 21 s after the target") &&
                 Catch::Contains("no other suitable team is on shift"));
}

TEST_CASE("shortfall: the skill that is short is named with the next shift that has it", "[matching]") {
  const auto prescriber = static_cast<std::int64_t>(Skill::prescriber);
  CHECK(words_for({team_line("CR1", NotOfferedReason::skill_missing, prescriber),
                   team_line("CR4", NotOfferedReason::off_duty, 100), team_line("CR5", NotOfferedReason::off_duty, 60),
                   team_line("CR6", NotOfferedReason::off_duty, -1)}) ==
        "nobody can come: no team with prescriber is on shift; the first, CR5, starts at 20:00");
  CHECK(words_for({team_line("CR1", NotOfferedReason::skill_missing, prescriber),
                   team_line("CR2", NotOfferedReason::skill_missing, prescriber)}) ==
        "nobody can come: no team on shift has prescriber (2 without it)");
}

TEST_CASE("shortfall: the most frequent reason is said, with the unit that is nearest to coming", "[matching]") {
  CHECK(words_for({team_line("CR1", NotOfferedReason::on_break, 10), team_line("CR2", NotOfferedReason::busy, 50),
                   team_line("CR3", NotOfferedReason::busy, 25)}) ==
        "nobody can come: all suitable teams are busy (2); the first, CR3, is free at 19:25");
  CHECK(words_for({team_line("CR1", NotOfferedReason::on_break, 12)}) ==
        "nobody can come: the suitable teams are on a break (1); the first, CR1, is back at 19:12");
  CHECK(words_for({team_line("CR9", NotOfferedReason::off_duty, 700)}) ==
        "nobody can come: no suitable team is on shift; the first, CR9, starts at 06:40 tomorrow or later");
}

TEST_CASE("shortfall: what people can find out by asking is said so", "[matching]") {
  CHECK(words_for({team_line("CR2", NotOfferedReason::silent, 20)}) ==
        "nobody can come: CR2: not heard for 20 min; ring the crew");
  const auto count =
      words_for({{UnitKind::place, "haven", ServiceId{"haven"}, NotOfferedReason::capacity_unknown, 70}});
  CHECK(count.find("ask for a figure") != std::string::npos);
}

TEST_CASE("shortfall: what nobody can change comes only when nothing else is in the way", "[matching]") {
  const NotOffered far{UnitKind::place, "haven", ServiceId{"haven"}, NotOfferedReason::cannot_travel, 0};
  CHECK(words_for({far}).find("the person cannot travel") != std::string::npos);
  CHECK(words_for({far, far, team_line("CR1", NotOfferedReason::on_break, 5)}).find("break") != std::string::npos);
  CHECK(words_for({team_line("CR1", NotOfferedReason::wrong_need, 0)}) ==
        "no service of this hub takes this need here");
  CHECK(words_for({}) == "no service of this hub takes this need here");
}

TEST_CASE("shortfall: late says by how much, and what would bring somebody earlier", "[matching]") {
  auto hub = small_hub();
  hub.call.triage->services = {ServiceKind::crisis_response};
  hub.team("CR1").status = TeamStatus::on_break;
  hub.team("CR1").break_until = hub.now + minutes{8};
  hub.call.clocks[0].due = hub.now + minutes{2};
  const auto explanation = hub.find();
  REQUIRE(explanation.escalate);
  CHECK(explanation.shortfall.find("the earliest, CR2, arrives ") == 0);
  CHECK(explanation.shortfall.find("the first, CR1, is back at 19:08") != std::string::npos);
}
