// Damaged messages: whatever comes, the answer is a command or a refusal, never a crash. The seed is printed.

#include <cstdlib>
#include <random>

#include "support.hpp"

namespace carehub::fhir {
namespace {

const char* const pieces[] = {"null",
                              "[]",
                              "{}",
                              "\"\"",
                              "1e308",
                              "-1",
                              "\"\\u0000\"",
                              "true",
                              "[[[[]]]]",
                              "\"urn:uuid:x\"",
                              "{\"coding\":[{}]}"};

std::string damaged(std::string text, std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const bool only_values = below(2) == 0;  // half of them stay JSON, so that the reader behind the parser is reached
  for (std::size_t n = 1 + below(6); n > 0 && text.size() > 2; --n) {
    const std::size_t at = below(text.size());
    switch (only_values ? 4 : below(5)) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, 1 + below(40));
        break;
      case 2:
        text.insert(at, pieces[below(std::size(pieces))]);
        break;
      case 3:
        text.insert(at, text.substr(below(text.size()), below(200)));
        break;
      default: {  // replace a whole value by another, so that the text often stays JSON
        const std::size_t colon = text.find(": ", at);
        if (colon == std::string::npos) break;
        const std::size_t end = text.find_first_of(",}]\n", colon);
        if (end != std::string::npos) text.replace(colon + 2, end - colon - 2, pieces[below(std::size(pieces))]);
      }
    }
  }
  return text;
}

}  // namespace

TEST_CASE("fuzz: no damaged message crashes the reader or goes without an answer", "[fhir][fuzz]") {
  const char* given = std::getenv("CAREHUB_FUZZ_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  fmt::print("fhir fuzz seed {}\n", seed);
  INFO("CAREHUB_FUZZ_SEED=" << seed);
  std::mt19937_64 random(seed);
  std::vector<std::string> originals;
  for (const char* name : {"validation_request.json", "referral_fall.json", "response_final.json",
                           "booking_request.json", "cancellation_revoked.json"})
    originals.push_back(own(name));
  std::size_t taken_count = 0, refused = 0;
  for (int round = 0; round < 4000; ++round) {
    const Result<Message> message = read_message(damaged(originals[random() % originals.size()], random), london());
    if (message) {
      ++taken_count;
      if (message->message_id.empty()) FAIL("a command without an identifier");
    } else {
      ++refused;
      if (message.error().detail.empty()) FAIL("a refusal without a reason");
    }
  }
  fmt::print("{} taken, {} refused\n", taken_count, refused);
  CHECK(taken_count > 0);
  CHECK(refused > 0);
}

}  // namespace carehub::fhir
