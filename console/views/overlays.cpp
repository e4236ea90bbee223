#include "console/views/overlays.hpp"

#include <fmt/format.h>

#include "console/model/verbs.hpp"
#include "console/views/kept_overlay.hpp"
#include "console/views/top_bar.hpp"

namespace carehub::views {
namespace {

using namespace widgets;

Box centred(const Box& screen, float w, float h) {
  const Point c = screen.centre();
  w = std::min(w, screen.width() - 40);
  h = std::min(h, screen.height() - 40);
  return {{c.x - w / 2, c.y - h / 2}, {c.x + w / 2, c.y + h / 2}};
}

// As the person has bound them.
std::string shown_key(const Facts& facts, std::string_view key) {
  if (facts.key_map == nullptr) return std::string(key);
  const std::string pressed = facts.key_map->pressed_for(key);
  return pressed.empty() ? std::string("no key") : pressed;
}

constexpr float help_line = 26;

// Whole, in as many lines as it needs; what is cut cannot be learned. How high a row it asks for.
float whole_text(Canvas& canvas, const Box& cell, Colour ink, std::string_view text) {
  const float above = (canvas.px(help_line) - canvas.height(Face::body)) / 2;
  canvas.paragraph({cell.min.x, cell.min.y + above}, cell.width(), Face::body, ink, text);
  return std::max(canvas.px(help_line), canvas.paragraph_height(cell.width(), Face::body, text) + 2 * above);
}

float draw_keys(const Facts& facts, Canvas& canvas, Box column, std::span<const KeyLine> keys) {
  const float start = column.min.y;
  float caps = 0;
  for (const KeyLine& key : keys) caps = std::max(caps, keycap_width(canvas, shown_key(facts, key.key)));
  for (const KeyLine& key : keys) {
    keycap(canvas, {column.min.x, column.min.y + canvas.px(help_line) / 2}, shown_key(facts, key.key));
    Box cell = column;
    cell.min.x += caps + canvas.px(14);
    column.take_top(whole_text(canvas, cell, colour::text, key.does));
  }
  return column.min.y - start;
}

float draw_verbs(Canvas& canvas, Box column, Role role) {
  const float start = column.min.y;
  float names = canvas.px(60);
  for (const console::Verb& verb : console::verbs())
    names = std::max(names, canvas.width(Face::body_strong, verb.name) + canvas.px(12));
  for (const console::Verb& verb : console::verbs()) {
    if (!console::may_use(verb, role) || !console::is_at(verb, console::workplace_of(role))) continue;
    Box cell = column;
    Box name = cell.take_left(names);
    name.max.y = name.min.y + canvas.px(help_line);
    canvas.text_in(name, Face::body_strong, colour::text, verb.name);
    const Box example = cell.take_right(cell.width() * 0.36F).inset(canvas.px(10), 0);
    // The first sentence; all of it stands in docs/commands.md.
    const float help = whole_text(canvas, cell, colour::text, verb.help.substr(0, verb.help.find(". ")));
    column.take_top(std::max(help, whole_text(canvas, example, colour::muted, verb.example)));
  }
  return column.min.y - start;
}

constexpr KeyLine everywhere_read_only[] = {
    {"? F1", "this help"},
    {"Ctrl L", "lock the screen, and unlock it"},
    {"Ctrl T", "the next theme: dark, light, colour-blind, high contrast"},
};

constexpr KeyLine everywhere[] = {
    {"/", "write a command; so does :"},
    {"Tab", "complete the word, with the line open"},
    {"↑", "what was given before, with the line open"},
    {"Enter", "send what the line says"},
    {"Esc", "close, clear or step back"},
    {"? F1", "this help"},
    {"Ctrl L", "lock the screen, and unlock it"},
    {"Ctrl Q", "end this console; the hub goes on"},
    {"Ctrl + -", "all text larger or smaller, 80 to 200 %; Ctrl 0 as usual"},
    {"F9", "the shift that was handed over; T takes it, H hands yours over"},
    {"F10", "print the paper pack: open cases, teams, numbers, blank forms"},
    {"F12", "what is kept on this console and not with the hub"},
    {"Ctrl P", "save the selected case as a PDF"},
    {"Ctrl T", "the next theme: dark, light, colour-blind, high contrast"},
};

// Counts hold no clinical content, and what is late must not hide behind a lock.
void draw_locked_counts(const console::HeaderText& header, Ui& ui, Box box) {
  Canvas& canvas = ui.canvas;
  canvas.text_in(
      box.take_top(ui.px(28)), Face::body, colour::muted,
      header.known ? fmt::format("{}  {} {}  {}", header.day, header.time, header.zone, header.link) : header.link);
  box.take_top(ui.px(12));
  const Box row = box.take_top(ui.px(34));
  float x = row.min.x;
  if (header.counts.breached > 0)
    x += breach_badge(canvas, {x, row.centre().y}, fmt::format("! {} breached", header.counts.breached)) + ui.px(14);
  canvas.text_in({{x, row.min.y}, row.max}, Face::body_strong,
                 header.counts.due_soon > 0 ? colour::warm_yellow : colour::text,
                 header.known ? fmt::format("{} waiting · {} due in {} min · {} {}", header.counts.waiting,
                                            header.counts.due_soon, header.due_soon_min, header.counts.alerts_total(),
                                            header.counts.alerts_total() == 1 ? "alert" : "alerts")
                              : std::string("– waiting · – due · – alerts"));
}

}  // namespace

void HelpOverlay::draw(const Facts& facts, UiState& state, const Workspace& workspace, Ui& ui, const Box& screen) {
  if (ui.input.take(Key::escape) || ui.input.take(Key::f1) || ui.input.take_typed('?')) {
    state.help = false;
    return;
  }
  Canvas& canvas = ui.canvas;
  const Panel named(canvas, "help");
  canvas.set_layer(2);
  canvas.fill(screen, colour::shade);
  Box box = centred(screen, ui.px(1640), ui.px(900));
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, colour::line_strong, space::rounding);
  box = box.inset(ui.px(24), ui.px(16));
  const Box head = box.take_top(ui.px(40));
  canvas.text_in(head, Face::title, colour::text,
                 fmt::format("{}: {}", workspace.read_only() ? "Keys" : "Keys and verbs", workspace.name()));
  const KeyHint close[] = {{"↑↓", "move"}, {"Esc", "close"}};
  key_hints(canvas, {head.max.x, head.centre().y}, close);
  if (ui.input.take(Key::down)) scroll_.offset += ui.px(40);
  if (ui.input.take(Key::up)) scroll_.offset -= ui.px(40);
  if (ui.input.take(Key::page_down)) scroll_.offset += box.height() * 0.9F;
  if (ui.input.take(Key::page_up)) scroll_.offset -= box.height() * 0.9F;
  Box left = box;
  Box right = left.take_right(left.width() * 0.62F);
  right.min.x += ui.px(24);
  right.max.x -= ui.px(10);
  const Clip clip(canvas, box);
  // As long as it needs to be: what lies below the frame is clipped, and scrolled to.
  left.min.y -= scroll_.offset;
  right.min.y -= scroll_.offset;
  left.max.y = right.max.y = box.max.y + ui.px(4000);
  const std::vector<KeyLine> keys = workspace.keys();
  const float here = draw_keys(facts, canvas, left, keys);
  left.min.y += here + ui.px(14);
  canvas.text_in(left.take_top(ui.px(26)), Face::small_strong, colour::muted, "Everywhere");
  const std::span<const KeyLine> common =
      workspace.read_only() ? std::span<const KeyLine>(everywhere_read_only) : std::span<const KeyLine>(everywhere);
  const float both = here + ui.px(40) + draw_keys(facts, canvas, left, common);
  const float verbs = workspace.read_only() ? 0 : draw_verbs(canvas, right, facts.who.role);
  scroll_.run(ui, box, std::max(both, verbs) + ui.px(8));
  ui.input.clear();
  canvas.set_layer(0);
}

