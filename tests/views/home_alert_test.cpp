#include <catch2/catch.hpp>

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

using widgets::Key;

// The sample evening with one alert more, which leads the list.
Screen with_alert(bool of_home) {
  Screen screen;
  auto picture = *screen.facts.picture;
  picture.alerts.clear();
  Alert alert;
  alert.id = AlertId{77};
  alert.version = 1;
  alert.kind = of_home ? AlertKind::resident_unwell : AlertKind::silent_team;
  alert.severity = Severity::high;
  if (of_home)
    alert.resident = ResidentId("SV-014");
  else
    alert.team = TeamId("CR2");
  alert.text = of_home ? "Solent View, SV-014: low blood glucose" : "CR2: not heard since 19:20";
  alert.raised = screen.facts.now - minutes(2);
  picture.alerts.insert_or_assign(alert.id, std::make_shared<const Alert>(alert));
  screen.facts.picture = std::make_shared<const console::Picture>(std::move(picture));
  return screen;
}

}  // namespace

TEST_CASE("homes: one key in the list of alerts opens the case, once", "[views]") {
  Screen screen = with_alert(true);
  screen.key(Key::f8);
  REQUIRE(screen.shows("Solent View, SV-014: low blood glucose"));
  CHECK(screen.shows("open case"));
  screen.type("C");
  REQUIRE(screen.commands.size() == 1);
  const auto* command = std::get_if<OpenCaseFromAlert>(&screen.commands.front().command);
  REQUIRE(command != nullptr);
  CHECK(command->alert == AlertId{77});
}

TEST_CASE("homes: the key does nothing on an alert about a team", "[views]") {
  Screen screen = with_alert(false);
  screen.key(Key::f8);
  screen.type("c");
  CHECK(screen.commands.empty());
}

}  // namespace carehub::views
