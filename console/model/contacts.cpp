#include "console/model/contacts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "console/model/text.hpp"

namespace carehub::console {
namespace {

// What makes it the same line: "+44 (0)1632 960111" is "01632 960111", and an address of mail is itself.
std::string line_of(std::string_view phone) {
  if (phone.contains('@')) return lower(trimmed(phone));
  std::string digits;
  for (const char c : phone)
    if (c >= '0' && c <= '9') digits += c;
  for (const std::string_view abroad : {"0044", "44"})
    if (digits.starts_with(abroad) && digits.size() >= abroad.size() + 9) {
      digits.erase(0, abroad.size());
      return digits.starts_with('0') ? digits : "0" + digits;
    }
  return digits.empty() ? lower(trimmed(phone)) : digits;
}

bool is_same(const Contact& a, const Contact& b) {
  const auto line = line_of(a.phone);
  if (line != line_of(b.phone)) return false;
  return !line.empty() || same_word(trimmed(a.name), trimmed(b.name));
}

void add_word(std::string& words, const std::string& more) {
  if (more.empty() || lower(words).contains(lower(more))) return;
  words += words.empty() ? more : ", " + more;
}

void merge(Contact& into, const Contact& more) {
  add_word(into.name, more.name);
  add_word(into.relation, relation_words(more.relation));
  into.call_back = into.call_back || more.call_back;
  into.non_public = into.non_public || more.non_public;
}

}  // namespace

bool sees_non_public(Role role) {
  return role == Role::navigator || role == Role::operator_ || role == Role::admin || role == Role::auditor;
}

std::string relation_words(const std::string& relation) {
  // HL7 v2 table 0131, contact role, as the messages send it.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> codes{{{"BP", "billing contact"},
                                                                                       {"C", "emergency contact"},
                                                                                       {"CP", "contact person"},
                                                                                       {"E", "employer"},
                                                                                       {"EP", "emergency contact"},
                                                                                       {"N", "next of kin"},
                                                                                       {"O", "other"},
                                                                                       {"PR", "person who refers"},
                                                                                       {"U", ""}}};
  const auto known = std::ranges::find(codes, relation, &std::pair<std::string_view, std::string_view>::first);
  return known == codes.end() ? relation : std::string(known->second);
}

std::vector<Contact> merged_contacts(const std::vector<Contact>& contacts) {
  std::vector<Contact> merged;
  for (const auto& contact : contacts) {
    const auto known = std::ranges::find_if(merged, [&](const Contact& one) { return is_same(one, contact); });
    if (known != merged.end()) {
      merge(*known, contact);
      continue;
    }
    merged.push_back(contact);
    merged.back().relation = relation_words(contact.relation);
  }
  return merged;
}

}  // namespace carehub::console
