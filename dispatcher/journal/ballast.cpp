#include "dispatcher/journal/ballast.hpp"

namespace carehub::journal {

namespace {

constexpr unsigned writes_a_look = 8;  // each far smaller than an eighth of what is kept free

}  // namespace

void Ballast::restore() {
  if (bytes_ == 0) return;
  const Result<DiskSpace> space = disk_.space(files_.folder);
  const bool whole = disk_.exists(files_.ballast) && disk_.size(files_.ballast).value_or(0) >= bytes_;
  const bool room = space && space->free_bytes > bytes_ + 2 * low_bytes_;  // else it would be given up again at once
  released_ = !whole && !(room && disk_.reserve(files_.ballast, bytes_));
}

Result<void> Ballast::before_write() {
  const bool looked_lately = !released_ && writes_since_look_ < writes_a_look;
  if (low_bytes_ == 0 || looked_lately) {
    ++writes_since_look_;
    return {};
  }
  writes_since_look_ = 0;
  CAREHUB_TRY(DiskSpace space, disk_.space(files_.folder));
  if (space.free_bytes >= low_bytes_) return {};
  if (!released_) {
    release();
    CAREHUB_TRY(space, disk_.space(files_.folder));
  }
  if (space.free_bytes >= low_bytes_ / 4) return {};
  return fail(
      ErrorCode::input_output, files_.folder.string(),
      "the disk is full: {} MB are left, and the reserve is used up. Nothing acknowledged is lost; free some space and "
      "start again",
      space.free_bytes >> 20);
}

void Ballast::release() {
  released_ = bytes_ != 0;
  if (disk_.exists(files_.ballast)) [[maybe_unused]]
    const Result<void> gone = disk_.remove(files_.ballast);
}

}  // namespace carehub::journal
