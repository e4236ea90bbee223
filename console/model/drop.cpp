#include "console/model/drop.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/options.hpp"
#include "console/model/refused_ahead.hpp"
#include "console/model/text.hpp"
#include "console/model/verbs.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

const Candidate* offered_team(const Case& c, const Explanation* live, const TeamId& team) {
  const Explanation* known = live != nullptr ? live : c.explanation ? &*c.explanation : nullptr;
  if (known == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      known->offered, [&](const Candidate& one) { return one.kind == UnitKind::team && one.unit == team.value; });
  return found == known->offered.end() ? nullptr : &*found;
}

bool is_sent(const Case& c) {
  return c.assignment && c.status >= CaseStatus::allocated && is_open(c.status);
}

void say_landing(Drop& drop, const Case& c, const Team& team, const Picture& picture, Instant now,
                 const Explanation* live) {
  const auto& calendar = picture.site->calendar;
  const Candidate* candidate = offered_team(c, live, team.id);
  const Explanation* known = live != nullptr ? live : c.explanation ? &*c.explanation : nullptr;
  if (candidate == nullptr) {
    // Nobody has worked out its way; it cannot be there before the team is free.
    if (!team.queue.empty()) {
      drop.arrival = std::max(now, team.queue.back().expected_end);
      drop.when = fmt::format("not before {}, when {} is to be over; the hub says more after Enter",
                              clock_text(calendar, *drop.arrival), team.queue.back().case_id.value);
    }
    return;
  }
  drop.arrival = arrival_if_sent_now(*candidate, known->at, now);
  const Clock* target = tightest_clock(c);
  const std::string there = "there about " + clock_text(calendar, *drop.arrival);
  if (target == nullptr) {
    drop.when = there;
    return;
  }
  const auto slack_s = whole_seconds(target->due - *drop.arrival);
  drop.late = slack_s < 0;
  drop.when = drop.late ? fmt::format("{}, late by {}", there, age_text(-slack_s))
                        : fmt::format("{}, {} inside target", there, age_text(slack_s));
}

std::string why_not(const Case& c, const Team& team, const Picture& picture, Instant now) {
  if (!is_open(c.status)) return fmt::format("{} is closed", c.id.value);
  if (c.assignment && is_sent(c) && c.assignment->unit == team.id.value)
    return fmt::format("stays with {}: the hub keeps the order of its visits, and fixes no minute", team.id.value);
  if (team.status == TeamStatus::off_duty) return team.id.value + " is off duty; sign it on first";
  if (team.status == TeamStatus::on_break)
    return fmt::format("{} is on a break; R {} back ends it", team.id.value, team.id.value);
  return refused_ahead(AllocateTeam{c.id, team.id, {}, {}, true, std::nullopt}, picture, now, Role::operator_);
}

// Where it comes among the visits of the team, and what that does to others.
std::string order_words(const Case& c, const Team& team, Instant pointed, const Picture& picture) {
  std::string text = "to " + team.id.value;
  if (!team.queue.empty()) {
    const Visit& last = team.queue.back();
    text += fmt::format(", behind {}", last.case_id.value);
    if (pointed < last.expected_end) text += fmt::format(" (X {} first, to go before it)", last.case_id.value);
  }
  if (is_sent(c))
    text += fmt::format("; stands down {}{}", unit_name(picture, c.assignment->kind, c.assignment->unit),
                        c.status == CaseStatus::on_scene   ? ", which is on scene"
                        : c.status == CaseStatus::en_route ? ", which is on the way"
                                                           : "");
  return text;
}

}  // namespace

Drop plan_drop(const Picture& picture, Instant now, CaseId id, const TeamId& from, const TeamId& over, Instant pointed,
               const Explanation* live) {
  Drop drop;
  const auto found_case = picture.cases.find(id);
  const auto found_team = picture.teams.find(over);
  drop.visit = std::to_string(id.value);
  if (found_case == picture.cases.end() || found_team == picture.teams.end()) {
    drop.says = "to no team: drop it on a row";
    return drop;
  }
  const Case& c = *found_case->second;
  const Team& team = *found_team->second;
  drop.visit = case_name(c);
  drop.says = why_not(c, team, picture, now);
  if (!drop.says.empty()) return drop;
  if (over == from) {
    drop.says = fmt::format("stays with {}: Enter in the list takes the proposal", over.value);
    return drop;
  }
  drop.says = order_words(c, team, pointed, picture);
  say_landing(drop, c, team, picture, now, live);
  drop.line = fmt::format("{} {} {}{}{} ", verb(VerbId::allocate).name, id.value, over.value,
                          team.queue.empty() ? "" : " queue", is_sent(c) ? " replace" : "");
  return drop;
}

}  // namespace carehub::console
