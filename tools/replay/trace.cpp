#include "tools/replay/trace.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

namespace carehub::replay {

namespace {

namespace json = boost::json;

// One line being read: what is wrong first is kept, with the line and the member.
class Line {
 public:
  Line(const json::object& object, std::string place) : object_(object), place_(std::move(place)) {}

  [[nodiscard]] double number(const char* name, double least, double most, std::optional<double> usual = {}) {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr && usual) return *usual;
    if (value == nullptr) return wrong(name, "is missing");
    if (!value->is_number()) return wrong(name, "is no number");
    const double found = value->to_number<double>();
    if (!(found >= least && found <= most)) return wrong(name, fmt::format("is not between {} and {}", least, most));
    return found;
  }
  [[nodiscard]] std::int64_t whole(const char* name, std::int64_t least, std::int64_t most,
                                   std::optional<std::int64_t> usual = {}) {
    std::optional<double> other;
    if (usual) other = static_cast<double>(*usual);
    const double found = number(name, static_cast<double>(least), static_cast<double>(most), other);
    if (found != std::floor(found)) wrong(name, "is no whole number");
    return static_cast<std::int64_t>(found);
  }
  [[nodiscard]] std::string text(const char* name) {
    const json::value* value = object_.if_contains(name);
    if (value != nullptr && value->is_string()) return std::string(value->get_string());
    wrong(name, value == nullptr ? "is missing" : "is no text");
    return {};
  }
  [[nodiscard]] bool flag(const char* name) {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr) return false;
    if (!value->is_bool()) wrong(name, "is neither true nor false");
    return value->is_bool() && value->get_bool();
  }
  [[nodiscard]] std::vector<int> numbers(const char* name) {
    const json::value* value = object_.if_contains(name);
    std::vector<int> found;
    if (value == nullptr || !value->is_array()) {
      wrong(name, value == nullptr ? "is missing" : "is no list");
      return found;
    }
    for (const json::value& one : value->get_array()) {
      if (one.is_int64() && one.get_int64() >= 0 && one.get_int64() <= 1'000'000)
        found.push_back(static_cast<int>(one.get_int64()));
      else
        wrong(name, "holds something that is no skill number");
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }
  [[nodiscard]] Coordinates position() {
    const double lat = number("lat", -90, 90);
    const double lon = number("lon", -180, 180);
    return coordinates_from_degrees(lat, lon);
  }
  // A member that is an object itself.
  [[nodiscard]] const json::object& inner(const char* name) {
    static const json::object none;
    const json::value* value = object_.if_contains(name);
    if (value != nullptr && value->is_object()) return value->get_object();
    wrong(name, value == nullptr ? "is missing" : "is no object");
    return none;
  }
  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] Result<void> result() const {
    if (fault_) return std::unexpected(*fault_);
    return {};
  }
  void take(const Line& part) {
    if (!fault_ && part.fault_) fault_ = part.fault_;
  }
  double wrong(const char* name, std::string_view what) {
    if (!fault_) fault_ = Error{ErrorCode::invalid_input, place_, fmt::format("\"{}\" {}", name, what)};
    return 0;
  }

 private:
  const json::object& object_;
  std::string place_;
  std::optional<Error> fault_;
};

constexpr std::int64_t seconds_max = 100LL * 86'400;

