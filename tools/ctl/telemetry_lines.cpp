#include "tools/ctl/telemetry_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "protocols/site/reader.hpp"

namespace carehub::ctl {
namespace {

namespace json = boost::json;

constexpr std::size_t line_bytes_max = 4 * 1024 * 1024;
constexpr std::size_t report_readings_max = 200;
constexpr std::size_t report_bytes_max = 32 * 1024;  // half of what the hub takes in one request

using Keys = std::vector<std::string>;

std::unexpected<Error> wrong(const std::string& place, std::string text) {
  return fail(ErrorCode::invalid_input, place, "{}", text);
}

const json::value* present(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

// A member that is not known may be one that was misspelt.
Result<void> check_keys(const json::object& object, const std::string& place, const Keys& known) {
  for (const auto& member : object) {
    const std::string key(member.key());
    if (std::ranges::find(known, key) == known.end())
      return wrong(place + key, fmt::format("is not known here; known are: {}", fmt::join(known, ", ")));
  }
  return {};
}

// Numbers and true or false stand for their text.
Result<std::string> text_of(const json::object& from, std::string_view name, const std::string& place) {
  const auto* value = present(from, name);
  if (value == nullptr) return std::string();
  if (value->is_string()) return std::string(value->as_string());
  if (value->is_bool()) return std::string(value->as_bool() ? "yes" : "no");
  if (value->is_int64()) return std::to_string(value->as_int64());
  if (value->is_uint64()) return std::to_string(value->as_uint64());
  if (value->is_double()) return fmt::format("{}", value->as_double());
  return wrong(place + std::string(name), "is neither a text nor a number");
}

Result<std::optional<Instant>> time_of(const json::object& from, std::string_view name, const std::string& place) {
  CAREHUB_TRY(const auto text, text_of(from, name, place));
  if (text.empty()) return std::optional<Instant>();
  const auto at = parse_iso8601(text);
  if (!at) return wrong(place + std::string(name), fmt::format("'{}' is no time; write 2026-11-22T19:40:00Z", text));
  return std::optional(*at);
}

Result<std::optional<LocalDay>> day_of(const json::object& from, std::string_view name, const std::string& place) {
  CAREHUB_TRY(const auto text, text_of(from, name, place));
  if (text.empty()) return std::optional<LocalDay>();
  const auto at = parse_iso8601(text + "T00:00:00Z");
  if (!at) return wrong(place + std::string(name), fmt::format("'{}' is no day; write 1939-04-02", text));
  const auto days = std::chrono::floor<std::chrono::days>(*at).time_since_epoch().count();
  return std::optional(LocalDay{static_cast<std::int32_t>(days)});
}

std::string kind_hint(const std::string& text) {
  std::vector<std::string> known;
  for_each_value<ReadingKind>([&](ReadingKind kind) { known.emplace_back(name_of(kind)); });
  const auto nearest = site::nearest_hint(text, known);
  return fmt::format("'{}' is not a kind of reading{}", text,
                     nearest.empty() ? fmt::format("; there are: {}", fmt::join(known, ", ")) : nearest);
}

Result<ReadingKind> kind_of(const json::object& from, const std::string& place) {
  CAREHUB_TRY(const auto text, text_of(from, "kind", place));
  if (const auto kind = enum_from_name<ReadingKind>(text)) return *kind;
  return wrong(place + "kind", text.empty() ? "is missing; write for example \"glucose\"" : kind_hint(text));
}

Result<std::vector<std::string>> texts_of(const json::object& from, std::string_view name, const std::string& place) {
  std::vector<std::string> texts;
  const auto* value = present(from, name);
  if (value == nullptr) return texts;
  if (!value->is_array()) return wrong(place + std::string(name), "is not a list of texts");
  for (const auto& item : value->as_array()) {
    if (!item.is_string()) return wrong(place + std::string(name), "is not a list of texts");
    texts.emplace_back(item.as_string());
  }
  return texts;
}

Result<Reading> read_reading(const json::value& value, const std::string& place) {
  if (!value.is_object()) return wrong(place, "is not an object");
  const auto& object = value.as_object();
  const auto dot = place + ".";
  CAREHUB_CHECK(
      check_keys(object, dot, {"resident", "kind", "value", "unit", "taken", "device", "identity", "soft_signs"}));
  Reading reading;
  CAREHUB_TRY(const auto resident, text_of(object, "resident", dot));
  if (resident.empty()) return wrong(dot + "resident", "is missing; write the home's own number of the resident");
  reading.resident = ResidentId(resident);
  CAREHUB_TRY(reading.kind, kind_of(object, dot));
  CAREHUB_TRY(reading.value, text_of(object, "value", dot));
  CAREHUB_TRY(reading.unit, text_of(object, "unit", dot));
  CAREHUB_TRY(const auto taken, time_of(object, "taken", dot));
  reading.taken = taken.value_or(Instant{});
  CAREHUB_TRY(reading.device, text_of(object, "device", dot));
  CAREHUB_TRY(reading.identity, text_of(object, "identity", dot));
  CAREHUB_TRY(reading.soft_signs, texts_of(object, "soft_signs", dot));
  return reading;
}

std::size_t bytes_of(const Reading& reading) {
  std::size_t bytes = 64 + reading.resident.value.size() + reading.value.size() + reading.unit.size() +
                      reading.device.size() + reading.identity.size();
  for (const auto& sign : reading.soft_signs) bytes += sign.size() + 4;
  return bytes;
}

Result<void> read_report(const json::object& object, TelemetryLine& line) {
  CAREHUB_CHECK(check_keys(object, "", {"home", "device_now", "readings"}));
  CAREHUB_TRY(const auto device_now, time_of(object, "device_now", ""));
  const auto* readings = present(object, "readings");
  if (readings != nullptr && !readings->is_array()) return wrong("readings", "is not a list");
  ReportReadings report{line.home, device_now, {}};
  std::size_t bytes = 0, number = 0;
  for (const auto& one : readings == nullptr ? json::array() : readings->as_array()) {
    auto reading = read_reading(one, fmt::format("readings[{}]", ++number));
    if (!reading) {
      line.warnings.push_back(reading.error().text() + "; this reading was not sent");
      continue;
    }
    bytes += bytes_of(*reading);
    if (!report.readings.empty() && (report.readings.size() == report_readings_max || bytes > report_bytes_max)) {
      line.commands.emplace_back(std::exchange(report, ReportReadings{line.home, device_now, {}}));
      bytes = bytes_of(*reading);
    }
    report.readings.push_back(*std::move(reading));
  }
  line.commands.emplace_back(std::move(report));
  return {};
}

Result<std::vector<Usual>> read_usual(const json::object& object, const std::string& place) {
  std::vector<Usual> usual;
  const auto* value = present(object, "usual");
  if (value == nullptr) return usual;
  if (!value->is_object()) return wrong(place + "usual", "is not an object; write {\"systolic\": 142}");
  for (const auto& member : value->as_object()) {
    const std::string key(member.key());
    const auto kind = enum_from_name<ReadingKind>(key);
    if (!kind) return wrong(place + "usual." + key, kind_hint(key));
    boost::system::error_code fault;
    const double number = member.value().to_number<double>(fault);
    if (fault || !(number >= 0 && number < 1e6)) return wrong(place + "usual." + key, "is not a number from 0");
    usual.push_back({*kind, static_cast<std::int32_t>(std::lround(number * 100))});
  }
  return usual;
}

Result<void> read_enrolment(const json::object& object, TelemetryLine& line) {
  const std::string place = "enrol.";
  CAREHUB_CHECK(check_keys(object, place, {"resident", "nhs_number", "name", "born", "spo2_scale", "usual"}));
  EnrolResident enrol;
  enrol.home = line.home;
  CAREHUB_TRY(const auto resident, text_of(object, "resident", place));
  if (resident.empty()) return wrong(place + "resident", "is missing; write the home's own number of the resident");
  enrol.resident = ResidentId(resident);
  CAREHUB_TRY(enrol.nhs_number, text_of(object, "nhs_number", place));
  CAREHUB_TRY(enrol.name, text_of(object, "name", place));
  CAREHUB_TRY(enrol.born, day_of(object, "born", place));
  CAREHUB_TRY(const auto scale, text_of(object, "spo2_scale", place));
  if (!scale.empty() && scale != "1" && scale != "2")
    return wrong(place + "spo2_scale", fmt::format("'{}' is no scale; write 1, or 2 where it is prescribed", scale));
  enrol.spo2_scale_2 = scale == "2";
  CAREHUB_TRY(enrol.usual, read_usual(object, place));
  line.commands.emplace_back(std::move(enrol));
  return {};
}

Result<void> read_removal(const json::object& object, TelemetryLine& line) {
  CAREHUB_CHECK(check_keys(object, "remove.", {"resident", "reason"}));
  RemoveResident remove;
  remove.home = line.home;
  CAREHUB_TRY(const auto resident, text_of(object, "resident", "remove."));
  if (resident.empty()) return wrong("remove.resident", "is missing; write the home's own number of the resident");
  remove.resident = ResidentId(resident);
  CAREHUB_TRY(remove.reason, text_of(object, "reason", "remove."));
  line.commands.emplace_back(std::move(remove));
  return {};
}

}  // namespace

Result<TelemetryLine> read_telemetry_line(std::string_view text) {
  if (text.size() > line_bytes_max)
    return fail(ErrorCode::limit_exceeded, "", "has {} bytes; a line may have {}", text.size(), line_bytes_max);
  boost::system::error_code fault;
  const auto value = json::parse(text, fault);
  if (fault) return wrong("", fmt::format("is not JSON: {}; write one object a line", fault.message()));
  if (!value.is_object()) return wrong("", R"(is not an object; write {"home":"...","readings":[...]})");
  const auto& object = value.as_object();
  TelemetryLine line;
  CAREHUB_TRY(const auto home, text_of(object, "home", ""));
  if (home.empty()) return wrong("home", "is missing; write the id of the care home, as in the site file");
  line.home = HomeId(home);
  for (const auto& [name, read] : {std::pair{"enrol", &read_enrolment}, std::pair{"remove", &read_removal}}) {
    const auto* inner = present(object, name);
    if (inner == nullptr) continue;
    CAREHUB_CHECK(check_keys(object, "", {"home", name}));
    if (!inner->is_object()) return wrong(name, "is not an object");
    CAREHUB_CHECK(read(inner->as_object(), line));
    return line;
  }
  CAREHUB_CHECK(read_report(object, line));
  return line;
}

}  // namespace carehub::ctl
