#include "console/link/outbox.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "protocols/wire/codec.hpp"
#include "protocols/wire/limits.hpp"

using namespace carehub;
using namespace carehub::link;
using namespace std::chrono_literals;

namespace {

std::vector<CommandId> sent_by(Outbox& outbox, std::size_t at_most = 1'000) {
  std::vector<CommandId> ids;
  outbox.send_unsent([&](const std::string& bytes) {
    if (ids.size() == at_most) return false;
    const auto request = wire::decode<wire::Request>(bytes);
    REQUIRE(request.has_value());
    ids.push_back(std::get<wire::SubmitCommand>(*request).id);
    return true;
  });
  return ids;
}
wire::Answer yes(CommandId id) {
  wire::Answer answer;
  answer.id = id;
  answer.accepted = true;
  return answer;
}

}  // namespace

TEST_CASE("outbox: each command is sent once a connection, in order, until it is answered", "[link]") {
  Outbox outbox;
  const auto a = outbox.add(AddNote{CaseId{1}, "a"}, "note a", false);
  const auto b = outbox.add(AddNote{CaseId{1}, "b"}, "note b", false);
  CHECK(sent_by(outbox) == std::vector{a, b});
  CHECK(sent_by(outbox).empty());
  CHECK(outbox.on_answer(yes(a)));
  CHECK_FALSE(outbox.on_answer(yes(a)));
  outbox.mark_unsent();
  const auto c = outbox.add(AddNote{CaseId{1}, "c"}, "note c", false);
  CHECK(sent_by(outbox) == std::vector{b, c});
  REQUIRE(outbox.pending().size() == 2);
  CHECK(outbox.pending()[0].text == "note b");
  const auto answers = outbox.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].id == a);
  CHECK(outbox.take_answers().empty());
}

TEST_CASE("outbox: what a full queue did not take is sent later", "[link]") {
  Outbox outbox;
  const auto a = outbox.add(Tick{}, "", false);
  const auto b = outbox.add(Tick{}, "", false);
  CHECK(sent_by(outbox, 1) == std::vector{a});
  CHECK(sent_by(outbox) == std::vector{b});
}

TEST_CASE("outbox: what stays unanswered on a good connection is sent again, and only that", "[link]") {
  Outbox outbox;
  const auto a = outbox.add(Tick{}, "", false);
  const auto b = outbox.add(Tick{}, "", false);
  CHECK(sent_by(outbox) == std::vector{a, b});
  CHECK(outbox.on_answer(yes(b)));
  outbox.mark_overdue(std::chrono::steady_clock::now() - 1h);
  CHECK(sent_by(outbox).empty());
  outbox.mark_overdue(std::chrono::steady_clock::now() + 1h);
  const auto c = outbox.add(Tick{}, "", false);
  CHECK(sent_by(outbox) == std::vector{a, c});
  CHECK(sent_by(outbox).empty());
}

TEST_CASE("outbox: a command that cannot be read is refused at once and never sent", "[link]") {
  Outbox outbox;
  const auto long_text = outbox.add(AddNote{CaseId{1}, std::string(wire::text_bytes_max + 1, 'x')}, "long note", false);
  CHECK(sent_by(outbox).empty());
  const auto answers = outbox.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].id == long_text);
  CHECK_FALSE(answers[0].accepted);
  REQUIRE(answers[0].refusal.has_value());
  CHECK(answers[0].refusal->code == RefusalCode::too_large);
}

TEST_CASE("outbox: when it is hopeless nobody waits on, and is told whether it was sent", "[link]") {
  Outbox outbox;
  std::atomic<bool> hopeless{false};
  const auto a = outbox.add(Tick{}, "", true);
  CHECK(sent_by(outbox) == std::vector{a});
  std::thread other([&] {
    hopeless = true;
    outbox.wake();
  });
  const auto sent = outbox.wait(a, 1h, [&] { return hopeless.load(); });
  other.join();
  REQUIRE_FALSE(sent.has_value());
  CHECK(sent.error().detail == "no answer; look whether it was carried out before giving it again");
  const auto b = outbox.add(Tick{}, "", true);
  const auto unsent = outbox.wait(b, 1h, [&] { return hopeless.load(); });
  REQUIRE_FALSE(unsent.has_value());
  CHECK(unsent.error().detail == "no answer; nothing was sent");
  CHECK(outbox.pending().empty());
}

TEST_CASE("outbox: waiting gets its own answer, or says that nobody answered", "[link]") {
  Outbox outbox;
  const auto a = outbox.add(Tick{}, "", true);
  std::thread other([&] { outbox.on_answer(yes(a)); });
  const auto answer = outbox.wait(a, 10s);
  other.join();
  REQUIRE(answer.has_value());
  CHECK(answer->id == a);
  CHECK(outbox.take_answers().empty());
  const auto b = outbox.add(Tick{}, "", true);
  const auto none = outbox.wait(b, 1ms);
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == ErrorCode::unavailable);
  CHECK(none.error().detail.ends_with("nothing was sent"));
  CHECK(outbox.pending().empty());
}

TEST_CASE("outbox: a decision that is old when the link is back is given up with words, a fact is sent", "[link]") {
  Outbox outbox;
  const auto note = outbox.add(AddNote{CaseId{1}, "a"}, "note a", false);
  const auto send = outbox.add(AcceptProposal{CaseId{1}, {}}, "A 1", false);
  const auto seen = outbox.add(ViewCase{CaseId{1}}, "", false);
  outbox.give_up_decisions(std::chrono::steady_clock::now() - 1h);
  CHECK(outbox.pending().size() == 3);
  outbox.give_up_decisions(std::chrono::steady_clock::now() + 1s);
  CHECK(sent_by(outbox) == std::vector{note, seen});
  const auto answers = outbox.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].id == send);
  REQUIRE(answers[0].refusal.has_value());
  CHECK(answers[0].refusal->text.find("give it again") != std::string::npos);
}

TEST_CASE("outbox: what an earlier console gave goes under its own id, and once", "[link]") {
  Outbox outbox;
  const auto id = new_command_id();
  outbox.add_again(id, AddNote{CaseId{1}, "a"}, "note a");
  outbox.add_again(id, AddNote{CaseId{1}, "a"}, "note a");
  CHECK(sent_by(outbox) == std::vector{id});
}
