#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "protocols/domain/event.hpp"
#include "protocols/wire/codec.hpp"
#include "tests/support/generator.hpp"

using namespace carehub;
using wire::decode;
using wire::encode;

namespace {

// Most structs of commands and events have no ==; equal bytes of one encoder say the same.
template <class T>
bool survives(std::uint64_t seed, std::size_t list_max) {
  const auto value = tests::Generator{seed, list_max}.make<T>();
  const auto bytes = encode(value);
  const auto back = decode<T>(bytes, wire::DecodeLimits{});
  if (!back) return false;
  if constexpr (!is_choice<T>)
    if constexpr (std::equality_comparable<T>)
      if (!(*back == value)) return false;
  return encode(*back) == bytes;
}

template <class T>
void check_round_trip() {
  CHECK(rc::check([](std::uint64_t seed) {
    const auto list_max = *rc::gen::inRange<std::size_t>(1, 6);
    RC_ASSERT(survives<T>(seed, list_max));
  }));
}

}  // namespace

TEST_CASE("codec: what is encoded comes back", "[wire]") {
  check_round_trip<Event>();
  check_round_trip<Command>();
  check_round_trip<Case>();
  check_round_trip<Team>();
  check_round_trip<Place>();
  check_round_trip<ServiceState>();
  check_round_trip<Alert>();
  check_round_trip<Explanation>();
  check_round_trip<HourTally>();
  check_round_trip<HubStatus>();
  check_round_trip<Board>();
  check_round_trip<Stamp>();
  check_round_trip<Refusal>();
  check_round_trip<Site>();
  check_round_trip<PictureUpdate>();
  check_round_trip<wire::Request>();
  check_round_trip<wire::Reply>();
}

TEST_CASE("codec: every kind of event and command comes back as itself", "[wire]") {
  tests::Generator generator{1};
  for (std::size_t kind = 0; kind < event_kinds; ++kind) {
    const auto event = generator.make_kind<Event>(kind);
    const auto back = decode<Event>(encode(event));
    REQUIRE(back);
    CHECK(back->index() == kind);
  }
  for (std::size_t kind = 0; kind < command_kinds; ++kind) {
    const auto command = generator.make_kind<Command>(kind);
    const auto back = decode<Command>(encode(command));
    REQUIRE(back);
    CHECK(back->index() == kind);
  }
}

TEST_CASE("codec: defaults other than zero survive both kept and zeroed", "[wire]") {
  ShelveAlert kept;
  ShelveAlert zeroed;
  zeroed.minutes = 0;
  CHECK(std::get<ShelveAlert>(*decode<Command>(encode(Command{kept}))).minutes == 30);
  CHECK(std::get<ShelveAlert>(*decode<Command>(encode(Command{zeroed}))).minutes == 0);

  Site site;
  CHECK(decode<Site>(encode(site))->travel.kmh_by_hour.size() == 24);
  site.travel.kmh_by_hour.clear();
  CHECK(decode<Site>(encode(site))->travel.kmh_by_hour.empty());
  site.travel.kmh_by_hour = {30, 0};
  CHECK(decode<Site>(encode(site))->travel.kmh_by_hour == std::vector<std::int32_t>{30, 0});
}

TEST_CASE("codec: an optional zero is not an absent one", "[wire]") {
  Place place;
  CHECK_FALSE(decode<Place>(encode(place))->occupied);
  place.occupied = 0;
  CHECK(decode<Place>(encode(place))->occupied == 0);
}

TEST_CASE("codec: the bytes are those of protobuf", "[wire]") {
  // Field 1 (case_id) varint 1042; field 2 (text) of five bytes; inside field 6 (AddNote) of the oneof.
  const std::string expected{"\x32\x0a\x08\x92\x08\x12\x05hallo", 12};
  CHECK(encode(Command{AddNote{{1042}, "hallo"}}) == expected);
}

TEST_CASE("codec: members of a newer version are skipped", "[wire]") {
  // Of a later Refusal: fields 3 (varint), 4 (bytes), 5 (fixed32) and 6 (fixed64).
  auto bytes = encode(Refusal{RefusalCode::wrong_state, "closed"});
  bytes += std::string{"\x18\x07\x22\x03new\x2d\x01\x02\x03\x04\x31\x01\x02\x03\x04\x05\x06\x07\x08", 21};
  CHECK(decode<Refusal>(bytes) == Refusal{RefusalCode::wrong_state, "closed"});
}

TEST_CASE("codec: bytes of an older version get the defaults of members that came later", "[wire]") {
  const auto thresholds = decode<Site>("")->thresholds;
  CHECK(thresholds == Thresholds{});
}

TEST_CASE("codec: a kind or a value of a newer version is refused by name, never guessed", "[wire]") {
  const auto later_kind = decode<Command>(std::string{"\xca\x0f\x00", 3});
  REQUIRE_FALSE(later_kind);
  CHECK(later_kind.error().code == ErrorCode::unsupported);

  const auto later_value = decode<Refusal>(std::string{"\x08\x7f", 2});
  REQUIRE_FALSE(later_value);
  CHECK(later_value.error().code == ErrorCode::unsupported);
  CHECK(later_value.error().place == "Refusal.code");
}

TEST_CASE("codec: a request without its command does not pass for the first kind", "[wire]") {
  // SubmitCommand with nothing in it.
  const auto missing = decode<wire::Request>(std::string{"\x12\x00", 2});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().place == "Request.SubmitCommand.command");
  CHECK_FALSE(decode<Command>(""));
  CHECK_FALSE(decode<Event>(""));
}

TEST_CASE("codec: the fault names its place", "[wire]") {
  Case c;
  c.referral.person.contacts.resize(2);
  c.referral.person.contacts[1].name = "abcdefgh";
  auto bytes = encode(c);
  const auto at = bytes.find("abcdefgh");
  REQUIRE(at != std::string::npos);
  bytes[at - 1] = '\x7f';  // its length
  const auto bad = decode<Case>(bytes);
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == ErrorCode::corrupt);
  CHECK(bad.error().place == "Case.referral.person.contacts[1].name");
}

TEST_CASE("codec: every shortened message is refused or shorter, and none is taken for the whole", "[wire]") {
  const auto whole = tests::Generator{7}.make<Case>();
  const auto bytes = encode(whole);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto part = decode<Case>(std::string_view{bytes}.substr(0, size));
    if (part) CHECK_FALSE(*part == whole);
  }
  CHECK_FALSE(decode<Case>(bytes + '\x07'));
  CHECK_FALSE(decode<Case>(bytes + std::string(1, '\0')));
}

TEST_CASE("codec: large messages nest with lengths of every width", "[wire]") {
  for (const std::size_t size : {0U, 100U, 127U, 128U, 16'383U, 16'384U, 70'000U, 2'200'000U}) {
    Case c;
    c.referral.narrative = std::string(size, 'n');
    const auto back = decode<Case>(encode(c));
    REQUIRE(back);
    CHECK(*back == c);
  }
}
