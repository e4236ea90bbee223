#include "console/link/questions.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

using namespace carehub;
using namespace carehub::link;
using namespace std::chrono_literals;

namespace {

std::vector<wire::Request> sent_by(Questions& questions) {
  std::vector<wire::Request> requests;
  questions.send_unsent([&](const wire::Request& request) {
    requests.push_back(request);
    return true;
  });
  return requests;
}
wire::OptionsAnswer options_known_at(Sequence sequence, CaseId id) {
  wire::OptionsAnswer answer{id, Explanation{}, ""};
  answer.explanation->known_until = sequence;
  return answer;
}
PictureUpdate changed(CaseId id, Sequence sequence) {
  PictureUpdate update;
  update.sequence = sequence;
  update.cases.emplace_back().id = id;
  return update;
}
Steady in(std::chrono::milliseconds time) {
  return std::chrono::steady_clock::now() + time;
}

}  // namespace

TEST_CASE("questions: options are asked for once, and kept until the case changes", "[link]") {
  Questions questions;
  questions.ask_options(CaseId{7});
  questions.ask_options(CaseId{7});
  CHECK(sent_by(questions).size() == 1);
  CHECK(sent_by(questions).empty());
  questions.on(options_known_at(10, CaseId{7}));
  REQUIRE(questions.options(CaseId{7}) != nullptr);
  questions.forget(changed(CaseId{8}, 12));
  questions.forget(changed(CaseId{7}, 10));  // the change that the answer was computed on
  CHECK(questions.options(CaseId{7}) != nullptr);
  questions.forget(changed(CaseId{7}, 11));
  CHECK(questions.options(CaseId{7}) == nullptr);
}

TEST_CASE("questions: of reaches the newest question is asked, and the newest answer kept", "[link]") {
  Questions questions;
  questions.ask_reach(TeamId("CR1"), {10});
  questions.ask_reach(TeamId("CR2"), {10, 20});
  const auto sent = sent_by(questions);
  REQUIRE(sent.size() == 1);
  CHECK(std::get<wire::AskReach>(sent[0]).team == TeamId("CR2"));
  CHECK(sent_by(questions).empty());
  questions.on(wire::ReachAnswer{TeamId("CR2"), Instant{}, {{10, {{1, 1}}}, {20, {}}}, "from its base"});
  REQUIRE(questions.reach(TeamId("CR2")) != nullptr);
  CHECK(questions.reach(TeamId("CR2"))->outlines.size() == 1);
  CHECK(questions.reach(TeamId("CR2"))->remark == "from its base");
  CHECK(questions.reach(TeamId("CR1")) == nullptr);
}

TEST_CASE("questions: options of a case that has gone are not kept for ever", "[link]") {
  Questions questions;
  questions.on(options_known_at(10, CaseId{7}));
  questions.on(options_known_at(10, CaseId{8}));
  PictureUpdate gone;
  gone.sequence = 10;
  gone.cases_gone.push_back(CaseId{7});
  questions.forget(gone);
  CHECK(questions.options(CaseId{7}) == nullptr);
  CHECK(questions.options(CaseId{8}) != nullptr);
}

TEST_CASE("questions: a page is asked for again over a new connection", "[link]") {
  Questions questions;
  questions.ask_page(CaseId{3});
  REQUIRE(sent_by(questions).size() == 1);
  questions.mark_unsent();
  const auto again = sent_by(questions);
  REQUIRE(again.size() == 1);
  CHECK(std::get<wire::AskCases>(again[0]).after == CaseId{3});
  std::thread other([&] { questions.on(wire::CasePage{}); });
  CHECK(questions.wait_for_page(in(10s)).has_value());
  other.join();
}

TEST_CASE("questions: a page that does not come or is refused is an error that says so", "[link]") {
  Questions questions;
  questions.ask_page(CaseId{});
  const auto late = questions.wait_for_page(in(1ms));
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().code == ErrorCode::unavailable);
  questions.ask_page(CaseId{});
  CHECK(sent_by(questions).size() == 1);
  questions.refuse({ErrorCode::denied, "dispatcher", "manager may not read cases"});
  const auto refused = questions.wait_for_page(in(10s));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().detail == "manager may not read cases");
}

TEST_CASE("questions: when it is hopeless nobody waits on for a page", "[link]") {
  Questions questions;
  std::atomic<bool> hopeless{false};
  questions.ask_page(CaseId{});
  std::thread other([&] {
    hopeless = true;
    questions.wake();
  });
  const auto none = questions.wait_for_page(in(1h), [&] { return hopeless.load(); });
  other.join();
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == ErrorCode::unavailable);
}
