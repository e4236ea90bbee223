#pragma once
// The selected case: its story, clocks, what can be done and what cannot and why, and what happened since.

#include "console/model/case_facts.hpp"
#include "console/model/options.hpp"
#include "console/model/worklist.hpp"
#include "console/views/dividers.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

// What happened since, a line an entry; returns the height used.
float draw_history(const Facts& facts, widgets::Canvas& canvas, widgets::Point at, float width, const Case& c);

inline constexpr float option_gap = 5;  // below each option
// One option: who, when, and how good that is. Returns the height used, with the gap below it.
float draw_option(widgets::Ui& ui, widgets::Point at, float width, const console::OptionLine& option, bool first);
// Who is not offered, and why; returns the height used.
float draw_not_offered(widgets::Canvas& canvas, widgets::Point at, float width, std::string_view title,
                       const std::vector<console::NotOfferedLine>& lines);

class CaseView {
 public:
  // Enter takes the first option, digits the others; Escape lets go of the case.
  void handle(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  // `dividing`: the border above the options can be moved.
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests,
            Dividing* dividing = nullptr);

 private:
  struct Words {
    std::string title;
    std::vector<std::string> person_notes;
    std::vector<console::FactLine> facts;
    console::OptionLines options;
    std::vector<console::NotOfferedLine> not_offered;
  };
  void update(const Facts& facts, CaseId id);
  void take_option(const Facts& facts, const Case& c, std::size_t index, Requests& requests);
  [[nodiscard]] bool is_pending(const Facts& facts, const std::string& text) const;

  float draw_fact(widgets::Ui& ui, widgets::Point at, float width, const console::FactLine& line);
  float draw_facts(widgets::Ui& ui, widgets::Point at, float width);
  float draw_folded(widgets::Ui& ui, widgets::Point at, float width, const console::FactLine& line);
  float draw_access(const Facts& facts, widgets::Ui& ui, widgets::Point at, float width, const Case& c,
                    Requests& requests);
  float draw_record(widgets::Ui& ui, widgets::Point at, float width, const PersonView& record);
  float draw_options(const Facts& facts, const UiState& state, const Case& c, widgets::Ui& ui, widgets::Point at,
                     float width, Requests& requests);
  float draw_about(const Facts& facts, const UiState& state, widgets::Ui& ui, widgets::Point at, float width,
                   const Case& c, Requests& requests);
  float draw_preview(const Facts& facts, const UiState& state, widgets::Ui& ui, widgets::Point at, float width);
  float draw_choices(const Facts& facts, const UiState& state, widgets::Ui& ui, widgets::Point at, float width,
                     const Case& c, Requests& requests);
  // What stands below the facts in sight, by name, with the key that moves there.
  void draw_below(widgets::Ui& ui, const widgets::Box& row) const;
  [[nodiscard]] widgets::Box take_choices(widgets::Ui& ui, widgets::Box& rest, Dividing* dividing);
  void draw_nothing(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& area);

  Words words_;
  CaseId shown_;
  const void* options_of_ = nullptr;
  std::uint64_t number_ = ~std::uint64_t{0};
  std::int64_t second_ = 0;
  std::uint64_t asked_version_ = 0;
  CaseId asked_;
  bool unfolded_ = false;  // the story is shown whole
  widgets::Scroll scroll_;
  widgets::Scroll choices_scroll_;
  // Of the frame before.
  float content_height_ = 0;
  float about_height_ = 0;
  std::vector<std::pair<float, std::string>> ends_;  // where each fact ends, and its name
  float told_height_ = 0;                            // of it, to the end of the story and what was observed
  float choices_height_ = 0;
  float pages_ = 0;  // asked for by key, and not scrolled yet
};

}  // namespace carehub::views
