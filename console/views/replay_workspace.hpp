#pragma once
// Any past moment: the control room's own views on a picture that was, a scrubber over the journal, and the reasons of
// each decision as they were known then. Read-only, and marked so that nobody takes it for the hub as it is.

#include "console/views/case_list_view.hpp"
#include "console/views/case_view.hpp"
#include "console/views/decisions_view.hpp"
#include "console/views/dividers.hpp"
#include "console/views/map_view.hpp"
#include "console/views/scrubber_view.hpp"
#include "console/views/timeline_view.hpp"
#include "console/views/why_view.hpp"

namespace carehub::views {

class ReplayWorkspace final : public Workspace {
 public:
  [[nodiscard]] std::string_view name() const override { return "replay"; }
  [[nodiscard]] std::vector<KeyLine> keys() const override;
  [[nodiscard]] bool read_only() const override { return true; }
  [[nodiscard]] bool writing() const override { return writing_; }
  [[nodiscard]] Facts shown(const Facts& facts, Requests& requests) override;
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests) override;

 private:
  void ask(const Facts& facts, Requests& requests);
  void handle(const Facts& facts, UiState& state, widgets::Ui& ui);
  void handle_player(widgets::Input& input);
  void handle_writing(const Facts& facts, widgets::Input& input);
  void stand_on(const HistoryMark& mark, UiState& state);
  void go_to(Instant at);
  [[nodiscard]] const HistoryMark* current() const;

  void draw_banner(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& banner);
  void draw_middle(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Dividing& dividing,
                   Requests& requests);
  void draw_left(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Dividing& dividing,
                 Requests& requests);
  void draw_views(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Dividing& dividing,
                  Requests& requests);
  void draw_line(const Facts& facts, widgets::Ui& ui, const widgets::Box& line);
  void draw_nothing(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& area);
  [[nodiscard]] std::string progress_text(const Facts& facts) const;

  console::Player player_;
  std::shared_ptr<const History> history_;
  Instant live_now_;
  Sequence events_ = 0;  // of the hub as it is
  Instant played_from_;
  std::uint32_t parts_ = 0;  // that the scrubber had room for in the frame before

  // What was asked last, and when by the machine's clock.
  std::optional<Instant> asked_at_;
  Duration asked_picture_{};
  std::optional<HistoryWish> asked_wish_;
  Duration asked_history_{};
  std::optional<Duration> waiting_since_;

  std::optional<Sequence> standing_;  // the mark that the cursor was put on
  CaseId only_;                       // whose marks are listed; 0: everybody's
  CaseId why_of_;
  bool why_ = false;
  enum class Middle { both, timeline, map };
  Middle middle_ = Middle::both;

  bool writing_ = false;
  widgets::LineEdit edit_;
  std::string mistake_;

  CaseListView cases_;
  MapView map_view_;
  TimelineView timeline_;
  CaseView case_;
  WhyView why_view_;
  DecisionsView decisions_;
  ScrubberView scrubber_;
  Dividers dividers_;
};

}  // namespace carehub::views
