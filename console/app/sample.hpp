#pragma once
// Invented pictures: an evening like those of the mock-ups for screenshots and tests of the views, and a huge one for
// the benchmark. No hub is behind them.

#include <memory>

#include "console/link/link.hpp"
#include "console/model/picture.hpp"

namespace carehub::app {

// Teams, cases, places and alerts on the site's own rosters. Same input, same picture.
[[nodiscard]] console::Picture sample_picture(std::shared_ptr<const Site> site, Instant now, std::size_t cases = 27);

// A hub far beyond any real one: so many open cases, so many teams on duty.
[[nodiscard]] console::Picture huge_picture(Instant now, std::size_t cases, std::size_t teams);

// A small made-up site with localities, services and places, for where no site file is at hand.
[[nodiscard]] Site made_up_site();

// A link that shows one picture and refuses every command, saying why. It stands as `state` says: live, stale since a
// while, looking for a hub or refused by one (then without a picture).
[[nodiscard]] std::unique_ptr<link::Link> picture_link(std::shared_ptr<const console::Picture> picture, Instant now,
                                                       link::LinkState state = link::LinkState::live);

}  // namespace carehub::app
