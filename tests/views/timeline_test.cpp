// The next four hours on the screen.

#include "console/model/watch_text.hpp"
#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

void propose(console::Picture& picture, const char* team, int count) {
  for (const auto& [id, record] : std::vector(picture.cases.begin(), picture.cases.end())) {
    if (count == 0) return;
    auto c = *record;
    c.status = CaseStatus::proposed;
    c.assignment = Assignment{UnitKind::team,
                              team,
                              ServiceId{"crisis_response"},
                              evening - minutes(2),
                              evening + minutes(20 + count),
                              {},
                              {},
                              {},
                              false};
    ++c.version;
    picture.cases.insert_or_assign(id, std::make_shared<const Case>(c));
    --count;
  }
}

std::size_t texts_with(const Screen& screen, std::string_view part) {
  return static_cast<std::size_t>(
      std::ranges::count_if(screen.log, [&](const auto& seen) { return seen.text.find(part) != std::string::npos; }));
}

}  // namespace

TEST_CASE("timeline: four proposals to one free team do not lie over each other, and are counted", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    auto picture = *screen.facts.picture;
    auto team = *picture.teams.begin()->second;
    team.status = TeamStatus::available;
    team.queue.clear();
    picture.teams.insert_or_assign(team.id, std::make_shared<const Team>(team));
    for (const auto& [id, record] : std::vector(picture.cases.begin(), picture.cases.end()))
      if (record->assignment && record->assignment->unit == team.id.value) picture.cases.erase(id);
    propose(picture, team.id.value.c_str(), 4);
    ++picture.number;
    screen.facts.picture = std::make_shared<const console::Picture>(picture);
    screen.frame();
    check_layout(screen);
    CHECK(texts_with(screen, "4 proposed") == 1);
    CHECK(texts_with(screen, "3 more proposed") == 1);
  }
}

TEST_CASE("timeline: who is planned behind a proposal stands after it with its number, and is counted", "[views]") {
  Screen screen;
  auto picture = *screen.facts.picture;
  auto team = *picture.teams.begin()->second;
  team.status = TeamStatus::available;
  team.queue.clear();
  team.shift_end = evening + hours(8);
  team.break_planned.reset();
  picture.teams.insert_or_assign(team.id, std::make_shared<const Team>(team));
  for (const auto& [id, record] : std::vector(picture.cases.begin(), picture.cases.end()))
    if (record->assignment && record->assignment->unit == team.id.value) picture.cases.erase(id);
  propose(picture, team.id.value.c_str(), 3);
  CaseId before;
  std::vector<std::string> numbers;
  for (const auto& [id, record] : std::vector(picture.cases.begin(), picture.cases.end())) {
    if (!record->assignment || record->assignment->unit != team.id.value) continue;
    auto c = *record;
    c.assignment->after = before;
    before = id;
    numbers.push_back(std::to_string(id.value));
    picture.cases.insert_or_assign(id, std::make_shared<const Case>(c));
  }
  REQUIRE(numbers.size() == 3);
  ++picture.number;
  screen.facts.picture = std::make_shared<const console::Picture>(picture);
  screen.frame();
  check_layout(screen);
  CHECK(texts_with(screen, "+2 planned") == 1);
  // In the row of the team, one after the other.
  float right_of = 0;
  for (const std::string& number : numbers) {
    const auto seen = std::ranges::find_if(screen.log, [&](const TextSeen& one) {
      return one.shown.starts_with(number) && one.box.min.x > 900 && one.box.min.y > 590;
    });
    REQUIRE(seen != screen.log.end());
    CHECK(seen->box.min.x > right_of);
    right_of = seen->box.min.x + 1;
  }
}

TEST_CASE("timeline: what the next hours are likely to bring stands below it, or that nobody looked", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    screen.frame();
    CHECK(screen.shows("Nobody has looked ahead yet"));
    auto picture = *screen.facts.picture;
    Outlook outlook;
    outlook.made = evening - seconds(17);
    outlook.futures = 100;
    outlook.horizon_min = 120;
    for (const auto& [id, c] : picture.cases) outlook.cases.push_back({id, 100, std::nullopt, std::nullopt});
    outlook.services = {{picture.site->services.front().id, {100}, {200}, {90}}};
    picture.outlook = std::make_shared<const Outlook>(outlook);
    ++picture.number;
    screen.facts.picture = std::make_shared<const console::Picture>(picture);
    screen.frame();
    CHECK(texts_with(screen, "Next two hours") == 1);
    CHECK(texts_with(screen, "short of") == 1);
    check_layout(screen);
  }
}

