#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

// "/n" is a line break only where it cannot be part of a word: "y/n", "and/not" and addresses stay as they are.
bool is_break(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "/n") return false;
  const char before = at == 0 ? ' ' : text[at - 1];
  const std::string_view after = text.substr(at + 2);
  if (after.empty() || after.starts_with("  ")) return true;
  if (!is_blank(after.front()) && !(after.front() >= 'A' && after.front() <= 'Z')) return false;
  return is_blank(before) || before == '.' || before == ':' || before == ';' || before == ',';
}

// "2021-10-12T12:30:30" without a zone.
std::optional<Instant> as_london_time(const std::string& text, const Calendar& calendar) {
  const Result<Instant> as_utc = parse_iso8601(text + "Z");
  if (!as_utc || calendar.transitions.empty()) return {};
  const std::int64_t minute = whole_minutes(as_utc->time_since_epoch());
  const std::int64_t day = std::chrono::floor<std::chrono::days>(as_utc->time_since_epoch()).count();
  const Duration within = as_utc->time_since_epoch() - minutes(minute);
  return instant_of(calendar, LocalDay{static_cast<std::int32_t>(day)},
                    static_cast<std::int32_t>(minute - day * 1440)) +
         within;
}

}  // namespace

void Draft::tell(std::string paragraph) {
  if (paragraph.empty() || referral.narrative.find(paragraph) != std::string::npos) return;
  referral.narrative += (referral.narrative.empty() ? "" : "\n\n") + std::move(paragraph);
}

std::string first_bytes(std::string_view text, std::size_t max) {
  if (text.size() <= max) return std::string(text);
  while (max > 0 && (static_cast<unsigned char>(text[max]) & 0xC0U) == 0x80U) --max;
  return std::string(text.substr(0, max));
}

std::string with_line_breaks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_break(text, at)) {
      out.push_back(text[at]);
      continue;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out.push_back('\n');
    for (++at; at + 1 < text.size() && text[at + 1] == ' ';) ++at;
  }
  return trimmed(out);
}

std::optional<Instant> read_time(const Node& node, std::string_view field, Draft& draft) {
  const std::string text = node.text();
  if (text.size() < 11) return {};  // a day without a time says nothing about a clock
  if (const Result<Instant> at = parse_iso8601(text)) return *at;
  if (const auto at = as_london_time(text, draft.calendar)) {
    draft.warn(std::string(field) + " was sent without a time zone; taken as London time.");
    return at;
  }
  draft.warn(std::string(field) + " cannot be read as a time; it is kept as sent.");
  draft.keep(std::string(field) + " as sent", text);
  return {};
}

std::string time_words(const Calendar& calendar, Instant at) {
  if (calendar.transitions.empty()) return iso8601(at);
  return day_text(calendar, at) + " " + clock_text(calendar, at);
}

}  // namespace carehub::fhir
