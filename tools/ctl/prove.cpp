#include "tools/ctl/prove.hpp"

#include "dispatcher/core/digest.hpp"
#include "dispatcher/runtime/recovery.hpp"

namespace carehub::ctl {

Result<std::filesystem::path> journal_directory(const std::filesystem::path& directory_or_file) {
  const bool file = std::filesystem::is_regular_file(directory_or_file);
  if (file && directory_or_file.filename() != "journal.db")
    return fail(ErrorCode::invalid_input, directory_or_file.string(),
                "is no journal; name a data directory, or the journal.db in it");
  const std::filesystem::path directory = file ? directory_or_file.parent_path() : directory_or_file;
  return directory.empty() ? std::filesystem::path(".") : directory;
}

Result<Proof> prove(const std::filesystem::path& directory_or_file) {
  CAREHUB_TRY(const auto directory, journal_directory(directory_or_file));
  runtime::Replay replay{core::State{}};
  CAREHUB_TRY(journal::Verdict verdict,
              journal::verify(directory, [&](const journal::Entry& entry) { return replay.take(entry); }));
  return Proof{std::move(verdict), core::digest(replay.state()), replay.digests(), replay.state().hub().gaps};
}

}  // namespace carehub::ctl
