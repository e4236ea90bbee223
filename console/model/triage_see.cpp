// Where the conversation stands, and what the rules say so far: by the same facts and rules as the live hub.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/triage_talk.hpp"
#include "protocols/clinical/assess.hpp"
#include "protocols/clinical/derive.hpp"

namespace carehub::console {
namespace {

using clinical::Facts;
using clinical::OnUnknown;

std::string_view parameter_words(News2Parameter parameter) {
  return clinical::entry_name(parameter);
}

std::string news2_words(const clinical::News2& score) {
  if (!score.applicable) return "not scored: " + score.not_applicable;
  auto text = clinical::words(score);
  if (!score.complete && score.risk != clinical::News2Risk::none)
    text += fmt::format(", risk {} or more", clinical::words(score.risk));
  std::string red;
  for_each_value<News2Parameter>([&](News2Parameter parameter) {
    if (score.parts[static_cast<std::size_t>(parameter)].value_or(0) < 3) return;
    red += (red.empty() ? "" : ", ") + std::string(parameter_words(parameter));
  });
  return score.red_parameter && !red.empty() ? text + "; red: " + red : text;
}

class Seeing {
 public:
  Seeing(const TriageTalk& talk, const Site& site, const Referral& base, Instant now)
      : talk_(talk), site_(site), content_(site.clinical), known_(base), now_(now) {
    const auto entries = observations_of(talk, now);
    known_.observations.insert(known_.observations.end(), entries.begin(), entries.end());
    asked_.need = talk.need;
    asked_.facts = console::facts_of(talk);
  }

  TalkState run() {
    see_flags();
    const auto today = local_time(site_.calendar, now_).day;
    auto facts = clinical::facts_of(site_, known_, &asked_, today, now_);
    clinical::add_red_flags(facts, state_.red_flags);
    see_way(facts);
    see_observations(facts);
    see_observed(facts);
    see_not_known();
    see_rules(facts);
    return std::move(state_);
  }

 private:
  void see_flags() {
    const auto questions = red_flag_questions(content_);
    state_.flags = questions.size();
    state_.flags_open = static_cast<std::size_t>(std::ranges::count_if(
        questions, [&](const auto& flag) { return answer_to(talk_, flag.code) == Answer::not_asked; }));
    state_.red_flags = red_flags_of(talk_, content_);
  }

  // The first that nobody has been asked is next; where nobody knew, the way goes on as the pathway says.
  void see_way(const Facts& facts) {
    const auto* pathway = find_pathway(content_, talk_.need);
    if (pathway == nullptr) return;
    for (const auto& step : clinical::walk(*pathway, facts, OnUnknown::pass).steps) {
      const bool is_flag = std::ranges::count(content_.red_flags, step.question->fact, &RedFlag::code) > 0;
      const bool asked = talk_.answers.contains(step.question->fact);
      const bool elsewhere = is_flag || (!step.value.empty() && !asked);
      if (!elsewhere) state_.questions.push_back(question_of(*step.question));
      state_.asks = !elsewhere && !asked;
      if (state_.asks) return;
    }
  }

  [[nodiscard]] TalkQuestion question_of(const PathwayQuestion& question) const {
    const auto* fact = find_fact(content_, question.fact);
    TalkQuestion asked{.fact = question.fact, .ask = question.ask, .kind = fact->kind, .bounds = {}, .values = {}};
    if (asked.ask.empty()) asked.ask = fact->ask.empty() ? fact->words : fact->ask;
    asked.values = fact->values;
    if (fact->kind == FactKind::number)
      asked.bounds = fmt::format("{} to {}{}{}", fact->least, fact->most, fact->unit.empty() ? "" : " ", fact->unit);
    return asked;
  }

