#pragma once
// Who is responsible for a case now: always somebody, in words for a screen.

#include <string>

#include "protocols/domain/case.hpp"
#include "protocols/domain/site.hpp"

namespace carehub {

enum class Owner {
  hub,
  ambulance,  // asked for validation and not answered yet, or handed back
  referrer,   // rejected back
  partner,    // referred on
  nobody,     // ended: nobody has to do anything
};

[[nodiscard]] Owner owner_of(const Case& c);
// "this hub", "the ambulance service RYE until it is answered", "back with Dr Obi": never empty.
[[nodiscard]] std::string owner_words(const Case& c, const Site& site);

}  // namespace carehub
