// What is refused says what it is and why, and never quotes the patient.

#include "support.hpp"

namespace carehub::fhir {
namespace {

Error refusal_of(const std::string& text) {
  const Result<Message> message = read_message(text, london());
  REQUIRE_FALSE(message.has_value());
  CHECK_FALSE(message.error().detail.empty());
  return message.error();
}

}  // namespace

TEST_CASE("refused: documents that ask for nothing", "[fhir]") {
  CHECK(refusal_of(own("operation_outcome.json")).detail.find("duplicate REC_CONFLICT") != std::string::npos);
  CHECK(refusal_of(own("searchset.json")).detail.find("searchset") != std::string::npos);
  CHECK(refusal_of(own("single_flag.json")).detail.find("single Flag") != std::string::npos);
  CHECK(refusal_of(R"({"resourceType":"CapabilityStatement"})").code == ErrorCode::unsupported);
  CHECK(refusal_of(R"({"status":"pass"})").place == "resourceType");
  CHECK(refusal_of("[]").place == "resourceType");
  CHECK(refusal_of("null").place == "resourceType");
  CHECK(refusal_of(R"({"resourceType":"Bundle","type":"message","entry":[]})").place == "Bundle.entry");
  CHECK(refusal_of(
            R"({"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader"}}]})")
            .detail.find("nothing to act on") != std::string::npos);
}

TEST_CASE("refused: a member given twice, also when it is written differently", "[fhir]") {
  const Error plain = refusal_of("{\"resourceType\":\"Bundle\",\n\"type\":\"message\",\"type\":\"searchset\"}");
  CHECK(plain.place.starts_with("line 2"));
  CHECK(plain.detail.find("\"type\" is given twice") != std::string::npos);
  CHECK(refusal_of("{\"a\":{\"type\":1,\"t\\u0079pe\":2}}").detail.find("given twice") != std::string::npos);
  CHECK(read_message(own("validation_request.json"), london())
            .has_value());  // the same name in different objects is fine
}

TEST_CASE("refused: too large, too deep, not UTF-8, cut off", "[fhir]") {
  CHECK(refusal_of(std::string(256 * 1024 + 1, ' ')).code == ErrorCode::limit_exceeded);
  CHECK(refusal_of(std::string(40, '[') + std::string(40, ']')).code == ErrorCode::limit_exceeded);
  CHECK(refusal_of("{\"a\":\"\xC3\x28\"}").code == ErrorCode::invalid_input);
  CHECK(refusal_of("{\"a\":\"\xED\xA0\x80\"}").code == ErrorCode::invalid_input);
  CHECK(refusal_of(own("validation_request.json").substr(0, 5000)).detail.find("cut off") != std::string::npos);
  CHECK(refusal_of("").code == ErrorCode::invalid_input);
  CHECK(refusal_of("{} {}").code == ErrorCode::invalid_input);
}

TEST_CASE("refused: a cancellation that names no request", "[fhir]") {
  std::string text = own("cancellation_revoked.json");
  text = changed(text, "\"fullUrl\": \"urn:uuid:00000000-0000-4000-8000-000000000002\"", "\"fullUrl\": \"\"");
  CHECK(refusal_of(text).detail.find("names no request") != std::string::npos);
}

TEST_CASE("refused: no refusal quotes what the message says", "[fhir]") {
  const std::string secret = "MabelInvented";
  for (const std::string& text :
       {"{\"resourceType\":\"" + secret + " lives alone\"}", "{\"" + secret + "1\":1,\"" + secret + "1\":2}",
        "{\"resourceType\":\"Bundle\",\"type\":\"" + secret + " 3\"}", "{\"a\": " + secret + "}"})
    CHECK(refusal_of(text).text().find(secret) == std::string::npos);
}

TEST_CASE("a byte order mark before the text is no reason to refuse", "[fhir]") {
  CHECK(read_message("\xEF\xBB\xBF" + own("validation_request.json"), london()).has_value());
}

TEST_CASE("a very long story is whole as far as the hub can hold it, and says when it is not", "[fhir]") {
  std::string words;
  while (words.size() < 30'000) words += "and then it got worse \u00e9 ";
  const Referral long_one = referral_in(taken(changed(own("validation_request.json"), "sits up in bed.", words)));
  CHECK_FALSE(kept(long_one, "Story, part 2").empty());
  CHECK_FALSE(warns(long_one.warnings, "some of it was cut"));
  while (words.size() < 200'000) words += "and then it got worse \u00e9 ";
  const Referral huge = referral_in(taken(changed(own("validation_request.json"), "sits up in bed.", words)));
  CHECK(warns(huge.warnings, "some of it was cut"));
  std::size_t total = huge.narrative.size();
  for (const Observation& one : huge.observations) total += one.value.size();
  CHECK(total < 48 * 1024);
  CHECK(huge.person.nhs_number == "9990000018");
}

}  // namespace carehub::fhir
