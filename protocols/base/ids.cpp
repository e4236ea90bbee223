#include "protocols/base/ids.hpp"

#include <charconv>

namespace carehub {

std::string to_hex(const CommandId& id) {
  std::string text;
  text.reserve(2 * id.bytes.size());
  for (const auto byte : id.bytes) text += fmt::format("{:02x}", byte);
  return text;
}

Result<CommandId> command_id_from_hex(std::string_view text) {
  CommandId id;
  if (text.size() != 2 * id.bytes.size())
    return fail(ErrorCode::invalid_input, "command id", "needs 32 hexadecimal digits, got {} characters", text.size());
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    const auto* first = text.data() + 2 * i;
    const auto [end, error] = std::from_chars(first, first + 2, id.bytes[i], 16);
    if (error != std::errc{} || end != first + 2)
      return fail(ErrorCode::invalid_input, "command id", "'{}' is not hexadecimal", text);
  }
  return id;
}

}  // namespace carehub
