// What was found wrong in the official examples (domain facts 04, traps 1 to 8): none of it may lose a case.

#include "support.hpp"

namespace carehub::fhir {
namespace {

Referral validation_with(const std::string& from, const std::string& to) {
  const Message message = taken(changed(own("validation_request.json"), from, to));
  REQUIRE(std::holds_alternative<RegisterCase>(message.command));
  return referral_in(message);
}

}  // namespace

TEST_CASE("trap 1: an NHS number with a wrong check digit, marked as verified, warns and keeps the case",
          "[fhir][traps]") {
  const Referral referral = validation_with("\"9990000018\"", "\"9990000011\"");
  CHECK(referral.person.nhs_number == "9990000011");
  CHECK(referral.person.nhs_number_status == NhsNumberStatus::check_digit_wrong);
  CHECK(warns(referral.warnings, "NHS number fails its check, although the sender marks it as verified"));
}

TEST_CASE("trap 1: a malformed or missing NHS number keeps the case", "[fhir][traps]") {
  CHECK(validation_with("\"9990000018\"", "\"unknown\"").person.nhs_number_status == NhsNumberStatus::malformed);
  CHECK(validation_with("\"9990000018\"", "\"9999999999\"").person.nhs_number_status == NhsNumberStatus::malformed);
  const Referral none = validation_with("Id/nhs-number", "Id/local-number");
  CHECK(none.person.nhs_number.empty());
  CHECK(none.person.nhs_number_status == NhsNumberStatus::absent);
}

TEST_CASE("trap 1: a number that the sender did not verify says so", "[fhir][traps]") {
  const Referral referral = validation_with("number-present-and-verified", "number-present-but-not-traced");
  CHECK(warns(referral.warnings, "has not verified the NHS number (number-present-but-not-traced)"));
}

TEST_CASE("trap 2: swapped latitude and longitude are swapped back and doubted", "[fhir][traps]") {
  const std::string text = own("validation_request.json");
  const Referral referral = referral_in(taken(changed(changed(text, "\"latitude\": 50.6998", "\"latitude\": -1.2944"),
                                                      "\"longitude\": -1.2944", "\"longitude\": 50.6998")));
  CHECK(referral.location.position == coordinates_from_degrees(50.6998, -1.2944));
  CHECK(referral.location.doubtful);
  CHECK(warns(referral.warnings, "swapped"));
}

TEST_CASE("trap 2: a position on the other side of the world is kept as text, not used", "[fhir][traps]") {
  for (const char* latitude : {"-37.2", "0", "1e300", "91", "-90"}) {
    const Referral referral = validation_with("\"latitude\": 50.6998", std::string("\"latitude\": ") + latitude);
    CHECK_FALSE(referral.location.position.has_value());
    CHECK(referral.location.doubtful);
    CHECK_FALSE(kept(referral, "Position as sent").empty());
    CHECK(referral.location.postcode == "PO30 1AA");
  }
}

TEST_CASE("trap 2: nonsense eastings are doubted, real ones give the position", "[fhir][traps]") {
  const auto with_grid = [](const std::string& east, const std::string& north, bool keep_degrees) {
    const std::string grid =
        R"("extension": [{"url": "https://fhir.nhs.uk/StructureDefinition/LocationExtension", "extension": [
        {"url": "eastings", "valueString": ")" +
        east + R"("}, {"url": "northings", "valueString": ")" + north + R"("}]}],)";
    std::string text = changed(own("validation_request.json"), "\"resourceType\": \"Location\",",
                               "\"resourceType\": \"Location\"," + grid);
    if (!keep_degrees) text = changed(text, "\"position\"", "\"ignored\"");
    return referral_in(taken(text));
  };
  const Referral nonsense = with_grid("0.33424", "0.55634", true);
  CHECK(nonsense.location.position == coordinates_from_degrees(50.6998, -1.2944));
  CHECK(nonsense.location.doubtful);
  CHECK(kept(nonsense, "Grid reference as sent") == "0.33424, 0.55634");
  const Referral real = with_grid("449900", "89150", false);  // Newport, Isle of Wight
  REQUIRE(real.location.position.has_value());
  CHECK(metres_between(*real.location.position, coordinates_from_degrees(50.7000, -1.2950)) < 500);
  CHECK_FALSE(real.location.doubtful);
  const Referral apart = with_grid("430000", "433000", true);  // Leeds
  CHECK(apart.location.doubtful);
  CHECK(
      warns(apart.location.doubt.empty() ? std::vector<std::string>{} : std::vector{apart.location.doubt}, "km apart"));
}

TEST_CASE("trap 3: the ways of writing a system are one", "[fhir][traps]") {
  CHECK(validation_with("CodeSystem/arp-priority-codes", "Codesystem/arp-priority-code").ambulance.category ==
        AmbulanceCategory::c3);
  CHECK(validation_with("https://fhir.nhs.uk/CodeSystem/pathways-dx-codes",
                        "http://fhir.nhs.uk/codesystem/pathways-dx-codes/")
            .disposition == "Dx0122");
  CHECK(validation_with("https://fhir.nhs.uk/id/ods-organization-code", "http://FHIR.nhs.uk/Id/ods-organization-code")
            .referrer_ods == "RYE");
  CHECK(validation_with("https://fhir.nhs.uk/Id/nhs-number", "http://fhir.nhs.uk/id/nhs-number").person.nhs_number ==
        "9990000018");
}

TEST_CASE("trap 3: a Dx code is known in upper and lower case", "[fhir][traps]") {
  const auto need = [](const std::string& dx) {
    return std::get<RegisterCase>(taken(changed(own("referral_111_crisis.json"), "DX92", dx)).command)
        .triage.value()
        .need;
  };
  CHECK(need("DX92") == Need::mental_health_crisis);
  CHECK(need("Dx92") == Need::mental_health_crisis);
  CHECK(need("dx92") == Need::mental_health_crisis);
}

