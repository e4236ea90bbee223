#include "tools/rounds/spots.hpp"

#include <algorithm>

namespace carehub::rounds {

namespace {

constexpr std::size_t known_max = std::size_t{1} << 21;

}  // namespace

Spots::Spots(const Model& model)
    : model_(model), known_(std::clamp<std::size_t>(model.visits.size() * model.kind_of.size(), 1, known_max)) {}

Spot Spots::cheapest(const Route& route, std::int32_t job, std::int64_t bound) {
  const std::size_t at =
      static_cast<std::size_t>(job) * model_.kind_of.size() + static_cast<std::size_t>(route.vehicle());
  Known& known = known_[at < known_.size() ? at : at % known_.size()];
  if (known.version == route.version() && known.job == job) {
    if (known.added >= bound) return {};
    if (known.before != 0) return {known.added, route.vehicle(), known.before};
  }
  Spot spot{.added = bound};
  route.look_for_spot(model_, job, spot);
  known = {route.version(), spot.added, spot.before, job};
  return spot;
}

Spot Spots::next_to(const Route& route, std::int32_t job, std::int32_t except) const {
  Spot spot;
  route.look_for_spot(model_, job, spot, except);
  return spot;
}

}  // namespace carehub::rounds
