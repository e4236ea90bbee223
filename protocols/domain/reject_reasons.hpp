#pragma once
// The standard reasons to reject a referral.
// Source: NHS Directory of Services reject reasons (domain facts 03; BaRS code system dos-rejected-reasons-bars).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace carehub {

struct RejectReason {
  std::int32_t code = 99;
  std::string_view words;
  bool comment_required = false;
  bool clinician_only = false;
};

[[nodiscard]] const std::vector<RejectReason>& reject_reasons();
[[nodiscard]] const RejectReason* find_reject_reason(std::int32_t code);
[[nodiscard]] std::string reject_reasons_words();  // "21 Transport unsuitable, 22 Capacity ..."

}  // namespace carehub
