#include "protocols/domain/ownership.hpp"

#include <fmt/format.h>

namespace carehub {

namespace {

bool answered(const Case& c) {
  return c.accepted || (is_open(c.status) && !is_waiting(c));
}

std::string ambulance_words(const Case& c, const Site& site) {
  const std::string& code = c.referral.ambulance.requester;
  for (const Organisation& one : site.organisations)
    if (one.ods == code) return one.name;
  return code.empty() ? "the ambulance service" : code;
}

std::string referrer_words(const Case& c) {
  return c.referral.referrer.empty() ? "whoever referred" : c.referral.referrer;
}

}  // namespace

Owner owner_of(const Case& c) {
  const bool validation = c.referral.ambulance.validation;
  if (is_open(c.status)) return validation && !answered(c) ? Owner::ambulance : Owner::hub;
  if (c.returned_to_ambulance) return Owner::ambulance;
  if (c.status == CaseStatus::rejected) return Owner::referrer;
  return c.status == CaseStatus::referred_on ? Owner::partner : Owner::nobody;
}

std::string owner_words(const Case& c, const Site& site) {
  switch (owner_of(c)) {
    case Owner::hub:
      return "this hub";
    case Owner::ambulance:
      return is_open(c.status) ? fmt::format("{}, until this hub answers", ambulance_words(c, site))
                               : fmt::format("back with {}", ambulance_words(c, site));
    case Owner::referrer:
      return fmt::format("back with {}", referrer_words(c));
    case Owner::partner:
      return "the service it was referred on to";
    case Owner::nobody:
      return "nobody: it has ended";
  }
  return "this hub";
}

}  // namespace carehub
