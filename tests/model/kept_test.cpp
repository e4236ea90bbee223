#include "console/model/kept.hpp"

#include <catch2/catch.hpp>

#include "evening.hpp"

using namespace carehub;
using namespace carehub::console;

namespace {

CommandId id_of(std::uint8_t n) {
  CommandId id;
  id.bytes[0] = n;
  return id;
}

KeptCommand kept(Command command, std::string text, Instant given) {
  return {id_of(1), std::move(command), std::move(text), given, true, {}, {}, CaseId{1042}};
}

std::string hub_side(const KeptLine& line) {
  std::string all;
  for (const auto& row : line.rows) all += row.label + ": " + row.hub + "\n";
  return all;
}

}  // namespace

TEST_CASE("kept: facts are kept and decisions are not", "[model]") {
  CHECK(is_kept(AddNote{CaseId{1042}, "ate well"}));
  CHECK(is_kept(RegisterCase{}));
  CHECK(is_kept(ReportOnScene{TeamId("CR2"), {}}));
  CHECK(is_kept(ReportEnRoute{TeamId("CR2"), {}}));
  CHECK(is_kept(ReportClear{TeamId("CR2"), Outcome::seen, "", {}}));
  CHECK(is_kept(ReportSafe{}));
  CHECK(is_kept(RecordContact{}));
  CHECK(is_kept(RecordArrival{}));
  CHECK(is_kept(ReportPlaceCount{}));
  CHECK(is_kept(StartBreak{TeamId("CR1"), 30}));
  CHECK(is_kept(EndBreak{TeamId("CR1")}));
  CHECK(is_kept(SignOnTeam{TeamId("CR1"), {}, {}, {}}));
  CHECK(is_kept(SignOffTeam{TeamId("CR1"), {}}));
  CHECK(is_kept(ReportPosition{}));
  CHECK(is_kept(ReportServiceCapacity{}));
  CHECK(is_kept(AcknowledgeAlert{AlertId{17}}));
  CHECK_FALSE(is_kept(ShelveAlert{}));
  CHECK_FALSE(is_kept(DeclareOpel{}));
  CHECK_FALSE(is_kept(AllocateTeam{}));
  CHECK_FALSE(is_kept(AcceptProposal{}));
  CHECK_FALSE(is_kept(StandDown{}));
  CHECK_FALSE(is_kept(BookService{}));
  CHECK_FALSE(is_kept(SetPriority{}));
  CHECK_FALSE(is_kept(ClaimCase{}));
}

TEST_CASE("kept: a fact has the time at which it was given, but for one that was told", "[model]") {
  const Instant given = evening();
  const auto arrived = std::get<ReportOnScene>(given_at(ReportOnScene{TeamId("CR2"), {}}, given));
  CHECK(arrived.at == given);
  const auto told = std::get<ReportOnScene>(given_at(ReportOnScene{TeamId("CR2"), given - minutes(9)}, given));
  CHECK(told.at == given - minutes(9));
  CHECK(std::get<RegisterCase>(given_at(RegisterCase{}, given)).received == given);
  CHECK(std::get<ReportPosition>(given_at(ReportPosition{TeamId("CR2"), {}, {}}, given)).at == given);
  // What the hub cannot be told the time of is said to count from when it arrives.
  Evening evening;
  evening.publish();
  const auto says = [&](Command command) {
    return kept_line(kept(std::move(command), "R CR1 back", given), evening.picture, evening.now).says;
  };
  CHECK(says(EndBreak{TeamId("CR1")}).ends_with("from when it arrives there"));
  CHECK(says(ReportSafe{}).ends_with("from the time it was given"));
  // A booking's time is the slot's, and no time at which it was given.
  CHECK_FALSE(std::get<BookService>(given_at(BookService{}, given)).at.has_value());
}

TEST_CASE("kept: a report that the hub refused stands beside what the hub has, and what happened since", "[model]") {
  Evening evening;
  Case& c = evening.add(1042, minutes(8));
  c.history = {{evening.now - minutes(30), "hub", "received", {}},
               {evening.now - minutes(2), "M. Cole", "stood down: went to her daughter", {}}};
  evening.team("CR2").queue = {};
  evening.publish();
  KeptCommand one = kept(ReportOnScene{TeamId("CR2"), {}}, "OS CR2", evening.now - minutes(5));
  CHECK(kept_state(one, evening.picture) == KeptState::waiting);
  one.refusal = "CR2 has no visit";
  const KeptLine line = kept_line(one, evening.picture, evening.now);
  CHECK(line.state == KeptState::refused);
  CHECK(line.says == "the hub refused it: CR2 has no visit");
  const std::string hub = hub_side(line);
  CHECK(hub.find("CR2: available since") != std::string::npos);
  CHECK(hub.find("stood down: went to her daughter, M. Cole") != std::string::npos);
  CHECK(hub.find("received, hub") == std::string::npos);
}

TEST_CASE("kept: a referral that became a second case for the same person stands beside the first", "[model]") {
  Evening evening;
  Case& first = evening.add(1042, minutes(50));
  first.referral.person.name = "Ann Bly";
  Case& second = evening.add(1043, minutes(60));
  second.possible_duplicates = {CaseId{1042}};
  evening.publish();
  RegisterCase referral;
  referral.referral.person.name = "Anne Bly";
  referral.received = evening.now - minutes(20);
  KeptCommand one = kept(referral, "new referral: fell", evening.now - minutes(20));
  one.taken_as = CaseId{1043};
  const KeptLine line = kept_line(one, evening.picture, evening.now);
  CHECK(line.state == KeptState::duplicate);
  CHECK(line.case_id == CaseId{1043});
  CHECK(line.other == CaseId{1042});
  REQUIRE_FALSE(line.rows.empty());
  CHECK(line.rows[0].here.find("Anne Bly") == 0);
  CHECK(line.rows[0].hub.find("Ann Bly") == 0);

  evening.of(1043).duplicate_of = CaseId{1042};
  evening.publish();
  CHECK(kept_state(one, evening.picture) == KeptState::settled);
}

TEST_CASE("kept: what is kept is counted by what it is", "[model]") {
  const Instant now = evening();
  CHECK(kept_counts({}).empty());
  CHECK(kept_counts({kept(AddNote{CaseId{1}, "a"}, "", now), kept(RegisterCase{}, "", now),
                     kept(AddNote{CaseId{1}, "b"}, "", now), kept(ReportOnScene{TeamId("CR2"), {}}, "", now)}) ==
        "1 referral, 1 report of a crew, 2 notes");
}
