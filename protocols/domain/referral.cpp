#include "protocols/domain/referral.hpp"

#include <fmt/format.h>

namespace carehub {
namespace {

std::chrono::year_month_day date_of(LocalDay day) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day.days}}};
}

// Someone born on 29 February has their birthday on 1 March in other years, as the law has it.
std::int32_t years_between(LocalDay born, LocalDay today) {
  const auto birth = date_of(born);
  const auto now = date_of(today);
  const auto years = static_cast<int>(now.year()) - static_cast<int>(birth.year());
  const bool before_birthday = std::pair{now.month(), now.day()} < std::pair{birth.month(), birth.day()};
  return before_birthday ? years - 1 : years;
}

}  // namespace

std::optional<std::int32_t> age_years(const Person& person, LocalDay today) {
  if (person.born && *person.born <= today) return years_between(*person.born, today);
  return person.age_years;
}

std::optional<std::int32_t> age_days(const Person& person, LocalDay today) {
  if (person.born && *person.born <= today) return today.days - person.born->days;
  if (!person.age_years) return std::nullopt;
  return static_cast<std::int32_t>(std::int64_t{*person.age_years} * 1461 / 4);
}

std::string age_band(const Person& person, LocalDay today) {
  const auto age = age_years(person, today);
  if (!age) return "age not known";
  if (*age < 1) return "under 1";
  if (*age < 10) return "1 to 9";
  if (*age >= 100) return "100 or over";
  return fmt::format("{}s", *age / 10 * 10);
}

}  // namespace carehub
