#include "dispatcher/core/filled.hpp"

#include <catch2/catch.hpp>
#include <limits>

using carehub::core::filled;

TEST_CASE("filled: a text is what fmt would make of it", "[core]") {
  const std::string name = "CR2";
  REQUIRE(filled("{} sent to {}, expected {}", name, 1042U, std::string_view("20:03")) ==
          "CR2 sent to 1042, expected 20:03");
  REQUIRE(filled("nothing to fill") == "nothing to fill");
  REQUIRE(filled("{}{}{}", "", name, "") == "CR2");
  REQUIRE(filled("{}", std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  REQUIRE(filled("{}", std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
}

TEST_CASE("filled: what is not plain is left to fmt", "[core]") {
  REQUIRE(filled("{:02}:{:02}", 7, 5) == "07:05");
  REQUIRE(filled("{1} after {0}", "first", "second") == "second after first");
  REQUIRE(filled("{{{}}}", "in braces") == "{in braces}");
  REQUIRE(filled("{} {{}}", 1) == "1 {}");
  REQUIRE(filled("{}, {}, {}", true, 'x', 2.5) == "true, x, 2.5");
  REQUIRE(filled("a {}, its braces kept", "{}") == "a {}, its braces kept");
}
