// What a BaRS message says reaches the eyes of those who decide: in the control room and at the navigator's.

#include "console/model/case_list.hpp"
#include "tests/fhir/support.hpp"
#include "tests/views/layout.hpp"
#include "tests/views/shift.hpp"

namespace carehub::views {
namespace {

// The sample evening with one case more: a 999 validation request as it was sent.
std::shared_ptr<const console::Picture> with_message(const char* file) {
  auto picture = std::make_shared<console::Picture>(app::sample_picture(shipped_site(), evening));
  Case c;
  c.id = CaseId{1500};
  c.version = 1;
  c.status = CaseStatus::received;
  c.received = evening;
  c.referral = fhir::referral_in(fhir::taken(fhir::own(file)));
  if (c.referral.ambulance.breach_at)
    c.clocks.push_back({ClockKind::ambulance_validation,
                        evening - minutes(4),
                        *c.referral.ambulance.breach_at,
                        {},
                        ClockOutcome::running,
                        false,
                        {}});
  picture->cases[c.id] = std::make_shared<const Case>(std::move(c));
  return picture;
}

// Words that a paragraph may have broken into lines, even inside a long number: compared without their blanks.
bool reads(const Screen& screen, const std::string& text) {
  const auto dense = [](std::string words) {
    std::erase(words, ' ');
    return words;
  };
  std::string all;
  for (const auto& seen : screen.log)
    if (!Screen::visible(seen).empty()) all += dense(seen.shown);
  return all.find(dense(text)) != std::string::npos;
}

}  // namespace

TEST_CASE("bars: breach time, journey, contacts, flags, adjustments and story of a message are on the screen",
          "[views][bars]") {
  for (const bool at_desk : {true, false}) {
    DYNAMIC_SECTION((at_desk ? "operator" : "navigator")) {
      Screen screen(at_desk ? make_operator() : make_navigator());
      screen.facts.picture = with_message("validation_request.json");
      screen.shell().state().selected = CaseId{1500};
      screen.frame();
      for (const char* text : {"Palpitations since the morning, sits up in bed.", "Lives alone.",
                               "Adult safeguarding concern", "Scene safety is not known", "ReSPECT form held at home",
                               "Adjust for needle phobia", "Ada Invented", "01632960111", "999 000 0018", "due 20:08",
                               "answer by 19:58, or tell the ambulance service", "Invented Ambulance Service"}) {
        INFO(text);
        CHECK(reads(screen, text));
      }
      if (at_desk) {
        CHECK(reads(screen, "7a000000-0000-4000-8000-000000000001"));
        continue;
      }
      // Below the questions: scrolled to.
      widgets::Input wheel;
      wheel.mouse = {screen.size().width() * 0.5F, screen.size().height() * 0.9F};
      wheel.wheel = -40;
      screen.frame(wheel);
      CHECK(reads(screen, "7a000000-0000-4000-8000-000000000001"));
    }
  }
}

TEST_CASE("bars: flags and story stand above the questions, at both sizes", "[views][bars]") {
  for (const auto& [width, height] : sizes) {
    Screen screen(make_navigator(), width, height);
    screen.facts.picture = with_message("validation_request.json");
    screen.shell().state().selected = CaseId{1500};
    screen.frame();
    check_layout(screen);
    float questions = 0, flags = 1e9F;
    for (const auto& seen : screen.log) {
      if (seen.shown == "Red flags first") questions = seen.box.min.y;
      if (seen.shown.find("safeguarding") != std::string::npos) flags = seen.box.min.y;
    }
    CHECK(flags < questions);
  }
}

TEST_CASE("bars: that a scene is safe warns nobody", "[views][bars]") {
  Screen screen(make_navigator());
  screen.facts.picture = with_message("referral_fall.json");
  screen.shell().state().selected = CaseId{1500};
  screen.frame();
  CHECK(reads(screen, "The Scene is safe"));
  CHECK_FALSE(reads(screen, "scene safety: The Scene is safe"));
  CHECK(console::flag_letters(*screen.facts.picture->cases.find(CaseId{1500})->second).find('!') == std::string::npos);
}

}  // namespace carehub::views
