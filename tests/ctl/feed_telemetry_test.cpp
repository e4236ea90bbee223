// carehubctl feed telemetry: the lines, and with a real dispatcher.

#include <boost/json/serialize.hpp>
#include <fstream>

#include "tests/ctl/program.hpp"
#include "tools/ctl/telemetry_lines.hpp"

namespace carehub::tests {
namespace {

using ctl::read_telemetry_line;

std::string error_of(const std::string& line) {
  const auto read = read_telemetry_line(line);
  return read ? std::string() : read.error().text();
}

std::string written(const support::TemporaryFolder& folder, const std::string& text) {
  const auto file = (folder / "feed.jsonl").string();
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

std::string text_at(const boost::json::value& line, const char* member) {
  return line.at(member).as_string().c_str();
}

const std::string enrol =
    R"({"home":"solent_view","enrol":{"resident":"SV-014","nhs_number":"999 000 0018","name":"Edith Harlow","born":"1939-04-02"}})"
    "\n";

std::string glucose(const std::string& value) {
  return R"({"home":"solent_view","readings":[{"resident":"SV-014","kind":"glucose","value":)" + value +
         R"(,"unit":"mmol/L","device":"m1","identity":"E. Harlow"}]})" + "\n";
}

}  // namespace

TEST_CASE("homes: a line of the feed is read as it is documented", "[ctl]") {
  const auto line = read_telemetry_line(
      R"({"home":"solent_view","device_now":"2026-11-22T19:42:00Z","readings":[{"resident":"SV-014","kind":"glucose",)"
      R"("value":5.4,"unit":"mmol/L","taken":"2026-11-22T19:40:00Z","device":"m3","identity":"E. Harlow",)"
      R"("soft_signs":["withdrawn"]},{"resident":14,"kind":"on_oxygen","value":true}]})");
  REQUIRE(line.has_value());
  REQUIRE(line->commands.size() == 1);
  const auto& report = std::get<ReportReadings>(line->commands.front());
  CHECK(report.home == HomeId("solent_view"));
  CHECK(report.device_now == parse_iso8601("2026-11-22T19:42:00Z").value());
  REQUIRE(report.readings.size() == 2);
  CHECK(report.readings[0].value == "5.4");
  CHECK(report.readings[0].soft_signs == std::vector<std::string>{"withdrawn"});
  CHECK(report.readings[1].resident == ResidentId("14"));
  CHECK(report.readings[1].value == "yes");
  CHECK(report.readings[1].taken == Instant{});
  const auto enrolled = read_telemetry_line(
      R"({"home":"h","enrol":{"resident":"7","born":"1939-04-02","spo2_scale":2,"usual":{"systolic":142,"glucose":6.5}}})");
  REQUIRE(enrolled.has_value());
  const auto& command = std::get<EnrolResident>(enrolled->commands.front());
  CHECK(command.born == LocalDay{-11'232});
  CHECK(command.spo2_scale_2);
  CHECK(command.usual == std::vector<Usual>{{ReadingKind::systolic, 14'200}, {ReadingKind::glucose, 650}});
}

TEST_CASE("homes: what is wrong with a line is said with what to write", "[ctl]") {
  CHECK(error_of("{").find("is not JSON") != std::string::npos);
  CHECK(error_of("[]").find("is not an object") != std::string::npos);
  CHECK(error_of("{}") == "home: is missing; write the id of the care home, as in the site file");
  CHECK(error_of(R"({"home":"h","reading":[]})").find("reading: is not known here; known are: home, device_now") !=
        std::string::npos);
  CHECK(error_of(R"({"home":"h","device_now":"noon","readings":[]})").find("write 2026-11-22T19:40:00Z") !=
        std::string::npos);
  CHECK(error_of(R"({"home":"h","enrol":{"name":"x"}})").find("enrol.resident: is missing") != std::string::npos);
  CHECK(error_of(R"({"home":"h","enrol":{"resident":"1","born":"2 April"}})").find("write 1939-04-02") !=
        std::string::npos);
  CHECK(error_of(R"({"home":"h","enrol":{"resident":"1","usual":{"sistolic":1}}})").find("did you mean 'systolic'") !=
        std::string::npos);
}

TEST_CASE("homes: a reading that cannot be sent does not hold back the others", "[ctl]") {
  const auto line = read_telemetry_line(
      R"({"home":"h","readings":[{"resident":"1","kind":"gluocse","value":"5"},{"resident":"1","kind":"pulse","value":"70"},)"
      R"({"kind":"pulse","value":"70"},{"resident":"1","kind":"pulse","value":"70","taken":"soon"},7]})");
  REQUIRE(line.has_value());
  CHECK(std::get<ReportReadings>(line->commands.front()).readings.size() == 1);
  REQUIRE(line->warnings.size() == 4);
  CHECK(line->warnings[0] ==
        "readings[1].kind: 'gluocse' is not a kind of reading; did you mean 'glucose'?; this reading was not sent");
  CHECK(line->warnings[1].find("readings[3].resident: is missing") == 0);
}

TEST_CASE("homes: a long line is several reports, and no reading is lost", "[ctl]") {
  std::string text = R"({"home":"h","readings":[)";
  for (int i = 0; i < 1'001; ++i)
    text += (i > 0 ? "," : "") + std::string(R"({"resident":"1","kind":"pulse","value":"70","device":")") +
            std::string(i % 7 == 0 ? 400 : 3, 'd') + "\"}";
  const auto line = read_telemetry_line(text + "]}");
  REQUIRE(line.has_value());
  CHECK(line->commands.size() > 5);
  std::size_t readings = 0;
  for (const Command& command : line->commands) readings += std::get<ReportReadings>(command).readings.size();
  CHECK(readings == 1'001);
}

TEST_CASE("homes: a feed of good and bad lines, an alert, and its case with one command", "[ctl][live]") {
  const Hub hub;
  const support::TemporaryFolder folder;
  const auto file =
      written(folder, enrol + glucose("\"5.4\"") + "not json\n\n" + R"({"home":"solent_veiw","readings":[]})" + "\n" +
                          glucose("97") + glucose("2.5"));
  const auto lines = parsed_lines(hub.done({"feed", "telemetry", "--json", file}));
  REQUIRE(lines.size() == 6);
  CHECK(text_at(lines[0], "outcome") == "enrolled");
  CHECK(text_at(lines[1], "outcome") == "taken");
  CHECK(text_at(lines[1], "reason") == "Solent View: 1 reading taken");
  CHECK(text_at(lines[2], "outcome") == "error");
  CHECK(lines[2].at("line").to_number<int>() == 3);
  CHECK(text_at(lines[3], "outcome") == "refused");
  CHECK(text_at(lines[3], "reason").find("solent_veiw") != std::string::npos);
  CHECK(text_at(lines[4], "reason").find("1 not believed: 1 not possible in a person") != std::string::npos);
  CHECK(text_at(lines[5], "outcome") == "taken");

  const auto& state = hub.state();
  std::string number;
  for (const auto& alert : state.at("alerts").as_array())
    if (alert.at("kind").as_string() == "resident_unwell")
      number = std::to_string(alert.at("id").to_number<std::uint64_t>());
  REQUIRE_FALSE(number.empty());
  const Output opened = hub.ask({"do", "case", "from", "alert", number});
  INFO(opened.out << opened.err);
  REQUIRE(opened.status == 0);
  const auto cases = hub.state().at("cases").as_array();
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].at("referral").at("person").at("name").as_string() == "Edith Harlow");
  CHECK(cases[0].at("referral").at("source").as_string() == "care_home");
  const Output again = hub.ask({"do", "case", "from", "alert", number});
  CHECK(again.status != 0);
  CHECK(again.err.find("already case " + std::to_string(cases[0].at("id").to_number<std::uint64_t>())) !=
        std::string::npos);
  CHECK(hub.ask({"feed", "telemetry", "--strict", file}).status == 1);
  // A home's own key speaks for that home alone.
  const auto as = [&](const char* user) {
    return hub.ask({"feed", "telemetry", "--role", "referrer", "--user", user, "--strict", file});
  };
  CHECK(as("home.medina-court").out.find("refused") != std::string::npos);
  CHECK(as("home.solent-view").out.find("does not report for") == std::string::npos);
  const Output nobody = tests::ctl({"feed", "telemetry", "--data", (folder / "no-hub").string(), file});
  CHECK(nobody.status == 1);
  CHECK(nobody.err.find("no dispatcher is running there") != std::string::npos);
  const Output missing = hub.ask({"feed", "telemetry", (folder / "nowhere").string()});
  CHECK(missing.status == 1);
  CHECK(missing.err.find("nowhere: cannot be read") != std::string::npos);
}

}  // namespace carehub::tests
