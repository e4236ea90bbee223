#include "dispatcher/runtime/access_seal.hpp"

#include <sodium.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "dispatcher/core/phrases.hpp"
#include "protocols/domain/access.hpp"
#include "protocols/domain/person_record.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::runtime {

namespace {

constexpr std::string_view mark = "sealed:1:";
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;
constexpr std::size_t nonce_bytes = crypto_secretbox_NONCEBYTES;

static_assert(AccessSeal::key_bytes == crypto_secretbox_KEYBYTES);

const std::uint8_t* data_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

// A screen sends back what it was shown.
bool wants_seal(std::string_view text) {
  return !core::blank(text) && text != access_held;
}

std::string hex_of(const std::array<std::uint8_t, AccessSeal::key_bytes>& key) {
  std::string text(2 * key.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), key.data(), key.size());
  text.back() = '\n';
  return text;
}

}  // namespace

Result<AccessSeal> AccessSeal::open_key(const std::filesystem::path& file) {
  std::array<std::uint8_t, key_bytes> key{};
  if (!std::filesystem::exists(file)) {
    randombytes_buf(key.data(), key.size());
    CAREHUB_CHECK(wire::replace_file(file, hex_of(key), true));
    return AccessSeal(key);
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) return fail(ErrorCode::input_output, file.string(), "cannot be read");
  const std::string hex = text.str();
  std::size_t count = 0;
  const char* end = nullptr;
  const int read = sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), "\n\r ", &count, &end);
  if (read != 0 || count != key.size() || end != hex.data() + hex.size()) {
    return fail(
        ErrorCode::corrupt, file.string(),
        "is not a key of 64 hexadecimal digits; put the right file back: without it no access note can be read");
  }
  return AccessSeal(key);
}

std::string AccessSeal::seal(std::string_view text) const {
  if (!key_ || !wants_seal(text)) return std::string(text);
  std::array<std::uint8_t, nonce_bytes> nonce{};
  crypto_generichash(nonce.data(), nonce.size(), data_of(text), text.size(), key_->data(), key_->size());
  std::vector<std::uint8_t> box(nonce_bytes + crypto_secretbox_MACBYTES + text.size());
  std::ranges::copy(nonce, box.begin());
  crypto_secretbox_easy(box.data() + nonce_bytes, data_of(text), text.size(), nonce.data(), key_->data());
  std::string written(sodium_base64_encoded_len(box.size(), base64), '\0');
  sodium_bin2base64(written.data(), written.size(), box.data(), box.size(), base64);
  written.pop_back();  // the terminating zero
  return std::string(mark) + written;
}

std::string AccessSeal::open(std::string_view text) const {
  if (!text.starts_with(mark)) return std::string(text);
  const std::string closed = "sealed with a key that this hub does not have (keys/access.key)";
  if (!key_) return closed;
  text.remove_prefix(mark.size());
  std::vector<std::uint8_t> box(text.size());
  std::size_t count = 0;
  const int read =
      sodium_base642bin(box.data(), box.size(), text.data(), text.size(), nullptr, &count, nullptr, base64);
  if (read != 0 || count < nonce_bytes + crypto_secretbox_MACBYTES) return closed;
  std::string opened(count - nonce_bytes - crypto_secretbox_MACBYTES, '\0');
  const int whole = crypto_secretbox_open_easy(reinterpret_cast<std::uint8_t*>(opened.data()), box.data() + nonce_bytes,
                                               count - nonce_bytes, box.data(), key_->data());
  return whole == 0 ? opened : closed;
}

std::optional<Command> AccessSeal::sealed(const Command& command) const {
  if (!key_) return std::nullopt;
  if (const auto* told = std::get_if<TellOfPerson>(&command)) {
    if (told->field != PersonField::access || !wants_seal(told->text)) return std::nullopt;
    TellOfPerson copy = *told;
    copy.text = seal(copy.text);
    return Command(std::move(copy));
  }
  const auto sealed_referral = [this](const auto& given) -> std::optional<Command> {
    if (!wants_seal(given.referral.location.access)) return std::nullopt;
    auto copy = given;
    copy.referral.location.access = seal(copy.referral.location.access);
    return Command(std::move(copy));
  };
  if (const auto* given = std::get_if<RegisterCase>(&command)) return sealed_referral(*given);
  if (const auto* given = std::get_if<UpdateReferral>(&command)) return sealed_referral(*given);
  return std::nullopt;
}

PersonView AccessSeal::opened(PersonView view) const {
  view.access = open(view.access);
  for (PersonEntry& entry : view.entries)
    if (entry.field == PersonField::access) entry.text = open(entry.text);
  return view;
}

}  // namespace carehub::runtime
