#include "tests/support/faulty_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>

namespace carehub::test {

namespace {

using Outcome = FaultyDisk::Outcome;

// --- SQLite's view ---

struct OpenFile {
  sqlite3_file base;
  FaultyDisk* disk;
  FaultyDisk::Node* node;  // owned
  bool sync_name_too;
  bool delete_on_close;
};

[[nodiscard]] OpenFile& open_file(sqlite3_file* file) {
  return *reinterpret_cast<OpenFile*>(file);
}
[[nodiscard]] FaultyDisk::Inode& inode(sqlite3_file* file) {
  return **open_file(file).node;
}

[[nodiscard]] int code_of(Outcome outcome, int failure) {
  if (outcome == Outcome::failed) return failure;
  return outcome == Outcome::full ? SQLITE_FULL : SQLITE_OK;
}

int file_close(sqlite3_file* file) {
  delete open_file(file).node;
  open_file(file).node = nullptr;
  return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  const std::string& bytes = inode(file).now;
  const auto wanted = static_cast<std::size_t>(amount);
  const auto from = std::min(static_cast<std::size_t>(offset), bytes.size());
  const std::size_t got = std::min(wanted, bytes.size() - from);
  std::memcpy(out, bytes.data() + from, got);
  std::memset(static_cast<char*>(out) + got, 0, wanted - got);
  return got == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
  const std::string text(static_cast<const char*>(bytes), static_cast<std::size_t>(amount));
  return code_of(open_file(file).disk->write(inode(file), static_cast<std::uint64_t>(offset), text),
                 SQLITE_IOERR_WRITE);
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
  return code_of(open_file(file).disk->truncate(inode(file), static_cast<std::uint64_t>(size)), SQLITE_IOERR_TRUNCATE);
}

int file_sync(sqlite3_file* file, int) {
  return code_of(open_file(file).disk->sync(inode(file), open_file(file).sync_name_too), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(inode(file).now.size());
  return SQLITE_OK;
}

int file_lock(sqlite3_file*, int) {
  return SQLITE_OK;
}  // the directory's lock is the journal's own
int file_check_lock(sqlite3_file*, int* held) {
  *held = 0;
  return SQLITE_OK;
}
int file_control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}
int file_sector_size(sqlite3_file*) {
  return 4096;
}
int file_characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// Version 1: no shared memory, so that a journal that is not EXCLUSIVE cannot open its WAL.
constexpr sqlite3_io_methods file_methods = [] {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = file_close;
  methods.xRead = file_read;
  methods.xWrite = file_write;
  methods.xTruncate = file_truncate;
  methods.xSync = file_sync;
  methods.xFileSize = file_size;
  methods.xLock = file_lock;
  methods.xUnlock = file_lock;
  methods.xCheckReservedLock = file_check_lock;
  methods.xFileControl = file_control;
  methods.xSectorSize = file_sector_size;
  methods.xDeviceCharacteristics = file_characteristics;
  return methods;
}();

[[nodiscard]] FaultyDisk& disk_of(sqlite3_vfs* vfs) {
  return *static_cast<FaultyDisk*>(vfs->pAppData);
}

int disk_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  OpenFile& opened = open_file(file);
  opened.base.pMethods = nullptr;
  if (name == nullptr) return SQLITE_CANTOPEN;  // no temporary files: the journal keeps them in memory
  FaultyDisk::Node node = disk_of(vfs).find(name);
  if (!node && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  if (!node) node = disk_of(vfs).create(name);
  if (!node) return SQLITE_CANTOPEN;
  opened.disk = &disk_of(vfs);
  opened.node = new FaultyDisk::Node(std::move(node));
  opened.sync_name_too = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  opened.base.pMethods = &file_methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int disk_delete(sqlite3_vfs* vfs, const char* name, int sync_name) {
  if (!disk_of(vfs).find(name)) return SQLITE_IOERR_DELETE_NOENT;
  return code_of(disk_of(vfs).unlink(name, sync_name != 0), SQLITE_IOERR_DELETE);
}

int disk_access(sqlite3_vfs* vfs, const char* name, int, int* out) {
  *out = disk_of(vfs).find(name) ? 1 : 0;
  return SQLITE_OK;
}

int disk_full_path(sqlite3_vfs*, const char* name, int room, char* out) {
  sqlite3_snprintf(room, out, "%s", name);
  return SQLITE_OK;
}

int disk_randomness(sqlite3_vfs*, int count, char* out) {
  sqlite3_vfs* system = sqlite3_vfs_find("unix");
  return system->xRandomness(system, count, out);
}
int disk_sleep(sqlite3_vfs*, int microseconds) {
  return microseconds;
}
int disk_time(sqlite3_vfs*, double* julian_day) {
  *julian_day = 2461367.0;
  return SQLITE_OK;
}
int disk_last_error(sqlite3_vfs*, int, char*) {
  return 0;
}

class Held final : public journal::DirectoryLock {
 public:
  explicit Held(std::shared_ptr<int> token) : token_(std::move(token)) {}

 private:
  std::shared_ptr<int> token_;
};

class SmallFile final : public journal::Note {
 public:
  SmallFile(FaultyDisk& disk, FaultyDisk::Node node) : disk_(disk), node_(std::move(node)) {}
  Result<void> write(std::uint64_t offset, std::string_view bytes) override {
    disk_.write_aside(*node_, offset, bytes);
    return {};
  }

 private:
  FaultyDisk& disk_;
  FaultyDisk::Node node_;
};

[[nodiscard]] std::unexpected<Error> failure(const path& file, Outcome outcome) {
  return fail(ErrorCode::input_output, file.string(), "{}",
              outcome == Outcome::full ? "No space left on device" : "Input/output error");
}

void make_change(std::string& bytes, const FaultyDisk::Change& change) {
  if (change.truncate) {
    bytes.resize(change.offset);
    return;
  }
  if (bytes.size() < change.offset + change.bytes.size()) bytes.resize(change.offset + change.bytes.size());
  bytes.replace(change.offset, change.bytes.size(), change.bytes);
}

// Of an unsynced change, any of its sectors may have reached the disk.
void make_torn_change(std::string& bytes, const FaultyDisk::Change& change, std::mt19937_64& chance) {
  constexpr std::uint64_t sector = 512;
  if (change.truncate) {
    if (chance() % 2 == 0) make_change(bytes, change);
    return;
  }
  for (std::uint64_t at = 0; at < change.bytes.size();) {
    const std::uint64_t end = std::min<std::uint64_t>(change.bytes.size(), at + sector - (change.offset + at) % sector);
    if (chance() % 2 == 0) make_change(bytes, {change.offset + at, change.bytes.substr(at, end - at), false});
    at = end;
  }
}

}  // namespace

FaultyDisk::FaultyDisk() : vfs_(std::make_unique<sqlite3_vfs>()) {
  static std::atomic<int> made = 0;
  name_ = fmt::format("faulty-{}", ++made);
  *vfs_ = {};
  vfs_->iVersion = 1;
  vfs_->szOsFile = sizeof(OpenFile);
  vfs_->mxPathname = 512;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = disk_open;
  vfs_->xDelete = disk_delete;
  vfs_->xAccess = disk_access;
  vfs_->xFullPathname = disk_full_path;
  vfs_->xRandomness = disk_randomness;
  vfs_->xSleep = disk_sleep;
  vfs_->xCurrentTime = disk_time;
  vfs_->xGetLastError = disk_last_error;
  sqlite3_initialize();
  sqlite3_vfs_register(vfs_.get(), 0);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(vfs_.get());
}

// --- what tests do ---

void FaultyDisk::fail_at(std::uint64_t operation, FaultKind kind) {
  fail_operation_ = operation;
  fail_kind_ = kind;
  fault_happened_ = false;
}

void FaultyDisk::power_cut(std::uint64_t seed) {
  std::mt19937_64 chance(seed);
  // Names reach the disk in order; how many of the last ones did is chance.
  const std::size_t kept = unsynced_names_.empty() ? 0 : chance() % (unsynced_names_.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) {
    const NameChange& change = unsynced_names_[i];
    if (!change.gone.empty()) durable_names_.erase(change.gone);
    if (change.node) durable_names_[change.name] = change.node;
  }
  for (auto& [name, node] : durable_names_) {
    for (const Change& change : node->unsynced) make_torn_change(node->durable, change, chance);
    node->unsynced.clear();
    node->now = node->durable;
  }
  unsynced_names_.clear();
  names_ = durable_names_;
  kill();
}

void FaultyDisk::kill() {
  lock_.reset();
  cut_operation_ = 0;
  fail_operation_ = 0;
}

std::string FaultyDisk::contents(const path& file) const {
  const Node node = find(file.string());
  return node ? node->now : std::string{};
}

void FaultyDisk::set_contents(const path& file, std::string bytes) {
  Inode& node = *names_.at(file.string());
  node.now = node.durable = std::move(bytes);
  node.unsynced.clear();
}

std::uint64_t FaultyDisk::bytes_used() const {
  std::uint64_t used = 0;
  for (const auto& [name, node] : names_) used += node->now.size();
  return used;
}

bool FaultyDisk::has_room(std::uint64_t more) const {
  return capacity_ == ~std::uint64_t{0} || bytes_used() + more <= capacity_;
}

// --- operations ---

FaultyDisk::Outcome FaultyDisk::next_operation(FaultKind* kind) {
  ++operations_;
  if (cut_operation_ != 0 && operations_ >= cut_operation_) return Outcome::cut;
  if (operations_ != fail_operation_) return Outcome::done;
  fault_happened_ = true;
  if (kind != nullptr) *kind = fail_kind_;
  return fail_kind_ == FaultKind::no_space || fail_kind_ == FaultKind::short_write ? Outcome::full : Outcome::failed;
}

FaultyDisk::Node FaultyDisk::find(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : found->second;
}

void FaultyDisk::change_names(NameChange change) {
  if (!change.gone.empty()) names_.erase(change.gone);
  if (change.node) names_[change.name] = change.node;
  unsynced_names_.push_back(std::move(change));
}

void FaultyDisk::sync_names() {
  durable_names_ = names_;
  unsynced_names_.clear();
}

FaultyDisk::Node FaultyDisk::create(const std::string& name) {
  const Outcome outcome = next_operation();
  if (outcome == Outcome::failed || outcome == Outcome::full) return nullptr;
  auto node = std::make_shared<Inode>();
  if (outcome == Outcome::cut) return node;  // written to, and never seen again
  change_names({name, node, {}});
  return node;
}

FaultyDisk::Outcome FaultyDisk::write(Inode& file, std::uint64_t offset, const std::string& bytes) {
  FaultKind kind = FaultKind::input_output;
  const Outcome outcome = next_operation(&kind);
  const bool grows = offset + bytes.size() > file.now.size();
  if (outcome == Outcome::done && grows && !has_room(offset + bytes.size() - file.now.size())) return Outcome::full;
  if (outcome == Outcome::full && kind == FaultKind::short_write) {
    Change half{offset, bytes.substr(0, bytes.size() / 2), false};
    make_change(file.now, half);
    file.unsynced.push_back(std::move(half));
  }
  if (outcome == Outcome::failed || outcome == Outcome::full) return outcome;
  Change change{offset, bytes, false};
  make_change(file.now, change);  // after a cut too: the program sees what it wrote
  if (outcome == Outcome::done) file.unsynced.push_back(std::move(change));
  return Outcome::done;
}

void FaultyDisk::write_aside(Inode& file, std::uint64_t offset, std::string_view bytes) {
  Change change{offset, std::string(bytes), false};
  make_change(file.now, change);
  if (!power_gone()) file.unsynced.push_back(std::move(change));
}

FaultyDisk::Outcome FaultyDisk::truncate(Inode& file, std::uint64_t size) {
  const Outcome outcome = next_operation();
  if (outcome == Outcome::failed || outcome == Outcome::full) return Outcome::failed;
  Change change{size, {}, true};
  make_change(file.now, change);
  if (outcome == Outcome::done) file.unsynced.push_back(std::move(change));
  return Outcome::done;
}

FaultyDisk::Outcome FaultyDisk::sync(Inode& file, bool with_name) {
  FaultKind kind = FaultKind::input_output;
  const Outcome outcome = next_operation(&kind);
  if (outcome == Outcome::failed || outcome == Outcome::full) {
    if (kind == FaultKind::sync_drops) file.unsynced.clear();  // as Linux does: read back, never written
    return Outcome::failed;
  }
  if (outcome == Outcome::cut || lie_) return Outcome::done;
  for (const Change& change : file.unsynced)
    make_change(file.durable, change);  // what an earlier sync dropped stays dropped
  file.unsynced.clear();
  if (with_name && !file.name_synced) sync_names();
  file.name_synced = true;
  return Outcome::done;
}

FaultyDisk::Outcome FaultyDisk::unlink(const std::string& name, bool sync_name) {
  const Outcome outcome = next_operation();
  if (outcome == Outcome::failed || outcome == Outcome::full) return Outcome::failed;
  if (outcome == Outcome::cut) {
    names_.erase(name);
    return Outcome::done;
  }
  change_names({{}, nullptr, name});
  if (sync_name && !lie_) sync_names();
  return Outcome::done;
}

// --- journal::Disk ---

bool FaultyDisk::exists(const path& file) {
  return file == "/data" || find(file.string()) != nullptr;
}

Result<std::uint64_t> FaultyDisk::size(const path& file) {
  const Node node = find(file.string());
  if (!node) return fail(ErrorCode::not_found, file.string(), "No such file");
  return node->now.size();
}

Result<std::string> FaultyDisk::read(const path& file) {
  const Node node = find(file.string());
  if (!node) return fail(ErrorCode::not_found, file.string(), "No such file");
  return node->now;
}

Result<void> FaultyDisk::replace(const path& file, const std::string& bytes) {
  const std::string draft = file.string() + ".draft";
  if (Node old = find(draft)) {
    if (const Outcome gone = unlink(draft, false); gone != Outcome::done) return failure(draft, gone);
  }
  const Node node = create(draft);
  if (!node) return failure(draft, Outcome::failed);
  if (const Outcome written = write(*node, 0, bytes); written != Outcome::done) {
    static_cast<void>(unlink(draft, false));
    return failure(draft, written);
  }
  if (const Outcome synced = sync(*node, false); synced != Outcome::done) return failure(draft, synced);
  if (!find(draft)) return {};  // the power has gone
  CAREHUB_CHECK(rename(draft, file));
  return sync_directory(file.parent_path());
}

Result<void> FaultyDisk::rename(const path& from, const path& to) {
  const Outcome outcome = next_operation();
  if (outcome == Outcome::failed || outcome == Outcome::full) return failure(from, outcome);
  const Node node = find(from.string());
  if (!node)
    return outcome == Outcome::cut ? Result<void>{} : fail(ErrorCode::not_found, from.string(), "No such file");
  if (outcome == Outcome::cut) {
    names_[to.string()] = node;
    names_.erase(from.string());
    return {};
  }
  change_names({to.string(), node, from.string()});
  return {};
}

Result<void> FaultyDisk::remove(const path& file) {
  if (!find(file.string())) return {};
  if (const Outcome gone = unlink(file.string(), false); gone != Outcome::done) return failure(file, gone);
  return {};
}

Result<void> FaultyDisk::sync_directory(const path& directory) {
  const Outcome outcome = next_operation();
  if (outcome == Outcome::failed || outcome == Outcome::full) return failure(directory, outcome);
  if (outcome == Outcome::done && !lie_) sync_names();
  return {};
}

Result<void> FaultyDisk::reserve(const path& file, std::uint64_t bytes) {
  Node node = find(file.string());
  if (!node) node = create(file.string());
  if (!node) return failure(file, Outcome::failed);
  if (const Outcome written = write(*node, 0, std::string(bytes, '\0')); written != Outcome::done)
    return failure(file, written);
  return {};
}

Result<std::string> FaultyDisk::read_part(const path& file, std::uint64_t offset, std::size_t bytes) {
  const Node node = find(file.string());
  if (!node) return fail(ErrorCode::not_found, file.string(), "No such file");
  return offset < node->now.size() ? node->now.substr(offset, bytes) : std::string{};
}

Result<void> FaultyDisk::lay_out(const path& file, std::uint64_t bytes) {
  Node node = find(file.string());
  if (!node) node = create(file.string());
  if (!node) return failure(file, Outcome::failed);
  if (const Outcome written = write(*node, 0, std::string(bytes, '\0')); written != Outcome::done) {
    static_cast<void>(truncate(*node, 0));
    return failure(file, written);
  }
  if (const Outcome synced = sync(*node, true); synced != Outcome::done) return failure(file, synced);
  return {};
}

Result<std::unique_ptr<journal::Note>> FaultyDisk::open_note(const path& file) {
  Node node = find(file.string());
  if (!node) node = create(file.string());
  if (!node) return failure(file, Outcome::failed);
  return std::make_unique<SmallFile>(*this, std::move(node));
}

Result<journal::DiskSpace> FaultyDisk::space(const path&) {
  const std::uint64_t used = bytes_used();
  return journal::DiskSpace{capacity_ - std::min(capacity_, used), capacity_};
}

Result<std::unique_ptr<journal::DirectoryLock>> FaultyDisk::lock(const path& directory) {
  if (lock_ && lock_.use_count() > 1)
    return fail(ErrorCode::conflict, directory.string(), "another dispatcher uses it");
  lock_ = std::make_shared<int>(0);
  return std::make_unique<Held>(lock_);
}

}  // namespace carehub::test
