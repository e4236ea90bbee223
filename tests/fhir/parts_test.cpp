#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/grid.hpp"
#include "support.hpp"

namespace carehub::fhir {

TEST_CASE("coding: a system is known by its last part, a reference by its identifier", "[fhir]") {
  CHECK(system_name("https://fhir.nhs.uk/CodeSystem/arp-priority-codes") == "arp-priority-code");
  CHECK(system_name("http://fhir.nhs.uk/Codesystem/arp-priority-code/") == "arp-priority-code");
  CHECK(system_name("https://fhir.nhs.uk/Id/dos-service-id|2000011147") == "dos-service-id");
  CHECK(system_name("") == "");
  CHECK(bare_id("urn:uuid:ABC-1") == "abc-1");
  CHECK(bare_id("EpisodeOfCare/abc-1") == "abc-1");
  CHECK(bare_id("https://host/base/Patient/abc-1/_history/2") == "abc-1");
  CHECK(bare_id("") == "");
}

TEST_CASE("grid: known points of the national grid", "[fhir]") {
  // Caister water tower, the Ordnance Survey's worked example.
  const auto tower = from_grid(651409.903, 313177.270);
  REQUIRE(tower.has_value());
  CHECK(metres_between(*tower, coordinates_from_degrees(52.657979, 1.716052)) < 10);
  CHECK_FALSE(from_grid(0.33424, 0.55634).has_value());
  CHECK_FALSE(from_grid(-1, 90000).has_value());
  CHECK_FALSE(from_grid(800'000, 90000).has_value());
}

TEST_CASE("person: the one to ring is the first of rank 1, by telephone", "[fhir]") {
  const std::string text = own("validation_request.json");
  const auto call_back = [](const std::string& message) {
    for (const Contact& contact : referral_in(taken(message)).person.contacts)
      if (contact.call_back) return contact.phone;
    return std::string("none");
  };
  CHECK(call_back(text) == "01632960111");
  CHECK(call_back(changed(text, "\"rank\": 2", "\"rank\": 1")) == "01632960111");  // a letter by email cannot be rung
  const Message unmarked = taken(changed(text, "\"valuePositiveInt\": 1", "\"valuePositiveInt\": 3"));
  CHECK(warns(unmarked.warnings, "Nobody is marked as the one to ring back"));
  const Message silent = taken(changed(text, "\"01632960111\"", "\"\""));
  CHECK(warns(silent.warnings, "no telephone number"));
}

TEST_CASE("person: numbers of professionals are not public", "[fhir]") {
  bool seen = false;
  for (const Contact& contact : referral_in(taken(own("validation_request.json"))).person.contacts)
    if (contact.phone == "01632960222") seen = contact.non_public;
  CHECK(seen);
}

TEST_CASE("person: an incomplete date of birth and a death are said", "[fhir]") {
  const std::string text = own("validation_request.json");
  const Referral year = referral_in(taken(changed(text, "\"1943-02-11\"", "\"1943\"")));
  CHECK_FALSE(year.person.born.has_value());
  CHECK(kept(year, "Date of birth as sent") == "1943");
  const Message dead = taken(changed(text, "\"gender\"", "\"deceasedBoolean\": true, \"gender\""));
  CHECK(warns(dead.warnings, "having died"));
}

TEST_CASE("clinical: medication, allergies, log entries, panels and answers are kept", "[fhir]") {
  const std::string more =
      R"({"resource": {"resourceType": "MedicationStatement", "medicationCodeableConcept": {"text": "Apixaban"}, "dosage": [{"text": "twice a day"}]}},
    {"resource": {"resourceType": "AllergyIntolerance", "code": {"text": "Penicillin"}}},
    {"resource": {"resourceType": "Communication", "payload": [{"contentString": "Dog in the hall"}]}},
    {"resource": {"resourceType": "Observation", "code": {"text": "Blood pressure"}, "component": [
      {"code": {"text": "systolic"}, "valueQuantity": {"value": 105, "unit": "mmHg"}}, {"code": {"text": "diastolic"}, "valueQuantity": {"value": 60, "unit": "mmHg"}}]}},
    {"resource": {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "a", "item": [{"text": "Breathing", "answer": [{"valueBoolean": true}]}]}]}},
    {"resource": {"resourceType": "Procedure", "status": "in-progress", "code": {"text": "CPR"}}},)";
  const Referral referral =
      referral_in(taken(changed(own("validation_request.json"), "\"entry\": [", "\"entry\": [" + more)));
  CHECK(referral.sbard.background == "Medication: Apixaban, twice a day\nAllergy: Penicillin");
  CHECK(referral.narrative.starts_with("Log: Dog in the hall"));
  CHECK(kept(referral, "Blood pressure") == "systolic 105 mmHg, diastolic 60 mmHg");
  CHECK(referral.narrative.find("Breathing: yes") != std::string::npos);
  CHECK(kept(referral, "Procedure") == "CPR (in-progress)");
}

TEST_CASE("clinical: an answer that names category 1 is a red flag", "[fhir]") {
  const auto flags_with = [](const std::string& answer) {
    const std::string more = R"(
    {"resource": {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "nature", "answer": [{"valueCoding":
      {"code": "x", "display": ")" +
                             answer + R"("}}]}]}},)";
    return referral_in(taken(changed(own("referral_fall.json"), "\"entry\": [", "\"entry\": [" + more))).red_flags;
  };
  CHECK(flags_with("Arrest/ Peri Arrest (Cat1)") == std::vector<std::string>{"Arrest/ Peri Arrest (Cat1)"});
  CHECK(flags_with("Cat3 Urgent").empty());
}

TEST_CASE("sender: the use case says where a case comes from", "[fhir]") {
  const auto source = [](const std::string& use_case) {
    return referral_in(taken(changed(own("referral_fall.json"), "local-call-for-care", use_case))).source;
  };
  CHECK(source("a1t1") == Source::nhs111);
  CHECK(source("a1t5") == Source::ambulance999);
  CHECK(source("a2t2") == Source::nhs111);
  CHECK(source("a3t1") == Source::ambulance999);
  CHECK(source("a5t1") == Source::call_for_care);
  CHECK(source("a6t2") == Source::ambulance999);
  CHECK(source("local-care-home") == Source::care_home);
  CHECK(
      warns(taken(changed(own("referral_fall.json"), "local-call-for-care", "x1")).warnings, "which kind of service"));
}

}  // namespace carehub::fhir
