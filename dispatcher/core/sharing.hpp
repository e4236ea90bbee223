#pragma once
// Who may see which part of what is known of a person: by the sharing agreement of the asker's organisation, or while
// they have broken the glass. The hub's own people see all that is told to the hub.

#include <string>
#include <vector>

#include "protocols/domain/command.hpp"
#include "protocols/domain/person_record.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::core {

// The organisation whose agreement names the user; else the hub's own.
[[nodiscard]] std::string organisation_of(const Site& site, const Actor& actor);

// One look at a record.
struct Look {
  const Site& site;
  const Actor& actor;
  const std::vector<PersonField>& fields;  // asked for; empty: all but access
  Instant now;
};

struct Seen {
  PersonView view;
  std::vector<PersonField> shown;  // kinds, each once
  bool glass_broken = false;       // something is shown only because of that
};

[[nodiscard]] bool wants(const std::vector<PersonField>& fields, PersonField field);
[[nodiscard]] bool may_see(const PersonRecord& record, PersonField field, const Look& look);
[[nodiscard]] Seen look_at(const PersonRecord& record, const Look& look);

[[nodiscard]] const PersonEntry* find_entry(const PersonRecord& record, PersonField field,
                                            const std::string& organisation);
// Kinds that hold something now, each once, in order.
[[nodiscard]] std::vector<PersonField> known_fields(const PersonRecord& record, Instant now);
// All that is told of the field, one after the other.
[[nodiscard]] std::string text_of(const PersonRecord& record, PersonField field, Instant now);

}  // namespace carehub::core
