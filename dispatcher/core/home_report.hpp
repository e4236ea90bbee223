#pragma once
// One report of a care home: every reading judged, and what follows for its residents. Used by Decider only.

#include <unordered_map>
#include <vector>

#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/home_words.hpp"

namespace carehub::core {

class Decider::HomeReport {
 public:
  HomeReport(Decider& hub, const ReportReadings& report, const CareHome& home)
      : hub_(hub), report_(report), home_(home), today_(local_time(hub.site().calendar, hub.now()).day) {}
  void run();

 private:
  // A resident as known before the report, and as known now.
  struct Known {
    bool here = false;  // enrolled at this home and not gone
    bool seen = false;  // something of the report is believed
    Resident resident;
  };

  [[nodiscard]] Known& known(const ResidentId& id);
  void judge_all();
  void look_at(Resident& resident);
  void look_at_alert(const Resident& resident, const Held& held, const Held& fresh);
  void tell_case(const Case& c, const Resident& resident, const Held& fresh);
  void raise_case(CaseId id, const Resident& resident, const ReadingTrigger& gravest);
  [[nodiscard]] const Case* open_case_of(const Resident& resident) const;
  // Whether a reading that is not believed would ask for 999 if it were true.
  [[nodiscard]] bool would_be_emergency(const JudgedReading& judged) const;
  void look_at_doubts();
  void say_what_came() const;

  Decider& hub_;
  const ReportReadings& report_;
  const CareHome& home_;
  LocalDay today_;
  std::vector<JudgedReading> judged_;
  std::unordered_map<ResidentId, Known> known_;
  std::vector<Resident*> seen_;  // of whom something is believed, in the order of the report
};

}  // namespace carehub::core
