#pragma once
// Whom to ring, each number once and in words. Pure.

#include <string>
#include <vector>

#include "protocols/domain/referral.hpp"

namespace carehub::console {

// An updated message brings the contacts again, spelt a little differently: the same number is one contact, with
// whatever is known of it from any of them. Contacts without a number are the same if their names are. The order stays.
[[nodiscard]] std::vector<Contact> merged_contacts(const std::vector<Contact>& contacts);
// Lines of professionals are for those who work with them. Source: NHS Directory of Services, hidden from
// non-clinicians.
[[nodiscard]] bool sees_non_public(Role role);
// "emergency contact" for the code "EP" of a message; words stay what they are.
[[nodiscard]] std::string relation_words(const std::string& relation);

}  // namespace carehub::console
