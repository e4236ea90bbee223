#pragma once
// What a person must act on: a strip of the worst groups, and with F8 every one of them. Nothing unresolved is left out
// of the count.

#include <map>

#include "console/model/alerts.hpp"
#include "console/views/view.hpp"

namespace carehub::views {

class AlertsView {
 public:
  // K acknowledges what the strip shows first; F8 opens the list, where K, S, E and C act on the chosen group.
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
  std::size_t chosen_ = 0;
  AlertId chosen_alert_;
  bool chosen_moved_ = false;
  widgets::Scroll scroll_;
};

}  // namespace carehub::views
