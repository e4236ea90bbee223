#pragma once
// Staff of places who count heads, and services that say how long they take. Both forget now and then.

#include <optional>

#include "tools/simulate/random.hpp"
#include "tools/simulate/scene.hpp"

namespace carehub::tools::simulate {

class PlaceStaff {
 public:
  PlaceStaff(const PlaceConfig& config, std::uint64_t seed);
  void step(const Scene& scene);

 private:
  void count(const Scene& scene, const OpenInterval& open);
  void close_for_a_while(const Scene& scene, const Place& place, const OpenInterval& open);

  const PlaceConfig& config_;
  Random random_;
  std::int32_t people_ = 0;
  std::optional<Instant> opened_;  // start of the session being counted
  Instant next_count_;
  std::optional<Instant> shuts_at_, opens_again_;
};

class ServiceStaff {
 public:
  ServiceStaff(const ServiceConfig& config, std::uint64_t seed);
  void step(const Scene& scene);

 private:
  [[nodiscard]] std::vector<Instant> slots(const Scene& scene, const OpenInterval& open);

  const ServiceConfig& config_;
  Random random_;
  std::int32_t queue_ = 0;
  Instant next_report_;
  std::optional<Instant> open_again_;
};

}  // namespace carehub::tools::simulate
