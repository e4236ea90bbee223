#pragma once
// verify() on a disk of the caller's choice.

#include "dispatcher/journal/disk.hpp"
#include "dispatcher/journal/journal.hpp"

namespace carehub::journal {

[[nodiscard]] Result<Verdict> verify_on(Disk& disk, const path& directory,
                                        const std::function<Result<void>(const Entry&)>& take = {});

}  // namespace carehub::journal
