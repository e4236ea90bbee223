#include "protocols/clinical/check_pathway.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "protocols/clinical/walk.hpp"

namespace carehub::clinical {
namespace {

using Places = std::map<std::string, std::uint64_t, std::less<>>;

struct Looking {
  const ClinicalContent& content;
  const Pathway& pathway;
  std::vector<Finding>& findings;

  void say(std::string_view part, std::string text, bool warning = false) const {
    findings.push_back({"pathway " + pathway.id, std::string(part), std::move(text), warning});
  }
};

std::vector<std::string> possible_values(const FactDefinition& fact) {
  if (fact.kind == FactKind::yes_no) return {std::string(answer_yes), std::string(answer_no)};
  return fact.values;
}

void check_values(const Looking& look, const PathwayQuestion& question, const FactDefinition& fact) {
  for (const auto& value : possible_values(fact)) {
    const auto takes = [&](const PathwayAnswer& one) { return std::ranges::count(one.test.values, value) != 0; };
    const auto count = std::ranges::count_if(question.answers, takes);
    if (count == 0) look.say(question.id, fmt::format("leads nowhere for '{}'; say where it goes", value));
    if (count > 1) look.say(question.id, fmt::format("has two ways for '{}'; keep one", value));
  }
}

void check_ranges(const Looking& look, const PathwayQuestion& question, const FactDefinition& fact) {
  std::vector<std::pair<std::int32_t, std::int32_t>> ranges;
  for (const auto& one : question.answers)
    if (!one.test.unknown)
      ranges.emplace_back(one.test.at_least.value_or(fact.least), one.test.at_most.value_or(fact.most));
  std::ranges::sort(ranges);
  std::int32_t next = fact.least;
  for (const auto& [from, to] : ranges) {
    if (from < next && from >= fact.least && next != fact.least)
      look.say(question.id, fmt::format("has overlapping ranges: {} is in two of them", from));
    if (from > next)
      look.say(question.id, fmt::format("leads nowhere for {} to {}; say where it goes", next, from - 1));
    next = std::max(next, to == fact.most ? fact.most : to + 1);
  }
  if (ranges.empty() || (next <= fact.most && ranges.back().second != fact.most))
    look.say(question.id, fmt::format("leads nowhere for {} to {}; say where it goes", next, fact.most));
}

void check_answers(const Looking& look, const PathwayQuestion& question) {
  const auto* fact = find_fact(look.content, question.fact);
  if (fact == nullptr)
    return look.say(question.id,
                    fmt::format("asks for '{}', which is not a fact; define it in facts.toml", question.fact));
  if (fact->ask.empty() && question.ask.empty()) look.say(question.id, "has no words to ask with; write ask = \"...\"");
  if (fact->kind == FactKind::text)
    return look.say(question.id, "asks for a text, which cannot decide where to go; ask for something else");
  for (const auto& answer : question.answers)
    check_condition(look.content, answer.test, "pathway " + look.pathway.id, look.findings);
  const auto unknown = std::ranges::count(question.answers, true, [](const auto& one) { return one.test.unknown; });
  if (unknown != 1) look.say(question.id, "needs exactly one way for 'unknown'; say where it goes");
  if (fact->kind == FactKind::number)
    check_ranges(look, question, *fact);
  else
    check_values(look, question, *fact);
}

void check_targets(const Looking& look) {
  for (const auto& question : look.pathway.questions)
    for (const auto& answer : question.answers)
      if (answer.to != by_score && find_question(look.pathway, answer.to) == nullptr &&
          find_outcome(look.pathway, answer.to) == nullptr)
        look.say(question.id,
                 fmt::format("leads to '{}', which is neither a question nor an outcome; write it, or lead "
                             "elsewhere",
                             answer.to));
  for (const auto& band : look.pathway.bands)
    if (find_outcome(look.pathway, band.to) == nullptr)
      look.say("score", fmt::format("leads to '{}', which is not an outcome; write it, or lead elsewhere", band.to));
}

// Goes on from a question; false if it comes round to one it is on the way from.
bool visit(const Pathway& pathway, std::string_view id, std::set<std::string, std::less<>>& on_way,
           std::set<std::string, std::less<>>& seen) {
  const auto* question = find_question(pathway, id);
  if (question == nullptr) {
    seen.insert(std::string(id));
    return true;
  }
  if (on_way.contains(id)) return false;
  if (!seen.insert(std::string(id)).second) return true;
  on_way.insert(std::string(id));
  const bool ends = std::ranges::all_of(question->answers,
                                        [&](const auto& answer) { return visit(pathway, answer.to, on_way, seen); });
  on_way.erase(std::string(id));
  return ends;
}

bool check_ways(const Looking& look) {
  const auto& pathway = look.pathway;
  std::set<std::string, std::less<>> on_way;
  std::set<std::string, std::less<>> seen;
  if (pathway.questions.empty()) {
    if (!pathway.outcomes.empty()) seen.insert(pathway.outcomes.front().id);
  } else if (!visit(pathway, pathway.questions.front().id, on_way, seen)) {
    look.say("", "goes round in a loop: a question leads back to itself; let every way go on to an outcome");
    return false;
  }
  for (const auto& question : pathway.questions)
    if (!seen.contains(question.id)) look.say(question.id, "is never reached; lead to it, or remove it");
  if (seen.contains(by_score))
    for (const auto& band : pathway.bands) seen.insert(band.to);
  for (const auto& outcome : pathway.outcomes)
    if (!seen.contains(outcome.id)) look.say(outcome.id, "is never reached; lead to it, or remove it");
  return true;
}

// Every score that the points can add up to, by the place it is reached at.
void collect_scores(const Pathway& pathway, std::string_view id, std::int32_t score,
                    std::set<std::pair<std::string, std::int32_t>>& seen, std::set<std::int32_t>& at_end) {
  if (!seen.emplace(std::string(id), score).second) return;
  const auto* question = find_question(pathway, id);
  if (id == by_score) at_end.insert(score);
  if (question == nullptr) return;
  for (const auto& answer : question->answers) collect_scores(pathway, answer.to, score + answer.points, seen, at_end);
}

void check_scores(const Looking& look) {
  const auto& pathway = look.pathway;
  std::set<std::pair<std::string, std::int32_t>> seen;
  std::set<std::int32_t> scores;
  if (!pathway.questions.empty()) collect_scores(pathway, pathway.questions.front().id, 0, seen, scores);
  if (scores.empty() && !pathway.bands.empty()) look.say("score", "has bands, but nothing leads to \"score\"", true);
  for (const std::int32_t score : scores) {
    const auto holds = [&](const ScoreBand& band) { return score >= band.at_least && score <= band.at_most; };
    const auto count = std::ranges::count_if(pathway.bands, holds);
    if (count == 0) look.say("score", fmt::format("has no band for {} points; add one", score));
    if (count > 1) look.say("score", fmt::format("has overlapping bands: {} points are in two of them", score));
  }
}

bool has_services(const Pathway& pathway, const PathwayOutcome& outcome) {
  const auto& services = outcome.services.empty() ? pathway.services : outcome.services;
  return std::ranges::any_of(services, [&](ServiceKind kind) {
    return std::ranges::count(outcome.never, kind) == 0 && std::ranges::count(pathway.never, kind) == 0;
  });
}

void check_outcomes(const Looking& look) {
  const auto& pathway = look.pathway;
  if (pathway.outcomes.empty()) look.say("", "has no outcome; write at least one");
  std::set<std::string, std::less<>> names;
  for (const auto& question : pathway.questions)
    if (!names.insert(question.id).second) look.say(question.id, "is defined twice; rename or remove one");
  for (const auto& outcome : pathway.outcomes) {
    if (!names.insert(outcome.id).second) look.say(outcome.id, "is defined twice; rename or remove one");
    if (outcome.result == ClinicalResult::open) look.say(outcome.id, "has no result; write 999, clinician or service");
    if (outcome.result == ClinicalResult::service && !has_services(pathway, outcome))
      look.say(outcome.id, "sends to a service, but names no kind that may answer; name one");
    if (outcome.because.empty()) look.say(outcome.id, "has no reason in words; write because = \"...\"");
  }
}

std::uint64_t ways_from(const Pathway& pathway, std::string_view id, Places& known) {
  const auto* question = find_question(pathway, id);
  if (question == nullptr) return 1;
  if (const auto found = known.find(id); found != known.end()) return found->second;
  std::uint64_t ways = 0;
  for (const auto& answer : question->answers) ways += ways_from(pathway, answer.to, known);
  known.emplace(std::string(id), ways);
  return ways;
}

}  // namespace

void check_condition(const ClinicalContent& content, const Condition& condition, const std::string& where,
                     std::vector<Finding>& findings) {
  const auto* fact = find_fact(content, condition.fact);
  if (fact == nullptr) {
    findings.push_back({where, condition.fact, "is not a fact; define it in facts.toml"});
    return;
  }
  const auto known = possible_values(*fact);
  for (const auto& value : condition.values)
    if (fact->kind != FactKind::text && std::ranges::count(known, value) == 0)
      findings.push_back(
          {where, condition.fact, fmt::format("cannot be '{}'; there are: {}", value, fmt::join(known, ", "))});
  if ((condition.at_least || condition.at_most) && fact->kind != FactKind::number)
    findings.push_back({where, condition.fact, "is not a number; name its values"});
  if (condition.at_least && condition.at_most && *condition.at_least > *condition.at_most)
    findings.push_back({where, condition.fact, "has its bounds exchanged; write the smaller first"});
}

void check_pathway(const ClinicalContent& content, const Pathway& pathway, std::vector<Finding>& findings) {
  const Looking look{content, pathway, findings};
  check_outcomes(look);
  for (const auto& question : pathway.questions) check_answers(look, question);
  check_targets(look);
  if (check_ways(look)) check_scores(look);
}

std::uint64_t count_ways(const Pathway& pathway) {
  Places known;
  return pathway.questions.empty() ? 1 : ways_from(pathway, pathway.questions.front().id, known);
}

}  // namespace carehub::clinical
