#pragma once
// One line for several cases: "N * relatives told" for every case that is marked. Each is read as if it were written
// by itself, and held against the picture: where one of them cannot, none is given and the line says which. The hub
// takes each by itself, so what changed in between is told afterwards, in one answer. Pure.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/command_line.hpp"

namespace carehub::console {

struct BatchGiven {
  Command command;
  std::string text;  // the line of this case alone
  CaseId case_id = {};
};

struct Batch {
  ParsedLine line;  // for all of them together: one preview, or what is wrong
  std::vector<BatchGiven> each;
  // "stands down 3 crews, 1 of them on scene: CR1, CR2, PM1". Empty: one Enter is enough.
  std::string confirm = {};
};

struct CaseRefusal {
  CaseId case_id;
  std::string why;  // "1097 is not triaged yet; triage it first"
};

// A "*" stands where a case would.
[[nodiscard]] bool is_for_marked(std::string_view text);

// Requires: is_for_marked(text).
[[nodiscard]] Batch parse_for_marked(std::string_view text, std::span<const CaseId> marked, const Picture& picture,
                                     Instant now, const UiContext& context);

// "1097 is not triaged yet; triage it first (so are 1099, 1101 and 4 more)": every reason once, at most three of them,
// the others counted.
[[nodiscard]] std::string refusals_text(const std::vector<CaseRefusal>& refusals);

// What the hub said of a batch, one answer after the other.
class BatchAnswers {
 public:
  BatchAnswers(std::string text, const std::vector<BatchGiven>& each);
  // False: it is no line of this batch, or was answered before.
  bool answered(std::string_view text, bool accepted, const std::string& message);
  [[nodiscard]] bool complete() const { return waiting_.empty(); }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<CaseRefusal>& refused() const { return refused_; }
  // "9 done, 22 refused: 1097 is not triaged yet; ...; the refused ones are marked"
  [[nodiscard]] std::string words() const;

 private:
  std::string text_;  // as it was written, with its star
  std::map<std::string, CaseId, std::less<>> waiting_;
  std::size_t done_ = 0;
  std::vector<CaseRefusal> refused_;
};

}  // namespace carehub::console
