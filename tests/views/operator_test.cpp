#include <catch2/catch.hpp>

#include "console/model/case_list.hpp"
#include "protocols/domain/tally.hpp"
#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

// "14 of 400 shown · out of view: 3 breached, 5 due in 30 min, 9 waiting"
struct Footer {
  std::size_t shown = 0, open = 0, breached_out = 0, due_out = 0, within = 0, waiting_out = 0;
};

Footer footer(const Screen& screen) {
  Footer found;
  for (const auto& seen : screen.log)
    if (seen.text.find("out of view") != std::string::npos)
      REQUIRE(std::sscanf(seen.text.c_str(),
                          "%zu of %zu shown · out of view: %zu breached, %zu due in %zu min, %zu waiting", &found.shown,
                          &found.open, &found.breached_out, &found.due_out, &found.within, &found.waiting_out) == 6);
  return found;
}

std::pair<std::size_t, std::size_t> late_and_due(const console::Picture& picture, Instant now) {
  std::pair<std::size_t, std::size_t> counts{0, 0};
  for (const auto& [id, c] : picture.cases) {
    const auto urgency = console::urgency_of(*c, now, picture.site->thresholds);
    counts.first += urgency == console::Urgency::breached ? 1 : 0;
    // As the header counts: everything amber.
    counts.second += urgency == console::Urgency::due_soon || urgency == console::Urgency::will_breach ? 1 : 0;
  }
  return counts;
}

std::size_t waiting(const console::Picture& picture) {
  return static_cast<std::size_t>(std::ranges::count_if(
      picture.cases, [](const auto& entry) { return is_open(entry.second->status) && is_waiting(*entry.second); }));
}

// The sample evening, some of its cases changed.
void change(Screen& screen, const std::function<void(Case&)>& how) {
  auto picture = std::make_shared<console::Picture>(*screen.facts.picture);
  for (const auto& [id, record] : std::vector(picture->cases.begin(), picture->cases.end())) {
    Case c = *record;
    how(c);
    picture->cases[id] = std::make_shared<const Case>(std::move(c));
  }
  ++picture->number;
  screen.facts.picture = picture;
  screen.frame();
}

const TextSeen& seen_text(const Screen& screen, std::string_view text) {
  const auto found = std::ranges::find(screen.log, text, &TextSeen::shown);
  REQUIRE(found != screen.log.end());
  return *found;
}

}  // namespace

TEST_CASE("operator: nothing late or due is out of view uncounted, wherever the list is scrolled", "[views]") {
  Screen screen(make_operator(), 1920, 1080, 300);
  // An hour later many are late: more than the screen can pin.
  screen.facts.now = evening + minutes(70);
  screen.frame();
  const auto [late, due] = late_and_due(*screen.facts.picture, screen.facts.now);
  REQUIRE(late > 40);
  for (int page = 0; page < 12; ++page) {
    const Footer counts = footer(screen);
    CHECK(counts.open == 300);
    std::size_t late_seen = 0;
    for (const auto& seen : screen.log)
      if (seen.text == "!" && seen.box.min.x < 800) ++late_seen;
    CHECK(late_seen + counts.breached_out == late);
    CHECK(counts.due_out <= due);
    screen.key(Key::page_down);
  }
  screen.key(Key::end);
  CHECK(footer(screen).shown < 40);
}

TEST_CASE("operator: a filter counts what it hides", "[views]") {
  Screen screen;
  screen.type("zzzz");
  CHECK(screen.shows("No open case matches"));
  const auto [late, due] = late_and_due(*screen.facts.picture, screen.facts.now);
  const Footer counts = footer(screen);
  CHECK(counts.shown == 0);
  CHECK(counts.breached_out == late);
  CHECK(counts.due_out == due);
  CHECK(counts.waiting_out == waiting(*screen.facts.picture));
  screen.key(Key::escape);
  CHECK(footer(screen).shown > 5);
}

TEST_CASE("operator: that nothing matches a filter is said below the column heads", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    screen.type("zzzz");
    check_layout(screen);
    CHECK(seen_text(screen, "No open case matches. Esc shows all.").box.min.y >
          seen_text(screen, "Case").box.max.y + 4);
  }
}

