#include "protocols/site/digest.hpp"

#include <fmt/ranges.h>
#include <sodium.h>

#include <array>

#include "protocols/base/assert.hpp"

namespace carehub::site {

std::string digest_of(std::string_view text) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  CAREHUB_ASSERT(sodium_init() >= 0);
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  return fmt::format("{:02x}", fmt::join(hash, ""));
}

}  // namespace carehub::site
