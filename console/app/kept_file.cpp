#include "console/app/kept_file.hpp"

#include "protocols/wire/codec_impl.hpp"

namespace carehub::app {
namespace {

constexpr std::string_view first_line = "carehub kept command 1\n";

}  // namespace

std::string encode_kept(const console::KeptCommand& one) {
  return std::string(first_line) + wire::encode(one);
}

Result<console::KeptCommand> decode_kept(std::string_view bytes) {
  if (!bytes.starts_with(first_line))
    return fail(ErrorCode::corrupt, "kept command", "does not begin with '{}'", first_line.substr(0, 22));
  return wire::decode<console::KeptCommand>(bytes.substr(first_line.size()));
}

}  // namespace carehub::app
