#pragma once
// Facts that follow from others: what a set of observations scores, what a disposition asks for, what the referral
// says.

#include "protocols/clinical/facts.hpp"
#include "protocols/clinical/news2.hpp"
#include "protocols/clinical/observed.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::clinical {

// consciousness, spo2, resp_rate, systolic, pulse; then news2_points, news2_complete, news2_red: the points of an
// incomplete set are a floor, and there are none where NEWS2 is not for this person. Requires: plausible.
void add_observations(Facts& facts, const Observations& set);

// glucose_hundredths and ketones_hundredths, of mmol/L.
void add_blood_tests(Facts& facts, const BloodTests& blood);

// dx_class of the fact dx, "unrecognised" for a code that the tables do not name; and the need, if nobody has told it.
void add_disposition(Facts& facts);

// A red flag whose code the tables do not name still counts: as other_red_flag.
void add_red_flags(Facts& facts, const std::vector<std::string>& codes);

// The facts of a case as it stands: age, source, place, ambulance category, disposition, observations and whatever else
// the referral tells; then what triage has asked. A red flag that was told stays, whatever is answered later.
[[nodiscard]] Facts facts_of(const Site& site, const Referral& referral, const Triage* triage, LocalDay today,
                             Instant now);

}  // namespace carehub::clinical