void draw_lock(const Facts& facts, const console::HeaderText& header, Ui& ui, const Box& screen) {
  Canvas& canvas = ui.canvas;
  const Panel named(canvas, "lock");
  canvas.fill(screen, colour::sunken);
  Box below = screen;
  if (!facts.replay) {
    draw_top_bar(header, canvas, below.take_top(ui.px(space::top_bar)));
    below.min.y += draw_stale(facts, header, canvas, below);
    below.min.y += draw_unheard_emergency(facts, canvas, below);
  }
  Box box = centred(below, ui.px(560), ui.px(250));
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, facts.replay ? colour::replay : colour::line_strong, space::rounding);
  box = box.inset(ui.px(28), ui.px(22));
  canvas.text_in(box.take_top(ui.px(34)), Face::title, colour::text,
                 fmt::format("{} · {}", facts.replay ? "Locked replay" : "Locked", header.hub));
  canvas.text_in(box.take_top(ui.px(28)), Face::body, colour::muted, header.who);
  if (facts.replay)
    canvas.paragraph(box.min, box.width(), Face::body, colour::muted,
                     "It shows what was. How the hub stands is on the live screens.");
  else
    draw_locked_counts(header, ui, box);
  const Box foot = box.take_bottom(ui.px(30));
  const KeyHint keys[] = {{"Ctrl L", "unlock"}};
  key_hints(canvas, {foot.max.x, foot.centre().y}, keys);
  frame_stale(facts, canvas, screen);
}

