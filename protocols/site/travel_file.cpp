#include "protocols/site/travel_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "protocols/domain/geo.hpp"
#include "protocols/site/columns.hpp"
#include "protocols/site/reader.hpp"
#include "protocols/site/text_file.hpp"

namespace carehub::site {
namespace {

constexpr std::int32_t longest_s = 24 * 3600;
constexpr std::int64_t zones_apart_m = 100;
constexpr std::int64_t fastest_kmh = 200;  // as the crow flies
constexpr std::size_t mistakes_max = 50;   // of one file: the rest is likely to be the same one again

std::string or_else(const std::string& hint) {
  return hint.empty() ? "; " : hint + " Or ";
}

class TravelFile {
 public:
  TravelFile(const std::string& name, const std::vector<Locality>& localities, std::vector<Mistake>& mistakes)
      : name_(name), localities_(localities), mistakes_(mistakes) {}

  TravelMatrix read(const std::vector<Line>& lines) {
    matrix_.file = name_;
    for (const Line& line : lines) read_frame(line);
    if (matrix_.tables.empty()) matrix_.tables.push_back({0, {}});
    if (matrix_.zones.size() < 2)
      error(0, "zone", "fewer than two zones are given; write a line for each, as zone,Ryde");
    for (auto& table : matrix_.tables) table.drive_s.assign(matrix_.zones.size() * matrix_.zones.size(), -1);
    for (const Line& line : lines)
      if (is_times(line)) read_times(line);
    tell_what_is_missing();
    if (found_ > mistakes_max)
      note(0, "", fmt::format("{} more mistakes are not listed; correct those above first", found_ - mistakes_max),
           false);
    return std::move(matrix_);
  }

 private:
  void note(std::size_t line, std::string field, std::string text, bool warning) {
    mistakes_.push_back({line, std::move(field), std::move(text), warning, name_});
  }
  void error(std::size_t line, std::string field, std::string text) {
    if (++found_ <= mistakes_max) note(line, std::move(field), std::move(text), false);
  }

  [[nodiscard]] static bool is_times(const Line& line) {
    return line.fields.front() == "time" || line.fields.front() == "both";
  }

  // Without the commas that a spreadsheet fills short lines up with.
  [[nodiscard]] static std::size_t filled(const Line& line) {
    std::size_t count = line.fields.size();
    while (count > 0 && line.fields[count - 1].empty()) --count;
    return count;
  }

  // Everything but the times, which may stand before what they name.
  void read_frame(const Line& line) {
    const auto& kind = line.fields.front();
    if (kind == "zone") return read_zone(line);
    if (kind == "hours") return read_hours_line(line);
    if (kind == "unit") return read_unit(line);
    if (is_times(line)) return;
    static const std::vector<std::string> kinds{"zone", "hours", "unit", "time", "both"};
    const auto hint = nearest_hint(kind, kinds);
    error(line.number, "line",
          fmt::format("begins with '{}'{} Lines begin with one of: {}, or with # for a comment", kind,
                      hint.empty() ? "." : hint, joined(kinds)));
  }

  void read_unit(const Line& line) {
    const std::string given = filled(line) == 2 ? line.fields[1] : std::string();
    if (given == "seconds") seconds_per_unit_ = 1;
    if (given != "seconds" && given != "minutes")
      error(line.number, "unit", fmt::format("'{}' is not a unit; write unit,minutes or unit,seconds", given));
  }

  void read_hours_line(const Line& line) {
    if (!matrix_.tables.empty()) return error(line.number, "hours", "is given twice; remove one of the lines");
    std::int32_t before = -1;
    for (std::size_t i = 1; i < filled(line); ++i) {
      const auto hour = number_in(line.fields[i]);
      const bool whole = hour && *hour == std::floor(*hour) && *hour >= 0 && *hour <= 23;
      if (!whole || *hour <= before) {
        error(line.number, fmt::format("hours[{}]", i),
              fmt::format("'{}' is not a later hour than the one before; write whole hours from 0 to 23 in order, as "
                          "hours,0,7,10,16,19",
                          line.fields[i]));
        continue;
      }
      before = static_cast<std::int32_t>(*hour);
      matrix_.tables.push_back({before, {}});
    }
    if (filled(line) < 2) error(line.number, "hours", "is empty; write the hours from which each column holds");
  }

