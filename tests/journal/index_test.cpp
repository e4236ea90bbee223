#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "dispatcher/journal/chain.hpp"
#include "dispatcher/journal/command_index.hpp"

namespace carehub::journal {

TEST_CASE("command index: finds what was put in, also where fingerprints collide, and nothing else", "[journal]") {
  REQUIRE(rc::check([] {
    CommandIndex index;
    std::multimap<std::uint64_t, Sequence> model;
    const auto fingerprints = *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::oneOf(
        rc::gen::inRange<std::uint64_t>(0, 20), rc::gen::arbitrary<std::uint64_t>(), rc::gen::just(~std::uint64_t{0})));
    Sequence sequence = 0;
    for (const std::uint64_t fingerprint : fingerprints) {
      index.insert(fingerprint, ++sequence);
      model.emplace(fingerprint, sequence);
    }
    RC_ASSERT(index.size() == model.size());
    for (std::uint64_t probe : fingerprints) {
      for (const std::uint64_t wanted : {probe, probe + 1}) {
        std::vector<Sequence> found;
        index.find(wanted, [&](Sequence at) {
          found.push_back(at);
          return false;
        });
        std::sort(found.begin(), found.end());
        std::vector<Sequence> expected;
        for (auto [at, end] = model.equal_range(wanted); at != end; ++at) expected.push_back(at->second);
        RC_ASSERT(found == expected);
      }
    }
  }));
}

TEST_CASE("command index: takes at most 36 bytes for each command", "[journal]") {
  CommandIndex index;
  std::uint64_t fingerprint = 1;
  for (Sequence sequence = 1; sequence <= 300'000; ++sequence) {
    fingerprint = fingerprint * 6364136223846793005ULL + 1442695040888963407ULL;
    index.insert(fingerprint, sequence);
    if (sequence >= 1000) REQUIRE(index.bytes() <= 36 * index.size());
  }
  REQUIRE(index.sorted().size() == 300'000);
  REQUIRE(index.sorted().back().sequence == 300'000);
}

TEST_CASE("chain: each value depends on the key, on what came before and on every column", "[journal]") {
  const ChainKey key = ChainKey::from_bytes(std::string(32, 'k'));
  const ChainKey other = ChainKey::from_bytes(std::string(32, 'l'));
  const ChainValue origin = key.origin(std::string(16, 'j'));
  EntryRow row;
  row.sequence = 1;
  row.at_ns = 5;
  row.count = 1;
  row.body = "body";
  const ChainValue value = key.link(origin, row);
  REQUIRE(value == key.link(origin, row));
  REQUIRE(value != other.link(origin, row));
  REQUIRE(value != key.link(value, row));
  const auto changed = [&](auto change) {
    EntryRow copy = row;
    change(copy);
    return key.link(origin, copy) != value;
  };
  REQUIRE(changed([](EntryRow& r) { r.sequence = 2; }));
  REQUIRE(changed([](EntryRow& r) { r.at_ns = 6; }));
  REQUIRE(changed([](EntryRow& r) { r.count = 2; }));
  REQUIRE(changed([](EntryRow& r) { r.command.bytes[3] = 1; }));
  REQUIRE(changed([](EntryRow& r) { r.body = "bodz"; }));
}

}  // namespace carehub::journal
