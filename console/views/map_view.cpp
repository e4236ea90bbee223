#include "console/views/map_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/model/case_list.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {
namespace {

using namespace widgets;
using console::Urgency;

constexpr float pan_step = 60;
constexpr float zoom_step = 1.25F;

Tone tone_of(Urgency urgency) {
  if (urgency == Urgency::breached) return Tone::breached;
  // Not late yet, but will be: as in the case list.
  return urgency == Urgency::due_soon || urgency == Urgency::will_breach ? Tone::due : Tone::quiet;
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

PositionAge shown_age(const Team& team, const Facts& facts) {
  return team.position_doubtful ? PositionAge::unknown : position_age(team, facts.now, facts.picture->site->thresholds);
}

std::string team_text(const Team& team, PositionAge age, Instant now) {
  const std::string ago =
      team.position_at ? age_text(std::max<std::int64_t>(0, whole_seconds(now - *team.position_at))) : "no time";
  return age == PositionAge::unknown ? "? " + ago : fmt::format("{} · {}", team_word(team.status), ago);
}

// Of several teams at one spot: nobody's state is hidden behind that of the first.
std::string states_in_words(const std::vector<TeamStatus>& states) {
  std::string text;
  for (const TeamStatus status : states) {
    const auto word = team_word(status);
    if (text.find(word) == std::string::npos) text += (text.empty() ? "" : ", ") + std::string(word);
  }
  return text;
}

Colour case_ground(Tone tone) {
  return tone == Tone::breached ? colour::red_fill : tone == Tone::due ? colour::warm_yellow : colour::text;
}

Colour case_ink(Tone tone) {
  return tone == Tone::breached ? colour::on_fill : colour::on_bright;
}

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

// Puts marks into squares of the screen.
class MapView::CrowdFinder {
 public:
  // `near`: a mark joins the crowd of a square beside its own too, if it is that close.
  CrowdFinder(const MapCanvas& map, float cell, std::vector<int>& grid, std::vector<Crowd>& crowds, bool near = false)
      : area_(map.area()),
        projection_(map.projection()),
        per_cell_(1 / cell),
        reach_(near ? cell : 0),
        columns_(static_cast<int>(area_.width() * per_cell_) + 1),
        rows_(static_cast<int>(area_.height() * per_cell_) + 1),
        grid_(grid),
        crowds_(crowds) {
    grid_.assign(static_cast<std::size_t>(columns_ * rows_), -1);
    crowds_.clear();
  }
  // Where it went; null: outside.
  Crowd* add(Coordinates at, std::size_t slot, Tone tone) {
    const Point p = projection_(at);
    if (!area_.holds(p)) {
      ++outside_;
      return nullptr;
    }
    const int column = static_cast<int>((p.x - area_.min.x) * per_cell_);
    const int row = static_cast<int>((p.y - area_.min.y) * per_cell_);
    int& own = grid_[static_cast<std::size_t>(row * columns_ + column)];
    int place = own < 0 && reach_ > 0 ? beside(p, column, row) : own;
    if (place < 0) {
      place = static_cast<int>(crowds_.size());
      own = place;
      crowds_.push_back({p, 0, Tone::quiet, slot, {}});
    }
    Crowd& crowd = crowds_[static_cast<std::size_t>(place)];
    crowd.spread = std::max(crowd.spread, std::abs(p.x - crowd.at.x) + std::abs(p.y - crowd.at.y));
    ++crowd.count;
    if (tone > crowd.worst) {
      crowd.worst = tone;
      crowd.first = slot;
    }
    return &crowd;
  }
  [[nodiscard]] int outside() const { return outside_; }

 private:
  // A crowd near enough in one of the squares round this one, or -1.
  [[nodiscard]] int beside(Point p, int column, int row) const {
    for (int y = std::max(0, row - 1); y <= std::min(rows_ - 1, row + 1); ++y)
      for (int x = std::max(0, column - 1); x <= std::min(columns_ - 1, column + 1); ++x) {
        const int place = grid_[static_cast<std::size_t>(y * columns_ + x)];
        if (place < 0) continue;
        const Point away = crowds_[static_cast<std::size_t>(place)].at - p;
        if (std::hypot(away.x, away.y) < reach_) return place;
      }
    return -1;
  }

  Box area_;
  Projection projection_;
  float per_cell_;
  float reach_;
  int columns_;
  int rows_;
  std::vector<int>& grid_;
  std::vector<Crowd>& crowds_;
  int outside_ = 0;
};

void MapView::find_crowds(const Facts& facts, const Canvas& canvas) {
  const auto& index = *facts.index;
  const auto& cases = index.cases();
  const CrowdsOf wanted{index.revision(), cases.revision(), map_.area(), map_.projection()};
  if (wanted == crowds_of_) return;
  crowds_of_ = wanted;
  // Close marks become one with a number; teams only when there are many: a dozen on an island all show.
  teams_on_map_ = static_cast<std::size_t>(std::ranges::count(index.teams(), true, &console::TeamFacts::on_map));
  CrowdFinder teams(map_, canvas.px(teams_on_map_ > 60 ? 26 : 3), grid_, team_crowds_);
  for (std::size_t slot = 0; slot < index.teams().size(); ++slot) {
    const auto& team = index.teams()[slot];
    Crowd* crowd = team.on_map ? teams.add(team.at, slot, Tone::quiet) : nullptr;
    if (crowd == nullptr || teams_on_map_ > 60) continue;
    const auto status = team.record->status;
    if (std::ranges::find(crowd->states, status) == crowd->states.end()) crowd->states.push_back(status);
  }
  // Marks of few cases are put together where they would hide each other; of many, by squares.
  const bool many = cases.totals().open > 80;
  CrowdFinder open(map_, canvas.px(many ? 30 : 22), grid_, case_crowds_, !many);
  cases_without_position_ = 0;
  for (std::size_t slot = 0; slot < cases.all().size(); ++slot) {
    const auto& one = cases.all()[slot];
    if (!one.open) continue;
    if (one.placed)
      (void)open.add(one.at, slot, tone_of(cases.standing(slot).urgency));
    else
      ++cases_without_position_;
  }
  cases_outside_ = open.outside();
}

std::string MapView::not_on_map_text() const {
  const int missing = cases_without_position_ + cases_outside_;
  if (missing == 0) return {};
  const auto text = fmt::format("{} {} not on the map", missing, missing == 1 ? "case" : "cases");
  if (cases_outside_ == 0) return text + ": no position";
  if (cases_without_position_ == 0) return text + ": outside what is shown";
  return fmt::format("{}: {} no position, {} outside", text, cases_without_position_, cases_outside_);
}

// Where people look for marks: what the map cannot show is counted on it. Labels keep off it.
void MapView::draw_not_on_map(Canvas& canvas, const Box& area) {
  auto text = not_on_map_text();
  if (text.empty()) return;
  // Beside the scale's bar, or in few words.
  const float bar = canvas.px(190);
  if (canvas.width(Face::small_strong, text) + bar > area.width()) text = text.substr(0, text.find(':'));
  const float w = canvas.width(Face::small_strong, text);
  const float h = canvas.height(Face::small_strong);
  const Point at{area.max.x - w - canvas.px(14), area.max.y - canvas.px(18) - h / 2};
  map_.reserve(box_at(at, w, h).inset(-canvas.px(24), -canvas.px(3)));
  map_.plate(canvas, {{at.x - canvas.px(20), at.y}, {at.x + w, at.y + h}});
  canvas.warning_mark({at.x - canvas.px(17), at.y + canvas.px(2)}, 12, colour::warm_yellow);
  canvas.text(at, Face::small_strong, colour::warm_yellow, text);
}

void MapView::reserve_marks(const Canvas& canvas) {
  for (const Crowd& crowd : case_crowds_) map_.reserve(Box{crowd.at, crowd.at}.inset(-canvas.px(11)));
  for (const Crowd& crowd : team_crowds_) map_.reserve(Box{crowd.at, crowd.at}.inset(-canvas.px(9)));
  for (const PlaceMark& mark : places_.last()) {
    const Point at = map_.at(mark.at);
    map_.reserve(Box{at, at}.inset(-canvas.px(9)));
  }
}

void MapView::draw_team_mark(Canvas& canvas, Point at, TeamStatus status, PositionAge age) {
  const float r = canvas.px(8.5F);
  const Box box = Box{at, at}.inset(-r);
  map_.patch(canvas, at, 13);
  if (age == PositionAge::fresh) {
    canvas.fill(box, team_colour(status), 3);
    return;
  }
  canvas.fill(box, colour::sunken, 3);
  canvas.frame(box, age == PositionAge::stale ? team_colour(status) : colour::warm_yellow, 3, 2);
  if (age == PositionAge::unknown) canvas.text_in(box, Face::small_strong, colour::warm_yellow, "?", Align::centre);
}

void MapView::draw_teams(const Facts& facts, UiState& state, Ui& ui) {
  for (const Crowd& crowd : team_crowds_) {
    const Team& team = *facts.index->teams()[crowd.first].record;
    const PositionAge age = shown_age(team, facts);
    const Box box = Box{crowd.at, crowd.at}.inset(-ui.px(9));
    draw_team_mark(ui.canvas, crowd.at, team.status, age);
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

void MapView::draw_case_mark(Canvas& canvas, Point at, const console::CaseFacts& facts, Tone tone,
                             std::string_view text) {
  const Colour ground = case_ground(tone);
  map_.patch(canvas, at, 14);
  switch (facts.way) {
    case console::CaseFacts::Way::visit:
      canvas.diamond(at, 11, ground);
      break;
    case console::CaseFacts::Way::to_place:
      canvas.circle(at, 9, ground);
      break;
    case console::CaseFacts::Way::validation: {
      const float r = canvas.px(12);
      canvas.triangle({at.x, at.y - r}, {at.x + r, at.y + r * 0.75F}, {at.x - r, at.y + r * 0.75F}, ground);
      break;
    }
  }
  if (facts.doubtful) canvas.ring(at, 13, colour::warm_yellow);
  canvas.text_in(Box{at, at}.inset(-canvas.px(11)), Face::tiny, case_ink(tone), text, Align::centre);
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
    draw_case_mark(ui.canvas, crowd.at, one, tone_of(cases.standing(crowd.first).urgency),
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
  draw_case_mark(canvas, at, mark, tone_of(facts.index->cases().standing(*slot).urgency),
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
    draw_not_on_map(canvas, body);
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
  const bool room = canvas.width(Face::small, legend) + ui.px(80) < area.width();
  std::string tools = reach_.words(state);
  if (const auto more = tools_.words(); !more.empty()) tools += (tools.empty() ? "" : " · ") + more;
  section(canvas, area, tools.empty() ? std::string("Map") : "Map: " + tools, {},
          !tools.empty() ? std::string_view{}
          : room         ? legend
                         : "◆ visit ● to a place ▲ 999   hollow = old position");
}

}  // namespace carehub::views
