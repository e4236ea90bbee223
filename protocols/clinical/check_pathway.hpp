#pragma once
// The mistakes that one pathway can have by itself: a graph whose every way has to end.

#include "protocols/clinical/check.hpp"

namespace carehub::clinical {

void check_pathway(const ClinicalContent& content, const Pathway& pathway, std::vector<Finding>& findings);
// That its fact exists and can have the values that it names.
void check_condition(const ClinicalContent& content, const Condition& condition, const std::string& where,
                     std::vector<Finding>& findings);
// Requires: no loop.
[[nodiscard]] std::uint64_t count_ways(const Pathway& pathway);

}  // namespace carehub::clinical
