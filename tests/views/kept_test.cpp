// What is given while the hub is not heard: on the disk, on the screen, and sent once when the hub is back.
#include <catch2/catch.hpp>

#include <condition_variable>
#include <fstream>

#include "console/app/folders.hpp"
#include "console/app/kept_file.hpp"
#include "console/app/kept_keeper.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using console::KeptCommand;
using widgets::Key;

KeptCommand kept_note(std::uint8_t number, std::string text, Instant given) {
  CommandId id;
  id.bytes[0] = number;
  return {id, AddNote{CaseId{1042}, text, given}, "N 1042 " + text, given, true, {}, {}, CaseId{1042}};
}

Screen offline_with(std::vector<KeptCommand> all, std::vector<std::string> troubles = {}, float width = 1920,
                    float height = 1080, bool navigator = false) {
  Screen screen(navigator ? make_navigator() : make_operator(), width, height);
  screen.facts.link.live = false;
  screen.facts.link.text = "no sign of life from the dispatcher; trying again";
  std::vector<CommandId> shown;
  for (const auto& one : all) shown.push_back(one.id);
  screen.facts.kept = std::make_shared<const KeptFacts>(std::move(all), std::move(shown), std::move(troubles));
  screen.frame();
  return screen;
}

CaseId any_open(const Screen& screen) {
  for (const auto& [id, c] : screen.facts.picture->cases)
    if (is_open(c->status)) return id;
  return {};
}

}  // namespace

TEST_CASE("kept: what waits for the hub is counted on the screen, and F12 shows each with its time", "[views]") {
  Screen screen = offline_with({kept_note(1, "ate well", evening - minutes(4)), kept_note(2, "sleeps", evening)});
  CHECK(screen.shows("kept on this console, not with the hub yet: 2 notes, the oldest of 19:38"));
  screen.key(Key::f12);
  CHECK(screen.shows("N 1042 ate well"));
  CHECK(screen.shows("N 1042 sleeps"));
  CHECK(screen.shows("Given here, 19:38"));
  CHECK(screen.shows("it will count from the time it was given"));
  screen.key(Key::escape);
  CHECK_FALSE(screen.shows("Given here"));
}

TEST_CASE("kept: an emergency that the hub has not heard stands in red, until it is with the hub", "[views]") {
  for (const bool at_desk : {false, true})
    for (const auto& [width, height] : sizes) {
      CAPTURE(at_desk, width);
      RegisterCase referral;
      referral.referral.person.name = "Ann Bly";
      referral.referral.summary = "chest pain";
      const Screen at_site;
      referral.referral.red_flags = {at_site.facts.picture->site->clinical.red_flags.front().code};
      const auto flag = at_site.facts.picture->site->clinical.red_flags.front().words;
      KeptCommand one = kept_note(1, "", evening - minutes(4));
      one.command = referral;
      one.text = "new referral: chest pain";
      one.about = {};
      const KeptCommand note = kept_note(2, "ate well", evening - minutes(9));
      Screen screen = offline_with({note, one}, {}, width, height, !at_desk);
      const auto says_so = [&] {
        return screen.shows("The hub has NOT heard of the emergency given at 19:38: ring 999 yourself");
      };
      CHECK(says_so());
      CHECK_FALSE(screen.shows("Nothing waits for a clinician"));
      check_layout(screen);
      screen.letter('L');
      CHECK(says_so());
      CHECK_FALSE(screen.shows("Ann Bly"));
      check_layout(screen);
      screen.letter('L');
      screen.key(Key::f12);
      CHECK(screen.shows("! 999 not heard"));
      CHECK(screen.shows("The hub has NOT heard this: ring 999 yourself"));
      CHECK(screen.shows(flag.substr(0, 12)));
      check_layout(screen);
      screen.key(Key::escape);
      screen.facts.kept = std::make_shared<const KeptFacts>(std::vector{note}, std::vector{note.id});
      screen.frame();
      CHECK_FALSE(says_so());
    }
}

TEST_CASE("kept: a command that waits for a hub that is gone does not say that it is being sent", "[views]") {
  Screen screen;
  screen.facts.pending.push_back({"N 1042 ate well", seconds(58)});
  screen.frame();
  CHECK(screen.shows("sending: N 1042 ate well"));
  screen.facts.link.live = false;
  screen.frame();
  CHECK_FALSE(screen.shows("sending"));
  CHECK(screen.shows("not sent: the hub is gone"));
}

TEST_CASE("kept: a refusal stands beside what the hub has until a person has looked", "[views]") {
  KeptCommand one = kept_note(1, "ate well", evening - minutes(4));
  one.refusal = "case 1042 is closed";
  Screen screen = offline_with({one});
  screen.facts.link.live = true;
  screen.frame();
  CHECK(screen.shows("1 of what was kept here needs a person to look"));
  screen.key(Key::f12);
  CHECK(screen.shows("the hub refused it: case 1042 is closed"));
  CHECK(screen.shows("What the hub has"));
  CHECK(screen.shows("let it go"));
}

