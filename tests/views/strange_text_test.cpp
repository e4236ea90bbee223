// Right-to-left letters, combining ones, emoji and control characters: shown as well as the font can, inside their
// cells, on every screen that shows what people wrote.

#include "tests/views/layout.hpp"

namespace carehub::views {
namespace {

constexpr CaseId strange{1501};

const char* const texts[] = {
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c fell at home",
    "cafe\u0301 a\u0323\u0307\u0302 \u0338\u0339\u033a z\u0335\u0336\u0337\u0338\u0301\u0302\u0303\u0304 fell at home",
    "fell \U0001f6d1 in the bath \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1ec\U0001f1e7",
    "bell \a, escape \x1b[31m, null-like \x01, tab \t, return \r end",
    "\xff\xfe broken \xc3 bytes \xed\xa0\x80 end",
};

std::shared_ptr<const console::Picture> with_text(const std::string& text) {
  auto picture = std::make_shared<console::Picture>(app::sample_picture(shipped_site(), evening));
  Case c = *picture->cases.find(CaseId{1039})->second;
  c.id = strange;
  c.referral.summary = text;
  c.referral.narrative = text + "\n" + text;
  c.referral.person.name = text;
  c.referral.person.communication_needs = text;
  c.referral.location.address = text;
  c.safety = text;
  c.history.push_back({evening, text, text, {}});
  picture->cases[strange] = std::make_shared<const Case>(std::move(c));
  return picture;
}

}  // namespace

TEST_CASE("strange texts: every screen draws them inside its cells, at both sizes", "[views]") {
  for (const char* text : texts) {
    for (const bool desk : {true, false}) {
      for (const auto& [width, height] : {std::pair{1920.0F, 1080.0F}, {1366.0F, 768.0F}}) {
        Screen screen(desk ? make_operator() : make_navigator(), width, height);
        screen.facts.picture = with_text(text);
        screen.shell().state().selected = strange;
        screen.frame();
        screen.frame();
        INFO(text << " at " << width);
        CHECK(!screen.log.empty());
        check_layout(screen);
      }
    }
  }
}

}  // namespace carehub::views
