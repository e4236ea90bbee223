#include "protocols/base/time.hpp"

#include <charconv>
#include <optional>

namespace carehub {
namespace {

// A cursor over fixed-width digits and punctuation; every read can fail.
struct Reader {
  std::string_view text;
  std::size_t at = 0;

  std::optional<int> digits(std::size_t count) {
    if (text.size() - at < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = text[at + i];
      if (c < '0' || c > '9') return std::nullopt;
      value = 10 * value + (c - '0');
    }
    at += count;
    return value;
  }
  bool take(char wanted) {
    if (at >= text.size() || text[at] != wanted) return false;
    ++at;
    return true;
  }
};

std::optional<Duration> read_fraction(Reader& reader) {
  if (!reader.take('.')) return Duration{0};
  std::int64_t value = 0;
  std::int64_t scale = 1'000'000'000;
  std::size_t count = 0;
  for (; reader.at < reader.text.size(); ++reader.at, ++count) {
    const char c = reader.text[reader.at];
    if (c < '0' || c > '9') break;
    if (scale == 1) return std::nullopt;  // more than nine decimals
    scale /= 10;
    value += (c - '0') * scale;
  }
  if (count == 0) return std::nullopt;
  return Duration{value};
}

std::optional<minutes> read_zone(Reader& reader) {
  if (reader.take('Z')) return minutes{0};
  const bool plus = reader.take('+');
  if (!plus && !reader.take('-')) return std::nullopt;
  const auto hour = reader.digits(2);
  if (!hour || !reader.take(':')) return std::nullopt;
  const auto minute = reader.digits(2);
  if (!minute || *hour > 14 || *minute > 59) return std::nullopt;
  const minutes offset{*hour * 60 + *minute};
  return plus ? offset : -offset;
}

}  // namespace

std::string iso8601(Instant at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const auto time = at - day;
  const auto whole = floor<seconds>(time);
  const auto rest = (time - whole).count();
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                 whole.count() / 3600, whole.count() / 60 % 60, whole.count() % 60);
  if (rest != 0) text += rest % 1'000'000 == 0 ? fmt::format(".{:03}", rest / 1'000'000) : fmt::format(".{:09}", rest);
  return text + "Z";
}

Result<Instant> parse_iso8601(std::string_view text) {
  using namespace std::chrono;
  const auto bad = [&] {
    return fail(ErrorCode::invalid_input, "time", "'{}' is not a time such as 2026-11-22T19:42:07Z", text);
  };
  Reader reader{text};
  const auto y = reader.digits(4);
  if (!y || !reader.take('-')) return bad();
  const auto m = reader.digits(2);
  if (!m || !reader.take('-')) return bad();
  const auto d = reader.digits(2);
  if (!d || !reader.take('T')) return bad();
  const auto hour = reader.digits(2);
  if (!hour || !reader.take(':')) return bad();
  const auto minute = reader.digits(2);
  if (!minute) return bad();
  int second = 0;
  if (reader.take(':')) {
    const auto value = reader.digits(2);
    if (!value) return bad();
    second = *value;
  }
  const auto fraction = read_fraction(reader);
  const auto zone = read_zone(reader);
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!fraction || !zone || reader.at != text.size() || !date.ok() || *hour > 23 || *minute > 59 || second > 59)
    return bad();
  if (*y < 1900 || *y > 2200) return fail(ErrorCode::invalid_input, "time", "year {} is outside 1900 to 2200", *y);
  return Instant{sys_days{date}} + hours{*hour} + minutes{*minute} + seconds{second} + *fraction - *zone;
}

}  // namespace carehub
