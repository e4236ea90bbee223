#pragma once
// Programs that a measurement starts, and that end with it: the hub's own, and a screen for them to draw on (Xvfb).

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "protocols/base/error.hpp"

namespace carehub::bench {

// A program that ends with this one.
class Child {
 public:
  // What it says is appended to `log`; what it keeps for its user goes beside it. `screen`: the X display it is to use;
  // `given_fd`: a descriptor that it keeps as its number 3.
  static Child start(const std::vector<std::string>& words, const std::filesystem::path& log,
                     const std::string& screen = {}, int given_fd = -1);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();

  [[nodiscard]] pid_t process() const { return process_; }
  [[nodiscard]] bool runs() const;
  // Waits for its end, at most so long. False: it did not end by itself with exit status 0.
  [[nodiscard]] bool ends_well(double within_s);

 private:
  explicit Child(pid_t process) : process_(process) {}

  pid_t process_;
};

// An X server of its own, 1920x1080.
class OwnScreen {
 public:
  // Errors: unavailable, with what to install.
  [[nodiscard]] static Result<OwnScreen> start(const std::filesystem::path& folder);
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  OwnScreen(std::string name, Child server) : name_(std::move(name)), server_(std::move(server)) {}

  std::string name_;
  Child server_;
};

void rest(double for_s);
// False: `by` ended before the file was there, or ten seconds are over.
[[nodiscard]] bool appears(const std::filesystem::path& file, const Child& by);
[[nodiscard]] std::string last_line(const std::filesystem::path& log);

}  // namespace carehub::bench
