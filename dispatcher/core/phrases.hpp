#pragma once
// The core's own sentences: who did it, when, and the refusals' figures, as people say them.

#include <string>
#include <string_view>

#include "protocols/domain/command.hpp"
#include "protocols/domain/event.hpp"

namespace carehub::core {

// "M. Cole (navigator)", "CR2", "hub": who stands behind a stamp.
[[nodiscard]] std::string who(const Actor& actor);
// "m.cole" is "M. Cole"; a call sign stays as it is.
[[nodiscard]] std::string person_words(std::string_view user);
// "team CR2", "Newport Safe Haven", "out-of-hours GP": a unit by its name.
[[nodiscard]] std::string unit_words(const Site& site, const Assignment& assignment);
[[nodiscard]] std::string service_words(const Site& site, const ServiceId& id);
[[nodiscard]] std::string place_words(const Site& site, const PlaceId& id);
// "partner answered: rejected, RRNA"
[[nodiscard]] std::string answer_words(std::string_view kind, std::string_view reason, std::string_view note);
// Cuts to whole characters of UTF-8.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);
// "closed: no longer needed"; the text alone where there is no reason.
[[nodiscard]] std::string with_reason(std::string text, std::string_view reason);
[[nodiscard]] bool blank(std::string_view text);
// "one, two and three"
[[nodiscard]] std::string listed(const std::vector<std::string>& items);

// "19:42"; of another day "24 Nov 19:42", of another year "24 Nov 2021 19:42".
[[nodiscard]] std::string clock_words(const Calendar& calendar, Instant at, Instant now);

}  // namespace carehub::core
