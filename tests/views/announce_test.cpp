// Alerts that are new to a person: announced, at most ten in ten minutes, the rest counted and in reach.
#include <catch2/catch.hpp>

#include "console/app/chime.hpp"
#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

// `count` alerts, each of another kind of object and cause.
Screen with_alerts(std::size_t count) {
  Screen screen;
  auto picture = *screen.facts.picture;
  picture.alerts.clear();
  for (std::size_t i = 0; i < count; ++i) {
    Alert alert;
    alert.id = AlertId{100 + i};
    alert.version = 1;
    alert.kind = i % 2 == 0 ? AlertKind::silent_team : AlertKind::stale_capacity;
    alert.severity = Severity::medium;
    alert.team = TeamId("CR2");
    alert.text = "CR2: not heard";
    alert.raised = screen.facts.now - seconds(30);
    picture.alerts.insert_or_assign(alert.id, std::make_shared<const Alert>(alert));
  }
  screen.facts.picture = std::make_shared<const console::Picture>(std::move(picture));
  return screen;
}

}  // namespace

TEST_CASE("announce: a new alert is announced once and marked for a while", "[views]") {
  Screen screen = with_alerts(1);
  screen.frame();
  CHECK(screen.announced == 1);
  screen.facts.now += seconds(2);
  screen.frame();
  CHECK(screen.announced == 1);
  CHECK_FALSE(screen.shows("not announced"));
}

TEST_CASE("announce: a flood of ten thousand announces ten, counts the rest, and every one is in reach", "[views]") {
  Screen screen = with_alerts(10'000);
  screen.frame();
  CHECK(screen.announced == 10);
  CHECK(screen.shows("10000 open"));
  CHECK(screen.shows("9990 not"));
  screen.key(widgets::Key::f8);  // the first action; the groups hold all of them
  CHECK(screen.shows("Alerts: 10000 open"));
  screen.facts.now += minutes(11);
  screen.frame();
  CHECK(screen.announced == 20);
}

TEST_CASE("announce: the chime is a sound file of its length", "[views]") {
  const std::string wav = app::chime_wav();
  CHECK(wav.substr(0, 4) == "RIFF");
  CHECK(wav.substr(8, 8) == "WAVEfmt ");
  CHECK(wav.size() == 44 + 2 * 2 * 16'000 * 180 / 1000);
}

}  // namespace carehub::views
