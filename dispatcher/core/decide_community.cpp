// Help in the community: nobody is sent, but somebody hears how it went.

#include <algorithm>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/proposals.hpp"
#include "dispatcher/core/red_flags.hpp"
#include "dispatcher/matching/gaps.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

// What kinds of help the hub knows of, for whoever misspelt one.
std::string some_entries(const Site& site) {
  std::vector<std::string> names;
  for (const CommunityEntry& entry : site.community) {
    if (names.size() == 8) break;
    names.push_back(entry.id);
  }
  return names.empty() ? std::string("the site file names none") : "for example " + listed(names);
}

}  // namespace

// What the directory says of needs and places a person may know better, and then says why.
Decider::Outcome_ Decider::check_suits(const Case& c, const CommunityEntry& entry, const std::string& advice) const {
  if (!blank(advice)) return std::nullopt;
  const Need need = c.triage ? c.triage->need : Need::unknown;
  if (need != Need::unknown && !entry.needs.empty() && std::ranges::find(entry.needs, need) == entry.needs.end()) {
    return refuse(RefusalCode::missing_reason, "{} is not for {}, by the directory; say why it is told all the same",
                  entry.name, words(need));
  }
  const std::string& lives = c.referral.location.locality;
  if (!lives.empty() && !entry.localities.empty() &&
      std::ranges::find(entry.localities, lives) == entry.localities.end()) {
    return refuse(RefusalCode::missing_reason, "{} serves {}, and {} is in {}; say why it is told all the same",
                  entry.name, listed(entry.localities), c.id.value, lives);
  }
  return std::nullopt;
}

// For those that are shut now: when to try.
std::string Decider::opening_words(const std::vector<std::string>& entries) const {
  std::string text;
  for (const std::string& id : entries) {
    const CommunityEntry& entry = *find_community(site(), id);
    const bool ring_and_ask = !entry.hours.all_hours && entry.hours.sessions.empty();
    if (ring_and_ask || open_interval(entry.hours, site().calendar, now())) continue;
    const auto next = next_opening(entry.hours, site().calendar, now());
    text += fmt::format("; {} is shut now{}", entry.name, next ? ", opens " + clock(next->from) : "");
  }
  return text;
}

Decider::Outcome_ Decider::check_entries(const Case& c, const std::vector<std::string>& entries,
                                         const std::string& advice) const {
  if (entries.empty()) return refuse(RefusalCode::invalid_value, "say whom {} is told of", c.id.value);
  const auto age = age_years(c.referral.person, local_time(site().calendar, now()).day);
  for (const std::string& id : entries) {
    const CommunityEntry* entry = find_community(site(), id);
    if (entry == nullptr) {
      return refuse(RefusalCode::unknown_entry, "\"{}\" is not in the community directory; {}", shortened(id, 40),
                    some_entries(site()));
    }
    if (age && entry->min_age_years && *age < *entry->min_age_years) {
      return refuse(RefusalCode::not_eligible, "{} is for people from {} years", entry->name, *entry->min_age_years);
    }
    if (age && entry->max_age_years && *age > *entry->max_age_years) {
      return refuse(RefusalCode::not_eligible, "{} is for people up to {} years", entry->name, *entry->max_age_years);
    }
    if (auto refused = check_suits(c, *entry, advice)) return refused;
  }
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const SignpostToCommunity& c) {
  if (auto refused = check_exists(c.case_id)) return refused;
  const Case& known = *draft_.find_case(c.case_id);
  if (auto refused = check_state(known)) return refused;
  if (auto refused = check_claim(known)) return refused;
  if (auto refused = check_entries(known, c.entries, c.advice)) return refused;
  if (c.follow_up) {
    if (auto refused = check_promised(*c.follow_up)) return refused;
  }
  const auto role = stamp_.actor.role;
  if (auto refused = refuse_end_without_999(site(), known, role, c.advice)) return refused;
  const auto despite = ended_without_999(site(), known, c.advice);
  const std::string reason = "signposted to the community";
  SignpostedToCommunity event{c.case_id, c.entries, c.advice, c.follow_up.has_value()};
  if (!c.follow_up) {
    end_case(c.case_id, std::move(event), reason, ClockMoment::responded);
    if (despite) raise(AlertKind::red_flag, Severity::high, c.case_id, *despite);
    say("{} {}; closed{}", c.case_id.value, reason, opening_words(c.entries));
    return std::nullopt;
  }
  const auto holder = holder_of(known);
  if (plans() && is_proposed(known)) want_plan();
  stop_clocks(c.case_id, ClockMoment::responded, now());
  end_clocks(c.case_id, reason, true);
  emit(std::move(event));
  promise(c.case_id, {0, DutyKind::follow_up, *c.follow_up, {}, "how it went", 0});
  resolve_all(c.case_id, reason);
  if (despite) raise(AlertKind::red_flag, Severity::high, c.case_id, *despite);
  offer_again(holder);
  say("{} {}; to be followed up at {}{}", c.case_id.value, reason, clock(*c.follow_up), opening_words(c.entries));
  return std::nullopt;
}

// For commissioners: one change of this service would have helped. Only hubs with clinical content, whose needs are
// found by rules.
void Decider::note_gaps(CaseId id) {
  const Case& c = *draft_.find_case(id);
  const Case* before = draft_.below().find_case(id);
  const bool is_new = c.triage && (before == nullptr || !before->triage || before->triage->need != c.triage->need);
  if (!is_new || site().clinical.pathways.empty()) return;
  for (const matching::Gap& gap : matching::find_gaps(world(), c))
    emit(GapNoted{id, gap.service, gap.reason, c.triage->need});
}

}  // namespace carehub::core
