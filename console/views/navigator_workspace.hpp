#pragma once
// The clinical navigator's workspace: worklist, the case or a new referral, and the pathways.

#include "console/views/dividers.hpp"
#include "console/views/navigator_form.hpp"
#include "console/views/navigator_pathway.hpp"
#include "console/views/navigator_triage.hpp"
#include "console/views/navigator_worklist_view.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class NavigatorWorkspace : public Workspace {
 public:
  [[nodiscard]] std::string_view name() const override { return "navigator"; }
  [[nodiscard]] std::vector<KeyLine> keys() const override;
  [[nodiscard]] bool writing() const override;
  [[nodiscard]] bool busy() const override { return mode_ != Mode::list; }
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests) override;

 private:
  enum class Mode { list, triage, form };

  void obey(const Case* c, const Facts& facts, UiState& state);
  void handle(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  void handle_list(const Case* c, const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  void begin_triage(const Case& c, const Facts& facts);
  void handle_case_keys(const Case& c, const Facts& facts, widgets::Input& input, Requests& requests);
  void draw_overview(const Facts& facts, widgets::Ui& ui, const widgets::Box& area);
  void draw_case(const Case* c, const Facts& facts, widgets::Ui& ui, const widgets::Box& area, Dividing& dividing,
                 Requests& requests);
  float draw_person(const Case& c, const Facts& facts, widgets::Canvas& canvas, const widgets::Box& area);
  float draw_same_person(const Case& c, const Facts& facts, widgets::Ui& ui, const widgets::Box& area,
                         Requests& requests);
  void draw_triage_beside(widgets::Ui& ui, widgets::Box& beside);
  void draw_story(const Case& c, const Facts& facts, widgets::Ui& ui, const widgets::Box& area);

  Mode mode_ = Mode::list;
  WorklistView worklist_;
  TriageView triage_;
  ReferralFormView form_;
  PathwayView pathway_;
  widgets::Scroll story_scroll_;
  float story_height_ = 0;
  float triage_beside_ = 300;  // of the frame before
  float pages_ = 0;            // asked for by key in this frame
  CaseId story_of_;
  Dividers dividers_;
};

}  // namespace carehub::views
