#include "dispatcher/journal/anchor.hpp"

namespace carehub::journal {

namespace {

// "carehub journal anchor 1", state, sequence, chain, seal: five lines, 152 bytes and the digits of the sequence.
[[nodiscard]] std::string body_of(const Anchor& anchor) {
  return fmt::format("carehub journal anchor 1\nstate {}\nsequence {}\nchain {}\n", anchor.clean ? "closed" : "open",
                     anchor.sequence, to_hex(anchor.chain));
}

[[nodiscard]] std::string text_of(const ChainKey& key, const Anchor& anchor) {
  const std::string body = body_of(anchor);
  std::string seal;
  for (const std::uint8_t byte : key.seal("anchor", body)) seal += fmt::format("{:02x}", byte);
  return body + "seal " + seal + "\n";
}

[[nodiscard]] std::string_view field(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + name.size();
  const std::size_t end = text.find('\n', begin);
  return end == std::string_view::npos ? std::string_view{} : text.substr(begin, end - begin);
}

[[nodiscard]] bool read_chain(ChainValue& chain, std::string_view hex) {
  if (hex.size() != 2 * chain.size()) return false;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const auto digit = [&](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0; };
    chain[i] = static_cast<std::uint8_t>(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
  }
  return true;
}

}  // namespace

Result<std::optional<Anchor>> read_anchor(Disk& disk, const path& file, const ChainKey& key) {
  if (!disk.exists(file)) return std::optional<Anchor>{};
  CAREHUB_TRY(const std::string text, disk.read(file));
  Anchor anchor;
  anchor.clean = field(text, "\nstate ") == "closed";
  for (const char c : field(text, "\nsequence ").substr(0, 19)) {
    anchor.sequence = anchor.sequence * 10 + static_cast<Sequence>(c >= '0' && c <= '9' ? c - '0' : 0);
  }
  // Written again it must be the same bytes, so that whatever was read wrongly shows.
  if (!read_chain(anchor.chain, field(text, "\nchain ")) || text != text_of(key, anchor)) {
    return fail(
        ErrorCode::corrupt, file.string(),
        "the record of the last known entry was changed or is torn; check the journal with carehubctl verify, and "
        "remove this file only if you accept that its end cannot be proved");
  }
  return anchor;
}

Result<void> write_anchor(Disk& disk, const path& file, const ChainKey& key, const Anchor& anchor) {
  return disk.replace(file, text_of(key, anchor));
}

}  // namespace carehub::journal
