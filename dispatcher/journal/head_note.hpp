#pragma once
// DIR/journal.head: the end of the journal as it was last acknowledged. Written after each commit and before its
// answers, and never synced: exact when the process was killed, older or torn when the power went, never ahead of the
// disk. So a commit that cannot be read any more is missed, be it the very last.

#include <memory>
#include <optional>

#include "dispatcher/journal/chain.hpp"
#include "dispatcher/journal/disk.hpp"
#include "dispatcher/journal/reader.hpp"

namespace carehub::journal {

class HeadNote {
 public:
  [[nodiscard]] static Result<HeadNote> open(Disk& disk, const path& file);
  // What cannot be written is left as it is: the older record stays true.
  void write(const ChainKey& key, const Head& head);

 private:
  std::unique_ptr<Note> note_;
  std::size_t slot_ = 0;  // they take turns, so that one of them is always whole
};

// None where the file is not there, or nothing in it was sealed with this key.
[[nodiscard]] Result<std::optional<Head>> read_head_note(Disk& disk, const path& file, const ChainKey& key);

}  // namespace carehub::journal