TEST_CASE("timeline: those held for later are counted in a line, each with its number, at every size", "[views]") {
  for (const auto& [width, height] : sizes) {
    for (const int held : {3, 60}) {
      CAPTURE(width, height, held);
      Screen screen(make_operator(), width, height, 100);
      auto picture = *screen.facts.picture;
      propose(picture, "CR1", held);
      std::vector<std::uint64_t> numbers;
      for (const auto& [id, record] : std::vector(picture.cases.begin(), picture.cases.end())) {
        if (!record->assignment || record->status != CaseStatus::proposed || record->assignment->unit != "CR1")
          continue;
        if (numbers.size() == static_cast<std::size_t>(held)) break;
        auto c = *record;
        c.assignment->held = true;
        ++c.version;
        picture.cases.insert_or_assign(id, std::make_shared<const Case>(c));
        numbers.push_back(id.value);
      }
      REQUIRE(numbers.size() == static_cast<std::size_t>(held));
      ++picture.number;
      screen.facts.picture = std::make_shared<const console::Picture>(picture);
      screen.frame();
      check_layout(screen);
      CHECK(texts_with(screen, fmt::format("{} held for later", held)) == 1);
      const auto line = std::ranges::find_if(screen.log, [](const TextSeen& seen) {
        return seen.text.find("held for later") != std::string::npos && seen.text.ends_with(":");
      });
      REQUIRE(line != screen.log.end());
      std::size_t named = 0, others = 0;
      for (const TextSeen& seen : screen.log) {
        if (seen.box.centre().y != Approx(line->box.centre().y).margin(3) || seen.box.min.x <= line->box.min.x)
          continue;
        if (seen.text.starts_with("and "))
          others = std::stoul(seen.text.substr(4));
        else if (std::ranges::any_of(numbers, [&](auto number) { return seen.shown == std::to_string(number); }))
          ++named;
      }
      CHECK(named + others == static_cast<std::size_t>(held));
      CHECK(named > 0);
    }
  }
}

