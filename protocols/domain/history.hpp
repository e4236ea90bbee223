#pragma once
// What a look back over the journal shows beside the picture of a moment: how much happened when, and what.

#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/reflect.hpp"
#include "protocols/base/time.hpp"

namespace carehub {

// One of equal parts of a stretch of time.
struct HistoryPart {
  std::uint32_t events = 0;
  std::uint32_t calls = 0;     // new cases
  std::uint32_t decided = 0;   // who goes where: proposed, confirmed, overridden
  std::uint32_t refused = 0;   // commands that were refused
  std::uint32_t breached = 0;  // targets missed
  bool operator==(const HistoryPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(HistoryPart, (), (events, calls, decided, refused, breached))

enum class MarkKind { call, decided, refused, breached };
BOOST_DESCRIBE_ENUM(MarkKind, call, decided, refused, breached)

// A moment that people look for when they look back.
struct HistoryMark {
  Instant at;
  MarkKind kind = MarkKind::call;
  CaseId case_id;         // 0: of no case
  Sequence sequence = 0;  // of the event
  std::string by;         // "M. Cole (navigator)", "hub"
  std::string what;       // as in the case's history
  bool operator==(const HistoryMark&) const = default;
};
BOOST_DESCRIBE_STRUCT(HistoryMark, (), (at, kind, case_id, sequence, by, what))

// What is wanted of it: so many equal parts of a stretch of time, and what stands just before and after a moment.
struct HistoryWish {
  Instant from{};
  Instant to{};  // not later than from: all of the journal
  std::uint32_t parts = 0;
  Instant around{};
  CaseId of{};               // 0: all cases
  std::uint32_t before = 0;  // marks at that moment, or before it
  std::uint32_t after = 0;
  bool operator==(const HistoryWish&) const = default;
};
BOOST_DESCRIBE_STRUCT(HistoryWish, (), (from, to, parts, around, of, before, after))

struct History {
  Instant first;  // of the whole journal
  Instant last;
  Instant from;  // of the parts
  Instant to;
  std::vector<HistoryPart> parts;
  Instant around;  // of the marks, in order
  CaseId of;       // 0: of all cases
  std::vector<HistoryMark> marks;
  bool earlier = false;               // there are marks before these
  std::int32_t read_permille = 1000;  // of the journal; below 1000 it is still being read, and the end is missing
  bool operator==(const History&) const = default;
};
BOOST_DESCRIBE_STRUCT(History, (), (first, last, from, to, parts, around, of, marks, earlier, read_permille))

}  // namespace carehub
