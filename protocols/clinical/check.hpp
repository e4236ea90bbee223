#pragma once
// What is wrong with clinical content as written: questions nobody gets to, ways that do not end, answers that overlap,
// rules that can never apply. Content with an error here is not used.

#include <cstdint>
#include <string>
#include <vector>

#include "protocols/domain/clinical.hpp"

namespace carehub::clinical {

struct Finding {
  std::string where;  // "pathway falls", "rule fall_on_anticoagulants"
  std::string part;   // the question, outcome or condition; may be empty
  std::string text;   // what is wrong and what to do
  bool warning = false;
};

// How much of a pathway there is.
struct Coverage {
  std::string pathway;
  std::size_t questions = 0;
  std::size_t outcomes = 0;
  std::uint64_t ways = 0;                // from the first question to an outcome
  std::vector<std::string> never_asked;  // facts of the rules that its questions do not ask for
};

[[nodiscard]] std::vector<Finding> check(const ClinicalContent& content);
// Requires: no errors in check().
[[nodiscard]] std::vector<Coverage> coverage_of(const ClinicalContent& content);

}  // namespace carehub::clinical
