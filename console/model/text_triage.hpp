#pragma once
// The conversation of triage in a terminal, question by question: red flags, need, the questions of its pathway,
// observations, and why. The same questions, rules and commands as on the navigator's screen. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "console/model/triage_command.hpp"
#include "console/model/watch_page.hpp"

namespace carehub::console {

class TextTriage {
 public:
  // Requires: the case is open.
  TextTriage(const Case& c, std::shared_ptr<const Site> site, Instant now);

  enum class Outcome { goes_on, not_understood, sends, left };
  struct Did {
    Outcome outcome = Outcome::goes_on;
    std::string said;   // what is wrong
    std::string noted;  // what was understood: "time on the floor: 40"
    TriageGiven given;  // to be sent
  };

  [[nodiscard]] CaseId case_id() const { return case_id_; }
  // What is asked now, and how it is answered: "Red flag 3 of 12: chest pain? yes, no or ?".
  [[nodiscard]] std::string question() const;
  // The person's line: an answer, or BACK, SEND, STOP.
  [[nodiscard]] Did take(std::string_view line, const Case& c, Instant now);
  // What was answered, and what the rules make of it so far.
  void write(TextPage& page) const;

 private:
  enum class Step { flag, need, question, observation, reason, done };
  [[nodiscard]] Step step() const;
  [[nodiscard]] const RedFlagQuestion* open_flag() const;
  [[nodiscard]] std::string answer_now(std::string_view line);  // what is wrong, or nothing
  [[nodiscard]] std::string answer_flag(std::string_view line);
  [[nodiscard]] std::string answer_need(std::string_view line);
  [[nodiscard]] std::string answer_question(std::string_view line);
  [[nodiscard]] std::string answer_observation(std::string_view line, Instant now);
  [[nodiscard]] std::string why_not_sent() const;
  [[nodiscard]] std::string noted(Step asked, std::size_t before, std::string_view line) const;
  void go_back();
  void renew(const Case& c, Instant now);

  CaseId case_id_;
  std::shared_ptr<const Site> site_;
  std::vector<RedFlagQuestion> flags_;
  TriageTalk talk_;
  TalkState state_;
  std::size_t observation_ = 0;  // those asked
  std::string reason_;
  bool reason_asked_ = false;
  bool need_asked_ = false;                             // a need that came with the case is asked for again
  std::vector<std::pair<Step, std::string>> answered_;  // newest last; the fact
};

}  // namespace carehub::console
