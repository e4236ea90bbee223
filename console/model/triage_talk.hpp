#pragma once
// The conversation of triage: red flags first, then the need, then the questions of its pathway one after the other, as
// the site's clinical content asks them. Pure. What nobody said is never "no"; "not known" is asked, and stays unknown.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/clinical_words.hpp"
#include "protocols/clinical/observed.hpp"
#include "protocols/domain/referral.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::console {

enum class Answer { not_asked, yes, no, not_known };

struct RedFlagQuestion {
  std::string code;
  std::string question;
  std::string words;  // "stroke signs"
};
// Those that a person is asked. A site without clinical content asks one: whether there is any threat to life.
[[nodiscard]] std::vector<RedFlagQuestion> red_flag_questions(const ClinicalContent& content);

// What rules turn on and may be said of anybody, whether or not the pathway asks: "pregnant". Red flags are asked
// anyway.
[[nodiscard]] std::vector<const FactDefinition*> rule_facts(const ClinicalContent& content);

// The needs as they are offered: physical, mental, social, each in the order of the vocabulary.
struct NeedChoice {
  Need need = Need::other;
  CrisisKind crisis = CrisisKind::physical;
};
[[nodiscard]] std::vector<NeedChoice> need_choices(const ClinicalContent& content);

// As typed; kept as told even if it cannot be.
struct TypedObservations {
  std::map<News2Parameter, std::string> values;
  std::int32_t spo2_scale = 1;
  bool operator==(const TypedObservations&) const = default;
};

struct TriageTalk {
  Need need = Need::unknown;
  std::map<std::string, std::optional<std::string>, std::less<>> answers;  // by fact; none: asked, and not known
  std::map<std::string, std::string> unclear;     // by fact: told, but nothing that it can be; kept as told
  std::set<std::string, std::less<>> told_flags;  // came with the case, and stay
  std::vector<KnownFact> told;                    // elsewhere on the form; not asked again
  TypedObservations observed;
  std::set<std::string> soft_signs;  // in words
  bool operator==(const TriageTalk&) const = default;
};

// Errors: what can be answered; nothing is changed then. A red flag that came with the case stays yes.
[[nodiscard]] Result<void> answer(TriageTalk& talk, const ClinicalContent& content, std::string_view fact,
                                  std::string_view value);
void answer_not_known(TriageTalk& talk, std::string_view fact);
void take_back(TriageTalk& talk, std::string_view fact);
// No to every red flag that was not asked yet, each as an answer of its own; how many.
std::size_t none_of_these(TriageTalk& talk, const ClinicalContent& content);
[[nodiscard]] Answer answer_to(const TriageTalk& talk, std::string_view fact);
// Codes of the red flags that are yes.
[[nodiscard]] std::vector<std::string> red_flags_of(const TriageTalk& talk, const ClinicalContent& content);
// Every answer that was given, as the hub takes it; "not known" is none.
[[nodiscard]] std::vector<KnownFact> facts_of(const TriageTalk& talk);
// "no: chest pain, choking; 75 min: time on the floor"; empty if nothing was answered.
[[nodiscard]] std::string answers_in_words(const TriageTalk& talk, const ClinicalContent& content);
[[nodiscard]] std::vector<Observation> observations_of(const TriageTalk& talk, Instant at);

struct TalkState;
// "breaths: 999 is not possible; give a whole number, 0 to 90/min; kept as told, not scored", for the referral.
[[nodiscard]] std::vector<std::string> observation_warnings(const TalkState& state);

struct TalkQuestion {
  std::string fact;
  std::string ask;
  FactKind kind = FactKind::yes_no;
  std::string bounds;  // of a number: "0 to 100000 min"
  std::vector<std::string> values;
};

struct ObservationFault {
  News2Parameter parameter = News2Parameter::resp_rate;
  std::string text;  // "999 is not possible; give 0 to 90/min"
};

// Where the conversation stands.
struct TalkState {
  std::size_t flags = 0, flags_open = 0;
  bool needs_999 = false;               // by a red flag, or by what the rules make of the rest
  bool enough_for_999 = false;          // it need not be asked to its end
  std::vector<std::string> red_flags;   // codes
  std::vector<TalkQuestion> questions;  // of the way so far, in their order
  bool asks = false;                    // the last of them waits for its answer
  std::vector<std::string> not_known;   // asked, in words
  std::vector<std::string> unclear;     // "time on the floor: “-5” cannot be"
  std::string news2;                    // "NEWS2 7, high; red: consciousness"; empty without observations
  bool news2_warns = false;
  std::string news2_head;                // "incomplete: NEWS2 at least 4, not a score"; "NEWS2 7"; empty without
  std::map<News2Parameter, int> points;  // of each observation that has them
  std::vector<ObservationFault> faults;
  std::vector<KnownFact> observed;  // what follows from the observations
  Triage triage;                    // what is sent, were the conversation to end here
  std::vector<ClinicalLine> lines;  // what the rules say so far
};

// `base`: what is known beside the conversation. Requires: content without mistakes.
[[nodiscard]] TalkState see(const TriageTalk& talk, const Site& site, const Referral& base, Instant now);

// The conversation about a case as it was left: what triage asked before, and the red flags that were told.
[[nodiscard]] TriageTalk talk_about(const Case& c, const ClinicalContent& content);

}  // namespace carehub::console
