#include <catch2/catch.hpp>

#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/referral.hpp"

using namespace carehub;

TEST_CASE("NHS number: the check digit is modulus 11", "[domain]") {
  for (const auto* good : {"9990000018", "9990000026", "9990000034", "9990000042", "9990000107", "9990000115"})
    CHECK(read_nhs_number(good).status == NhsNumberStatus::well_formed);
  CHECK(read_nhs_number("9990000019").status == NhsNumberStatus::check_digit_wrong);
  // Stems whose check digit would be 10 have no number at all.
  for (const std::string stem : {"999000000", "999000014", "999000028"})
    for (char digit = '0'; digit <= '9'; ++digit)
      CHECK(read_nhs_number(stem + digit).status == NhsNumberStatus::check_digit_wrong);
}

TEST_CASE("NHS number: spacing is dropped, and what is no number is kept as it came", "[domain]") {
  CHECK(read_nhs_number(" 999 000-0018").digits == "9990000018");
  CHECK(read_nhs_number("1111111111").status == NhsNumberStatus::malformed);
  CHECK(read_nhs_number("99900").digits == "99900");
  CHECK(read_nhs_number("99900O0018").status == NhsNumberStatus::malformed);
  CHECK(read_nhs_number("  ").status == NhsNumberStatus::absent);
  CHECK(spaced_nhs_number("9990000018") == "999 000 0018");
  CHECK(spaced_nhs_number("99900") == "99900");
}

TEST_CASE("age: counted in birthdays, on 1 March for those of 29 February", "[domain]") {
  const auto day = [](int y, unsigned m, unsigned d) {
    const std::chrono::sys_days days{std::chrono::year{y} / static_cast<int>(m) / static_cast<int>(d)};
    return LocalDay{static_cast<std::int32_t>(days.time_since_epoch().count())};
  };
  Person person;
  CHECK(age_band(person, day(2026, 11, 22)) == "age not known");
  person.age_years = 83;
  CHECK(age_band(person, day(2026, 11, 22)) == "80s");
  person.born = day(1940, 2, 29);
  CHECK(age_years(person, day(2026, 2, 28)) == 85);
  CHECK(age_years(person, day(2026, 3, 1)) == 86);
  person.born = day(2026, 1, 1);
  CHECK(age_band(person, day(2026, 11, 22)) == "under 1");
  person.born = day(2030, 1, 1);  // not born yet: a slip of the pen
  CHECK(age_years(person, day(2026, 11, 22)) == 83);
}
