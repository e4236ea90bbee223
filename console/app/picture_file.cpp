#include "console/app/picture_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "console/app/folders.hpp"
#include "console/model/picture_parts.hpp"
#include "protocols/site/digest.hpp"
#include "protocols/wire/codec_impl.hpp"
#include "protocols/wire/schema.hpp"

namespace carehub::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view picture_line = "carehub kept picture 1\n";
constexpr std::size_t length_bytes = 4;
constexpr std::size_t digest_bytes = 64;
constexpr std::size_t block_bytes_max = std::size_t{256} << 20;

// Another digest, another vocabulary: what a record meant then is not guessed at.
const std::string& vocabulary_line() {
  static const std::string line = "vocabulary " + site::digest_of(wire::schema_proto()) + "\n";
  return line;
}

Error of_errno(const fs::path& file, std::string_view what) {
  return {ErrorCode::input_output, file.string(), fmt::format("{}: {}", what, std::generic_category().message(errno))};
}

// Beside its place until it is whole.
class BlockWriter {
 public:
  static Result<BlockWriter> create(const fs::path& file) {
    BlockWriter writer(file);
    writer.file_ = ::open(writer.beside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (writer.file_ < 0) return std::unexpected(of_errno(writer.beside_, "cannot be written"));
    writer.digest_ = std::string(picture_line) + vocabulary_line();
    CAREHUB_CHECK(writer.write(writer.digest_));
    return writer;
  }
  BlockWriter(BlockWriter&& other) noexcept
      : place_(std::move(other.place_)),
        beside_(std::move(other.beside_)),
        digest_(std::move(other.digest_)),
        file_(std::exchange(other.file_, -1)) {}
  BlockWriter& operator=(BlockWriter&&) = delete;
  ~BlockWriter() {
    if (file_ < 0) return;
    ::close(file_);
    std::error_code ignored;
    fs::remove(beside_, ignored);
  }

  Result<void> block(const std::string& bytes) {
    digest_ = site::digest_of(digest_ + bytes);
    std::string before(length_bytes, '\0');
    for (std::size_t i = 0; i < length_bytes; ++i) before[i] = static_cast<char>(bytes.size() >> (8 * i));
    CAREHUB_CHECK(write(before + digest_));
    return write(bytes);
  }

  Result<void> finish() {
    if (::fsync(file_) != 0) return std::unexpected(of_errno(beside_, "cannot be synced"));
    if (::close(std::exchange(file_, -1)) != 0) return std::unexpected(of_errno(beside_, "cannot be closed"));
    std::error_code problem;
    fs::rename(beside_, place_, problem);
    if (problem) return fail(ErrorCode::input_output, place_.string(), "cannot replace: {}", problem.message());
    return sync_folder(place_.parent_path());
  }

 private:
  explicit BlockWriter(const fs::path& file) : place_(file), beside_(file) {
    beside_ += fmt::format(".{}.new", ::getpid());
  }

  Result<void> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::write(file_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return std::unexpected(of_errno(beside_, "cannot be written"));
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }

  fs::path place_;
  fs::path beside_;
  std::string digest_;  // of everything so far
  int file_ = -1;
};

class BlockReader {
 public:
  static Result<BlockReader> open(const fs::path& file) {
    std::error_code problem;
    if (!fs::exists(file, problem)) return fail(ErrorCode::not_found, file.string(), "is not there");
    BlockReader reader(file);
    reader.left_ = fs::file_size(file, problem);
    if (problem || !reader.stream_) return fail(ErrorCode::input_output, file.string(), "cannot be read");
    CAREHUB_TRY(const auto first, reader.take(picture_line.size()));
    if (first != picture_line) return reader.damaged("does not begin as one");
    CAREHUB_TRY(const auto second, reader.take(vocabulary_line().size()));
    if (second != vocabulary_line())
      return fail(ErrorCode::unsupported, file.string(), "was kept by another version of Carehub");
    reader.digest_ = first + second;
    return reader;
  }

  Result<std::string> block() {
    CAREHUB_TRY(const auto length, take(length_bytes));
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_bytes; ++i)
      size |= std::size_t{static_cast<unsigned char>(length[i])} << (8 * i);
    CAREHUB_TRY(const auto digest, take(digest_bytes));
    CAREHUB_TRY(auto bytes, take(size));
    digest_ = site::digest_of(digest_ + bytes);
    if (digest_ != digest) return damaged("what it holds is not what was written");
    return bytes;
  }
  [[nodiscard]] bool at_end() const { return left_ == 0; }
  [[nodiscard]] std::unexpected<Error> damaged(std::string_view how) const {
    return fail(ErrorCode::corrupt, file_.string(), "is damaged: {}", how);
  }

 private:
  explicit BlockReader(const fs::path& file) : file_(file), stream_(file, std::ios::binary) {}

  Result<std::string> take(std::size_t count) {
    if (count > left_ || count > block_bytes_max) return damaged("it ends too early");
    std::string bytes(count, '\0');
    stream_.read(bytes.data(), static_cast<std::streamsize>(count));
    if (!stream_) return fail(ErrorCode::input_output, file_.string(), "cannot be read");
    left_ -= count;
    return bytes;
  }

  fs::path file_;
  std::ifstream stream_;
  std::uintmax_t left_ = 0;
  std::string digest_;
};

}  // namespace

Result<void> write_picture(const fs::path& file, const KeptPicture& kept) {
  CAREHUB_CHECK(make_own_folder(file.parent_path()));
  CAREHUB_TRY(auto writer, BlockWriter::create(file));
  CAREHUB_CHECK(writer.block(wire::encode(kept.head)));
  console::PictureParts parts(kept.picture);
  for (std::uint32_t index = 0; auto part = parts.next(); ++index)
    CAREHUB_CHECK(writer.block(wire::encode(wire::Reply{wire::SnapshotPart{*std::move(part), index, parts.done()}})));
  return writer.finish();
}

Result<KeptPicture> read_picture(const fs::path& file) {
  CAREHUB_TRY(auto reader, BlockReader::open(file));
  CAREHUB_TRY(const auto head, reader.block());
  KeptPicture kept;
  CAREHUB_TRY(kept.head, wire::decode<KeptPictureHead>(head));
  auto picture = std::make_shared<console::Picture>();
  for (bool last = false; !last;) {
    CAREHUB_TRY(const auto bytes, reader.block());
    CAREHUB_TRY(auto reply, wire::decode<wire::Reply>(bytes));
    auto* part = std::get_if<wire::SnapshotPart>(&reply);
    if (part == nullptr) return reader.damaged("it holds something else than a picture");
    last = part->last;
    console::apply_part(*picture, std::move(part->part));
  }
  if (!reader.at_end()) return reader.damaged("something stands behind its end");
  if (picture->number == 0) return reader.damaged("it holds no picture");
  kept.picture = std::move(picture);
  return kept;
}

}  // namespace carehub::app
