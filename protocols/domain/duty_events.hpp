#pragma once
// What has happened of that which is owed to people who wait, to crews, and to the next shift. Part of event.hpp.

#include <optional>
#include <string>
#include <vector>

#include "protocols/domain/case.hpp"
#include "protocols/domain/resources.hpp"

namespace carehub {

struct ContactRecorded {
  CaseId case_id;
  DutyKind kind = DutyKind::welfare_call;
  std::int32_t number = 0;  // of the duty that was kept or tried; 0: a welfare call
  ContactResult result = ContactResult::reached;
  std::string note;
  std::optional<Instant> happened;
  std::optional<Instant> again;  // a duty that is tried again then
};
BOOST_DESCRIBE_STRUCT(ContactRecorded, (), (case_id, kind, number, result, note, happened, again))

struct DutyPromised {
  CaseId case_id;
  Duty duty;
};
BOOST_DESCRIBE_STRUCT(DutyPromised, (), (case_id, duty))

// Closes the case as advised, or leaves it open to be followed up.
struct SignpostedToCommunity {
  CaseId case_id;
  std::vector<std::string> entries;
  std::string advice;
  bool follow_up = false;
};
BOOST_DESCRIBE_STRUCT(SignpostedToCommunity, (), (case_id, entries, advice, follow_up))

struct ReferralAccepted {
  CaseId case_id;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ReferralAccepted, (), (case_id, note))

struct ConsultationStarted {
  CaseId case_id;
};
BOOST_DESCRIBE_STRUCT(ConsultationStarted, (), (case_id))

struct PartnerRefused {
  CaseId case_id;
  std::string partner;
  std::string reason;
  std::string reference;
};
BOOST_DESCRIBE_STRUCT(PartnerRefused, (), (case_id, partner, reason, reference))

struct CrewReportedSafe {
  TeamId team;
  std::optional<Instant> happened;
};
BOOST_DESCRIBE_STRUCT(CrewReportedSafe, (), (team, happened))

struct ShiftHandedOver {
  Handover handover;
};
BOOST_DESCRIBE_STRUCT(ShiftHandedOver, (), (handover))

struct ShiftTakenOver {
  UserName by;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ShiftTakenOver, (), (by, note))

// Of the same person within the repeat window.
struct EarlierCallsFound {
  CaseId case_id;
  std::vector<CaseId> calls;
};
BOOST_DESCRIBE_STRUCT(EarlierCallsFound, (), (case_id, calls))

// A service that would have taken the case but for this.
struct GapNoted {
  CaseId case_id;
  ServiceId service;
  NotOfferedReason reason = NotOfferedReason::closed;
  Need need = Need::unknown;
};
BOOST_DESCRIBE_STRUCT(GapNoted, (), (case_id, service, reason, need))

}  // namespace carehub
