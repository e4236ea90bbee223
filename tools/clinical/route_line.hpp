#pragma once
// A route as a JSON object.

#include <boost/json/object.hpp>

#include "tools/clinical/route.hpp"

namespace carehub::tools::clinical {

// {"outcome":"service","services":[{"service":"falls_response","ready":true,"eta_min":23,"target_min":120},...],
//  "never":["safe_haven",..],"rules":["falls.lift",..],...}
[[nodiscard]] boost::json::object written(const Route& route);

}  // namespace carehub::tools::clinical
