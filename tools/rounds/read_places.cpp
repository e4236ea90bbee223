#include <boost/json/array.hpp>
#include <limits>

#include "protocols/domain/geo.hpp"
#include "tools/rounds/estimate.hpp"
#include "tools/rounds/read_parts.hpp"

namespace carehub::rounds {

namespace json = boost::json;

namespace {

std::optional<std::int32_t> entry(const json::value& value) {
  if (const double* real = value.if_double(); real != nullptr && *real >= 0 &&
                                              *real <= static_cast<double>(duration_max) &&
                                              *real == static_cast<double>(static_cast<std::int32_t>(*real)))
    return static_cast<std::int32_t>(*real);
  const std::int64_t* whole = value.if_int64();
  if (whole == nullptr || *whole < 0 || *whole > duration_max) return std::nullopt;
  return static_cast<std::int32_t>(*whole);
}

// A table as long as it is wide. `places` is 0 until the first one says it.
std::vector<std::int32_t> matrix_of(const json::value& value, const std::string& path, std::size_t& places,
                                    Faults& faults) {
  std::vector<std::int32_t> table;
  const json::array* rows = value.if_array();
  if (rows == nullptr || rows->empty()) {
    faults.note(ErrorCode::invalid_input, path, "must be a list of rows, [[0, 300], [310, 0]]");
    return table;
  }
  if (places != 0 && places != rows->size())
    faults.note(ErrorCode::invalid_input, path, "has {} rows where the table beside it has {}", rows->size(), places);
  if (rows->size() > places_max)
    faults.note(ErrorCode::limit_exceeded, path, "has {} rows; at most {} are read", rows->size(), places_max);
  if (faults.any()) return table;
  places = rows->size();
  table.reserve(places * places);
  for (std::size_t from = 0; from < places; ++from) {
    const json::array* row = (*rows)[from].if_array();
    if (row == nullptr || row->size() != places) {
      faults.note(ErrorCode::invalid_input, fmt::format("{}[{}]", path, from),
                  "must have {} numbers, as many as there are rows{}", places,
                  row == nullptr ? "" : fmt::format("; it has {}", row->size()));
      return table;
    }
    for (std::size_t to = 0; to < places; ++to) {
      const auto found = entry((*row)[to]);
      if (!found)
        faults.note(ErrorCode::invalid_input, fmt::format("{}[{}][{}]", path, from, to),
                    "must be a whole number from 0 to {}", duration_max);
      table.push_back(found.value_or(0));
    }
  }
  return table;
}

Journeys journeys_of(const Fields& fields, std::string profile) {
  fields.only({"durations", "distances", "costs"});
  Journeys journeys;
  journeys.profile = std::move(profile);
  if (!fields.has("durations"))
    fields.faults().note(ErrorCode::invalid_input, fields.path("durations"),
                         "is missing: without it no time of arrival is known");
  for (const auto& [name, table] : {std::pair{"durations", &journeys.durations_s},
                                    {"distances", &journeys.distances_m},
                                    {"costs", &journeys.costs}}) {
    if (const json::value* value = fields.find(name))
      *table = matrix_of(*value, fields.path(name), journeys.places, fields.faults());
  }
  return journeys;
}

}  // namespace

Places::Places(const Fields& root, Problem& problem) : faults_(root.faults()), problem_(problem) {
  if (const json::value* value = root.find("matrices")) read_matrices(Fields(*value, root.path("matrices"), faults_));
  if (const json::value* value = root.find("matrix")) {
    if (root.has("matrices"))
      faults_.note(ErrorCode::invalid_input, root.path("matrix"), "stands beside \"matrices\"; keep one of them");
    Journeys journeys;
    journeys.profile = "car";
    journeys.durations_s = matrix_of(*value, root.path("matrix"), journeys.places, faults_);
    problem_.journeys.push_back(std::move(journeys));
  }
  places_ = std::numeric_limits<std::size_t>::max();
  for (const Journeys& journeys : problem_.journeys) places_ = std::min(places_, journeys.places);
  estimated_ = problem_.journeys.empty();
  if (estimated_) problem_.journeys.push_back({"car", 0, {}, {}, {}});
}

void Places::read_matrices(const Fields& matrices) {
  for (const std::string& profile : matrices.names())
    problem_.journeys.push_back(journeys_of(matrices.inner(profile), profile));
}

std::int32_t Places::numbered(const Position& position, const std::string& path) {
  if (!(position.lon >= -180 && position.lon <= 180 && position.lat >= -90 && position.lat <= 90)) {
    faults_.note(ErrorCode::invalid_input, path, "is no place on earth; it must be [longitude, latitude] in degrees");
    return 0;
  }
  const Coordinates at = coordinates_from_degrees(position.lat, position.lon);
  const auto next = static_cast<std::int32_t>(positions_.size());
  const auto [known, fresh] = known_.emplace(std::pair{at.lat_e6, at.lon_e6}, next);
  if (fresh) positions_.push_back(position);
  return known->second;
}

std::optional<Location> Places::read(const Fields& fields, std::string_view position, std::string_view index) {
  Location location;
  location.position = fields.position(position);
  if (fields.has(index)) location.index = fields.whole(index, 0, static_cast<std::int64_t>(places_max));
  if (!location.position && !location.index) return std::nullopt;
  if (estimated_ && !location.position)
    faults_.note(ErrorCode::invalid_input, fields.path(index),
                 "points into no table: state \"matrices\", or \"{}\" as [longitude, latitude]", position);
  else if (estimated_)
    location.place = numbered(*location.position, fields.path(position));
  else if (!location.index)
    faults_.note(ErrorCode::invalid_input, fields.path(index),
                 "is missing: with \"matrices\" each place needs its row");
  else if (static_cast<std::size_t>(*location.index) >= places_)
    faults_.note(ErrorCode::invalid_input, fields.path(index), "is {}, but the smallest table has rows 0 to {}",
                 *location.index, places_ - 1);
  else
    location.place = static_cast<std::int32_t>(*location.index);
  return location;
}

std::size_t Places::profile(const Fields& fields) {
  const std::string name = fields.text("profile", "car");
  for (std::size_t i = 0; i < problem_.journeys.size(); ++i)
    if (problem_.journeys[i].profile == name) return i;
  faults_.note(ErrorCode::invalid_input, fields.path("profile"), "is \"{}\", for which {}", name,
               estimated_ ? "journeys cannot be estimated; state \"matrices\" for it, or leave it out for \"car\""
                          : "\"matrices\" holds no table");
  return 0;
}

void Places::finish() {
  if (!estimated_ || faults_.any()) return;
  if (positions_.size() > places_max)
    faults_.note(ErrorCode::limit_exceeded, "places", "{} are named; at most {} are planned at once", positions_.size(),
                 places_max);
  else
    problem_.journeys.front() = estimated_journeys(positions_);
}

}  // namespace carehub::rounds
