// A day of each shipped hub in time-lapse, with everything that must never happen looked for.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <filesystem>

#include "protocols/site/load.hpp"
#include "tests/support/paths.hpp"
#include "tools/rehearsal/profile.hpp"
#include "tools/rehearsal/watch.hpp"

using namespace carehub;
using namespace carehub::tools;

namespace {

std::shared_ptr<const Site> site_of(const std::filesystem::path& file) {
  auto loaded = site::load_site(file);
  REQUIRE(loaded.has_value());
  REQUIRE(loaded->usable());
  return std::make_shared<const Site>(std::move(loaded->site));
}

struct Rehearsed {
  std::vector<rehearsal::Fault> faults;
  rehearsal::WatchedCounts counts;
  rehearsal::Profile profile;
};

Rehearsed rehearse(const std::shared_ptr<const Site>& site, hours length, const std::set<simulate::Desk>& absent = {}) {
  const auto from = parse_iso8601("2026-11-23T06:00:00Z").value();
  rehearsal::Watch watch(site);
  rehearsal::HubInProcess hub(site, from, &watch);
  simulate::Shift shift(site,
                        {.seed = 3, .staff = simulate::Staff::full, .calls_factor = 1.0, .warm_start = minutes{75}});
  hub.play(shift, from + length, seconds{60}, absent);
  return {watch.faults(), watch.counts(), rehearsal::profile_of(*site, hub.state(), from, hub.now())};
}

void check_no_fault(const Rehearsed& done) {
  for (const auto& fault : done.faults) FAIL_CHECK(iso8601(fault.at) << " " << fault.rule << ": " << fault.text);
}

std::filesystem::path isle_of_wight() {
  return std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/sites/isle-of-wight.toml";
}

}  // namespace

TEST_CASE("rehearsal: a week of each hub, no case stuck, and nothing that must never happen", "[simulate]") {
  int hubs = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/sites")) {
    if (entry.path().extension() != ".toml") continue;
    ++hubs;
    const auto site = site_of(entry.path());
    INFO(site->name);
    const auto done = rehearse(site, hours{7 * 24});
    check_no_fault(done);
    CHECK(done.profile.stuck == 0);
    CHECK(done.counts.offers > 700);
    CHECK(done.counts.clocks > 700);
  }
  CHECK(hubs == 9);
}

TEST_CASE("rehearsal: with nobody to validate, the fail-safe fires before every validation time", "[simulate]") {
  const auto done = rehearse(site_of(isle_of_wight()), hours{12}, {simulate::Desk::navigator});
  check_no_fault(done);
  CHECK(done.counts.validations > 5);
  CHECK(done.counts.fail_safes > 0);
}

TEST_CASE("rehearsal: the watch sees what it looks for", "[simulate]") {
  auto site = std::make_shared<Site>(*site_of(isle_of_wight()));
  rehearsal::Watch watch(site);
  core::State state;
  Stamp stamp;
  stamp.at = parse_iso8601("2026-11-23T12:00:00Z").value();
  stamp.actor = {UserName("x"), Role::operator_, "test"};
  const auto see = [&](std::vector<Event> events) {
    for (const auto& event : events) core::evolve(state, event, stamp, ++stamp.sequence);
    watch.decided(state, stamp, {.events = std::move(events), .refusal = {}, .case_id = CaseId{1001}, .message = {}});
  };
  Referral referral;
  referral.person.age_years = 15;
  referral.red_flags = {"chest_pain"};
  see({CaseReceived{CaseId{1001}, referral, stamp.at}});
  Assignment haven;
  haven.kind = UnitKind::place;
  haven.unit = "newport_safe_haven";
  haven.service = ServiceId("safe_haven_adult");
  see({ResponseProposed{CaseId{1001}, haven, {}, {}}});
  Clock clock{
      .kind = ClockKind::two_hour, .started = stamp.at, .due = stamp.at + hours{2}, .stopped = {}, .reason = {}};
  see({ClockStarted{CaseId{1001}, clock}});
  clock.started += minutes{30};
  clock.due += minutes{30};
  see({ClockStarted{CaseId{1001}, clock}, ClockBreached{CaseId{1001}, ClockKind::two_hour}});
  std::set<std::string> rules;
  for (const auto& fault : watch.faults()) rules.insert(fault.rule);
  CHECK(rules == std::set<std::string>{"red flag", "age", "closed", "clock", "warning"});
}
