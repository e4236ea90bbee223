#include "console/model/worklist.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "console/model/text.hpp"
#include "protocols/domain/needs_999.hpp"
#include "protocols/domain/running_clocks.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr std::int64_t fail_safe_soon_s = 600;

const Clock* running_clock(const Case& c, ClockKind kind) {
  const auto found = std::ranges::find_if(c.clocks, [&](const Clock& clock) {
    return clock.kind == kind && clock.outcome == ClockOutcome::running && !clock.stopped;
  });
  return found == c.clocks.end() ? nullptr : &*found;
}

bool awaits_validation(const Case& c) {
  return c.referral.ambulance.validation && is_waiting(c) && !c.returned_to_ambulance && !c.accepted;
}

bool is_claimed(const Case& c, Instant now) {
  return c.claim && c.claim->until > now;
}

// Why a clinician is needed; nothing if none is.
std::optional<WorkKind> kind_of(const Case& c, const Site& site, Instant now) {
  if (!is_open(c.status)) return std::nullopt;
  if (awaits_validation(c)) return WorkKind::validation;
  if (c.status == CaseStatus::received)
    return c.referral.source == Source::care_home ? WorkKind::care_home : WorkKind::untriaged;
  if (running_clock(c, ClockKind::call_back) != nullptr) return WorkKind::call_back;
  if (awaits_999(c, site)) return WorkKind::needs_999;
  if (is_claimed(c, now)) return WorkKind::claimed;
  if (is_waiting(c) && c.referral.location.doubtful) return WorkKind::location;
  return std::nullopt;
}

std::int64_t seconds_to(Instant due, Instant now) {
  return std::chrono::floor<seconds>(due - now).count();
}

// What the case is here for has a clock of its own; else it is ranked as in the case list.
std::optional<std::int64_t> own_left_of(const Case& c, WorkKind kind, Instant now) {
  const auto* clock = kind == WorkKind::call_back ? running_clock(c, ClockKind::call_back) : nullptr;
  if (kind == WorkKind::validation) clock = running_clock(c, ClockKind::ambulance_validation);
  if (clock != nullptr) return seconds_to(clock->due, now);
  if (kind == WorkKind::validation && c.referral.ambulance.breach_at)
    return seconds_to(*c.referral.ambulance.breach_at, now);
  return std::nullopt;
}

std::string what_of(const Case& c, WorkKind kind) {
  switch (kind) {
    case WorkKind::validation:
      return source_text(c) + " validation";
    case WorkKind::call_back:
      return "Call-back due";
    case WorkKind::location:
      return "Location doubtful";
    case WorkKind::needs_999:
      return "999 first: nobody has answered yet";
    default:
      return source_text(c);
  }
}

std::string person_of(const Case& c, const Picture& picture, Instant now) {
  const auto& person = c.referral.person;
  std::vector<std::string> parts;
  if (!person.sex.empty()) parts.push_back(capitalised(person.sex.substr(0, 1)));
  const auto age = age_band(person, local_time(picture.site->calendar, now).day);
  parts.push_back(age);
  parts.push_back(locality_text(c));
  return joined(parts, ", ");
}

// In a line of the worklist the ambulance service is 999, as in "999 validation".
std::string short_fail_safe(const Case& c, const Site& site, Instant now) {
  const auto& breach = c.referral.ambulance.breach_at;
  if (!breach) return c.fail_safe_fired ? "not answered: tell 999" : "no breach time was sent";
  const auto by = time_text(site.calendar, *breach - minutes{site.thresholds.fail_safe_before_min}, now);
  return c.fail_safe_fired ? fmt::format("not answered by {}: tell 999", by)
                           : fmt::format("answer by {} or tell 999", by);
}

// "on the floor: 53 min past its time"
std::string broken_words(const Clock& clock, Instant now) {
  return fmt::format("{}: {} past its time", words(clock.kind), age_text(-seconds_to(clock.due, now)));
}

