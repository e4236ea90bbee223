#pragma once
// The clinical content that ships, for hubs of tests whose rules matter.

#include <catch2/catch.hpp>

#include <filesystem>

#include "protocols/site/load_clinical.hpp"
#include "tests/support/paths.hpp"

namespace carehub::test {

inline ClinicalContent shipped_clinical() {
  auto content = site::load_clinical(std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/clinical");
  REQUIRE(content.has_value());
  REQUIRE(content->usable());
  return std::move(content->content);
}

}  // namespace carehub::test
