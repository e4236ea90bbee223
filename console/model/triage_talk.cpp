#include "console/model/triage_talk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/clinical/facts.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr std::string_view life_threat = "life_threat";

bool is_told_flag(const TriageTalk& talk, std::string_view fact) {
  return talk.told_flags.contains(fact);
}

Observation entry_of(News2Parameter parameter, std::string_view text, Instant at) {
  const bool has_unit = text.find_first_not_of("0123456789.") == std::string_view::npos;
  const auto unit = has_unit ? clinical::unit(parameter) : std::string_view{};
  return {std::string(clinical::entry_name(parameter)), fmt::format("{}{}{}", text, unit.empty() ? "" : " ", unit), at};
}

}  // namespace

std::vector<RedFlagQuestion> red_flag_questions(const ClinicalContent& content) {
  std::vector<RedFlagQuestion> questions;
  for (const auto& flag : content.red_flags)
    if (const auto* fact = find_fact(content, flag.code); fact != nullptr && !fact->ask.empty())
      questions.push_back({flag.code, fact->ask, fact->words});
  if (content.red_flags.empty())
    questions.push_back({std::string(life_threat), "Is there any threat to life?", "threat to life"});
  return questions;
}

std::vector<const FactDefinition*> rule_facts(const ClinicalContent& content) {
  const auto turns_on = [](const ClinicalRule& rule, const std::string& fact) {
    return std::ranges::count(rule.when, fact, &Condition::fact) +
           std::ranges::count(rule.unless, fact, &Condition::fact);
  };
  std::vector<const FactDefinition*> facts;
  for (const auto& fact : content.facts) {
    if (fact.kind != FactKind::yes_no || fact.ask.empty()) continue;
    if (std::ranges::count(content.red_flags, fact.id, &RedFlag::code) > 0) continue;
    if (std::ranges::any_of(content.rules, [&](const auto& rule) { return turns_on(rule, fact.id) > 0; }))
      facts.push_back(&fact);
  }
  return facts;
}

std::vector<NeedChoice> need_choices(const ClinicalContent& content) {
  std::vector<NeedChoice> choices;
  for_each_value<Need>([&](Need need) {
    if (need == Need::unknown) return;
    const auto* pathway = find_pathway(content, need);
    choices.push_back({need, pathway == nullptr ? CrisisKind::physical : pathway->crisis});
  });
  std::ranges::stable_sort(choices, {}, &NeedChoice::crisis);
  return choices;
}

Result<void> answer(TriageTalk& talk, const ClinicalContent& content, std::string_view fact, std::string_view value) {
  if (is_told_flag(talk, fact) && value != clinical::answer_yes)
    return fail(ErrorCode::invalid_input, std::string(fact), "was told with the call, and stays");
  if (fact == life_threat && content.red_flags.empty()) {
    if (value != clinical::answer_yes && value != clinical::answer_no)
      return fail(ErrorCode::invalid_input, std::string(fact), "'{}' is not an answer; give yes or no", value);
  } else {
    clinical::Facts checked(content);
    CAREHUB_CHECK(checked.set(fact, value));
  }
  talk.answers.insert_or_assign(std::string(fact), std::string(value));
  return {};
}

void answer_not_known(TriageTalk& talk, std::string_view fact) {
  if (!is_told_flag(talk, fact)) talk.answers.insert_or_assign(std::string(fact), std::nullopt);
}

void take_back(TriageTalk& talk, std::string_view fact) {
  if (const auto found = talk.answers.find(fact); found != talk.answers.end() && !is_told_flag(talk, fact))
    talk.answers.erase(found);
}

std::size_t none_of_these(TriageTalk& talk, const ClinicalContent& content) {
  std::size_t answered = 0;
  for (const auto& flag : red_flag_questions(content)) {
    if (answer_to(talk, flag.code) != Answer::not_asked) continue;
    talk.answers.insert_or_assign(flag.code, std::string(clinical::answer_no));
    ++answered;
  }
  return answered;
}

Answer answer_to(const TriageTalk& talk, std::string_view fact) {
  if (is_told_flag(talk, fact)) return Answer::yes;
  const auto found = talk.answers.find(fact);
  if (found == talk.answers.end()) return Answer::not_asked;
  if (!found->second) return Answer::not_known;
  return *found->second == clinical::answer_yes ? Answer::yes : Answer::no;
}

std::vector<std::string> red_flags_of(const TriageTalk& talk, const ClinicalContent& content) {
  std::vector<std::string> codes(talk.told_flags.begin(), talk.told_flags.end());
  for (const auto& flag : red_flag_questions(content))
    if (answer_to(talk, flag.code) == Answer::yes && !is_told_flag(talk, flag.code)) codes.push_back(flag.code);
  return codes;
}

std::vector<KnownFact> facts_of(const TriageTalk& talk) {
  std::vector<KnownFact> facts;
  for (const auto& [fact, value] : talk.answers)
    if (value) facts.push_back({fact, *value});
  for (const auto& one : talk.told)
    if (!talk.answers.contains(one.fact)) facts.push_back(one);
  return facts;
}

std::string answers_in_words(const TriageTalk& talk, const ClinicalContent& content) {
  std::map<std::string, std::vector<std::string>> by_answer;
  for (const auto& one : facts_of(talk)) {
    const auto* fact = find_fact(content, one.fact);
    const bool has_unit = fact != nullptr && !fact->unit.empty();
    by_answer[has_unit ? one.value + " " + fact->unit : one.value].push_back(fact == nullptr ? one.fact : fact->words);
  }
  std::vector<std::string> parts;
  for (const auto& [value, facts] : by_answer) parts.push_back(value + ": " + joined(facts, ", "));
  return joined(parts, "; ");
}

std::vector<Observation> observations_of(const TriageTalk& talk, Instant at) {
  std::vector<Observation> entries;
  for (const auto& [parameter, typed] : talk.observed.values) {
    const auto text = trimmed(typed);
    if (text.empty()) continue;
    entries.push_back(entry_of(parameter, text, at));
    if (parameter == News2Parameter::spo2)
      entries.push_back({"SpO2 scale", fmt::format("{}", talk.observed.spo2_scale), at});
  }
  for (const auto& sign : talk.soft_signs) entries.push_back({std::string(clinical::soft_sign_name), sign, at});
  return entries;
}

std::vector<std::string> observation_warnings(const TalkState& state) {
  std::vector<std::string> warnings;
  for (const auto& fault : state.faults)
    warnings.push_back(
        fmt::format("{}: {}; kept as told, not scored", clinical::entry_name(fault.parameter), fault.text));
  return warnings;
}

// Red flags are asked anew each time: a no of an hour ago is none.
TriageTalk talk_about(const Case& c, const ClinicalContent& content) {
  TriageTalk talk;
  talk.told_flags.insert(c.referral.red_flags.begin(), c.referral.red_flags.end());
  talk.observed.spo2_scale = clinical::observed_in(c.referral.observations).set.spo2_scale;
  if (!c.triage) return talk;
  talk.need = c.triage->need;
  for (const auto& one : c.triage->facts) {
    const auto* fact = find_fact(content, one.fact);
    const bool is_flag = std::ranges::count(content.red_flags, one.fact, &RedFlag::code) > 0;
    if (is_flag && one.value == clinical::answer_yes) talk.told_flags.insert(one.fact);
    const bool asked = fact != nullptr && !fact->ask.empty() && fact->id != "need" && fact->id != "age_years";
    if (asked && !is_flag) talk.answers.insert_or_assign(one.fact, one.value);
  }
  return talk;
}

}  // namespace carehub::console
