#pragma once
// The sample evening as a navigator and a manager find it: work for a clinician, and a board with a service of every
// condition.

#include <optional>

#include "console/model/past.hpp"

namespace carehub::app {

inline constexpr std::size_t sample_cases_of_work = 10;  // so many have to be in the picture

// 999 validations, a call-back, a care home, a claim, a possible duplicate; case 1037 is late.
// Requires: a sample_picture() of this site and moment.
void add_navigator_work(console::Picture& picture, Instant now);

// What the next two hours are likely to bring its open cases.
void add_outlook(console::Picture& picture, const Site& site, Instant now);

// Each service in another condition: open, low, full, closed, unknown, in turn.
[[nodiscard]] Board sample_board(const Site& site, Instant now);

// That evening looked back on: the picture at a moment, what happened when, and the decisions around it.
[[nodiscard]] console::PastAnswers sample_past(std::shared_ptr<const console::Picture> picture, Instant now,
                                               std::optional<Instant> at, const std::optional<HistoryWish>& wish);

}  // namespace carehub::app
