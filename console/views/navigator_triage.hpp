#pragma once
// Triage of one case: red flags first, then the need and the questions of its pathway. What was told before is filled
// in.

#include "console/views/talk_fields.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class TriageView {
 public:
  [[nodiscard]] bool writing() const { return fields_.writing(); }
  // By what was answered so far only 999 may be sent.
  [[nodiscard]] bool says_999() const { return state_.needs_999; }
  // Since when somebody is at it; none: nobody has begun.
  [[nodiscard]] std::optional<Instant> begun() const { return begun_; }
  // Begins again when the case is another one; answers not yet sent are kept while the same case stays.
  void show(const Case& c, const Facts& facts);
  // True when triage was sent or left.
  bool handle(const Case& c, const Facts& facts, widgets::Input& input, Requests& requests);
  void draw(widgets::Ui& ui, const widgets::Box& area, bool focused);
  // Beside the conversation: what the rules say so far. Returns the height used.
  float draw_beside(widgets::Ui& ui, const widgets::Box& area) const;

 private:
  void make_fields(const Case& c, const std::shared_ptr<const Site>& site);
  void update(const Case& c, const Facts& facts);
  bool send(const Case& c, const Facts& facts, Requests& requests);

  FieldList fields_;
  TalkFields talk_;
  console::TalkState state_;
  CaseId case_id_;
  std::uint64_t version_ = 0;
  std::optional<Instant> begun_;
  bool changed_ = false;
  bool tried_ = false;
  bool live_ = true;  // the hub is heard
};

}  // namespace carehub::views
