#pragma once
// Where people, teams and places are. Cases by shape (visit, to a place, ambulance validation) and state, teams by the
// age of their position; crowds are drawn as one mark with a number. Never moves by itself once a person has moved it.

#include "console/views/map_ground.hpp"
#include "console/views/map_land.hpp"
#include "console/views/map_reach.hpp"
#include "console/views/map_tools.hpp"
#include "console/views/once_a_second.hpp"
#include "console/widgets/map_canvas.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::views {

class MapView {
 public:
  void handle(widgets::Input& input, const widgets::Canvas& canvas);
  // F7, and what the hub is asked for while a reach is shown.
  void handle_reach(const Facts& facts, UiState& state, widgets::Input& input, Requests& requests) {
    reach_.handle(facts, state, input, requests);
  }
  void obey(UiState& state) { tools_.obey(state); }
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area);

 private:
  struct PlaceMark {
    PlaceId id;
    Coordinates at;
    std::string text;
    bool open = false;
  };
  class CrowdFinder;
  // Several marks in one square of the screen.
  struct Crowd {
    widgets::Point at;
    int count = 0;
    widgets::Tone worst = widgets::Tone::quiet;
    std::size_t first = 0;                // slot of one of them
    float spread = 0;                     // how far from `at` they stand, in pixels
    std::vector<TeamStatus> states = {};  // of teams, each once; none where there are many teams
  };
  // What the crowds were found for: while it stands, they do.
  struct CrowdsOf {
    std::uint64_t teams = 0;
    std::uint64_t cases = 0;
    widgets::Box area;
    widgets::Projection projection;
    bool operator==(const CrowdsOf&) const = default;
  };

  [[nodiscard]] static std::vector<PlaceMark> make_places(const Facts& facts);
  void fit(const Facts& facts);
  void draw_localities(const Facts& facts, widgets::Canvas& canvas);
  void draw_places(widgets::Canvas& canvas);
  void draw_teams(const Facts& facts, UiState& state, widgets::Ui& ui);
  void draw_cases(const Facts& facts, UiState& state, widgets::Ui& ui);
  void draw_selected(const Facts& facts, const UiState& state, widgets::Canvas& canvas);
  // What the map cannot show is counted beside its title, where no mark is: a warning for open cases without a
  // position, and quietly those that lie beyond what is shown. Returns where the words end.
  float draw_not_on_map(widgets::Canvas& canvas, widgets::Point left_middle, float until);
  // Which crowds the marks make at this scale; scratch memory is kept between frames (map_crowd_finder.cpp).
  void find_crowds(const Facts& facts, const widgets::Canvas& canvas);
  // A click on a crowd comes nearer until its marks part; those at one place it goes through one by one
  // (map_crowds.cpp).
  void click_case_crowd(const Facts& facts, UiState& state, const Crowd& crowd);
  void click_team_crowd(const Facts& facts, UiState& state, const Crowd& crowd);
  void crowd_hint(widgets::Ui& ui);
  // Whether its marks are drawn apart when the map comes as near as it can.
  [[nodiscard]] bool can_part(const Crowd& crowd) const;
  void come_nearer(const Crowd& crowd);
  // Keeps the labels off every mark.
  void reserve_marks(const widgets::Canvas& canvas);
  void label_places(widgets::Canvas& canvas);
  void label_teams(const Facts& facts, const UiState& state, widgets::Canvas& canvas);

  widgets::MapCanvas map_;
  MapTools tools_;
  MapReach reach_;
  MapGround ground_;
  OnceASecond<std::vector<PlaceMark>> places_;
  MapLand land_;
  const void* fitted_site_ = nullptr;
  std::vector<int> grid_;
  CrowdsOf crowds_of_;
  std::size_t teams_on_map_ = 0;
  int cases_without_position_ = 0;
  int cases_outside_ = 0;
  std::vector<Crowd> case_crowds_;
  std::vector<Crowd> team_crowds_;
  std::vector<widgets::Point> points_;
};

}  // namespace carehub::views
