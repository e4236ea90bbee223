#include "tests/core/homes_hub.hpp"

namespace carehub::test {

TEST_CASE("homes: a resident is enrolled, told anew with the readings kept, and removed", "[core]") {
  HomesHub hub;
  hub.report(ReadingKind::glucose, "5.4");
  CHECK(hub.resident().person == PersonId("9990000018"));
  auto again = enrolment(edith, "Edith Harlow-Penn", "999 000 0018");
  CHECK(hub.as_operator(again).message == "SV-014 told anew at Solent View");
  CHECK(hub.resident().name == "Edith Harlow-Penn");
  CHECK(hub.resident().latest.size() == 1);
  CHECK_FALSE(hub.as_operator(RemoveResident{solent, edith, "moved"}).refusal);
  CHECK(hub.resident().left);
  CHECK(code_of(hub.as_operator(RemoveResident{solent, edith, "moved"})) == RefusalCode::already_done);
  CHECK(code_of(hub.as_operator(RemoveResident{solent, ResidentId("X"), ""})) == RefusalCode::unknown_resident);
  // Readings of somebody who has left are kept, and are nobody's.
  hub.report(ReadingKind::glucose, "2.0");
  CHECK(hub.unwell() == nullptr);
  CHECK(has_text(hub.doubtful(), "resident not known"));
  // The number is given to somebody else: nothing of the one before is theirs.
  hub.as_operator(enrolment(edith, "Ada Moss", ""));
  CHECK_FALSE(hub.resident().left);
  CHECK(hub.resident().latest.empty());
}

TEST_CASE("homes: a doubtful NHS number is kept and said, a home not known is refused by name", "[core]") {
  HomesHub hub;
  const auto wrong = hub.as_operator(enrolment(ResidentId("SV-020"), "Ada", "999 000 0019"));
  CHECK_FALSE(wrong.refusal);
  CHECK(wrong.message.find("check digit is wrong") != std::string::npos);
  CHECK(hub.resident(ResidentId("SV-020")).person == PersonId("9990000019"));
  auto elsewhere = enrolment(ResidentId("1"), "Ada", "");
  elsewhere.home = HomeId("solent_veiw");
  const auto refused = hub.as_operator(elsewhere);
  CHECK(code_of(refused) == RefusalCode::unknown_home);
  CHECK(refused.message.find("solent_veiw") != std::string::npos);
  CHECK(code_of(hub.as_system(ReportReadings{HomeId("nowhere"), {}, {}})) == RefusalCode::unknown_home);
  auto same_number = enrolment(edith, "Somebody", "");
  same_number.home = HomeId("medina_court");
  CHECK(code_of(hub.as_operator(same_number)) == RefusalCode::invalid_value);
  auto future = enrolment(ResidentId("2"), "Ada", "");
  future.born = LocalDay{40'000};
  CHECK(code_of(hub.as_operator(future)) == RefusalCode::invalid_value);
  auto odd = enrolment(ResidentId("2"), "Ada", "");
  odd.usual = {{ReadingKind::systolic, 1'200}};
  CHECK(hub.as_operator(odd).message.find("give 40 mmHg to 300 mmHg") != std::string::npos);
}

TEST_CASE("homes: every reading is kept with what is wrong with it", "[core]") {
  HomesHub hub;
  auto other = hub.reading(ReadingKind::spo2, "97");
  other.identity = "Albert Penn";
  const auto decision = hub.report({hub.reading(ReadingKind::glucose, "5.4"), hub.reading(ReadingKind::glucose, "5.4"),
                                    hub.reading(ReadingKind::glucose, "540"), hub.reading(ReadingKind::pulse, "fast"),
                                    other, hub.reading(ReadingKind::pulse, "70", ResidentId("SV-099"))});
  const auto* taken = find_event<ReadingsTaken>(decision);
  REQUIRE(taken != nullptr);
  using enum ReadingFault;
  const std::vector<ReadingFault> expected{none, duplicate, implausible, unreadable, other_person, unknown_resident};
  std::vector<ReadingFault> faults;
  for (const auto& judged : taken->readings) faults.push_back(judged.fault);
  CHECK(faults == expected);
  const HomeState& home = *hub.state().find_home(solent);
  CHECK(home.readings == 6);
  CHECK(home.doubtful == 4);
  CHECK(home.heard == hub.now());
  CHECK(decision.message.find("6 readings taken, 5 not believed") != std::string::npos);
}

TEST_CASE("homes: what is doubtful is one alert of the home, with counts, and no flood", "[core]") {
  HomesHub hub;
  hub.report({hub.reading(ReadingKind::pulse, "fast"), hub.reading(ReadingKind::pulse, "slow", albert)});
  const Alert* alert = hub.doubtful();
  REQUIRE(alert != nullptr);
  CHECK(alert->severity == Severity::medium);
  CHECK(has_text(alert, "2 of 2 readings not believed: 2 cannot be read (SV-014, SV-015)"));
  std::size_t alert_events = 0;
  for (int minute = 0; minute < 200; ++minute) {
    hub.set_time(hub.now() + minutes(1));
    for (const Event& event : hub.report(ReadingKind::pulse, "fast").events)
      alert_events += std::holds_alternative<AlertRaised>(event) || std::holds_alternative<AlertChanged>(event) ? 1 : 0;
  }
  CHECK(alert_events <= 8);
  for (int minute = 0; minute < 40; ++minute) {
    hub.set_time(hub.now() + minutes(1));
    for (const Event& event : hub.report(ReadingKind::pulse, minute % 2 == 0 ? "999" : "fast").events)
      alert_events += std::holds_alternative<AlertChanged>(event) ? 1 : 0;
  }
  CHECK(alert_events <= 10);
  CHECK(hub.state().alerts().size() == 1);
  // Another fault is news; so is one that would be an emergency.
  CHECK(has_text(hub.doubtful(), "not possible in a person"));
  CHECK(has_text(hub.doubtful(), "before also cannot be read"));
  hub.report(ReadingKind::glucose, "2.0", ResidentId("SV-099"));
  CHECK(hub.doubtful()->severity == Severity::high);
  CHECK(has_text(hub.doubtful(), "ring the home now"));
}

TEST_CASE("homes: a doubt that a person ended comes back after all was well, not each minute", "[core]") {
  HomesHub hub;
  for (int i = 0; i < 9; ++i) hub.report(ReadingKind::pulse, "fast");
  hub.as_operator(ResolveAlert{hub.doubtful()->id, "device changed"});
  hub.report(ReadingKind::pulse, "fast");
  CHECK(hub.doubtful() == nullptr);
  hub.report(ReadingKind::pulse, "70");
  hub.report(ReadingKind::pulse, "fast");
  CHECK(hub.doubtful() != nullptr);
}

TEST_CASE("homes: a trigger raises one alert that says why and what to do, and ends with newer readings", "[core]") {
  HomesHub hub;
  hub.report(ReadingKind::glucose, "3.6");
  const Alert* alert = hub.unwell();
  REQUIRE(alert != nullptr);
  CHECK(alert->severity == Severity::high);
  CHECK(has_text(alert, "Solent View, SV-014: low blood glucose (blood glucose 3.6 mmol/L at 19:00). Ring the home"));
  CHECK(alert->text.find("Harlow") == std::string::npos);
  const AlertId id = alert->id;
  hub.set_time(hub.now() + minutes(1));
  CHECK(find_event<AlertChanged>(hub.report(ReadingKind::glucose, "3.5")) == nullptr);
  CHECK(hub.unwell()->id == id);
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::glucose, "2.5");
  CHECK(hub.unwell()->id == id);
  CHECK(has_text(hub.unwell(), "very low blood glucose"));
  CHECK(hub.unwell(albert) == nullptr);
  hub.set_time(hub.now() + minutes(15));
  hub.report(ReadingKind::glucose, "5.2");
  CHECK(hub.unwell() == nullptr);
  CHECK(hub.resident().triggers.empty());
  hub.set_time(hub.now() + minutes(15));
  hub.report(ReadingKind::glucose, "3.5");
  CHECK(hub.unwell() != nullptr);
}

TEST_CASE("homes: an alert that a person ended is raised again by another trigger only", "[core]") {
  HomesHub hub;
  hub.report(ReadingKind::glucose, "3.6");
  hub.as_operator(ResolveAlert{hub.unwell()->id, "rang them: sugar given"});
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::glucose, "3.7");
  CHECK(hub.unwell() == nullptr);
  hub.set_time(hub.now() + minutes(1));
  hub.report(ReadingKind::glucose, "2.7");
  CHECK(hub.unwell() != nullptr);
}

TEST_CASE("homes: soft signs without a number raise", "[core]") {
  HomesHub hub;
  auto signs = hub.reading(ReadingKind::soft_signs, "");
  signs.soft_signs = {"more_confused", "off_food"};
  hub.report({signs});
  REQUIRE(hub.unwell() != nullptr);
  CHECK(hub.unwell()->severity == Severity::medium);
  CHECK(has_text(hub.unwell(), "More confused, or not themselves; Off food"));
}

}  // namespace carehub::test