TEST_CASE("operator: few cases are all shown while the places can give room", "[views]") {
  for (const auto& [width, height] : sizes)
    for (const std::size_t cases : {1U, 5U, 6U, 7U}) {
      DYNAMIC_SECTION(cases << " at " << width << "x" << height) {
        Screen screen(make_operator(), width, height, cases);
        screen.frame();
        CHECK(footer(screen).shown == cases);
        CHECK(screen.shows("Safe Havens and places"));
        check_layout(screen);
        // The names of places are read whole.
        const float places = seen_text(screen, "Safe Havens and places").box.max.y;
        for (const TextSeen& seen : screen.log)
          if (seen.box.min.x < 20 && seen.box.min.y > places && !Screen::visible(seen).empty() &&
              seen.box.max.y < height - 120 * app::scale_for(width)) {
            INFO(seen.text);
            CHECK_FALSE(seen.elided);
          }
      }
    }
}

TEST_CASE("operator: every flag letter of a case is shown, at both sizes", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    change(screen, [](Case& c) {
      c.referral.flags = {{FlagKind::safeguarding, "", ""},   {FlagKind::scene_safety, "", ""},
                          {FlagKind::respect, "", ""},        {FlagKind::wristband, "", ""},
                          {FlagKind::infection_risk, "", ""}, {FlagKind::reasonable_adjustment, "", ""},
                          {FlagKind::repeat_caller, "", ""}};
      c.referral.location.doubtful = true;
      if (c.triage) c.triage->need = Need::palliative;
    });
    check_layout(screen);
    const auto letters = console::flag_letters(*screen.facts.picture->cases.begin()->second);
    REQUIRE(letters == "S!DEWIAR?");
    const auto& head = seen_text(screen, "Flags");
    std::string shown;
    for (const TextSeen& seen : screen.log)
      if (std::abs(seen.box.min.x - head.box.min.x) < 1 && letters.find(seen.text) != std::string::npos) {
        CHECK_FALSE(seen.elided);
        shown += seen.shown;
      }
    CHECK(shown.starts_with(letters + letters));
  }
}

TEST_CASE("operator: a case late for days says so within its red, and when by its date", "[views]") {
  for (const auto& [width, height] : sizes)
    for (const auto& [late, text] : {std::pair{Duration(hours(40)), "-40 h"},
                                     {Duration(hours(24 * 12 + 5)), "-12 d"},
                                     {Duration(hours(24 * 1821)), "-1821 d"},
                                     {Duration(hours(9)), "-9:00:00"}}) {
      DYNAMIC_SECTION(text << " at " << width) {
        Screen screen(make_operator(), width, height, 3);
        change(screen, [by = late](Case& c) {
          for (Clock& clock : c.clocks) clock.due = evening - by;
          c.received = evening - by - hours(2);
          for (Clock& clock : c.clocks) clock.started = c.received;
        });
        screen.shell().state().selected = CaseId{1037};
        screen.frame();
        check_layout(screen);
        const auto& figure = seen_text(screen, text);
        CHECK_FALSE(figure.elided);
        CHECK(seen_text(screen, "!").box.min.x > seen_text(screen, "1037").box.max.x);
        if (late > hours(24)) CHECK(screen.shows(" Nov "));
        if (late > hours(24 * 400)) CHECK(screen.shows("27 Nov 2021"));
      }
    }
}

TEST_CASE("operator: cases that the map cannot show are counted on it", "[views]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_operator(), width, height);
    screen.frame();
    CHECK_FALSE(screen.shows("not on the map"));
    change(screen, [](Case& c) {
      if (c.id.value == 1037) c.referral.location.position.reset();
    });
    CHECK(screen.shows("1 case not on the map: no position"));
    change(screen, [](Case& c) {
      if (c.id.value == 1038 || c.id.value == 1039) c.referral.location.position = Coordinates{53800000, -1540000};
    });
    CHECK(screen.shows("1 case not on the map: no position"));
    CHECK(screen.shows("2 outside this view"));
    check_layout(screen);
  }
}

TEST_CASE("operator: what the map cannot show is counted beside its title, over no mark", "[views]") {
  Screen screen(make_operator(), 1024, 768);
  change(screen, [](Case& c) { c.referral.location.position.reset(); });
  const auto count = std::ranges::find_if(
      screen.log, [](const TextSeen& seen) { return seen.shown.starts_with("27 cases not on the map"); });
  REQUIRE(count != screen.log.end());
  CHECK(count->box.centre().y == Approx(seen_text(screen, "Map").box.centre().y).margin(3));
}

