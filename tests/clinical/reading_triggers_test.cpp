#include "tests/clinical/edith.hpp"

using namespace carehub;
using namespace carehub::clinical;
using namespace carehub::test;

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
    auto resident = with(edith(), reading(ReadingKind::glucose, first, nullptr, apart + minutes(1)));
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
  // Ketones count whatever the glucose: with some medicines it stays near normal.
  const auto near_normal = with(edith(), reading(ReadingKind::glucose, "10.4"));
  CHECK(held(with(near_normal, reading(ReadingKind::ketones, "3.0"))).front() == "glucose_ketones_high");
  CHECK(held(with(near_normal, reading(ReadingKind::ketones, "1.4"))).empty());
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
