#include "console/model/board_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "console/model/header.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {

namespace {

void add(SourceTally& to, const SourceTally& more, std::int32_t sign = 1) {
  to.two_hour_met += sign * more.two_hour_met;
  to.two_hour_ended += sign * more.two_hour_ended;
  to.all_response_met += sign * more.all_response_met;
  to.all_response_ended += sign * more.all_response_ended;
}

void add(SourceShare& to, const SourceShare& more, std::int32_t sign = 1) {
  add(to.today, more.today, sign);
  add(to.yesterday, more.yesterday, sign);
}

std::int32_t ended_of(const SourceShare& share) {
  return share.today.all_response_ended + share.yesterday.all_response_ended;
}

SourceTally whole_of(const HourTally& hour) {
  return {Source::nhs111, hour.two_hour_met, hour.two_hour_met + hour.two_hour_breached, hour.all_response_met,
          hour.all_response_ended};
}

}  // namespace

BoardSources board_sources(const Board& board, LocalDay today) {
  BoardSources sources;
  sources.all.source = "all sources";
  std::map<Source, SourceShare> by_source;
  for (const HourTally& hour : board.hours) {
    const std::int32_t days_ago = today.days - hour.day.days;
    if (days_ago != 0 && days_ago != 1) continue;
    const auto day = days_ago == 0 ? &SourceShare::today : &SourceShare::yesterday;
    add(sources.all.*day, whole_of(hour));
    for (const SourceTally& one : hour.sources) add(by_source[one.source].*day, one);
  }
  SourceShare rest = sources.all;
  rest.source = "not by source";
  for (auto& [source, share] : by_source) {
    add(rest, share, -1);
    share.source = words(source);
    if (ended_of(share) > 0) sources.rows.push_back(std::move(share));
  }
  std::ranges::stable_sort(sources.rows, std::ranges::greater{}, ended_of);
  if (ended_of(rest) > 0) sources.rows.push_back(std::move(rest));
  return sources;
}

std::string share_text(std::int32_t met, std::int32_t ended) {
  if (ended <= 0) return "–";
  const std::string counts = fmt::format("{} of {}", met, ended);
  return ended < share_ended_least ? counts : fmt::format("{}, {}", percent_text(met, ended), counts);
}

std::vector<SourceShare> at_most(const BoardSources& sources, std::size_t most) {
  std::vector<SourceShare> rows = sources.rows;
  if (rows.size() <= most) return rows;
  SourceShare more;
  more.source = fmt::format("{} more", rows.size() - most + 1);
  for (std::size_t i = most - 1; i < rows.size(); ++i) add(more, rows[i]);
  rows.resize(most - 1);
  rows.push_back(std::move(more));
  return rows;
}

}  // namespace carehub::console
