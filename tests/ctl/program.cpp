#include "tests/ctl/program.hpp"
#include "tests/support/paths.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <chrono>
#include <csignal>
#include <sstream>

extern char** environ;

namespace carehub::tests {
namespace {

using std::chrono::steady_clock;

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() { REQUIRE(::pipe2(ends, O_CLOEXEC) == 0); }
  ~Pipe() {
    close_writing();
    ::close(ends[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_writing() {
    if (ends[1] >= 0) ::close(ends[1]);
    ends[1] = -1;
  }
};

// Both streams to their end, so that neither fills up and blocks the program.
bool read_both(Pipe& out, Pipe& err, Output& output, steady_clock::time_point deadline) {
  pollfd items[2] = {{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}};
  std::string* texts[2] = {&output.out, &output.err};
  for (int open = 2; open > 0;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    if (left <= 0 || ::poll(items, 2, static_cast<int>(left)) <= 0) return false;
    for (int i = 0; i < 2; ++i) {
      if (items[i].fd < 0 || items[i].revents == 0) continue;
      char buffer[65536];
      const ssize_t count = ::read(items[i].fd, buffer, sizeof buffer);
      if (count > 0) {
        texts[i]->append(buffer, static_cast<std::size_t>(count));
      } else {
        items[i].fd = -1;
        --open;
      }
    }
  }
  return true;
}

}  // namespace

Output ctl(const std::vector<std::string>& arguments) {
  const std::string program = std::string(CAREHUB_BINARY_DIR) + "/bin/carehubctl";
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  Pipe out, err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
  pid_t pid = -1;
  REQUIRE(::posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  out.close_writing();
  err.close_writing();
  Output output;
  const bool ended = read_both(out, err, output, steady_clock::now() + std::chrono::seconds(60));
  if (!ended) ::kill(pid, SIGKILL);
  int status = 0;
  ::waitpid(pid, &status, 0);
  REQUIRE(ended);
  output.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return output;
}

boost::json::value parsed(const std::string& text) {
  boost::json::error_code ec;
  boost::json::value value = boost::json::parse(text, ec);
  INFO(text.substr(0, 500));
  REQUIRE_FALSE(ec);
  return value;
}

std::vector<boost::json::value> parsed_lines(const std::string& text) {
  std::vector<boost::json::value> all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) all.push_back(parsed(line));
  return all;
}

std::string number_in(std::string out) {
  while (!out.empty() && out.back() == '\n') out.pop_back();
  REQUIRE_FALSE(out.empty());
  REQUIRE(out.find_first_not_of("0123456789") == std::string::npos);
  return out;
}

std::string site_file() {
  return std::string(CAREHUB_SOURCE_DIR) + "/assets/sites/isle-of-wight.toml";
}

Hub::Hub(const std::string& site)
    : dispatcher_(DispatcherProcess::start({.program = std::string(CAREHUB_BINARY_DIR) + "/bin/carehub-dispatcher",
                                            .site = site,
                                            .data = folder_ / "d",
                                            .more = {"--start", "2026-11-23T13:00:00Z"}})) {
  INFO((dispatcher_ ? "" : dispatcher_.error().text()));
  REQUIRE(dispatcher_.has_value());
}

Output Hub::ask(std::vector<std::string> words) const {
  // "feed bars" and "site check" have two words of their own.
  const auto place = words.begin() + (words.front() == "feed" ? 2 : 1);
  words.insert(place, {"--data", data(), "--patience", "30"});
  return ctl(words);
}

std::string Hub::done(std::vector<std::string> words) const {
  const Output output = ask(std::move(words));
  INFO(output.err);
  REQUIRE(output.status == 0);
  return output.out;
}

boost::json::value Hub::case_in_state(const std::string& number) const {
  const boost::json::value state_now = state();
  for (const boost::json::value& one : state_now.at("cases").as_array())
    if (one.at("id").to_number<std::uint64_t>() == std::stoull(number)) return one;
  FAIL("case " << number << " is not in the state");
  return {};
}

void Hub::stop() {
  REQUIRE(dispatcher_->stop() == 0);
}

void Hub::kill_now() {
  dispatcher_->kill_now();
}

}  // namespace carehub::tests
