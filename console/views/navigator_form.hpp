#pragma once
// A new referral, taken down by keyboard alone: red flags first, then who, where and what.

#include "console/model/referral_form.hpp"
#include "console/views/talk_fields.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class ReferralFormView {
 public:
  ReferralFormView() { make_fields(std::make_shared<Site>()); }

  [[nodiscard]] bool writing() const { return fields_.writing(); }
  [[nodiscard]] bool empty();
  // An unfinished form is kept until it is saved or emptied.
  void open(const Facts& facts);
  // The last form that was sent, as it was: the hub may have refused it. False if there is none.
  bool bring_back();
  [[nodiscard]] bool any_sent() const { return any_saved_; }
  // True when the form is done with: saved, or put aside.
  bool handle(const Facts& facts, widgets::Input& input, Requests& requests);
  void draw(const Facts& facts, widgets::Ui& ui, const widgets::Box& area);
  // Beside the form: what is still needed, and what it will become.
  void draw_summary(widgets::Ui& ui, const widgets::Box& area);

 private:
  void make_fields(std::shared_ptr<const Site> site);
  [[nodiscard]] console::ReferralForm form();
  void answered(const Facts& facts);
  void update(const Facts& facts);
  void mark_needed();
  bool save(Requests& requests);
  float draw_messages(widgets::Ui& ui, const widgets::Box& area);
  widgets::Scroll summary_scroll_;
  float summary_height_ = 0;

  FieldList fields_;
  TalkFields talk_;
  FieldList last_saved_;  // brought back by Ctrl Z, should the hub refuse it
  TalkFields last_talk_;
  console::FormResult result_;
  Instant opened_;
  std::uint64_t checked_number_ = ~std::uint64_t{0};
  std::int64_t checked_second_ = 0;
  bool changed_ = true;
  bool live_ = true;    // the hub is heard
  bool tried_ = false;  // saving was tried: what is missing is shown
  bool duplicates_seen_ = false;
  bool any_saved_ = false;
};

}  // namespace carehub::views
