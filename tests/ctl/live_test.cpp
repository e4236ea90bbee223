// carehubctl with a real dispatcher: a call from intake to a closed visit, then the proof of its journal.

#include <boost/json/serialize.hpp>
#include <fstream>

#include "tests/ctl/program.hpp"

namespace carehub::tests {
namespace {

std::string text_at(const boost::json::value& value, const char* name) {
  const boost::json::value* member = value.as_object().if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->as_string().c_str()) : "";
}

}  // namespace

TEST_CASE("carehubctl: a case from the call to a closed visit, and its journal proves it", "[ctl][live]") {
  Hub hub;
  const std::string number =
      number_in(hub.done({"do", "new", "--source", "call_for_care", "--narrative", "Confused since Friday", "--place",
                          "50.70,-1.30", "--nhs-number", "9990000018", "--age", "83", "--need", "crisis", "nurse"}));
  hub.done({"do", "ON", "CR2"});
  const boost::json::value taken = hub.case_in_state(number);
  CHECK(text_at(taken.at("referral"), "narrative") == "Confused since Friday");
  CHECK(taken.at("referral").at("person").at("nhs_number").as_string() == "9990000018");
  CHECK(text_at(taken, "status") != "received");
  hub.done({"do", "A", number, "CR2", "nearest nurse"});
  CHECK(text_at(hub.case_in_state(number), "status") == "allocated");
  hub.done({"do", "AC", "CR2", number});
  hub.done({"do", "EN", "CR2"});
  CHECK(text_at(hub.case_in_state(number), "status") == "en_route");
  hub.done({"do", "OS", "CR2"});
  hub.done({"do", "N", number, "key with the neighbour at 12"});
  hub.done({"do", "CL", "CR2", "seen"});
  CHECK(text_at(hub.case_in_state(number), "status") == "completed");

  const std::vector<boost::json::value> exported = parsed_lines(hub.done({"export"}));
  REQUIRE(exported.size() == 1);
  const std::string history = boost::json::serialize(exported[0].at("history"));
  CHECK(history.find("key with the neighbour at 12") != std::string::npos);
  CHECK(exported[0].at("history").as_array().size() >= 6);

  hub.stop();
  const Output proof = ctl({"verify", hub.data()});
  INFO(proof.err);
  CHECK(proof.status == 0);
  for (const char* word : {"events", "last sequence", "chain head", "digest"})
    CHECK(proof.out.find(word) != std::string::npos);
  const boost::json::value verified = parsed(ctl({"verify", "--json", hub.data() + "/journal.db"}).out);
  CHECK(verified.at("ok").as_bool());
  const Output digest = ctl({"replay-check", hub.data()});
  CHECK(digest.out == std::string(verified.at("digest").as_string().c_str()) + "\n");
}

TEST_CASE("carehubctl: a refusal is said in words, and nothing is changed", "[ctl][live]") {
  Hub hub;
  const std::string number = number_in(hub.done({"do", "new", "--source", "police", "--narrative", "Found wandering"}));
  const Output refused = hub.ask({"do", "--role", "manager", "N", number, "hello"});
  CHECK(refused.status != 0);
  CHECK_FALSE(refused.err.empty());
  const Output unknown = hub.ask({"do", "A", "999999", "CR2"});
  CHECK(unknown.status != 0);
  CHECK(unknown.err.find("999999") != std::string::npos);
  const Output json = hub.ask({"do", "--json", "OFF", "CR2"});
  CHECK(json.status == 1);
  CHECK_FALSE(parsed(json.out).at("accepted").as_bool());
  CHECK(text_at(hub.case_in_state(number), "status") == "received");
}

TEST_CASE("carehubctl: state, board and watch show what the role may see", "[ctl][live]") {
  Hub hub;
  hub.done({"do", "new", "--source", "care_home", "--narrative", "Slipped from the chair", "--name", "Mabel Invented"});
  const boost::json::value state = hub.state();
  for (const char* part : {"hub", "cases", "teams", "places", "services", "alerts"})
    CHECK(state.as_object().contains(part));
  CHECK(state.at("teams").as_array().size() > 3);
  const std::string watched = hub.done({"watch", "--once"});
  CHECK(watched.find("Isle of Wight") != std::string::npos);
  CHECK(watched.find("1001") != std::string::npos);
  const std::string board = hub.done({"state", "--role", "manager"});
  CHECK(board.find("Mabel") == std::string::npos);
  CHECK(board.find("Slipped") == std::string::npos);
  CHECK(parsed(board).at("cases").as_array().empty());
}

TEST_CASE("carehubctl: why says who was chosen and why nobody else", "[ctl][live]") {
  Hub hub;
  hub.done({"do", "new", "--source", "care_home", "--narrative", "Confused since the morning", "--place", "50.73,-1.16",
            "--need", "crisis"});
  for (const char* team : {"CR1", "CR2"}) static_cast<void>(hub.ask({"do", "ON", team}));  // on duty already, or now
  const std::string why = hub.done({"why", "1001"});
  CHECK(why.find("1001: ") != std::string::npos);
  CHECK(why.find("Chosen") != std::string::npos);
  CHECK(why.find("not chosen: ") != std::string::npos);
  CHECK(why.find("Cannot") != std::string::npos);
  CHECK(parsed(hub.done({"why", "1001", "--json"})).as_object().contains("offered"));
  CHECK(hub.done({"why", "1001", "--at", "+0"}).find("Chosen") != std::string::npos);
  CHECK(hub.ask({"why", "1001", "--at", "noon"}).err.find("write a time such as 14:05") != std::string::npos);
  CHECK(hub.ask({"why", "1001", "--at", "-120"}).err.find("was not then in the picture") != std::string::npos);
  const Output unknown = hub.ask({"why", "4711"});
  CHECK(unknown.status == 1);
  CHECK(unknown.err.find("4711") != std::string::npos);
}

TEST_CASE("verify: an edited journal is named with its sequence number", "[ctl][live]") {
  Hub hub;
  for (int i = 0; i < 5; ++i) hub.done({"do", "new", "--source", "police", "--narrative", "Needle in the haystack"});
  hub.stop();
  const std::string file = hub.data() + "/journal.db";
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  // Everywhere: SQLite leaves old copies in pages that nobody reads any more.
  const std::string_view needle = "Needle in the haystack";
  REQUIRE(bytes.find(needle) != std::string::npos);
  for (auto at = bytes.find(needle); at != std::string::npos; at = bytes.find(needle, at)) bytes[at] = 'n';
  std::ofstream(file, std::ios::binary) << bytes;
  const Output proof = ctl({"verify", hub.data()});
  CHECK(proof.status == 1);
  CHECK(proof.err.find("sequence") != std::string::npos);
}

}  // namespace carehub::tests
