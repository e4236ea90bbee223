#pragma once
// Why a case had the answer that it had, as it was known at that moment.

#include "console/model/why.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class WhyView {
 public:
  // `id`: the case asked about.
  void draw(const Facts& facts, CaseId id, widgets::Ui& ui, const widgets::Box& area);

 private:
  float draw_why(const console::Why& why, widgets::Canvas& canvas, widgets::Point at, float width);

  widgets::Scroll scroll_;
  float content_height_ = 0;
  CaseId shown_;
};

}  // namespace carehub::views
