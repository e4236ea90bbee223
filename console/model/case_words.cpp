// One case in words: the columns of the case list, and how every other screen names a case.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/ahead.hpp"
#include "console/model/case_list.hpp"
#include "console/model/options.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/needs_999.hpp"
#include "protocols/domain/running_clocks.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr std::size_t need_columns_most = 60;

// "Dx11" whatever the case it was sent in; only the first of several codes.
std::string disposition_text(std::string_view code) {
  const auto first = trimmed(code.substr(0, code.find_first_of(" ,;")));
  if (!starts_with_word(first, "dx")) return std::string(first);
  return "Dx" + std::string(first.substr(2));
}

bool has_flag(const Case& c, FlagKind kind) {
  return std::ranges::any_of(c.referral.flags, [&](const Flag& flag) { return flag.kind == kind; });
}

bool is_way_still_ahead(const Case& c) {
  return c.status < CaseStatus::on_scene || c.status == CaseStatus::signposted;
}

// "28 min away", "queue not known"; empty where nothing is known.
std::string outlook_text(UnitKind kind, const std::optional<Duration>& journey) {
  if (!journey) return kind == UnitKind::queue ? "queue not known" : "";
  const auto time = age_text(whole_seconds(*journey));
  if (kind == UnitKind::queue) return "queue " + time;
  return kind == UnitKind::slot ? "in " + time : time + " away";
}

// Nobody was sent: what it would take, which does not run down, and how long an answer has been waited for. A team's
// short name shares its line with the journey; of others the waiting comes first, where a narrow column cuts the end.
std::string proposal_text(const Case& c, std::string name, const Picture& picture, Instant now) {
  if (c.assignment->held) return name + " · held for later";
  if (c.assignment->after.given()) {
    const auto there = c.assignment->expected.value_or(now) - now;
    return fmt::format("{} {} · after {}", name, age_text(std::max<std::int64_t>(0, whole_seconds(there))),
                       c.assignment->after.value);
  }
  const auto kind = c.assignment->kind;
  const auto journey = proposed_journey(c, picture, now);
  const auto waited = whole_seconds(now - c.assignment->since);
  const auto waits = waited < 60 ? std::string{} : "waits " + age_text(waited);
  if (kind == UnitKind::team) {
    if (journey) name += (waits.empty() ? " · " : " ") + age_text(whole_seconds(*journey));
    return waits.empty() ? name : name + " · " + waits;
  }
  const auto outlook = outlook_text(kind, journey);
  if (waits.empty() && outlook.empty()) return name;
  if (waits.empty() || outlook.empty()) return fmt::format("{} · {}{}", name, waits, outlook);
  return fmt::format("{} · {} ({})", name, waits, outlook);
}

std::string assignment_text(const Case& c, const Picture& picture, Instant now) {
  const auto& assignment = *c.assignment;
  auto name = unit_name(picture, assignment.kind, assignment.unit);
  if (c.status == CaseStatus::proposed) return proposal_text(c, std::move(name), picture, now);
  if (!assignment.expected || !is_way_still_ahead(c)) return name;
  const auto left = *assignment.expected - now;
  if (left < Duration{}) return name + " · overdue " + age_text(whole_seconds(-left));
  return name + " · " + age_text(whole_seconds(left));
}

std::string unit_text(const Case& c, const Picture& picture, Instant now) {
  if (c.assignment) return assignment_text(c, picture, now);
  return c.claim && c.claim->until > now ? c.claim->user.value : "";
}

// As the next hours were played last; without that, as it was when somebody was chosen.
std::string breach_text(const Case& c, const Picture& picture, Instant now) {
  if (const auto* ahead = outlook_of(picture, c.id, now))
    return has_breached(c, now) ? std::string() : fmt::format("{}%", (ahead->breach_permille + 5) / 10);
  if (!c.explanation || !c.assignment) return {};
  const auto& offered = c.explanation->offered;
  const auto found = std::ranges::find(offered, c.assignment->unit, &Candidate::unit);
  if (found == offered.end() || !found->breach_permille) return {};
  return fmt::format("{}%", (*found->breach_permille + 5) / 10);
}

int bar_of(const Clock& clock, std::int64_t slack) {
  const auto target = whole_seconds(clock.due - clock.started);
  if (target <= 0) return 0;
  return static_cast<int>(std::clamp<std::int64_t>(slack, 0, target) * 1000 / target);
}

void set_clock(CaseRow& row, const Case& c, const Calendar& calendar, Instant now) {
  const auto* clock = tightest_clock(c);
  row.slack_s = slack_s(c, now);
  // The promise that was broken first, which need not be the one that leads: what is shown is what it is ranked by.
  if (row.urgency == Urgency::breached) {
    clock = first_due_clock(c);
    row.slack_s = std::chrono::floor<seconds>(clock->due - now).count();
  }
  if (clock == nullptr || !row.slack_s) {
    auto ended = clock_ended(c, calendar, now);
    row.left = std::move(ended.what);
    row.left_detail = std::move(ended.detail);
    return;
  }
  row.left = left_text(*row.slack_s);
  row.bar_permille = bar_of(*clock, *row.slack_s);
}

}  // namespace

std::string state_text(const Case& c) {
  if (c.status == CaseStatus::received) return "triage";
  if (c.status == CaseStatus::triaged) return "no team yet";
  if (c.status == CaseStatus::accepted) return "accepted";
  if (c.status == CaseStatus::signposted) return "going there";
  return std::string(words(c.status));
}

std::string early_or_late(const Clock& clock) {
  const auto early = clock.due - *clock.stopped;
  const bool late = early < Duration{};
  return fmt::format("{} {}", age_text(whole_seconds(late ? -early : early)), late ? "late" : "early");
}

