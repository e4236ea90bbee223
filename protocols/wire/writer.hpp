#pragma once
// A growing buffer of protobuf bytes. Lengths of nested messages are filled in afterwards, so that nothing is measured
// twice.

#include <google/protobuf/io/coded_stream.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace carehub::wire {

enum class WireType : std::uint32_t { varint = 0, fixed64 = 1, length_delimited = 2, fixed32 = 5 };

class Writer {
 public:
  Writer();
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void tag(std::uint32_t number, WireType type) {
    reserve(5);
    at_ = Coded::WriteTagToArray(number << 3 | static_cast<std::uint32_t>(type), at_);
  }
  void varint(std::uint64_t value) {
    reserve(10);
    at_ = Coded::WriteVarint64ToArray(value, at_);
  }
  // With its length before it.
  void bytes(std::string_view value) {
    reserve(10 + value.size());
    at_ = Coded::WriteVarint64ToArray(value.size(), at_);
    at_ = Coded::WriteRawToArray(value.data(), static_cast<int>(value.size()), at_);
  }

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(at_ - begin()); }
  // Starts something of a length not known yet; returns where it starts, for close().
  [[nodiscard]] std::size_t open() {
    reserve(1);
    ++at_;
    return size();
  }
  void close(std::size_t start);
  void cut(std::size_t size) { at_ = begin() + size; }

  [[nodiscard]] std::string take() const { return {reinterpret_cast<const char*>(begin()), size()}; }

 private:
  using Coded = google::protobuf::io::CodedOutputStream;

  [[nodiscard]] std::uint8_t* begin() { return reinterpret_cast<std::uint8_t*>(buffer_.data()); }
  [[nodiscard]] const std::uint8_t* begin() const { return reinterpret_cast<const std::uint8_t*>(buffer_.data()); }
  void reserve(std::size_t more) {
    if (static_cast<std::size_t>(end_ - at_) < more) [[unlikely]]
      grow(more);
  }
  void grow(std::size_t more);

  std::string buffer_;  // lent by the thread, so that most messages are written without allocating
  std::uint8_t* at_ = nullptr;
  std::uint8_t* end_ = nullptr;
};

}  // namespace carehub::wire