std::string detail_of(const Case& c, WorkKind kind, const Picture& picture, Instant now) {
  const auto& calendar = picture.site->calendar;
  if (kind == WorkKind::validation) return short_fail_safe(c, *picture.site, now);
  if (awaits_999(c, *picture.site)) return "red flag: " + cut(why_999(c, picture.site->clinical), 80);
  if (has_breached(c, now)) return broken_words(*first_due_clock(c), now);
  if (kind == WorkKind::location) return cut(c.referral.location.doubt, 50);
  if (!c.possible_duplicates.empty()) return fmt::format("may be the same as {}", c.possible_duplicates.front().value);
  if (!c.referral.referrer.empty()) return cut(c.referral.referrer, 50);
  return "received " + time_text(calendar, c.received, now);
}

Urgency urgency_of_left(std::optional<std::int64_t> left, const Thresholds& thresholds) {
  if (!left) return Urgency::none;
  if (*left < 0) return Urgency::breached;
  return *left <= std::int64_t{thresholds.due_soon_min} * 60 ? Urgency::due_soon : Urgency::later;
}

// Without a clock these rank as due now, and not last: nobody has judged yet how long they can wait.
bool is_unjudged(WorkKind kind) {
  return kind == WorkKind::untriaged || kind == WorkKind::care_home || kind == WorkKind::validation;
}

// A promise that was broken comes first, whichever it is; then what the case is here for; else as in the case list.
void set_left(WorkItem& item, const Case& c, const Site& site, Instant now) {
  if (has_breached(c, now)) {
    item.left_s = seconds_to(first_due_clock(c)->due, now);
    item.urgency = Urgency::breached;
    return;
  }
  item.left_s = own_left_of(c, item.kind, now);
  item.urgency = item.left_s ? urgency_of_left(item.left_s, site.thresholds) : urgency_of(c, now, site.thresholds);
  if (!item.left_s) item.left_s = slack_s(c, now);
}

WorkItem item_of(const Case& c, WorkKind kind, const Picture& picture, Instant now, const UserName& user) {
  WorkItem item;
  item.id = c.id;
  item.kind = kind;
  set_left(item, c, *picture.site, now);
  item.left = item.left_s ? left_text(*item.left_s) : clock_ended(c, picture.site->calendar, now).what;
  item.what = what_of(c, kind);
  item.red_flag = awaits_999(c, *picture.site);
  if (item.red_flag) item.left = std::string(now_999);
  if (item.red_flag && kind != WorkKind::needs_999) item.what += " · 999 first";
  item.person = person_of(c, picture, now);
  item.need = need_text(c, now);
  item.detail = detail_of(c, kind, picture, now);
  const bool claimed = is_claimed(c, now);
  item.mine = claimed && c.claim->user == user;
  item.owner = item.mine ? "you" : claimed ? c.claim->user.value : "–";
  return item;
}

}  // namespace

std::optional<Instant> fail_safe_at(const Case& c, const Thresholds& thresholds) {
  if (!awaits_validation(c) || c.fail_safe_fired || !c.referral.ambulance.breach_at) return std::nullopt;
  return *c.referral.ambulance.breach_at - minutes{thresholds.fail_safe_before_min};
}

std::string fail_safe_text(const Case& c, const Site& site, Instant now) {
  const auto by = [&](Instant breach) {
    return time_text(site.calendar, breach - minutes{site.thresholds.fail_safe_before_min}, now);
  };
  const auto& breach = c.referral.ambulance.breach_at;
  if (c.fail_safe_fired)
    return fmt::format("not answered{}: tell the ambulance service", breach ? " by " + by(*breach) : "");
  if (!fail_safe_at(c, site.thresholds)) return {};
  return fmt::format("answer by {}, or tell the ambulance service", by(*breach));
}

