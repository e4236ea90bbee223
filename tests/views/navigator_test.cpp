// The clinical navigator's workspace: everything legible, everything counted, nothing typed is ever lost.

#include "console/model/referral_form.hpp"
#include "console/model/worklist.hpp"
#include "tests/views/layout.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

// Free text may be cut in the worklist: the chosen case shows it whole. Kinds, times, names of fields may not.
void check_said_beside_worklist(const Screen& screen) {
  const auto found = elided(screen.log, [&](const TextSeen& seen) {
    const bool in_worklist = seen.box.max.x < screen.size().width() * 0.3F;
    return in_worklist && (seen.text.starts_with(" · ") || seen.text.find("Third fall") == 0);
  });
  INFO(joined_lines(found));
  CHECK(found.empty());
}

void check_screen(const Screen& screen) {
  check_layout(screen);
  check_said_beside_worklist(screen);
}

Screen with_form(float width = 1920, float height = 1080) {
  Screen screen = navigator(width, height);
  screen.type("n");
  REQUIRE(screen.shows("New referral"));
  return screen;
}

void tab(Screen& screen, int times) {
  for (int i = 0; i < times; ++i) screen.key(Key::tab);
}

// None of the red flags, then who rings; the keyboard is in "Name and organisation" afterwards.
void ask_red_flags(Screen& screen) {
  screen.type("0");
  screen.key(Key::tab);  // over the source
}

// Moves with Tab until the label of the focused field is the one that is light blue; the form tells by its cursor,
// so this goes by counting: the order of the fields is part of what is tested.
void fill(Screen& screen, std::string age) {
  ask_red_flags(screen);
  screen.type("Dr S. Obi, Sandown Health Centre");
  tab(screen, 2);
  screen.type("Mabel Invented");
  tab(screen, 1);
  screen.type("999 000 0018");
  tab(screen, 1);
  screen.type(std::move(age));
  tab(screen, 2);  // phone, sex
  screen.type("1");
  tab(screen, 2);  // can leave the home, address
  screen.type("2 Invented Lane");
  tab(screen, 2);  // postcode, town
  screen.type("Lake");
  tab(screen, 3);  // position, communication, summary
  screen.type("New confusion");
  tab(screen, 1);
  screen.type("c");  // need: confusion
}

}  // namespace

TEST_CASE("navigator: no text overlaps, is cut or shortened, at both sizes and for both hubs", "[views]") {
  for (const char* site : {"isle-of-wight", "mid-nottinghamshire"})
    for (const auto& [width, height] : sizes) {
      DYNAMIC_SECTION(site << " " << width << "x" << height) {
        Screen screen = navigator(width, height, site);
        REQUIRE(screen.log.size() > 40);
        check_screen(screen);
        for (int i = 0; i < 6; ++i) {
          screen.key(Key::down);
          REQUIRE(screen.shell().state().selected.given());
          check_screen(screen);
        }
        screen.key(Key::tab);  // triage
        REQUIRE(screen.shows("send triage"));
        check_screen(screen);
      }
    }
}

TEST_CASE("navigator: the referral form fits at both sizes, empty, wrong and full", "[views]") {
  for (const auto& [width, height] : sizes) {
    DYNAMIC_SECTION(width << "x" << height) {
      Screen screen = with_form(width, height);
      check_screen(screen);
      screen.key(Key::enter, true);
      check_screen(screen);
      fill(screen, "hundred");
      check_screen(screen);
      screen.key(Key::enter, true);
      check_screen(screen);
    }
  }
}

TEST_CASE("navigator: help, refusals and the stale banner fit at both sizes", "[views]") {
  for (const auto& [width, height] : sizes) {
    DYNAMIC_SECTION(width << "x" << height) {
      Screen screen = navigator(width, height);
      screen.key(Key::f1);
      REQUIRE(screen.shows("Keys and verbs: navigator"));
      check_layout(screen);
      screen.key(Key::escape);
      screen.shell().answered({"triage 1038: fall", false, "1038 was claimed by L. Hurst; ask first", CaseId{1038}},
                              screen.facts.now);
      screen.facts.link.live = false;
      screen.facts.link.age = seconds(12);
      screen.frame();
      CHECK(screen.shows("stale since 19:41:55"));
      check_layout(screen);
    }
  }
}

