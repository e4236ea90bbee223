#include "protocols/clinical/telemetry.hpp"

#include <rapidcheck.h>

#include "protocols/clinical/identity.hpp"
#include "protocols/clinical/reading_text.hpp"
#include "tests/clinical/edith.hpp"

using namespace carehub;
using namespace carehub::clinical;
using namespace carehub::test;

TEST_CASE("homes: a value is read as devices write it", "[clinical]") {
  using enum ReadingKind;
  CHECK(read_hundredths(glucose, "5.4") == 540);
  CHECK(read_hundredths(glucose, " 5 ") == 500);
  CHECK(read_hundredths(glucose, "5.456") == 546);
  CHECK(read_hundredths(glucose, "5.40") == 540);
  CHECK(read_hundredths(temperature, "38.05") == 3805);
  for (const char* wrong : {"", "-5", "5,4", "5.", ".5", "5.4.1", "1e3", "five", "5 4", "99999999999999999999", "\xff"})
    CHECK_FALSE(read_hundredths(glucose, wrong));
  CHECK(read_hundredths(urine, "++") == 200);
  CHECK(read_hundredths(urine, "3+") == 300);
  CHECK(read_hundredths(urine, "Trace") == 50);
  CHECK(read_hundredths(urine, "negative") == 0);
  CHECK_FALSE(read_hundredths(urine, "+++++"));
  const std::string acvpu = "ACVPU";
  for (std::size_t i = 0; i < acvpu.size(); ++i)
    CHECK(read_hundredths(consciousness, acvpu.substr(i, 1)) == static_cast<std::int32_t>(i) * 100);
  CHECK(read_hundredths(consciousness, "a") == 0);
  CHECK_FALSE(read_hundredths(consciousness, "5"));
  CHECK(read_hundredths(on_oxygen, "yes") == 100);
  CHECK(read_hundredths(on_oxygen, "air") == 0);
}

