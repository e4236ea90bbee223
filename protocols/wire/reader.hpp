#pragma once
// Reads protobuf bytes from outside: every length is checked before anything is allocated for it.

#include <google/protobuf/io/coded_stream.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"
#include "protocols/base/time.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/writer.hpp"

namespace carehub::wire {

// After a failure every further read fails; the first fault is the one told.
class Reader {
 public:
  struct Field {
    std::uint32_t number = 0;
    WireType type = WireType::varint;
  };
  using Limit = google::protobuf::io::CodedInputStream::Limit;

  Reader(std::string_view bytes, const DecodeLimits& limits);

  // The next field of the message being read; false at its end, or after a failure.
  [[nodiscard]] bool next(Field& field);
  [[nodiscard]] bool varint(std::uint64_t& value) { return in_.ReadVarint64(&value) || truncated(); }
  [[nodiscard]] bool instant(Instant at);
  [[nodiscard]] bool text(std::string& value);
  [[nodiscard]] bool raw(void* target, std::size_t size);
  [[nodiscard]] bool skip(const Field& field);
  // Reads a length and confines reading to it, until leave().
  [[nodiscard]] bool enter(Limit& outer);
  void leave(Limit outer) { in_.PopLimit(outer); }
  [[nodiscard]] bool at_end() const { return in_.BytesUntilLimit() <= 0; }
  // Counts one more element of a list that has `size` already.
  [[nodiscard]] bool one_more(std::size_t size, std::size_t element_bytes);

  bool fail(ErrorCode code, std::string detail);  // always false
  [[nodiscard]] bool failed() const { return !error_.detail.empty(); }
  // The fault lies in this member; called from the inside out.
  void in_member(std::string_view name);
  void in_element(std::size_t index);
  [[nodiscard]] Error take_error(std::string_view type);

 private:
  bool truncated() { return fail(ErrorCode::corrupt, "the bytes end in the middle of a value"); }
  [[nodiscard]] bool length(std::uint32_t& size);
  [[nodiscard]] bool afford(std::size_t bytes);

  google::protobuf::io::CodedInputStream in_;
  DecodeLimits limits_;
  std::size_t memory_used_ = 0;
  Error error_;
};

// Whether text is UTF-8 as Unicode has it: no overlong forms, no surrogates.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace carehub::wire
