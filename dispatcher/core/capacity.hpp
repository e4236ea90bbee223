#pragma once
// The one figure of a service: what is free now, or the wait in minutes where only that is reported. Nothing when it is
// not known: never a number that may be wrong.

#include "dispatcher/core/state.hpp"

namespace carehub::core {

[[nodiscard]] std::optional<std::int32_t> figure_now(const State& state, const ServiceState& service, Instant now);
// Reported so long ago that the figure means nothing.
[[nodiscard]] bool report_is_stale(const ServiceState& service, const ServiceConfig& config, Instant now);

// What the service itself is, beside its teams and places.
[[nodiscard]] UnitKind unit_kind(const ServiceConfig& config);

}  // namespace carehub::core
