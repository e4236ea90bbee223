#include "tools/simulate/day.hpp"
#include "tests/support/paths.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <numeric>
#include <set>

#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/words.hpp"
#include "protocols/site/load.hpp"
#include "tools/simulate/ground.hpp"
#include "tools/simulate/people.hpp"
#include "tools/simulate/stories.hpp"

using namespace carehub;
using namespace carehub::tools::simulate;

namespace {

Site shipped(const std::string& name) {
  return site::load_site(std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/sites" / (name + ".toml")).value().site;
}

constexpr LocalDay sunday{20'779};  // 2026-11-22
constexpr int days = 28;

bool same(const Call& a, const Call& b) {
  return a.key == b.key && a.at == b.at && a.need == b.need && a.command.referral == b.command.referral &&
         a.command.triage == b.command.triage && a.rings_again == b.rings_again;
}

}  // namespace

TEST_CASE("day: the same seed makes the same day, another seed another", "[simulate]") {
  const auto site = shipped("isle-of-wight");
  const auto first = calls_of_day(site, {7, 1.0}, sunday);
  const auto again = calls_of_day(site, {7, 1.0}, sunday);
  REQUIRE(first.size() == again.size());
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(same(first[i], again[i]));
  const auto other = calls_of_day(site, {8, 1.0}, sunday);
  CHECK((other.size() != first.size() || !same(other[0], first[0])));
  const auto monday = calls_of_day(site, {7, 1.0}, LocalDay{sunday.days + 1});
  CHECK(monday.front().key != first.front().key);
}

TEST_CASE("day: four weeks hold as many calls of each source as the site says", "[simulate]") {
  for (const char* name : {"isle-of-wight", "mid-nottinghamshire"}) {
    const auto site = shipped(name);
    std::array<double, enum_count<Source>> wanted{}, made{};
    for (const auto& stream : site.demand) {
      const auto week = std::accumulate(stream.day_factors_percent.begin(), stream.day_factors_percent.end(), 0);
      wanted[static_cast<std::size_t>(stream.source)] += stream.per_day_x100 / 100.0 * week / 700.0;
    }
    for (int day = 0; day < days; ++day)
      for (const auto& call : calls_of_day(site, {11, 1.0}, LocalDay{sunday.days + day}))
        made[static_cast<std::size_t>(call.command.referral.source)] += 1.0 / days;
    for_each_value<Source>([&](Source source) {
      const auto i = static_cast<std::size_t>(source);
      INFO(name << " " << words(source));
      std::printf("%s %s: %.1f a day, wanted %.1f\n", name, std::string(words(source)).c_str(), made[i], wanted[i]);
      // Four standard errors of a Poisson mean.
      CHECK(std::abs(made[i] - wanted[i]) <= 4 * std::sqrt(wanted[i] / days));
    });
  }
}

TEST_CASE("day: a factor of two doubles the calls", "[simulate]") {
  const auto site = shipped("isle-of-wight");
  const auto once = calls_of_day(site, {7, 1.0}, sunday).size();
  const auto twice = calls_of_day(site, {7, 2.0}, sunday).size();
  CHECK(static_cast<double>(twice) == Approx(2.0 * static_cast<double>(once)).epsilon(0.2));
  CHECK(calls_of_day(site, {7, 0.0}, sunday).empty());
}

TEST_CASE("day: a weekday evening has its cliff at 18:00", "[simulate]") {
  const auto site = shipped("isle-of-wight");
  int before = 0, after = 0;
  for (int week = 0; week < 8; ++week)
    for (const auto& call : calls_of_day(site, {3, 1.0}, LocalDay{sunday.days + 3 + 7 * week})) {
      if (call.command.referral.source != Source::nhs111) continue;
      const auto hour = local_time(site.calendar, call.at).second_of_day / 3600;
      before += hour == 17 ? 1 : 0;
      after += hour == 18 ? 1 : 0;
    }
  CHECK(after > before * 3 / 2);
}

TEST_CASE("day: everybody is invented", "[simulate]") {
  const auto valid = test_nhs_numbers();
  CHECK(valid.size() > 900);
  const std::set<std::string> numbers(valid.begin(), valid.end());
  CHECK(numbers.contains("9990000018"));
  for (const char* name : {"isle-of-wight", "mid-nottinghamshire"}) {
    const auto site = shipped(name);
    std::set<std::string> phones;
    for (const auto& call : calls_of_day(site, {5, 1.0}, sunday)) {
      const auto& person = call.command.referral.person;
      CHECK((person.nhs_number.empty() || numbers.contains(person.nhs_number)));
      CHECK((person.nhs_number_status == NhsNumberStatus::well_formed) == !person.nhs_number.empty());
      REQUIRE(person.contacts.size() == 1);
      const auto& phone = person.contacts[0].phone;
      CHECK((phone.starts_with("07700 900") || phone.starts_with("01632 960")));
      CHECK(phone.size() == 12);
      CHECK(phones.insert(phone).second);
      CHECK_FALSE(person.name.empty());
      CHECK(person.age_years.has_value());
    }
  }
}

TEST_CASE("day: every call is on land, near a locality, and makes sense", "[simulate]") {
  for (const char* name : {"isle-of-wight", "mid-nottinghamshire"}) {
    const auto site = shipped(name);
    for (int day = 0; day < 3; ++day)
      for (const auto& call : calls_of_day(site, {5, 1.0}, LocalDay{sunday.days + day})) {
        const auto& referral = call.command.referral;
        REQUIRE(referral.location.position.has_value());
        CHECK(on_land(site, *referral.location.position));
        CHECK(metres_between(nearest_locality(site, *referral.location.position)->centre, *referral.location.position) <
              4000);
        CHECK_FALSE(referral.summary.empty());
        CHECK_FALSE(referral.narrative.empty());
        CHECK(call.need != Need::unknown);
        CHECK(referral.ambulance.validation == (referral.source == Source::ambulance999));
        if (referral.ambulance.validation) {
          CHECK(*referral.ambulance.breach_at > call.at);
          CHECK(referral.ambulance.category != AmbulanceCategory::c1);
          CHECK(referral.ambulance.category != AmbulanceCategory::c2a);
        }
        if (!call.red_flags.empty()) CHECK_FALSE(call.command.triage.has_value());
      }
  }
}

TEST_CASE("day: every need has stories whose ages can be", "[simulate]") {
  for_each_value<Need>([](Need need) {
    if (need == Need::unknown) return;
    for (const auto& story : stories_of(need)) {
      CHECK(story.need == need);
      CHECK(story.youngest <= story.oldest);
      CHECK(story.oldest <= 110);
    }
  });
}
