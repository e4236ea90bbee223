#include <catch2/catch.hpp>

#include "tests/views/layout.hpp"

namespace carehub::views {

TEST_CASE("gallery: every widget stands on one page, at three sizes, in every theme", "[views]") {
  for (const auto& [width, height] : {std::pair{1366.0F, 768.0F}, {1920.0F, 1080.0F}, {3840.0F, 2160.0F}}) {
    DYNAMIC_SECTION(width << "x" << height) {
      Screen screen(make_gallery(), width, height);
      for (int i = 0; i < widgets::theme_count; ++i) {
        screen.set_theme(static_cast<widgets::Theme>(i));
        screen.frame();
        check_layout(screen);
        for (const char* part :
             {"Type: Inter", "Countdown", "Badges", "Roles of colour", "Fields", "Splitter", "Chart", "Map"})
          CHECK(screen.shows(part));
      }
    }
  }
}

}  // namespace carehub::views