TEST_CASE("timeline: a visit dragged to another team over many frames asks for the reason of its override", "[views]") {
  Screen screen;
  screen.frame();
  // A team with a visit, and the row of another one.
  const auto box_of = [&](std::string_view text) -> std::optional<widgets::Box> {
    for (const TextSeen& seen : screen.log)
      if (seen.box.min.x > 800 && seen.box.max.x < 1490 && seen.box.min.y > 590 && seen.shown.starts_with(text))
        return seen.box;
    return std::nullopt;
  };
  std::string visit, other;
  for (const auto& [id, team] : screen.facts.picture->teams) {
    const auto number = team->queue.empty() ? std::string("none") : std::to_string(team->queue.front().case_id.value);
    if (visit.empty() && box_of(number))
      visit = number;
    else if (box_of(id.value))
      other = id.value;
  }
  REQUIRE_FALSE(visit.empty());
  REQUIRE_FALSE(other.empty());
  auto picture = std::make_shared<console::Picture>(*screen.facts.picture);
  Team free = *picture->teams.find(TeamId(other))->second;
  free.status = TeamStatus::available;
  free.queue.clear();
  free.shift_end = evening + hours(6);
  picture->teams[free.id] = std::make_shared<const Team>(free);
  ++picture->number;
  screen.facts.picture = picture;
  screen.frame();
  const widgets::Point from = box_of(visit)->centre();
  const widgets::Point to{from.x + 40, box_of(other)->centre().y};
  widgets::Input press;
  press.mouse = from;
  press.mouse_pressed = press.mouse_down = true;
  widgets::Input held;
  held.mouse = from;
  held.mouse_down = true;
  screen.as_in_a_window({press}, held);
  for (int step = 1; step <= 5; ++step) {
    const float part = static_cast<float>(step) / 5;
    held.mouse = {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
    screen.as_in_a_window({held}, held);
    screen.as_in_a_window({}, held);  // a second passes
  }
  CHECK(screen.commands.empty());
  widgets::Input release;
  release.mouse = to;
  release.mouse_released = true;
  widgets::Input still;
  still.mouse = to;
  screen.as_in_a_window({release}, still);
  CHECK(screen.shows(fmt::format("A {} {} replace", visit, other)));
  screen.key(widgets::Key::enter);
  CHECK(screen.commands.empty());  // not without its reason
  screen.type("they know her");
  screen.key(widgets::Key::enter);
  REQUIRE(screen.commands.size() == 1);
  const auto& sent = std::get<AllocateTeam>(screen.commands[0].command);
  CHECK(sent.team.value == other);
  CHECK(sent.override_reason == "they know her");
}

// "12 of 45": the figure that stands before a word.
TEST_CASE("timeline: a visit is taken by its name, also where that stands beside a short one", "[views]") {
  for (const float width : {1280.0F, 1366.0F, 1920.0F}) {
    Screen screen(make_operator(), width, width * 9 / 16);
    screen.frame();
    const auto log = screen.log;
    std::size_t names = 0;
    for (const TextSeen& seen : log) {
      const auto number = seen.text.substr(seen.text.starts_with("! ") ? 2 : 0, 4);
      if (seen.panel != "timeline" || number.find_first_not_of("0123456789") != std::string::npos) continue;
      ++names;
      widgets::Input click;
      click.mouse = {Screen::visible(seen).max.x - 2, seen.box.centre().y};
      click.mouse_pressed = true;
      screen.frame(click);
      CHECK(screen.shell().state().selected.value == std::stoul(number));
    }
    CHECK(names > 0);
  }
}

TEST_CASE("watch: the text and the screen count the same", "[views]") {
  Screen screen(make_operator(), 1920, 1080, 400);
  for (const auto after : {minutes(0), minutes(25), minutes(70), minutes(130)}) {
    screen.facts.now = evening + after;
    screen.frame();
    const console::WatchOptions options{.width = 200, .cases_most = 12, .who = screen.facts.who};
    const auto text = console::watch_text(*screen.facts.picture, screen.facts.now, screen.facts.link, options);
    unsigned open = 0, waiting = 0, due = 0, within = 0, breached = 0, alerts = 0;
    const auto line = text.find(" open · ");
    REQUIRE(line != std::string::npos);
    REQUIRE(std::sscanf(text.c_str() + text.rfind('\n', line) + 1,
                        "%u open · %u waiting · %u due in %u min · %u breached · %u alerts", &open, &waiting, &due,
                        &within, &breached, &alerts) == 6);
    const auto figure_before = [&](std::string_view word) {
      for (std::size_t i = 1; i < screen.log.size(); ++i)
        if (screen.log[i].text.starts_with(word) && screen.log[i].box.max.y < 52) return screen.log[i - 1].text;
      return std::string("not there");
    };
    INFO("after " << after.count() << " minutes");
    CHECK(figure_before("waiting") == std::to_string(waiting));
    CHECK(figure_before("due in " + std::to_string(within) + " min") == std::to_string(due));
    CHECK(figure_before("breached") == (breached > 0 ? "! " + std::to_string(breached) : "0"));
    CHECK(figure_before("alerts") == std::to_string(alerts));
    CHECK(screen.shows(fmt::format("{} open", open)));
    // The footers: what is not in the rows shown, each by its own rows.
    std::size_t out_breached = 0, out_due = 0, shown = 0, all = 0;
    const auto foot = text.find("out of view:");
    REQUIRE(foot != std::string::npos);
    REQUIRE(std::sscanf(text.c_str() + text.rfind('\n', foot) + 1, "%zu of %zu shown; out of view: %zu breached, %zu",
                        &shown, &all, &out_breached, &out_due) == 4);
    CHECK(all == open);
    CHECK(out_breached + out_due <= breached + due);
  }
}

// A visit taken by the mouse and held over the row of another team.
struct HeldVisit {
  Screen screen;
  std::string visit;
  std::string other;
  widgets::Point to;

  HeldVisit() {
    screen.frame();
    for (const auto& [id, team] : screen.facts.picture->teams) {
      const auto number = team->queue.empty() ? std::string("none") : std::to_string(team->queue.front().case_id.value);
      if (visit.empty() && box_of(number))
        visit = number;
      else if (box_of(id.value) && team->status != TeamStatus::on_break)
        other = id.value;
    }
    REQUIRE_FALSE(visit.empty());
    REQUIRE_FALSE(other.empty());
    const widgets::Point from = box_of(visit)->centre();
    to = {from.x + 60, box_of(other)->centre().y};
    widgets::Input press;
    press.mouse = from;
    press.mouse_pressed = press.mouse_down = true;
    screen.as_in_a_window({press}, held(from));
    screen.as_in_a_window({held(to)}, held(to));
  }
  static widgets::Input held(widgets::Point at) {
    widgets::Input input;
    input.mouse = at;
    input.mouse_down = true;
    return input;
  }
  std::optional<widgets::Box> box_of(std::string_view text) const {
    for (const TextSeen& seen : screen.log)
      if (seen.panel == "timeline" && seen.shown.starts_with(text)) return seen.box;
    return std::nullopt;
  }
  void let_go() {
    widgets::Input release;
    release.mouse = to;
    release.mouse_released = true;
    widgets::Input still;
    still.mouse = to;
    screen.as_in_a_window({release}, still);
  }
};

TEST_CASE("timeline: while a visit is dragged its ghost says what letting go would mean", "[views]") {
  HeldVisit held;
  CHECK(held.screen.shows("to " + held.other));
  CHECK(held.screen.shows("Esc cancels"));
  held.let_go();
  CHECK(held.screen.shows(fmt::format("A {} {}", held.visit, held.other)));
}

TEST_CASE("timeline: Esc leaves a dragged visit where it was, also when the mouse is let go after it", "[views]") {
  HeldVisit held;
  widgets::Input escape = HeldVisit::held(held.to);
  escape.keys.push_back({widgets::Key::escape});
  held.screen.as_in_a_window({escape}, HeldVisit::held(held.to));
  CHECK_FALSE(held.screen.shows("Esc cancels"));
  held.let_go();
  CHECK_FALSE(held.screen.shows(fmt::format("A {} {}", held.visit, held.other)));
  CHECK(held.screen.commands.empty());
}

}  // namespace carehub::views
