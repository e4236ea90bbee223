// Care homes: who lives there, what is reported of them, and the case that an alert becomes.

#include <algorithm>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/home_report.hpp"
#include "dispatcher/core/home_words.hpp"
#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

std::optional<Refusal> check_home(const Site& site, const HomeId& id) {
  if (find_home(site, id) != nullptr) return std::nullopt;
  return Refusal{RefusalCode::unknown_home,
                 fmt::format("there is no care home \"{}\" at this hub; check the id, or add it to the site file",
                             shortened(id.value, 60))};
}

std::string number_doubt(NhsNumberStatus status) {
  if (status == NhsNumberStatus::check_digit_wrong) return "; the NHS number's check digit is wrong, ask for it again";
  if (status == NhsNumberStatus::malformed) return "; the NHS number is not ten digits, ask for it again";
  return {};
}

std::optional<Refusal> check_usual(const TelemetryTable& table, const std::vector<Usual>& usual) {
  for (const Usual& one : usual) {
    const auto range = std::ranges::find(table.ranges, one.kind, &ReadingRange::kind);
    if (range == table.ranges.end())
      return Refusal{RefusalCode::invalid_value, fmt::format("{} has no usual value", words(one.kind))};
    if (one.hundredths >= range->least && one.hundredths <= range->most) continue;
    return Refusal{RefusalCode::invalid_value,
                   fmt::format("a usual {} of {} is not possible; give {} to {}", words(one.kind),
                               clinical::value_words(table, one.kind, one.hundredths),
                               clinical::value_words(table, one.kind, range->least),
                               clinical::value_words(table, one.kind, range->most))};
  }
  return std::nullopt;
}

}  // namespace

// A home speaks for itself, and for no other one.
Decider::Outcome_ Decider::check_reporter(const HomeId& id) const {
  if (auto refused = check_home(site(), id)) return refused;
  const auto& users = find_home(site(), id)->users;
  const bool others = stamp_.actor.role == Role::referrer && !users.empty();
  if (!others || std::ranges::find(users, stamp_.actor.user) != users.end()) return std::nullopt;
  return refuse(RefusalCode::not_shared, "{} does not report for {}; its site file says who does",
                person_words(stamp_.actor.user.value), home_words(site(), id));
}

Decider::Outcome_ Decider::decide(const EnrolResident& c) {
  if (auto refused = check_reporter(c.home)) return refused;
  if (blank(c.resident.value))
    return refuse(RefusalCode::invalid_value, "give the resident's number, as the home's own system says it");
  const Resident* known = draft_.find_resident(c.resident);
  if (known != nullptr && known->home != c.home && !known->left) {
    return refuse(RefusalCode::invalid_value,
                  "{} is a resident of {}; remove them there first, or begin the number with the home's letters",
                  shortened(c.resident.value, 40), home_words(site(), known->home));
  }
  if (c.born && *c.born > local_time(site().calendar, now()).day)
    return refuse(RefusalCode::invalid_value, "nobody is born in the future; check the day of birth");
  if (auto refused = check_usual(site().clinical.telemetry, c.usual)) return refused;
  const NhsNumber number = read_nhs_number(c.nhs_number);
  Resident resident;
  resident.id = c.resident;
  resident.home = c.home;
  resident.person = PersonId(number.digits);
  resident.name = c.name;
  resident.born = c.born;
  resident.spo2_scale_2 = c.spo2_scale_2;
  resident.usual = c.usual;
  const bool again = known != nullptr && !known->left;
  emit(ResidentEnrolled{std::move(resident)});
  say("{} {} at {}{}", c.resident.value, again ? "told anew" : "enrolled", home_words(site(), c.home),
      number_doubt(number.status));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const RemoveResident& c) {
  if (auto refused = check_reporter(c.home)) return refused;
  const Resident* known = draft_.find_resident(c.resident);
  if (known == nullptr || known->home != c.home) {
    return refuse(RefusalCode::unknown_resident, "{} is no resident of {}; check the number",
                  shortened(c.resident.value, 40), home_words(site(), c.home));
  }
  if (known->left) return refuse(RefusalCode::already_done, "{} has left already", c.resident.value);
  emit(ResidentRemoved{c.home, c.resident, c.reason});
  resolve(AlertKey{{}, "resident/" + c.resident.value, AlertKind::resident_unwell}, "no longer a resident");
  say("{} is no longer a resident of {}", c.resident.value, home_words(site(), c.home));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ReportReadings& c) {
  if (auto refused = check_reporter(c.home)) return refused;
  HomeReport(*this, c, *find_home(site(), c.home)).run();
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const OpenCaseFromAlert& c) {
  const CaseId before = draft_.below().case_of({"alert", std::to_string(c.alert.value)});
  if (before.given()) {
    decision_.case_id = before;
    return refuse(RefusalCode::already_done, "already case {}", before.value);
  }
  if (auto refused = check_exists(c.alert)) return refused;
  const Alert alert = *draft_.find_alert(c.alert);
  const Resident* resident = alert.resident.given() ? draft_.find_resident(alert.resident) : nullptr;
  const HomeId home_id = resident != nullptr ? resident->home : alert.home;
  if (!home_id.given())
    return refuse(RefusalCode::invalid_value, "alert {} is not about a care home; open its case instead",
                  c.alert.value);
  if (auto refused = check_home(site(), home_id)) return refused;
  const auto today = local_time(site().calendar, now()).day;
  const Held held = resident == nullptr ? Held{} : clinical::triggers(site().clinical, *resident, today);
  Referral referral = referral_of(site(), *find_home(site(), home_id), resident, held, alert, now());
  if (!blank(c.note)) referral.narrative += ". " + c.note;
  const CaseId id = register_case(std::move(referral), std::nullopt, now());
  if (resident != nullptr) emit(TriggersChanged{alert.resident, resident->triggers, id});
  emit(AlertResolved{c.alert, fmt::format("case {} opened", id.value)});
  say("case {} opened: {}", id.value, alert.text);
  return std::nullopt;
}

void Decider::tick_home(const HomeState& home) {
  const CareHome* config = find_home(site(), home.id);
  if (config == nullptr) return;
  Alert alert;
  alert.kind = AlertKind::home_silent;
  alert.severity = Severity::medium;
  alert.home = home.id;
  const std::string since = home.heard ? fmt::format("nothing heard since {}", clock(*home.heard))
                                       : fmt::format("never heard, looked for since {}", clock(home.expected_from));
  alert.text = fmt::format("{}: {}, expected every {}; ring the home", config->name, since,
                           age_text(std::int64_t{config->heard_every_min} * 60));
  raise(std::move(alert));
}

}  // namespace carehub::core
