#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "protocols/site/load.hpp"
#include "tests/support/paths.hpp"

using namespace carehub;

namespace fs = std::filesystem;

TEST_CASE("site: a damaged file is never more than a list of mistakes", "[site]") {
  std::ifstream stream(fs::path(CAREHUB_SOURCE_DIR) / "assets/sites/isle-of-wight.toml", std::ios::binary);
  std::ostringstream whole;
  whole << stream.rdbuf();
  auto good = whole.str();
  good.insert(good.find("[hub]\n") + 6, "clinical = \"" CAREHUB_SOURCE_DIR "/assets/clinical\"\n");
  const std::string map = "\"../maps/";
  good.replace(good.find(map), map.size(), "\"" CAREHUB_SOURCE_DIR "/assets/maps/");
  const auto file =
      fs::temp_directory_path() / ("carehub-mutation-" + std::to_string(std::random_device{}()) + ".toml");
  const bool held = rc::check("any few changed bytes", [&] {
    auto bytes = good;
    const auto changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          bytes[at] = *rc::gen::arbitrary<char>();
          break;
        case 1:
          bytes.erase(at, *rc::gen::inRange<std::size_t>(1, 200));
          break;
        default:
          bytes.insert(at, *rc::gen::element<std::string>("\"", "[", "]]", "= ", "-1", "\n", "0x", "nan", "1e999"));
          break;
      }
    }
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    const auto loaded = site::load_site(file);
    RC_ASSERT(loaded.has_value());
    if (!loaded->usable()) RC_ASSERT(!loaded->mistakes.empty());
    for (const auto& mistake : loaded->mistakes) RC_ASSERT(!mistake.text.empty());
  });
  fs::remove(file);
  CHECK(held);
}
