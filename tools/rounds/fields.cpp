#include "tools/rounds/fields.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>

#include "protocols/site/reader.hpp"

namespace carehub::rounds {

namespace json = boost::json;

namespace {

std::string_view kind_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "nothing (null)";
    case json::kind::bool_:
      return "true or false";
    case json::kind::string:
      return "a text";
    case json::kind::array:
      return "a list";
    case json::kind::object:
      return "an object";
    default:
      return "a number";
  }
}

std::string range_of(std::int64_t least, std::int64_t most) {
  return most >= time_max ? fmt::format("{} or more", least) : fmt::format("from {} to {}", least, most);
}

}  // namespace

Fields::Fields(const json::value& value, std::string path, Faults& faults)
    : object_(value.if_object()), path_(std::move(path)), faults_(faults) {
  if (object_ == nullptr)
    faults_.note(ErrorCode::invalid_input, path_, "is {}; it must be an object {{..}}", kind_of(value));
}

std::string Fields::path(std::string_view name) const {
  return path_.ends_with(": ") ? fmt::format("{}{}", path_, name) : fmt::format("{}.{}", path_, name);
}

void Fields::only(std::initializer_list<std::string_view> known, std::initializer_list<Refused> refused) const {
  if (object_ == nullptr) return;
  for (const auto& [key, value] : *object_) {
    const std::string_view name(key.data(), key.size());
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto* of_vroom = std::ranges::find(refused, name, &Refused::name);
    if (of_vroom != refused.end()) {
      faults_.note(ErrorCode::unsupported, path(name), "is not planned with here; {}", of_vroom->advice);
      continue;
    }
    const std::vector<std::string> names(known.begin(), known.end());
    std::string hint = site::nearest_hint(name, names);
    if (hint.empty()) hint = "; known here are " + site::joined(names);
    faults_.note(ErrorCode::unsupported, path(name), "is not a member that is known{}", hint);
  }
}

const json::value* Fields::find(std::string_view name) const {
  return object_ == nullptr ? nullptr : object_->if_contains(json::string_view(name.data(), name.size()));
}

std::int64_t Fields::whole_of(const json::value& value, const std::string& at, std::int64_t least,
                              std::int64_t most) const {
  std::optional<std::int64_t> found;
  if (value.is_int64()) found = value.get_int64();
  if (const double* real = value.if_double(); real != nullptr && *real == std::floor(*real) && std::abs(*real) < 1e15)
    found = static_cast<std::int64_t>(*real);
  const bool number = value.is_number();
  if (!found)
    faults_.note(ErrorCode::invalid_input, at, "is {}; it must be a whole number {}",
                 number ? "no whole number, or too large" : kind_of(value), range_of(least, most));
  else if (*found < least || *found > most)
    faults_.note(ErrorCode::invalid_input, at, "is {}; it must be {}", *found, range_of(least, most));
  return found && *found >= least && *found <= most ? *found : least;
}

std::int64_t Fields::whole(std::string_view name, std::int64_t least, std::int64_t most,
                           std::optional<std::int64_t> usual) const {
  if (const json::value* value = find(name)) return whole_of(*value, path(name), least, most);
  if (!usual) faults_.note(ErrorCode::invalid_input, path(name), "is missing");
  return usual.value_or(least);
}

std::optional<std::int64_t> Fields::whole_if(std::string_view name, std::int64_t most) const {
  if (!has(name)) return std::nullopt;
  return whole(name, 0, most);
}

std::int64_t Fields::millionths(std::string_view name, std::int64_t most, std::int64_t usual) const {
  const json::value* value = find(name);
  if (value == nullptr) return usual * 1'000'000;
  const double number = value->is_number() ? value->to_number<double>() : 0;
  const bool within = number > 0 && number <= static_cast<double>(most);
  const std::int64_t found = within ? std::llround(number * 1e6) : 0;
  if (found > 0) return found;
  faults_.note(ErrorCode::invalid_input, path(name), "must be a number above 0, at most {}", most);
  return usual * 1'000'000;
}

