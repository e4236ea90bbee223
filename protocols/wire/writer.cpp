#include "protocols/wire/writer.hpp"

#include <algorithm>
#include <cstring>

namespace carehub::wire {
namespace {

constexpr std::size_t first_bytes = 4096;
constexpr std::size_t kept_bytes_max = 1024 * 1024;

thread_local std::string spare;

}  // namespace

Writer::Writer() : buffer_(std::move(spare)) {
  spare.clear();
  if (buffer_.size() < first_bytes) buffer_.resize(first_bytes);
  at_ = begin();
  end_ = at_ + buffer_.size();
}

Writer::~Writer() {
  if (buffer_.size() > spare.size() && buffer_.size() <= kept_bytes_max) spare = std::move(buffer_);
}

void Writer::grow(std::size_t more) {
  const auto used = size();
  buffer_.resize(std::max(2 * buffer_.size(), used + more));
  at_ = begin() + used;
  end_ = begin() + buffer_.size();
}

void Writer::close(std::size_t start) {
  const auto length = size() - start;
  const auto length_bytes = Coded::VarintSize64(length);
  if (length_bytes > 1) {
    reserve(length_bytes);
    std::memmove(begin() + start - 1 + length_bytes, begin() + start, length);
    at_ += length_bytes - 1;
  }
  Coded::WriteVarint64ToArray(length, begin() + start - 1);
}

}  // namespace carehub::wire
