#include "dispatcher/core/home_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

constexpr std::size_t residents_named = 5;

void join(std::string& text, std::string_view more, std::string_view between) {
  if (more.empty()) return;
  if (!text.empty()) text += between;
  text += more;
}

std::string lower_first(std::string text) {
  // An abbreviation stays as it is.
  const bool word = text.size() > 1 && text[1] >= 'a' && text[1] <= 'z';
  if (word && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string last_words(const Site& site, const Resident& resident, ReadingKind kind, Instant now) {
  const LastReading* last = clinical::last_of(resident, kind);
  if (last == nullptr) return {};
  const TelemetryTable& table = site.clinical.telemetry;
  std::string text = fmt::format("{} {} at {}", words(kind), clinical::value_words(table, kind, last->hundredths),
                                 clock_words(site.calendar, last->taken, now));
  return text;
}

std::string twice_words(const Site& site, const Resident& resident, const ReadingTrigger& trigger, Instant now) {
  const LastReading* last = clinical::last_of(resident, *trigger.kind);
  if (trigger.times < 2 || last == nullptr || !last->before) return {};
  return fmt::format("{} at {}", clinical::value_words(site.clinical.telemetry, *trigger.kind, *last->before),
                     clock_words(site.calendar, *last->before_taken, now));
}

std::string usual_words(const Site& site, const Resident& resident, const ReadingTrigger& trigger) {
  if (!trigger.below_usual && !trigger.above_usual) return {};
  const auto usual = std::ranges::find(resident.usual, *trigger.kind, &Usual::kind);
  if (usual == resident.usual.end()) return {};
  return fmt::format("usually {}", clinical::value_words(site.clinical.telemetry, *trigger.kind, usual->hundredths));
}

std::string score_words(const Site& site, const Resident& resident, const ReadingTrigger& trigger, Instant now) {
  if (!trigger.news2_at_least && !trigger.news2_red) return {};
  const auto today = local_time(site.calendar, now).day;
  const auto set = clinical::observations_of(resident, today, trigger.within_min);
  return clinical::words(clinical::news2_of(site.clinical.news2, set));
}

// The parameters that are red by themselves.
std::string red_words(const Site& site, const Resident& resident, const ReadingTrigger& trigger, Instant now) {
  if (!trigger.news2_red) return {};
  const auto today = local_time(site.calendar, now).day;
  std::string text;
  for (const LastReading& last : resident.latest) {
    Resident alone;
    alone.spo2_scale_2 = resident.spo2_scale_2;
    alone.latest = {last};
    if (last.kind == ReadingKind::spo2)
      if (const LastReading* oxygen = clinical::last_of(resident, ReadingKind::on_oxygen))
        alone.latest.push_back(*oxygen);
    const auto set = clinical::observations_of(alone, today, trigger.within_min);
    if (clinical::news2_of(site.clinical.news2, set).red_parameter)
      join(text, last_words(site, resident, last.kind, now), ", ");
  }
  return text;
}

Contact contact_of(const CareHome& home) {
  Contact contact;
  contact.name = home.name;
  contact.relation = "care home";
  contact.phone = home.phone;
  contact.call_back = true;
  return contact;
}

void add_observations(const Site& site, const Resident& resident, Instant now, Referral& referral) {
  const ClinicalContent& content = site.clinical;
  for (const LastReading& last : resident.latest) {
    referral.observations.push_back({std::string(words(last.kind)),
                                     clinical::value_words(content.telemetry, last.kind, last.hundredths), last.taken});
    if (last.before)
      referral.observations.push_back({fmt::format("{}, before", words(last.kind)),
                                       clinical::value_words(content.telemetry, last.kind, *last.before),
                                       last.before_taken});
  }
  const auto today = local_time(site.calendar, now).day;
  const auto score = clinical::news2_of(content.news2, clinical::observations_of(resident, today, 240));
  const bool anything = std::ranges::any_of(score.parts, [](const auto& part) { return part.has_value(); });
  if (anything) referral.observations.push_back({"NEWS2", clinical::words(score), now});
  if (resident.soft_signs_at && !resident.soft_signs.empty())
    referral.observations.push_back(
        {"soft signs", clinical::soft_sign_words(content.soft_signs, resident.soft_signs), resident.soft_signs_at});
}

std::string background(const Site& site, const Resident& resident) {
  std::string text = fmt::format("lives at {}, known there as {}", home_words(site, resident.home), resident.id.value);
  if (resident.spo2_scale_2) text += "; oxygen saturation target 88 to 92 %";
  for (const Usual& usual : resident.usual)
    text += fmt::format("; usual {} {}", words(usual.kind),
                        clinical::value_words(site.clinical.telemetry, usual.kind, usual.hundredths));
  return text;
}

// Situation, background, assessment and what the content recommends; the decision is the hub's.
void fill_sbard(const Site& site, const Resident& resident, const Held& held, Instant now, Referral& referral) {
  Sbard& sbard = referral.sbard;
  for (const ReadingTrigger* trigger : held) {
    const std::string measured = measured_words(site, resident, *trigger, now);
    join(sbard.situation, measured.empty() ? trigger->because : fmt::format("{} ({})", trigger->because, measured),
         "; ");
    if (sbard.recommendation.find(trigger->advice) == std::string::npos)
      join(sbard.recommendation, trigger->advice, "; ");
  }
  sbard.background = background(site, resident);
  for (const Observation& observation : referral.observations)
    if (observation.name == "NEWS2")
      join(sbard.assessment, observation.value, "; ");
    else if (observation.name == "soft signs")
      join(sbard.assessment, "soft signs: " + observation.value, "; ");
}

std::string trigger_list(const Held& held) {
  std::string text;
  for (const ReadingTrigger* trigger : held)
    join(text,
         fmt::format("{} ({}{})", trigger->id, trigger->sign_off.source,
                     trigger->sign_off.signed_off_by.empty() ? ", not signed off" : ""),
         "; ");
  return text;
}

void add_resident(const Site& site, const Resident& resident, const Held& held, Instant now, Referral& referral) {
  referral.person.name = resident.name;
  referral.person.nhs_number = resident.person.value;
  referral.person.born = resident.born;
  if (!held.empty()) referral.summary = shortened(held.front()->because, 120);
  add_observations(site, resident, now, referral);
  fill_sbard(site, resident, held, now, referral);
  if (!held.empty()) join(referral.narrative, "Triggers: " + trigger_list(held), ". ");
  const bool emergency = std::ranges::any_of(held, &ReadingTrigger::emergency);
  if (emergency) referral.red_flags = {"immediate_danger"};
}

}  // namespace

std::string home_words(const Site& site, const HomeId& id) {
  const CareHome* home = find_home(site, id);
  return home != nullptr && !home->name.empty() ? home->name : id.value;
}

std::string measured_words(const Site& site, const Resident& resident, const ReadingTrigger& trigger, Instant now) {
  std::string text;
  if (trigger.kind) {
    join(text, last_words(site, resident, *trigger.kind, now), ", ");
    join(text, twice_words(site, resident, trigger, now), ", before ");
    join(text, usual_words(site, resident, trigger), ", ");
  }
  if (trigger.with_kind) join(text, last_words(site, resident, *trigger.with_kind, now), ", ");
  const std::string red = red_words(site, resident, trigger, now);
  join(text, red, ", ");
  if (red.empty() || trigger.news2_at_least) join(text, score_words(site, resident, trigger, now), ", ");
  if (trigger.soft_signs_at_least > 0)
    join(text, clinical::soft_sign_words(site.clinical.soft_signs, resident.soft_signs), ", ");
  return shortened(text, 300);
}

std::string unwell_words(const Site& site, const Resident& resident, const Held& held, Instant now) {
  const ReadingTrigger& gravest = *held.front();
  std::string text = fmt::format("{}, {}: {}", home_words(site, resident.home), shortened(resident.id.value, 40),
                                 lower_first(gravest.because));
  if (const std::string measured = measured_words(site, resident, gravest, now); !measured.empty())
    text += fmt::format(" ({})", measured);
  for (std::size_t i = 1; i < held.size(); ++i)
    text += fmt::format("{} {}", i == 1 ? "; also" : ",", lower_first(held[i]->because));
  if (!gravest.advice.empty()) text += ". " + gravest.advice;
  return text;
}

std::string fault_words(const std::vector<JudgedReading>& readings) {
  std::string text, residents;
  std::vector<ResidentId> named;
  for_each_value<ReadingFault>([&](ReadingFault fault) {
    if (fault == ReadingFault::none) return;
    const auto count = std::ranges::count(readings, fault, &JudgedReading::fault);
    if (count > 0) join(text, fmt::format("{} {}", count, words(fault)), ", ");
  });
  for (const JudgedReading& judged : readings) {
    const bool doubtful = judged.fault != ReadingFault::none && judged.fault != ReadingFault::duplicate;
    if (!doubtful || std::ranges::find(named, judged.reading.resident) != named.end()) continue;
    named.push_back(judged.reading.resident);
    if (named.size() <= residents_named) join(residents, shortened(judged.reading.resident.value, 40), ", ");
  }
  if (named.size() > residents_named) residents += fmt::format(" and {} more", named.size() - residents_named);
  return residents.empty() ? text : fmt::format("{} ({})", text, residents);
}

Referral referral_of(const Site& site, const CareHome& home, const Resident* resident, const Held& held,
                     const Alert& alert, Instant now) {
  Referral referral;
  referral.source = Source::care_home;
  referral.referrer = fmt::format("{}, care home", home.name);
  referral.referrer_ods = home.ods;
  referral.summary = std::string(words(alert.kind));
  referral.narrative = alert.text;
  referral.person.contacts = {contact_of(home)};
  referral.person.practice = home.practice;
  referral.location.position = home.position;
  referral.location.address = home.address.empty() ? home.name : fmt::format("{}, {}", home.name, home.address);
  referral.location.postcode = home.postcode;
  referral.consent = "direct care";
  referral.external_ids = {{"alert", std::to_string(alert.id.value)}};
  if (resident != nullptr) add_resident(site, *resident, held, now, referral);
  return referral;
}

}  // namespace carehub::core
