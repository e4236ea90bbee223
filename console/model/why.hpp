#pragma once
// Why a case has the answer it has, in plain words: out of the explanation that was frozen with the decision.

#include <string>
#include <vector>

#include "console/model/clinical_words.hpp"
#include "console/model/picture.hpp"

namespace carehub::console {

struct WhyLine {
  std::string unit;    // "CR2 crisis team"
  std::string words;   // "at 19:41, in 21 min, 1 h 19 inside the target; chance of a breach 1 in 100"
  std::string cost;    // "23.4 = waiting 21.0 + travel 2.4"; empty where the plan did not weigh it
  std::string reason;  // "arrives 11 min later"; empty for the chosen one
};

struct Why {
  std::string headline;             // "1042: CR2 is proposed"
  std::vector<ClinicalLine> rules;  // what the clinical rules made of the case
  std::vector<WhyLine> could;       // the chosen one first
  std::vector<WhyLine> could_not;   // reason only
  std::string held;                 // why it waits on purpose; empty: it does not
  std::string shortfall;            // what is missing where nobody meets the target
  std::string basis;                // "decided at 19:20 by the plan of all open cases; journal position 1234"
};

// Nothing but a headline where no decision was made yet, or where a closed case let its explanation go.
[[nodiscard]] Why why_of(const Case& c, const Picture& picture, Instant now);
// The same as lines of text.
[[nodiscard]] std::string why_text(const Why& why);

}  // namespace carehub::console