TEST_CASE("navigator: what is out of view is counted, wherever the worklist is scrolled", "[views]") {
  Screen screen = navigator(1366, 768, "isle-of-wight", 60);
  const auto list = console::make_worklist(*screen.facts.picture, evening, UserName("m.cole"));
  REQUIRE(list.items.size() > 60);
  REQUIRE(list.breached > 15);
  CHECK(screen.shows(fmt::format("Worklist by time left · {}", list.items.size())));
  screen.key(Key::home);
  for (std::size_t step = 0; step < list.items.size(); step += 5) {
    std::size_t shown = 0, all = 0, late_out = 0;
    for (const auto& seen : screen.log)
      if (seen.text.find("late out of view") != std::string::npos)
        REQUIRE(std::sscanf(seen.text.c_str(), "%zu of %zu shown, %zu late", &shown, &all, &late_out) == 3);
    std::size_t late_seen = 0;
    for (const auto& seen : screen.log)
      if (seen.text == "!" && seen.box.max.x < 400 && !Screen::visible(seen).empty()) ++late_seen;
    CHECK(all == list.items.size());
    CHECK(late_seen + late_out == list.breached);
    for (int i = 0; i < 5; ++i) screen.key(Key::down);
  }
}

TEST_CASE("navigator: with no case chosen it says what waits and when 999 wants an answer", "[views]") {
  Screen screen = navigator();
  const auto list = console::make_worklist(*screen.facts.picture, evening, UserName("m.cole"));
  CHECK(screen.shows(fmt::format("{} on the worklist", list.items.size())));
  const auto of_kind = [&](console::WorkKind kind) {
    return std::ranges::count(list.items, kind, &console::WorkItem::kind);
  };
  REQUIRE(of_kind(console::WorkKind::validation) > 1);
  CHECK(screen.shows(fmt::format("{} from 999, to be validated", of_kind(console::WorkKind::validation))));
  CHECK(of_kind(console::WorkKind::call_back) == 1);
  CHECK(screen.shows("1 to be called back"));
  REQUIRE(list.next_fail_safe_s);
  CHECK(screen.shows(*list.next_fail_safe_s < 0 ? "answer 999 now" : "answer 999 within"));
  CHECK(screen.shows("999 C3 validation"));
  CHECK(screen.shows("you"));
  CHECK(screen.shows("L. Hurst"));
}

TEST_CASE("navigator: claim, triage and link are given by single keys", "[views]") {
  Screen screen = navigator();
  screen.shell().state().selected = CaseId{1038};
  screen.type("c");
  REQUIRE(screen.commands.size() == 1);
  CHECK(std::get<ClaimCase>(screen.commands[0].command).case_id == CaseId{1038});
  screen.shell().state().selected = CaseId{1040};
  screen.frame();
  CHECK(screen.shows("May be the same person"));
  screen.type("d");
  CHECK(screen.shows("LK 1040 1050"));
}

TEST_CASE("navigator: triage needs every red flag and the need, and says what is missing", "[views]") {
  Screen screen = navigator();
  screen.shell().state().selected = CaseId{1038};
  screen.type("2nn");
  screen.key(Key::enter, true);
  CHECK(screen.commands.empty());
  CHECK(screen.shows("Needed: every red-flag question, and the need."));
  screen.type("nnnnnnnnnnnn");  // the keyboard is in the first question not asked
  screen.key(Key::enter, true);
  CHECK(screen.commands.empty());
  screen.type("f");  // fall
  screen.key(Key::enter, true);
  REQUIRE(screen.commands.size() == 1);
  const auto& triage = std::get<TriageCase>(screen.commands[0].command);
  CHECK(triage.case_id == CaseId{1038});
  CHECK(triage.triage.need == Need::falls);
  CHECK(triage.red_flags.empty());
}

