#pragma once
// A disk in memory that SQLite and the journal write to in tests. It can fail any one operation, lie about syncs, and
// lose its power: then only what was synced is sure to be left, and of the rest any 512-byte sectors. Says nothing
// about real disks; it proves how the journal uses one.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "dispatcher/journal/disk.hpp"

struct sqlite3_vfs;

namespace carehub::test {

using journal::path;

inline const std::filesystem::path on_disk = "/data";  // a folder for a journal on it

enum class FaultKind { input_output, no_space, short_write, sync_drops };

class FaultyDisk final : public journal::Disk {
 public:
  FaultyDisk();
  ~FaultyDisk() override;
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  // --- what tests do to it ---
  // Operations that change the disk are numbered from 1; that one fails once.
  void fail_at(std::uint64_t operation, FaultKind kind);
  void fail_never() { fail_operation_ = 0; }
  [[nodiscard]] std::uint64_t operations() const { return operations_; }
  [[nodiscard]] bool fault_happened() const { return fault_happened_; }
  // From that operation on nothing reaches the disk any more, as when the power has gone and nobody has noticed yet.
  void cut_at(std::uint64_t operation) { cut_operation_ = operation; }
  [[nodiscard]] bool power_gone() const { return cut_operation_ != 0 && operations_ >= cut_operation_; }
  void lie_about_syncs(bool lie) { lie_ = lie; }
  void limit_to(std::uint64_t bytes) { capacity_ = bytes; }
  // Everybody who had files open is gone; what was not synced is left in part, by chance.
  void power_cut(std::uint64_t seed);
  // Everybody who had files open is gone, and the operating system is not.
  void kill();
  [[nodiscard]] std::string contents(const path& file) const;
  void set_contents(const path& file, std::string bytes);
  [[nodiscard]] std::uint64_t bytes_used() const;

  // --- journal::Disk ---
  [[nodiscard]] std::string vfs() const override { return name_; }
  [[nodiscard]] bool exists(const path& file) override;
  [[nodiscard]] Result<std::uint64_t> size(const path& file) override;
  [[nodiscard]] Result<std::string> read(const path& file) override;
  [[nodiscard]] Result<void> replace(const path& file, const std::string& bytes) override;
  [[nodiscard]] Result<void> rename(const path& from, const path& to) override;
  [[nodiscard]] Result<void> remove(const path& file) override;
  [[nodiscard]] Result<void> sync_directory(const path& directory) override;
  [[nodiscard]] Result<void> reserve(const path& file, std::uint64_t bytes) override;
  [[nodiscard]] Result<std::string> read_part(const path& file, std::uint64_t offset, std::size_t bytes) override;
  [[nodiscard]] Result<void> lay_out(const path& file, std::uint64_t bytes) override;
  [[nodiscard]] Result<std::unique_ptr<journal::Note>> open_note(const path& file) override;
  [[nodiscard]] Result<journal::DiskSpace> space(const path& directory) override;
  [[nodiscard]] Result<std::unique_ptr<journal::DirectoryLock>> lock(const path& directory) override;

  // --- the file operations under SQLite; not for tests ---
  struct Change {
    std::uint64_t offset = 0;
    std::string bytes;
    bool truncate = false;  // to offset
  };
  struct Inode {
    std::string now;      // what a reader sees
    std::string durable;  // what the disk has for certain
    std::vector<Change> unsynced;
    bool name_synced = false;
  };
  using Node = std::shared_ptr<Inode>;
  enum class Outcome { done, failed, full, cut };

  [[nodiscard]] Node find(const std::string& name) const;
  [[nodiscard]] Node create(const std::string& name);
  [[nodiscard]] Outcome write(Inode& file, std::uint64_t offset, const std::string& bytes);
  // Of a note: no operation that could fail, and on the disk some time, or not.
  void write_aside(Inode& file, std::uint64_t offset, std::string_view bytes);
  [[nodiscard]] Outcome truncate(Inode& file, std::uint64_t size);
  [[nodiscard]] Outcome sync(Inode& file, bool with_name);
  [[nodiscard]] Outcome unlink(const std::string& name, bool sync_name);

 private:
  struct NameChange {
    std::string name;
    Node node;         // what `name` stands for from now on; null: nothing
    std::string gone;  // the name that goes with it; empty: none
  };
  [[nodiscard]] Outcome next_operation(FaultKind* kind = nullptr);
  void change_names(NameChange change);
  void sync_names();
  [[nodiscard]] bool has_room(std::uint64_t more) const;

  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  std::map<std::string, Node> names_;
  std::map<std::string, Node> durable_names_;
  std::vector<NameChange> unsynced_names_;
  std::shared_ptr<int> lock_;
  std::uint64_t operations_ = 0;
  std::uint64_t fail_operation_ = 0;
  std::uint64_t cut_operation_ = 0;
  FaultKind fail_kind_ = FaultKind::input_output;
  bool fault_happened_ = false;
  bool lie_ = false;
  std::uint64_t capacity_ = ~std::uint64_t{0};
};

}  // namespace carehub::test
