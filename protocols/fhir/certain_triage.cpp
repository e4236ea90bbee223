// Which need is certain from codes alone. A wrong guess would send the wrong team, so anything else is left to a
// person.

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

struct Disposition {
  std::string_view code;
  std::int32_t minutes;  // time the sender promised; 0 none
  Need need;             // unknown: the disposition names a service, not a need
};

// Dispositions that do not ask for an ambulance, an emergency department, a validation or a dentist.
// Source: NHS Pathways dispositions as listed in domain facts 03 (dx_codes.csv), November 2026.
constexpr Disposition community[] = {
    {"dx92", 240, Need::mental_health_crisis},
    {"dx117", 60, Need::palliative},
    {"dx116", 360, Need::palliative},
    {"dx85", 120, Need::medication},
    {"dx80", 360, Need::medication},
    {"dx86", 720, Need::medication},
    {"dx87", 1440, Need::medication},
    {"dx81", 0, Need::medication},
    {"dx05", 120, Need::unknown},
    {"dx06", 360, Need::unknown},
    {"dx07", 720, Need::unknown},
    {"dx08", 1440, Need::unknown},
    {"dx75", 4320, Need::unknown},
    {"dx10", 0, Need::unknown},
    {"dx115", 0, Need::unknown},
    {"dx11", 60, Need::unknown},
    {"dx12", 120, Need::unknown},
    {"dx13", 360, Need::unknown},
    {"dx14", 720, Need::unknown},
    {"dx15", 1440, Need::unknown},
    {"dx110", 240, Need::unknown},
    {"dx111", 1440, Need::unknown},
    {"dx112", 0, Need::unknown},
    {"dx113", 0, Need::unknown},
    {"dx114", 0, Need::unknown},
    {"dx120", 240, Need::unknown},
    {"dx61", 20, Need::unknown},
    {"dx28", 720, Need::unknown},
    {"dx09", 0, Need::unknown},
    {"dx38", 0, Need::unknown},
};

struct NamedNeed {
  std::string_view name;  // SNOMED CT code, or the whole text in lower case
  Need need;
};

// Source: snomed_seed.csv of domain facts 05; the texts are the names of the nine two-hour needs (domain facts 01).
constexpr NamedNeed named[] = {
    {"1912002", Need::falls},
    {"40104005", Need::falls},
    {"20902002", Need::falls},
    {"279992002", Need::falls},
    {"161898004", Need::falls},
    {"217082002", Need::falls},
    {"fall", Need::falls},
    {"falls", Need::falls},
    {"2776000", Need::confusion},
    {"130987000", Need::confusion},
    {"419567006", Need::confusion},
    {"delirium", Need::confusion},
    {"new confusion", Need::confusion},
    {"acute confusion", Need::confusion},
    {"8510008", Need::reduced_function},
    {"160692006", Need::reduced_function},
    {"102491009", Need::reduced_function},
    {"reduced mobility", Need::reduced_function},
    {"reduced function", Need::reduced_function},
    {"103735009", Need::palliative},
    {"182964004", Need::palliative},
    {"395086005", Need::palliative},
    {"palliative care", Need::palliative},
    {"end of life care", Need::palliative},
    {"blocked catheter", Need::catheter},
    {"urgent catheter care", Need::catheter},
    {"urgent equipment", Need::urgent_equipment},
    {"carer breakdown", Need::carer_breakdown},
    {"frailty", Need::frailty},
    {"urgent support for diabetes", Need::diabetes},
};

const Disposition* disposition_of(const std::string& code) {
  for (const Disposition& one : community)
    if (same_code(one.code, code)) return &one;
  return nullptr;
}

Need need_named(const std::string& name) {
  for (const NamedNeed& one : named)
    if (same_code(one.name, name)) return one.need;
  return Need::unknown;
}

Need complaint_need(const Draft& draft) {
  if (const Need need = need_named(draft.referral.summary); need != Need::unknown) return need;
  std::vector<Code> codes = codes_of(draft.request.node["reasonCode"]);
  if (const std::vector<Resource> conditions = draft.bundle.of("Condition"); conditions.size() == 1)
    for (Code& code : codes_of(conditions.front().node["code"])) codes.push_back(std::move(code));
  for (const Code& code : codes)
    if (const Need need = need_named(code.code); need != Need::unknown) return need;
  return Need::unknown;
}

Priority priority_of(const Disposition* disposition) {
  if (disposition == nullptr || disposition->minutes == 0) return Priority::p3;
  if (disposition->minutes <= 60) return Priority::p1;
  if (disposition->minutes <= 240) return Priority::p2;
  return disposition->minutes <= 1440 ? Priority::p3 : Priority::p4;
}

bool scene_not_safe(const Referral& referral) {
  for (const Flag& flag : referral.flags)
    if (flag.kind == FlagKind::scene_safety && !same_code(flag.code, "S")) return true;
  return false;
}

// Emergency departments, treatment centres and ambulance to ambulance: the sender has chosen, a person must look.
bool needs_a_person(const Draft& draft) {
  const std::string& use_case = draft.reading.use_case;
  return draft.reading.validation || draft.reading.booking || use_case.starts_with("a1t") ||
         use_case.starts_with("a2t") || use_case.starts_with("a6t") ||
         draft.referral.ambulance.category != AmbulanceCategory::none || scene_not_safe(draft.referral);
}

}  // namespace

std::optional<Triage> certain_triage(const Draft& draft) {
  if (needs_a_person(draft)) return {};
  const std::string& code = draft.referral.disposition;
  const Disposition* disposition = disposition_of(code);
  if (!code.empty() && disposition == nullptr) return {};
  Triage triage;
  triage.need = disposition != nullptr ? disposition->need : Need::unknown;
  if (triage.need == Need::unknown) triage.need = complaint_need(draft);
  if (triage.need == Need::unknown) return {};
  triage.priority = priority_of(disposition);
  triage.reason = "as sent: " + (code.empty() ? draft.referral.summary : code + " " + draft.referral.summary);
  return triage;
}

}  // namespace carehub::fhir
