#pragma once
// A part of `carehubctl feed`, in a file of its own.

#include "tools/ctl/ctl.hpp"

namespace carehub::ctl {

void add_feed_telemetry(CLI::App& feed, Run& run);

}  // namespace carehub::ctl
