// What is refused for good is said at once, with what to do; nobody waits for it.

#include <chrono>
#include <fstream>

#include "tests/ctl/program.hpp"
#include "tools/ctl/hub.hpp"

namespace carehub::tests {
namespace {

constexpr auto at_once = std::chrono::seconds(8);  // of the thirty that Hub::ask() gives

void check_told(const Output& output, const std::vector<std::string>& parts) {
  INFO(output.err);
  CHECK(output.status == 1);
  CHECK(output.out.empty());
  for (const std::string& part : parts) {
    INFO(part);
    CHECK(output.err.find(part) != std::string::npos);
  }
}

template <class F>
Output quickly(F&& ask) {
  const auto start = std::chrono::steady_clock::now();
  Output output = ask();
  CHECK(std::chrono::steady_clock::now() - start < at_once);
  return output;
}

// Every subcommand that speaks with the hub.
const std::vector<std::vector<std::string>> asking{
    {"state"},  {"watch", "--once"},         {"watch"},
    {"export"}, {"do", "N", "1001", "text"}, {"do", "new", "--source", "police", "--narrative", "x"}};

}  // namespace

TEST_CASE("carehubctl: a key that may not act in the role is refused at once, with the remedy", "[ctl][live]") {
  const Hub hub;
  const std::string key = hub.data() + "/keys/manager.key";
  for (std::vector<std::string> words : asking) {
    words.insert(words.begin() + 1, {"--key", key});
    check_told(quickly([&] { return hub.ask(words); }),
               {"key 'manager' may not act as operator", "--key FILE", "--role ROLE"});
  }
  check_told(quickly([&] { return hub.ask({"export", "--role", "manager"}); }),
             {"manager may not read cases", "--role"});
}

TEST_CASE("carehubctl: the key of another hub is refused at once", "[ctl][live]") {
  const Hub hub, other;
  for (std::vector<std::string> words : asking) {
    words.insert(words.begin() + 1, {"--key", other.data() + "/keys/operator.key"});
    check_told(quickly([&] { return hub.ask(words); }),
               {"operator.key: is for another hub", "--key FILE", "--role ROLE"});
  }
}

TEST_CASE("carehubctl: the key of another hub is refused at once at an endpoint too", "[ctl][live]") {
  const Hub hub, other;
  for (std::vector<std::string> words : asking) {
    words.insert(words.begin() + 1, {"--patience", "30", "--connect", "ipc://" + hub.data() + "/command.sock", "--key",
                                     other.data() + "/keys/operator.key"});
    check_told(quickly([&] { return ctl(words); }),
               {"not the dispatcher that this key was made for", "--key FILE", "--role ROLE"});
  }
}

TEST_CASE("carehubctl: a key file that is missing or none is named at once", "[ctl][live]") {
  const Hub hub;
  const support::TemporaryFolder folder;
  const std::string letter = folder / "letter.key";
  std::ofstream(letter) << "this is a letter\n";
  for (std::vector<std::string> words : asking) {
    words.insert(words.begin() + 1, {"--key", folder / "none.key"});
    check_told(quickly([&] { return hub.ask(words); }), {"the key file ", "none.key", "--key FILE or --role ROLE"});
    words[2] = letter;
    check_told(quickly([&] { return hub.ask(words); }), {"letter.key", "'public'", "--key FILE or --role ROLE"});
  }
}

TEST_CASE("carehubctl: an endpoint that is none is said at once, and so is a missing key for one", "[ctl]") {
  const support::TemporaryFolder folder;
  for (std::vector<std::string> words : asking) {
    words.insert(words.begin() + 1, {"--data", folder / "nowhere", "--connect", "nonsense"});
    check_told(quickly([&] { return ctl(words); }), {"--connect: 'nonsense' is not an endpoint", "tcp://HOST:PORT"});
    words[4] = "tcp://127.0.0.1:70000";
    check_told(quickly([&] { return ctl(words); }), {"'tcp://127.0.0.1:70000' is not an endpoint"});
    words[4] = "ipc://" + (folder / "command.sock").string();
    check_told(quickly([&] { return ctl(words); }), {"the key of role operator", "nowhere", "give --key FILE"});
  }
}

TEST_CASE("carehubctl: an endpoints file that cannot be used says what to do about it", "[ctl]") {
  const support::TemporaryFolder folder;
  carehub::ctl::HubOptions options;
  options.directory = folder.path().string();
  const std::string file = folder / "endpoints.json";
  const Error unreadable = carehub::ctl::with_remedy({ErrorCode::denied, file, "Permission denied"}, options);
  CHECK_THAT(unreadable.text(), Catch::Contains("may not be read (Permission denied)") &&
                                    Catch::Contains("as the user who runs the dispatcher") &&
                                    Catch::Contains("--connect ENDPOINT and --key FILE") &&
                                    !Catch::Contains("Start carehub-dispatcher"));
  std::ofstream(file) << "{half";
  check_told(tests::ctl({"state", "--data", options.directory}),
             {"endpoints.json: is not a JSON object", "Start the dispatcher of that directory again"});
}

}  // namespace carehub::tests