  void read_zone(const Line& line) {
    const auto& fields = line.fields;
    const std::string name = fields.size() > 1 ? fields[1] : std::string();
    if (name.empty())
      return error(line.number, "zone.name", "is missing; write zone,NAME or zone,NAME,LATITUDE,LONGITUDE");
    if (const auto [known, added] = lines_.emplace(name, line.number); !added)
      return error(
          line.number, "zone.name",
          fmt::format("'{}' is used twice, first on line {}; give each zone a name of its own", name, known->second));
    const auto centre = fields.size() > 2 && !fields[2].empty() ? given_centre(line) : known_centre(line, name);
    if (!centre) return;
    for (const TravelZone& other : matrix_.zones)
      if (metres_between(other.centre, *centre) < zones_apart_m)
        return error(
            line.number, "zone",
            fmt::format("'{}' lies less than {} m from '{}'; make one zone of them", name, zones_apart_m, other.name));
    if (matrix_.zones.size() == zones_max)
      return error(line.number, "zone", fmt::format("there are more than {} zones; make larger ones", zones_max));
    positions_.emplace(name, matrix_.zones.size());
    matrix_.zones.push_back({name, *centre});
  }

  std::optional<Coordinates> given_centre(const Line& line) {
    const auto lat = number_in(line.fields[2]);
    const auto lon = line.fields.size() > 3 ? number_in(line.fields[3]) : std::nullopt;
    if (!lat || !lon) {
      error(line.number, "zone.centre",
            "is not a position; write zone,NAME,LATITUDE,LONGITUDE in degrees, as 50.728,-1.162");
      return std::nullopt;
    }
    const auto centre = coordinates_from_degrees(*lat, *lon);
    if (in_british_isles(centre)) return centre;
    if (in_british_isles(coordinates_from_degrees(*lon, *lat)))
      error(line.number, "zone.centre",
            fmt::format("{},{} is swapped; write latitude first: {},{}", *lat, *lon, *lon, *lat));
    else
      error(line.number, "zone.centre",
            fmt::format("{},{} lies outside the British Isles; write LATITUDE,LONGITUDE in degrees", *lat, *lon));
    return std::nullopt;
  }

  // Of the locality with that name, or with that postcode district.
  std::optional<Coordinates> known_centre(const Line& line, const std::string& name) {
    std::vector<std::string> known;
    for (const Locality& locality : localities_) {
      if (locality.name == name || holds(locality.postcode_districts, name)) return locality.centre;
      known.push_back(locality.name);
    }
    error(line.number, "zone.name",
          fmt::format("'{}' is no locality of the site file, nor a postcode district of one{}write its centre, as "
                      "zone,{},50.728,-1.162",
                      name, or_else(nearest_hint(name, known)), name));
    return std::nullopt;
  }

  std::optional<std::size_t> zone_in(const Line& line, std::size_t field, const char* what) {
    const std::string name = line.fields.size() > field ? line.fields[field] : std::string();
    if (const auto found = positions_.find(name); found != positions_.end()) return found->second;
    if (lines_.contains(name)) return std::nullopt;  // its own line was wrong, and said so
    std::vector<std::string> known;
    for (const auto& [zone, at] : positions_) known.push_back(zone);
    error(line.number, fmt::format("{}.{}", line.fields.front(), what),
          fmt::format("'{}' is no zone of this file{}write a zone line for it", name,
                      or_else(nearest_hint(name, known))));
    return std::nullopt;
  }

  void read_times(const Line& line) {
    const auto from = zone_in(line, 1, "from"), to = zone_in(line, 2, "to");
    if (!from || !to) return;
    const auto& kind = line.fields.front();
    if (from == to)
      return error(line.number, kind, "is from a zone to itself; remove it: within a zone the estimate is used");
    if (const auto [known, added] = pairs_.emplace(std::pair(*from, *to), line.number); !added)
      return twice(line, known->second);
    if (kind == "both")
      if (const auto [known, added] = pairs_.emplace(std::pair(*to, *from), line.number); !added)
        return twice(line, known->second);
    read_columns(line, *from, *to);
  }

  void twice(const Line& line, std::size_t first) {
    error(line.number, line.fields.front(),
          fmt::format("from '{}' to '{}' is given twice, first on line {}; remove one of them", line.fields[1],
                      line.fields[2], first));
  }

