#pragma once
// Where people, teams and places are. Cases by shape (visit, to a place, ambulance validation) and state, teams by the
// age of their position; crowds are drawn as one mark with a number. Never moves by itself once a person has moved it.

#include "console/views/once_a_second.hpp"
#include "console/widgets/map_canvas.hpp"

namespace carehub::views {

class MapView {
 public:
  void handle(widgets::Input& input, const widgets::Canvas& canvas);
  void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area);

 private:
  enum class Shape { diamond, circle, triangle };
  struct CaseMark {
    CaseId id;
    Coordinates at;
    widgets::Tone tone = widgets::Tone::quiet;
    Shape shape = Shape::diamond;
    bool doubtful = false;
  };
  struct TeamMark {
    TeamId id;
    Coordinates at;
    TeamStatus status = TeamStatus::available;
    int age = 0;  // 0 fresh, 1 stale, 2 unknown
    std::string age_text;
  };
  struct PlaceMark {
    PlaceId id;
    Coordinates at;
    std::string text;
    bool open = false;
  };
  struct Marks {
    std::vector<CaseMark> cases;
    std::vector<TeamMark> teams;
    std::vector<PlaceMark> places;
  };
  // Several marks in one square of the screen.
  struct Crowd {
    widgets::Point at;
    int count = 0;
    widgets::Tone worst = widgets::Tone::quiet;
    std::size_t first = 0;  // index of one of them
  };
  struct Land {
    const void* site = nullptr;
    std::vector<std::vector<int>> triangles;  // of each map line that is an outline or water
  };

  [[nodiscard]] static Marks make_marks(const Facts& facts);
  void fit(const Facts& facts);
  void draw_land(const Facts& facts, widgets::Canvas& canvas);
  void draw_localities(const Facts& facts, widgets::Canvas& canvas);
  void draw_places(const Marks& marks, widgets::Canvas& canvas);
  void draw_teams(const Marks& marks, UiState& state, widgets::Ui& ui);
  void draw_cases(const Marks& marks, UiState& state, widgets::Ui& ui);
  void draw_selected(const Facts& facts, const Marks& marks, const UiState& state, widgets::Canvas& canvas);
  void draw_case_mark(widgets::Canvas& canvas, widgets::Point at, const CaseMark& mark, std::string_view text);
  void draw_team_mark(widgets::Canvas& canvas, widgets::Point at, const TeamMark& mark);
  // Which crowds the marks make at this scale; scratch memory is kept between frames.
  template <class List, class ToneOf>
  void find_crowds(const List& list, float cell, ToneOf tone_of, std::vector<Crowd>& crowds);
  // Keeps the labels off every mark.
  void reserve_marks(const Marks& marks, const widgets::Canvas& canvas);
  void label_places(const Marks& marks, widgets::Canvas& canvas);
  void label_teams(const Marks& marks, const UiState& state, widgets::Canvas& canvas);

  widgets::MapCanvas map_;
  OnceASecond<Marks> marks_;
  Land land_;
  const void* fitted_site_ = nullptr;
  std::vector<int> grid_;
  std::vector<Crowd> case_crowds_;
  std::vector<Crowd> team_crowds_;
  std::vector<widgets::Point> points_;
};

}  // namespace carehub::views
