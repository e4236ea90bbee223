#include "console/model/options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/contacts.hpp"
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

std::string slack_words(std::int64_t slack_s, const std::optional<minutes>& usual_wait) {
  auto text = slack_s < 0 ? "late by " + age_text(-slack_s) : age_text(slack_s) + " inside target";
  if (!usual_wait) return text;
  return fmt::format("wait not known, usually {}: then {}", age_text(whole_seconds(*usual_wait)), text);
}

std::string detail_of(const Candidate& candidate, std::int64_t slack_s, const std::optional<minutes>& usual_wait) {
  std::vector<std::string> parts;
  parts.push_back(slack_words(slack_s, usual_wait));
  if (candidate.breach_permille) parts.push_back(fmt::format("breach {}%", (*candidate.breach_permille + 5) / 10));
  if (candidate.after.given()) parts.push_back(fmt::format("after {}", candidate.after.value));
  if (candidate.wait_s >= 60 && !usual_wait) parts.push_back(fmt::format("waits {}", age_text(candidate.wait_s)));
  if (candidate.position_age_s && *candidate.position_age_s > 60)
    parts.push_back(fmt::format("position {} old", age_text(*candidate.position_age_s)));
  const bool says_more = candidate.why_not && candidate.why_not->reason != NotOfferedReason::riskier;
  if (says_more && !candidate.late) parts.push_back(words(*candidate.why_not));
  if (auto kind = kind_words(candidate.kind); !kind.empty()) parts.push_back(std::move(kind));
  return joined(parts, " · ");
}

OptionLine line_of(const Candidate& candidate, int digit, Instant known_at, const Picture& picture, Instant now) {
  const auto arrival = arrival_if_sent_now(candidate, known_at, now);
  const auto slack_s = candidate.slack_s - whole_seconds(arrival - candidate.arrival);
  const auto usual_wait = unknown_wait(candidate, picture, now);
  const auto journey = age_text(std::max<std::int64_t>(0, whole_seconds(arrival - now)));
  return {
      .digit = digit,
      .candidate = candidate,
      .title = title_of(candidate, picture),
      .arrival = usual_wait ? "?" : time_text(picture.site->calendar, arrival, now),
      .minutes = usual_wait ? "usually " + age_text(whole_seconds(*usual_wait)) : journey,
      .detail = detail_of(candidate, slack_s, usual_wait),
      .late = candidate.late || slack_s < 0,
  };
}

// Of a service that somebody has to be told to; crews are told by the hub itself.
std::string phone_of(const Candidate& candidate, const Picture& picture, Role viewer) {
  const auto* service = find_service(*picture.site, candidate.service);
  if (candidate.kind == UnitKind::team || service == nullptr) return {};
  const bool professional = !service->professional_phone.empty() && sees_non_public(viewer);
  return professional ? service->professional_phone + " (professionals only)" : service->public_phone;
}

// Before triage nothing is known to take the need: said once, not for each of them.
void add_not_offered(OptionLines& lines, const Case& c, const Explanation& explanation, const Picture& picture) {
  bool any_by_need = false;
  for (const auto& one : explanation.not_offered) {
    const bool by_need = !c.triage && one.reason == NotOfferedReason::wrong_need;
    any_by_need = any_by_need || by_need;
    if (by_need) continue;
    const auto* service = one.unit.empty() ? find_service(*picture.site, one.service) : nullptr;
    lines.not_offered.push_back(
        {service != nullptr ? service->name : unit_name(picture, one.kind, one.unit), words(one)});
  }
  if (any_by_need) lines.not_offered.push_back({"all others", "not triaged yet"});
}

const Candidate* proposed_candidate(const Case& c) {
  if (!c.explanation || !c.assignment) return nullptr;
  const auto& offered = c.explanation->offered;
  const auto found = std::ranges::find(offered, c.assignment->unit, &Candidate::unit);
  return found == offered.end() ? nullptr : &*found;
}

}  // namespace

Instant arrival_if_sent_now(const Candidate& candidate, Instant known_at, Instant now) {
  // Who waits in a queue begins to wait when the case is put there.
  if (candidate.kind == UnitKind::queue) return candidate.arrival + std::max(Duration{}, now - known_at);
  return std::max(candidate.arrival, now + seconds{candidate.travel_s});
}

