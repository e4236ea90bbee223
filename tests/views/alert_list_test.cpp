// The list of all alerts (F8): a key acts on the alert that was read.
#include <catch2/catch.hpp>

#include "tests/views/screen.hpp"

namespace carehub::views {
namespace {

void add_team_alert(Screen& screen, std::uint64_t id, AlertKind kind, Severity severity, AlertState state) {
  auto picture = *screen.facts.picture;
  Alert alert;
  alert.id = AlertId{id};
  alert.version = picture.number + 1;
  alert.kind = kind;
  alert.severity = severity;
  alert.state = state;
  alert.team = TeamId("CR" + std::to_string(id));
  alert.text = alert.team.value + ": invented";
  alert.raised = screen.facts.now - minutes(2);
  picture.alerts.insert_or_assign(alert.id, std::make_shared<const Alert>(alert));
  ++picture.number;
  screen.facts.picture = std::make_shared<const console::Picture>(std::move(picture));
}

Screen with_two_alerts() {
  Screen screen;
  auto picture = *screen.facts.picture;
  picture.alerts.clear();
  screen.facts.picture = std::make_shared<const console::Picture>(std::move(picture));
  add_team_alert(screen, 1, AlertKind::silent_team, Severity::medium, AlertState::open);
  add_team_alert(screen, 2, AlertKind::lone_worker, Severity::medium, AlertState::open);
  screen.frame();
  return screen;
}

std::vector<std::uint64_t> acknowledged_in(const Screen& screen) {
  std::vector<std::uint64_t> ids;
  for (const Given& given : screen.commands)
    if (const auto* command = std::get_if<AcknowledgeAlert>(&given.command)) ids.push_back(command->alert.value);
  return ids;
}

}  // namespace

TEST_CASE("alerts: an alert that comes above the chosen one does not take its key", "[views]") {
  Screen screen = with_two_alerts();
  screen.key(widgets::Key::f8);
  add_team_alert(screen, 3, AlertKind::glass_broken, Severity::high, AlertState::open);
  screen.facts.now += seconds(1);
  screen.type("k");
  REQUIRE(acknowledged_in(screen).size() == 1);
  CHECK(acknowledged_in(screen).front() != 3);
}

TEST_CASE("alerts: K takes one open alert after another, each once", "[views]") {
  Screen screen = with_two_alerts();
  screen.key(widgets::Key::f8);
  screen.type("k");
  REQUIRE(acknowledged_in(screen).size() == 1);
  const auto first = acknowledged_in(screen).front();
  // It has come back acknowledged, and stands last.
  add_team_alert(screen, first, first == 1 ? AlertKind::silent_team : AlertKind::lone_worker, Severity::medium,
                 AlertState::acknowledged);
  screen.facts.now += seconds(1);
  screen.frame();
  screen.type("k");
  CHECK(acknowledged_in(screen) == std::vector<std::uint64_t>{first, 3 - first});
}

TEST_CASE("alerts: Shift K takes the alert that the strip marks, also when a worse one has come since", "[views]") {
  Screen screen = with_two_alerts();
  CHECK(screen.shows("CR1: invented"));
  add_team_alert(screen, 3, AlertKind::glass_broken, Severity::high, AlertState::open);
  screen.facts.now += seconds(1);
  screen.facts.steady += seconds(1);
  screen.frame();
  const auto x_of = [&](std::string_view text) {
    for (const auto& seen : screen.log)
      if (seen.panel == "alerts" && seen.shown.find(text) != std::string::npos) return seen.box.min.x;
    return -1.0F;
  };
  CHECK(x_of("CR1: invented") < x_of("CR3: invented"));
  CHECK(x_of("Shift K") > x_of("CR1: invented"));
  CHECK(x_of("Shift K") < x_of("CR3: invented"));
  screen.type("K");
  CHECK(acknowledged_in(screen) == std::vector<std::uint64_t>{1});
  CHECK(screen.commands.front().text == "K 1: CR1: invented");
}

TEST_CASE("alerts: where the marked alert has just become another one, the first Shift K only says so", "[views]") {
  Screen screen = with_two_alerts();
  add_team_alert(screen, 3, AlertKind::glass_broken, Severity::high, AlertState::open);
  screen.facts.now += seconds(30);
  screen.facts.steady += seconds(30);  // long enough to be read
  screen.frame();
  screen.type("K");
  CHECK(acknowledged_in(screen).empty());
  CHECK(screen.shows("another one since"));
  screen.facts.steady += seconds(2);
  screen.type("K");
  CHECK(acknowledged_in(screen) == std::vector<std::uint64_t>{3});
}

TEST_CASE("alerts: the list says each sentence once", "[views]") {
  Screen screen = with_two_alerts();
  screen.key(widgets::Key::f8);
  CHECK(std::ranges::count_if(screen.log, [](const auto& seen) {
          return seen.panel == "all alerts" && seen.shown.find("CR1: invented") != std::string::npos;
        }) == 1);
}

}  // namespace carehub::views
