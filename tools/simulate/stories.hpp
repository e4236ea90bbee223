#pragma once
// What callers tell, by need. All invented.

#include <span>
#include <string_view>

#include "protocols/domain/vocabulary.hpp"

namespace carehub::tools::simulate {

struct Story {
  Need need;
  std::int32_t youngest, oldest;
  std::int32_t housebound_permille;
  std::string_view summary;
  std::string_view narrative;  // one or two sentences
};

// Requires: need is not unknown. Never empty.
[[nodiscard]] std::span<const Story> stories_of(Need need);
// A serious turn that a careful question brings out: the code of the red flag, and what is told.
struct RedFlagStory {
  std::string_view code;
  std::string_view summary;
  std::string_view narrative;
};
[[nodiscard]] std::span<const RedFlagStory> red_flag_stories();

}  // namespace carehub::tools::simulate
