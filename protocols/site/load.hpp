#pragma once
// Reads one hub's TOML file into a Site. Reports every mistake at once, each with line and field and what to do.

#include <filesystem>
#include <string>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/site.hpp"

namespace carehub::site {

struct Mistake {
  std::size_t line = 0;   // 1 upwards; 0 where the file as a whole is meant
  std::string field;      // "service[3].hours.start"
  std::string text;       // what is wrong and what to write instead
  bool warning = false;   // doubtful, but loads
  std::string file = {};  // beside the site's own; empty: that one
};

struct Loaded {
  Site site;  // usable only if no mistake is an error
  std::vector<Mistake> mistakes;
  [[nodiscard]] bool usable() const;
};

// Errors: not_found or input_output for the file itself; everything inside it is a mistake in the list.
[[nodiscard]] Result<Loaded> load_site(const std::filesystem::path& file);
// One line each: "isle-of-wight.toml:41: service[3].hours.start: '25:00' is not a time; write HH:MM".
[[nodiscard]] std::string text(const std::filesystem::path& file, const std::vector<Mistake>& mistakes);
// The Europe/London transitions of the years 2015 to 2045, from the time-zone library.
[[nodiscard]] std::vector<ZoneTransition> london_transitions();

}  // namespace carehub::site
