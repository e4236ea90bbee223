#include "protocols/clinical/telemetry.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "protocols/clinical/identity.hpp"
#include "protocols/clinical/reading_text.hpp"
#include "tests/clinical/shipped.hpp"

using namespace carehub;
using namespace carehub::clinical;
using test::shipped_content;

namespace {

Instant at(std::string_view text) {
  return parse_iso8601(text).value();
}

const Instant now = at("2026-11-22T19:40:00Z");
const LocalDay today{20'779};  // 22 November 2026

Resident edith() {
  Resident resident;
  resident.id = ResidentId("SV-014");
  resident.home = HomeId("solent_view");
  resident.person = PersonId("9990000018");
  resident.name = "Edith Harlow";
  resident.born = LocalDay{-11'232};  // 2 April 1939: 87
  return resident;
}

Reading reading(ReadingKind kind, const char* value, const char* unit = "", Duration ago = minutes(1)) {
  Reading one;
  one.resident = ResidentId("SV-014");
  one.kind = kind;
  one.value = value;
  one.unit = unit;
  one.taken = now - ago;
  one.device = "meter-3";
  return one;
}

JudgedReading judged(const Reading& one, const Resident& resident = edith(), std::optional<Instant> device_now = {}) {
  return judge(shipped_content().telemetry, &resident, one, {now, device_now});
}

Resident with(Resident resident, const Reading& one) {
  const auto result = judged(one, resident);
  INFO(name_of(one.kind) << " " << one.value << ": " << name_of(result.fault));
  REQUIRE(result.fault == ReadingFault::none);
  take(resident, result);
  return resident;
}

Reading signs(std::vector<std::string> codes, Duration ago = minutes(1)) {
  auto one = reading(ReadingKind::soft_signs, "", "", ago);
  one.soft_signs = std::move(codes);
  return one;
}

std::vector<std::string> held(const Resident& resident) {
  std::vector<std::string> ids;
  for (const auto* trigger : triggers(shipped_content(), resident, today)) ids.push_back(trigger->id);
  return ids;
}

bool holds(const Resident& resident, const std::string& id) {
  const auto ids = held(resident);
  return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

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
  auto resident = with(edith(), reading(ReadingKind::glucose, "5.0", "", minutes(1)));
  resident = with(resident, reading(ReadingKind::glucose, "16.0", "", minutes(30)));
  const auto* last = last_of(resident, ReadingKind::glucose);
  REQUIRE(last != nullptr);
  CHECK(last->hundredths == 500);
  CHECK(last->before == 1600);
  resident = with(resident, reading(ReadingKind::glucose, "6.0", "", minutes(60)));
  CHECK(last_of(resident, ReadingKind::glucose)->before == 1600);
}

TEST_CASE("homes: triggers of blood glucose at both sides of each edge", "[clinical]") {
  const auto of = [](const char* value) { return held(with(edith(), reading(ReadingKind::glucose, value))); };
  CHECK(of("2.9") == std::vector<std::string>{"glucose_very_low"});
  CHECK(of("2.99") == std::vector<std::string>{"glucose_very_low"});
  CHECK(of("3.0") == std::vector<std::string>{"glucose_low"});
  CHECK(of("3.99") == std::vector<std::string>{"glucose_low"});
  CHECK(of("4.0").empty());
  CHECK(of("20.0").empty());
  CHECK(of("20.1") == std::vector<std::string>{"glucose_very_high"});
  const auto twice = [](const char* first, const char* second, Duration apart) {
    auto resident = with(edith(), reading(ReadingKind::glucose, first, "", apart + minutes(1)));
    return holds(with(resident, reading(ReadingKind::glucose, second)), "glucose_high_twice");
  };
  CHECK(twice("15.1", "15.1", hours(6)));
  CHECK_FALSE(twice("15.0", "15.1", hours(6)));
  CHECK_FALSE(twice("15.1", "15.0", hours(6)));
  CHECK(twice("15.1", "15.1", hours(23)));
}

TEST_CASE("homes: low and not awake, high with ketones: the grave one leads", "[clinical]") {
  auto low = with(edith(), reading(ReadingKind::glucose, "3.5"));
  CHECK(held(low).front() == "glucose_low");
  low = with(low, reading(ReadingKind::consciousness, "V"));
  CHECK(held(low).front() == "glucose_low_not_alert");
  CHECK_FALSE(holds(with(with(edith(), reading(ReadingKind::glucose, "3.5")), reading(ReadingKind::consciousness, "C")),
                    "glucose_low_not_alert"));
  // What was measured hours apart says nothing together.
  const auto apart =
      with(with(edith(), reading(ReadingKind::consciousness, "V", "", hours(2))), reading(ReadingKind::glucose, "3.5"));
  CHECK_FALSE(holds(apart, "glucose_low_not_alert"));
  const auto high = with(edith(), reading(ReadingKind::glucose, "11.1"));
  CHECK(held(with(high, reading(ReadingKind::ketones, "1.4"))).empty());
  CHECK(held(with(high, reading(ReadingKind::ketones, "1.5"))) == std::vector<std::string>{"glucose_ketones"});
  CHECK(held(with(high, reading(ReadingKind::ketones, "3.0"))).front() == "glucose_ketones_high");
  CHECK(held(with(with(edith(), reading(ReadingKind::glucose, "11.0")), reading(ReadingKind::ketones, "3.0"))).empty());
}

TEST_CASE("homes: a drop below the resident's own usual counts where a usual is known", "[clinical]") {
  CHECK(held(with(edith(), reading(ReadingKind::systolic, "125"))).empty());
  auto known = edith();
  known.usual = {{ReadingKind::systolic, 14'500}};
  CHECK_FALSE(holds(with(known, reading(ReadingKind::systolic, "126")), "systolic_drop"));
  CHECK(holds(with(known, reading(ReadingKind::systolic, "125")), "systolic_drop"));
}

TEST_CASE("homes: a single red parameter holds with an incomplete set, on the resident's own scale", "[clinical]") {
  CHECK(holds(with(edith(), reading(ReadingKind::spo2, "91")), "news2_red"));
  CHECK_FALSE(holds(with(edith(), reading(ReadingKind::spo2, "92")), "news2_red"));
  auto scale_2 = edith();
  scale_2.spo2_scale_2 = true;
  CHECK_FALSE(holds(with(scale_2, reading(ReadingKind::spo2, "88")), "news2_red"));
  CHECK(holds(with(scale_2, reading(ReadingKind::spo2, "83")), "news2_red"));
  CHECK(holds(with(edith(), reading(ReadingKind::systolic, "90")), "news2_red"));
  CHECK_FALSE(holds(with(edith(), reading(ReadingKind::systolic, "91")), "news2_red"));
  CHECK(holds(with(edith(), reading(ReadingKind::systolic, "220")), "news2_red"));
  CHECK(held(with(edith(), reading(ReadingKind::consciousness, "U"))).front() == "not_responding");
}

namespace {

// Scores 5 when complete: 2 for breathing, 1 for saturation, 1 for pressure, 1 for pulse.
Resident nearly_complete() {
  auto resident = edith();
  for (const auto& [kind, value] : {std::pair{ReadingKind::resp_rate, "22"}, std::pair{ReadingKind::spo2, "94"},
                                    std::pair{ReadingKind::on_oxygen, "no"}, std::pair{ReadingKind::systolic, "105"},
                                    std::pair{ReadingKind::pulse, "95"}, std::pair{ReadingKind::consciousness, "A"}})
    resident = with(resident, reading(kind, value));
  return resident;
}

}  // namespace

TEST_CASE("homes: NEWS2 is a score only when the set is complete and was taken together", "[clinical]") {
  const auto incomplete = nearly_complete();
  CHECK(held(incomplete).empty());
  CHECK(held(with(incomplete, reading(ReadingKind::temperature, "37.0"))) == std::vector<std::string>{"news2_urgent"});
  const auto emergency =
      with(with(incomplete, reading(ReadingKind::temperature, "39.2")), reading(ReadingKind::pulse, "95", "", {}));
  CHECK(held(emergency).front() == "news2_emergency");
  CHECK_FALSE(holds(with(incomplete, reading(ReadingKind::temperature, "37.0", "", hours(5))), "news2_urgent"));
}

TEST_CASE("homes: soft signs alone hold, whatever the score says", "[clinical]") {
  auto well = edith();
  for (const auto& [kind, value] : {std::pair{ReadingKind::resp_rate, "16"}, std::pair{ReadingKind::spo2, "98"},
                                    std::pair{ReadingKind::on_oxygen, "no"}, std::pair{ReadingKind::systolic, "130"},
                                    std::pair{ReadingKind::pulse, "70"}, std::pair{ReadingKind::consciousness, "A"},
                                    std::pair{ReadingKind::temperature, "36.8"}})
    well = with(well, reading(kind, value));
  CHECK(held(well).empty());
  const auto worried = with(well, signs({"carer_worried"}));
  CHECK(held(worried) == std::vector<std::string>{"soft_signs"});
  CHECK(held(with(edith(), signs({"not himself today"}))) == std::vector<std::string>{"soft_signs"});
  CHECK(held(with(worried, signs({}, {}))).empty());
  auto in_words = signs({});
  in_words.value = "cannot say what, but something is wrong";
  CHECK(held(with(edith(), in_words)) == std::vector<std::string>{"soft_signs"});
  // Concern needs no clock.
  CHECK(judged(signs({"carer_worried"}, -hours(2))).fault == ReadingFault::none);
}

TEST_CASE("homes: urine alone is never raised from 65 on, whatever the content says", "[clinical]") {
  auto content = shipped_content();
  ReadingTrigger alone;
  alone.id = "urine_alone";
  alone.kind = ReadingKind::urine;
  alone.at_least = 100;
  content.telemetry.triggers = {alone};
  const auto raised = [&](std::optional<LocalDay> born) {
    auto resident = edith();
    resident.born = born;
    return !triggers(content, with(resident, reading(ReadingKind::urine, "++++")), today).empty();
  };
  const LocalDay sixty_five{today.days - 65 * 365 - 17};
  CHECK_FALSE(raised(edith().born));
  CHECK_FALSE(raised(std::nullopt));
  CHECK_FALSE(raised(LocalDay{sixty_five.days}));
  CHECK(raised(LocalDay{sixty_five.days + 400}));
  const auto positive = with(edith(), reading(ReadingKind::urine, "++"));
  CHECK(held(positive).empty());
  CHECK(holds(with(positive, signs({"more_confused"})), "urine_with_soft_signs"));
  CHECK_FALSE(holds(with(with(edith(), reading(ReadingKind::urine, "trace")), signs({"more_confused"})),
                    "urine_with_soft_signs"));
}

TEST_CASE("homes: what held holds until a newer reading says otherwise, not because time went by", "[clinical]") {
  auto resident = with(nearly_complete(), reading(ReadingKind::temperature, "37.0"));
  resident.triggers = held(resident);
  REQUIRE(resident.triggers == std::vector<std::string>{"news2_urgent"});
  auto later = reading(ReadingKind::pulse, "95", "", -hours(6));
  const auto in_time = judge(shipped_content().telemetry, &resident, later, {now + hours(6), {}});
  take(resident, in_time);
  CHECK(held(resident) == std::vector<std::string>{"news2_urgent"});
  resident.triggers.clear();
  CHECK(held(resident).empty());
}

TEST_CASE("homes: values are said as people read them", "[clinical]") {
  const auto& table = shipped_content().telemetry;
  CHECK(value_words(table, ReadingKind::glucose, 280) == "2.8 mmol/L");
  CHECK(value_words(table, ReadingKind::systolic, 12'000) == "120 mmHg");
  CHECK(value_words(table, ReadingKind::consciousness, 200) == "V");
  CHECK(value_words(table, ReadingKind::urine, 200) == "++");
  CHECK(soft_sign_words(shipped_content().soft_signs, {"off_food", "odd"}) ==
        "Off food, or drinks less than usual; odd");
}

TEST_CASE("homes: any bytes of a device are judged and kept as they were sent", "[clinical]") {
  rc::check("judge is total", [] {
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
}
