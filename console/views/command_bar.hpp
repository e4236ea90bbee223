#pragma once
// The command line: says what a line will do before Enter, keeps what was sent in sight until it is answered, and
// explains a refusal where it was given.

#include <deque>

#include "console/model/batch.hpp"
#include "console/model/find.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

// What the hub said of a command.
struct AnswerLine {
  std::string given;  // the words of the person
  bool accepted = false;
  std::string message;  // of a refusal: what is wrong and what to do
  CaseId case_id;
  std::optional<PersonView> record = {};  // of a look at the person
  std::optional<ChoicePreview> preview = {};
};

// How something of this machine stands; answers go before it.
struct Notice {
  std::string what;  // "paper pack"; empty: nothing stands any more
  std::string message;
};

class CommandBar {
 public:
  void open(std::string_view text);
  void close();
  [[nodiscard]] bool is_open() const { return open_; }
  void answered(AnswerLine answer, Instant now);
  void noticed(Notice notice) { notice_ = std::move(notice); }

  // Takes keys and text while open. Requires: called once a frame, before draw.
  void handle(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  void draw(const Facts& facts, widgets::Ui& ui, const widgets::Box& bar);

 private:
  void parse_now(const Facts& facts, const UiState& state);
  void enter(const Facts& facts, UiState& state, Requests& requests);
  void give_batch(const std::string& text, UiState& state, Requests& requests);
  // True: it was one answer of several to one line, which are told together.
  bool count_answer(const AnswerLine& answer, Instant now);
  void mark_refused(UiState& state);
  [[nodiscard]] bool must_confirm() const { return confirming_ && !batch_confirm_.empty(); }
  void find(const Facts& facts, UiState& state);
  void move(int step);
  void take_completion();
  void say(widgets::Ui& ui, const widgets::Box& room, const widgets::Box& bar, float above, widgets::Colour ink,
           std::string_view text);
  void draw_open(widgets::Ui& ui, const widgets::Box& bar, float above);
  void draw_closed(const Facts& facts, widgets::Ui& ui, const widgets::Box& bar);
  void draw_warning(widgets::Ui& ui, widgets::Box room, const widgets::Box& bar, std::string_view word,
                    std::string_view what, std::string_view message);
  // Returns its upper edge.
  float draw_completions(widgets::Ui& ui, const widgets::Box& bar);
  void draw_found(widgets::Ui& ui, const widgets::Box& bar);
  float draw_waiting(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& room);

  widgets::LineEdit edit_;
  bool open_ = false;
  console::ParsedLine parsed_;
  std::vector<console::BatchGiven> batch_;      // of a line for every marked case
  std::string batch_confirm_;                   // why its Enter is asked for twice
  bool confirming_ = false;                     // the first of the two was pressed
  std::vector<console::BatchAnswers> batches_;  // not answered whole
  std::vector<CaseId> refused_;                 // of the batches: to be marked again
  std::string parsed_text_;
  std::uint64_t parsed_number_ = 0;
  std::int64_t parsed_second_ = 0;
  int chosen_ = -1;                   // of the completions
  std::deque<std::string> given_;     // newest first
  int recalled_ = -1;                 // of given_
  std::string draft_;                 // what was being written before something given was recalled
  bool insisted_ = false;             // Enter was pressed on a line that is not whole
  std::optional<AnswerLine> answer_;  // the newest: a refusal stays until dismissed, others for some seconds
  Instant answered_at_;
  Notice notice_;  // until it is taken back or dismissed
  // What F found, until it is dismissed or another line is opened.
  struct Found {
    std::string title;  // "bembridge: 2 open cases, 1 team · as of 19:42:07"
    console::FoundThings things;
  };
  std::optional<Found> found_;
};

}  // namespace carehub::views
