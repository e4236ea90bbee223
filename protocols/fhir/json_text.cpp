#include "protocols/fhir/json_text.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <vector>

namespace carehub::fhir {
namespace {

namespace json = boost::json;

// Walks the text once and remembers the names of every open object.
struct DuplicateFinder {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  std::vector<std::set<std::string, std::less<>>> open;
  std::string key;
  bool twice = false;  // `key` was already there

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    open.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    open.pop_back();
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& ec) {
    key.append(part.data(), part.size());
    if (!open.back().insert(key).second) {
      twice = true;
      ec = json::error::syntax;
      return false;
    }
    key.clear();
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

json::parse_options strict() {
  json::parse_options options;
  options.max_depth = message_depth_max;
  return options;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n');
  const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return fmt::format("line {}, column {}", line, column);
}

// Names of members are part of the standard, so they may be shown; anything odd is not, because it may hold patient
// text.
bool printable_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

std::unexpected<Error> explain(std::string_view text, std::size_t offset, const json::error_code& ec,
                               const DuplicateFinder& finder) {
  const std::string place = line_and_column(text, offset);
  if (finder.twice) {
    const std::string name = printable_name(finder.key) ? "\"" + finder.key + "\"" : "a member";
    return fail(ErrorCode::invalid_input, place, "{} is given twice in one object; the sender must correct the message",
                name);
  }
  if (ec == json::error::too_deep)
    return fail(ErrorCode::limit_exceeded, place, "nested deeper than {} levels", message_depth_max);
  if (ec == json::error::incomplete)
    return fail(ErrorCode::invalid_input, place,
                "the text ends too early; the message is cut off: ask the sender to send it again");
  return fail(ErrorCode::invalid_input, place, "not valid JSON ({}); ask the sender to correct the message",
              ec.message());
}

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  if (text.size() > message_bytes_max)
    return fail(ErrorCode::limit_exceeded, "", "{} bytes; a message may have {}", text.size(), message_bytes_max);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  json::basic_parser<DuplicateFinder> finder{strict()};
  json::error_code ec;
  const std::size_t read = finder.write_some(false, text.data(), text.size(), ec);
  if (ec) return explain(text, read, ec, finder.handler());
  const std::size_t rest = text.find_first_not_of(" \t\r\n", read);
  if (rest != std::string_view::npos)
    return fail(ErrorCode::invalid_input, line_and_column(text, rest), "text after the end of the message");
  json::value document = json::parse(json::string_view(text.data(), text.size()), ec, {}, strict());
  if (ec) return explain(text, text.size(), ec, finder.handler());
  return document;
}

std::string content_mark(const json::value& document) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a, 64 bits
  for (const char c : json::serialize(document)) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace carehub::fhir
