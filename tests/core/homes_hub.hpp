#pragma once
// A small hub with two care homes and the shipped clinical content: Edith and Albert live at Solent View.

#include <catch2/catch.hpp>

#include "tests/core/shipped_content.hpp"
#include "tests/support/hub_fixture.hpp"

namespace carehub::test {

inline const HomeId solent("solent_view");
inline const ResidentId edith("SV-014"), albert("SV-015");

inline Site site_with_homes() {
  static const Site site = [] {
    Site made = small_site();
    made.clinical = shipped_clinical();
    CareHome home;
    home.id = solent;
    home.name = "Solent View";
    home.position = {50'730'000, -1'162'000};
    home.address = "3 Sandpiper Walk, Ryde";
    home.postcode = "PO33 1ZZ";
    home.phone = "01632 960304";
    home.practice = "J84011";
    home.heard_every_min = 60;
    made.care_homes = {home};
    home.id = HomeId("medina_court");
    home.name = "Medina Court";
    made.care_homes.push_back(home);
    return made;
  }();
  return site;
}

inline EnrolResident enrolment(const ResidentId& id, const char* name, const char* nhs_number) {
  EnrolResident enrol;
  enrol.home = solent;
  enrol.resident = id;
  enrol.name = name;
  enrol.nhs_number = nhs_number;
  enrol.born = LocalDay{-11'232};
  return enrol;
}

// A hub with Edith and Albert enrolled at Solent View.
class HomesHub : public Hub {
 public:
  HomesHub() : Hub(site_with_homes()) {
    REQUIRE_FALSE(as_operator(enrolment(edith, "Edith Harlow", "999 000 0018")).refusal);
    REQUIRE_FALSE(as_operator(enrolment(albert, "Albert Penn", "")).refusal);
  }

  [[nodiscard]] Reading reading(ReadingKind kind, const char* value, const ResidentId& who = edith) const {
    Reading one;
    one.resident = who;
    one.kind = kind;
    if (kind == ReadingKind::glucose) one.unit = "mmol/L";
    one.value = value;
    one.taken = now();
    one.device = "d1";
    return one;
  }
  core::Decision report(std::vector<Reading> readings, std::optional<Instant> device_now = {}) {
    return as_system(ReportReadings{solent, device_now, std::move(readings)});
  }
  core::Decision report(ReadingKind kind, const char* value, const ResidentId& who = edith) {
    return report({reading(kind, value, who)});
  }
  [[nodiscard]] const Alert* unwell(const ResidentId& who = edith) const {
    return alert(AlertKind::resident_unwell, "resident/" + who.value);
  }
  [[nodiscard]] const Alert* doubtful() const { return alert(AlertKind::reading_doubtful, "home/" + solent.value); }
  [[nodiscard]] const Alert* silent() const { return alert(AlertKind::home_silent, "home/" + solent.value); }
  [[nodiscard]] const Resident& resident(const ResidentId& who = edith) const { return *state().find_resident(who); }
  CaseId open_case(const ResidentId& who = edith) {
    return as_navigator(OpenCaseFromAlert{unwell(who)->id, ""}).case_id;
  }
};

inline bool has_text(const Alert* alert, std::string_view text) {
  return alert != nullptr && alert->text.find(text) != std::string::npos;
}

}  // namespace carehub::test
