#include "console/views/map_view.hpp"

#include <fmt/format.h>

#include <cmath>

#include "console/model/case_list.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::Urgency;

constexpr float pan_step = 60;
constexpr float zoom_step = 1.25F;

Tone tone_of(Urgency urgency) {
  return urgency == Urgency::breached ? Tone::breached : urgency == Urgency::due_soon ? Tone::due : Tone::quiet;
}

Colour team_colour(TeamStatus status) {
  switch (status) {
    case TeamStatus::available:
      return colour::light_green;
    case TeamStatus::allocated:
    case TeamStatus::accepted:
    case TeamStatus::en_route:
      return colour::light_blue;
    default:
      return colour::muted;
  }
}

// Free, or what it is doing: said in a word beside the colour.
std::string_view team_word(TeamStatus status) {
  switch (status) {
    case TeamStatus::available:
      return "free";
    case TeamStatus::on_scene:
      return "on scene";
    case TeamStatus::on_break:
      return "break";
    case TeamStatus::en_route:
      return "on the way";
    default:
      return "sent";
  }
}

Colour case_ground(Tone tone) {
  return tone == Tone::breached ? colour::red_fill : tone == Tone::due ? colour::warm_yellow : colour::text;
}

Colour case_ink(Tone tone) {
  return tone == Tone::breached ? colour::white : colour::black;
}

}  // namespace

MapView::Marks MapView::make_marks(const Facts& facts) {
  const auto& picture = *facts.picture;
  const Site& site = *picture.site;
  Marks marks;
  for (const auto& [id, record] : picture.cases) {
    const Case& c = *record;
    if (!is_open(c.status) || !c.referral.location.position) continue;
    const bool to_place = c.status == CaseStatus::signposted || c.status == CaseStatus::booked;
    const bool validation = c.referral.ambulance.validation;
    marks.cases.push_back({id, *c.referral.location.position,
                           tone_of(console::urgency_of(c, facts.now, site.thresholds)),
                           to_place     ? Shape::circle
                           : validation ? Shape::triangle
                                        : Shape::diamond,
                           c.referral.location.doubtful});
  }
  for (const auto& [id, record] : picture.teams) {
    const Team& t = *record;
    if (t.status == TeamStatus::off_duty || t.retired || !t.position) continue;
    const PositionAge age = t.position_doubtful ? PositionAge::unknown : position_age(t, facts.now, site.thresholds);
    const std::string ago =
        t.position_at ? age_text(std::max<std::int64_t>(0, whole_seconds(facts.now - *t.position_at))) : "no time";
    marks.teams.push_back({id, *t.position, t.status,
                           age == PositionAge::fresh   ? 0
                           : age == PositionAge::stale ? 1
                                                       : 2,
                           age == PositionAge::unknown ? "? " + ago : std::string(team_word(t.status)) + " · " + ago});
  }
  for (const auto& [id, place] : picture.places) {
    const PlaceConfig* config = find_place(site, id);
    if (config == nullptr || place->retired) continue;
    const ServiceConfig* service = find_service(site, place->service);
    const bool open = service != nullptr && !place->closed_by_staff &&
                      open_interval(service->hours, site.calendar, facts.now).has_value();
    const auto free = free_places(*place, *config, facts.now);
    const std::string state = !open ? "closed" : free ? fmt::format("{} of {}", *free, place->capacity) : "? places";
    marks.places.push_back({id, config->position, config->name + " " + state, open});
  }
  return marks;
}

void MapView::fit(const Facts& facts) {
  const Site& site = *facts.picture->site;
  if (fitted_site_ == &site) return;
  fitted_site_ = &site;
  std::vector<Coordinates> points;
  for (const MapLine& line : site.map_lines)
    if (line.kind == "outline") points.insert(points.end(), line.points.begin(), line.points.end());
  for (const Locality& locality : site.localities) points.push_back(locality.centre);
  for (const TeamConfig& team : site.teams) points.push_back(team.base);
  map_.fit(points);
}

