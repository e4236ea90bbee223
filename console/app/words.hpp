#pragma once
// What stands on the screen, as text in a file: for screen readers, and for tests that look at the real window. Written
// anew, whole, when a frame differs, at most ten times a second; readable by its owner only, because it holds details
// of patients. docs/formats.md says what is in it. Thread: the frame thread; writing happens on a thread of its own.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "console/app/worker.hpp"
#include "console/widgets/canvas.hpp"
#include "console/widgets/input.hpp"
#include "protocols/base/error.hpp"
#include "protocols/base/time.hpp"

namespace carehub::app {

// One frame in words.
struct ScreenWords {
  std::uint64_t inputs = 0;  // keys, characters, presses and releases of the mouse taken so far
  widgets::Theme theme = widgets::Theme::dark;
  widgets::Box screen;
  widgets::TextLog texts;
  bool operator==(const ScreenWords&) const = default;
};

// `number` counts what was written. Lines end with "\n"; each text has a line of its own.
[[nodiscard]] std::string words_json(const ScreenWords& words, std::uint64_t number);

// How many things a person did in this input.
[[nodiscard]] std::uint64_t count_of(const widgets::Input& input);

class WordsFile {
 public:
  static constexpr std::chrono::milliseconds every{100};

  // Errors: input_output when the file cannot be written.
  [[nodiscard]] static Result<std::unique_ptr<WordsFile>> open(std::filesystem::path file);

  // Called after every frame that was drawn. `steady` is this machine's own clock.
  void show(ScreenWords words, Duration steady);
  // How long until show() would write what it held back; none: nothing is held back.
  [[nodiscard]] std::optional<Duration> due(Duration steady) const;
  [[nodiscard]] std::uint64_t written() const { return number_; }

 private:
  explicit WordsFile(std::filesystem::path file) : file_(std::move(file)) {}

  std::filesystem::path file_;
  std::optional<ScreenWords> shown_;
  std::uint64_t number_ = 0;
  Duration next_{};
  bool held_back_ = false;
  std::atomic<bool> busy_ = false;
  bool complained_ = false;                 // the worker's own
  Worker worker_{std::function<void()>()};  // last: its jobs use what stands above
};

}  // namespace carehub::app
