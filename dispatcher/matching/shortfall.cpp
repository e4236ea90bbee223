#include "dispatcher/matching/shortfall.hpp"

#include <map>

#include "protocols/domain/words.hpp"

namespace carehub::matching {
namespace {

// Reasons that more capacity would end; a wrong age or need would not.
bool is_capacity(NotOfferedReason reason) {
  switch (reason) {
    case NotOfferedReason::red_flag:
    case NotOfferedReason::wrong_need:
    case NotOfferedReason::too_young:
    case NotOfferedReason::too_old:
    case NotOfferedReason::wrong_area:
    case NotOfferedReason::beyond_limit:
      return false;
    default:
      return true;
  }
}

std::string_view short_words(NotOfferedReason reason) {
  switch (reason) {
    case NotOfferedReason::excluded:
      return "excluded";
    case NotOfferedReason::skill_missing:
      return "without the skill";
    case NotOfferedReason::off_duty:
      return "off duty";
    case NotOfferedReason::shift_ends:
      return "shift ends first";
    case NotOfferedReason::on_break:
      return "on a break";
    case NotOfferedReason::busy:
      return "busy";
    case NotOfferedReason::closed:
      return "closed";
    case NotOfferedReason::last_entry_passed:
      return "last entry passed";
    case NotOfferedReason::last_referral_passed:
      return "last referral passed";
    case NotOfferedReason::full:
      return "full";
    case NotOfferedReason::capacity_unknown:
      return "capacity unknown";
    case NotOfferedReason::cannot_travel:
      return "the person cannot travel";
    case NotOfferedReason::unreachable:
      return "out of reach";
    case NotOfferedReason::not_accepting:
      return "not accepting";
    case NotOfferedReason::no_free_slot:
      return "no free slot";
    default:
      return "not available";
  }
}

}  // namespace

std::string shortfall_words(const Explanation& explanation, bool only_last_resort) {
  if (!only_last_resort && !explanation.offered.empty()) {
    const auto& first = explanation.offered.front();
    return fmt::format("the earliest, {}, arrives {} after the target", first.unit, age_text(-first.slack_s));
  }
  std::map<std::string_view, int> counts;
  for (const auto& line : explanation.not_offered)
    if (is_capacity(line.reason)) ++counts[short_words(line.reason)];
  if (counts.empty()) return "no service of this hub takes this need here";
  std::string text = "nobody can come:";
  for (const auto& [reason, count] : counts)
    text += fmt::format("{} {} {}", text.back() == ':' ? "" : ",", count, reason);
  return text;
}

}  // namespace carehub::matching