void MapView::handle(Input& input, const Canvas& canvas) {
  const float step = canvas.px(pan_step);
  if (input.take(Key::left, true)) map_.pan({step, 0});
  if (input.take(Key::right, true)) map_.pan({-step, 0});
  if (input.take(Key::up, true)) map_.pan({0, step});
  if (input.take(Key::down, true)) map_.pan({0, -step});
  if (input.take_typed('+') || input.take_typed('=')) map_.zoom(zoom_step, map_.area().centre());
  if (input.take_typed('-')) map_.zoom(1 / zoom_step, map_.area().centre());
  if (input.take(Key::home, true)) map_.reset();
}

void MapView::draw_land(const Facts& facts, Canvas& canvas) {
  const Site& site = *facts.picture->site;
  if (land_.site != &site) {
    land_ = {&site, {}};
    for (const MapLine& line : site.map_lines) {
      std::vector<Point> outline;
      if (line.kind != "road")
        for (const Coordinates& p : line.points)
          outline.push_back({static_cast<float>(p.lon_e6 - site.map_lines.front().points.front().lon_e6),
                             -static_cast<float>(p.lat_e6 - site.map_lines.front().points.front().lat_e6)});
      land_.triangles.push_back(triangulate(outline));
    }
  }
  for (int pass = 0; pass < 3; ++pass) {
    for (std::size_t i = 0; i < site.map_lines.size(); ++i) {
      const MapLine& line = site.map_lines[i];
      const int layer = line.kind == "outline" ? 0 : line.kind == "water" ? 1 : 2;
      if (layer != pass) continue;
      points_.clear();
      for (const Coordinates& p : line.points) points_.push_back(map_.at(p));
      if (pass == 0) canvas.triangles(points_, land_.triangles[i], colour::land);
      if (pass == 1) canvas.triangles(points_, land_.triangles[i], colour::sunken);
      canvas.polyline(points_, pass == 0 ? colour::coast : colour::road, pass == 2 ? 1.5F : 1, pass < 2);
    }
  }
}

void MapView::draw_localities(const Facts& facts, Canvas& canvas) {
  for (const Locality& locality : facts.picture->site->localities) {
    if (!locality.label) continue;
    const Point at = map_.at(locality.centre);
    if (!map_.visible(at)) continue;
    canvas.circle(at, 1.8F, colour::faint);
    map_.label(canvas, at, 6, Face::tiny, colour::faint, locality.name);
  }
}

void MapView::draw_places(const Marks& marks, Canvas& canvas) {
  for (const PlaceMark& mark : marks.places) {
    const Point at = map_.at(mark.at);
    if (!map_.visible(at)) continue;
    const float r = canvas.px(9);
    // A house: outline when open, and said "closed" in grey when not.
    const Colour ink = mark.open ? colour::light_blue : colour::faint;
    points_ = {{at.x - r, at.y + r},
               {at.x - r, at.y - r * 0.1F},
               {at.x, at.y - r},
               {at.x + r, at.y - r * 0.1F},
               {at.x + r, at.y + r}};
    canvas.fill({{at.x - r, at.y - r * 0.1F}, {at.x + r, at.y + r}}, colour::sunken);
    canvas.polyline(points_, ink, 2, true);
  }
}

void MapView::label_places(const Marks& marks, Canvas& canvas) {
  for (const PlaceMark& mark : marks.places) {
    const Point at = map_.at(mark.at);
    if (map_.visible(at))
      map_.label(canvas, at, 12, Face::small_strong, mark.open ? colour::light_blue : colour::faint, mark.text);
  }
}