TEST_CASE("navigator: one red flag is enough, and says 999 at once", "[views]") {
  Screen screen = navigator();
  screen.shell().state().selected = CaseId{1038};
  screen.type("222y");
  CHECK(screen.shows("Red flag: ring 999 now"));
  CHECK(screen.shows("999 now, NOT SIGNED OFF"));
  CHECK(screen.shows("999 only, by what was answered"));  // in place of who was offered before
  CHECK_FALSE(screen.shows("take first"));
  screen.key(Key::enter, true);
  REQUIRE(screen.commands.size() == 1);
  const auto& command = std::get<TriageCase>(screen.commands[0].command);
  CHECK(command.red_flags == std::vector<std::string>{"chest_pain"});
  CHECK(command.triage.reason == "Chest pain");
}

// All in one frame: each answer brings the next question before the next letter counts.
TEST_CASE("navigator: the questions of the need come one after the other, and answers go back", "[views]") {
  Screen screen = navigator();
  screen.shell().state().selected = CaseId{1038};
  screen.key(Key::tab);
  screen.type("0f");
  screen.key(Key::tab);
  screen.type("nun");  // head injury, blood thinners, injury
  CHECK(screen.shows("Can they get up, with the help that is there?"));
  CHECK(screen.shows("on blood thinners"));  // not known
  screen.type("n");
  CHECK(screen.shows("How long have they been on the floor?"));
  screen.type("75");
  CHECK(screen.shows("On the floor for an hour or"));
  screen.key(Key::up);
  screen.type("y");
  CHECK_FALSE(screen.shows("How long have they been on the floor?"));
  screen.key(Key::enter, true);
  REQUIRE(screen.commands.size() == 1);
  const auto& triage = std::get<TriageCase>(screen.commands[0].command).triage;
  const auto said = [&](const char* fact) {
    const auto found = std::ranges::find(triage.facts, std::string(fact), &KnownFact::fact);
    return found == triage.facts.end() ? std::string{} : found->value;
  };
  CHECK(said("head_injury") == "no");
  CHECK(said("on_anticoagulants").empty());
  CHECK(said("can_get_up") == "yes");
  CHECK(said("time_on_floor_min") == "75");
  CHECK(said("chest_pain") == "no");
  CHECK_THAT(triage.reason, Catch::Matchers::Contains("asked, not known: on blood thinners"));
}

// A letter says yes, again no, again not asked; what becomes a question of the need is no longer among them.
TEST_CASE("navigator: what a rule turns on is said by letter, whatever the need", "[views]") {
  Screen screen = navigator();
  screen.shell().state().selected = CaseId{1038};
  screen.key(Key::tab);
  screen.type("0d");  // diabetes: its pathway asks nothing
  screen.key(Key::tab);
  REQUIRE(screen.shows("intoxicated"));
  screen.type("efff");  // intoxicated; pregnant: yes, no, not asked
  CHECK(screen.shows("✓ intoxicated"));
  screen.type("ff");
  CHECK(screen.shows("no: pregnant"));
  screen.key(Key::enter, true);
  REQUIRE(screen.commands.size() == 1);
  const auto& facts = std::get<TriageCase>(screen.commands[0].command).triage.facts;
  CHECK(std::ranges::count(facts, KnownFact{"intoxicated", "yes"}) == 1);
  CHECK(std::ranges::count(facts, KnownFact{"pregnant", "no"}) == 1);
  CHECK(std::ranges::count(facts, std::string("dementia"), &KnownFact::fact) == 0);
}

TEST_CASE("navigator: observations are scored as they are typed, and go into the referral first", "[views]") {
  Screen screen = navigator();
  screen.shell().state().selected = CaseId{1038};
  screen.key(Key::tab);
  screen.type("0r");  // reduced function
  for (int i = 0; i < 30 && !screen.shows("NEWS2 incomplete, at least 3"); ++i) {
    screen.key(Key::tab);
    screen.type("26");
  }
  CHECK(screen.shows("NEWS2 incomplete, at least 3"));
  screen.key(Key::tab);
  screen.type("900");
  CHECK(screen.shows("oxygen saturation: 900 is"));
  screen.key(Key::enter, true);
  REQUIRE(screen.commands.size() == 2);
  const auto& referral = std::get<UpdateReferral>(screen.commands[0].command).referral;
  REQUIRE(referral.observations.size() == 3);
  CHECK(referral.observations[1].value == "900 %");
  CHECK(referral.warnings.size() == 1);
  const auto& facts = std::get<TriageCase>(screen.commands[1].command).triage.facts;
  CHECK(std::ranges::count(facts, KnownFact{"news2_points", "3"}) == 1);
}

