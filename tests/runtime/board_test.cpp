// No patient data reaches the board: markers are planted in every text of a case, and every byte that a manager can get
// is searched for them.

#include "tests/runtime/live_hub.hpp"

using namespace carehub;
using namespace carehub::tests;

namespace {

const std::string marker = "QzMarker";

RegisterCase marked_case(int number) {
  const auto text = [&](const char* what) { return fmt::format("{}-{}-{}", marker, what, number); };
  RegisterCase command;
  auto& referral = command.referral;
  referral.source = Source::call_for_care;
  referral.referrer = text("referrer");
  referral.summary = text("summary");
  referral.narrative = text("narrative");
  referral.person.name = text("name");
  referral.person.communication_needs = text("communication");
  referral.person.contacts = {{text("contact"), text("relation"), text("phone"), true, false}};
  referral.location.address = text("address");
  referral.location.access = text("access");
  referral.flags = {{FlagKind::safeguarding, text("code"), text("flag")}};
  referral.external_ids = {{text("system"), text("value")}};
  referral.sbard = {text("s"), text("b"), text("a"), text("r"), text("d")};
  referral.observations = {{text("observation"), text("reading"), std::nullopt}};
  referral.warnings = {text("warning")};
  return command;
}

}  // namespace

TEST_CASE("board: no patient text reaches a manager, by any road", "[live]") {
  LiveHub hub;
  TestClient board(ZMQ_SUB, credentials_of(hub.data(), Role::manager));
  REQUIRE(board.connect(hub.endpoints().board) == Handshake::admitted);
  TestClient clinical(ZMQ_SUB, credentials_of(hub.data(), Role::operator_));
  REQUIRE(clinical.connect(hub.endpoints().updates) == Handshake::admitted);
  RawSession manager(hub, Role::manager);

  const auto desk = hub.link(Role::operator_);
  REQUIRE(desk->wait_for_picture(10s).has_value());
  for (int i = 0; i < 20; ++i) {
    const auto answer = desk->submit_and_wait(marked_case(i), 10s);
    REQUIRE(answer.has_value());
    REQUIRE(answer->accepted);
    REQUIRE(desk->submit_and_wait(AddNote{answer->case_id, marker + "-note"}, 10s).has_value());
  }

  REQUIRE(desk->submit_and_wait(DeclareOpel{3, marker + "-opel"}, 10s)->accepted);

  // The positive control: the search finds them where they belong.
  bool seen_by_clinicians = false;
  while (const auto bytes = clinical.receive(1'000)) {
    seen_by_clinicians = seen_by_clinicians || bytes->find(marker) != std::string::npos;
    if (seen_by_clinicians) break;
  }
  CHECK(seen_by_clinicians);

  int boards = 0;
  bool seen_case = false;
  for (int messages = 0; messages < 6; ++messages) {
    const auto bytes = board.receive(5'000);
    REQUIRE(bytes.has_value());
    CHECK(bytes->find(marker) == std::string::npos);
    const auto update = wire::decode<PictureUpdate>(*bytes);
    REQUIRE(update.has_value());
    CHECK(update->cases.empty());
    CHECK(update->teams.empty());
    CHECK(update->places.empty());
    CHECK(update->alerts.empty());
    CHECK(update->site.empty());
    boards += update->board ? 1 : 0;
    const auto& status = update->board ? update->board->status : *update->status;
    seen_case = seen_case || status.open == 20;
    if (boards > 0 && seen_case) break;
  }
  CHECK(boards > 0);
  CHECK(seen_case);

  for (const bool as_board : {true, false}) {
    const auto reply = manager.ask(wire::AskSnapshot{as_board});
    const auto bytes = wire::encode(reply);
    CHECK(bytes.find(marker) == std::string::npos);
    REQUIRE(std::holds_alternative<wire::SnapshotPart>(reply));
    CHECK(std::get<wire::SnapshotPart>(reply).last);
    CHECK(std::get<wire::SnapshotPart>(reply).part.board.has_value());
  }
}

TEST_CASE("board: a manager's link shows the board and no cases", "[live]") {
  LiveHub hub;
  const auto desk = hub.link(Role::operator_);
  REQUIRE(desk->submit_and_wait(marked_case(1), 10s).has_value());
  const auto wall = hub.link(Role::manager);
  REQUIRE(wall->wait_for_picture(10s).has_value());
  CHECK(eventually([&] { return wall->picture()->status.open == 1; }));
  REQUIRE(wall->picture()->board.has_value());
  CHECK_FALSE(wall->picture()->board->services.empty());
  CHECK(wall->picture()->cases.empty());
  CHECK(wall->status().state == link::LinkState::live);
}
