#include "dispatcher/core/red_flags.hpp"

#include <fmt/format.h>

#include "dispatcher/core/phrases.hpp"

namespace carehub::core {
namespace {

constexpr std::string_view what_to_do = "take 999, or triage it again if an answer was wrong";

std::string red_flag_stands(const Site& site, const Case& c) {
  return fmt::format("{} has a red flag ({}): only 999 may be sent", c.id.value,
                     shortened(why_999(c, site.clinical), 200));
}

}  // namespace

std::optional<Refusal> refuse_other_than_999(const Site& site, const Case& c, Role role, const ServiceId& service,
                                             std::string_view reason) {
  if (!red_flagged(c)) return std::nullopt;
  const auto* config = find_service(site, service);
  if (config != nullptr && config->takes_red_flags) return std::nullopt;
  if (role == Role::navigator && !blank(reason)) return std::nullopt;
  return Refusal{RefusalCode::red_flag, fmt::format("{}; {}; a clinical navigator can decide otherwise, with a reason",
                                                    red_flag_stands(site, c), what_to_do)};
}

std::optional<Refusal> refuse_end_without_999(const Site& site, const Case& c, Role role, std::string_view said) {
  if (!red_flagged(c) || is_with_999(c, site)) return std::nullopt;
  if (role == Role::navigator && !reason_against_999(said).empty()) return std::nullopt;
  return Refusal{RefusalCode::red_flag,
                 fmt::format("{}; {}; a clinical navigator can decide otherwise by writing \"{}\" and why after it",
                             red_flag_stands(site, c), what_to_do, against_999)};
}

std::optional<std::string> ended_without_999(const Site& site, const Case& c, std::string_view said) {
  if (!red_flagged(c) || is_with_999(c, site)) return std::nullopt;
  const auto reason = reason_against_999(said);
  if (reason.empty()) return std::nullopt;
  return fmt::format("{}: closed without 999 despite a red flag ({}); {} {}", c.id.value,
                     shortened(why_999(c, site.clinical), 200), against_999, shortened(reason, 200));
}

}  // namespace carehub::core
