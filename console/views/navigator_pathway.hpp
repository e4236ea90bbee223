#pragma once
// The pathways of the selected case: what can take this person now, what cannot and why, and what else can be done.

#include "console/model/options.hpp"
#include "console/model/worklist.hpp"
#include "console/views/once_a_second.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class PathwayView {
 public:
  // Enter and digits take an option; letters open the command line with the rest of the sentence begun.
  void handle(const Case& c, const Facts& facts, widgets::Input& input, Requests& requests);
  void draw(const Case* c, const Facts& facts, widgets::Ui& ui, const widgets::Box& area, Requests& requests);

 private:
  void update(const Case& c, const Facts& facts);
  void take(const Case& c, const Facts& facts, std::size_t index, Requests& requests);
  float draw_others(widgets::Ui& ui, widgets::Point at, float width, const Case& c, const Facts& facts,
                    Requests& requests);
  float draw_clocks(widgets::Canvas& canvas, widgets::Point at, float width, const Case& c, const Facts& facts);

  console::OptionLines options_;
  CaseId shown_;
  const Explanation* live_ = nullptr;
  std::uint64_t number_ = 0;
  std::int64_t second_ = 0;
  CaseId asked_;
  std::uint64_t asked_version_ = 0;
  widgets::Scroll scroll_;
  float height_ = 0;
};

// The line that sends the ambulance: refer on to the service that is one. Empty where the hub has none.
[[nodiscard]] std::string ambulance_line(const Case& c, const Site& site);

}  // namespace carehub::views
