#include "console/model/picture.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <map>

using namespace carehub;
using namespace carehub::console;

namespace {

Case make_case(std::uint64_t id, std::uint64_t version = 1) {
  Case c;
  c.id = CaseId{id};
  c.version = version;
  return c;
}

Picture picture_of(std::uint64_t cases) {
  PictureUpdate part;
  part.number = 7;
  part.epoch = 3;
  for (std::uint64_t id = 1; id <= cases; ++id) part.cases.push_back(make_case(id));
  Picture picture;
  apply_part(picture, part);
  return picture;
}

}  // namespace

TEST_CASE("picture: parts of a snapshot add up to the whole", "[model]") {
  Picture picture;
  for (std::uint64_t part_number = 0; part_number < 3; ++part_number) {
    PictureUpdate part;
    part.number = 40;
    part.epoch = 9;
    part.sequence = 123;
    for (std::uint64_t i = 0; i < 100; ++i) part.cases.push_back(make_case(part_number * 100 + i + 1));
    apply_part(picture, part);
  }
  CHECK(picture.cases.size() == 300);
  CHECK(picture.number == 40);
  CHECK(picture.epoch == 9);
  CHECK(picture.sequence == 123);
}

TEST_CASE("picture: the next update changes, adds and removes records", "[model]") {
  auto picture = picture_of(10);
  PictureUpdate update;
  update.number = 8;
  update.epoch = 3;
  update.cases = {make_case(4, 2), make_case(11)};
  update.cases_gone = {CaseId{5}};
  REQUIRE(apply(picture, update) == Applied::yes);
  CHECK(picture.cases.find(CaseId{4})->second->version == 2);
  CHECK(picture.cases.contains(CaseId{11}));
  CHECK_FALSE(picture.cases.contains(CaseId{5}));
  CHECK(picture.number == 8);
}

TEST_CASE("picture: a missing number is a gap and changes nothing", "[model]") {
  auto picture = picture_of(3);
  PictureUpdate update;
  update.number = 9;
  update.epoch = 3;
  update.cases_gone = {CaseId{1}};
  CHECK(apply(picture, update) == Applied::gap);
  CHECK(picture.cases.size() == 3);
  CHECK(picture.number == 7);
}

TEST_CASE("picture: an update of another start of the dispatcher is a gap", "[model]") {
  auto picture = picture_of(3);
  PictureUpdate update;
  update.number = 8;
  update.epoch = 4;
  CHECK(apply(picture, update) == Applied::gap);
}

TEST_CASE("picture: a published copy never changes under its reader", "[model]") {
  auto working = picture_of(1000);
  const Picture published = working;
  PictureUpdate update;
  update.number = 8;
  update.epoch = 3;
  for (std::uint64_t id = 1; id <= 1000; id += 7) update.cases.push_back(make_case(id, 99));
  for (std::uint64_t id = 2; id <= 1000; id += 7) update.cases_gone.push_back(CaseId{id});
  REQUIRE(apply(working, update) == Applied::yes);
  REQUIRE(published.cases.size() == 1000);
  std::uint64_t expected = 0;
  for (const auto& [id, record] : published.cases) {
    CHECK(id.value == ++expected);
    CHECK(record->version == 1);
  }
}

TEST_CASE("records: behave as a map in order of id, whatever is done to them", "[model]") {
  CHECK(rc::check([](const std::vector<std::pair<std::uint16_t, bool>>& steps) {
    std::map<std::uint16_t, int> expected;
    Records<std::uint16_t, int> records;
    for (int i = 0; const auto& [id, add] : steps) {
      const auto key = static_cast<std::uint16_t>(id % 500);
      if (add || id % 3 == 0) {
        expected[key] = i;
        records.insert_or_assign(key, std::make_shared<const int>(i));
      } else {
        RC_ASSERT(records.erase(key) == expected.erase(key));
      }
      ++i;
    }
    RC_ASSERT(records.size() == expected.size());
    auto at = records.begin();
    for (const auto& [key, value] : expected) {
      RC_ASSERT(at->first == key);
      RC_ASSERT(*at->second == value);
      RC_ASSERT(records.find(key) == at);
      ++at;
    }
    RC_ASSERT(at == records.end());
    RC_ASSERT(static_cast<std::size_t>(std::distance(records.rbegin(), records.rend())) == expected.size());
  }));
}

TEST_CASE("records: thousands in any order stay in order", "[model]") {
  Records<std::uint32_t, int> records;
  for (std::uint32_t i = 0; i < 10'000; ++i)
    records.insert_or_assign(i * 7919 % 10'007, std::make_shared<const int>(1));
  CHECK(records.size() == 10'000);
  std::uint32_t last = 0;
  bool ascending = true;
  for (const auto& entry : records) {
    ascending = ascending && (entry.first > last || last == 0);
    last = entry.first;
  }
  CHECK(ascending);
  CHECK(records.lower_bound(10'007) == records.end());
}
