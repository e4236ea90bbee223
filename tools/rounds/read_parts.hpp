#pragma once
// The parts of a problem's JSON: places and journeys between them, jobs, vehicles.

#include <map>

#include "tools/rounds/fields.hpp"

namespace carehub::rounds {

// Numbers the places that are named, and makes the journey tables: from the file's matrices, or by the built-in
// estimate between coordinates where there are none.
class Places {
 public:
  Places(const Fields& root, Problem& problem);

  // A job's `location` and `location_index`, a vehicle's `start` and `start_index`. None where neither is there.
  [[nodiscard]] std::optional<Location> read(const Fields& fields, std::string_view position, std::string_view index);
  // The table of a vehicle's profile.
  [[nodiscard]] std::size_t profile(const Fields& fields);
  [[nodiscard]] const Journeys& journeys(std::size_t profile) const { return problem_.journeys[profile]; }
  [[nodiscard]] bool estimated() const { return estimated_; }
  // Once everything is read.
  void finish();

 private:
  void read_matrices(const Fields& matrices);
  [[nodiscard]] std::int32_t numbered(const Position& position, const std::string& path);

  Faults& faults_;
  Problem& problem_;
  std::size_t places_ = 0;  // of the smallest table
  bool estimated_ = false;
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> known_;
  std::vector<Position> positions_;
};

[[nodiscard]] Job job_of(const Fields& fields, Places& places);
[[nodiscard]] Vehicle vehicle_of(const Fields& fields, Places& places);

}  // namespace carehub::rounds
