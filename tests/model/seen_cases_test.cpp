#include "console/model/seen_cases.hpp"

#include <catch2/catch.hpp>

using namespace carehub;
using namespace carehub::console;

namespace {
const Instant start{hours(24)};
const CaseId one{1042}, other{1043};
}  // namespace

TEST_CASE("seen cases: a case that stood there for two seconds was seen, one that was passed over was not", "[model]") {
  SeenCases seen;
  CHECK_FALSE(seen.look(one, start).has_value());
  CHECK_FALSE(seen.look(other, start + seconds(1)).has_value());
  CHECK_FALSE(seen.look(other, start + seconds(2)).has_value());
  CHECK(seen.look(other, start + seconds(3)) == other);
  CHECK_FALSE(seen.look(CaseId{}, start + seconds(90)).has_value());
}

TEST_CASE("seen cases: once a sitting, and again when it is looked at later", "[model]") {
  SeenCases seen;
  static_cast<void>(seen.look(one, start));
  CHECK(seen.look(one, start + seconds(2)) == one);
  CHECK_FALSE(seen.look(one, start + minutes(10)).has_value());
  static_cast<void>(seen.look(other, start + minutes(11)));
  static_cast<void>(seen.look(one, start + minutes(12)));
  CHECK_FALSE(seen.look(one, start + minutes(13)).has_value());
  CHECK(seen.look(one, start + minutes(33)) == one);  // it stands there still
}
