#include "dispatcher/journal/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace carehub::journal {

namespace {

class File {
 public:
  File(const path& file, int flags) : descriptor_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

[[nodiscard]] std::unexpected<Error> failed(const path& file, const char* action) {
  const int error = errno;
  const ErrorCode code = error == ENOENT ? ErrorCode::not_found : ErrorCode::input_output;
  return fail(code, file.string(), "cannot {}: {}", action, std::strerror(error));
}

[[nodiscard]] bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

[[nodiscard]] std::string read_all(int descriptor) {
  std::string bytes;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(descriptor, buffer, sizeof buffer)) > 0;) {
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
  return bytes;
}

class FileLock final : public DirectoryLock {
 public:
  explicit FileLock(File file) : file_(std::move(file)) {}

 private:
  File file_;  // the lock goes with the descriptor, also when the process is killed
};

[[nodiscard]] Result<void> write_whole(const path& file, const std::string& bytes) {
  const File opened(file, O_WRONLY | O_CREAT | O_TRUNC);
  if (!opened.is_open()) return failed(file, "create the file");
  if (!write_all(opened.descriptor(), bytes)) return failed(file, "write the file");
  if (::fsync(opened.descriptor()) != 0) return failed(file, "sync the file");
  return {};
}

class FileNote final : public Note {
 public:
  FileNote(path name, File file) : name_(std::move(name)), file_(std::move(file)) {}
  Result<void> write(std::uint64_t offset, std::string_view bytes) override {
    const ssize_t written = ::pwrite(file_.descriptor(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written != static_cast<ssize_t>(bytes.size())) return failed(name_, "write the file");
    return {};
  }

 private:
  path name_;
  File file_;
};

[[nodiscard]] Result<void> write_zeros(const path& file, std::uint64_t bytes) {
  const File opened(file, O_WRONLY | O_CREAT);
  if (!opened.is_open()) return failed(file, "create the file");
  const std::string zeros(std::min<std::uint64_t>(bytes, 1U << 20), '\0');
  for (std::uint64_t left = bytes; left > 0; left -= std::min<std::uint64_t>(left, zeros.size())) {
    if (!write_all(opened.descriptor(), std::string_view(zeros).substr(0, left))) return failed(file, "write the file");
  }
  if (::fsync(opened.descriptor()) != 0) return failed(file, "sync the file");
  return {};
}

class SystemDisk final : public Disk {
 public:
  std::string vfs() const override { return {}; }

  bool exists(const path& file) override { return ::access(file.c_str(), F_OK) == 0; }

  Result<std::uint64_t> size(const path& file) override {
    struct stat about{};
    if (::stat(file.c_str(), &about) != 0) return failed(file, "look at the file");
    return static_cast<std::uint64_t>(about.st_size);
  }

  Result<std::string> read(const path& file) override {
    const File opened(file, O_RDONLY);
    if (!opened.is_open()) return failed(file, "open the file");
    return read_all(opened.descriptor());
  }

  Result<std::string> read_part(const path& file, std::uint64_t offset, std::size_t bytes) override {
    const File opened(file, O_RDONLY);
    if (!opened.is_open()) return failed(file, "open the file");
    std::string part(bytes, '\0');
    std::size_t have = 0;
    while (have < bytes) {
      const ssize_t got =
          ::pread(opened.descriptor(), part.data() + have, bytes - have, static_cast<off_t>(offset + have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return failed(file, "read the file");
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
    }
    part.resize(have);
    return part;
  }

  Result<void> replace(const path& file, const std::string& bytes) override {
    const path draft = file.string() + ".draft";
    Result<void> written = write_whole(draft, bytes);
    if (!written) {
      ::unlink(draft.c_str());  // on a full disk every byte counts
      return written;
    }
    CAREHUB_CHECK(rename(draft, file));
    return sync_directory(file.parent_path());
  }

  Result<void> rename(const path& from, const path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return failed(from, "rename the file");
    return {};
  }

  Result<void> remove(const path& file) override {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return failed(file, "remove the file");
    return {};
  }

  Result<void> sync_directory(const path& directory) override {
    const File opened(directory, O_RDONLY | O_DIRECTORY);
    if (!opened.is_open()) return failed(directory, "open the folder");
    if (::fsync(opened.descriptor()) != 0) return failed(directory, "sync the folder");
    return {};
  }

  Result<void> reserve(const path& file, std::uint64_t bytes) override {
    const File opened(file, O_WRONLY | O_CREAT);
    if (!opened.is_open()) return failed(file, "create the file");
    errno = ::posix_fallocate(opened.descriptor(), 0, static_cast<off_t>(bytes));
    if (errno == 0) return {};
    const auto error = failed(file, "reserve space");
    ::unlink(file.c_str());  // half a ballast is none
    return error;
  }

  Result<void> lay_out(const path& file, std::uint64_t bytes) override {
    Result<void> written = write_zeros(file, bytes);
    if (!written) {
      [[maybe_unused]] const int emptied = ::truncate(file.c_str(), 0);
      return written;
    }
    return sync_directory(file.parent_path());
  }

  Result<std::unique_ptr<Note>> open_note(const path& file) override {
    File opened(file, O_WRONLY | O_CREAT);
    if (!opened.is_open()) return failed(file, "open the file");
    return std::make_unique<FileNote>(file, std::move(opened));
  }

  Result<DiskSpace> space(const path& directory) override {
    struct statvfs about{};
    if (::statvfs(directory.c_str(), &about) != 0) return failed(directory, "ask for free space");
    const auto unit = static_cast<std::uint64_t>(about.f_frsize);
    return DiskSpace{unit * about.f_bavail, unit * about.f_blocks};
  }

  Result<std::unique_ptr<DirectoryLock>> lock(const path& directory) override {
    const path file = directory / "lock";
    File opened(file, O_RDWR | O_CREAT);
    if (!opened.is_open()) return failed(file, "create the lock");
    if (::flock(opened.descriptor(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) return failed(file, "take the lock");
      std::string holder = read_all(opened.descriptor());
      while (!holder.empty() && holder.back() == '\n') holder.pop_back();
      return fail(ErrorCode::conflict, directory.string(),
                  "another dispatcher (process {}) uses it; stop that one first, or name another directory with --data",
                  holder.empty() ? "unknown" : holder);
    }
    const std::string text = fmt::format("{}\n", ::getpid());
    if (::ftruncate(opened.descriptor(), 0) == 0) {
      [[maybe_unused]] const bool told =
          write_all(opened.descriptor(), text);  // only to name us to others; a full disk may refuse
    }
    return std::make_unique<FileLock>(std::move(opened));
  }
};

}  // namespace

Disk& system_disk() {
  static SystemDisk disk;
  return disk;
}

}  // namespace carehub::journal
