#pragma once
// Care homes that report: rounds of observations, a resident who is unwell now and then, and a home whose line is down.

#include <optional>
#include <vector>

#include "tools/simulate/random.hpp"
#include "tools/simulate/scene.hpp"

namespace carehub::tools::simulate {

class HomeStaff {
 public:
  HomeStaff(const CareHome& config, std::uint64_t seed);
  void step(const Scene& scene);

 private:
  void enrol(const Scene& scene);
  [[nodiscard]] std::vector<Reading> round(Instant now);

  const CareHome& config_;
  Random random_;
  std::vector<ResidentId> residents_;
  std::optional<Instant> next_word_, next_round_;
};

}  // namespace carehub::tools::simulate
