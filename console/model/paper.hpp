#pragma once
// What a control room goes on with when the screens are gone: everything that is open, on paper. Times are times of
// day, never countdowns: paper does not tick. Pure; written as PDF by console/paper, and as text here.

#include <string>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

struct PaperTable {
  std::vector<std::string> heads;
  std::vector<int> widths;                     // shares of the page's width
  std::vector<std::vector<std::string>> rows;  // each as long as `heads`
};

struct PaperSection {
  std::string title;
  std::string note;
  PaperTable table;
  std::vector<std::string> blanks;  // fields to be written by hand, a line each
  int blank_lines = 0;              // ruled lines after them
  bool new_page = false;
};

struct PaperDocument {
  std::string title;
  std::string as_of;  // stands on every page: how old the paper is must never be guessed
  std::vector<PaperSection> sections;
};

// Open cases, teams, places and services with their numbers, and blank forms.
[[nodiscard]] PaperDocument paper_pack(const Picture& picture, Instant now);
// One referral, for whoever takes it over: all that is told, its clocks, what was decided and why, its history.
// The way into the home is not on it: it is shown to whoever goes there, when they ask.
[[nodiscard]] PaperDocument referral_summary(const Case& c, const Picture& picture, Instant now);

[[nodiscard]] std::string paper_text(const PaperDocument& document);

}  // namespace carehub::console
