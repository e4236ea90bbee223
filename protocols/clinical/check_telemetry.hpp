#pragma once
// What is wrong with the table of readings and triggers: see check.hpp.

#include "protocols/clinical/check.hpp"

namespace carehub::clinical {

void check_telemetry(const ClinicalContent& content, std::vector<Finding>& findings);

}  // namespace carehub::clinical
