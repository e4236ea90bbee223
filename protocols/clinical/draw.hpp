#pragma once
// A pathway as a picture that a clinician can review: questions downward, outcomes by colour and by word.

#include <string>

#include "protocols/domain/clinical.hpp"

namespace carehub::clinical {

// SVG 1.1. Requires: no errors in check().
[[nodiscard]] std::string draw(const ClinicalContent& content, const Pathway& pathway);

}  // namespace carehub::clinical