Worklist make_worklist(const Picture& picture, Instant now, const UserName& user) {
  Worklist list;
  for (const auto& [id, c] : picture.cases) {
    const auto kind = kind_of(*c, *picture.site, now);
    if (!kind) continue;
    list.items.push_back(item_of(*c, *kind, picture, now, user));
    list.breached += list.items.back().urgency == Urgency::breached ? 1 : 0;
    list.red_flags += list.items.back().red_flag ? 1 : 0;
    if (const auto at = fail_safe_at(*c, picture.site->thresholds)) {
      const auto left = std::chrono::floor<seconds>(*at - now).count();
      list.fail_safe_soon += left <= fail_safe_soon_s ? 1 : 0;
      list.next_fail_safe_s = std::min(list.next_fail_safe_s.value_or(left), left);
    }
  }
  // A life may be at stake, whatever its clock says: of these the older first.
  std::ranges::stable_sort(list.items, {}, [](const WorkItem& item) {
    const bool last = !item.left_s && !is_unjudged(item.kind);
    return std::tuple{!item.red_flag, !item.red_flag && last, item.red_flag ? 0 : item.left_s.value_or(0)};
  });
  return list;
}

namespace {

// "8:40 left to send" where that is another figure than the time to the clock's end.
std::string running_words(const Case& c, const Clock& clock, bool leads, Instant now) {
  const auto left = std::chrono::floor<seconds>(clock.due - now).count();
  if (left < 0) return fmt::format("{} past", left_text(-left));
  const auto slack = leads && is_waiting(c) ? slack_s(c, now).value_or(left) : left;
  if (slack < 0) return fmt::format("{} left, {} too late to send in time", left_text(left), left_text(-slack));
  return slack == left ? fmt::format("{} left", left_text(left)) : fmt::format("{} left to send", left_text(slack));
}

// "met"; whether it was early or late is told only where it counts.
std::string ended_how(const Clock& clock) {
  if (clock.outcome == ClockOutcome::met) return "met";
  return clock.outcome == ClockOutcome::breached ? "late" : "not counted";
}

std::string ended_when(const Clock& clock, const Calendar& calendar, Instant now) {
  const bool counted = clock.outcome == ClockOutcome::met || clock.outcome == ClockOutcome::breached;
  std::string text = clock.stopped ? time_text(calendar, *clock.stopped, now) : std::string{};
  if (clock.stopped && counted) text += ", " + early_or_late(clock);
  if (clock.outcome == ClockOutcome::excluded) text = with(text, clock.reason, text.empty() ? "" : ": ");
  return text;
}

ClockLine clock_line(const Case& c, const Clock& clock, bool leads, const Site& site, Instant now) {
  ClockLine line;
  line.name = capitalised(words(clock.kind));
  line.started = time_text(site.calendar, clock.started, now);
  line.leads = leads;
  line.due = clock.due;
  const auto due = time_text(site.calendar, clock.due, now);
  line.text = fmt::format("started {}, due {}", line.started, due);
  if (clock.outcome == ClockOutcome::running && !clock.stopped) {
    const auto left = std::chrono::floor<seconds>(clock.due - now).count();
    const auto running = running_words(c, clock, leads, now);
    line.text += ", " + running;
    line.brief = fmt::format("{}, due {}", running, due);
    // The one that leads is as amber here as in the case list; another that is late does not make it so.
    line.urgency = leads && left >= 0
                       ? urgency_of_slack(slack_s(c, now).value_or(left), is_under_way(c), site.thresholds)
                       : urgency_of_left(left, site.thresholds);
    return line;
  }
  line.ended = ended_how(clock);
  line.brief = ended_when(clock, site.calendar, now);
  if (!line.brief.empty()) line.text += fmt::format(", {} {}", line.ended, line.brief);
  return line;
}

}  // namespace

std::vector<ClockLine> clock_lines(const Case& c, const Picture& picture, Instant now) {
  std::vector<ClockLine> lines;
  const auto* tightest = tightest_clock(c);
  for (const auto& clock : c.clocks) lines.push_back(clock_line(c, clock, &clock == tightest, *picture.site, now));
  return lines;
}

}  // namespace carehub::console
