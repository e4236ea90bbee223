#include "protocols/wire/reader.hpp"

#include <cstring>
#include <limits>

namespace carehub::wire {
namespace {

// The length of the well-formed sequence at the start of `text`; 0 if there is none.
std::size_t utf8_sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return 0;
  if (lead < 0xE0) return 2;
  if (!continues(2)) return 0;
  if (lead < 0xF0) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  const bool overlong = lead == 0xF0 && byte(1) < 0x90;
  const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
  return !continues(3) || overlong || beyond ? 0 : 4;
}

bool is_ascii_word(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return (word & 0x8080808080808080ULL) == 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (text.size() >= 8 && is_ascii_word(text.data())) {
      text.remove_prefix(8);
      continue;
    }
    const auto size = utf8_sequence(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

Reader::Reader(std::string_view bytes, const DecodeLimits& limits)
    : in_(reinterpret_cast<const std::uint8_t*>(bytes.data()),
          static_cast<int>(std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max()))),
      limits_(limits) {
  in_.SetTotalBytesLimit(std::numeric_limits<int>::max());
  if (bytes.size() > limits.bytes_max || bytes.size() > std::numeric_limits<int>::max())
    fail(ErrorCode::limit_exceeded, fmt::format("{} bytes; at most {} are read", bytes.size(), limits.bytes_max));
  else
    in_.PushLimit(static_cast<int>(bytes.size()));
}

bool Reader::next(Field& field) {
  if (failed() || at_end()) return false;
  const auto tag = in_.ReadTag();
  const auto type = tag & 7U;
  field = {tag >> 3, static_cast<WireType>(type)};
  if (tag == 0 || field.number == 0) return fail(ErrorCode::corrupt, "the bytes hold something that is no field");
  // Groups are of an older protobuf; nothing of ours has them.
  if (type == 3 || type == 4 || type > 5)
    return fail(ErrorCode::corrupt, fmt::format("wire type {} is not in use", type));
  return true;
}

bool Reader::instant(Instant at) {
  if (at >= limits_.earliest && at <= limits_.latest) return true;
  return fail(ErrorCode::corrupt, "the time is outside the years that are in use");
}

bool Reader::length(std::uint32_t& size) {
  std::uint64_t wide = 0;
  if (!varint(wide)) return false;
  if (wide > static_cast<std::uint64_t>(std::max(0, in_.BytesUntilLimit()))) return truncated();
  size = static_cast<std::uint32_t>(wide);
  return true;
}

bool Reader::text(std::string& value) {
  std::uint32_t size = 0;
  if (!length(size)) return false;
  if (size > limits_.text_bytes_max)
    return fail(ErrorCode::limit_exceeded,
                fmt::format("a text of {} bytes; at most {} are taken", size, limits_.text_bytes_max));
  if (!in_.ReadString(&value, static_cast<int>(size))) return truncated();
  if (limits_.utf8_only && !is_utf8(value)) return fail(ErrorCode::corrupt, "the text is not UTF-8");
  return afford(size);
}

bool Reader::raw(void* target, std::size_t size) {
  std::uint32_t given = 0;
  if (!length(given)) return false;
  if (given != size) return fail(ErrorCode::corrupt, fmt::format("needs {} bytes, has {}", size, given));
  return in_.ReadRaw(target, static_cast<int>(size)) || truncated();
}

bool Reader::skip(const Field& field) {
  std::uint64_t ignored = 0;
  std::uint32_t size = 0;
  switch (field.type) {
    case WireType::varint:
      return varint(ignored);
    case WireType::fixed64:
      return in_.Skip(8) || truncated();
    case WireType::fixed32:
      return in_.Skip(4) || truncated();
    case WireType::length_delimited:
      return length(size) && (in_.Skip(static_cast<int>(size)) || truncated());
  }
  return fail(ErrorCode::corrupt, "unknown wire type");
}

bool Reader::enter(Limit& outer) {
  std::uint32_t size = 0;
  if (!length(size)) return false;
  outer = in_.PushLimit(static_cast<int>(size));
  return true;
}

bool Reader::one_more(std::size_t size, std::size_t element_bytes) {
  if (size >= limits_.elements_max)
    return fail(ErrorCode::limit_exceeded, fmt::format("a list of more than {} elements", limits_.elements_max));
  return afford(element_bytes);
}

bool Reader::afford(std::size_t bytes) {
  memory_used_ += bytes;
  if (memory_used_ <= limits_.memory_bytes_max) return true;
  return fail(ErrorCode::limit_exceeded, "more memory than a message of its size may ask for");
}

bool Reader::fail(ErrorCode code, std::string detail) {
  if (!failed()) error_ = {code, {}, std::move(detail)};
  return false;
}

void Reader::in_member(std::string_view name) {
  const bool joined = !error_.place.empty() && error_.place.front() != '[';
  error_.place = fmt::format("{}{}{}", name, joined ? "." : "", error_.place);
}

void Reader::in_element(std::size_t index) {
  error_.place = fmt::format("[{}]{}{}", index, error_.place.empty() ? "" : ".", error_.place);
}

Error Reader::take_error(std::string_view type) {
  in_member(type);
  return std::move(error_);
}

}  // namespace carehub::wire
