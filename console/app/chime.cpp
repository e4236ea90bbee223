#include "console/app/chime.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <system_error>

extern char** environ;

namespace carehub::app {
namespace {

constexpr int rate = 16'000, tone_ms = 180;
constexpr double loudness = 0.25;

void add(std::string& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::string samples() {
  std::string bytes;
  constexpr int count = rate * tone_ms / 1000;
  for (const double pitch : {660.0, 880.0}) {
    for (int i = 0; i < count; ++i) {
      const double at = static_cast<double>(i) / count;
      const double swell = std::sin(std::numbers::pi * at);
      const double wave = std::sin(2 * std::numbers::pi * pitch * i / rate);
      const auto value = static_cast<std::int16_t>(std::lround(32'767 * loudness * swell * wave));
      add(bytes, static_cast<std::uint16_t>(value), 2);
    }
  }
  return bytes;
}

bool played_by(const char* player, const std::filesystem::path& file) {
  std::string program = player, path = file.string();
  char* const words[] = {program.data(), path.data(), nullptr};
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", 1, 0);
  pid_t child = 0;
  const bool started = ::posix_spawnp(&child, player, &quiet, nullptr, words, environ) == 0;
  posix_spawn_file_actions_destroy(&quiet);
  int status = 0;
  return started && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::string chime_wav() {
  const std::string data = samples();
  const auto size = static_cast<std::uint32_t>(data.size());
  std::string bytes = "RIFF";
  add(bytes, 36 + size, 4);
  bytes += "WAVEfmt ";
  add(bytes, 16, 4);
  add(bytes, 1, 2);  // PCM
  add(bytes, 1, 2);  // channels
  add(bytes, rate, 4);
  add(bytes, rate * 2, 4);  // bytes a second
  add(bytes, 2, 2);
  add(bytes, 16, 2);
  bytes += "data";
  add(bytes, size, 4);
  return bytes + data;
}

Chime::Chime()
    : file_(std::filesystem::temp_directory_path() / ("carehub-chime-" + std::to_string(::getpid()) + ".wav")) {
  std::ofstream(file_, std::ios::binary) << chime_wav();
}

Chime::~Chime() {
  std::error_code gone;
  std::filesystem::remove(file_, gone);
}

void Chime::play() {
  worker_.run([file = file_] {
    if (!played_by("paplay", file)) static_cast<void>(played_by("aplay", file));
  });
}

}  // namespace carehub::app
