#pragma once
// Whom the hub works with beside its own services: organisations with whom it shares, the community's own help, care
// homes. Part of the site.

#include <optional>
#include <string>
#include <vector>

#include "protocols/base/ids.hpp"
#include "protocols/domain/geo.hpp"
#include "protocols/domain/opening_hours.hpp"
#include "protocols/domain/person_record.hpp"
#include "protocols/domain/vocabulary.hpp"

namespace carehub {

// An information-sharing agreement: which organisation's people see which fields, what for, and until when.
struct SharingAgreement {
  std::string organisation;  // ODS code
  std::string purpose;       // "direct care"
  std::vector<PersonField> fields;
  std::optional<LocalDay> until;  // the last day; none: it has no end
  std::vector<UserName> users;    // its people who sign on to this hub
  std::string source;
  bool confirmed = false;
  bool operator==(const SharingAgreement&) const = default;
};
BOOST_DESCRIBE_STRUCT(SharingAgreement, (), (organisation, purpose, fields, until, users, source, confirmed))

enum class CommunityKind {
  pharmacy,
  local_area_coordinator,
  social_prescribing,
  carers_hub,
  recovery_college,
  voluntary,
  equipment,
  other,
};
BOOST_DESCRIBE_ENUM(CommunityKind, pharmacy, local_area_coordinator, social_prescribing, carers_hub, recovery_college,
                    voluntary, equipment, other)

// Help that is nobody's visit: whom a person is told of, with the promise to hear how it went.
struct CommunityEntry {
  std::string id;  // ventnor_pharmacy
  std::string name;
  CommunityKind kind = CommunityKind::other;
  std::string offers;  // in words
  std::string phone;
  std::string address;
  std::vector<std::string> localities;  // empty: the whole area
  std::vector<Need> needs;              // empty: any
  std::optional<std::int32_t> min_age_years;
  std::optional<std::int32_t> max_age_years;  // inclusive
  OpeningHours hours;                         // none: ring and ask
  std::int32_t follow_up_hours = 48;          // proposed for hearing how it went
  std::string source;
  bool confirmed = false;
  bool operator==(const CommunityEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(CommunityEntry, (),
                      (id, name, kind, offers, phone, address, localities, needs, min_age_years, max_age_years, hours,
                       follow_up_hours, source, confirmed))

struct CareHome {
  HomeId id;
  std::string name;
  std::string ods;
  Coordinates position;
  std::string address;
  std::string postcode;
  std::string phone;
  std::string practice;              // ODS code of the practice that looks after it
  std::int32_t heard_every_min = 0;  // it is expected to report at least so often; 0: no matter
  std::vector<UserName> users = {};  // who may report for it, of those who refer; none: any of them
  bool operator==(const CareHome&) const = default;
};
BOOST_DESCRIBE_STRUCT(CareHome, (),
                      (id, name, ods, position, address, postcode, phone, practice, heard_every_min, users))

}  // namespace carehub
