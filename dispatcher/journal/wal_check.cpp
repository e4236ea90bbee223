#include "dispatcher/journal/wal_check.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace carehub::journal {

namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::size_t frames_at_once = 64;
constexpr std::uint32_t magic = 0x377f0682;  // its last bit says which way round the checksums take their words

[[nodiscard]] std::uint32_t word(std::string_view bytes, std::size_t at, bool big_endian = true) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = (value << 8) | static_cast<std::uint8_t>(bytes[at + (big_endian ? i : 3 - i)]);
  return value;
}

struct Sum {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool big_endian = true;

  void add(std::string_view bytes) {
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first += word(bytes, at, big_endian) + second;
      second += word(bytes, at + 4, big_endian) + first;
    }
  }
  [[nodiscard]] bool is(std::string_view bytes, std::size_t at) const {
    return first == word(bytes, at) && second == word(bytes, at + 4);
  }
};

// Its bytes live until the next frame is read.
struct Frame {
  std::string_view bytes;

  [[nodiscard]] std::uint32_t page() const { return word(bytes, 0); }
  [[nodiscard]] bool commits() const { return word(bytes, 4) != 0; }
  [[nodiscard]] std::string_view salts() const { return bytes.substr(8, 8); }  // one pair for each filling of the log
  [[nodiscard]] std::string_view content() const { return bytes.substr(frame_header_bytes); }
};

// The log, read front to back as often as is needed.
class Log {
 public:
  Log(Disk& disk, const path& file) : disk_(disk), file_(file) {}

  // False where there is no whole header.
  [[nodiscard]] Result<bool> read_header() {
    CAREHUB_TRY(header_, disk_.read_part(file_, 0, header_bytes));
    return header_.size() == header_bytes;
  }
  [[nodiscard]] std::string_view header() const { return header_; }

  [[nodiscard]] Result<std::optional<Frame>> frame(std::size_t number) {
    if (number < first_ || number >= first_ + frames_at_once || part_.empty()) {
      first_ = number;
      CAREHUB_TRY(part_,
                  disk_.read_part(file_, header_bytes + number * wal_frame_bytes, frames_at_once * wal_frame_bytes));
    }
    const std::size_t at = (number - first_) * wal_frame_bytes;
    if (at + wal_frame_bytes > part_.size()) return std::optional<Frame>{};
    return std::optional(Frame{std::string_view(part_).substr(at, wal_frame_bytes)});
  }

 private:
  Disk& disk_;
  const path& file_;
  std::string header_;
  std::string part_;
  std::size_t first_ = 0;
};

// The number of the first frame that SQLite cannot read; none if the header itself is bad.
[[nodiscard]] Result<std::optional<std::size_t>> readable_frames(Log& log) {
  const std::string_view header = log.header();
  Sum sum;
  sum.big_endian = (word(header, 0) & 1) != 0;
  sum.add(header.substr(0, 24));
  if ((word(header, 0) & ~1U) != magic || !sum.is(header, 24)) return std::optional<std::size_t>{};
  for (std::size_t number = 0;; ++number) {
    CAREHUB_TRY(const std::optional<Frame> frame, log.frame(number));
    if (!frame || frame->page() == 0 || frame->salts() != header.substr(16, 8)) return std::optional(number);
    sum.add(frame->bytes.substr(0, 8));
    sum.add(frame->content());
    if (!sum.is(frame->bytes, 16)) return std::optional(number);
  }
}

// Whether the main file holds the newest version of every page of that filling.
[[nodiscard]] Result<bool> all_copied(Disk& disk, const path& database, Log& log, std::string_view salts) {
  std::map<std::uint32_t, std::size_t> newest;
  for (std::size_t number = 0;; ++number) {
    CAREHUB_TRY(const std::optional<Frame> frame, log.frame(number));
    if (!frame) break;
    if (frame->salts() == salts) newest[frame->page()] = number;
  }
  for (const auto& [page, number] : newest) {
    CAREHUB_TRY(const std::optional<Frame> frame, log.frame(number));
    const std::size_t bytes = frame->content().size();
    if (page == 0) return false;
    CAREHUB_TRY(const std::string there, disk.read_part(database, (std::uint64_t{page} - 1) * bytes, bytes));
    if (there != frame->content()) return false;
  }
  return true;
}

// `torn_end_allowed`: one commit may lie there that was never acknowledged.
[[nodiscard]] Result<bool> commits_after(Log& log, std::size_t number, std::string_view salts, bool torn_end_allowed) {
  bool torn_end_over = !torn_end_allowed;
  for (;; ++number) {
    CAREHUB_TRY(const std::optional<Frame> frame, log.frame(number));
    if (!frame) return false;
    if (frame->salts() != salts) continue;  // left over from an earlier filling
    if (torn_end_over && (torn_end_allowed || frame->commits())) return true;
    torn_end_over = torn_end_over || frame->commits();
  }
}

}  // namespace

Result<bool> wal_hides_commits(Disk& disk, const Files& files) {
  Log log(disk, files.wal);
  if (disk.size(files.wal).value_or(0) == 0) return false;
  CAREHUB_TRY(const bool whole, log.read_header());
  if (!whole) return false;
  CAREHUB_TRY(const std::optional<std::size_t> readable, readable_frames(log));
  if (readable) return commits_after(log, *readable, log.header().substr(16, 8), true);
  // A header is synced before anything is written behind it. Without a good one, this was to become a new filling, and
  // all of the old one is in the main file; else something is hidden.
  CAREHUB_TRY(const std::optional<Frame> first, log.frame(0));
  if (!first || first->salts() == std::string_view("\0\0\0\0\0\0\0\0", 8)) return false;  // zeros: laid out, never used
  const std::string salts(first->salts());
  CAREHUB_TRY(const bool copied, all_copied(disk, files.database, log, salts));
  if (copied) return false;
  return commits_after(log, 0, salts, false);
}

}  // namespace carehub::journal
