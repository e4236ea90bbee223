#include "tools/simulate/random.hpp"

#include <bit>
#include <numeric>

namespace carehub::tools::simulate {
namespace {

std::uint64_t splitmix(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

// FNV-1a.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

}  // namespace

Random::Random(std::uint64_t seed, std::string_view label) {
  std::uint64_t mix = seed ^ hash_of(label);
  for (auto& word : state_) word = splitmix(mix);
}

std::uint64_t Random::next() {
  auto& s = state_;
  const std::uint64_t result = std::rotl(s[1] * 5, 7) * 9;
  const std::uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = std::rotl(s[3], 45);
  return result;
}

// Numbers that would favour the low end are drawn again.
std::uint64_t Random::below(std::uint64_t count) {
  CAREHUB_ASSERT(count > 0);
  const std::uint64_t unfair = (0 - count) % count;
  for (;;) {
    const auto drawn = next();
    if (drawn >= unfair) return drawn % count;
  }
}

std::int64_t Random::between(std::int64_t least, std::int64_t most) {
  CAREHUB_ASSERT(least <= most, "{} {}", least, most);
  return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
}

seconds Random::unhurried_s(std::int64_t least, std::int64_t most) {
  const auto first = between(least, most);
  const auto second = between(least, most);
  return seconds{std::min(first, second)};
}

std::size_t Random::weighted(std::span<const std::int32_t> weights) {
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  CAREHUB_ASSERT(sum > 0, "{}", sum);
  auto drawn = between(0, sum - 1);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (drawn < weights[i]) return i;
    drawn -= weights[i];
  }
  return weights.size() - 1;
}

}  // namespace carehub::tools::simulate