TEST_CASE("operator: Enter sends the first option of the selected case, once", "[views]") {
  Screen screen;
  screen.shell().state().selected = CaseId{1039};
  screen.frame();
  CHECK(screen.asked == CaseId{1039});
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 1);
  const auto* sent = std::get_if<AllocateTeam>(&screen.commands[0].command);
  REQUIRE(sent != nullptr);
  CHECK(sent->case_id == CaseId{1039});
  CHECK(sent->team.value == screen.facts.picture->cases.find(CaseId{1039})->second->explanation->offered.front().unit);
  CHECK(sent->override_reason.empty());
  // Pressed again before the answer: not sent twice, and what is sent stays in sight.
  screen.facts.pending.push_back({screen.commands[0].text, seconds(1)});
  screen.key(Key::enter);
  CHECK(screen.commands.size() == 1);
  CHECK(screen.shows("sending: " + screen.commands[0].text));
}

TEST_CASE("operator: another option asks for its reason before it is sent", "[views]") {
  Screen screen;
  screen.shell().state().selected = CaseId{1039};
  screen.frame();
  screen.type("2");
  CHECK(screen.commands.empty());
  const auto second = screen.facts.picture->cases.find(CaseId{1039})->second->explanation->offered[1].unit;
  CHECK(screen.shows("A 1039 " + second));
  screen.type("nearest is needed in Ryde");
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 1);
  const auto& sent = std::get<AllocateTeam>(screen.commands[0].command);
  CHECK(sent.team.value == second);
  CHECK(sent.override_reason == "nearest is needed in Ryde");
}

TEST_CASE("operator: who is offered, and who is not, is read by the whole name", "[views]") {
  for (const bool at_desk : {true, false})
    for (const auto& [width, height] : sizes) {
      Screen screen(at_desk ? make_operator() : make_navigator(), width, height);
      change(screen, [](Case& c) {
        Candidate candidate;
        candidate.kind = UnitKind::queue;
        candidate.unit = "st_marys_ed";
        candidate.arrival = evening + minutes(150);
        c.explanation.emplace();
        c.explanation->offered = {candidate};
        c.explanation->not_offered = {{UnitKind::queue, "st_marys_ed", {}, NotOfferedReason::wrong_need, 0}};
      });
      screen.shell().state().selected = CaseId{1039};
      screen.frame();
      screen.frame();
      check_layout(screen);
      std::string panel;
      for (const TextSeen& seen : screen.log)
        if (seen.box.min.x > width * 0.7F) {
          if (!Screen::visible(seen).empty()) CHECK_FALSE(seen.elided);
          panel += seen.shown + " ";
        }
      CHECK(panel.find("emergency department") != std::string::npos);
    }
}

TEST_CASE("operator: a command is read back before Enter and a refusal is explained in place", "[views]") {
  Screen screen;
  screen.type("/N 1040 neighbour has a key");
  CHECK(screen.shows("1040"));
  CHECK(screen.commands.empty());
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 1);
  CHECK(std::get<AddNote>(screen.commands[0].command).text == "neighbour has a key");
  screen.shell().answered({"N 1040 neighbour has a key", false, "1040 is closed; reopen it first", {}},
                          screen.facts.now);
  screen.facts.now += seconds(60);
  screen.frame();
  CHECK(screen.shows("1040 is closed; reopen it first"));
  screen.key(Key::escape);
  CHECK_FALSE(screen.shows("1040 is closed; reopen it first"));
}

TEST_CASE("operator: an unfinished command is not sent by Enter", "[views]") {
  Screen screen;
  screen.type("/A 1040");
  screen.key(Key::enter);
  screen.key(Key::enter);
  CHECK(screen.commands.empty());
  screen.key(Key::escape);
  screen.type("/QQQ 1");
  screen.key(Key::enter);
  CHECK(screen.commands.empty());
}

TEST_CASE("operator: letters in a command never act on the screen below", "[views]") {
  Screen screen;
  screen.shell().state().selected = CaseId{1039};
  screen.type("/N 1039 K 1 2 3");
  CHECK(screen.commands.empty());
  CHECK(screen.shell().state().find.empty());
}

TEST_CASE("operator: K acknowledges every open alert of the first open group", "[views]") {
  Screen screen;
  screen.type("K");
  REQUIRE_FALSE(screen.commands.empty());
  for (const auto& given : screen.commands) CHECK(std::holds_alternative<AcknowledgeAlert>(given.command));
}

