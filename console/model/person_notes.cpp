#include "console/model/person_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace carehub::console {
namespace {

constexpr std::int32_t adult_years = 18;
constexpr std::int32_t soon_days = 30;

// Whoever is born on 29 February is of age on 1 March.
std::optional<LocalDay> eighteenth_birthday(const Person& person) {
  if (!person.born) return std::nullopt;
  using namespace std::chrono;
  const year_month_day born{sys_days{days{person.born->days}}};
  const year_month_day birthday = born + years{adult_years};
  const sys_days day = birthday.ok() ? sys_days{birthday} : sys_days{birthday.year() / March / 1};
  return LocalDay{static_cast<std::int32_t>(day.time_since_epoch().count())};
}

std::string birthday_text(const Person& person, LocalDay today) {
  const auto birthday = eighteenth_birthday(person);
  if (!birthday || *birthday <= today || birthday->days - today.days > soon_days) return {};
  const auto left = birthday->days - today.days;
  return fmt::format("Is 17, turns 18 {}: other services from that day",
                     left == 1 ? std::string("tomorrow") : fmt::format("in {} days", left));
}

bool wears_wristband(const Referral& referral, const Triage* triage) {
  if (std::ranges::count(referral.flags, FlagKind::wristband, &Flag::kind) > 0) return true;
  return triage != nullptr && std::ranges::count(triage->facts, KnownFact{"wristband", "yes"}) > 0;
}

}  // namespace

std::vector<std::string> person_notes(const Referral& referral, const Triage* triage, LocalDay today) {
  std::vector<std::string> notes;
  if (!referral.person.communication_needs.empty())
    notes.push_back("Communication: " + referral.person.communication_needs);
  if (wears_wristband(referral, triage)) notes.emplace_back("Wears a Safe Haven wristband: do not ask them to explain");
  if (auto text = birthday_text(referral.person, today); !text.empty()) notes.push_back(std::move(text));
  return notes;
}

}  // namespace carehub::console