std::string Fields::text(std::string_view name, std::string_view usual) const {
  const json::value* value = find(name);
  if (value == nullptr) return std::string(usual);
  if (value->is_string()) return {value->get_string().data(), value->get_string().size()};
  faults_.note(ErrorCode::invalid_input, path(name), "is {}; it must be a text", kind_of(*value));
  return {};
}

const json::array* Fields::array(std::string_view name) const {
  const json::value* value = find(name);
  if (value == nullptr) return nullptr;
  if (!value->is_array())
    faults_.note(ErrorCode::invalid_input, path(name), "is {}; it must be a list [..]", kind_of(*value));
  return value->if_array();
}

std::vector<std::int64_t> Fields::wholes(std::string_view name, std::int64_t most) const {
  std::vector<std::int64_t> found;
  const json::array* all = array(name);
  for (std::size_t i = 0; all != nullptr && i < all->size(); ++i)
    found.push_back(whole_of((*all)[i], fmt::format("{}[{}]", path(name), i), 0, most));
  return found;
}

Window Fields::window_of(const json::value& value, const std::string& at) const {
  const json::array* pair = value.if_array();
  if (pair == nullptr || pair->size() != 2) {
    faults_.note(ErrorCode::invalid_input, at, "must be two times, [start, end]");
    return {};
  }
  const Window window{whole_of((*pair)[0], at + "[0]", 0, time_max), whole_of((*pair)[1], at + "[1]", 0, time_max)};
  if (window.end < window.start)
    faults_.note(ErrorCode::invalid_input, at, "ends at {}, before it starts at {}", window.end, window.start);
  return window;
}

Window Fields::window(std::string_view name) const {
  const json::value* value = find(name);
  return value == nullptr ? Window{} : window_of(*value, path(name));
}

std::vector<Window> Fields::windows(std::string_view name) const {
  std::vector<Window> found;
  const json::array* all = array(name);
  for (std::size_t i = 0; all != nullptr && i < all->size(); ++i) {
    const std::string at = fmt::format("{}[{}]", path(name), i);
    found.push_back(window_of((*all)[i], at));
    if (i > 0 && found[i].start <= found[i - 1].end)
      faults_.note(ErrorCode::invalid_input, at,
                   "starts before the one in front of it is over; put them in order, apart");
  }
  if (all != nullptr && all->empty())
    faults_.note(ErrorCode::invalid_input, path(name), "is empty, so that no time is right; leave it out for any time");
  if (found.empty()) found.emplace_back();
  return found;
}

std::optional<Position> Fields::position(std::string_view name) const {
  const json::array* pair = array(name);
  if (pair == nullptr) return std::nullopt;
  if (pair->size() != 2 || !(*pair)[0].is_number() || !(*pair)[1].is_number()) {
    faults_.note(ErrorCode::invalid_input, path(name), "must be two numbers, [longitude, latitude]");
    return std::nullopt;
  }
  return Position{(*pair)[0].to_number<double>(), (*pair)[1].to_number<double>()};
}

std::vector<std::string> Fields::names() const {
  std::vector<std::string> found;
  if (object_ == nullptr) return found;
  for (const auto& [key, value] : *object_) found.emplace_back(key.data(), key.size());
  return found;
}

Fields Fields::inner(std::string_view name) const {
  return {*find(name), path(name), faults_};
}

std::vector<Fields> Fields::list(std::string_view name, bool required) const {
  std::vector<Fields> found;
  if (required && !has(name)) faults_.note(ErrorCode::invalid_input, path(name), "is missing");
  const json::array* all = array(name);
  for (std::size_t i = 0; all != nullptr && i < all->size(); ++i)
    found.emplace_back((*all)[i], fmt::format("{}[{}]", path(name), i), faults_);
  return found;
}

}  // namespace carehub::rounds
