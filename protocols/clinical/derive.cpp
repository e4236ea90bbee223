#include "protocols/clinical/derive.hpp"

#include <algorithm>

#include "protocols/clinical/observed.hpp"
#include "protocols/domain/area.hpp"

namespace carehub::clinical {
namespace {

// Told, but by a word that the hub does not know; "unknown" would say that nobody told.
constexpr std::string_view unrecognised = "unrecognised";

// Where the tables have no such fact, there is no rule that could ask for it.
template <class V>
void put(Facts& facts, std::string_view fact, V value) {
  if (find_fact(facts.content(), fact) != nullptr) (void)facts.set(fact, value);
}

void add_referral(Facts& facts, const Referral& referral, LocalDay today, Instant now) {
  put(facts, "source", name_of(referral.source));
  if (const auto age = age_years(referral.person, today)) put(facts, "age_years", std::int64_t{*age});
  const auto category = referral.ambulance.category;
  if (category != AmbulanceCategory::none)
    put(facts, "ambulance_category", category == AmbulanceCategory::unknown ? unrecognised : name_of(category));
  if (!referral.disposition.empty()) put(facts, "dx", std::string_view(referral.disposition));
  if (referral.person.housebound) put(facts, "housebound", true);
  if (referral.on_floor_since)
    put(facts, "time_on_floor_min", whole_minutes(std::max(now - *referral.on_floor_since, Duration{0})));
}

void add_place(Facts& facts, const Site& site, const Location& location) {
  const bool told = !location.address.empty() || !location.postcode.empty() || !location.locality.empty();
  put(facts, "place_known", location.position.has_value() || told);
  if (location.position) put(facts, "outside_area", outside_area(site, *location.position));
}

// A score that somebody else summed counts as told, unless the values say more, or say all.
void add_told_points(Facts& facts, const Observed& seen) {
  const bool whole = seen.together && facts.is_yes("news2_complete");
  if (!seen.told_points || whole || !news2_of(facts.content().news2, seen.set).applicable) return;
  put(facts, "news2_points", std::int64_t{std::max(*seen.told_points, facts.number("news2_points").value_or(0))});
}

// What was measured and seen, as far as triage has not told it otherwise. Pieces taken hours apart are no complete set.
void add_observed(Facts& facts, const Referral& referral) {
  auto seen = observed_in(referral.observations);
  seen.set.age_years = facts.number("age_years");
  seen.set.pregnant = facts.is_yes("pregnant");
  Facts found(facts.content());
  add_observations(found, seen.set);
  add_blood_tests(found, seen.blood);
  add_told_points(found, seen);
  if (!seen.together && found.is_known("news2_complete")) put(found, "news2_complete", false);
  if (seen.soft_signs > 0) put(found, "soft_signs", std::int64_t{seen.soft_signs});
  for (const auto& one : found.list())
    if (!facts.is_known(one.fact)) put(facts, one.fact, std::string_view(one.value));
}

}  // namespace

void add_observations(Facts& facts, const Observations& set) {
  if (set.consciousness) put(facts, "consciousness", name_of(*set.consciousness));
  if (set.spo2) put(facts, "spo2", std::int64_t{*set.spo2});
  if (set.resp_rate) put(facts, "resp_rate", std::int64_t{*set.resp_rate});
  if (set.systolic) put(facts, "systolic", std::int64_t{*set.systolic});
  if (set.pulse) put(facts, "pulse", std::int64_t{*set.pulse});
  const auto score = news2_of(facts.content().news2, set);
  if (!score.applicable) return;
  const bool anything = std::ranges::any_of(score.parts, [](const auto& part) { return part.has_value(); });
  if (!anything) return;
  put(facts, "news2_points", std::int64_t{score.points});
  put(facts, "news2_complete", score.complete);
  put(facts, "news2_red", score.red_parameter);
}

void add_blood_tests(Facts& facts, const BloodTests& blood) {
  if (blood.glucose) put(facts, "glucose_hundredths", std::int64_t{*blood.glucose});
  if (blood.ketones) put(facts, "ketones_hundredths", std::int64_t{*blood.ketones});
}

void add_disposition(Facts& facts) {
  const auto code = facts.value("dx");
  if (!code) return;
  const auto* known = find_disposition(facts.content(), *code);
  put(facts, "dx_class", known == nullptr ? unrecognised : std::string_view(known->kind));
  if (known != nullptr && known->need != Need::unknown && !facts.is_known("need"))
    put(facts, "need", name_of(known->need));
}

void add_red_flags(Facts& facts, const std::vector<std::string>& codes) {
  for (const auto& code : codes) {
    const auto& known = facts.content().red_flags;
    const bool named = std::ranges::find(known, code, &RedFlag::code) != known.end();
    put(facts, named ? std::string_view(code) : "other_red_flag", true);
  }
}

Facts facts_of(const Site& site, const Referral& referral, const Triage* triage, LocalDay today, Instant now) {
  Facts facts(site.clinical);
  add_referral(facts, referral, today, now);
  add_place(facts, site, referral.location);
  if (triage != nullptr) {
    for (const auto& one : triage->facts) put(facts, one.fact, std::string_view(one.value));
    if (triage->need != Need::unknown) put(facts, "need", name_of(triage->need));
  }
  add_observed(facts, referral);
  add_red_flags(facts, referral.red_flags);
  add_disposition(facts);
  return facts;
}

}  // namespace carehub::clinical