float draw_stale(const Facts& facts, const console::HeaderText& header, Canvas& canvas, const Box& below_top) {
  if (facts.link.live || facts.loading) return 0;
  const Panel named(canvas, "banner");
  Box banner = below_top;
  banner = banner.take_top(canvas.px(34));
  canvas.fill(banner, colour::red_fill);
  const std::string said = facts.link.text.empty() ? "trying again" : facts.link.text;
  if (facts.replay) {
    canvas.text_in(
        banner.inset(canvas.px(16), 0), Face::heading, colour::on_fill,
        fmt::format("! {} · this moment stays, others come when the hub answers again · {}", header.link, said));
    return banner.height();
  }
  const Box line = banner.inset(canvas.px(16), 0);
  std::string words = fmt::format("! {} · nothing below is newer than that", header.since);
  const std::string all = fmt::format("{} · {}", words, said);
  // When it is of comes first; what is being tried stands there where there is room.
  if (!facts.link.earlier || canvas.width(Face::heading, all) <= line.width()) words = all;
  canvas.text_in(line, Face::heading, colour::on_fill, words);
  return banner.height();
}

void frame_stale(const Facts& facts, Canvas& canvas, const Box& screen) {
  if (!facts.link.live && !facts.loading)
    canvas.frame(screen.inset(canvas.px(3), canvas.px(3)), colour::red_fill, 0, 6);
}

void draw_waiting(const Facts& facts, Canvas& canvas, const Box& area) {
  const Panel named(canvas, "notice");
  const bool refused = facts.link.refused;
  const char* title = refused           ? "! The hub refused this console"
                      : facts.link.live ? "Receiving the picture"
                                        : "Looking for the hub";
  // What the link says, then what a person can do; both whole.
  std::vector<std::string> lines;
  if (!facts.link.text.empty()) lines.push_back(facts.link.text);
  if (facts.link.live && lines.empty()) lines.emplace_back("The first snapshot is on its way.");
  if (!facts.link.live && !refused) {
    if (lines.empty()) lines.emplace_back("No dispatcher has answered yet.");
    lines.emplace_back(
        "Start carehub-dispatcher with that directory as its --data, or start this console with the --data of the "
        "directory where one runs, or with the --connect of its endpoint. This screen goes on by itself once a "
        "dispatcher answers.");
  }
  if (!facts.earlier_trouble.empty()) lines.push_back(facts.earlier_trouble);
  if (refused) lines.emplace_back("Start this console with a --key or a --workspace that the hub allows.");
  const float pad = canvas.px(24);
  const float width = std::min(canvas.px(640), area.width() - 40) - 2 * pad;
  float height = canvas.px(36) + 2 * canvas.px(20);
  for (const auto& line : lines) height += canvas.paragraph_height(width, Face::body, line) + canvas.px(8);
  Box box = centred(area, width + 2 * pad, height);
  canvas.fill(box, colour::panel, space::rounding);
  canvas.frame(box, refused ? colour::red_fill : colour::line_strong, space::rounding, refused ? 2 : 1);
  box = box.inset(pad, canvas.px(20));
  canvas.text_in(box.take_top(canvas.px(36)), Face::title, colour::text, title);
  for (std::size_t i = 0; i < lines.size(); ++i)
    box.min.y +=
        canvas.paragraph(box.min, width, Face::body, i == 0 ? colour::text : colour::muted, lines[i]) + canvas.px(8);
}

}  // namespace carehub::views