  void see_observations(const Facts& facts) {
    for (const auto& [parameter, text] : talk_.observed.values) {
      if (text.find_first_not_of(" \t") == std::string::npos) continue;
      if (const auto value = clinical::read_value(parameter, text); !value)
        state_.faults.push_back({parameter, value.error().detail});
    }
    auto seen = clinical::observed_in(known_.observations);
    seen.set.age_years = facts.number("age_years");
    seen.set.pregnant = facts.is_yes("pregnant");
    auto score = clinical::news2_of(content_.news2, seen.set);
    const bool any = std::ranges::any_of(score.parts, [](const auto& part) { return part.has_value(); });
    const bool measured =
        std::ranges::any_of(talk_.observed.values, [](const auto& one) { return !one.second.empty(); });
    if (content_.news2.bands.empty() || (!any && !(measured && !score.applicable))) return;
    score.complete = score.complete && seen.together;
    state_.news2 = news2_words(score);
    for_each_value<News2Parameter>([&](News2Parameter parameter) {
      if (const auto part = score.parts[static_cast<std::size_t>(parameter)]) state_.points[parameter] = *part;
    });
    if (score.applicable)
      state_.news2_head = score.complete ? fmt::format("NEWS2 {}", score.points)
                                         : fmt::format("incomplete: NEWS2 at least {}, not a score", score.points);
    state_.news2_warns = !score.applicable || score.red_parameter || score.risk >= clinical::News2Risk::medium;
  }

  // For a command that brings no referral.
  void see_observed(const Facts& facts) {
    for (const auto* fact :
         {"consciousness", "spo2", "resp_rate", "news2_points", "news2_complete", "news2_red", "soft_signs"})
      if (const auto value = facts.value(fact)) state_.observed.push_back({fact, std::string(*value)});
  }

  void see_not_known() {
    for (const auto& [fact, text] : talk_.unclear) {
      const auto* definition = find_fact(content_, fact);
      state_.unclear.push_back(
          fmt::format("{}: “{}” cannot be", definition == nullptr ? fact : definition->words, text));
    }
    for (const auto& [fact, value] : talk_.answers) {
      if (value) continue;
      const auto* definition = find_fact(content_, fact);
      state_.not_known.push_back(definition == nullptr ? fact : definition->words);
    }
  }

  void see_rules(const Facts& facts) {
    if (content_.pathways.empty()) return see_need_rule();
    const auto whole = clinical::assess(content_, facts);
    state_.triage = clinical::triage_of(content_, facts, whole);
    if (state_.asks) {
      const auto so_far = clinical::assess(content_, facts, OnUnknown::ask);
      state_.lines = triage_lines(clinical::triage_of(content_, facts, so_far), site_);
    } else {
      state_.lines = triage_lines(state_.triage, site_);
    }
    state_.triage.facts = asked_.facts;  // what follows from them the hub works out itself
    if (find_pathway(content_, talk_.need) == nullptr) see_need_rule();
    finish(whole.result == ClinicalResult::emergency);
  }

  // Where no pathway says it, the site's rule for the need does.
  void see_need_rule() {
    auto& triage = state_.triage;
    triage.need = talk_.need;
    triage.facts = asked_.facts;
    if (const NeedRule* rule = find_need_rule(site_, talk_.need)) {
      triage.skills = rule->skills;
      triage.services = rule->services;
      triage.priority = rule->priority;
    }
    finish(false);
  }

  void finish(bool emergency) {
    state_.needs_999 = emergency || !state_.red_flags.empty();
    if (state_.needs_999) state_.triage.priority = Priority::p1;
    // Not by what the call brought alone: a validation is looked at before it is answered.
    const bool asked = talk_.need != Need::unknown || !talk_.observed.values.empty();
    state_.enough_for_999 = state_.needs_999 && (asked || !state_.red_flags.empty());
  }

  const TriageTalk& talk_;
  const Site& site_;
  const ClinicalContent& content_;
  Referral known_;
  Instant now_;
  Triage asked_;
  TalkState state_;
};

}  // namespace

TalkState see(const TriageTalk& talk, const Site& site, const Referral& base, Instant now) {
  return Seeing(talk, site, base, now).run();
}

}  // namespace carehub::console
