#pragma once
// What is to be done for a case by all that is known of it: red flags, then the rules that hold across pathways, then
// the pathway of its need. The gravest decides; everything that applied is named.

#include <optional>
#include <string>
#include <vector>

#include "protocols/clinical/walk.hpp"
#include "protocols/domain/clinical_words.hpp"
#include "protocols/domain/referral.hpp"

namespace carehub::clinical {

struct Fired {
  std::string rule;     // "red_flag.chest_pain", "rule.fall_on_anticoagulants", "falls.long_lie"
  std::string because;  // in words
  bool signed_off = false;
};

struct Assessment {
  ClinicalResult result = ClinicalResult::clinician;
  Need need = Need::unknown;
  const Pathway* pathway = nullptr;  // of the content; null where there is none for the need
  const PathwayOutcome* outcome = nullptr;
  Priority priority = Priority::p3;
  SkillSet skills;
  std::vector<std::string> kit;
  std::vector<ServiceKind> services;  // best first, without those in `never`; empty for an emergency
  std::vector<ServiceKind> never;
  std::optional<std::int32_t> target_min;
  std::optional<std::int32_t> visit_min;
  std::vector<Fired> fired;                   // gravest first
  std::vector<const FactDefinition*> to_ask;  // what the pathway wants to know and nobody has said
  const PathwayQuestion* next = nullptr;      // with OnUnknown::ask: the question to put now
  bool signed_off = false;                    // all that applied is signed off
};

// Red flags and rules see every fact, whether or not the pathway asks for it.
[[nodiscard]] Assessment assess(const ClinicalContent& content, const Facts& facts,
                                OnUnknown on_unknown = OnUnknown::pass);

// The assessment as it is kept with the case. Without a reason of the clinician's own, what applied is the reason.
[[nodiscard]] Triage triage_of(const ClinicalContent& content, const Facts& facts, const Assessment& assessment);

}  // namespace carehub::clinical
