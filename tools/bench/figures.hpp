#pragma once
// The figures of one run: printed as a table beside what they must reach, and as one JSON object.

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "protocols/base/error.hpp"

namespace carehub::bench {

// What a figure must reach, and what it may be compared with.
struct Goal {
  std::optional<double> bound;
  std::string beside;  // "floor 203 us"
};

struct Figure {
  std::string name;  // stays once published
  double value = 0;
  std::string unit;
  bool higher_is_better = false;
  Goal goal;
};

class Figures {
 public:
  void add(Figure figure);
  // A measurement that could not be made, and why; never silently left out.
  void missing(std::string name, std::string why);
  // The names of those that missed their goal or could not be measured.
  [[nodiscard]] std::vector<std::string> not_reached() const;
  void print() const;
  [[nodiscard]] Result<void> write_json(const std::filesystem::path& file) const;

 private:
  std::vector<Figure> figures_;
  std::vector<std::pair<std::string, std::string>> missing_;
};

// Before an hour is spent on measuring. Leaves nothing behind.
[[nodiscard]] Result<void> can_be_written(const std::filesystem::path& file);

using Clock = std::chrono::steady_clock;
[[nodiscard]] double seconds_since(Clock::time_point start);

// Sorts; `share` between 0 and 1. Requires: not empty.
[[nodiscard]] double percentile(std::vector<double>& values, double share);

// What every measurement is given.
struct Setting {
  std::filesystem::path site_file;
  std::filesystem::path programs;   // where carehub-dispatcher and carehub-console lie
  std::filesystem::path workspace;  // temporary, on the disk to be measured
  bool quick = false;
};

}  // namespace carehub::bench
