// The workspaces as text, with the command line of the console.

#include <catch2/catch.hpp>

#include "console/model/text.hpp"
#include "console/model/watch_changes.hpp"
#include "console/model/watch_session.hpp"
#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

struct AtTerminal {
  Evening evening;
  WatchSession session;
  WatchChanges changes;
  Actor who;
  Workplace workplace;

  explicit AtTerminal(Role role = Role::operator_)
      : session({UserName("a.reed"), role, "test"}, workplace_of(role)),
        who{UserName("a.reed"), role, "test"},
        workplace(workplace_of(role)) {
    evening.add(1042, minutes{30});
    evening.offer(evening.of(1042), {"CR2", "CR1"});
    evening.add(1040, minutes{70});
    evening.alert(17, AlertKind::silent_team, Severity::medium, {}).team = TeamId{"PM2"};
    evening.publish();
  }
  [[nodiscard]] static LinkFacts link(bool live = true) {
    LinkFacts facts;
    facts.live = live;
    facts.age = seconds{live ? 0 : 9};
    return facts;
  }
  WatchDid enter(std::string_view text) { return session.enter(text, evening.picture, evening.now, nullptr); }
  [[nodiscard]] std::string page() const { return session.page(evening.picture, evening.now, link(), 100, nullptr); }
  std::vector<std::string> news(bool live = true) {
    return changes.update({evening.picture, evening.now, link(live), who, workplace, session.selected()});
  }
};

std::string all_of(const std::vector<std::string>& lines) {
  return joined(lines, "\n");
}

}  // namespace

TEST_CASE("watch: a line is read by the very words of the console", "[model]") {
  AtTerminal at;
  UiContext context;
  context.user = at.who.user;
  context.role = at.who.role;
  for (const auto* text : {"A 1042 CR2", "A 1042 CR1", "A 9999 CR2", "N 1042", "U 1042 ", "foo ", "A 10", ""}) {
    const auto here = at.session.read(text, at.evening.picture, at.evening.now, nullptr);
    const auto there = parse(text, at.evening.picture, at.evening.now, context);
    INFO(text);
    CHECK(here.preview == there.preview);
    CHECK(here.error == there.error);
    CHECK(here.missing == there.missing);
    CHECK(here.command.has_value() == there.command.has_value());
  }
}

TEST_CASE("watch: a whole line is a command, another says what is wrong and sends nothing", "[model]") {
  AtTerminal at;
  const auto sent = at.enter("A 1042 CR2");
  REQUIRE(sent.commands.size() == 1);
  CHECK(std::get<AllocateTeam>(sent.commands.front().command).team == TeamId{"CR2"});
  CHECK(sent.commands.front().text == "A 1042 CR2");
  CHECK_THAT(sent.preview, Contains("send CR2 to 1042") && !Contains("Enter"));
  CHECK(at.session.selected() == CaseId{1042});
  const auto wrong = at.enter("A 9999 CR2");
  CHECK(wrong.wrong);
  CHECK(wrong.commands.empty());
  CHECK_THAT(wrong.said, Contains("there is no case 9999"));
  CHECK(at.enter("N").wrong);
}

TEST_CASE("watch: SHOW has the case whole, with its options and whoever is not offered and why", "[model]") {
  AtTerminal at;
  CHECK(at.enter("SHOW 1042").shows);
  CHECK_THAT(at.page(), Contains("CASE 1042") && Contains("OPTIONS for 1042") && Contains("1 CR2") &&
                            Contains("write A 1042 CR2") && Contains("SINCE") && Contains("Clock"));
  static_cast<void>(at.enter("SHOW next"));
  CHECK(at.session.selected() == CaseId{1040});
  static_cast<void>(at.enter("SHOW next"));
  CHECK(at.session.selected() == CaseId{1040});
  static_cast<void>(at.enter("SHOW first"));
  CHECK(at.session.selected() == CaseId{1042});
  static_cast<void>(at.enter("SHOW none"));
  CHECK_FALSE(at.session.selected().given());
}

