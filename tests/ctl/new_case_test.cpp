#include "tools/ctl/new_case.hpp"

#include <catch2/catch.hpp>

namespace carehub::ctl {
namespace {

NewCase confused() {
  NewCase options;
  options.source = "call_for_care";
  options.narrative = "Confused since Friday. Lives alone.";
  return options;
}

}  // namespace

TEST_CASE("do new: what is given becomes the referral", "[ctl]") {
  NewCase options = confused();
  options.place = "50.701,-1.291";
  options.nhs_number = "999 000 0018";
  options.age = 83;
  options.phone = "01632 960001";
  const RegisterCase command = register_command(options).value();
  CHECK(command.referral.source == Source::call_for_care);
  CHECK(command.referral.summary == "Confused since Friday");
  CHECK(command.referral.narrative == "Confused since Friday. Lives alone.");
  CHECK(command.referral.location.position == Coordinates{50'701'000, -1'291'000});
  CHECK(command.referral.person.nhs_number == "9990000018");
  CHECK(command.referral.person.age_years == 83);
  CHECK(command.referral.person.contacts.at(0).call_back);
  CHECK_FALSE(command.triage.has_value());
}

TEST_CASE("do new: skills triage the case at once, with the need other unless a kind is given", "[ctl]") {
  NewCase options = confused();
  options.needs = {"crisis", "nurse"};
  const Triage triage = register_command(options).value().triage.value();
  CHECK(triage.need == Need::other);
  CHECK(triage.skills.has(Skill::crisis));
  CHECK(triage.skills.has(Skill::nurse));
  options.needs = {"crisis,nurse"};
  options.kind = "confusion";
  options.priority = 1;
  const Triage second = register_command(options).value().triage.value();
  CHECK(second.need == Need::confusion);
  CHECK(second.skills == triage.skills);
  CHECK(second.priority == Priority::p1);
  options.kind = "";
  options.needs = {"falls"};
  CHECK(register_command(options).value().triage.value().need == Need::falls);
}

TEST_CASE("do new: what cannot be read is said by its option", "[ctl]") {
  const auto place_of = [](auto change) {
    NewCase options = confused();
    change(options);
    const auto command = register_command(options);
    REQUIRE_FALSE(command.has_value());
    return command.error().place;
  };
  CHECK(place_of([](NewCase& o) { o.source = "pigeon"; }) == "--source");
  CHECK(place_of([](NewCase& o) { o.narrative = ""; }) == "--narrative");
  CHECK(place_of([](NewCase& o) { o.kind = "boredom"; }) == "--kind");
  CHECK(place_of([](NewCase& o) { o.needs = {"juggling"}; }) == "--need");
  for (const char* place : {"50.7", "fifty,one", "91,0", "50,181", "50,-1,2", "nan,0", ",", ""}) {
    if (std::string(place).empty()) continue;
    CHECK(place_of([&](NewCase& o) { o.place = place; }) == "--place");
  }
}

TEST_CASE("do new: a source left out is said to be missing, with those there are", "[ctl]") {
  NewCase options = confused();
  options.source = "";
  const auto command = register_command(options);
  REQUIRE_FALSE(command.has_value());
  CHECK_THAT(command.error().text(), Catch::Contains("--source: is missing") && Catch::Contains("call_for_care"));
}

TEST_CASE("do new: any of its options begins a new case", "[ctl]") {
  CHECK_FALSE(NewCase{}.given());
  const auto given = [](auto change) {
    NewCase options;
    change(options);
    return options.given();
  };
  CHECK(given([](NewCase& o) { o.nhs_number = "9990000018"; }));
  CHECK(given([](NewCase& o) { o.age = 83; }));
  CHECK(given([](NewCase& o) { o.needs = {"nurse"}; }));
  CHECK(given([](NewCase& o) { o.source = "police"; }));
}

TEST_CASE("do new: what the hub will doubt is said before it is sent", "[ctl]") {
  const auto doubts_of = [](auto change) {
    NewCase options = confused();
    change(options);
    return doubts(register_command(options).value());
  };
  CHECK(doubts_of([](NewCase& o) { o.nhs_number = "999 000 0018"; }).empty());
  CHECK(doubts_of([](NewCase& o) { o.place = "50.701,-1.291"; }).empty());
  const auto digit = doubts_of([](NewCase& o) { o.nhs_number = "9990000019"; });
  REQUIRE(digit.size() == 1);
  CHECK_THAT(digit[0], Catch::Contains("check digit") && Catch::Contains("9990000019"));
  const auto shape = doubts_of([](NewCase& o) { o.nhs_number = "123"; });
  REQUIRE(shape.size() == 1);
  CHECK_THAT(shape[0], Catch::Contains("123 is not ten digits"));
  CHECK(doubts_of([](NewCase& o) { o.place = "-1.291,50.701"; }).size() == 1);
}

}  // namespace carehub::ctl
