// Triage as a conversation in a terminal.

#include "console/model/text_triage.hpp"

#include <catch2/catch.hpp>

#include "console/model/watch_session.hpp"
#include "evening.hpp"
#include "tests/clinical/shipped.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using Came = TextTriage::Outcome;

namespace {

struct Conversation {
  Evening evening;
  TextTriage talk;

  Conversation() : evening(untriaged()), talk(evening.of(1042), site(), evening.now) {}
  static std::shared_ptr<const Site> site() {
    auto made = small_site();
    made.clinical = test::shipped_content();
    return std::make_shared<const Site>(std::move(made));
  }
  static Evening untriaged() {
    Evening evening;
    auto& c = evening.add(1042, minutes{30});
    c.status = CaseStatus::received;
    c.triage.reset();
    evening.publish();
    evening.picture.site = site();
    return evening;
  }
  TextTriage::Did say(std::string_view line) { return talk.take(line, evening.of(1042), evening.now); }
};

}  // namespace

TEST_CASE("text triage: red flags come one by one, and none of them is skipped", "[model]") {
  Conversation at;
  CHECK_THAT(at.talk.question(), Contains("Red flag 1 of"));
  CHECK(at.say("perhaps").outcome == Came::not_understood);
  CHECK_THAT(at.talk.question(), Contains("Red flag 1 of"));
  const auto first = at.say("n");
  CHECK(first.outcome == Came::goes_on);
  CHECK_THAT(first.noted, EndsWith(": no"));
  CHECK_THAT(at.talk.question(), Contains("Red flag 2 of"));
  const auto sent = at.say("SEND");
  CHECK(sent.outcome == Came::not_understood);
  CHECK_THAT(sent.said, Contains("every red flag is asked first"));
  CHECK(at.say("back").outcome == Came::goes_on);
  CHECK_THAT(at.talk.question(), Contains("Red flag 1 of"));
}

TEST_CASE("text triage: a yes among the red flags is 999, and is sent as that", "[model]") {
  Conversation at;
  CHECK(at.say("yes").outcome == Came::goes_on);
  CHECK_THAT(at.talk.question(), Contains("999 NOW"));
  const auto sent = at.say("send");
  REQUIRE(sent.outcome == Came::sends);
  CHECK(sent.given.triage.red_flags.size() == 1);
  CHECK(sent.given.text == "triage 1042: RED FLAG");
}

TEST_CASE("text triage: a whole conversation sends need, answers, observations and why", "[model]") {
  Conversation at;
  CHECK_THAT(at.say("none").noted, StartsWith("no to ") && Contains("red flags"));
  CHECK_THAT(at.talk.question(), Contains("What is the need?"));
  CHECK(at.say("SEND").outcome == Came::not_understood);
  CHECK_THAT(at.say("cofee").said, Contains("is not one need"));
  CHECK_THAT(at.say("n").said, Contains("at least its first three letters"));
  CHECK(at.say("falls").noted == "need: fall");
  int questions = 0;
  while (!at.talk.question().starts_with("Breaths") && ++questions < 60) {
    const auto asked = at.talk.question();
    INFO(asked);
    REQUIRE(at.say("?").outcome == Came::goes_on);
    REQUIRE_FALSE(asked.starts_with("999"));
  }
  CHECK_THAT(at.say("999").said, Contains("not possible"));
  CHECK(at.say("22").outcome == Came::goes_on);
  CHECK_THAT(at.talk.question(), Contains("saturation") || Contains("SpO2"));
  CHECK(at.say("none").outcome == Came::goes_on);
  CHECK(at.say("slipped on the stairs").outcome == Came::goes_on);
  const auto sent = at.say("send");
  REQUIRE(sent.outcome == Came::sends);
  CHECK(sent.given.triage.triage.need == Need::falls);
  CHECK_THAT(sent.given.triage.triage.reason, Contains("slipped on the stairs"));
  CHECK(sent.given.triage.red_flags.empty());
  REQUIRE(sent.given.observations);
  CHECK(sent.given.observations->referral.observations.front().value == "22 /min");
}

TEST_CASE("text triage: STOP sends nothing; BACK from the first answer does nothing", "[model]") {
  Conversation at;
  CHECK(at.say("back").outcome == Came::goes_on);
  CHECK(at.say("stop").outcome == Came::left);
}

TEST_CASE("watch: ASK begins the triage of a case, for those only who may, and its lines are answers", "[model]") {
  const auto evening = Conversation::untriaged();
  const auto enter = [&](WatchSession& session, std::string_view text) {
    return session.enter(text, evening.picture, evening.now, nullptr);
  };
  WatchSession room({UserName("a.reed"), Role::operator_, "test"}, Workplace::control_room);
  CHECK_THAT(enter(room, "ASK 1042").said, Contains("ASK is for navigator"));
  WatchSession desk({UserName("m.cole"), Role::navigator, "test"}, Workplace::navigator);
  CHECK_THAT(enter(desk, "ASK 1042").asks, Contains("Red flag 1 of") && Contains("STOP leaves it unsent"));
  CHECK_THAT(desk.read("", evening.picture, evening.now, nullptr).preview, Contains("Red flag 1 of"));
  // A verb among the answers is no verb, but after a slash it is.
  CHECK(enter(desk, "C 1042").wrong);
  CHECK_THAT(enter(desk, "cases").said, Contains("write /CASES, or STOP"));
  const auto claimed = enter(desk, "/C 1042");
  REQUIRE(claimed.commands.size() == 1);
  CHECK(std::holds_alternative<ClaimCase>(claimed.commands.front().command));
  CHECK_THAT(enter(desk, "y").asks, Contains("999 NOW"));
  const auto sent = enter(desk, "SEND");
  REQUIRE(sent.commands.size() == 1);
  CHECK(std::get<TriageCase>(sent.commands.front().command).case_id == CaseId{1042});
  CHECK(enter(desk, "y").wrong);
}
