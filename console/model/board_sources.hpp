#pragma once
// Who was seen in time, by who had asked: the two-hour share and that of all urgent community responses, each with its
// denominator, today and yesterday. No patient data.

#include <string>
#include <vector>

#include "protocols/domain/picture.hpp"

namespace carehub::console {

// A share of fewer than this is told by its counts alone: one of two is no "50%".
inline constexpr std::int32_t share_ended_least = 5;

struct SourceShare {
  std::string source;  // "NHS 111", "3 more", "not by source"
  SourceTally today;   // by the hour received; its `source` says nothing
  SourceTally yesterday;
};

struct BoardSources {
  // Most ended first; those of which nothing ended are left out. What ended before the hub counted by source stands at
  // the end, as "not by source".
  std::vector<SourceShare> rows;
  SourceShare all;
};

[[nodiscard]] BoardSources board_sources(const Board& board, LocalDay today);

// "86%, 12 of 14"; of few "3 of 4"; of none "–".
[[nodiscard]] std::string share_text(std::int32_t met, std::int32_t ended);

// At most so many rows: the last ones are added up as "3 more". Requires: most > 0.
[[nodiscard]] std::vector<SourceShare> at_most(const BoardSources& sources, std::size_t most);

}  // namespace carehub::console
