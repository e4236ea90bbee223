#pragma once
// The services that could answer a case, as a navigator chooses among them: by what the pathway prefers, those that are
// in time first. Who of each would come, and why the others do not, stands in the explanation it is made from.

#include <string>
#include <vector>

#include "protocols/domain/case.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::clinical {

struct ServiceOption {
  const ServiceConfig* service = nullptr;  // of the site
  const Candidate* by = nullptr;           // of the explanation: who would see the person first
  bool ready = false;                      // in time, and not only because somebody has to take it
  std::int32_t target_min = 0;             // of the pathway, else of the service
};

// Best first; as many as services are offered, each once. Both arguments outlive the result.
[[nodiscard]] std::vector<ServiceOption> service_options(const Site& site, const Triage& triage, bool emergency,
                                                         const Explanation& explanation);

// Kinds of service that must not take the case, whatever is free: ruled out, or unfit by need, age or red flag in each
// of their services.
[[nodiscard]] std::vector<ServiceKind> never_kinds(const Site& site, const Triage& triage,
                                                   const Explanation& explanation);

}  // namespace carehub::clinical
