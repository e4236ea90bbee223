// The public BaRS examples, where they are present: every file becomes a command or a refusal with a reason.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "support.hpp"
#include "tests/support/paths.hpp"

namespace carehub::fhir {
namespace {

namespace fs = std::filesystem;

fs::path examples() {
  if (const char* set = std::getenv("CAREHUB_BARS_EXAMPLES")) return set;
  return fs::path(CAREHUB_SOURCE_DIR) / ".." / "shared" / "data" / "bars-examples";
}

std::vector<fs::path> json_files(const fs::path& root) {
  std::vector<fs::path> files;
  for (const char* folder : {"json-converted", "json-original", "itk-111-fhir"})
    if (fs::exists(root / folder))
      for (const auto& entry : fs::recursive_directory_iterator(root / folder))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

bool absent() {
  if (fs::exists(examples())) return false;
  WARN("skipped: no BaRS examples at " << examples().string() << "; set CAREHUB_BARS_EXAMPLES to their folder");
  return true;
}

fs::path named(const std::string& part) {
  for (const fs::path& file : json_files(examples()))
    if (file.filename().string().find(part) != std::string::npos) return file;
  return {};
}

}  // namespace

TEST_CASE("examples: every file gives a command or a refusal with a reason", "[fhir][examples]") {
  if (absent()) return;
  std::map<std::string, int> counts;
  std::string table;
  for (const fs::path& file : json_files(examples())) {
    const Result<Message> message = read_message(file_text(file.string()), london());
    std::string outcome = "refused", words;
    if (message) {
      outcome = std::string(command_name(message->command)) + " (" + std::string(name_of(message->kind)) + ")";
      words = fmt::format("{} warnings", message->warnings.size());
      CHECK_FALSE(message->message_id.empty());
      CHECK_FALSE(message->external_ids.empty());
    } else {
      words = message.error().text();
      CHECK_FALSE(message.error().detail.empty());
    }
    ++counts[outcome];
    table += fmt::format("{:<44} {:<36} {}\n", file.filename().string().substr(0, 43), outcome, words);
  }
  for (const auto& [outcome, count] : counts) table += fmt::format("{:>5}  {}\n", count, outcome);
  fmt::print("{}", table);
  CHECK_FALSE(counts.empty());
}

TEST_CASE("examples: every message bundle becomes a command", "[fhir][examples]") {
  if (absent()) return;
  for (const fs::path& file : json_files(examples())) {
    const std::string text = file_text(file.string());
    const bool is_message = text.find("\"MessageHeader\"") != std::string::npos &&
                            text.find("BARSBundleMessage") != std::string::npos &&
                            text.find("\"searchset\"") == std::string::npos;
    if (!is_message) continue;
    INFO(file.string());
    CHECK(read_message(text, london()).has_value());
  }
}

TEST_CASE("examples: the validation request of the standard, with its traps", "[fhir][examples]") {
  if (absent()) return;
  const fs::path file = named("VALREQ01");
  REQUIRE_FALSE(file.empty());
  const Message message = taken(file_text(file.string()));
  CHECK(message.kind == MessageKind::validation_request);
  const Referral referral = referral_in(message);
  CHECK(iso8601(referral.ambulance.breach_at.value()) == "2021-11-26T15:20:00Z");
  CHECK(referral.ambulance.category == AmbulanceCategory::c3);
  CHECK(external(referral.external_ids, "journey") == "d877b820-e72b-44d1-a627-195f54bfc606");
  CHECK(referral.person.nhs_number_status == NhsNumberStatus::check_digit_wrong);
  CHECK(referral.location.position == coordinates_from_degrees(53.79957987629337, -1.5417544014466307));
  CHECK(referral.location.doubtful);
  CHECK(referral.flags.at(0).kind == FlagKind::scene_safety);
  bool rings = false;
  for (const Contact& contact : referral.person.contacts)
    rings = rings || (contact.call_back && contact.phone == "07736312544");
  CHECK(rings);
}

TEST_CASE("examples: messages that share an identifier are still different messages", "[fhir][examples]") {
  if (absent()) return;
  const fs::path one = named("VALREQ01"), two = named("REFREQ04");
  REQUIRE_FALSE(one.empty());
  REQUIRE_FALSE(two.empty());
  const Message first = taken(file_text(one.string())), second = taken(file_text(two.string()));
  CHECK(external(first.external_ids, "bundle") == external(second.external_ids, "bundle"));
  CHECK(first.message_id != second.message_id);
}

}  // namespace carehub::fhir
