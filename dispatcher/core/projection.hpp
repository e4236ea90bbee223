#pragma once
// What is shown: figures for every screen, and the board without patient data.

#include "dispatcher/core/state.hpp"
#include "protocols/domain/picture.hpp"

namespace carehub::core {

[[nodiscard]] HubStatus hub_status(const State& state, Instant now);
[[nodiscard]] Board board(const State& state, Instant now);
// As it leaves the hub: without the way into the person's home.
[[nodiscard]] Case published(const Case& c);
// Open, or closed so recently that consoles still show it.
[[nodiscard]] bool in_picture(const State& state, const Case& c, Instant now);

}  // namespace carehub::core
