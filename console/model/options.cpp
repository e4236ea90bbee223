#include "console/model/options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

std::string title_of(const Candidate& candidate, const Picture& picture) {
  const auto name = unit_name(picture, candidate.kind, candidate.unit);
  if (candidate.kind != UnitKind::team) return name;
  const auto* config = find_team(*picture.site, TeamId{candidate.unit});
  return config == nullptr || config->name.empty() ? name : name + " " + config->name;
}

std::string kind_words(UnitKind kind) {
  if (kind == UnitKind::slot) return "booked slot";
  if (kind == UnitKind::queue) return "in its queue";
  return {};
}

std::string detail_of(const Candidate& candidate) {
  std::vector<std::string> parts;
  parts.push_back(candidate.slack_s < 0 ? "late by " + age_text(-candidate.slack_s)
                                        : age_text(candidate.slack_s) + " inside target");
  if (candidate.breach_permille) parts.push_back(fmt::format("breach {}%", (*candidate.breach_permille + 5) / 10));
  if (candidate.after.given()) parts.push_back(fmt::format("after {}", candidate.after.value));
  if (candidate.wait_s >= 60) parts.push_back(fmt::format("waits {}", age_text(candidate.wait_s)));
  if (candidate.position_age_s && *candidate.position_age_s > 60)
    parts.push_back(fmt::format("position {} old", age_text(*candidate.position_age_s)));
  if (auto kind = kind_words(candidate.kind); !kind.empty()) parts.push_back(std::move(kind));
  return joined(parts, " · ");
}

OptionLine line_of(const Candidate& candidate, int digit, const Picture& picture, Instant now) {
  return {
      .digit = digit,
      .candidate = candidate,
      .title = title_of(candidate, picture),
      .arrival = clock_text(picture.site->calendar, candidate.arrival),
      .minutes = age_text(std::max<std::int64_t>(0, whole_seconds(candidate.arrival - now))),
      .detail = detail_of(candidate),
      .late = candidate.late || candidate.slack_s < 0,
  };
}

}  // namespace

OptionLines make_options(const Case& c, const Explanation* live, const Picture& picture, Instant now) {
  OptionLines lines;
  const auto* explanation = live != nullptr ? live : (c.explanation ? &*c.explanation : nullptr);
  if (explanation == nullptr) {
    lines.note = c.triage ? "asking the hub" : "not triaged yet: say what the person needs first";
    return lines;
  }
  int digit = 0;
  for (const auto& candidate : explanation->offered) {
    ++digit;
    lines.offered.push_back(line_of(candidate, digit <= 9 ? digit : 0, picture, now));
  }
  for (const auto& one : explanation->not_offered) {
    const auto* service = one.unit.empty() ? find_service(*picture.site, one.service) : nullptr;
    lines.not_offered.push_back(
        {service != nullptr ? service->name : unit_name(picture, one.kind, one.unit), words(one)});
  }
  if (explanation->escalate)
    lines.shortfall = explanation->shortfall.empty() ? "nothing meets the target: escalate" : explanation->shortfall;
  const auto age = age_text(std::max<std::int64_t>(0, whole_seconds(now - explanation->at)));
  lines.note = live != nullptr ? fmt::format("as of {} ago", age) : fmt::format("as decided {} ago", age);
  return lines;
}

std::string command_for(const Case& c, const Candidate& candidate) {
  const auto number = c.id.value;
  if (candidate.kind == UnitKind::team) {
    const auto behind = candidate.after.given() ? fmt::format(" queue {}", candidate.after.value) : std::string{};
    return fmt::format("A {} {}{}", number, candidate.unit, behind);
  }
  if (candidate.kind == UnitKind::place) return fmt::format("SP {} {}", number, candidate.unit);
  return fmt::format("B {} {}", number, candidate.service.value);
}

}  // namespace carehub::console
