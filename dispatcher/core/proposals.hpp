#pragma once
// Small questions about what is proposed for a case.

#include <string>

#include "protocols/domain/case.hpp"

namespace carehub::core {

// What an answer offers of the very unit that was proposed before; null: nothing any more.
[[nodiscard]] const Candidate* offer_of(const Explanation& found, const Assignment& assignment);
// Why it is not offered any more, in words.
[[nodiscard]] std::string why_gone(const Explanation& found, const Assignment& assignment);
[[nodiscard]] bool is_proposed(const Case& c);
// By a minute or more, or known and not known: what a person should see.
[[nodiscard]] bool differs(std::optional<Instant> a, std::optional<Instant> b);
// In nobody's plan: held back, or with somebody who is no team and no place.
[[nodiscard]] bool is_apart(const Case& c);

// Part of the plan: it waits, its need is known, and the community may help.
[[nodiscard]] bool is_plannable(const Case& c);

}  // namespace carehub::core
