#pragma once
// What a person must act on: a strip of the worst groups, and with F8 every one of them. Nothing unresolved is left out
// of the count.

#include <map>

#include "console/model/alerts.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class AlertsView {
 public:
  // Shift K acknowledges the group that the strip marks, and no other; F8 opens the list, where K, S, E and C act on
  // the chosen group.
  void handle(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  void draw_strip(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& strip);
  void draw_list(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area);

 private:
  [[nodiscard]] const console::AlertPanel& panel(const Facts& facts);
  void announce(const Facts& facts);
  [[nodiscard]] bool is_new(const console::AlertGroup& group, Instant now) const;
  void acknowledge(const Facts& facts, const console::AlertGroup& group, Requests& requests);
  [[nodiscard]] static std::optional<AlertId> may_become_case(const Facts& facts, const console::AlertGroup& group);
  void open_case(const Facts& facts, const console::AlertGroup& group, Requests& requests);
  // The group that Shift K takes. It stays the same one while it is open and a person may be reading it, whatever comes
  // meanwhile; where it has just become another one, the first press only says so.
  void mark_next(const Facts& facts);
  [[nodiscard]] bool is_next(const console::AlertGroup& group) const;
  void take_next(const Facts& facts, Requests& requests);
  // In the order of the strip: the marked group first.
  [[nodiscard]] std::vector<const console::AlertGroup*> strip_order() const;
  void draw_strip_group(const Facts& facts, widgets::Ui& ui, const widgets::Box& column,
                        const console::AlertGroup& group);
  void find_chosen(const std::vector<console::AlertGroup>& groups);
  void choose(const std::vector<console::AlertGroup>& groups, std::size_t index);
  void choose_next_open(const std::vector<console::AlertGroup>& groups);
  void handle_list(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests);
  [[nodiscard]] float draw_mark(widgets::Canvas& canvas, widgets::Point left_middle, const console::AlertGroup& group);
  void draw_group(const Facts& facts, widgets::Canvas& canvas, const widgets::Box& row,
                  const console::AlertGroup& group, bool chosen);

  console::AlertPanel panel_;
  console::Annunciator annunciator_;
  std::map<AlertId, Instant> new_;  // announced a moment ago
  std::size_t to_announce_ = 0;     // since the last frame
  std::size_t unannounced_ = 0;     // new ones beyond what may be announced in ten minutes
  console::Records<AlertId, Alert> panel_of_;
  const void* panel_site_ = nullptr;
  std::int64_t panel_second_ = -1;
  AlertId next_;                    // of the group that Shift K takes
  Duration next_since_{};           // on the machine's clock
  Duration told_moved_{-hours(1)};  // a press was too soon after it moved, and was told so
  bool next_moved_ = false;         // to another group by itself, and nobody has pressed Shift K since
  std::size_t chosen_ = 0;
  AlertId chosen_alert_;
  bool chosen_moved_ = false;
  widgets::Scroll scroll_;
};

}  // namespace carehub::views
