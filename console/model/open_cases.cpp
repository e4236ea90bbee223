#include "console/model/open_cases.hpp"

#include <algorithm>

#include "console/model/case_list.hpp"
#include "protocols/domain/running_clocks.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::console {
namespace {

std::int64_t floor_seconds(Duration span) {
  return std::chrono::floor<seconds>(span).count();
}

// As tally.hpp's slack_s, without the time of day.
void set_slack(CaseFacts& facts, const Case& c, const Clock& clock) {
  if (facts.waiting) {
    facts.slack = CaseFacts::Slack::to_moment;
    facts.moment = c.latest_safe_dispatch.value_or(clock.due);
  } else if (c.status != CaseStatus::on_scene && c.assignment && c.assignment->expected) {
    facts.slack = CaseFacts::Slack::fixed;
    facts.fixed_slack_s = floor_seconds(clock.due - *c.assignment->expected);
    facts.moment = clock.due;
  } else {
    facts.slack = CaseFacts::Slack::to_moment;
    facts.moment = clock.due;
  }
}

Standing standing_of(const CaseFacts& facts, Instant now, const Thresholds& thresholds) {
  Standing standing;
  if (!facts.open) return standing;
  const Duration to_due = facts.due - now;
  if (to_due < Duration{}) {
    standing.urgency = Urgency::breached;
    standing.left_s = floor_seconds(to_due);
    return standing;
  }
  if (facts.slack == CaseFacts::Slack::none) {
    standing.left_s = -floor_seconds(now - facts.received);
    return standing;
  }
  const bool fixed = facts.slack == CaseFacts::Slack::fixed;
  // Who should be there by now and is not can be there now at the earliest.
  standing.left_s =
      fixed ? std::min(facts.fixed_slack_s, floor_seconds(facts.moment - now)) : floor_seconds(facts.moment - now);
  standing.urgency = urgency_of_slack(standing.left_s, facts.under_way, thresholds);
  standing.due_soon = standing.urgency != Urgency::later;
  return standing;
}

}  // namespace

CaseFacts facts_of(const Case& c) {
  CaseFacts facts;
  facts.id = c.id;
  facts.record = &c;
  facts.received = c.received;
  facts.due = Instant::max();
  facts.open = is_open(c.status);
  facts.waiting = is_waiting(c);
  facts.held = c.status == CaseStatus::proposed && c.assignment && c.assignment->held;
  facts.under_way = is_under_way(c);
  if (const Clock* clock = tightest_clock(c)) set_slack(facts, c, *clock);
  if (const Clock* first = first_due_clock(c)) facts.due = first->due;
  const bool to_place = c.status == CaseStatus::signposted || c.status == CaseStatus::booked;
  facts.way = to_place                          ? CaseFacts::Way::to_place
              : c.referral.ambulance.validation ? CaseFacts::Way::validation
                                                : CaseFacts::Way::visit;
  if (const auto& position = c.referral.location.position) {
    facts.at = *position;
    facts.placed = true;
  }
  facts.doubtful = c.referral.location.doubtful;
  return facts;
}

bool OpenCases::is_proposed_to_team(const Case& c) {
  return c.status == CaseStatus::proposed && c.assignment && c.assignment->kind == UnitKind::team &&
         !c.assignment->held;  // no team is kept for it
}

std::optional<std::size_t> OpenCases::slot_of(CaseId id) const {
  const auto found = std::ranges::lower_bound(facts_, id, {}, &CaseFacts::id);
  if (found == facts_.end() || found->id != id) return std::nullopt;
  return static_cast<std::size_t>(found - facts_.begin());
}

bool OpenCases::same_records(const Picture& picture) const {
  return records_revision_ != 0 && site_ == picture.site && seen_.same_as(picture.cases);
}

void OpenCases::keep(std::size_t first, std::size_t count) {
  const auto from = facts_.begin() + static_cast<std::ptrdiff_t>(first);
  next_.insert(next_.end(), from, from + static_cast<std::ptrdiff_t>(count));
}

void OpenCases::take_over(const Picture& picture, Instant now) {
  seen_ = picture.cases;
  site_ = picture.site;
  now_ = now;
  judged_ = false;
  ++records_revision_;
}

void OpenCases::judge(Instant now) {
  if (judged_ && std::chrono::floor<seconds>(now) == std::chrono::floor<seconds>(now_)) return;
  standings_.resize(facts_.size());
  totals_ = {};
  for (std::size_t slot = 0; slot < facts_.size(); ++slot) {
    const CaseFacts& facts = facts_[slot];
    const Standing standing = standing_of(facts, now, site_->thresholds);
    standings_[slot] = standing;
    totals_.open += facts.open ? 1 : 0;
    totals_.waiting += facts.open && facts.waiting ? 1 : 0;
    totals_.due_soon += standing.due_soon ? 1 : 0;
    totals_.breached += standing.urgency == Urgency::breached ? 1 : 0;
  }
  now_ = now;
  judged_ = true;
  ++revision_;
}

}  // namespace carehub::console
