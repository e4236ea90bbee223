#include "console/model/seen_cases.hpp"

#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::console;

namespace {
const Instant start{hours(24)};
const CaseId first_case{1042}, second_case{1043};
}  // namespace

TEST_CASE("seen cases: a case that stood there for two seconds was seen, one that was passed over was not", "[model]") {
  SeenCases seen;
  CHECK_FALSE(seen.look(first_case, start).has_value());
  CHECK_FALSE(seen.look(second_case, start + seconds(1)).has_value());
  CHECK_FALSE(seen.look(second_case, start + seconds(2)).has_value());
  CHECK(seen.look(second_case, start + seconds(3)) == second_case);
  CHECK_FALSE(seen.look(CaseId{}, start + seconds(90)).has_value());
}

TEST_CASE("seen cases: once a sitting, and again when it is looked at later", "[model]") {
  SeenCases seen;
  static_cast<void>(seen.look(first_case, start));
  CHECK(seen.look(first_case, start + seconds(2)) == first_case);
  CHECK_FALSE(seen.look(first_case, start + minutes(10)).has_value());
  static_cast<void>(seen.look(second_case, start + minutes(11)));
  static_cast<void>(seen.look(first_case, start + minutes(12)));
  CHECK_FALSE(seen.look(first_case, start + minutes(13)).has_value());
  CHECK(seen.look(first_case, start + minutes(33)) == first_case);  // it stands there still
}
