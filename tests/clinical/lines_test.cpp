#include "tools/clinical/lines.hpp"

#include <boost/json.hpp>
#include <sstream>

#include "tests/clinical/shipped.hpp"
#include "tools/clinical/news2_line.hpp"

using namespace carehub;
namespace json = boost::json;

namespace {

std::vector<json::object> answered(const std::string& lines) {
  std::istringstream in(lines);
  std::ostringstream out;
  tools::clinical::answer_lines(in, out, [](const json::object& from) -> Result<json::object> {
    CAREHUB_TRY(const auto set, tools::clinical::read_observations(from));
    return tools::clinical::written(clinical::news2_of(test::shipped_content().news2, set));
  });
  std::vector<json::object> all;
  std::istringstream results(out.str());
  for (std::string line; std::getline(results, line);) all.push_back(json::parse(line).as_object());
  return all;
}

}  // namespace

TEST_CASE("clinical lines: one line in, one line out, with the same id", "[clinical]") {
  const auto all = answered(
      R"({"id":"n1","resp_rate":22,"spo2":94,"spo2_scale":1,"on_oxygen":false,"systolic":105,"pulse":112,"acvpu":"A","temperature":38.4,"age_years":79})"
      "\n\n"
      R"({"id":7,"resp_rate":22})"
      "\n");
  REQUIRE(all.size() == 2);
  CHECK(all[0].at("id") == "n1");
  CHECK(all[0].at("score") == 7);
  CHECK(all[0].at("risk") == "high");
  CHECK(all[0].at("parts").at("resp_rate") == 2);
  CHECK(all[0].at("complete") == true);
  CHECK(all[1].at("id") == 7);
  CHECK(all[1].at("at_least") == 2);
  CHECK_FALSE(all[1].contains("score"));
  CHECK_FALSE(all[1].contains("risk"));
}

TEST_CASE("clinical lines: what cannot be read is answered with what is wrong, and the rest goes on", "[clinical]") {
  const auto all = answered(
      "not json\n[1]\n{\"id\":\"a\",\"spo2\":140}\n{\"id\":\"b\",\"acvpu\":\"X\"}\n"
      "{\"id\":\"c\",\"on_oxygen\":\"yes\"}\n{\"id\":\"d\",\"pulse\":70.5}\n{\"id\":\"e\"}\n");
  REQUIRE(all.size() == 7);
  CHECK(all[0].at("id").is_null());
  CHECK(all[0].at("error").as_string().starts_with("line 1: is not JSON"));
  CHECK(all[2].at("error") == "spo2: 140 is not possible; give 20 to 100");
  CHECK(all[3].at("error") == "acvpu: 'X' is not one of A, C, V, P, U");
  CHECK(all[4].at("error") == "on_oxygen: is not true or false");
  CHECK(all[5].at("error") == "pulse: is not a whole number");
  CHECK(all[6].at("at_least") == 0);
}

TEST_CASE("clinical lines: temperatures count to a tenth of a degree", "[clinical]") {
  const auto all = answered("{\"temperature\":38.04}\n{\"temperature\":38.1}\n{\"temperature\":35}\n");
  CHECK(all[0].at("parts").at("temperature") == 0);
  CHECK(all[1].at("parts").at("temperature") == 1);
  CHECK(all[2].at("parts").at("temperature") == 3);
}

TEST_CASE("clinical lines: a child is no number", "[clinical]") {
  const auto all = answered("{\"id\":\"k\",\"age_years\":9,\"resp_rate\":40}\n");
  CHECK(all[0].at("applicable") == false);
  CHECK_FALSE(all[0].contains("score"));
  CHECK_FALSE(all[0].contains("at_least"));
}