TEST_CASE("watch: every part that a word names says something of its own", "[model]") {
  AtTerminal at;
  static_cast<void>(at.enter("SHOW 1042"));
  for (const auto& [word, says] :
       std::initializer_list<std::pair<const char*, const char*>>{{"CASES", "CASES by time left"},
                                                                  {"ALERTS", "ALERTS: 1 open"},
                                                                  {"OPTIONS", "OPTIONS for 1042"},
                                                                  {"WHY", "1042"},
                                                                  {"TEAMS", "TEAMS"},
                                                                  {"PLACES", "PLACES"},
                                                                  {"TIMELINE", "TIMELINE"},
                                                                  {"SHIFT", "no shift was handed over"},
                                                                  {"AHEAD", "ahead"},
                                                                  {"OVERVIEW", "CASES by time left"},
                                                                  {"F lake", "1042"},
                                                                  {"?", "TRY line"}}) {
    INFO(word);
    const auto did = at.enter(word);
    CHECK(did.shows);
    CHECK_THAT(at.page(), Contains(says, Catch::CaseSensitive::No));
  }
}

TEST_CASE("watch: a navigator sees the worklist, a manager the board and no case", "[model]") {
  AtTerminal navigator(Role::navigator);
  navigator.evening.of(1040).status = CaseStatus::received;
  navigator.evening.of(1040).triage.reset();
  navigator.evening.publish();
  CHECK_THAT(navigator.page(), Contains("WORKLIST by time left: 1") && Contains("1040") && Contains("nobody's"));
  AtTerminal manager(Role::manager);
  CHECK_THAT(manager.page(), Contains("CAPACITY (no patient data)") && !Contains("1042"));
  static_cast<void>(manager.enter("CASES"));
  CHECK_THAT(manager.page(), !Contains("1042"));
}

TEST_CASE("watch: what changes is said once, by name", "[model]") {
  AtTerminal at;
  CHECK(at.news().empty());
  CHECK(at.news().empty());
  at.evening.add(1050, minutes{90});
  at.evening.alert(18, AlertKind::breached, Severity::high, CaseId{1042});
  auto& c = at.evening.of(1042);
  c.status = CaseStatus::en_route;
  c.assignment = Assignment{UnitKind::team, "CR2", {}, at.evening.now, {}, {}, {}, {}, false};
  at.evening.of(1040).status = CaseStatus::advised;
  at.evening.publish();
  const auto said = all_of(at.news());
  CHECK_THAT(said, Contains("new: 1050") && Contains("changed: 1042 New confusion, Lake: on the way, CR2") &&
                       Contains("closed: 1040") && Contains("alert: high: 18"));
  CHECK(at.news().empty());
}

TEST_CASE("watch: a breach and a silent hub are said when they begin, and when they end", "[model]") {
  AtTerminal at;
  CHECK(at.news().empty());
  at.evening.now += minutes{31};
  CHECK_THAT(all_of(at.news()), Contains("breached: 1042"));
  CHECK_THAT(all_of(at.news(false)), Contains("link: stale since"));
  CHECK(at.news(false).empty());
  CHECK_THAT(all_of(at.news(true)), Contains("live again"));
}

TEST_CASE("watch: a storm of changes is counted, not read out", "[model]") {
  AtTerminal at;
  CHECK(at.news().empty());
  for (std::uint64_t id = 2000; id < 2100; ++id) at.evening.add(id, minutes{90});
  at.evening.publish();
  const auto lines = at.news();
  CHECK(lines.size() == WatchChanges::lines_most + 1);
  CHECK_THAT(lines.back(), Contains("80 more"));
}

TEST_CASE("watch: what people wrote cannot move the cursor of a terminal", "[model]") {
  AtTerminal at;
  at.evening.of(1042).referral.narrative =
      "up \x1b[2J\x07 and \xC2\x9B"
      "31m down\nnext";
  at.evening.publish();
  static_cast<void>(at.enter("SHOW 1042"));
  const auto page = at.page();
  for (const char c : page) CHECK((c == '\n' || (static_cast<unsigned char>(c) >= 32 && c != 127)));
  CHECK_THAT(page, !Contains("\xC2\x9B"));
}
