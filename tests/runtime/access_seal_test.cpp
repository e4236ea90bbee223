// Access notes leave the hub's memory sealed, and are opened for whoever asked for them by name.
#include "dispatcher/runtime/access_seal.hpp"

#include <rapidcheck.h>
#include <sodium.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "protocols/domain/access.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using namespace carehub::runtime;

namespace {

AccessSeal seal_of(std::uint8_t first) {
  REQUIRE(sodium_init() >= 0);
  std::array<std::uint8_t, AccessSeal::key_bytes> key{};
  key.fill(first);
  return AccessSeal(key);
}

}  // namespace

TEST_CASE("access seal: what was sealed opens as it was, and shows nothing of itself", "[runtime]") {
  const AccessSeal seal = seal_of(1);
  CHECK(rc::check("round trip", [&] {
    const auto text = "key safe " + *rc::gen::arbitrary<std::string>();
    const std::string sealed = seal.seal(text);
    RC_ASSERT(sealed.find("key safe") == std::string::npos);
    RC_ASSERT(seal.open(sealed) == text);
    RC_ASSERT(seal.seal(text) == sealed);  // told again, nothing is new
  }));
}

TEST_CASE("access seal: another key, or a changed byte, opens nothing and says so", "[runtime]") {
  const AccessSeal seal = seal_of(1);
  const std::string sealed = seal.seal("key safe 0000");
  const std::string refused = "sealed with a key that this hub does not have (keys/access.key)";
  CHECK(seal_of(2).open(sealed) == refused);
  std::string damaged = sealed;
  damaged[20] = damaged[20] == 'A' ? 'B' : 'A';
  CHECK(seal.open(damaged) == refused);
  CHECK(seal.open(sealed.substr(0, 15)) == refused);
  CHECK(AccessSeal().open(sealed) == refused);
}

TEST_CASE("access seal: what was told before there was one, and what says nothing, stays as it is", "[runtime]") {
  const AccessSeal seal = seal_of(1);
  CHECK(seal.open("rear gate") == "rear gate");
  CHECK(seal.seal("  ") == "  ");
  CHECK(seal.seal(access_held) == access_held);  // a screen sends back what it was shown
}

TEST_CASE("access seal: of a command only the way in is sealed", "[runtime]") {
  const AccessSeal seal = seal_of(1);
  RegisterCase told;
  told.referral.narrative = "fell in the kitchen";
  CHECK_FALSE(seal.sealed(told).has_value());
  told.referral.location.access = "key safe 0000";
  const auto sealed = seal.sealed(told);
  REQUIRE(sealed.has_value());
  const auto& referral = std::get<RegisterCase>(*sealed).referral;
  CHECK(referral.narrative == "fell in the kitchen");
  CHECK(seal.open(referral.location.access) == "key safe 0000");
  CHECK(referral.location.access.find("0000") == std::string::npos);
  TellOfPerson entry;
  entry.field = PersonField::care_plan;
  entry.text = "two visits a day";
  CHECK_FALSE(seal.sealed(entry).has_value());
  entry.field = PersonField::access;
  CHECK(std::get<TellOfPerson>(*seal.sealed(entry)).text.find("two visits") == std::string::npos);
}

TEST_CASE("access seal: its key is made once, for its owner alone, and a damaged one is not used", "[runtime]") {
  REQUIRE(sodium_init() >= 0);
  const support::TemporaryFolder folder;
  const auto file = folder / "access.key";
  const auto first = AccessSeal::open_key(file);
  REQUIRE(first.has_value());
  struct stat about{};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  const auto again = AccessSeal::open_key(file);
  REQUIRE(again.has_value());
  CHECK(again->open(first->seal("side door")) == "side door");
  std::ofstream(file) << "0123\n";
  const auto damaged = AccessSeal::open_key(file);
  REQUIRE_FALSE(damaged.has_value());
  CHECK(damaged.error().code == ErrorCode::corrupt);
}
