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

}  // namespace carehub::ctl
