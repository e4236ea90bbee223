// carehubctl feed bars with a real dispatcher.

#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "protocols/fhir/bars.hpp"
#include "protocols/site/load.hpp"
#include "tests/ctl/program.hpp"
#include "tests/support/paths.hpp"

namespace carehub::tests {
namespace {

namespace fs = std::filesystem;

std::string own(const std::string& name) {
  return std::string(CAREHUB_SOURCE_DIR) + "/tests/fhir/messages/" + name;
}

std::string outcome(const boost::json::value& fed) {
  return fed.at("outcome").as_string().c_str();
}

boost::json::value fed_one(const Hub& hub, const std::string& file) {
  const auto lines = parsed_lines(hub.done({"feed", "bars", "--json", file}));
  REQUIRE(lines.size() == 1);
  return lines[0];
}

std::string case_of(const boost::json::value& fed) {
  return std::to_string(fed.at("case").to_number<std::uint64_t>());
}

std::vector<std::string> example_files() {
  const char* set = std::getenv("CAREHUB_BARS_EXAMPLES");
  const fs::path root =
      set != nullptr ? fs::path(set) : fs::path(CAREHUB_SOURCE_DIR) / ".." / "shared" / "data" / "bars-examples";
  std::vector<std::string> files;
  for (const char* folder : {"json-converted", "json-original"})
    if (fs::exists(root / folder))
      for (const auto& entry : fs::recursive_directory_iterator(root / folder))
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("feed bars: request, repeat, update, answer and cancellation of one call", "[ctl][live]") {
  Hub hub;
  const boost::json::value request = fed_one(hub, own("validation_request.json"));
  CHECK(outcome(request) == "accepted");
  const std::string number = case_of(request);
  const boost::json::value in_hub = hub.case_in_state(number);
  const boost::json::value& ambulance = in_hub.at("referral").at("ambulance");
  CHECK(ambulance.at("breach_at").as_string() == "2026-11-22T20:08:00Z");
  CHECK(ambulance.at("category").as_string() == "c3");
  const std::string referral = boost::json::serialize(in_hub.at("referral"));
  for (const char* part : {"7a000000-0000-4000-8000-000000000001", "safeguarding", "respect-form",
                           "adjustforneedlephobia", "01632960111", "sits up in bed"})
    CHECK(referral.find(part) != std::string::npos);

  const boost::json::value again = fed_one(hub, own("validation_request.json"));
  CHECK(outcome(again) == "duplicate");
  CHECK(case_of(again) == number);
  const boost::json::value update = fed_one(hub, own("validation_update.json"));
  CHECK(outcome(update) == "updated");
  CHECK(case_of(update) == number);
  CHECK(hub.case_in_state(number).at("referral").at("ambulance").at("category").as_string() == "c4");
  CHECK(outcome(fed_one(hub, own("response_accepted.json"))) == "updated");
  const boost::json::value cancelled = fed_one(hub, own("cancellation_revoked.json"));
  CHECK(outcome(cancelled) == "updated");
  CHECK(case_of(cancelled) == number);
  CHECK(hub.case_in_state(number).at("status").as_string() == "cancelled");
}

TEST_CASE("feed bars: a coded fall is triaged, an update of an unknown case is a new case", "[ctl][live]") {
  Hub hub;
  const boost::json::value unknown = fed_one(hub, own("referral_update.json"));
  CHECK(outcome(unknown) == "accepted");
  const boost::json::value booking = fed_one(hub, own("booking_request.json"));
  CHECK(outcome(booking) == "accepted");
  CHECK(outcome(fed_one(hub, own("booking_cancelled.json"))) == "updated");
  Hub second;
  const boost::json::value fall = second.case_in_state(case_of(fed_one(second, own("referral_fall.json"))));
  CHECK(fall.at("triage").at("need").as_string() == "falls");
}

TEST_CASE("feed bars: what is refused says why, and a file that is not there fails", "[ctl][live]") {
  Hub hub;
  const boost::json::value refused = fed_one(hub, own("single_flag.json"));
  CHECK(outcome(refused) == "refused");
  CHECK_FALSE(refused.at("reason").as_string().empty());
  CHECK(outcome(fed_one(hub, own("cancellation_revoked.json"))) == "refused");
  CHECK(hub.ask({"feed", "bars", "--strict", own("single_flag.json")}).status == 1);
  const Output missing = hub.ask({"feed", "bars", own("not_there.json")});
  CHECK(missing.status == 1);
  CHECK(missing.err.find("not_there.json") != std::string::npos);
}

TEST_CASE("feed bars: a file without a message says so in plain words", "[ctl][live]") {
  Hub hub;
  const Output nothing = hub.ask({"feed", "bars", "/dev/null"});
  CHECK(nothing.status == 1);
  CHECK(nothing.err == "carehubctl: /dev/null: is empty; a message is one FHIR Bundle in JSON\n");
  CHECK(nothing.out.find("refused") != std::string::npos);
  const Output folder = hub.ask({"feed", "bars", hub.data()});
  CHECK(folder.status == 1);
  CHECK(folder.err == "carehubctl: " + hub.data() + ": is a folder; name the message files in it\n");
}

TEST_CASE("feed bars: every public example is answered, and every accepted one is in the hub",
          "[ctl][live][examples]") {
  const std::vector<std::string> files = example_files();
  if (files.empty()) {
    WARN("skipped: no BaRS examples; set CAREHUB_BARS_EXAMPLES to their folder");
    return;
  }
  Hub hub;
  std::vector<std::string> words{"feed", "bars", "--json"};
  words.insert(words.end(), files.begin(), files.end());
  const std::vector<boost::json::value> fed = parsed_lines(hub.done(words));
  REQUIRE(fed.size() == files.size());
  std::map<std::string, int> counts;
  std::map<std::string, boost::json::value> cases;
  for (const boost::json::value& one : parsed_lines(hub.done({"export"})))
    cases[std::to_string(one.at("id").to_number<std::uint64_t>())] = one;
  for (std::size_t i = 0; i < fed.size(); ++i) {
    INFO(files[i]);
    ++counts[outcome(fed[i])];
    if (outcome(fed[i]) == "refused") CHECK_FALSE(fed[i].at("reason").as_string().empty());
    if (outcome(fed[i]) != "accepted") continue;
    REQUIRE(cases.contains(case_of(fed[i])));
    const std::string record = boost::json::serialize(cases[case_of(fed[i])]);
    const bool booking = record.find("\"appointment\"") != std::string::npos;
    CHECK((booking || record.find("d877b820-e72b-44d1-a627-195f54bfc606") != std::string::npos));
    if (record.find("\"validation\":true") != std::string::npos) CHECK(record.find("breach_at") != std::string::npos);
    CHECK(
        (booking || record.find("\"flags\":[{") != std::string::npos || files[i].find("REFREQ0") != std::string::npos));
  }
  for (const auto& [what, count] : counts) fmt::print("{:>5}  {}\n", count, what);
  CHECK(counts["accepted"] >= 12);
}

}  // namespace carehub::tests
