// Bytes from nowhere, and good bytes damaged, into every decoder that stands at a door. CAREHUB_FUZZ_SEED repeats a
// run.

#include <catch2/catch.hpp>
#include <cstdlib>

#include "protocols/domain/event.hpp"
#include "protocols/wire/codec.hpp"
#include "tests/support/generator.hpp"

using namespace carehub;

namespace {

constexpr int rounds = 3000;

std::uint64_t chosen_seed() {
  const auto* text = std::getenv("CAREHUB_FUZZ_SEED");
  return text == nullptr ? std::random_device{}() : std::strtoull(text, nullptr, 10);
}

std::string damaged(std::string bytes, tests::Generator& dice) {
  for (auto times = 1 + dice.below(4); times > 0 && !bytes.empty(); --times) {
    const auto at = dice.below(bytes.size());
    switch (dice.below(5)) {
      case 0:
        bytes[at] = static_cast<char>(dice.below(256));
        break;
      case 1:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice.below(8)));
        break;
      case 2:
        bytes.erase(at, 1 + dice.below(8));
        break;
      case 3:
        bytes.insert(at, bytes.substr(dice.below(bytes.size()), 1 + dice.below(64)));
        break;
      default:
        bytes.resize(at);
        break;
    }
  }
  return bytes;
}

// What is decoded is a value like any other: it encodes, and comes back the same.
template <class T>
void feed(const std::string& bytes) {
  const auto value = wire::decode<T>(bytes);
  if (!value) {
    CHECK_FALSE(value.error().detail.empty());
    CHECK_FALSE(value.error().place.empty());
    return;
  }
  const auto again = wire::encode(*value);
  const auto back = wire::decode<T>(again, wire::DecodeLimits{});
  REQUIRE(back);
  CHECK(wire::encode(*back) == again);
}

template <class T>
void fuzz() {
  const auto seed = chosen_seed();
  tests::Generator dice{seed, 2};
  for (int round = 0; round < rounds; ++round) {
    INFO("CAREHUB_FUZZ_SEED=" << seed << " round " << round);
    feed<T>(damaged(wire::encode(dice.make<T>()), dice));
    std::string noise(dice.below(64), '\0');
    for (auto& byte : noise) byte = static_cast<char>(dice.below(256));
    feed<T>(noise);
  }
}

}  // namespace

TEST_CASE("fuzz: requests", "[fuzz]") {
  fuzz<wire::Request>();
}
TEST_CASE("fuzz: replies", "[fuzz]") {
  fuzz<wire::Reply>();
}
TEST_CASE("fuzz: events", "[fuzz]") {
  fuzz<Event>();
}
TEST_CASE("fuzz: cases", "[fuzz]") {
  fuzz<Case>();
}