TEST_CASE("navigator: what to know before the first word stands large above the case", "[views]") {
  Screen screen = navigator();
  auto picture = *screen.facts.picture;
  Case c = *picture.cases.find(CaseId{1038})->second;
  c.referral.person.communication_needs = "deaf, signs; text only";
  c.referral.person.born = LocalDay{local_time(picture.site->calendar, evening).day.days - 6560};  // 17, nearly 18
  c.referral.flags.push_back({FlagKind::wristband, "", "seen"});
  picture.cases[c.id] = std::make_shared<const Case>(c);
  screen.facts.picture = std::make_shared<const console::Picture>(picture);
  screen.shell().state().selected = c.id;
  screen.frame();
  CHECK(screen.shows("Communication: deaf, signs; text only"));
  CHECK(screen.shows("Wears a Safe Haven wristband"));
  CHECK(screen.shows("turns 18 in"));
  check_screen(screen);
}

TEST_CASE("navigator: a hub without clinical tables asks one question, and still takes the referral", "[views]") {
  Screen screen = navigator();
  auto picture = *screen.facts.picture;
  auto bare = std::make_shared<Site>(*picture.site);
  bare->clinical = {};
  picture.site = bare;
  screen.facts.picture = std::make_shared<const console::Picture>(picture);
  screen.type("n");
  CHECK(screen.shows("this hub has no clinical tables"));
  CHECK(screen.shows("Is there any threat to life?"));
  fill(screen, "83");
  for (int i = 0; i < 2 && screen.commands.empty(); ++i) screen.key(Key::enter, true);
  REQUIRE(screen.commands.size() == 1);
  CHECK(std::get<RegisterCase>(screen.commands[0].command).triage->need == Need::confusion);
}

TEST_CASE("navigator: a referral taken by keyboard alone becomes its command", "[views]") {
  Screen screen = with_form();
  fill(screen, "14/02/1943");
  CHECK(screen.shows("Ready to be registered"));
  screen.key(Key::enter, true);
  if (screen.commands.empty()) screen.key(Key::enter, true);  // a likely duplicate asks once more
  REQUIRE(screen.commands.size() == 1);
  const auto& referral = std::get<RegisterCase>(screen.commands[0].command).referral;
  CHECK(referral.source == Source::call_for_care);
  CHECK(referral.referrer == "Dr S. Obi, Sandown Health Centre");
  CHECK(referral.person.name == "Mabel Invented");
  CHECK(referral.person.nhs_number == "9990000018");
  CHECK(referral.person.sex == "female");
  CHECK(referral.person.born.has_value());
  CHECK(referral.location.address == "2 Invented Lane");
  CHECK(referral.location.locality == "Lake");
  CHECK(referral.summary == "New confusion");
  CHECK(std::get<RegisterCase>(screen.commands[0].command).triage->need == Need::confusion);
}

TEST_CASE("navigator: wrong input says what is wrong at its field, and nothing typed is lost", "[views]") {
  Screen screen = with_form();
  fill(screen, "hundred");
  screen.key(Key::enter, true);
  CHECK(screen.commands.empty());
  CHECK(screen.shows("Not registered yet: 1 thing is needed. All that you wrote is kept."));
  CHECK(screen.shows("write the age in years, or the day of birth as 14/02/1943"));
  CHECK(screen.shows("not understood"));
  for (const char* typed : {"hundred", "Mabel Invented", "2 Invented Lane"}) CHECK(screen.shows(typed));
  // Put aside and brought back: still all there.
  screen.key(Key::escape);
  CHECK_FALSE(screen.shows("2 Invented Lane"));
  CHECK(screen.shows("goes on with the unfinished referral"));
  screen.type("n");
  for (const char* typed : {"hundred", "Mabel Invented", "2 Invented Lane"}) CHECK(screen.shows(typed));
}

