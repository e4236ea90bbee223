#include "tools/ctl/replayed.hpp"

#include "dispatcher/core/core.hpp"
#include "dispatcher/core/digest.hpp"

namespace carehub::ctl {

Result<void> Replayed::take(const journal::Entry& entry) {
  Sequence sequence = entry.stamp.sequence;
  if (sequence != state_.hub().last_sequence + 1)
    return fail(ErrorCode::corrupt, fmt::format("sequence {}", sequence), "follows {}: entries are missing",
                state_.hub().last_sequence);
  for (const Event& event : entry.events) {
    if (const auto* recorded = std::get_if<StateDigested>(&event)) {
      ++digests_;
      if (const std::string now = digest(); now != recorded->digest)
        return fail(ErrorCode::corrupt, fmt::format("sequence {}", sequence),
                    "the recorded digest is {}, the replay gives {}", recorded->digest, now);
    }
    core::evolve(state_, event, entry.stamp, sequence);
    ++sequence;
  }
  return {};
}

std::string Replayed::digest() const {
  return core::digest(state_);
}

Result<Proof> prove(const std::filesystem::path& directory_or_file) {
  const bool file = std::filesystem::is_regular_file(directory_or_file);
  if (file && directory_or_file.filename() != "journal.db")
    return fail(ErrorCode::invalid_input, directory_or_file.string(),
                "is no journal; name a data directory, or the journal.db in it");
  std::filesystem::path directory = file ? directory_or_file.parent_path() : directory_or_file;
  if (directory.empty()) directory = ".";
  Replayed replay;
  CAREHUB_TRY(journal::Verdict verdict,
              journal::verify(directory, [&](const journal::Entry& entry) { return replay.take(entry); }));
  return Proof{std::move(verdict), replay.digest(), replay.digests_compared()};
}

}  // namespace carehub::ctl
