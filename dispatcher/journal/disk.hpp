#pragma once
// What the journal asks of the operating system outside SQLite: whole small files, renames, the lock, free space.
// One interface, so that tests put a failing disk in its place.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

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

class Disk {
 public:
  virtual ~Disk() = default;
  // The SQLite VFS that sees the same files; empty is the operating system's.
  [[nodiscard]] virtual std::string vfs() const = 0;

  [[nodiscard]] virtual bool exists(const path& file) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size(const path& file) = 0;
  // Errors: not_found; input_output.
  [[nodiscard]] virtual Result<std::string> read(const path& file) = 0;
  // Durable, readable by its owner only; an older file of that name is replaced whole or not at all.
  [[nodiscard]] virtual Result<void> replace(const path& file, const std::string& bytes) = 0;
  // Durable once sync_directory has returned.
  [[nodiscard]] virtual Result<void> rename(const path& from, const path& to) = 0;
  // Absent is fine.
  [[nodiscard]] virtual Result<void> remove(const path& file) = 0;
  [[nodiscard]] virtual Result<void> sync_directory(const path& directory) = 0;
  // A file of that many allocated bytes.
  [[nodiscard]] virtual Result<void> reserve(const path& file, std::uint64_t bytes) = 0;
  [[nodiscard]] virtual Result<DiskSpace> space(const path& directory) = 0;
  // Errors: conflict naming the process that holds it.
  [[nodiscard]] virtual Result<std::unique_ptr<DirectoryLock>> lock(const path& directory) = 0;
};

// The operating system's own.
[[nodiscard]] Disk& system_disk();

}  // namespace carehub::journal
