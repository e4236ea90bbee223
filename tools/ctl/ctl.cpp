#include "tools/ctl/ctl.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace carehub::ctl {

int complain(const Error& error) {
  return complain(error.text());
}

int complain(std::string_view what) {
  remark(what);
  return exit_failure;
}

void remark(std::string_view what) {
  std::fflush(stdout);
  fmt::print(stderr, "carehubctl: {}\n", what);
}

bool stdin_is_terminal() {
  return isatty(STDIN_FILENO) != 0;
}

bool stdout_is_terminal() {
  return isatty(STDOUT_FILENO) == 1;
}
bool stderr_is_terminal() {
  return isatty(STDERR_FILENO) == 1;
}

void Progress::show(std::string_view text) {
  if (!stderr_is_terminal()) return;
  fmt::print(stderr, "\r\x1b[K{}", text);
  std::fflush(stderr);
  shown_ = true;
}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

Result<void> write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  if (!file) return fail(ErrorCode::input_output, path, "cannot be written; is there room, and may you write there?");
  return {};
}

}  // namespace carehub::ctl
