#pragma once
// One entry's body: the protobuf bytes of {stamp, events, case_id, message}.

#include <string>
#include <string_view>

#include "dispatcher/journal/journal.hpp"

namespace carehub::journal {

[[nodiscard]] std::string encode_entry(const Entry& entry);
[[nodiscard]] Result<Entry> decode_entry(std::string_view body);

}  // namespace carehub::journal