TEST_CASE("trap 4: the status decides a cancellation, whatever reason is given", "[fhir][traps]") {
  for (const char* reason : {"new", "update", "delete", "withdraw", ""}) {
    const std::string text =
        changed(own("cancellation_revoked.json"), "\"code\": \"update\"", std::string("\"code\": \"") + reason + "\"");
    CHECK(std::holds_alternative<CancelCase>(taken(text).command));
  }
  CHECK(std::holds_alternative<CancelCase>(
      taken(changed(own("booking_cancelled.json"), "\"code\": \"new\"", "\"code\": \"update\"")).command));
}

TEST_CASE("trap 4: marked delete, but not cancelled: nobody is cancelled, and somebody is told", "[fhir][traps]") {
  const Message message = taken(changed(own("validation_request.json"), "\"code\": \"new\"", "\"code\": \"delete\""));
  CHECK(std::holds_alternative<UpdateReferral>(message.command));
  CHECK(warns(message.warnings, "NOT cancelled"));
}

TEST_CASE("trap 5: a final answer counts with the request still active, or completed", "[fhir][traps]") {
  CHECK(std::get<RecordResponse>(taken(own("response_final.json")).command).kind == "final");
  const std::string completed =
      changed(own("response_final.json"), "\"status\": \"active\"", "\"status\": \"completed\"");
  CHECK(std::get<RecordResponse>(taken(completed).command).kind == "final");
}

TEST_CASE("trap 6: unknown codes are kept, and the code counts, not its text", "[fhir][traps]") {
  const auto rejected = std::get<RecordResponse>(taken(own("response_rejected.json")).command);
  CHECK(rejected.reason.starts_with("FC "));
  const Referral category = validation_with("\"code\": \"C3\"", "\"code\": \"C9\"");
  CHECK(category.ambulance.category == AmbulanceCategory::unknown);
  CHECK(category.ambulance.category_text.starts_with("C9"));
  CHECK(warns(category.warnings, "category sent is not known"));
  const Referral flag = validation_with("\"code\": \"RT\"", "\"code\": \"ZZ\"");
  CHECK(flag.flags.at(2) == Flag{FlagKind::other, "respect-form", "ZZ: ReSPECT form held at home"});
  CHECK(validation_with("\"display\": \"C3\"", "\"display\": \"Cat1 Life Threatening\"").ambulance.category ==
        AmbulanceCategory::c3);
}

TEST_CASE("trap 7: text that is not JSON is refused with its line", "[fhir][traps]") {
  const Result<Message> message = read_message("{\n \"resourceType\": \"Bundle\"\n \"type\": \"message\"}", london());
  REQUIRE_FALSE(message.has_value());
  CHECK(message.error().code == ErrorCode::invalid_input);
  CHECK(message.error().place.starts_with("line 3"));
}

TEST_CASE("trap 8: a literal /n is a line break, but words with a slash stay whole", "[fhir][traps]") {
  const auto story = [](const std::string& text) {
    return validation_with("sits up in bed. /n Lives alone.", text).narrative;
  };
  CHECK(story("one./n        two").find("one.\ntwo") != std::string::npos);
  CHECK(story("probable/n        stroke").find("probable\nstroke") != std::string::npos);
  CHECK(story("SUMMARY /n PRINTED").find("SUMMARY\nPRINTED") != std::string::npos);
  CHECK(story("eats y/n and/not sure").find("eats y/n and/not sure") != std::string::npos);
  CHECK(story("http://example.org/notes").find("http://example.org/notes") != std::string::npos);
}

TEST_CASE("times with a zone other than UTC, and without one, are accepted", "[fhir][traps]") {
  CHECK(iso8601(validation_with("\"end\": \"2026-11-22T20:08:00Z\"", "\"end\": \"2026-11-23T03:08:00+07:00\"")
                    .ambulance.breach_at.value()) == "2026-11-22T20:08:00Z");
  const Referral local = validation_with("\"end\": \"2026-11-22T20:08:00Z\"", "\"end\": \"2026-07-22T20:08:30\"");
  CHECK(iso8601(local.ambulance.breach_at.value()) == "2026-07-22T19:08:30Z");
  CHECK(warns(local.warnings, "without a time zone"));
  const Referral bad = validation_with("\"end\": \"2026-11-22T20:08:00Z\"", "\"end\": \"tonight at eight\"");
  CHECK_FALSE(bad.ambulance.breach_at.has_value());
  CHECK(warns(bad.warnings, "No validation breach time"));
}

TEST_CASE("combinations that the standard does not list are taken, with a warning", "[fhir][traps]") {
  const std::string text = own("validation_request.json");
  const auto still_a_case = [&](const std::string& from, const std::string& to) {
    const Message message = taken(changed(text, from, to));
    CHECK(std::holds_alternative<RegisterCase>(message.command));
    CHECK_FALSE(message.warnings.empty());
  };
  still_a_case("\"status\": \"active\",\n    \"intent\"", "\"status\": \"on-hold\",\n    \"intent\"");
  still_a_case("servicerequest-request", "patient-told-us");
  still_a_case("\"code\": \"validation\"", "\"code\": \"advice\"");
  still_a_case("\"resourceType\": \"ServiceRequest\"", "\"resourceType\": \"SomethingNew\"");
  still_a_case("\"resourceType\": \"MessageHeader\"", "\"resourceType\": \"Letter\"");
  still_a_case("\"resourceType\": \"Patient\"", "\"resourceType\": \"Group\"");
  still_a_case("\"resourceType\": \"CarePlan\"", "\"resourceType\": \"Plan\"");
}

}  // namespace carehub::fhir
