#include "protocols/domain/postcode.hpp"

#include <catch2/catch.hpp>

using namespace carehub;

TEST_CASE("postcode: the six shapes of a district", "[domain]") {
  for (const char* good : {"M5", "M28", "PO30", "NG1", "W1A", "SW1A", "ZZ99"}) {
    INFO(good);
    CHECK(is_postcode_district(good));
  }
  for (const char* bad : {"", "Q1", "V12", "X1", "AI3", "AZ3", "W1I", "SW1C", "PO300", "po30", "30PO", "P", "PO 30"}) {
    INFO(bad);
    CHECK_FALSE(is_postcode_district(bad));
  }
}

TEST_CASE("postcode: whole postcodes with one space", "[domain]") {
  for (const char* good : {"PO30 1SS", "GIR 0AA", "ZZ99 3VZ", "M1 1AA"}) CHECK(is_postcode(good));
  for (const char* bad : {"PO301SS", "PO30  1SS", "PO30 1CS", "PO30 1SI", "PO30 SS1", "PO30"})
    CHECK_FALSE(is_postcode(bad));
}

TEST_CASE("ods: shapes that are in use", "[domain]") {
  for (const char* good : {"R1F", "R1F01", "RHA", "G82080", "FA123", "8HX01", "V1234"})
    CHECK(looks_like_ods_code(good));
  for (const char* bad : {"", "R1", "r1f", "trust", "R1F012", "1234567", "R1 F"}) CHECK_FALSE(looks_like_ods_code(bad));
}

TEST_CASE("postcode: written as it should be, or nothing", "[domain]") {
  CHECK(tidy_postcode("po301ss") == "PO30 1SS");
  CHECK(tidy_postcode(" PO30  1SS ") == "PO30 1SS");
  CHECK(tidy_postcode("m11aa") == "M1 1AA");
  for (const char* bad : {"", "PO30", "1SS", "somewhere", "PO30 1CI", "QQ1 1AA", "\xF0\x9F\x98\x80"})
    CHECK_FALSE(tidy_postcode(bad));
}