template <class List, class ToneOf>
void MapView::find_crowds(const List& list, float cell, ToneOf tone, std::vector<Crowd>& crowds) {
  const Box& area = map_.area();
  const int columns = static_cast<int>(area.width() / cell) + 1;
  const int rows = static_cast<int>(area.height() / cell) + 1;
  grid_.assign(static_cast<std::size_t>(columns * rows), -1);
  crowds.clear();
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Point p = map_.at(list[i].at);
    if (!area.holds(p)) continue;
    const int column = static_cast<int>((p.x - area.min.x) / cell);
    const int row = static_cast<int>((p.y - area.min.y) / cell);
    int& slot = grid_[static_cast<std::size_t>(row * columns + column)];
    if (slot < 0) {
      slot = static_cast<int>(crowds.size());
      crowds.push_back({p, 0, Tone::quiet, i});
    }
    Crowd& crowd = crowds[static_cast<std::size_t>(slot)];
    ++crowd.count;
    if (tone(list[i]) > crowd.worst) {
      crowd.worst = tone(list[i]);
      crowd.first = i;
    }
  }
}

void MapView::reserve_marks(const Marks& marks, const Canvas& canvas) {
  // Close marks become one with a number; teams only when there are many: a dozen on an island all show.
  find_crowds(
      marks.teams, canvas.px(marks.teams.size() > 60 ? 26 : 3), [](const TeamMark&) { return Tone::quiet; },
      team_crowds_);
  find_crowds(
      marks.cases, canvas.px(marks.cases.size() > 80 ? 30 : 12), [](const CaseMark& m) { return m.tone; },
      case_crowds_);
  for (const Crowd& crowd : case_crowds_) map_.reserve(Box{crowd.at, crowd.at}.inset(-canvas.px(11)));
  for (const Crowd& crowd : team_crowds_) map_.reserve(Box{crowd.at, crowd.at}.inset(-canvas.px(9)));
  for (const PlaceMark& mark : marks.places) {
    const Point at = map_.at(mark.at);
    map_.reserve(Box{at, at}.inset(-canvas.px(9)));
  }
}

void MapView::draw_team_mark(Canvas& canvas, Point at, const TeamMark& mark) {
  const float r = canvas.px(8.5F);
  const Box box = Box{at, at}.inset(-r);
  if (mark.age == 0) {
    canvas.fill(box, team_colour(mark.status), 3);
    return;
  }
  canvas.fill(box, colour::sunken, 3);
  canvas.frame(box, mark.age == 1 ? team_colour(mark.status) : colour::warm_yellow, 3, 2);
  if (mark.age == 2) canvas.text_in(box, Face::small_strong, colour::warm_yellow, "?", Align::centre);
}

void MapView::draw_teams(const Marks& marks, UiState& state, Ui& ui) {
  for (const Crowd& crowd : team_crowds_) {
    const TeamMark& mark = marks.teams[crowd.first];
    const Box box = Box{crowd.at, crowd.at}.inset(-ui.px(9));
    draw_team_mark(ui.canvas, crowd.at, mark);
    if (crowd.count > 1 && mark.age == 0 && marks.teams.size() > 60)
      ui.canvas.text_in(box, Face::tiny, colour::black, fmt::format("{}", crowd.count), Align::centre);
    if (ui.input.clicked(box)) state.team = mark.id;
  }
}

void MapView::label_teams(const Marks& marks, const UiState& state, Canvas& canvas) {
  const bool many = team_crowds_.size() > 80;
  for (const Crowd& crowd : team_crowds_) {
    const TeamMark& mark = marks.teams[crowd.first];
    if (many && mark.id != state.team) continue;
    map_.label(canvas, crowd.at, 11, Face::small_strong, colour::text,
               crowd.count == 1 ? mark.id.value : fmt::format("{} +{}", mark.id.value, crowd.count - 1), mark.age_text,
               mark.age == 2 ? colour::warm_yellow : colour::muted);
  }
}