TEST_CASE("operator: the whole frame says since when the link is stale", "[views]") {
  Screen screen;
  screen.facts.link.live = false;
  screen.facts.link.age = seconds(12);
  screen.frame();
  CHECK(screen.shows("stale since 19:41:55 · nothing below is newer"));
  CHECK(screen.shows("1037"));
}

TEST_CASE("operator: a locked screen shows nobody's case and takes no command", "[views]") {
  Screen screen;
  screen.shell().state().selected = CaseId{1039};
  screen.frame();
  REQUIRE(screen.shows("Sample Person 1039"));
  screen.letter('L');
  CHECK_FALSE(screen.shows("Sample Person"));
  CHECK_FALSE(screen.shows("1039"));
  CHECK(screen.shows("breached"));
  screen.key(Key::enter);
  screen.type("/N 1039 text");
  screen.key(Key::enter);
  CHECK(screen.commands.empty());
  screen.letter('L');
  CHECK(screen.shows("Sample Person 1039"));
}

TEST_CASE("operator: the way in is asked of the hub, and shown for this case only", "[views]") {
  Screen screen;
  screen.shell().state().selected = CaseId{1039};
  screen.frame();
  CHECK_FALSE(screen.shows("key safe by the back door"));
  const auto at = std::find_if(screen.log.begin(), screen.log.end(),
                               [](const auto& seen) { return seen.text == "show, and record it"; });
  REQUIRE(at != screen.log.end());
  widgets::Input click;
  click.mouse = at->box.centre();
  click.mouse_pressed = click.mouse_down = true;
  screen.frame(click);
  REQUIRE(screen.commands.size() == 1);
  const auto& asked = std::get<ViewPerson>(screen.commands[0].command);
  CHECK(asked.case_id == CaseId{1039});
  CHECK(asked.fields == std::vector{PersonField::access});
  PersonView view;
  view.access = "key safe by the back door";
  screen.shell().answered({"show the way in", true, "1 shown", CaseId{1039}, view}, evening);
  screen.frame();
  CHECK(screen.shows("key safe by the back door"));
  screen.shell().state().selected = CaseId{1040};
  screen.frame();
  screen.shell().state().selected = CaseId{1039};
  screen.frame();
  CHECK_FALSE(screen.shows("key safe by the back door"));
}

TEST_CASE("operator: empty, loading and refused are said in words", "[views]") {
  Screen screen;
  screen.facts.picture = std::make_shared<const console::Picture>();
  screen.facts.loading = true;
  screen.facts.link.live = false;
  screen.frame();
  CHECK(screen.shows("Looking for the hub"));
  CHECK(screen.shows("Start carehub-dispatcher"));
  screen.facts.link.refused = true;
  screen.facts.link.text = "this key is not known to the hub";
  screen.frame();
  CHECK(screen.shows("The hub refused this console"));
  CHECK(screen.shows("this key is not known to the hub"));
  auto empty = std::make_shared<console::Picture>();
  empty->number = 1;
  empty->site = shipped_site();
  screen.facts.picture = empty;
  screen.facts.loading = false;
  screen.facts.link.live = true;
  screen.facts.link.refused = false;
  screen.frame();
  CHECK(screen.shows("No open cases."));
  CHECK(screen.shows("No alert needs anybody."));
}

TEST_CASE("first picture: until it comes no time, no count and no level is claimed, and it is said what to do",
          "[views]") {
  const std::string why = "/home/somebody/.local/state/carehub: no dispatcher is running there";
  for (const bool at_desk : {true, false})
    for (const auto& [width, height] : sizes) {
      DYNAMIC_SECTION((at_desk ? "operator " : "board ") << width) {
        Screen screen(at_desk ? make_operator() : make_board(), width, height);
        screen.facts.picture = std::make_shared<const console::Picture>();
        screen.facts.loading = true;
        screen.facts.now = Instant{} + seconds(2);
        screen.facts.link = {};
        screen.facts.link.text = why;
        screen.frame();
        check_layout(screen);
        std::string all;
        for (const TextSeen& seen : screen.log) {
          CHECK_FALSE(seen.elided);
          CHECK(seen.shown != "0");
          all += seen.shown + " ";
        }
        CHECK(all.find("1970") == std::string::npos);
        CHECK(all.find("00:00") == std::string::npos);
        CHECK(all.find(why) != std::string::npos);
        CHECK(all.find("no link yet") != std::string::npos);
        CHECK(all.find("– waiting") != std::string::npos);
        CHECK(all.find("Start carehub-dispatcher") != std::string::npos);
        CHECK(all.find("--data") != std::string::npos);
      }
    }
}

