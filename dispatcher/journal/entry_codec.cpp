#include "dispatcher/journal/entry_codec.hpp"

#include "protocols/wire/codec_impl.hpp"

namespace carehub::journal {

std::string encode_entry(const Entry& entry) {
  return wire::encode(entry);
}

Result<Entry> decode_entry(std::string_view body) {
  return wire::decode<Entry>(body);
}

}  // namespace carehub::journal