void MapView::draw_case_mark(Canvas& canvas, Point at, const CaseMark& mark, std::string_view text) {
  const Colour ground = case_ground(mark.tone);
  switch (mark.shape) {
    case Shape::diamond:
      canvas.diamond(at, 11, ground);
      break;
    case Shape::circle:
      canvas.circle(at, 9, ground);
      break;
    case Shape::triangle: {
      const float r = canvas.px(12);
      canvas.triangle({at.x, at.y - r}, {at.x + r, at.y + r * 0.75F}, {at.x - r, at.y + r * 0.75F}, ground);
      break;
    }
  }
  if (mark.doubtful) canvas.ring(at, 13, colour::warm_yellow);
  canvas.text_in(Box{at, at}.inset(-canvas.px(11)), Face::tiny, case_ink(mark.tone), text, Align::centre);
}

void MapView::draw_cases(const Marks& marks, UiState& state, Ui& ui) {
  for (const Crowd& crowd : case_crowds_) {
    const CaseMark& mark = marks.cases[crowd.first];
    const Box box = Box{crowd.at, crowd.at}.inset(-ui.px(11));
    char text[8];
    const auto end = crowd.count == 1     ? fmt::format_to_n(text, 7, "{:02}", mark.id.value % 100)
                     : crowd.count < 1000 ? fmt::format_to_n(text, 7, "{}×", crowd.count)
                                          : fmt::format_to_n(text, 7, "{}k", crowd.count / 1000);
    draw_case_mark(ui.canvas, crowd.at, mark, {text, std::min<std::size_t>(end.size, 7)});
    if (ui.input.clicked(box)) state.selected = mark.id;
  }
}

void MapView::draw_selected(const Facts& facts, const Marks& marks, const UiState& state, Canvas& canvas) {
  const auto found = facts.picture->cases.find(state.selected);
  if (found == facts.picture->cases.end() || !found->second->referral.location.position) return;
  const Case& c = *found->second;
  const Point at = map_.at(*c.referral.location.position);
  const std::string unit =
      c.assignment && c.assignment->kind == UnitKind::team ? c.assignment->unit
      : facts.options && !facts.options->offered.empty() && facts.options->offered.front().kind == UnitKind::team
          ? facts.options->offered.front().unit
          : std::string();
  const auto team = facts.picture->teams.find(TeamId(unit));
  if (!unit.empty() && team != facts.picture->teams.end() && team->second->position)
    canvas.dashed_line(map_.at(*team->second->position), at, colour::light_blue, 5, 2);
  const auto mark =
      std::find_if(marks.cases.begin(), marks.cases.end(), [&](const CaseMark& m) { return m.id == c.id; });
  if (mark == marks.cases.end()) return;
  draw_case_mark(canvas, at, *mark, fmt::format("{:02}", c.id.value % 100));
  canvas.dashed_ring(at, 17, colour::text);
  map_.reserve(Box{at, at}.inset(-canvas.px(17)));
}

void MapView::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area) {
  Canvas& canvas = ui.canvas;
  canvas.fill(area, colour::sunken);
  Box head = area;
  head.max.y = head.min.y + ui.px(36);
  fit(facts);
  {
    const Clip clip(canvas, area);
    Box body = area;
    body.min.y = head.max.y;
    map_.begin(ui, body);
    const Marks& marks = marks_.get(facts, [](const Facts& f) { return make_marks(f); });
    draw_land(facts, canvas);
    reserve_marks(marks, canvas);
    draw_places(marks, canvas);
    draw_teams(marks, state, ui);
    draw_cases(marks, state, ui);
    draw_selected(facts, marks, state, canvas);
    label_teams(marks, state, canvas);
    label_places(marks, canvas);
    draw_localities(facts, canvas);
    map_.scale_bar(canvas);
  }
  const std::string_view legend =
      "◆ visit  ● to a place  ▲ 999 validation   hollow = position over 60 s old  ? = unknown";
  const bool room = canvas.width(Face::small, legend) + ui.px(80) < area.width();
  section(canvas, area, "Map", {}, room ? legend : "◆ visit ● to a place ▲ 999   hollow = old position");
}

}  // namespace carehub::views