ClockEnded clock_ended(const Case& c, const Calendar& calendar, Instant now) {
  if (const auto* clock = shown_clock(c); clock != nullptr && clock->stopped) {
    const bool met = clock->outcome == ClockOutcome::met || *clock->stopped <= clock->due;
    return {fmt::format("{} {}", met ? "met" : "late", short_time_text(calendar, *clock->stopped, now)),
            early_or_late(*clock)};
  }
  if (!is_open(c.status)) return {};
  return {"no clock", "here " + age_text(std::max<std::int64_t>(0, whole_seconds(now - c.received)))};
}

Urgency urgency_of(const Case& c, Instant now, const Thresholds& thresholds) {
  if (!is_open(c.status)) return Urgency::none;
  if (has_breached(c, now)) return Urgency::breached;
  const auto slack = slack_s(c, now);
  if (!slack) return Urgency::none;
  return urgency_of_slack(*slack, is_under_way(c), thresholds);
}

std::string source_text(const Case& c) {
  const auto& referral = c.referral;
  if (referral.source == Source::ambulance999) {
    const auto category = referral.ambulance.category;
    if (category == AmbulanceCategory::none || category == AmbulanceCategory::unknown) return "999";
    return fmt::format("999 {}", words(category));
  }
  if (referral.source == Source::nhs111)
    return referral.disposition.empty() ? "111" : cut("111 " + disposition_text(referral.disposition), 12);
  return capitalised(words(referral.source));
}

std::string need_text(const Case& c, Instant now) {
  const auto& referral = c.referral;
  std::string text = cut(trimmed(referral.summary), need_columns_most);
  if (text.empty()) text = capitalised(words(c.triage ? c.triage->need : Need::unknown));
  if (referral.on_floor_since && *referral.on_floor_since <= now && is_open(c.status))
    text += ", on floor " + age_text(whole_seconds(now - *referral.on_floor_since));
  return text;
}

std::string locality_text(const Case& c) {
  const auto& location = c.referral.location;
  if (!location.locality.empty()) return location.doubtful ? location.locality + "?" : location.locality;
  if (!location.postcode.empty()) return location.postcode;
  return "not known";
}

bool says_scene_is_safe(const Flag& flag) {
  return flag.kind == FlagKind::scene_safety && same_word(flag.code, "S");
}

std::string flag_letters(const Case& c) {
  std::string letters;
  if (has_flag(c, FlagKind::safeguarding)) letters += 'S';
  if (std::ranges::any_of(c.referral.flags, [](const Flag& flag) {
        return flag.kind == FlagKind::scene_safety && !says_scene_is_safe(flag);
      }))
    letters += '!';
  if (has_flag(c, FlagKind::respect)) letters += 'D';
  if (c.triage && c.triage->need == Need::palliative) letters += 'E';
  if (has_flag(c, FlagKind::wristband)) letters += 'W';
  if (has_flag(c, FlagKind::infection_risk)) letters += 'I';
  if (has_flag(c, FlagKind::reasonable_adjustment) || !c.referral.person.communication_needs.empty()) letters += 'A';
  if (has_flag(c, FlagKind::repeat_caller) || !c.possible_duplicates.empty()) letters += 'R';
  if (c.referral.location.doubtful) letters += '?';
  return letters;
}

std::string_view flag_legend() {
  return "S safeguarding · ! scene safety · D ReSPECT or DNACPR · E end of life · W wristband · I infection · A "
         "adjustment · "
         "R rang before · ? location doubtful";
}

std::string unit_name(const Picture& picture, UnitKind kind, const std::string& unit) {
  return unit_name(*picture.site, kind, unit);
}

std::string unit_name(const Site& site, UnitKind kind, const std::string& unit) {
  if (kind == UnitKind::team) return unit;
  if (kind == UnitKind::place) {
    const auto* place = find_place(site, PlaceId{unit});
    return place != nullptr && !place->name.empty() ? place->name : unit;
  }
  const auto* service = find_service(site, ServiceId{unit});
  return service != nullptr && !service->name.empty() ? service->name : unit;
}

std::string case_name(const Case& c) {
  std::string text = cut(trimmed(c.referral.summary), 40);
  if (text.empty()) text = capitalised(words(c.triage ? c.triage->need : Need::unknown));
  return fmt::format("{} {}, {}", c.id.value, text, locality_text(c));
}

CaseRow make_row(const Case& c, const Picture& picture, Instant now) {
  CaseRow row;
  row.id = c.id;
  row.urgency = urgency_of(c, now, picture.site->thresholds);
  set_clock(row, c, picture.site->calendar, now);
  row.needs_999 = awaits_999(c, *picture.site);
  if (row.needs_999) {
    row.left = std::string(now_999);
    row.left_detail.clear();
    row.bar_permille = 0;
  }
  row.priority = c.triage ? c.triage->priority : Priority::p3;
  row.priority_text = c.triage ? fmt::format("P{}", static_cast<int>(c.triage->priority)) : "–";
  row.source = source_text(c);
  row.need = need_text(c, now);
  row.locality = locality_text(c);
  row.age = age_band(c.referral.person, local_time(picture.site->calendar, now).day);
  if (row.age == "age not known") row.age = "?";
  row.flags = flag_letters(c);
  row.state = state_text(c);
  row.unit = unit_text(c, picture, now);
  // Once a target was met or missed for good there is nothing to chance.
  if (row.left_detail.empty()) row.breach = breach_text(c, picture, now);
  return row;
}

}  // namespace carehub::console
