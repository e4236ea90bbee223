#pragma once
// What is known of a person beyond one call: told once, by whoever knows it, kept by NHS number. Who may see which part
// is the sharing agreements' (partners.hpp); each look at it is an event.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/base/reflect.hpp"
#include "protocols/base/time.hpp"

namespace carehub {

enum class PersonField {
  history,      // earlier calls and illnesses
  care_plan,    // of an integrated care team or complex care hub, for people on the high-risk register
  key_worker,   // name and telephone
  end_of_life,  // EPaCCS, ReSPECT: wishes, preferred place, resuscitation
  adjustments,  // reasonable adjustments
  safeguarding,
  scene_safety,     // for whoever goes there: always shown with the case
  red_bag,          // what goes with a care home's resident who is conveyed
  frequent_caller,  // the plan agreed with somebody who calls often
  access,           // key safe and the like: the most protected
};
BOOST_DESCRIBE_ENUM(PersonField, history, care_plan, key_worker, end_of_life, adjustments, safeguarding, scene_safety,
                    red_bag, frequent_caller, access)

// One field holds one entry of each organisation; a newer one takes the place of the older, which stays in the journal.
struct PersonEntry {
  PersonField field = PersonField::history;
  std::string text;
  std::string organisation;  // ODS code of whoever told it
  std::string by;            // in words
  Instant at;
  std::optional<Instant> until;  // not shown as current after that; none: until it is told otherwise
  bool operator==(const PersonEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(PersonEntry, (), (field, text, organisation, by, at, until))

// Somebody sees everything for a while, having said why.
struct BrokenGlass {
  UserName user;
  Instant until;
  std::string reason;
  bool operator==(const BrokenGlass&) const = default;
};
BOOST_DESCRIBE_STRUCT(BrokenGlass, (), (user, until, reason))

struct PersonRecord {
  PersonId id;
  std::uint64_t version = 0;
  std::vector<PersonEntry> entries;
  std::vector<BrokenGlass> broken;
  bool operator==(const PersonRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(PersonRecord, (), (id, version, entries, broken))

// What one look shows. Never stored: the event says which fields were seen, not what stood in them.
struct EarlierCase {
  CaseId id;
  Instant received;
  std::string summary;
  std::string ended;  // "completed, treated at home"
  bool operator==(const EarlierCase&) const = default;
};
BOOST_DESCRIBE_STRUCT(EarlierCase, (), (id, received, summary, ended))

struct PersonView {
  PersonId person;
  std::vector<PersonEntry> entries;
  std::vector<EarlierCase> earlier;     // newest first; where history may be seen
  std::vector<PersonField> not_shared;  // on record, and not for the asker
  std::vector<PersonField> on_asking;   // on record, for the asker, and shown only when asked for by name
  std::string access;                   // told with the case itself; where asked for and allowed
  bool operator==(const PersonView&) const = default;
};
BOOST_DESCRIBE_STRUCT(PersonView, (), (person, entries, earlier, not_shared, on_asking, access))

}  // namespace carehub
