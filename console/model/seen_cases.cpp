#include "console/model/seen_cases.hpp"

namespace carehub::console {

std::optional<CaseId> SeenCases::look(CaseId shown, Instant now) {
  if (shown != shown_) {
    shown_ = shown;
    since_ = now;
  }
  if (!shown.given() || now - since_ < a_look) return std::nullopt;
  if (const auto told = told_.find(shown); told != told_.end() && now - told->second < one_sitting) return std::nullopt;
  std::erase_if(told_, [&](const auto& entry) { return now - entry.second >= one_sitting; });
  told_[shown] = now;
  return shown;
}

}  // namespace carehub::console
