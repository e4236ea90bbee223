#pragma once
// Safe Havens and other places, and services that are asked by telephone: open or not, what is free, how old that is.

#include "console/views/once_a_second.hpp"

namespace carehub::views {

class PlacesView {
 public:
  void draw(const Facts& facts, widgets::Ui& ui, const widgets::Box& area);
  // What the table would like to have, for the layout.
  [[nodiscard]] float height(const Facts& facts, const widgets::Canvas& canvas);
  [[nodiscard]] static float head_height(const widgets::Canvas& canvas);
  [[nodiscard]] static float line_height(const widgets::Canvas& canvas);

 private:
  struct Line {
    std::string name;
    std::string ages;
    std::string open;
    std::string figure;  // strong
    std::string unit;
    std::string age;
    bool unknown = false;
    bool closed = false;
  };
  [[nodiscard]] const std::vector<Line>& lines(const Facts& facts);
  [[nodiscard]] static std::vector<Line> make_lines(const Facts& facts);
  [[nodiscard]] static Line place_line(const Facts& facts, const Place& place);
  [[nodiscard]] static Line service_line(const Facts& facts, const ServiceState& service, const ServiceConfig& config);
  [[nodiscard]] static float figure_width(const widgets::Canvas& canvas, const std::vector<Line>& lines);
  void draw_line(widgets::Canvas& canvas, const widgets::Box& row, const Line& line, float figure_room);

  OnceASecond<std::vector<Line>> lines_;
  widgets::Scroll scroll_;
};

}  // namespace carehub::views
