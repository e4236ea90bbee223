#pragma once
// Clinical content as data: facts about a person, red flags, rules, pathways, early warning bands, dispositions. Read
// from assets/clinical, journaled with the site, so that a decision is explained by the rules of its day. What is done
// with it: protocols/clinical.

#include <optional>
#include <string>
#include <vector>

#include "protocols/domain/care_home.hpp"
#include "protocols/domain/skills.hpp"

namespace carehub {

// Where clinical content comes from. Empty signed_off_by: no clinical safety officer has signed it, and screens say so.
struct SignOff {
  std::string source;
  std::string edition;
  std::string signed_off_by;
  bool operator==(const SignOff&) const = default;
};
BOOST_DESCRIBE_STRUCT(SignOff, (), (source, edition, signed_off_by))

enum class FactKind { yes_no, number, choice, text };
BOOST_DESCRIBE_ENUM(FactKind, yes_no, number, choice, text)

// Something that can be known of a case, asked or worked out. Not known is never "no".
struct FactDefinition {
  std::string id;  // "time_on_floor_min"
  FactKind kind = FactKind::yes_no;
  std::string words;  // "time on the floor"
  std::string ask;    // "How long on the floor?"; empty: it is worked out, not asked
  std::string unit;   // "min"
  std::int32_t least = 0;
  std::int32_t most = 0;
  std::vector<std::string> values;  // of a choice
  bool operator==(const FactDefinition&) const = default;
};
BOOST_DESCRIBE_STRUCT(FactDefinition, (), (id, kind, words, ask, unit, least, most, values))

// A test of one fact: one of some values, or a number between bounds. Holds, fails, or cannot be told.
struct Condition {
  std::string fact;
  std::vector<std::string> values;       // "yes", "no", a choice; empty: by the bounds
  std::optional<std::int32_t> at_least;  // inclusive
  std::optional<std::int32_t> at_most;   // inclusive
  bool unknown = false;                  // holds as well while the fact is not known
  bool operator==(const Condition&) const = default;
};
BOOST_DESCRIBE_STRUCT(Condition, (), (fact, values, at_least, at_most, unknown))

// In order of precedence: the gravest that applies decides.
enum class ClinicalResult {
  open,       // says nothing of who answers
  service,    // a service of the hub may answer
  clinician,  // a person must decide first
  emergency,  // 999 now, nothing else is offered
};
BOOST_DESCRIBE_ENUM(ClinicalResult, open, service, clinician, emergency)

// A yes is 999 now. Its code is a yes-or-no fact.
struct RedFlag {
  std::string code;
  std::string words;  // "Stroke signs: face, arm, speech"
  SignOff sign_off;
  bool operator==(const RedFlag&) const = default;
};
BOOST_DESCRIBE_STRUCT(RedFlag, (), (code, words, sign_off))

// What holds across pathways: applies where every `when` holds and no `unless` does.
struct ClinicalRule {
  std::string id;
  std::vector<Condition> when;
  std::vector<Condition> unless;
  ClinicalResult result = ClinicalResult::open;
  std::vector<ServiceKind> never;  // kinds that must not answer
  std::vector<ServiceKind> first;  // kinds put before the others
  std::optional<std::int32_t> target_min;
  std::optional<Priority> priority;
  SkillSet skills;      // needed as well
  std::string because;  // in words for whoever decides
  SignOff sign_off;
  bool operator==(const ClinicalRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClinicalRule, (),
                      (id, when, unless, result, never, first, target_min, priority, skills, because, sign_off))

// Where an answer leads. `test.fact` is the question's own.
struct PathwayAnswer {
  Condition test;
  std::string to;           // a question, an outcome, or "score"
  std::int32_t points = 0;  // added to the pathway's score
  bool operator==(const PathwayAnswer&) const = default;
};
BOOST_DESCRIBE_STRUCT(PathwayAnswer, (), (test, to, points))

struct PathwayQuestion {
  std::string id;
  std::string fact;
  std::string ask;  // empty: the fact's own words
  std::vector<PathwayAnswer> answers;
  bool operator==(const PathwayQuestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(PathwayQuestion, (), (id, fact, ask, answers))

struct ScoreBand {
  std::int32_t at_least = 0;
  std::int32_t at_most = 0;
  std::string to;  // an outcome
  bool operator==(const ScoreBand&) const = default;
};
BOOST_DESCRIBE_STRUCT(ScoreBand, (), (at_least, at_most, to))

struct PathwayOutcome {
  std::string id;
  ClinicalResult result = ClinicalResult::service;
  std::vector<ServiceKind> services;       // best first; empty: the pathway's
  std::vector<ServiceKind> never;          // beside the pathway's
  std::optional<std::int32_t> target_min;  // none: the pathway's
  std::optional<Priority> priority;        // none: the pathway's
  SkillSet skills;                         // beside the pathway's
  std::string because;
  bool operator==(const PathwayOutcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(PathwayOutcome, (), (id, result, services, never, target_min, priority, skills, because))

enum class CrisisKind { physical, mental, social };
BOOST_DESCRIBE_ENUM(CrisisKind, physical, mental, social)

// The conversation about one need, and what the need asks of a team.
struct Pathway {
  std::string id;
  std::string title;
  Need need = Need::other;
  CrisisKind crisis = CrisisKind::physical;
  std::int32_t version = 1;
  SignOff sign_off;
  std::vector<std::string> include;  // in words, for people
  std::vector<std::string> exclude;
  SkillSet skills;
  std::vector<std::string> kit;
  std::optional<std::int32_t> visit_min;  // none: as usual for the service
  Priority priority = Priority::p3;
  std::optional<std::int32_t> target_min;  // the national target; none: the service's own
  std::vector<ServiceKind> services;       // best first
  std::vector<ServiceKind> never;
  std::vector<PathwayQuestion> questions;  // the first is asked first
  std::vector<ScoreBand> bands;
  std::vector<PathwayOutcome> outcomes;
  bool operator==(const Pathway&) const = default;
};
BOOST_DESCRIBE_STRUCT(Pathway, (),
                      (id, title, need, crisis, version, sign_off, include, exclude, skills, kit, visit_min, priority,
                       target_min, services, never, questions, bands, outcomes))

enum class News2Parameter { resp_rate, spo2, oxygen, systolic, pulse, consciousness, temperature };
BOOST_DESCRIBE_ENUM(News2Parameter, resp_rate, spo2, oxygen, systolic, pulse, consciousness, temperature)

enum class OxygenUse { either, air, given };
BOOST_DESCRIBE_ENUM(OxygenUse, either, air, given)

// Bands of a parameter. Units: breaths and beats a minute, per cent, mmHg, tenths of a degree Celsius. Oxygen: 0 air,
// 1 given. Consciousness: by the value's position in ACVPU.
struct News2Band {
  News2Parameter parameter = News2Parameter::resp_rate;
  std::optional<std::int32_t> at_least;
  std::optional<std::int32_t> at_most;
  std::int32_t points = 0;
  std::int32_t spo2_scale = 0;  // 1 or 2; 0: not of oxygen saturation
  OxygenUse on = OxygenUse::either;
  bool operator==(const News2Band&) const = default;
};
BOOST_DESCRIBE_STRUCT(News2Band, (), (parameter, at_least, at_most, points, spo2_scale, on))

struct News2Table {
  SignOff sign_off;
  std::vector<News2Band> bands;
  std::int32_t medium_from = 5;  // total
  std::int32_t high_from = 7;
  std::int32_t red_points = 3;  // in a single parameter
  std::int32_t least_age_years = 16;
  bool operator==(const News2Table&) const = default;
};
BOOST_DESCRIBE_STRUCT(News2Table, (), (sign_off, bands, medium_from, high_from, red_points, least_age_years))

// What a 111 disposition asks for. Unknown codes are kept as sent and treated as unknown.
struct Disposition {
  std::string code;                        // "Dx05"; compared without regard to case
  std::string words;                       // "Contact primary care in 2 h"
  std::optional<std::int32_t> within_min;  // none: no time in minutes, as "next working day"
  std::string kind;                        // "primary-care": a value of the fact dx_class
  Need need = Need::unknown;               // assumed where nothing else says it
  std::vector<ServiceKind> services;       // best first; empty: by need
  std::string basis;
  bool operator==(const Disposition&) const = default;
};
BOOST_DESCRIBE_STRUCT(Disposition, (), (code, words, within_min, kind, need, services, basis))

// A change that carers notice before any number does.
struct SoftSign {
  std::string code;
  std::string words;
  bool operator==(const SoftSign&) const = default;
};
BOOST_DESCRIBE_STRUCT(SoftSign, (), (code, words))

struct SoftSignTable {
  SignOff sign_off;
  std::vector<SoftSign> signs;
  bool operator==(const SoftSignTable&) const = default;
};
BOOST_DESCRIBE_STRUCT(SoftSignTable, (), (sign_off, signs))

struct DispositionTable {
  SignOff sign_off;
  std::vector<Disposition> codes;
  bool operator==(const DispositionTable&) const = default;
};
BOOST_DESCRIBE_STRUCT(DispositionTable, (), (sign_off, codes))

// What a device may send: a unit other than the kind's own is converted, what lies outside is not believed.
struct ReadingRange {
  ReadingKind kind = ReadingKind::glucose;
  std::string unit;               // "mmol/L"; the first of a kind is the kind's own
  std::int32_t per_mille = 1000;  // of this unit in the kind's own: mg/dL of glucose 55
  std::int32_t least = 0;         // hundredths of the kind's own unit, inclusive
  std::int32_t most = 0;
  bool operator==(const ReadingRange&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadingRange, (), (kind, unit, per_mille, least, most))

// When readings ask for somebody. All of what is named must hold; what was not measured never holds.
struct ReadingTrigger {
  std::string id;
  std::optional<ReadingKind> kind;
  std::optional<std::int32_t> at_least;  // hundredths, inclusive
  std::optional<std::int32_t> at_most;
  std::int32_t times = 1;                   // so many readings in a row; at most 2
  std::optional<std::int32_t> below_usual;  // lower than the resident's own by at least so much
  std::optional<std::int32_t> above_usual;
  std::optional<ReadingKind> with_kind;  // and another reading, not older than within_min
  std::optional<std::int32_t> with_at_least;
  std::optional<std::int32_t> news2_at_least;  // of a complete set
  bool news2_red = false;                      // a single red parameter, complete or not
  std::int32_t soft_signs_at_least = 0;
  std::int32_t within_min = 240;  // readings older than this are not put together
  Severity severity = Severity::medium;
  bool emergency = false;  // 999 now
  std::string because;
  std::string advice;  // what to say to the home
  SignOff sign_off;
  bool operator==(const ReadingTrigger&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadingTrigger, (),
                      (id, kind, at_least, at_most, times, below_usual, above_usual, with_kind, with_at_least,
                       news2_at_least, news2_red, soft_signs_at_least, within_min, severity, emergency, because, advice,
                       sign_off))

struct TelemetryTable {
  SignOff sign_off;
  std::vector<ReadingRange> ranges;
  std::vector<ReadingTrigger> triggers;
  std::int32_t future_max_s = 300;  // a device's clock further ahead than this: kept, not believed
  std::int32_t old_max_min = 1440;
  bool operator==(const TelemetryTable&) const = default;
};
BOOST_DESCRIBE_STRUCT(TelemetryTable, (), (sign_off, ranges, triggers, future_max_s, old_max_min))

struct ClinicalContent {
  std::string edition;  // of the whole: "2026-11"
  std::vector<FactDefinition> facts;
  std::vector<RedFlag> red_flags;
  std::vector<ClinicalRule> rules;
  std::vector<Pathway> pathways;
  News2Table news2;
  SoftSignTable soft_signs;
  DispositionTable dispositions;
  std::string source_digest;  // of the files it was read from
  TelemetryTable telemetry;
  bool operator==(const ClinicalContent&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClinicalContent, (),
                      (edition, facts, red_flags, rules, pathways, news2, soft_signs, dispositions, source_digest,
                       telemetry))

[[nodiscard]] const FactDefinition* find_fact(const ClinicalContent& content, std::string_view id);
[[nodiscard]] const Pathway* find_pathway(const ClinicalContent& content, Need need);
// Codes are compared without regard to case.
[[nodiscard]] bool same_letters(std::string_view a, std::string_view b);
// Compared without regard to case; null for a code that is not known.
[[nodiscard]] const Disposition* find_disposition(const ClinicalContent& content, std::string_view code);

}  // namespace carehub
