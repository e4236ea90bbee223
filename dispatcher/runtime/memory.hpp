#pragma once

namespace carehub::runtime {

// Gives back to the system what was freed and is kept for later: after a recovery that is more than what is in use.
void give_back_memory();

}  // namespace carehub::runtime
