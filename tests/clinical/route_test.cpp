#include "tools/clinical/route.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "tests/clinical/shipped.hpp"
#include "tools/clinical/read_facts.hpp"
#include "tools/clinical/route_line.hpp"

using namespace carehub;
namespace json = boost::json;

namespace {

const Site& isle() {
  static const Site site = test::shipped_site("isle-of-wight");
  return site;
}

Result<tools::clinical::Route> routed(const std::string& line) {
  CAREHUB_TRY(const auto question, tools::clinical::read_question(isle().clinical, json::parse(line).as_object()));
  return tools::clinical::route(isle(), question);
}

tools::clinical::Route route_of(const std::string& at, int age, const std::string& facts,
                                const std::string& source = "call_for_care") {
  auto result = routed(R"({"at":")" + at + R"(","age_years":)" + std::to_string(age) +
                       R"(,"lat":50.701,"lon":-1.291,"source":")" + source + R"(","facts":)" + facts + "}");
  INFO((result ? "" : result.error().text()));
  REQUIRE(result.has_value());
  return *std::move(result);
}

bool offers(const tools::clinical::Route& route, std::string_view service) {
  return std::ranges::any_of(route.services, [&](const auto& one) { return one.service.value == service; });
}

std::string error_of(const std::string& line) {
  const auto result = routed(line);
  return result ? "" : result.error().text();
}

}  // namespace

TEST_CASE("route: a red flag is offered an ambulance and nothing else", "[clinical]") {
  const auto route = route_of("2026-11-23T19:40:00Z", 81, R"({"need":"falls","chest_pain":true})");
  CHECK(route.outcome == ClinicalResult::emergency);
  REQUIRE(route.services.size() == 1);
  CHECK(route.services[0].kind == ServiceKind::ambulance);
  CHECK(std::ranges::count(route.never, ServiceKind::falls_response) == 1);
}

TEST_CASE("route: the services that are ready come by the pathway's order", "[clinical]") {
  const auto route = route_of("2026-11-23T14:10:00Z", 81, R"({"need":"falls","injury_suspected":false})");
  CHECK(route.outcome == ClinicalResult::service);
  CHECK(route.services.front().kind == ServiceKind::falls_response);
  CHECK(route.services.front().ready);
  CHECK(std::ranges::count(route.never, ServiceKind::safe_haven) == 1);
}

TEST_CASE("route: a disposition is taken in the session that names it, in every hub that has one", "[clinical]") {
  const auto repeat_prescription = [](const std::string& at) {
    return route_of(at, 61, R"({"need":"medication","dx":"Dx86"})", "nhs111");
  };
  CHECK(offers(repeat_prescription("2026-11-23T10:00:00Z"), "pharmacist"));        // Monday
  CHECK_FALSE(offers(repeat_prescription("2026-11-22T15:00:00Z"), "pharmacist"));  // Sunday
  CHECK_FALSE(repeat_prescription("2026-11-22T15:00:00Z").services.empty());
}

TEST_CASE("route: the adult Safe Haven is never offered to the young, nor the young one to adults", "[clinical]") {
  const std::string calm = R"({"need":"mental_health_crisis","immediate_danger":false})";
  // A Tuesday at half past six in the evening: both rooms are open.
  const std::string tuesday = "2026-11-24T18:30:00Z";
  CHECK_FALSE(offers(route_of(tuesday, 17, calm), "safe_haven_adult"));
  CHECK(offers(route_of(tuesday, 17, calm), "safe_haven_young"));
  CHECK(offers(route_of(tuesday, 18, calm), "safe_haven_adult"));
  CHECK_FALSE(offers(route_of(tuesday, 18, calm), "safe_haven_young"));
  // Monday: the young people's room is shut.
  CHECK_FALSE(offers(route_of("2026-11-23T18:30:00Z", 15, calm), "safe_haven_young"));
}

TEST_CASE("route: nobody who could not get there before last entry is sent to a room", "[clinical]") {
  const std::string calm = R"({"need":"mental_health_crisis","immediate_danger":false})";
  CHECK_FALSE(offers(route_of("2026-11-24T22:40:00Z", 30, calm), "safe_haven_adult"));
}

