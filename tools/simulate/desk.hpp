#pragma once
// Callers ringing in, and the bots at the desk: a navigator who triages, an operator who confirms and keeps the list
// true.

#include <map>
#include <set>

#include "tools/simulate/scene.hpp"

namespace carehub::tools::simulate {

class Callers {
 public:
  void step(const Scene& scene, CallBook& book);

 private:
  void ring(const Scene& scene, const Call& call);
  void follow_up(const Scene& scene, CallBook& book);

  std::map<Instant, std::vector<std::string>> rings_again_, cancels_;  // keys of the first call
};

// Something done once for a case, and tried again later if the hub still shows the case as before.
class Attempts {
 public:
  [[nodiscard]] bool may(CaseId id, Instant now, Duration again_after);

 private:
  std::map<CaseId, Instant> last_;
};

class Navigator {
 public:
  void step(const Scene& scene, const CallBook& book);

 private:
  void take_up(const Scene& scene, const CallBook& book, const Case& c, const Call& call);
  void look_at_resident(const Scene& scene, const Case& c);
  void triage(const Scene& scene, const Case& c, const Call& call);

  Attempts attempts_;
};

class Operator {
 public:
  void step(const Scene& scene);

 private:
  void confirm(const Scene& scene, const Case& c);
  void record_arrival(const Scene& scene, const Case& c);
  void follow_booking(const Scene& scene, const Case& c);
  void ring_back(const Scene& scene, const Case& c);
  void look_at_alerts(const Scene& scene);
  void ring_for(const Scene& scene, const Alert& alert);
  void declare_opel(const Scene& scene);

  struct Seen {
    std::string unit;
    Instant at;
    int tries = 0;
  };
  std::map<CaseId, Seen> proposals_;
  std::set<CaseId> not_arrived_;
  Attempts attempts_;
  bool opel_asked_ = false;
};

// This case is left to the person at the console, for a while. Never where the bots do everything.
[[nodiscard]] bool left_to_person(const Scene& scene, CaseId id, std::int64_t permille, std::string_view task);

}  // namespace carehub::tools::simulate
