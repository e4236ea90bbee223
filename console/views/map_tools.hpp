#pragma once
// What a person does with the map beside looking at it: choose what is shown, measure a way, keep a team in the middle.

#include <optional>
#include <string>

#include "console/views/view.hpp"
#include "console/widgets/map_canvas.hpp"

namespace carehub::views {

// The team pointed at, else the one that the selected case has or is proposed.
[[nodiscard]] TeamId chosen_team(const Facts& facts, const UiState& state);

class MapTools {
 public:
  enum class Layer { all, cases, teams, places };

  // F4 the next layer, F5 measures, F6 follows.
  void handle(widgets::Input& input);
  // What a word of the command line asks for: LAYERS, FOLLOW, REACH, MEASURE.
  void obey(UiState& state);
  [[nodiscard]] bool shows(Layer layer) const { return layer_ == Layer::all || layer_ == layer; }

  // While a way is measured the clicks on the map are its ends; they are used up.
  void take_clicks(widgets::Input& input, const widgets::MapCanvas& map, const widgets::Box& body);
  // Keeps the followed team in the middle, until the person moves the map themselves. Before anything is drawn.
  void follow(const Facts& facts, const UiState& state, const widgets::Input& input, widgets::MapCanvas& map);
  void draw(const Facts& facts, widgets::Canvas& canvas, const widgets::MapCanvas& map);

  // "cases only · follows CR2 · measure: click where it begins"; empty where nothing is out of the ordinary.
  [[nodiscard]] std::string words() const;
  [[nodiscard]] bool idle() const { return !measuring_; }  // clicks are not its own

 private:
  void forget_way();
  void find_ends(const Facts& facts);

  Layer layer_ = Layer::all;
  bool measuring_ = false;
  std::optional<Coordinates> from_, to_;
  TeamId way_team_;  // given: its way to that case is measured
  CaseId way_case_;
  bool follows_ = false;
  TeamId followed_;
};

}  // namespace carehub::views
