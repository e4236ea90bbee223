#pragma once
// What was told of a person, and who saw it. Part of event.hpp.

#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/domain/person_record.hpp"

namespace carehub {

// An empty text: what this organisation told of the field no longer holds.
struct PersonTold {
  PersonId person;
  CaseId case_id;
  PersonEntry entry;
};
BOOST_DESCRIBE_STRUCT(PersonTold, (), (person, case_id, entry))

// A case is about somebody of whom something is on record.
struct PersonRecognised {
  CaseId case_id;
  std::vector<PersonField> known;
  std::string safety;
};
BOOST_DESCRIBE_STRUCT(PersonRecognised, (), (case_id, known, safety))

struct PersonViewed {
  PersonId person;
  CaseId case_id;
  std::vector<PersonField> shown;
  std::vector<PersonField> not_shared;
  std::string organisation;  // of the viewer
  std::string reason;
  bool glass_broken = false;
};
BOOST_DESCRIBE_STRUCT(PersonViewed, (), (person, case_id, shown, not_shared, organisation, reason, glass_broken))

struct GlassBroken {
  PersonId person;
  CaseId case_id;
  BrokenGlass glass;
  std::string organisation;
};
BOOST_DESCRIBE_STRUCT(GlassBroken, (), (person, case_id, glass, organisation))

// Somebody had a case before them: its story, flags and scene safety.
struct CaseViewed {
  CaseId case_id;
  std::string organisation;  // of the viewer
};
BOOST_DESCRIBE_STRUCT(CaseViewed, (), (case_id, organisation))

}  // namespace carehub
