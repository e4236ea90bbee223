#pragma once
// What dispatcher and clients say to each other. Requests go to the ROUTER, replies come back on it; updates come on
// PUB. Sent by position: append only.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocols/domain/command.hpp"
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

using Request = std::variant<Hello, SubmitCommand, AskSnapshot, Heartbeat, AskOptions, AskCases, Goodbye>;

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

using Reply = std::variant<Welcome, Answer, SnapshotPart, Pulse, OptionsAnswer, CasePage, Fault>;

}  // namespace carehub::wire
