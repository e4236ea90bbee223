// What ships as clinical content, beside the facts it was made from.
#include <algorithm>

#include "tests/clinical/shipped.hpp"

using namespace carehub;
using test::shipped_content;

TEST_CASE("clinical content: every part names its source, and nothing is signed off yet", "[clinical]") {
  const auto& content = shipped_content();
  const auto has_source = [](const auto& one) {
    return !one.sign_off.source.empty() && one.sign_off.signed_off_by.empty();
  };
  CHECK(std::ranges::all_of(content.red_flags, has_source));
  CHECK(std::ranges::all_of(content.rules, has_source));
  CHECK(std::ranges::all_of(content.pathways, has_source));
  CHECK(has_source(content.news2));
  CHECK(has_source(content.soft_signs));
  CHECK(has_source(content.dispositions));
}

TEST_CASE("clinical content: the nine two-hour needs have a two-hour target, inclusion, exclusion and skills or kit",
          "[clinical]") {
  for_each_value<Need>([&](Need need) {
    if (need == Need::unknown || need > Need::carer_breakdown) return;
    const auto* pathway = find_pathway(shipped_content(), need);
    INFO(name_of(need));
    REQUIRE(pathway != nullptr);
    CHECK(pathway->target_min == 120);
    CHECK_FALSE(pathway->include.empty());
    CHECK_FALSE(pathway->exclude.empty());
    CHECK_FALSE(pathway->skills.empty());
    CHECK(pathway->visit_min.has_value());
  });
}

TEST_CASE("clinical content: there is a pathway for each kind of crisis", "[clinical]") {
  for_each_value<CrisisKind>(
      [&](CrisisKind kind) { CHECK(std::ranges::count(shipped_content().pathways, kind, &Pathway::crisis) > 0); });
}

TEST_CASE("clinical content: no pathway sends a need to a Safe Haven but a mental health crisis", "[clinical]") {
  for (const auto& pathway : shipped_content().pathways) {
    const bool haven = std::ranges::count(pathway.services, ServiceKind::safe_haven) != 0;
    CHECK(haven == (pathway.need == Need::mental_health_crisis));
  }
}

TEST_CASE("clinical content: dispositions keep their time and class", "[clinical]") {
  const auto& content = shipped_content();
  CHECK(content.dispositions.codes.size() == 45);
  const auto* primary_care = find_disposition(content, "DX05");
  REQUIRE(primary_care != nullptr);
  CHECK(primary_care->within_min == 120);
  CHECK(primary_care->kind == "primary-care");
  CHECK(find_disposition(content, "Dx92")->need == Need::mental_health_crisis);
  CHECK_FALSE(find_disposition(content, "Dx115")->within_min.has_value());
  CHECK(find_disposition(content, "Dx4711") == nullptr);
}
