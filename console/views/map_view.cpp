#include "console/views/map_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/views/map_marks.hpp"

namespace carehub::views {
namespace {

using namespace widgets;

constexpr float pan_step = 60;
constexpr float zoom_step = 1.25F;

}  // namespace

std::vector<MapView::PlaceMark> MapView::make_places(const Facts& facts) {
  const auto& picture = *facts.picture;
  const Site& site = *picture.site;
  std::vector<PlaceMark> marks;
  for (const auto& [id, place] : picture.places) {
    const PlaceConfig* config = find_place(site, id);
    if (config == nullptr || place->retired) continue;
    const ServiceConfig* service = find_service(site, place->service);
    const bool open = service != nullptr && !place->closed_by_staff &&
                      open_interval(service->hours, site.calendar, facts.now).has_value();
    const auto free = free_places(*place, *config, facts.now);
    const std::string state = !open ? "closed" : free ? fmt::format("{} of {}", *free, place->capacity) : "? places";
    marks.push_back({id, config->position, config->name + " " + state, open});
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
  tools_.handle(input);
  const float step = canvas.px(pan_step);
  if (input.take(Key::left, true)) map_.pan({step, 0});
  if (input.take(Key::right, true)) map_.pan({-step, 0});
  if (input.take(Key::up, true)) map_.pan({0, step});
  if (input.take(Key::down, true)) map_.pan({0, -step});
  if (input.take_typed('+') || input.take_typed('=')) map_.zoom(zoom_step, map_.area().centre());
  if (input.take_typed('-')) map_.zoom(1 / zoom_step, map_.area().centre());
  if (input.take(Key::home, true)) map_.reset();
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

void MapView::draw_places(Canvas& canvas) {
  for (const PlaceMark& mark : places_.last()) {
    const Point at = map_.at(mark.at);
    if (!map_.visible(at)) continue;
    const float r = canvas.px(9);
    map_.patch(canvas, at, 14);
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

void MapView::label_places(Canvas& canvas) {
  for (const PlaceMark& mark : places_.last()) {
    const Point at = map_.at(mark.at);
    if (map_.visible(at))
      map_.label(canvas, at, 12, Face::small_strong, mark.open ? colour::light_blue : colour::faint, mark.text);
  }
}

float MapView::draw_not_on_map(Canvas& canvas, Point left_middle, float until) {
  Point at{left_middle.x, left_middle.y - canvas.height(Face::small_strong) / 2};
  if (cases_without_position_ > 0) {
    const std::string_view cases = cases_without_position_ == 1 ? "case" : "cases";
    std::string text = fmt::format("{} {} not on the map: no position", cases_without_position_, cases);
    if (at.x + canvas.px(16) + canvas.width(Face::small_strong, text) > until) text = text.substr(0, text.find(':'));
    canvas.warning_mark({at.x, left_middle.y - canvas.px(6)}, 12, colour::warm_yellow);
    at.x += canvas.px(16);
    at.x += canvas.text(at, Face::small_strong, colour::warm_yellow, text) + canvas.px(12);
  }
  if (cases_outside_ > 0) {
    std::string text = fmt::format("{} outside this view · ZOOM all", cases_outside_);
    if (at.x + canvas.width(Face::small, text) > until) text = text.substr(0, text.find(" ·"));
    if (at.x + canvas.width(Face::small, text) <= until)
      at.x += canvas.text(at, Face::small, colour::muted, text) + canvas.px(12);
  }
  return at.x;
}

void MapView::reserve_marks(const Canvas& canvas) {
  for (const Crowd& crowd : case_crowds_) map_.reserve(Box{crowd.at, crowd.at}.inset(-canvas.px(11)));
  for (const Crowd& crowd : team_crowds_) map_.reserve(Box{crowd.at, crowd.at}.inset(-canvas.px(9)));
  for (const PlaceMark& mark : places_.last()) {
    const Point at = map_.at(mark.at);
    map_.reserve(Box{at, at}.inset(-canvas.px(9)));
  }
}

void MapView::draw_teams(const Facts& facts, UiState& state, Ui& ui) {
  for (const Crowd& crowd : team_crowds_) {
    const Team& team = *facts.index->teams()[crowd.first].record;
    const PositionAge age = shown_age(team, facts);
    const Box box = Box{crowd.at, crowd.at}.inset(-ui.px(9));
    draw_team_mark(ui.canvas, map_, crowd.at, team.status, age);
    if (crowd.count > 1 && age == PositionAge::fresh && teams_on_map_ > 60)
      ui.canvas.text_in(box, Face::tiny, colour::on_bright, fmt::format("{}", crowd.count), Align::centre);
    if (ui.input.clicked(box)) click_team_crowd(facts, state, crowd);
  }
}

void MapView::label_teams(const Facts& facts, const UiState& state, Canvas& canvas) {
  const bool many = team_crowds_.size() > 80;
  for (const Crowd& crowd : team_crowds_) {
    const Team& team = *facts.index->teams()[crowd.first].record;
    if (many && team.id != state.team) continue;
    const PositionAge age = shown_age(team, facts);
    map_.label(canvas, crowd.at, 11, Face::small_strong, colour::text,
               crowd.count == 1 ? team.id.value : fmt::format("{} +{}", team.id.value, crowd.count - 1),
               crowd.states.size() > 1 ? states_in_words(crowd.states) : team_text(team, age, facts.now),
               age == PositionAge::unknown ? colour::warm_yellow : colour::muted);
  }
}

void MapView::draw_cases(const Facts& facts, UiState& state, Ui& ui) {
  const auto& cases = facts.index->cases();
  for (const Crowd& crowd : case_crowds_) {
    const auto& one = cases.all()[crowd.first];
    const Box box = Box{crowd.at, crowd.at}.inset(-ui.px(11));
    char text[8];
    const auto end = crowd.count == 1     ? fmt::format_to_n(text, 7, "{:02}", one.id.value % 100)
                     : crowd.count < 1000 ? fmt::format_to_n(text, 7, "{}×", crowd.count)
                                          : fmt::format_to_n(text, 7, "{}k", crowd.count / 1000);
    draw_case_mark(ui.canvas, map_, crowd.at, one, mark_tone(cases.standing(crowd.first).urgency),
                   {text, std::min<std::size_t>(end.size, 7)});
    if (ui.input.clicked(box)) click_case_crowd(facts, state, crowd);
  }
}

void MapView::draw_selected(const Facts& facts, const UiState& state, Canvas& canvas) {
  const auto slot = facts.index->cases().slot_of(state.selected);
  if (!slot || !facts.index->cases().all()[*slot].placed) return;
  const console::CaseFacts& mark = facts.index->cases().all()[*slot];
  const Case& c = *mark.record;
  const Point at = map_.at(mark.at);
  const std::string unit =
      c.assignment && c.assignment->kind == UnitKind::team ? c.assignment->unit
      : facts.options && !facts.options->offered.empty() && facts.options->offered.front().kind == UnitKind::team
          ? facts.options->offered.front().unit
          : std::string();
  const auto team = facts.picture->teams.find(TeamId(unit));
  if (!unit.empty() && team != facts.picture->teams.end() && team->second->position)
    canvas.dashed_line(map_.at(*team->second->position), at, colour::light_blue, 5, 2);
  if (!mark.open) return;
  draw_case_mark(canvas, map_, at, mark, mark_tone(facts.index->cases().standing(*slot).urgency),
                 fmt::format("{:02}", c.id.value % 100));
  canvas.dashed_ring(at, 17, colour::text);
  map_.reserve(Box{at, at}.inset(-canvas.px(17)));
}

void MapView::draw(const Facts& facts, UiState& state, Ui& ui, const Box& area) {
  const Panel named(ui.canvas, "map");
  Canvas& canvas = ui.canvas;
  canvas.fill(area, colour::sunken);
  Box head = area;
  head.max.y = head.min.y + ui.px(36);
  fit(facts);
  {
    const Clip clip(canvas, area);
    Box body = area;
    body.min.y = head.max.y;
    tools_.take_clicks(ui.input, map_, body);
    map_.begin(ui, body);
    tools_.follow(facts, state, ui.input, map_);
    places_.get_now(facts, [](const Facts& f) { return make_places(f); });
    find_crowds(facts, canvas);
    land_.draw(*facts.picture->site, canvas, map_);
    ground_.draw(facts, canvas, map_);
    reach_.draw(facts, state, canvas, map_);
    reserve_marks(canvas);
    using Layer = MapTools::Layer;
    if (tools_.shows(Layer::places)) draw_places(canvas);
    if (tools_.shows(Layer::teams)) draw_teams(facts, state, ui);
    if (tools_.shows(Layer::cases)) draw_cases(facts, state, ui);
    draw_selected(facts, state, canvas);
    ground_.label(facts, canvas, map_);
    map_.scale_bar(canvas);
    if (tools_.shows(Layer::teams)) label_teams(facts, state, canvas);
    if (tools_.shows(Layer::places)) label_places(canvas);
    reach_.label(facts, state, canvas, map_);
    draw_localities(facts, canvas);
    land_.draw_names(*facts.picture->site, canvas, map_);
    if (tools_.idle()) crowd_hint(ui);
    tools_.draw(facts, canvas, map_);
  }
  const std::string_view legend =
      "◆ visit  ● to a place  ▲ 999 validation   hollow = position over 60 s old  ? = unknown";
  std::string tools = reach_.words(state);
  if (const auto more = tools_.words(); !more.empty()) tools += (tools.empty() ? "" : " · ") + more;
  const std::string title = tools.empty() ? std::string("Map") : "Map: " + tools;
  section(canvas, area, title, {}, {});
  const Box line = head.inset(ui.px(space::margin), 0);
  float x = line.min.x + canvas.width(Face::small_strong, title) + ui.px(16);
  x = draw_not_on_map(canvas, {x, line.centre().y}, line.max.x);
  const std::string_view words = x + canvas.width(Face::small, legend) < line.max.x
                                     ? legend
                                     : "◆ visit ● to a place ▲ 999   hollow = old position";
  if (tools.empty() && x + canvas.width(Face::small, words) < line.max.x)
    canvas.text_in({{x, line.min.y}, line.max}, Face::small, colour::muted, words, Align::right);
}

}  // namespace carehub::views