TEST_CASE("navigator: a form that the hub refused comes back with Ctrl Z as it was written", "[views]") {
  Screen screen = with_form();
  fill(screen, "83");
  for (int i = 0; i < 2 && screen.commands.empty(); ++i) screen.key(Key::enter, true);
  REQUIRE(screen.commands.size() == 1);
  CHECK_FALSE(screen.shows("Mabel Invented"));
  screen.shell().answered({screen.commands[0].text, false, "the hub is stopping; give it again in a minute", {}},
                          screen.facts.now);
  screen.frame();
  CHECK(screen.shows("the hub is stopping"));
  CHECK(screen.shows("the last referral again, as it was written"));
  screen.letter('Z');
  for (const char* typed : {"Mabel Invented", "2 Invented Lane", "999 000 0018"}) CHECK(screen.shows(typed));
}

TEST_CASE("navigator: letters in a field of the form never act on the screen below", "[views]") {
  Screen screen = with_form();
  ask_red_flags(screen);
  screen.type("Nurse at The Cedars: C D T X / ? 123");
  CHECK(screen.commands.empty());
  CHECK(screen.shows("Nurse at The Cedars: C D T X / ? 123"));
  CHECK_FALSE(screen.shell().state().help);
}

// Other clinical content comes while somebody is writing: a yes is a yes, and no field is lost.
TEST_CASE("navigator: new clinical content in the middle of a form takes nothing away", "[views]") {
  Screen screen = navigator();
  const auto whole = screen.facts.picture;
  auto picture = *whole;
  auto bare = std::make_shared<Site>(*picture.site);
  bare->clinical = {};
  picture.site = bare;
  screen.facts.picture = std::make_shared<const console::Picture>(picture);
  screen.type("ny");
  screen.key(Key::tab);
  screen.type("Nurse at The Cedars");
  screen.facts.picture = whole;
  screen.frame();
  CHECK(screen.shows("Red flag: ring 999 now"));
  screen.type(", Lake");
  CHECK(screen.shows("Nurse at The Cedars, Lake"));
  screen.key(Key::tab);
  for (int i = 0; i < 40; ++i) screen.key(Key::up);
  screen.type("0");
  CHECK(screen.shows("all red flags asked"));
  CHECK(screen.shows("Red flag: ring 999 now"));
}

// Thousands of keys in no order: every one is taken, and what is sent holds only what the fields hold.
TEST_CASE("navigator: whatever is pressed, triage and form stand", "[views]") {
  constexpr std::string_view typed = "ynu0123456789fcmspaegdl ?.x";
  constexpr Key keys[] = {Key::tab, Key::up, Key::down, Key::left, Key::right, Key::backspace, Key::del, Key::enter};
  std::uint32_t drawn = 20261122;
  const auto below = [&](std::uint32_t n) {
    drawn = drawn * 1664525U + 1013904223U;
    return (drawn >> 8) % n;
  };
  for (const bool in_form : {true, false}) {
    Screen screen = navigator(1366, 768);
    screen.shell().state().selected = CaseId{1038};
    if (in_form)
      screen.type("n");
    else
      screen.key(Key::tab);
    for (int i = 0; i < 1500; ++i) {
      widgets::Input input;
      for (std::uint32_t n = below(4); n > 0; --n)
        input.typed += typed[below(static_cast<std::uint32_t>(typed.size()))];
      if (below(3) == 0) input.keys.push_back({keys[below(std::size(keys))], 0, false, below(4) == 0, false});
      screen.frame(input);
    }
    const auto over = overlaps(screen.log);  // a long line scrolls in its field, so what is cut says nothing
    INFO(joined_lines(over));
    CHECK(over.empty());
  }
}

}  // namespace carehub::views