  // One time alone holds at every hour.
  void read_columns(const Line& line, std::size_t from, std::size_t to) {
    const auto& kind = line.fields.front();
    const std::size_t wanted = matrix_.tables.size();
    std::size_t columns = line.fields.size() - 3;
    while (columns > wanted && line.fields[2 + columns].empty()) --columns;
    const auto later = line.fields.begin() + (columns > 0 ? 4 : 3);
    const bool alone = columns >= 1 && std::all_of(later, line.fields.end(), [](const auto& f) { return f.empty(); });
    if (columns == 0 || (alone && line.fields[3].empty()))
      return error(line.number, kind,
                   "has no time; write it, or remove the line: the estimate is used where none is given");
    if (!alone && columns != wanted)
      return error(line.number, kind,
                   wanted == 1
                       ? fmt::format("has {} times; write one, or say from which hours they hold in a line as "
                                     "hours,0,7,10,16,19",
                                     columns)
                       : fmt::format("has {} times; write {}, one for each of the hours, or one for all of them",
                                     columns, wanted));
    for (std::size_t column = 0; column < wanted; ++column) {
      const std::size_t field = alone ? 3 : 3 + column;
      if (line.fields[field].empty()) continue;
      const auto takes_s = time_in(line, field, from, to);
      if (!takes_s) return;
      auto& times = matrix_.tables[column].drive_s;
      times[from * matrix_.zones.size() + to] = *takes_s;
      if (kind == "both") times[to * matrix_.zones.size() + from] = *takes_s;
    }
  }

  std::optional<std::int32_t> time_in(const Line& line, std::size_t field, std::size_t from, std::size_t to) {
    const std::string where = fmt::format("{}[{}]", line.fields.front(), field - 2);
    const auto given = number_in(line.fields[field]);
    const double takes_s = given ? std::round(*given * seconds_per_unit_) : -1;
    const char* unit = seconds_per_unit_ == 1 ? "seconds" : "minutes";
    if (takes_s < 1 || takes_s > longest_s) {
      error(line.number, where,
            fmt::format("'{}' is not a driving time; write {} above 0 and up to a day", line.fields[field], unit));
      return std::nullopt;
    }
    const auto metres = metres_between(matrix_.zones[from].centre, matrix_.zones[to].centre);
    const auto kmh = static_cast<std::int64_t>(static_cast<double>(metres) * 3.6 / takes_s);
    if (kmh <= fastest_kmh) return static_cast<std::int32_t>(takes_s);
    error(line.number, where,
          fmt::format("{} {} for {} km as the crow flies is {} km/h; correct it, or the line unit,{}",
                      line.fields[field], unit, metres / 1000, kmh, unit));
    return std::nullopt;
  }

  // Not wrong, but seldom meant: the way back was forgotten.
  void tell_what_is_missing() {
    const std::size_t zones = matrix_.zones.size();
    std::size_t missing = 0;
    std::string first;
    for (std::size_t from = 0; from < zones; ++from) {
      for (std::size_t to = 0; to < zones; ++to) {
        if (from == to || pairs_.contains({from, to})) continue;
        if (missing++ == 0) first = fmt::format("from '{}' to '{}'", matrix_.zones[from].name, matrix_.zones[to].name);
      }
    }
    if (missing == 0) return;
    note(
        0, "time",
        fmt::format("{} of {} ways are not given, the first {}; the estimate is used for them (both,FROM,TO gives both "
                    "directions)",
                    missing, zones * (zones - 1), first),
        true);
  }

  const std::string& name_;
  const std::vector<Locality>& localities_;
  std::vector<Mistake>& mistakes_;
  TravelMatrix matrix_;
  std::int32_t seconds_per_unit_ = 60;
  std::size_t found_ = 0;
  std::map<std::string, std::size_t> lines_;      // of every zone that was named
  std::map<std::string, std::size_t> positions_;  // of those that are good
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> pairs_;
};

}  // namespace

TravelMatrix read_travel_file(std::string_view text, const std::string& name, const std::vector<Locality>& localities,
                              std::vector<Mistake>& mistakes) {
  if (const auto line = line_not_utf8(text); line != 0) {
    mistakes.push_back({line, "", "has bytes that are not UTF-8; save the file as UTF-8", false, name});
    return {};
  }
  return TravelFile(name, localities, mistakes).read(lines_of(text));
}

}  // namespace carehub::site
