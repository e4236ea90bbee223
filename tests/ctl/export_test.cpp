// carehubctl export: the same from the running hub and, when it is down, from its journal.

#include <fstream>

#include "tests/ctl/program.hpp"

namespace carehub::tests {
namespace {

void play(const Hub& hub) {
  for (const char* story : {"Confused since Friday", "Slipped in the kitchen", "Catheter blocked"})
    hub.done(
        {"do", "new", "--source", "call_for_care", "--narrative", story, "--place", "50.70,-1.30", "--need", "nurse"});
  hub.done({"do", "ON", "CR2"});
  hub.done({"do", "A", "1001", "CR2", "nearest nurse"});
  hub.done({"do", "AC", "CR2", "1001"});
  hub.done({"do", "OS", "CR2"});
  hub.done({"do", "CL", "CR2", "seen"});
  hub.done({"do", "N", "1002", "key with the neighbour"});
  hub.done({"do", "CX", "1003", "family took him in"});
}

std::string online(const Hub& hub) {
  const Output output = hub.ask({"export"});
  INFO(output.err);
  REQUIRE(output.status == 0);
  CHECK(output.err == "carehubctl: 3 cases from the running hub\n");
  CHECK(parsed_lines(output.out).size() == 3);
  return output.out;
}

void check_from_journal(const Hub& hub, const std::string& expected) {
  const Output output = hub.ask({"export"});
  CHECK(output.status == 0);
  CHECK(output.out == expected);
  CHECK(output.err.find("3 cases from the journal in " + hub.data()) != std::string::npos);
  CHECK(output.err.find("no dispatcher is running there") != std::string::npos);
}

}  // namespace

TEST_CASE("export: the same with the hub running and after a clean stop", "[ctl][live]") {
  Hub hub;
  play(hub);
  const std::string expected = online(hub);
  hub.stop();
  check_from_journal(hub, expected);
  check_from_journal(hub, expected);  // the first one changed nothing
  CHECK(ctl({"verify", hub.data()}).status == 0);
}

TEST_CASE("export: the same after the dispatcher was killed", "[ctl][live]") {
  Hub hub;
  play(hub);
  const std::string expected = online(hub);
  hub.kill_now();
  check_from_journal(hub, expected);
}

TEST_CASE("export: a damaged journal gives what came before the damage, and says so", "[ctl][live]") {
  Hub hub;
  play(hub);
  const std::string expected = online(hub);
  hub.stop();
  const std::string file = hub.data() + "/journal.db";
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const std::size_t at = bytes.find("family took him in");
  REQUIRE(at != std::string::npos);
  bytes[at] = 'F';
  std::ofstream(file, std::ios::binary) << bytes;
  const Output output = hub.ask({"export"});
  CHECK(output.status == 1);
  CHECK(output.err.find("the journal is good up to sequence") != std::string::npos);
  const auto cases = parsed_lines(output.out);
  REQUIRE(cases.size() == 3);
  CHECK(cases[2].at("status").as_string() != "cancelled");
  const auto whole = parsed_lines(expected);
  CHECK(cases[0] == whole[0]);
  // Its answer may be another one by then: 1003 no longer stands before it in anybody's plan.
  CHECK(cases[1].at("referral") == whole[1].at("referral"));
}

}  // namespace carehub::tests
