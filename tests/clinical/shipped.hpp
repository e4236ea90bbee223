#pragma once
// The clinical content and the hubs that ship.

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "protocols/site/load_clinical.hpp"
#include "tests/support/paths.hpp"

namespace carehub::test {

inline const ClinicalContent& shipped_content() {
  static const auto loaded = [] {
    auto read = site::load_clinical(std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/clinical");
    REQUIRE(read.has_value());
    REQUIRE(read->usable());
    return std::move(read->content);
  }();
  return loaded;
}

inline Site shipped_site(const std::string& name) {
  auto loaded = site::load_site(std::filesystem::path(CAREHUB_SOURCE_DIR) / "assets/sites" / (name + ".toml"));
  REQUIRE(loaded.has_value());
  REQUIRE(loaded->usable());
  return std::move(loaded->site);
}

}  // namespace carehub::test
