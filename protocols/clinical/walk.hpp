#pragma once
// One way through a pathway: question by question, as far as the answers are known.

#include <string>
#include <vector>

#include "protocols/clinical/facts.hpp"

namespace carehub::clinical {

inline constexpr std::string_view by_score = "score";  // where an answer leads if the points decide

struct Step {
  const PathwayQuestion* question = nullptr;
  std::string value;  // empty: not known
};

struct Walk {
  std::vector<Step> steps;
  const PathwayOutcome* outcome = nullptr;      // null: stopped at `next`
  const PathwayQuestion* next = nullptr;        // to be asked now
  std::vector<const PathwayQuestion*> unknown;  // asked for on the way, and not known
  std::int32_t score = 0;
};

enum class OnUnknown {
  ask,   // stop there: a person is being asked
  pass,  // go where the pathway leads whoever does not know
};

// Requires: a pathway without mistakes (check.hpp), so that every way ends.
[[nodiscard]] Walk walk(const Pathway& pathway, const Facts& facts, OnUnknown on_unknown);

[[nodiscard]] const PathwayQuestion* find_question(const Pathway& pathway, std::string_view id);
[[nodiscard]] const PathwayOutcome* find_outcome(const Pathway& pathway, std::string_view id);

}  // namespace carehub::clinical
