#include <boost/json.hpp>

#include <chrono>
#include <cstdlib>

#include "protocols/domain/event.hpp"
#include "protocols/domain/picture.hpp"
#include "protocols/domain/preview.hpp"
#include "protocols/wire/json_impl.hpp"
#include "protocols/wire/reader.hpp"

namespace carehub::wire::detail {
namespace {

// One replacement sign for every byte that begins nothing well-formed.
std::string repaired(std::string_view text) {
  std::string good;
  while (!text.empty()) {
    std::size_t size = std::min<std::size_t>(4, text.size());
    while (size > 0 && !is_utf8(text.substr(0, size))) --size;
    good += size == 0 ? std::string_view{"\xEF\xBF\xBD"} : text.substr(0, size);
    text.remove_prefix(std::max<std::size_t>(1, size));
  }
  return good;
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
  if (is_utf8(text))
    out += boost::json::serialize(boost::json::string_view{text.data(), text.size()});
  else
    append_text(out, repaired(text));
}

void append_degrees(std::string& out, std::int32_t millionths) {
  const auto magnitude = std::abs(std::int64_t{millionths});
  out += fmt::format("{}{}.{:06}", millionths < 0 ? "-" : "", magnitude / 1'000'000, magnitude % 1'000'000);
}

void append_day(std::string& out, LocalDay day) {
  // Days that a calendar date cannot show stand for nothing in use; they are shown as the bound.
  constexpr std::int32_t bound = 10'000'000;
  const std::chrono::sys_days at{std::chrono::days{std::clamp(day.days, -bound, bound)}};
  const std::chrono::year_month_day date{at};
  out += fmt::format("\"{:04}-{:02}-{:02}\"", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace carehub::wire::detail

#define CAREHUB_JSON(T) template std::string carehub::wire::to_json(const T&)
CAREHUB_JSON(carehub::Event);
CAREHUB_JSON(carehub::Command);
CAREHUB_JSON(carehub::Case);
CAREHUB_JSON(carehub::Team);
CAREHUB_JSON(carehub::Place);
CAREHUB_JSON(carehub::ServiceState);
CAREHUB_JSON(carehub::Alert);
CAREHUB_JSON(carehub::HourTally);
CAREHUB_JSON(carehub::PersonRecord);
CAREHUB_JSON(carehub::Resident);
CAREHUB_JSON(carehub::HomeState);
CAREHUB_JSON(carehub::Site);
CAREHUB_JSON(carehub::PictureUpdate);
CAREHUB_JSON(carehub::Board);
CAREHUB_JSON(carehub::TravelFigures);
CAREHUB_JSON(carehub::HubStatus);
CAREHUB_JSON(carehub::Explanation);
CAREHUB_JSON(carehub::Outlook);
CAREHUB_JSON(carehub::Stamp);
CAREHUB_JSON(carehub::Refusal);
CAREHUB_JSON(carehub::PersonView);
CAREHUB_JSON(carehub::ChoicePreview);
CAREHUB_JSON(carehub::wire::Request);
CAREHUB_JSON(carehub::wire::Reply);