TEST_CASE("operator: ten thousand cases and six thousand teams are drawn as few marks, all counted", "[views]") {
  Screen screen;
  screen.facts.picture = std::make_shared<const console::Picture>(app::huge_picture(evening, 10'000, 6'000));
  screen.frame();
  CHECK(footer(screen).open == 10'000);
  CHECK(screen.log.size() < 2'500);
}

TEST_CASE("operator: marked cases get one command each by a line with a star, after one preview", "[views]") {
  Screen screen;
  screen.key(Key::down);
  screen.type(" ");
  widgets::Input extend;
  extend.keys.push_back({Key::down, 0, false, true});
  screen.frame(extend);
  screen.frame(extend);
  REQUIRE(screen.shell().state().marked.size() == 3);
  CHECK(screen.shows("3 marked of"));
  const auto marked = screen.shell().state().marked;
  screen.type("/");
  screen.type("N * relatives told");
  CHECK(screen.shows("for 3 cases: "));
  CHECK(screen.commands.empty());
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::get<AddNote>(screen.commands[i].command).case_id == marked[i]);
  CHECK(screen.shell().state().marked.empty());
}

TEST_CASE("operator: a click with Ctrl marks and unmarks, Ctrl A marks all that are shown, Esc lets go", "[views]") {
  Screen screen;
  screen.key(Key::down);
  widgets::Input click;
  for (const auto& seen : screen.log)
    if (seen.shown == std::to_string(screen.shell().state().selected.value) && seen.box.min.x < 100)
      click.mouse = seen.box.centre();
  click.mouse_pressed = click.mouse_ctrl = true;
  screen.frame(click);
  CHECK(screen.shell().state().marked.size() == 1);
  screen.frame(click);
  CHECK(screen.shell().state().marked.empty());
  screen.letter('A');
  CHECK(screen.shell().state().marked.size() > 20);
  screen.key(Key::escape);
  CHECK(screen.shell().state().marked.empty());
  CHECK(screen.shell().state().selected.given());
}

TEST_CASE("operator: a line for all marked is answered once, and what was refused is marked again", "[views]") {
  Screen screen;
  screen.shell().state().mark(CaseId{1039});
  screen.shell().state().mark(CaseId{1040});
  screen.frame();
  screen.type("/N * relatives told");
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 2);
  screen.shell().answered({screen.commands[0].text, true, "", {}, {}, {}}, screen.facts.now);
  screen.frame();
  CHECK_FALSE(screen.shows("1 done"));
  screen.shell().answered({screen.commands[1].text, false, "1040 is closed (completed); reopen it first", {}, {}, {}},
                          screen.facts.now);
  screen.frame();
  CHECK(screen.shows("N * relatives told"));
  CHECK(screen.shows("1 done, 1 refused and marked: 1040 is closed"));
  CHECK(screen.shell().state().marked == std::vector{CaseId{1040}});
}

TEST_CASE("operator: standing down crews that are under way is asked twice", "[views]") {
  Screen screen;
  change(screen, [](Case& c) {
    if (c.id.value != 1039 && c.id.value != 1040) return;
    c.status = c.id.value == 1039 ? CaseStatus::on_scene : CaseStatus::en_route;
    c.assignment = Assignment{
        UnitKind::team, c.id.value == 1039 ? "CR1" : "CR2", ServiceId("crisis_response"), evening, {}, {}, {}, {},
        false};
  });
  screen.shell().state().mark(CaseId{1039});
  screen.shell().state().mark(CaseId{1040});
  screen.type("/X * cardiac arrest");
  screen.key(Key::enter);
  CHECK(screen.commands.empty());
  CHECK(screen.shows("2 crews leave: 1 on the way, 1 on scene (CR1, CR2). Enter again to send it"));
  screen.key(Key::enter);
  CHECK(screen.commands.size() == 2);
}

TEST_CASE("operator: while a line is written, Enter is not said to take the first option", "[views]") {
  Screen screen;
  screen.shell().state().selected = CaseId{1039};
  screen.frame();
  CHECK(screen.shows("take first"));
  screen.type("/A 1039 CR1 ");
  CHECK_FALSE(screen.shows("take first"));
  screen.key(Key::escape);
  screen.frame();
  CHECK(screen.shows("take first"));
}

}  // namespace carehub::views
