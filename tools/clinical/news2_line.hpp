#pragma once
// One set of observations as a JSON object, and what it scores.

#include <boost/json/object.hpp>

#include "protocols/clinical/news2.hpp"

namespace carehub::tools::clinical {

// {"resp_rate":22,"spo2":94,"spo2_scale":1,"on_oxygen":false,"systolic":105,"pulse":112,"acvpu":"A","temperature":38.4,
// "age_years":79}; every member may be missing.
// Errors: invalid_input for a value that nobody can have.
[[nodiscard]] Result<carehub::clinical::Observations> read_observations(const boost::json::object& from);

[[nodiscard]] boost::json::object written(const carehub::clinical::News2& score);

}  // namespace carehub::tools::clinical
