#include "protocols/site/postcode.hpp"

#include <catch2/catch.hpp>

using namespace carehub::site;

TEST_CASE("postcode: the six shapes of a district", "[site]") {
  for (const char* good : {"M5", "M28", "PO30", "NG1", "W1A", "SW1A", "ZZ99"}) {
    INFO(good);
    CHECK(is_postcode_district(good));
  }
  for (const char* bad : {"", "Q1", "V12", "X1", "AI3", "AZ3", "W1I", "SW1C", "PO300", "po30", "30PO", "P", "PO 30"}) {
    INFO(bad);
    CHECK_FALSE(is_postcode_district(bad));
  }
}

TEST_CASE("postcode: whole postcodes with one space", "[site]") {
  for (const char* good : {"PO30 1SS", "GIR 0AA", "ZZ99 3VZ", "M1 1AA"}) CHECK(is_postcode(good));
  for (const char* bad : {"PO301SS", "PO30  1SS", "PO30 1CS", "PO30 1SI", "PO30 SS1", "PO30"})
    CHECK_FALSE(is_postcode(bad));
}

TEST_CASE("ods: shapes that are in use", "[site]") {
  for (const char* good : {"R1F", "R1F01", "RHA", "G82080", "FA123", "8HX01", "V1234"})
    CHECK(looks_like_ods_code(good));
  for (const char* bad : {"", "R1", "r1f", "trust", "R1F012", "1234567", "R1 F"}) CHECK_FALSE(looks_like_ods_code(bad));
}
