#pragma once
// The measurements; each adds its figures or says why it could not.

#include "protocols/domain/site.hpp"
#include "tools/bench/figures.hpp"

namespace carehub::bench {

// decide + evolve, without a journal.
void measure_core(const Setting& setting, const Site& site, Figures& figures);
// decide + evolve of a hub that plans, in a storm and in the same hour of any day.
void measure_storm(const Setting& setting, const Site& site, Figures& figures);
// Care homes that report each minute: processor time of decide, evolve and the journal.
void measure_homes(const Setting& setting, const Site& site, Figures& figures);
// Restarts of a long journal, by snapshot and by full replay, and what the dispatcher then takes of memory.
void measure_restart(const Setting& setting, const Site& site, Figures& figures);
// Acknowledged commands over ipc: one at a time beside the disk's floor, and by 64 clients.
void measure_commands(const Setting& setting, const Site& site, Figures& figures);
// From the acknowledgement to another console's picture.
void measure_picture(const Setting& setting, const Site& site, Figures& figures);
// Building a frame of a busy control room, by the console itself.
void measure_console(const Setting& setting, Figures& figures);
// Processor time of a console that nobody touches, beside a live hub.
void measure_idle_console(const Setting& setting, Figures& figures);
// From a key to the changed frame while the dispatcher is stopped.
void measure_keys(const Setting& setting, Figures& figures);
// Resident memory of the consoles over a shift of eight hours, played in eight minutes.
void measure_shift_memory(const Setting& setting, Figures& figures);

}  // namespace carehub::bench
