#pragma once
// Runs the real carehubctl, and a real dispatcher in a folder of its own.

#include <boost/json/value.hpp>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/runtime/dispatcher_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace carehub::tests {

struct Output {
  int status = -1;
  std::string out;
  std::string err;
};

// carehubctl with these arguments. Requires: ends within a minute, or the test fails.
[[nodiscard]] Output ctl(const std::vector<std::string>& arguments);

[[nodiscard]] boost::json::value parsed(const std::string& text);
// One value a line.
[[nodiscard]] std::vector<boost::json::value> parsed_lines(const std::string& text);
// The case number that was printed, and nothing else may have been.
[[nodiscard]] std::string number_in(std::string out);
[[nodiscard]] std::string site_file();

// A dispatcher on the Isle of Wight, at eleven in the morning of a Monday. Gone with the test.
class Hub {
 public:
  explicit Hub(const std::string& site = site_file());
  [[nodiscard]] std::string data() const { return (folder_ / "d").string(); }
  // A subcommand with --data, its words after it.
  [[nodiscard]] Output ask(std::vector<std::string> words) const;
  // The same, and it must succeed; what it printed.
  std::string done(std::vector<std::string> words) const;
  [[nodiscard]] boost::json::value state() const { return parsed(done({"state", "--json"})); }
  [[nodiscard]] boost::json::value case_in_state(const std::string& number) const;
  void stop();
  void kill_now();  // as a power cut

 private:
  support::TemporaryFolder folder_;
  Result<DispatcherProcess> dispatcher_;
};

}  // namespace carehub::tests
