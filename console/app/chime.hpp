#pragma once
// Two soft tones for alerts that are new to a person, played by whatever the machine plays sound with (paplay, else
// aplay). Where it has neither, or no card, nothing is heard and nothing is lost: the screen says the same.
// Thread: the frame thread; playing waits on a thread of its own.

#include <cstdint>
#include <filesystem>
#include <string>

#include "console/app/worker.hpp"

namespace carehub::app {

// A WAV file, 16 bits, one channel, 16 kHz: 660 Hz, then 880 Hz, each 180 ms, rising and fading so that nobody starts.
[[nodiscard]] std::string chime_wav();

class Chime {
 public:
  Chime();
  ~Chime();
  Chime(const Chime&) = delete;
  Chime& operator=(const Chime&) = delete;
  void play();

 private:
  std::filesystem::path file_;
  Worker worker_{[] {}};
};

}  // namespace carehub::app
