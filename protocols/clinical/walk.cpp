#include "protocols/clinical/walk.hpp"

#include <algorithm>

#include "protocols/base/assert.hpp"

namespace carehub::clinical {
namespace {

const PathwayAnswer* answer_for(const PathwayQuestion& question, const Facts& facts) {
  const auto fits = [&](const PathwayAnswer& one) { return holds(one.test, facts) == Holds::yes; };
  const auto found = std::ranges::find_if(question.answers, fits);
  return found == question.answers.end() ? nullptr : &*found;
}

const PathwayOutcome* outcome_of_score(const Pathway& pathway, std::int32_t score) {
  const auto holds = [&](const ScoreBand& band) { return score >= band.at_least && score <= band.at_most; };
  const auto found = std::ranges::find_if(pathway.bands, holds);
  CAREHUB_ASSERT(found != pathway.bands.end(), "{}: no band for {} points", pathway.id, score);
  return find_outcome(pathway, found->to);
}

}  // namespace

const PathwayQuestion* find_question(const Pathway& pathway, std::string_view id) {
  const auto found = std::ranges::find(pathway.questions, id, &PathwayQuestion::id);
  return found == pathway.questions.end() ? nullptr : &*found;
}

const PathwayOutcome* find_outcome(const Pathway& pathway, std::string_view id) {
  const auto found = std::ranges::find(pathway.outcomes, id, &PathwayOutcome::id);
  return found == pathway.outcomes.end() ? nullptr : &*found;
}

Walk walk(const Pathway& pathway, const Facts& facts, OnUnknown on_unknown) {
  Walk way;
  const auto* question = pathway.questions.empty() ? nullptr : &pathway.questions.front();
  if (question == nullptr) way.outcome = pathway.outcomes.empty() ? nullptr : &pathway.outcomes.front();
  while (question != nullptr) {
    CAREHUB_ASSERT(way.steps.size() <= pathway.questions.size(), "{} goes round in a loop", pathway.id);
    const auto value = facts.value(question->fact);
    if (!value) {
      way.unknown.push_back(question);
      way.next = on_unknown == OnUnknown::ask ? question : nullptr;
      if (way.next != nullptr) return way;
    }
    way.steps.push_back({question, std::string(value.value_or(std::string_view{}))});
    const auto* answer = answer_for(*question, facts);
    CAREHUB_ASSERT(answer != nullptr, "{}.{}", pathway.id, question->id);
    way.score += answer->points;
    way.outcome = answer->to == by_score ? outcome_of_score(pathway, way.score) : find_outcome(pathway, answer->to);
    question = way.outcome != nullptr ? nullptr : find_question(pathway, answer->to);
    CAREHUB_ASSERT(question != nullptr || way.outcome != nullptr, "{}: {}", pathway.id, answer->to);
  }
  return way;
}

}  // namespace carehub::clinical
