#pragma once
// The evening of Screen as a navigator and a manager find it: calls of every kind on the worklist, and a board.

#include "tests/views/screen.hpp"

namespace carehub::views {

// The sample evening, with work for a clinician in it: 999 validations, a call-back, a care home, a claim, a doubtful
// place, a repeat caller; case 1037 is late. `more` further untriaged calls.
[[nodiscard]] std::shared_ptr<const console::Picture> navigator_picture(const char* site = "isle-of-wight",
                                                                        std::size_t more = 0);
// A board of every service of the site, each in another condition: open, low, full, closed, unknown, in turn. No cases.
[[nodiscard]] std::shared_ptr<const console::Picture> board_picture(const char* site = "isle-of-wight");

[[nodiscard]] Screen navigator(float width = 1920, float height = 1080, const char* site = "isle-of-wight",
                               std::size_t more = 0, float scale = 0);
[[nodiscard]] Screen board(float width = 1920, float height = 1080, const char* site = "isle-of-wight",
                           float scale = 0);

}  // namespace carehub::views
