#include "console/model/paper.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <sstream>

#include "console/model/text.hpp"

#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

Evening with_a_call() {
  Evening evening;
  auto& c = evening.add(1042, minutes{30});
  c.referral.summary = "New confusion";
  c.referral.narrative = "Muddled since the morning, pulls at her clothes.";
  c.referral.person.name = "Ann Bly";
  c.referral.person.contacts.push_back({"Joe Bly", "son", "01632 960123", true, false});
  c.referral.location.address = "4 Gate Lane";
  c.referral.location.postcode = "PO33 1ZZ";
  c.referral.location.access = "held by the hub";
  c.safety = "dog in the hall";
  c.duties.push_back({1, DutyKind::call_back, evening.now + minutes{10}, "Joe Bly", "how she is", 0});
  c.history.push_back({evening.now - minutes{5}, "A. Reed", "received", std::nullopt});
  evening.add(1043, minutes{-4});
  evening.publish();
  return evening;
}

}  // namespace

TEST_CASE("paper: the pack holds every open case with what somebody needs to go on by hand", "[model]") {
  const Evening evening = with_a_call();
  const auto text = paper_text(paper_pack(evening.picture, evening.now));
  CHECK_THAT(text, Contains("As at 19:42 on 2026-11-22"));
  for (const char* part : {"1042", "Ann Bly", "4 Gate Lane, PO33 1ZZ", "Joe Bly", "960123", "20:12", "dog in the hall",
                           "OWED: call-back", "New call", "Way in", "Log of what was done"})
    CHECK_THAT(text, Contains(part));
  CHECK_THAT(text, Contains("19:38 PAST"));  // a breach is told by words, not by a colour
  CHECK(text.find("1043") < text.find("1042"));
}

TEST_CASE("paper: neither the way in nor what was only held stands on it", "[model]") {
  Evening evening = with_a_call();
  evening.of(1042).referral.location.access = "key safe 0000";
  evening.publish();
  CHECK_THAT(paper_text(paper_pack(evening.picture, evening.now)), !Contains("key safe"));
  const auto& c = *evening.picture.cases.find(CaseId{1042})->second;
  CHECK_THAT(paper_text(referral_summary(c, evening.picture, evening.now)), !Contains("key safe"));
}

TEST_CASE("paper: the summary of a referral says who, what, what was decided, and what happened", "[model]") {
  const Evening evening = with_a_call();
  const auto& c = *evening.picture.cases.find(CaseId{1042})->second;
  const auto text = paper_text(referral_summary(c, evening.picture, evening.now));
  for (const char* part :
       {"Referral 1042: New confusion", "Ann Bly", "Muddled since the morning", "What happened", "A. Reed", "received"})
    CHECK_THAT(text, Contains(part));
}

TEST_CASE("paper: a summary has every observation and every answer as told, and times of day only", "[model]") {
  Evening evening = with_a_call();
  auto& c = evening.of(1042);
  c.referral.person.sex = "female";
  c.referral.person.age_years.reset();
  c.referral.person.born = local_time(evening.picture.site->calendar, evening.now - hours{24 * 366 * 83}).day;
  c.referral.observations = {{"oxygen saturation", "86 %", evening.now - minutes{20}}, {"pulse", "150 /min", {}}};
  c.triage->facts = {{"chest_pain", "no"}, {"time_on_floor_min", "70"}};
  evening.publish();
  const auto text = paper_text(referral_summary(c, evening.picture, evening.now));
  for (const char* part : {"Ann Bly, 83, female", "oxygen saturation | 86 %, at 19:22",
                           "pulse | 150 /min, time not told", "| no", "due 20:12", "960123"})
    CHECK_THAT(text, Contains(part));
  CHECK_THAT(text, !Contains("left to send") && !Contains(", in "));
}

TEST_CASE("paper: no line of the text is wider than a page", "[model]") {
  Evening evening = with_a_call();
  evening.of(1042).referral.narrative = std::string(400, 'x') + " " + std::string(40, 'y');
  evening.publish();
  std::string line;
  for (const char letter : paper_text(paper_pack(evening.picture, evening.now))) {
    if (letter != '\n') {
      line += letter;
      continue;
    }
    CHECK(line.size() <= 140);
    line.clear();
  }
}

TEST_CASE("wrapped: every word once and in order, and no line wider than asked but one long word", "[model]") {
  CHECK(wrapped("one two three", 7) == "one two\nthree");
  CHECK(wrapped("one two three", 9, "  ") == "one two\n  three");
  CHECK(rc::check("words", [] {
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', 'f'))));
    const auto lines = wrapped(joined(words, " "), 12);
    std::vector<std::string> back;
    std::istringstream all(lines);
    for (std::string line; std::getline(all, line);) {
      std::istringstream in(line);
      std::size_t count = 0;
      for (std::string word; in >> word; ++count) back.push_back(word);
      RC_ASSERT(line.size() <= 12 || count == 1);
    }
    RC_ASSERT(back == words);
  }));
}
