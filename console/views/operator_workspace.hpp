#pragma once
// The control room: case list and places, map and timeline, the selected case, alerts.

#include "console/views/alerts_view.hpp"
#include "console/views/case_list_view.hpp"
#include "console/views/case_view.hpp"
#include "console/views/dividers.hpp"
#include "console/views/map_view.hpp"
#include "console/views/places_view.hpp"
#include "console/views/timeline_view.hpp"

namespace carehub::views {

class OperatorWorkspace final : public Workspace {
 public:
  [[nodiscard]] std::string_view name() const override { return "control room"; }
  [[nodiscard]] std::vector<KeyLine> keys() const override;
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Requests& requests) override;

 private:
  void obey(UiState& state);
  void handle(const Facts& facts, UiState& state, widgets::Ui& ui, Requests& requests);
  [[nodiscard]] float places_height(const Facts& facts, const widgets::Canvas& canvas, float height);
  [[nodiscard]] console::Room room_of_places(const Facts& facts, const widgets::Canvas& canvas, float height);
  void draw_left(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Dividing& dividing,
                 Requests& requests);
  void draw_middle(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area, Dividing& dividing,
                   Requests& requests);

  enum class Middle { both, timeline, map };
  Middle middle_ = Middle::both;
  CaseListView cases_;
  PlacesView places_;
  MapView map_;
  TimelineView timeline_;
  CaseView case_;
  AlertsView alerts_;
  Dividers dividers_;
};

}  // namespace carehub::views
