#pragma once
// What dispatcher and clients say to each other. Requests go to the ROUTER, replies come back on it; updates come on
// PUB. Sent by position: append only.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocols/domain/command.hpp"
#include "protocols/domain/history.hpp"
#include "protocols/domain/picture.hpp"
#include "protocols/domain/preview.hpp"
#include "protocols/domain/refusal.hpp"

namespace carehub::wire {

// --- requests ---
struct Hello {
  std::uint32_t protocol_version = 0;
  std::string build;  // for the log
  UserName user;
  Role role = Role::auditor;
  std::string console;  // which display or tool
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol_version, build, user, role, console))

struct SubmitCommand {
  CommandId id;
  Command command;
};
BOOST_DESCRIBE_STRUCT(SubmitCommand, (), (id, command))

struct AskSnapshot {
  bool board = false;
};  // else the clinical picture, by role
BOOST_DESCRIBE_STRUCT(AskSnapshot, (), (board))

struct Heartbeat {
  std::uint64_t number = 0;
};  // the last update applied
BOOST_DESCRIBE_STRUCT(Heartbeat, (), (number))

struct AskOptions {
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(AskOptions, (), (case_id))

struct AskCases {
  CaseId after;
  std::uint32_t count = 100;
};  // every case ever, by number
BOOST_DESCRIBE_STRUCT(AskCases, (), (after, count))

struct Goodbye {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Goodbye, (), (reason))

// Where a team could be after each of these minutes, if it set off now.
struct AskReach {
  TeamId team;
  std::vector<std::int32_t> minutes;
};
BOOST_DESCRIBE_STRUCT(AskReach, (), (team, minutes))

// How much happened when, and what.
struct AskHistory {
  HistoryWish wish;
};
BOOST_DESCRIBE_STRUCT(AskHistory, (), (wish))

// The picture as it stood then; the newest question of a client is answered, those before it may not be.
struct AskPast {
  std::uint64_t question = 0;  // the client's own count
  Instant at;
};
BOOST_DESCRIBE_STRUCT(AskPast, (), (question, at))

// What a choice would change in the next hours, played forward with and without it.
struct AskChances {
  CaseId case_id;
  UnitKind kind = UnitKind::team;
  std::string unit;
};
BOOST_DESCRIBE_STRUCT(AskChances, (), (case_id, kind, unit))

using Request = std::variant<Hello, SubmitCommand, AskSnapshot, Heartbeat, AskOptions, AskCases, Goodbye, AskReach,
                             AskHistory, AskPast, AskChances>;

// --- replies ---
struct Welcome {
  std::uint32_t protocol_version = 0;
  std::string hub_name;
  std::string build;
  Instant now;
  std::int32_t speed = 1;
  std::uint64_t epoch = 0;
  std::string
      updates;        // where the clinical picture is published, for a client that was given the command endpoint only
  std::string board;  // likewise the board
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (protocol_version, hub_name, build, now, speed, epoch, updates, board))

// Sent only after the commit. A repeated command id gets its first answer.
struct Answer {
  CommandId id;
  bool accepted = false;
  bool repeated = false;  // answered before
  std::optional<Refusal> refusal;
  CaseId case_id;
  Sequence sequence = 0;  // of the first event
  std::string message;
  std::optional<PersonView> person = {};      // what a look at a person shows; never stored, so not in a repeat
  std::optional<ChoicePreview> preview = {};  // likewise
};
BOOST_DESCRIBE_STRUCT(Answer, (), (id, accepted, repeated, refusal, case_id, sequence, message, person, preview))

// A snapshot is parts of one picture; updates numbered above part.number follow it.
struct SnapshotPart {
  PictureUpdate part;
  std::uint32_t index = 0;
  bool last = false;
};
BOOST_DESCRIBE_STRUCT(SnapshotPart, (), (part, index, last))

struct Pulse {
  Instant now;
  std::uint64_t number = 0;
  std::uint64_t board_number = 0;
  std::uint64_t epoch = 0;
};
BOOST_DESCRIBE_STRUCT(Pulse, (), (now, number, board_number, epoch))

struct OptionsAnswer {
  CaseId case_id;
  std::optional<Explanation> explanation;
  std::string fault;
};
BOOST_DESCRIBE_STRUCT(OptionsAnswer, (), (case_id, explanation, fault))

struct CasePage {
  std::vector<Case> cases;
  bool last = false;
};
BOOST_DESCRIBE_STRUCT(CasePage, (), (cases, last))

struct Fault {
  ErrorCode code = ErrorCode::invalid_input;
  std::string text;
  CommandId id;  // of the command meant, if known
};  // the request could not be read or is not allowed
BOOST_DESCRIBE_STRUCT(Fault, (), (code, text, id))

// Everywhere inside the outline can be reached within the minutes.
struct Reach {
  std::int32_t minutes = 0;
  std::vector<Coordinates> outline;  // closed; empty: the team is nowhere known
};
BOOST_DESCRIBE_STRUCT(Reach, (), (minutes, outline))

struct ReachAnswer {
  TeamId team;
  Instant at;
  std::vector<Reach> reaches;  // as asked for
  std::string fault;
};
BOOST_DESCRIBE_STRUCT(ReachAnswer, (), (team, at, reaches, fault))

struct HistoryAnswer {
  History history;
  std::string fault;
};
BOOST_DESCRIBE_STRUCT(HistoryAnswer, (), (history, fault))

struct PastPart {
  std::uint64_t question = 0;
  Instant at;
  PictureUpdate part;
  std::uint32_t index = 0;
  bool last = false;
  std::string fault;
};
BOOST_DESCRIBE_STRUCT(PastPart, (), (question, at, part, index, last, fault))

// Of one open case.
struct ChanceChange {
  CaseId case_id;
  std::int32_t now_permille = 0;   // chance that its target is missed, as things are planned
  std::int32_t then_permille = 0;  // and with the choice
};
BOOST_DESCRIBE_STRUCT(ChanceChange, (), (case_id, now_permille, then_permille))

struct ChancesAnswer {
  CaseId case_id;
  UnitKind kind = UnitKind::team;
  std::string unit;
  std::int32_t futures = 0;           // played in pairs; 0: there are none, and `fault` says why
  std::int32_t missed_more_x100 = 0;  // missed targets more, by weight, of all cases and calls to come; may be negative
  std::vector<ChanceChange> cases;    // those whose chance changes; the most changed first
  std::string fault;
};
BOOST_DESCRIBE_STRUCT(ChancesAnswer, (), (case_id, kind, unit, futures, missed_more_x100, cases, fault))

using Reply = std::variant<Welcome, Answer, SnapshotPart, Pulse, OptionsAnswer, CasePage, Fault, ReachAnswer,
                           HistoryAnswer, PastPart, ChancesAnswer>;

}  // namespace carehub::wire