TEST_CASE("homes: a reading in another unit is converted, in an unknown one not believed", "[clinical]") {
  using enum ReadingKind;
  const auto american = judged(reading(glucose, "400", "mg/dL"));
  CHECK(american.fault == ReadingFault::none);
  CHECK(american.hundredths == 2200);
  CHECK(judged(reading(glucose, "5.4", "MMOL/l")).hundredths == 540);
  CHECK(judged(reading(glucose, "5.4")).hundredths == 540);
  CHECK(judged(reading(systolic, "16", "kPa")).hundredths == 12'002);
  CHECK(judged(reading(glucose, "5.4", "mmHg")).fault == ReadingFault::wrong_unit);
  CHECK(judged(reading(temperature, "100", "F")).fault == ReadingFault::wrong_unit);
  CHECK(judged(reading(glucose, "5.4", "")).fault == ReadingFault::none);
  CHECK(judged(reading(glucose, "40", "")).fault == ReadingFault::wrong_unit);  // mmol/L or mg/dL: nobody guesses
}

TEST_CASE("homes: a glucose in the wrong unit cannot be, and is kept with its number", "[clinical]") {
  const auto slip = judged(reading(ReadingKind::glucose, "97", "mmol/L"));
  CHECK(slip.fault == ReadingFault::implausible);
  CHECK(slip.hundredths == 9700);
  CHECK(slip.reading.value == "97");
}

TEST_CASE("homes: plausible up to both ends, implausible beyond them", "[clinical]") {
  using enum ReadingKind;
  struct Edge {
    ReadingKind kind;
    const char* value;
    bool possible;
  };
  for (const Edge edge :
       {Edge{spo2, "100", true}, Edge{spo2, "101", false}, Edge{spo2, "50", true}, Edge{spo2, "49", false},
        Edge{pulse, "20", true}, Edge{pulse, "19.9", false}, Edge{pulse, "250", true}, Edge{pulse, "251", false},
        Edge{glucose, "0.6", true}, Edge{glucose, "0.5", false}, Edge{temperature, "44", true},
        Edge{temperature, "44.1", false}, Edge{systolic, "300", true}, Edge{systolic, "301", false}}) {
    INFO(name_of(edge.kind) << " " << edge.value);
    CHECK(judged(reading(edge.kind, edge.value)).fault ==
          (edge.possible ? ReadingFault::none : ReadingFault::implausible));
  }
  CHECK(judged(reading(spo2, "ninety")).fault == ReadingFault::unreadable);
}

TEST_CASE("homes: a meter that says LO is a low blood glucose, HI a high one", "[clinical]") {
  const auto low = judged(reading(ReadingKind::glucose, "LO", "mmol/L"));
  CHECK(low.fault == ReadingFault::none);
  CHECK(holds(with(edith(), reading(ReadingKind::glucose, "Lo")), "glucose_very_low"));
  CHECK(holds(with(edith(), reading(ReadingKind::glucose, "HI")), "glucose_very_high"));
  CHECK(judged(reading(ReadingKind::spo2, "LO")).fault == ReadingFault::unreadable);
}

TEST_CASE("homes: a clock five minutes ahead is believed, a second more is not", "[clinical]") {
  CHECK(judged(reading(ReadingKind::spo2, "97", "", -seconds(300))).fault == ReadingFault::none);
  CHECK(judged(reading(ReadingKind::spo2, "97", "", -seconds(300))).taken == now);
  const auto ahead = judged(reading(ReadingKind::spo2, "97", "", -seconds(301)));
  CHECK(ahead.fault == ReadingFault::from_future);
  CHECK(ahead.hundredths == 9700);
  // Whatever the reading's own time, a clock that is known to be ahead is not believed.
  const auto one = reading(ReadingKind::spo2, "97", "", minutes(20));
  CHECK(judged(one, edith(), now + seconds(301)).fault == ReadingFault::from_future);
  CHECK(judged(one, edith(), now + seconds(300)).fault == ReadingFault::none);
}

TEST_CASE("homes: a small skew is taken off, a large one behind is not", "[clinical]") {
  const auto one = reading(ReadingKind::spo2, "97", "", minutes(10));
  CHECK(judged(one, edith(), now + seconds(120)).taken == one.taken - seconds(120));
  CHECK(judged(one, edith(), now - seconds(120)).taken == one.taken + seconds(120));
  CHECK(judged(one, edith(), now - hours(3)).taken == one.taken);
  CHECK(skew_s({now, now + seconds(90)}) == 90);
  CHECK_FALSE(skew_s({now, {}}));
  // Without a time it was taken when it came.
  auto timeless = one;
  timeless.taken = {};
  CHECK(judged(timeless).taken == now);
}

TEST_CASE("homes: a day old is believed, older is kept only", "[clinical]") {
  CHECK(judged(reading(ReadingKind::spo2, "97", "", hours(24))).fault == ReadingFault::none);
  CHECK(judged(reading(ReadingKind::spo2, "97", "", hours(24) + seconds(1))).fault == ReadingFault::too_old);
}

TEST_CASE("homes: the same device, time, kind and value is the same reading", "[clinical]") {
  const auto one = reading(ReadingKind::spo2, "97");
  const auto known = with(edith(), one);
  CHECK(judged(one, known).fault == ReadingFault::duplicate);
  auto other = one;
  other.device = "meter-4";
  CHECK(judged(other, known).fault == ReadingFault::none);
  other = one;
  other.value = "96";
  CHECK(judged(other, known).fault == ReadingFault::none);
  other = one;
  other.taken += minutes(1);
  CHECK(judged(other, known).fault == ReadingFault::none);
  // The one before the last as well.
  CHECK(judged(one, with(known, other)).fault == ReadingFault::duplicate);
  // What carers say beside it is new.
  auto worried = one;
  worried.soft_signs = {"withdrawn"};
  CHECK(judged(worried, known).fault == ReadingFault::none);
}

TEST_CASE("homes: what a device says of whom it measured must fit the resident", "[clinical]") {
  const auto resident = edith();
  for (const char* same : {"", "999 000 0018", "9990000018", "Edith Harlow", "E. Harlow", "HARLOW, Mrs Edith", "Harlow",
                           "SV-014", "Mrs Edith Mary Harlow"}) {
    INFO(same);
    CHECK(may_be(resident, same));
  }
  for (const char* other : {"999 000 0026", "9990000026", "Albert Harlow", "SV-015", "visitor", "Harlow daughter"}) {
    INFO(other);
    CHECK_FALSE(may_be(resident, other));
  }
  Resident nameless;
  nameless.id = ResidentId("7");
  CHECK(may_be(nameless, "Albert Harlow"));
  CHECK(may_be(nameless, "9990000026"));
  CHECK(name_words("O'Neill, Dr  Anne-Marie") == std::vector<std::string>{"oneill", "anne", "marie"});
}

TEST_CASE("homes: a reading of nobody, or of somebody else, is kept with its value", "[clinical]") {
  auto one = reading(ReadingKind::glucose, "2.1");
  const auto nobody = judge(shipped_content().telemetry, nullptr, one, {now, {}});
  CHECK(nobody.fault == ReadingFault::unknown_resident);
  CHECK(nobody.hundredths == 210);
  one.identity = "Albert Harlow";
  CHECK(judged(one).fault == ReadingFault::other_person);
}

TEST_CASE("homes: an older reading that comes late does not replace a newer one", "[clinical]") {
  auto resident = with(edith(), reading(ReadingKind::glucose, "5.0", nullptr, minutes(1)));
  resident = with(resident, reading(ReadingKind::glucose, "16.0", nullptr, minutes(30)));
  const auto* last = last_of(resident, ReadingKind::glucose);
  REQUIRE(last != nullptr);
  CHECK(last->hundredths == 500);
  CHECK(last->before == 1600);
  resident = with(resident, reading(ReadingKind::glucose, "6.0", nullptr, minutes(60)));
  CHECK(last_of(resident, ReadingKind::glucose)->before == 1600);
}

TEST_CASE("homes: any bytes of a device are judged and kept as they were sent", "[clinical]") {
  const bool total = rc::check("judge is total", [] {
    Reading one;
    one.kind = static_cast<ReadingKind>(*rc::gen::inRange(0, static_cast<int>(enum_count<ReadingKind>)));
    one.value = *rc::gen::string<std::string>();
    one.unit = *rc::gen::element<std::string>("", "mmol/L", "mg/dL", "%", "odd");
    one.identity = *rc::gen::string<std::string>();
    one.taken = now + seconds(*rc::gen::inRange(-200'000, 200'000));
    auto resident = edith();
    const auto result = judged(one, resident, now + seconds(*rc::gen::inRange(-1'000'000, 1'000'000)));
    RC_ASSERT(result.reading == one);
    if (result.fault == ReadingFault::none && one.kind != ReadingKind::soft_signs) {
      RC_ASSERT(result.hundredths.has_value());
      RC_ASSERT(result.taken <= now);
    }
    take(resident, result);
    RC_ASSERT(triggers(shipped_content(), resident, today).size() <= shipped_content().telemetry.triggers.size());
  });
  CHECK(total);
}
