#include "console/views/places_view.hpp"

#include <fmt/format.h>

#include "console/model/text.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {
namespace {

using namespace widgets;

constexpr float line_px = 30;
constexpr float head_px = 36;

std::string ages_text(const ServiceConfig* config) {
  if (config == nullptr) return {};
  if (config->min_age_years && config->max_age_years)
    return fmt::format("{}–{}", *config->min_age_years, *config->max_age_years);
  if (config->min_age_years) return fmt::format("{}+", *config->min_age_years);
  if (config->max_age_years) return fmt::format("to {}", *config->max_age_years);
  return {};
}

std::string opens_text(const OpeningHours& hours, const Calendar& calendar, Instant now) {
  const auto next = next_opening(hours, calendar, now);
  if (!next) return "closed";
  const auto days = local_time(calendar, next->from).day.days - local_time(calendar, now).day.days;
  // Within the week the day's name says it.
  if (days > 6) return "closed, opens " + console::time_text(calendar, next->from, now);
  const std::string day = days == 0 ? "" : day_text(calendar, next->from).substr(0, 3) + " ";
  return fmt::format("closed, opens {}{}", day, clock_text(calendar, next->from));
}

std::string open_text(const Facts& facts, const ServiceConfig* config, int last_entry_min) {
  if (config == nullptr) return "hours not known";
  if (config->hours.all_hours) return "open 24 h";
  const Calendar& calendar = facts.picture->site->calendar;
  const auto open = open_interval(config->hours, calendar, facts.now);
  if (!open) return opens_text(config->hours, calendar, facts.now);
  std::string text = "open to " + clock_text(calendar, open->until);
  const Instant last = open->until - minutes(last_entry_min);
  if (last_entry_min > 0)
    text += facts.now > last ? ", last entry has passed" : ", last entry " + clock_text(calendar, last);
  return text;
}

// Smaller before it is cut.
Face face_for(const Canvas& canvas, const Box& room, std::string_view text) {
  return canvas.width(Face::body, text) <= room.width() ? Face::body : Face::small;
}

// The name and beside it the ages; below it, both smaller, where there is no room for that.
void draw_name(Canvas& canvas, const Box& cell, std::string_view name, std::string_view ages) {
  const float room = cell.width() - canvas.px(8);
  const float gap = canvas.px(6);
  const float beside = ages.empty() ? 0 : gap + canvas.width(Face::body, ages);
  const Box inner{cell.min, {cell.min.x + room, cell.max.y}};
  if (canvas.width(Face::body_strong, name) + beside <= room) {
    const float used = canvas.text_in(inner, Face::body_strong, colour::text, name);
    canvas.text_in({{cell.min.x + used + gap, cell.min.y}, inner.max}, Face::body, colour::muted, ages);
  } else if (ages.empty()) {
    canvas.text_in(inner, Face::small_strong, colour::text, name);
  } else {
    Box rest = inner.inset(0, (inner.height() - canvas.height(Face::small_strong) - canvas.height(Face::tiny)) / 2);
    rest.min.y -= canvas.px(2);
    rest.max.y -= canvas.px(2);
    canvas.text_in(rest.take_top(canvas.height(Face::small_strong)), Face::small_strong, colour::text, name);
    canvas.text_in(rest, Face::tiny, colour::muted, ages);
  }
}

std::string said_ago(std::string_view verb, const std::optional<Instant>& at, Instant now) {
  if (!at) return fmt::format("never {}", verb);
  return fmt::format("{} {} ago", verb, age_text(std::max<std::int64_t>(0, whole_seconds(now - *at))));
}

}  // namespace

PlacesView::Line PlacesView::place_line(const Facts& facts, const Place& place) {
  const Site& site = *facts.picture->site;
  const PlaceConfig* config = find_place(site, place.id);
  const ServiceConfig* service = find_service(site, place.service);
  Line line;
  line.name = config != nullptr ? config->name : place.id.value;
  line.ages = ages_text(service);
  line.open = place.closed_by_staff
                  ? "closed by staff" + (place.closed_reason.empty() ? "" : ": " + place.closed_reason)
                  : open_text(facts, service, config != nullptr ? config->last_entry_before_close_min : 0);
  line.closed = line.open.starts_with("closed");
  line.age = said_ago("counted", place.counted_at, facts.now);
  const auto free = config != nullptr ? free_places(place, *config, facts.now) : std::nullopt;
  line.unknown = !free && !line.closed;
  line.figure = line.closed ? "–" : free ? fmt::format("{}", *free) : "? unknown";
  if (free && !line.closed) line.unit = fmt::format("of {} free", place.capacity);
  if (line.closed) line.age.clear();
  return line;
}

