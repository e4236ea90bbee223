#include "console/app/words.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <iterator>
#include <utility>

#include "protocols/wire/json_impl.hpp"

namespace carehub::app {
namespace {

namespace fs = std::filesystem;

// While the disk is still busy with the words before.
constexpr std::chrono::milliseconds busy_again{20};

std::string hex(const widgets::Palette& palette, widgets::Colour colour) {
  const std::uint32_t c = palette[colour];
  return fmt::format("\"#{:02X}{:02X}{:02X}\"", c & 0xFFU, c >> 8U & 0xFFU, c >> 16U & 0xFFU);
}

std::string corners(const widgets::Box& box) {
  const auto whole = [](float x) { return static_cast<int>(std::lround(x)); };
  return fmt::format("[{},{},{},{}]", whole(box.min.x), whole(box.min.y), whole(box.max.x), whole(box.max.y));
}

void append_seen(std::string& out, const widgets::TextSeen& seen, const widgets::Palette& palette) {
  out += "{\"panel\":";
  wire::detail::append_text(out, seen.panel);
  out += ",\"shown\":";
  wire::detail::append_text(out, seen.shown);
  if (seen.shown != seen.text) {
    out += ",\"text\":";
    wire::detail::append_text(out, seen.text);
  }
  fmt::format_to(std::back_inserter(out),
                 ",\"box\":{},\"seen\":{},\"layer\":{},\"elided\":{},\"ink\":{},\"ground\":{}}}", corners(seen.box),
                 corners(seen.box.cut(seen.clip)), seen.layer, seen.elided, hex(palette, seen.ink),
                 hex(palette, seen.ground));
}

// Not synced: what a crash loses here is drawn anew anyway.
Result<void> write_owner_only(const fs::path& file, std::string_view text) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (handle < 0) return fail(ErrorCode::input_output, file.string(), "cannot be written: {}", std::strerror(errno));
  bool good = ::fchmod(handle, 0600) == 0;
  while (good && !text.empty()) {
    const auto n = ::write(handle, text.data(), text.size());
    good = n > 0 || (n < 0 && errno == EINTR);
    if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
  }
  const int problem = errno;
  ::close(handle);
  if (!good) return fail(ErrorCode::input_output, file.string(), "cannot be written: {}", std::strerror(problem));
  return {};
}

// Whoever reads it finds the words before or the new ones, never a part.
Result<void> replace_words(const fs::path& file, std::string_view text) {
  auto beside = file;
  beside += fmt::format(".{}.new", ::getpid());
  CAREHUB_CHECK(write_owner_only(beside, text));
  std::error_code problem;
  fs::rename(beside, file, problem);
  if (!problem) return {};
  auto error = fail(ErrorCode::input_output, file.string(), "cannot be replaced: {}", problem.message());
  fs::remove(beside, problem);
  return error;
}

}  // namespace

std::string words_json(const ScreenWords& words, std::uint64_t number) {
  std::string out = fmt::format(R"({{"number":{},"inputs":{},"width":{},"height":{},"theme":"{}","texts":[)", number,
                                words.inputs, words.screen.width(), words.screen.height(), name_of(words.theme));
  const auto& palette = widgets::palette_of(words.theme);
  for (const auto& seen : words.texts) {
    out += &seen == words.texts.data() ? "\n" : ",\n";
    append_seen(out, seen, palette);
  }
  return out + "\n]}\n";
}

std::uint64_t count_of(const widgets::Input& input) {
  std::uint64_t count = input.keys.size() + (input.mouse_pressed ? 1 : 0) + (input.mouse_released ? 1 : 0);
  for (const char c : input.typed)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  return count;
}

Result<std::unique_ptr<WordsFile>> WordsFile::open(fs::path file) {
  CAREHUB_CHECK(replace_words(file, words_json({}, 0)));
  return std::unique_ptr<WordsFile>(new WordsFile(std::move(file)));
}

void WordsFile::show(ScreenWords words, Duration steady) {
  held_back_ = false;
  if (shown_ == words) return;
  if (steady < next_ || busy_) {
    held_back_ = true;
    return;
  }
  next_ = steady + every;
  shown_ = std::move(words);
  ++number_;
  busy_ = true;
  worker_.run([this, words = *shown_, number = number_] {
    const auto written = replace_words(file_, words_json(words, number));
    if (!written && !std::exchange(complained_, true))
      fmt::print(stderr, "carehub-console: {}\n", written.error().text());
    if (written) complained_ = false;
    busy_ = false;
  });
}

std::optional<Duration> WordsFile::due(Duration steady) const {
  if (!held_back_) return std::nullopt;
  return std::max<Duration>(busy_again, next_ - steady);
}

}  // namespace carehub::app
