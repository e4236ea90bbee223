#pragma once
// A question of `carehubctl clinical route` from its JSON object.

#include <boost/json/object.hpp>

#include "tools/clinical/route.hpp"

namespace carehub::tools::clinical {

// {"at":"2026-11-23T19:40:00Z","age_years":81,"lat":50.73,"lon":-1.16,"source":"call_for_care","facts":{"need":"falls",...}}
// Errors: invalid_input, place = the member: a time without a zone, an age, a place or a fact that cannot be.
[[nodiscard]] Result<RouteQuestion> read_question(const ClinicalContent& content, const boost::json::object& from);

}  // namespace carehub::tools::clinical
