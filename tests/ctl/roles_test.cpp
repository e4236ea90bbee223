// carehubctl do for the roles that get no picture of the hub: crews and referrers.

#include "tests/ctl/program.hpp"

namespace carehub::tests {
namespace {

// One person with a role of their own at the command line of a hub.
class Person {
 public:
  Person(const Hub& hub, std::string role, std::string user)
      : hub_(hub), role_(std::move(role)), user_(std::move(user)) {}

  [[nodiscard]] Output ask(std::vector<std::string> words) const {
    words.insert(words.begin(), {"do", "--role", role_, "--user", user_});
    return hub_.ask(std::move(words));
  }
  std::string done(const std::vector<std::string>& words) const {
    const Output output = ask(words);
    INFO(output.err);
    REQUIRE(output.status == 0);
    CHECK_FALSE(output.out.empty());
    return output.out;
  }
  void told(const std::vector<std::string>& words, int status, const std::vector<const char*>& parts) const {
    const Output output = ask(words);
    INFO(output.err);
    CHECK(output.status == status);
    CHECK(output.out.empty());
    for (const char* part : parts) {
      INFO(part);
      CHECK(output.err.find(part) != std::string::npos);
    }
  }

 private:
  const Hub& hub_;
  std::string role_, user_;
};

std::string status_of(const Hub& hub, const std::string& number) {
  return hub.case_in_state(number).at("status").as_string().c_str();
}

}  // namespace

TEST_CASE("do: a crew signs on, takes its visit and ends it by ids alone", "[ctl][live]") {
  const Hub hub;
  const Person crew(hub, "crew", "sam.crew");
  crew.done({"ON", "CR2", "22:00", "Sam and Jo"});
  CHECK(hub.done({"state"}).find("\"shift_end\":\"2026-11-23T22:00:00Z\"") != std::string::npos);
  const std::string number =
      number_in(hub.done({"do", "new", "--source", "call_for_care", "--narrative", "Confused since Friday", "--place",
                          "50.70,-1.30", "--nhs-number", "9990000018", "--need", "crisis", "nurse"}));
  hub.done({"do", "A", number, "CR2", "nearest nurse"});
  crew.told({"AC", "CR2"}, 2, {"crew gets no picture of the hub", "number of the case", "AC CR2 1042"});
  crew.told({"RF", "CR2", "needs", "two", "nurses"}, 2, {"number of the case", "RF CR2 1042"});
  crew.done({"AC", "CR2", number});
  crew.done({"EN", "CR2"});
  CHECK(status_of(hub, number) == "en_route");
  crew.done({"POS", "CR2", "50.650,-1.170"});
  crew.done({"OS", "CR2"});
  crew.done({"CL", "CR2", "seen"});
  CHECK(status_of(hub, number) == "completed");
  crew.done({"R", "CR2", "break", "30"});
  crew.done({"R", "CR2", "back"});
  crew.done({"OFF", "CR2"});
}

TEST_CASE("do: a manager declares, sets a service's mode and takes an alert by ids alone", "[ctl][live]") {
  const Hub hub;
  const Person manager(hub, "manager", "j.silver");
  hub.done({"do", "new", "--source", "police", "--narrative", "Found wandering", "--place", "10.0,10.0"});
  const auto state = hub.state();
  const auto alert = std::to_string(state.at("alerts").at(0).at("id").to_number<std::uint64_t>());
  const std::string service = state.at("services").at(0).at("id").as_string().c_str();
  manager.done({"OPEL", "3", "two crews down"});
  manager.done({"K", alert});
  manager.done({"MODE", service, "automatic", "night cover"});
  CHECK(hub.state().at("services").at(0).at("mode").as_string() == "automatic");
  manager.told({"K", "999"}, 1, {"refused:", "999"});
  manager.told({"MODE", "no_such_service", "automatic", "night"}, 1, {"refused:", "no_such_service"});
}

TEST_CASE("do: what a crew writes wrongly is named, and what the hub refuses is the hub's word", "[ctl][live]") {
  const Hub hub;
  const Person crew(hub, "crew", "sam.crew");
  crew.told({"EN", "XX9"}, 1, {"refused:", "XX9"});
  crew.told({"AC", "CR2", "9999"}, 1, {"refused:", "9999"});
  crew.told({"ON", "CR2", "27:10"}, 2, {"27:10", "HH:MM"});
  crew.told({"EN"}, 2, {"write a team"});
  crew.told({"CL", "CR2", "gone"}, 2, {"there is no outcome gone"});
  crew.told({"N", "1001", "text"}, 2, {"N is for", "crew"});
}

TEST_CASE("do: a referrer registers, writes to and cancels a case by its number", "[ctl][live]") {
  const Hub hub;
  const Person referrer(hub, "referrer", "gp.obi");
  const std::string number = number_in(referrer.done({"NEW", "care_home", "slipped from the chair", "age=83"}));
  CHECK(status_of(hub, number) == "received");
  referrer.done({"N", number, "key with the neighbour at 12"});
  referrer.told({"NEW", "care_home", "slipped", "need=falls"}, 2,
                {"referrer gets no picture of the hub", "priority=1 to priority=4"});
  const std::string urgent =
      number_in(referrer.done({"NEW", "gp_home_visit", "slipped", "need=falls", "priority=1", "at=50.701,-1.291"}));
  CHECK(hub.case_in_state(urgent).at("triage").at("need").as_string() == "falls");
  // Nobody trained has looked for an injury: a clinician asks first.
  const std::string unasked =
      number_in(referrer.done({"NEW", "care_home", "slipped again", "need=falls", "priority=1", "at=50.701,-1.291"}));
  CHECK(status_of(hub, unasked) == "received");
  // Nobody knows where: it waits for a clinician who asks.
  const std::string somewhere = number_in(referrer.done({"NEW", "care_home", "slipped", "need=falls", "priority=1"}));
  CHECK(status_of(hub, somewhere) == "received");
  referrer.told({"N", "9999", "text"}, 1, {"refused:", "9999"});
  referrer.told({"A", number, "CR2"}, 2, {"A is for", "referrer"});
  referrer.done({"CX", "#" + number, "family took her in"});
  CHECK(status_of(hub, number) == "cancelled");
}

}  // namespace carehub::tests
