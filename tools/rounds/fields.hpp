#pragma once
// Reads one JSON object member by member. What is wrong first is kept, with its place in the file.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/base/error.hpp"
#include "tools/rounds/problem.hpp"

namespace carehub::rounds {

class Faults {
 public:
  template <class... Args>
  void note(ErrorCode code, const std::string& place, fmt::format_string<Args...> format, Args&&... args) {
    if (!first_) first_ = Error{code, place, fmt::format(format, std::forward<Args>(args)...)};
  }
  [[nodiscard]] bool any() const { return first_.has_value(); }
  [[nodiscard]] Result<void> result() const {
    if (first_) return std::unexpected(*first_);
    return {};
  }

 private:
  std::optional<Error> first_;
};

// A member of the VROOM API that is not planned with, and what to do instead.
struct Refused {
  std::string_view name;
  std::string_view advice;
};

class Fields {
 public:
  // Not an object: noted, and nothing is found in it.
  Fields(const boost::json::value& value, std::string path, Faults& faults);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string path(std::string_view name) const;
  [[nodiscard]] Faults& faults() const { return faults_; }
  // Notes every member that is neither here nor among the refused, which are noted with their advice.
  void only(std::initializer_list<std::string_view> known, std::initializer_list<Refused> refused = {}) const;

  [[nodiscard]] const boost::json::value* find(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  // Without `usual` the member must be there.
  [[nodiscard]] std::int64_t whole(std::string_view name, std::int64_t least, std::int64_t most,
                                   std::optional<std::int64_t> usual = {}) const;
  [[nodiscard]] std::optional<std::int64_t> whole_if(std::string_view name, std::int64_t most) const;
  // In millionths, rounded. More than 0.
  [[nodiscard]] std::int64_t millionths(std::string_view name, std::int64_t most, std::int64_t usual) const;
  [[nodiscard]] std::string text(std::string_view name, std::string_view usual = {}) const;
  [[nodiscard]] std::vector<std::int64_t> wholes(std::string_view name, std::int64_t most) const;
  [[nodiscard]] Window window(std::string_view name) const;
  // One window for any time where there is none.
  [[nodiscard]] std::vector<Window> windows(std::string_view name) const;
  [[nodiscard]] std::optional<Position> position(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  // Requires: the member is there.
  [[nodiscard]] Fields inner(std::string_view name) const;
  // The elements of a list, each with its path; none where it is missing.
  [[nodiscard]] std::vector<Fields> list(std::string_view name, bool required) const;

 private:
  [[nodiscard]] std::int64_t whole_of(const boost::json::value& value, const std::string& path, std::int64_t least,
                                      std::int64_t most) const;
  [[nodiscard]] Window window_of(const boost::json::value& value, const std::string& path) const;
  [[nodiscard]] const boost::json::array* array(std::string_view name) const;

  const boost::json::object* object_;
  std::string path_;
  Faults& faults_;
};

}  // namespace carehub::rounds