TraceTravel travel_of(Line& line, const char* name) {
  Line part(line.inner(name), line.place() + ", " + name);
  TraceTravel travel;
  travel.circuity_percent = static_cast<std::int32_t>(std::lround(100 * part.number("circuity", 1, 10)));
  travel.kmh = static_cast<std::int32_t>(part.whole("kmh", 1, 300));
  travel.fixed_s = static_cast<std::int32_t>(part.whole("fixed_s", 0, 86'400));
  line.take(part);
  return travel;
}

std::int32_t minute_of(Line& line, const std::string& clock) {
  int hour = -1, minute = -1;
  char colon = 0;
  std::istringstream in(clock);
  in >> hour >> colon >> minute;
  if (!in || colon != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    line.wrong("clock_start", "is no time like \"07:00\"");
    return 0;
  }
  return hour * 60 + minute;
}

void read_meta(Line& line, Trace& trace) {
  trace.horizon = line.whole("horizon", 1, seconds_max);
  trace.clock_start_min = minute_of(line, line.text("clock_start"));
  trace.target_s = static_cast<std::int32_t>(line.whole("target_s", 60, 86'400));
  trace.travel = travel_of(line, "travel");
  trace.person_travel = travel_of(line, "site_travel");
  if (trace.person_travel.circuity_percent != trace.travel.circuity_percent)
    line.wrong("site_travel", "has another circuity than \"travel\"; a hub has one for its area");
}

void read_unit(Line& line, Trace& trace) {
  TraceUnit unit;
  unit.id = line.whole("id", 0, 1'000'000'000);
  unit.base = line.position();
  unit.skills = line.numbers("skills");
  unit.start = line.whole("start", 0, seconds_max);
  unit.end = line.whole("end", 0, seconds_max);
  unit.fixed = line.flag("fixed");
  if (unit.end < unit.start) line.wrong("end", "lies before \"start\"");
  trace.units.push_back(std::move(unit));
}

void read_call(Line& line, Trace& trace) {
  TraceCall call;
  call.id = line.whole("id", 0, 1'000'000'000);
  call.at = line.whole("t", 0, seconds_max);
  call.position = line.position();
  call.priority = static_cast<std::int32_t>(line.whole("prio", 1, 4));
  call.weight = line.whole("weight", 0, 1'000'000);
  call.need = line.numbers("need");
  call.takes = line.whole("dur", 0, seconds_max);
  call.expected = line.whole("dur_exp", 0, 86'400);
  call.deadline = line.whole("deadline", 0, 2 * seconds_max);
  trace.calls.push_back(std::move(call));
}

template <class T>
Result<void> check_numbers(const std::vector<T>& all, const char* what, const std::string& name) {
  std::set<std::int64_t> seen;
  for (const T& one : all) {
    if (!seen.insert(one.id).second)
      return fail(ErrorCode::invalid_input, name, "two {}s have the number {}", what, one.id);
  }
  return {};
}

Result<void> check_whole(const Trace& trace, const std::string& name) {
  if (trace.units.empty()) return fail(ErrorCode::invalid_input, name, "it has no unit");
  CAREHUB_CHECK(check_numbers(trace.units, "unit", name));
  return check_numbers(trace.calls, "call", name);
}

}  // namespace

Result<Trace> parse_trace(std::string_view text, const std::string& name) {
  Trace trace;
  bool described = false;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string place = fmt::format("{}, line {}", name, number);
    json::error_code error;
    const json::value value = json::parse(one, error);
    if (error || !value.is_object()) return fail(ErrorCode::invalid_input, place, "is no JSON object");
    Line line(value.get_object(), place);
    const std::string kind = line.text("kind");
    if (kind == "meta") {
      if (described) return fail(ErrorCode::invalid_input, place, "a second \"meta\"; a trace has one");
      read_meta(line, trace);
      described = true;
    } else if (kind == "unit") {
      read_unit(line, trace);
    } else if (kind == "call") {
      read_call(line, trace);
    } else if (line.result()) {
      return fail(ErrorCode::unsupported, place, "\"kind\" is \"{}\"; known are meta, unit and call", kind);
    }
    CAREHUB_CHECK(line.result());
  }
  if (!described) return fail(ErrorCode::invalid_input, name, "it has no \"meta\" line; is it a shift trace?");
  CAREHUB_CHECK(check_whole(trace, name));
  std::stable_sort(trace.calls.begin(), trace.calls.end(),
                   [](const TraceCall& a, const TraceCall& b) { return a.at < b.at; });
  return trace;
}

Result<Trace> read_trace(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in && in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  if (in.bad() || text.bad() || !in.is_open())
    return fail(ErrorCode::not_found, path, "cannot be read; is it a file, and is the path right?");
  return parse_trace(text.view(), path);
}

}  // namespace carehub::replay
