#pragma once
// What every actor of the shift is given at one step, and the book of the day's calls they share.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tools/simulate/day.hpp"
#include "tools/simulate/shift.hpp"

namespace carehub::tools::simulate {

struct Scene {
  const Site& site;
  const console::Picture& picture;
  const ShiftOptions& options;
  Instant now;
  Instant begun;  // of the first step
  std::vector<Outgoing>& out;

  void send(Desk desk, Command command) const { out.push_back({desk, std::move(command)}); }
  // The first moments, in which the hub is brought to where the afternoon would have left it.
  [[nodiscard]] bool warming() const { return now < begun + minutes{2}; }
  [[nodiscard]] const Case* find_case(CaseId id) const;
};

// Every call of the days played so far, and which case it became.
class CallBook {
 public:
  // Calls that are due now; each is given once. Calls too long before the first step are left out.
  [[nodiscard]] std::vector<const Call*> due(const Scene& scene);
  void add(Call call);
  [[nodiscard]] const Call* of(const Case& c) const;
  [[nodiscard]] const Case* case_of(const std::string& key, const console::Picture& picture) const;
  // Looks through the picture for new cases of ours.
  void note_cases(const console::Picture& picture);

 private:
  void load_day(const Scene& scene, LocalDay day);

  std::map<std::string, std::unique_ptr<Call>> calls_;
  std::map<Instant, std::vector<const Call*>> waiting_;
  std::map<std::string, CaseId> cases_;
  std::set<std::int32_t> days_;
  CaseId noted_up_to_;
};

// The session that holds `now`, of a roster or of hours.
[[nodiscard]] std::optional<OpenInterval> session_at(const Site& site, const std::vector<Session>& sessions,
                                                     Instant now);

}  // namespace carehub::tools::simulate
