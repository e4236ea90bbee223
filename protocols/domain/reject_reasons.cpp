#include "protocols/domain/reject_reasons.hpp"

namespace carehub {

const std::vector<RejectReason>& reject_reasons() {
  static const std::vector<RejectReason> reasons = {
      {21, "Transport unsuitable", false, false},
      {22, "Capacity", false, false},
      {23, "Not clinically appropriate", true, true},
      {24, "Service declined", true, false},
      {26, "Patient choice", true, false},
      {27, "Could not contact service", false, false},
      {31, "No appointments", false, false},
      {32, "Appointments not suitable", false, false},
      {40, "Not eligible", true, false},
      {41, "Home visit wanted", false, false},
      {42, "Too far", false, false},
      {99, "Other", true, false},
  };
  return reasons;
}

const RejectReason* find_reject_reason(std::int32_t code) {
  for (const RejectReason& reason : reject_reasons()) {
    if (reason.code == code) return &reason;
  }
  return nullptr;
}

std::string reject_reasons_words() {
  std::string text;
  for (const RejectReason& reason : reject_reasons()) {
    if (!text.empty()) text += ", ";
    text += std::to_string(reason.code) + " " + std::string(reason.words);
  }
  return text;
}

}  // namespace carehub
