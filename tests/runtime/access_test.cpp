// The way into somebody's home on disk and on the wire: planted words are looked for in every file that the hub leaves.

#include <fstream>
#include <sstream>

#include "tests/runtime/live_hub.hpp"

using namespace carehub;
using namespace carehub::tests;

namespace {

const std::string key_safe = "QzKeySafe";

// Files below the folder that hold the word.
std::vector<std::string> files_with(const std::filesystem::path& folder, const std::string& word) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (text.str().find(word) != std::string::npos) found.push_back(entry.path().filename());
  }
  return found;
}

CaseId told_case(link::Link& desk) {
  RegisterCase command;
  command.referral.summary = "Fall, QzOpenly";
  command.referral.person.nhs_number = "9990000018";
  command.referral.location.access = key_safe + " 0000 beside the door";
  const auto answer = desk.submit_and_wait(command, 10s);
  REQUIRE(answer.has_value());
  REQUIRE(answer->accepted);
  return answer->case_id;
}

std::string seen(link::Link& desk, CaseId id) {
  const auto answer = desk.submit_and_wait(ViewPerson{id, {}, {PersonField::access}, "crew at the door"}, 10s);
  REQUIRE(answer.has_value());
  REQUIRE(answer->person.has_value());
  std::string text = answer->person->access;
  for (const auto& entry : answer->person->entries) text += "; " + entry.text;
  return text;
}

}  // namespace

TEST_CASE("live: the way into somebody's home is in no file of the hub, and opens for who asks", "[live]") {
  LiveHub hub;
  CaseId id;
  {
    const auto desk = hub.link(Role::operator_);
    REQUIRE(desk->wait_for_picture(10s).has_value());
    id = told_case(*desk);
    const auto told = desk->submit_and_wait(
        TellOfPerson{id, {}, PersonField::access, key_safe + " for the gate 1111", "", std::nullopt}, 10s);
    REQUIRE(told.has_value());
    REQUIRE(told->accepted);
    CHECK(seen(*desk, id) == key_safe + " 0000 beside the door; " + key_safe + " for the gate 1111");
  }
  hub.kill_now();
  CHECK(files_with(hub.data(), key_safe).empty());
  CHECK_FALSE(files_with(hub.data(), "QzOpenly").empty());  // the search finds what is there
  hub.start();
  CHECK(seen(*hub.link(Role::operator_), id) == key_safe + " 0000 beside the door; " + key_safe + " for the gate 1111");
  CHECK(hub.stop() == 0);  // with a snapshot of the state
  CHECK(files_with(hub.data(), key_safe).empty());
}

TEST_CASE("live: the key of access notes may lie elsewhere, and without it none is shown", "[live]") {
  const support::TemporaryFolder vault;
  LiveHub hub({"--access-key", (vault / "access.key").string()});
  CaseId id;
  {
    const auto desk = hub.link(Role::operator_);
    id = told_case(*desk);
    CHECK(seen(*desk, id).find(key_safe) != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(hub.data() / "keys" / "access.key"));
  CHECK(hub.stop() == 0);
  std::filesystem::remove(vault / "access.key");
  hub.start();
  CHECK(seen(*hub.link(Role::operator_), id) == "sealed with a key that this hub does not have (keys/access.key)");
}
