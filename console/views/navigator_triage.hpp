#pragma once
// Triage of one case: red flags first, then the need and how soon. What was told before is filled in.

#include "console/views/navigator_fields.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class TriageView {
 public:
  [[nodiscard]] bool writing() const { return fields_.writing(); }
  // Begins again when the case is another one; answers not yet sent are kept while the same case stays.
  void show(const Case& c, const Site& site);
  // True when triage was sent or left.
  bool handle(const Case& c, const Facts& facts, widgets::Input& input, Requests& requests);
  void draw(widgets::Ui& ui, const widgets::Box& area, bool focused);

 private:
  void make_fields(const Case& c);
  void update(const Site& site);
  bool send(const Case& c, Requests& requests);

  FieldList fields_;
  CaseId case_id_;
  bool changed_ = false;
  bool tried_ = false;
};

}  // namespace carehub::views