PlacesView::Line PlacesView::service_line(const Facts& facts, const ServiceState& service,
                                          const ServiceConfig& config) {
  Line line;
  line.name = config.name;
  line.ages = ages_text(&config);
  line.open =
      service.not_accepting ? "not accepting" : open_text(facts, &config, config.last_referral_before_close_min);
  line.closed = line.open.starts_with("closed") || service.not_accepting;
  line.age = said_ago("said", service.reported_at, facts.now);
  const bool fresh = service.reported_at && facts.now - *service.reported_at <= minutes(config.capacity_stale_min);
  line.unknown = !fresh && !line.closed;
  if (line.closed) {
    line.figure = "–";
    line.age.clear();
  } else if (!fresh) {
    line.figure = "? unknown";
  } else if (service.wait_min) {
    line.figure = fmt::format("{}", *service.wait_min);
    line.unit = service.queue ? fmt::format("min, {} queued", *service.queue) : "min";
  } else if (service.free) {
    line.figure = fmt::format("{}", *service.free);
    line.unit = "free";
  } else if (!service.free_slots.empty()) {
    line.figure = console::time_text(facts.picture->site->calendar, service.free_slots.front(), facts.now);
    line.unit = "next slot";
  } else {
    line.figure = "open";
  }
  return line;
}

std::vector<PlacesView::Line> PlacesView::make_lines(const Facts& facts) {
  std::vector<Line> lines;
  for (const auto& [id, place] : facts.picture->places)
    if (!place->retired) lines.push_back(place_line(facts, *place));
  for (const auto& [id, service] : facts.picture->services) {
    const ServiceConfig* config = find_service(*facts.picture->site, id);
    if (config == nullptr || service->retired) continue;
    if (config->capacity == CapacityKind::bookable_slots || config->capacity == CapacityKind::advice_queue)
      lines.push_back(service_line(facts, *service, *config));
  }
  return lines;
}

const std::vector<PlacesView::Line>& PlacesView::lines(const Facts& facts) {
  return lines_.get_now(facts, [](const Facts& f) { return make_lines(f); });
}

float PlacesView::height(const Facts& facts, const Canvas& canvas) {
  return head_height(canvas) + line_height(canvas) * static_cast<float>(std::max<std::size_t>(1, lines(facts).size()));
}

float PlacesView::head_height(const Canvas& canvas) {
  return canvas.px(head_px);
}

float PlacesView::line_height(const Canvas& canvas) {
  return canvas.px(line_px);
}

// As wide as the widest figure with its unit, so that none is cut while there is room beside it.
float PlacesView::figure_width(const Canvas& canvas, const std::vector<Line>& lines) {
  float widest = 0;
  for (const Line& line : lines) {
    const float unit = line.unit.empty() ? 0 : canvas.px(5) + canvas.width(Face::body, line.unit);
    widest = std::max(widest, canvas.width(Face::body_strong, line.figure) + unit);
  }
  return widest + canvas.px(14);
}

void PlacesView::draw_line(Canvas& canvas, const Box& row, const Line& line, float figure_room) {
  const Box inner = row.inset(canvas.px(6), 0);
  const float w = inner.width();
  Box rest = inner;
  const Box name = rest.take_left(w * 0.325F);
  const Box open = rest.take_left(w * 0.325F);
  const Box figure = rest.take_left(std::clamp(figure_room, w * 0.17F, w * 0.23F));
  draw_name(canvas, name, line.name, line.ages);
  const Box open_room{open.min, {open.max.x - canvas.px(10), open.max.y}};
  canvas.text_in(open_room, face_for(canvas, open_room, line.open), line.closed ? colour::muted : colour::text,
                 line.open);
  const Colour ink = line.unknown ? colour::warm_yellow : line.closed ? colour::muted : colour::text;
  const float figures = canvas.text_in(figure, Face::body_strong, ink, line.figure);
  const Box unit_room{{figure.min.x + figures + canvas.px(5), figure.min.y},
                      {figure.max.x - canvas.px(6), figure.max.y}};
  canvas.text_in(unit_room, face_for(canvas, unit_room, line.unit), colour::text, line.unit);
  // Where there is little room the age stays whole and its verb goes.
  std::string_view age = line.age;
  if (canvas.width(Face::body, age) > rest.width() && age.find(' ') != std::string_view::npos)
    age.remove_prefix(age.find(' ') + 1);
  canvas.text_in(rest, Face::body, line.unknown ? colour::warm_yellow : colour::muted, age);
  canvas.line({row.min.x, row.max.y - 1}, {row.max.x, row.max.y - 1}, colour::line);
}

void PlacesView::draw(const Facts& facts, Ui& ui, const Box& area) {
  const Panel named(ui.canvas, "places");
  const auto& all = lines(facts);
  Box rest = section(ui.canvas, area, "Safe Havens and places");
  if (all.empty())
    ui.canvas.text_in(rest.take_top(line_height(ui.canvas)).inset(ui.px(space::margin), 0), Face::body, colour::muted,
                      "None in this hub's site file.");
  const float h = line_height(ui.canvas);
  scroll_.run(ui, rest, h * static_cast<float>(all.size()));
  const Clip clip(ui.canvas, rest);
  const float figures = figure_width(ui.canvas, all);
  float y = rest.min.y - scroll_.offset;
  for (const Line& line : all) {
    if (y + h > rest.min.y && y < rest.max.y)
      draw_line(ui.canvas, box_at({rest.min.x, y}, rest.width(), h), line, figures);
    y += h;
  }
}

}  // namespace carehub::views
