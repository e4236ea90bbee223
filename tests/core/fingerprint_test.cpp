#include "dispatcher/core/fingerprint.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <bit>
#include <set>
#include <utility>

using namespace carehub;

namespace {

using Words = std::vector<std::uint64_t>;

core::Fingerprint fingerprint_of(const Words& words) {
  core::Mixer mixer(1);
  for (const std::uint64_t word : words) mixer.absorb(word);
  return mixer.result();
}

// Longer than what the mixer gathers before it works.
rc::Gen<Words> words() {
  return rc::gen::resize(300, rc::gen::arbitrary<Words>());
}

int bits_that_differ(core::Fingerprint a, core::Fingerprint b) {
  return std::popcount(a.high ^ b.high) + std::popcount(a.low ^ b.low);
}

}  // namespace

TEST_CASE("fingerprint: another word, another order or another length gives another one", "[core]") {
  REQUIRE(rc::check([] {
    const Words some = *rc::gen::nonEmpty(words());
    const auto at = *rc::gen::inRange<std::size_t>(0, some.size());
    Words other = some;
    other[at] ^= std::uint64_t{1} << *rc::gen::inRange(0, 64);
    RC_ASSERT(fingerprint_of(other) != fingerprint_of(some));
    Words longer = some;
    longer.push_back(0);
    RC_ASSERT(fingerprint_of(longer) != fingerprint_of(some));
    Words swapped = some;
    std::swap(swapped[at], swapped.back());
    RC_ASSERT((fingerprint_of(swapped) == fingerprint_of(some)) == (swapped == some));
  }));
}

TEST_CASE("fingerprint: one bit of what is mixed turns about half of the bits", "[core]") {
  const Words some = {1001, 3, 0, 0, 1, 7};
  for (std::size_t word = 0; word < some.size(); ++word) {
    for (int bit = 0; bit < 64; ++bit) {
      Words other = some;
      other[word] ^= std::uint64_t{1} << bit;
      CAPTURE(word, bit);
      CHECK(bits_that_differ(fingerprint_of(some), fingerprint_of(other)) > 32);
    }
  }
}

TEST_CASE("fingerprint: small numbers in a row have no two alike", "[core]") {
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
  for (std::uint64_t a = 0; a < 200; ++a) {
    for (std::uint64_t b = 0; b < 200; ++b) {
      const core::Fingerprint one = fingerprint_of({a, b});
      seen.emplace(one.high, one.low);
    }
  }
  REQUIRE(seen.size() == 200 * 200);
}

TEST_CASE("fingerprint: what travel times have gained since counts only where it is used", "[core]") {
  const TravelModel travel;
  core::Mixer as_it_was(1), as_it_is(1);
  core::mix(as_it_was, travel.detour_percent);
  core::mix(as_it_was, travel.kmh_by_hour);
  core::mix(as_it_was, travel.fixed_s);
  core::mix(as_it_was, travel.person_kmh);
  core::mix(as_it_was, travel.person_fixed_s);
  core::mix(as_it_was, travel.barriers);
  core::mix(as_it_is, travel);
  const core::Fingerprint before = as_it_was.result();
  CHECK(as_it_is.result() == before);
  TravelModel learning = travel, measured = travel;
  learning.learn = true;
  measured.matrix.zones = {{"Ryde", {50'728'000, -1'162'000}}};
  for (const TravelModel& other : {learning, measured}) {
    core::Mixer mixer(1);
    core::mix(mixer, other);
    CHECK_FALSE(mixer.result() == before);
  }
}
