#pragma once
// What the journal asks of the operating system outside SQLite: whole small files, renames, the lock, free space.
// One interface, so that tests put a failing disk in its place.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace carehub::journal {

using std::filesystem::path;

struct DiskSpace {
  std::uint64_t free_bytes = 0;
  std::uint64_t total_bytes = 0;
};

// Held for as long as it lives.
class DirectoryLock {
 public:
  virtual ~DirectoryLock() = default;
};

// A small file that is overwritten in place and never synced: the operating system remembers what the disk may not.
class Note {
 public:
  virtual ~Note() = default;
  [[nodiscard]] virtual Result<void> write(std::uint64_t offset, std::string_view bytes) = 0;
};

class Disk {
 public:
  virtual ~Disk() = default;
  // The SQLite VFS that sees the same files; empty is the operating system's.
  [[nodiscard]] virtual std::string vfs() const = 0;

  [[nodiscard]] virtual bool exists(const path& file) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size(const path& file) = 0;
  // Errors: not_found; input_output.
  [[nodiscard]] virtual Result<std::string> read(const path& file) = 0;
  // That many bytes from `offset` on; fewer where the file ends.
  [[nodiscard]] virtual Result<std::string> read_part(const path& file, std::uint64_t offset, std::size_t bytes) = 0;
  // Durable, readable by its owner only; an older file of that name is replaced whole or not at all.
  [[nodiscard]] virtual Result<void> replace(const path& file, const std::string& bytes) = 0;
  // Durable once sync_directory has returned.
  [[nodiscard]] virtual Result<void> rename(const path& from, const path& to) = 0;
  // Absent is fine.
  [[nodiscard]] virtual Result<void> remove(const path& file) = 0;
  [[nodiscard]] virtual Result<void> sync_directory(const path& directory) = 0;
  // A file of that many allocated bytes.
  [[nodiscard]] virtual Result<void> reserve(const path& file, std::uint64_t bytes) = 0;
  // Fills an empty or a new file with that many zeros, written and durable, so that overwriting it changes nothing but
  // its bytes. Empty again after an error; it may be open meanwhile.
  [[nodiscard]] virtual Result<void> lay_out(const path& file, std::uint64_t bytes) = 0;
  // The file is made where it is missing.
  [[nodiscard]] virtual Result<std::unique_ptr<Note>> open_note(const path& file) = 0;
  [[nodiscard]] virtual Result<DiskSpace> space(const path& directory) = 0;
  // Errors: conflict naming the process that holds it.
  [[nodiscard]] virtual Result<std::unique_ptr<DirectoryLock>> lock(const path& directory) = 0;
};

// The operating system's own.
[[nodiscard]] Disk& system_disk();

}  // namespace carehub::journal