TEST_CASE("route: where only 999 and the emergency department are left, a person decides", "[clinical]") {
  const auto route = route_of("2026-11-24T03:00:00Z", 85, R"({"need":"reduced_function"})");
  CHECK(route.outcome == ClinicalResult::clinician);
  CHECK_FALSE(route.services.empty());
  CHECK(std::ranges::any_of(route.rules, [](const auto& one) { return one.rule == "directory.nobody_open"; }));
}

TEST_CASE("route: what is said of the person beside the observations counts as if it stood outside", "[clinical]") {
  const auto pregnant = R"({"need":"minor_illness","observations":{"resp_rate":34,"spo2":84,"pregnant":true}})";
  CHECK(route_of("2026-11-23T10:00:00Z", 31, pregnant).outcome == ClinicalResult::emergency);
  const auto child = routed(R"({"at":"2026-11-23T10:00:00Z","lat":50.701,"lon":-1.291,"facts":{"need":"minor_illness",)"
                            R"("observations":{"spo2":84,"age_years":9}}})");
  REQUIRE(child.has_value());
  CHECK(child->outcome == ClinicalResult::emergency);
  CHECK(error_of(R"({"at":"2026-11-23T10:00:00Z","age_years":81,"facts":{"observations":{"age_years":15}}})")
            .find("give one age") != std::string::npos);
}

TEST_CASE("route: a blood glucose among the observations is looked at", "[clinical]") {
  const auto low = R"({"need":"diabetes","observations":{"glucose":2.6,"acvpu":"V"}})";
  CHECK(route_of("2026-11-23T10:00:00Z", 83, low).outcome == ClinicalResult::emergency);
}

TEST_CASE("route: what nobody here knows is said, never dropped in silence", "[clinical]") {
  const auto route = routed(R"({"at":"2026-11-23T10:00:00Z","age_years":83,"lat":50.701,"lon":-1.291,"mood":"low",)"
                            R"("facts":{"need":"frailty","observations":{"pulse":80,"pain":7}}})");
  REQUIRE(route.has_value());
  CHECK(route->not_looked_at == std::vector<std::string>{"mood", "observations.pain"});
  CHECK(tools::clinical::written(*route).at("not_looked_at").as_array().size() == 2);
}

TEST_CASE("route: what cannot be read is named", "[clinical]") {
  CHECK(error_of(R"({"age_years":81})").starts_with("at: is missing"));
  CHECK(error_of(R"({"at":"2026-11-23 19:40"})").starts_with("at: "));
  CHECK(error_of(R"({"at":"2026-11-23T19:40:00Z","age_years":181})").starts_with("age_years: 181 is not possible"));
  CHECK(error_of(R"({"at":"2026-11-23T19:40:00Z","lat":50.7})").starts_with("lon: is missing"));
  CHECK(error_of(R"({"at":"2026-11-23T19:40:00Z","lat":-1.2,"lon":50.7})").starts_with("lat, lon: "));
  CHECK(error_of(R"({"at":"2026-11-23T19:40:00Z","source":"pigeon"})").starts_with("source: 'pigeon'"));
  CHECK(error_of(R"({"at":"2026-11-23T19:40:00Z","facts":{"chest_pian":true}})")
            .starts_with("facts.chest_pian: is not a fact"));
  CHECK(error_of(R"({"at":"2026-11-23T19:40:00Z","facts":{"need":"fals"}})")
            .starts_with("facts.need: 'fals' is not known"));
  CHECK(error_of(R"({"at":"2026-11-23T19:40:00Z","facts":{"observations":{"spo2":200}}})")
            .starts_with("facts.spo2: 200 is not possible"));
}

TEST_CASE("route: a key worker or wristband told by name counts as yes", "[clinical]") {
  const auto route = route_of("2026-11-24T12:00:00Z", 40,
                              R"({"need":"mental_health_crisis","key_worker":"Sam","wristband":"yellow"})");
  CHECK(std::ranges::any_of(route.rules, [](const auto& one) { return one.rule == "rule.wristband_shown"; }));
}

TEST_CASE("route: the answer has the members of its contract", "[clinical]") {
  const auto line =
      tools::clinical::written(route_of("2026-11-23T14:10:00Z", 81, R"({"need":"falls","injury_suspected":false})"));
  CHECK(line.at("outcome") == "service");
  const auto& first = line.at("services").as_array().at(0).as_object();
  for (const char* member : {"service", "ready", "eta_min", "target_min"}) CHECK(first.contains(member));
  CHECK(line.at("never").is_array());
  CHECK(line.at("rules").as_array().at(0) == "falls.lift");
}