TEST_CASE("kept: everything of it is readable on a small and a large screen", "[views]") {
  for (const auto& [width, height] : sizes) {
    CAPTURE(width);
    std::vector<KeptCommand> all;
    for (std::uint8_t i = 1; i < 30; ++i) all.push_back(kept_note(i, fmt::format("note number {}", i), evening));
    all[3].refusal = "the case was closed at 19:40 by M. Cole after the person went to stay with her daughter";
    RegisterCase referral;
    referral.referral.person.name = "Ann Bly";
    referral.referral.location.address = "14 Fairlee Road, Newport";
    referral.received = evening;
    all[4] = {all[4].id, referral, "new referral: off food two days", evening, true, {}, {}, {}};
    Screen screen = offline_with(all, {"2 kept in the memory of this console only, write them on paper: no space left"},
                                 width, height);
    check_layout(screen);
    screen.key(Key::f12);
    check_layout(screen);
    for (int i = 0; i < 2; ++i) screen.key(Key::down);
    check_layout(screen);
  }
}

TEST_CASE("kept: what is on the disk is there again for the same person, and nothing of another's is sent", "[views]") {
  const support::TemporaryFolder folder;
  {
    app::KeptKeeper keeper(folder.path(), "a.reed-operator", {});
    CHECK(keeper.read().empty());
    keeper.keep(kept_note(1, "ate well", evening - minutes(4)));
    keeper.keep(kept_note(2, "sleeps", evening - minutes(5)));
    keeper.keep(kept_note(3, "answered", evening));
    keeper.drop(kept_note(3, "", evening).id);
  }
  app::KeptKeeper again(folder.path(), "a.reed-operator", {});
  const auto found = again.read();
  REQUIRE(found.size() == 2);
  CHECK(found[0].text == "N 1042 sleeps");  // in the order given
  CHECK(found[1].text == "N 1042 ate well");
  CHECK(std::get<AddNote>(found[1].command).at == evening - minutes(4));
  CHECK(again.troubles().empty());

  app::KeptKeeper other(folder.path(), "m.cole-navigator", {});
  CHECK(other.read().empty());
  REQUIRE(other.troubles().size() == 1);
  CHECK(other.troubles()[0].find("2 kept here for a.reed-operator") == 0);
  using std::filesystem::perms;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path() / "a.reed-operator"))
    CHECK((entry.status().permissions() & (perms::group_all | perms::others_all)) == perms::none);
}

TEST_CASE("kept: a file that cannot be read is left as it is and said", "[views]") {
  const support::TemporaryFolder folder;
  const auto file = folder / "a.reed-operator" / "00ff.kept";
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << "carehub kept command 1\n\xFF\xFF";
  const auto found = app::read_kept(folder.path(), "a.reed-operator");
  CHECK(found.own.empty());
  REQUIRE(found.troubles.size() == 1);
  CHECK(found.troubles[0].find("00ff.kept") != std::string::npos);
  CHECK(std::filesystem::exists(file));
}

TEST_CASE("kept: a disk that takes nothing is said, and what is kept stays on the screen", "[views]") {
  const support::TemporaryFolder folder;
  std::ofstream(folder / "in the way") << "a file where the folder should be";
  std::mutex mutex;
  std::condition_variable tried;
  int count = 0;
  app::KeptKeeper keeper(folder / "in the way", "a.reed-operator", [&] {
    const std::scoped_lock lock(mutex);
    ++count;
    tried.notify_all();
  });
  keeper.keep(kept_note(1, "ate well", evening));
  std::unique_lock lock(mutex);
  REQUIRE(tried.wait_for(lock, std::chrono::seconds(20), [&] { return count > 0; }));
  REQUIRE(keeper.troubles().size() == 1);
  CHECK(keeper.troubles()[0].find("1 kept in the memory of this console only") == 0);
  CHECK(keeper.all().size() == 1);
}

TEST_CASE("kept: what is written reads the same", "[views]") {
  KeptCommand one = kept_note(7, "Zoë: \xE2\x80\x9Cno\xE2\x80\x9D", evening);
  one.refusal = "closed";
  const auto read = app::decode_kept(app::encode_kept(one));
  REQUIRE(read.has_value());
  CHECK(read->id == one.id);
  CHECK(read->text == one.text);
  CHECK(read->given == one.given);
  CHECK(read->refusal == "closed");
  CHECK(std::get<AddNote>(read->command).text == std::get<AddNote>(one.command).text);
  CHECK_FALSE(app::decode_kept("something else").has_value());
}

TEST_CASE("kept: while the hub is not heard a case can still be looked at and a note written", "[views]") {
  Screen screen = offline_with({});
  screen.shell().state().selected = any_open(screen);
  screen.frame();
  screen.type("/");
  screen.type(fmt::format("N {} ate well", screen.shell().state().selected.value));
  screen.key(Key::enter);
  REQUIRE(screen.commands.size() == 1);
  CHECK(std::get<AddNote>(screen.commands[0].command).text == "ate well");
}

}  // namespace carehub::views