std::optional<minutes> unknown_wait(const Candidate& candidate, const Picture& picture, Instant now) {
  if (candidate.kind != UnitKind::queue) return std::nullopt;
  const auto* config = find_service(*picture.site, candidate.service);
  if (config == nullptr) return std::nullopt;
  const auto found = picture.services.find(candidate.service);
  const auto* state = found == picture.services.end() ? nullptr : found->second.get();
  const bool said = state != nullptr && state->wait_min && state->reported_at &&
                    now - *state->reported_at < minutes{config->capacity_stale_min};
  const bool was_known = candidate.rank_penalty == 0;  // when this was computed
  if (said && was_known) return std::nullopt;
  return minutes{config->typical_wait_min};
}

std::optional<Duration> proposed_journey(const Case& c, const Picture& picture, Instant now) {
  if (!c.assignment) return std::nullopt;
  if (const auto* candidate = proposed_candidate(c)) {
    if (unknown_wait(*candidate, picture, now)) return std::nullopt;
    return arrival_if_sent_now(*candidate, c.explanation->at, now) - now;
  }
  if (!c.assignment->expected) return std::nullopt;
  return std::max(Duration{}, *c.assignment->expected - c.assignment->since);
}

std::string who_is_there(const Case& c, const Picture& picture, Instant now) {
  if (c.status != CaseStatus::on_scene) return {};
  if (!c.assignment) return "somebody is with the person";
  const auto name = unit_name(picture, c.assignment->kind, c.assignment->unit);
  if (c.assignment->kind != UnitKind::team) return "the person is at " + name;
  const auto team = picture.teams.find(TeamId{c.assignment->unit});
  if (team == picture.teams.end() || team->second->status != TeamStatus::on_scene)
    return fmt::format("{} is with the person", name);
  return fmt::format("{} is with the person since {}", name,
                     time_text(picture.site->calendar, team->second->status_since, now));
}

namespace {

// Whom the case has been given to is no option for it any more.
bool has_it(const Case& c, const Candidate& candidate) {
  return c.assignment && c.status >= CaseStatus::allocated && is_open(c.status) &&
         candidate.kind == c.assignment->kind && candidate.unit == c.assignment->unit;
}

std::string who_has_it(const Case& c, const Picture& picture, Instant now) {
  const auto name = unit_name(picture, c.assignment->kind, c.assignment->unit);
  if (!c.assignment->expected) return name + " has it";
  return fmt::format("{} has it, expected {}", name, time_text(picture.site->calendar, *c.assignment->expected, now));
}

}  // namespace

OptionLines make_options(const Case& c, const Explanation* live, const Picture& picture, Instant now, Role viewer) {
  OptionLines lines;
  if (lines.note = who_is_there(c, picture, now); !lines.note.empty()) return lines;
  const auto* explanation = live != nullptr ? live : (c.explanation ? &*c.explanation : nullptr);
  constexpr auto untriaged = "not triaged yet: say what the person needs first";
  if (explanation == nullptr) {
    lines.note = c.triage ? "asking the hub" : untriaged;
    return lines;
  }
  int digit = 0;
  std::string holder;
  for (const auto& candidate : explanation->offered) {
    if (has_it(c, candidate)) {
      holder = who_has_it(c, picture, now);
      continue;
    }
    ++digit;
    lines.offered.push_back(line_of(candidate, digit <= 9 ? digit : 0, explanation->at, picture, now));
    auto& detail = lines.offered.back().detail;
    if (const auto phone = phone_of(candidate, picture, viewer); !phone.empty()) detail += " · ring " + phone;
  }
  add_not_offered(lines, c, *explanation, picture);
  if (explanation->escalate)
    lines.shortfall = explanation->shortfall.empty() ? "nothing meets the target: escalate" : explanation->shortfall;
  const auto age = age_text(std::max<std::int64_t>(0, whole_seconds(now - explanation->at)));
  lines.note = live != nullptr ? fmt::format("as of {} ago", age) : fmt::format("as decided {} ago", age);
  if (!holder.empty()) lines.note = fmt::format("{} · {}", holder, lines.note);
  if (!c.triage) lines.note = fmt::format("{} · {}", untriaged, lines.note);
  return lines;
}

std::vector<NotOfferedLine> grouped(const std::vector<NotOfferedLine>& lines) {
  constexpr std::ptrdiff_t alike_from = 3;
  std::vector<NotOfferedLine> own;
  std::vector<NotOfferedLine> shared;
  for (const auto& line : lines) {
    if (std::ranges::count(lines, line.reason, &NotOfferedLine::reason) < alike_from) {
      own.push_back(line);
      continue;
    }
    const auto known = std::ranges::find(shared, line.reason, &NotOfferedLine::reason);
    if (known == shared.end())
      shared.push_back(line);
    else
      known->unit += ", " + line.unit;
  }
  for (const auto& line : shared) own.push_back({"", line.reason + ": " + line.unit});
  return own;
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
