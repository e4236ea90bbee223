// What the sender's triage found: NHS Pathways codes, ambulance category, the consultation in words, the clock's start.

#include <algorithm>

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

struct CategoryCode {
  std::string_view code;
  AmbulanceCategory category;
};

// The official code of the transport level is "HP4T"; "HCP4T" is seen too. C2A to C2C: category 2 segmentation.
constexpr CategoryCode categories[] = {
    {"c1", AmbulanceCategory::c1},     {"c2", AmbulanceCategory::c2},     {"c2a", AmbulanceCategory::c2a},
    {"c2b", AmbulanceCategory::c2b},   {"c2c", AmbulanceCategory::c2c},   {"c3", AmbulanceCategory::c3},
    {"c4", AmbulanceCategory::c4},     {"c4t", AmbulanceCategory::c4t},   {"c5", AmbulanceCategory::c5},
    {"hcp1", AmbulanceCategory::hcp1}, {"hcp2", AmbulanceCategory::hcp2}, {"hcp3", AmbulanceCategory::hcp3},
    {"hcp4", AmbulanceCategory::hcp4}, {"hp4t", AmbulanceCategory::hp4t}, {"hcp4t", AmbulanceCategory::hp4t},
    {"ift1", AmbulanceCategory::ift1}, {"ift2", AmbulanceCategory::ift2}, {"ift3", AmbulanceCategory::ift3},
    {"ift4", AmbulanceCategory::ift4},
};

void take_category(const Code& code, Draft& draft) {
  AmbulanceDetails& ambulance = draft.referral.ambulance;
  const std::string sent = code_and_words(code);
  if (ambulance.category != AmbulanceCategory::none) {
    if (sent != ambulance.category_text) {
      draft.warn("More than one ambulance category was sent; the first is shown.");
      draft.keep("Further ambulance category", sent);
    }
    return;
  }
  ambulance.category_text = sent;
  ambulance.category = AmbulanceCategory::unknown;
  for (const CategoryCode& known : categories)
    if (same_code(known.code, code.code)) ambulance.category = known.category;
  if (ambulance.category == AmbulanceCategory::unknown)
    draft.warn("The ambulance category sent is not known here; it is shown as sent.");
}

// The first value of its kind is the one; a further one is kept beside it.
void take(std::string& member, const Code& code, const std::string& kind, Draft& draft) {
  if (member.empty())
    member = code.code;
  else if (!same_code(member, code.code))
    draft.keep("Further " + kind, code_and_words(code));
  draft.keep(kind, code.display);
}

void take_code(const Code& code, Draft& draft) {
  Referral& referral = draft.referral;
  if (code.system == "pathways-sg-code") return take(referral.symptom_group, code, "Symptom group", draft);
  if (code.system == "pathways-sd-code")
    return take(referral.symptom_discriminator, code, "Symptom discriminator", draft);
  if (code.system == "pathways-dx-code") return take(referral.disposition, code, "Disposition", draft);
  if (code.system == "arp-priority-code") return take_category(code, draft);
  if (code.system == "pathways-pathway-code") return draft.keep("Pathway", code_and_words(code));
  if (code.system == "ampds-dispatch-code") return draft.keep("AMPDS code", code_and_words(code));
  draft.keep(code.system == "response-outcome-code" ? "Outcome" : "Triage code", code_and_words(code));
}

void take_outcomes(const Node& plan, Draft& draft) {
  for (const Node& activity : plan.items("activity")) {
    for (const Node& outcome : activity.items("outcomeCodeableConcept")) {
      const std::vector<Code> codes = codes_of(outcome);
      for (const Code& code : codes) take_code(code, draft);
      if (codes.empty()) draft.tell(with_line_breaks(outcome.text("text")));
    }
    draft.tell(with_line_breaks(activity["detail"].text("description")));
    for (const Node& note : activity.items("progress")) draft.tell(with_line_breaks(note.text("text")));
  }
  draft.tell(with_line_breaks(plan.text("description")));
  for (const Node& note : plan.items("note")) draft.tell(with_line_breaks(note.text("text")));
}

void choose_summary(Draft& draft) {
  const auto kept = [&](std::string_view name) -> std::string {
    for (const Observation& one : draft.referral.observations)
      if (one.name == name) return one.value;
    return {};
  };
  for (const std::string_view name : {"Symptom group", "Pathway", "AMPDS code", "Symptom discriminator", "Disposition"})
    if (draft.referral.summary.empty()) draft.referral.summary = kept(name);
}

}  // namespace

void add_triage_outcome(Draft& draft) {
  Referral& referral = draft.referral;
  std::vector<Resource> plans;
  for (const Node& reference : draft.request.node.items("basedOn"))
    if (Resource plan = draft.bundle.resolve(reference); plan.type == "CarePlan") plans.push_back(std::move(plan));
  for (Resource& plan : draft.bundle.of("CarePlan"))
    if (std::none_of(plans.begin(), plans.end(), [&](const Resource& p) { return p.url_id == plan.url_id; }))
      plans.push_back(std::move(plan));
  for (const Resource& plan : plans) {
    take_outcomes(plan.node, draft);
    if (!referral.ambulance.clock_start)
      referral.ambulance.clock_start = read_time(plan.node["period"]["start"], "CarePlan.period.start", draft);
  }
  if (referral.symptom_group.empty() != referral.symptom_discriminator.empty())
    draft.warn("Symptom group and discriminator belong together; only one was sent.");
  choose_summary(draft);
}

}  // namespace carehub::fhir
