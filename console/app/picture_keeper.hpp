#pragma once
// Keeps the last picture on this machine's own disk, beside the paper pack, never older than half a minute while the
// hub is heard, and brings it back for a console that starts while the hub is gone. One a person, workspace and hub,
// for a day at most; a board keeps its patient-free figures only. Thread: the frame thread; files are written and read
// on a thread of their own.

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "console/app/picture_file.hpp"
#include "console/app/worker.hpp"

namespace carehub::app {

// $XDG_DATA_HOME/carehub/picture/HUB, else below ~/.local/share; a hub is known by its key.
[[nodiscard]] std::filesystem::path picture_folder(const std::string& server_key);

// What a keeper is told each frame.
struct PictureHeard {
  std::shared_ptr<const console::Picture> picture;
  Instant as_of;           // the hub's clock when it was heard last
  Instant heard_at;        // this machine's clock then
  std::int32_t speed = 1;  // of the hub's clock
  bool live = false;       // it is heard
  Duration steady{};       // this machine's own clock, for how long ago
};

class PictureKeeper {
 public:
  static constexpr seconds every{30};
  static constexpr hours stays{24};

  // `person` in one workspace: "a.reed-operator".
  PictureKeeper(std::filesystem::path folder, std::string person, bool board_only, std::function<void()> wake);

  // Called every frame with a picture of this hub. What was heard last is written once more when the hub is gone.
  void keep(const PictureHeard& heard);
  // Called every frame: what is older than a day goes, whoever it was kept for and whichever hub it is of.
  void tend(Duration steady);
  // Looks for what an earlier console left; once.
  void look();
  // What was found, once.
  [[nodiscard]] std::optional<KeptPicture> take_found();
  // What a person must know, once: a picture that cannot be kept, or that was there and cannot be shown.
  [[nodiscard]] std::string take_trouble();

  // Where it is kept.
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  void write(const PictureHeard& heard);
  void find();
  void tell(std::string trouble);

  std::filesystem::path file_;
  std::string person_;
  bool board_only_;
  bool looked_ = false;
  Duration next_{};
  Duration next_tidy_{};
  std::pair<std::uint64_t, std::uint64_t> written_{};  // epoch and number of the picture written last
  std::mutex mutex_;
  std::optional<KeptPicture> found_;  // guarded
  std::string trouble_;               // guarded
  bool complained_ = false;           // of the worker's thread
  Worker worker_;                     // last: its jobs use what stands above
};

// Removes what was written longer than a day ago, whoever it was kept for.
void remove_old_pictures(const std::filesystem::path& folder, std::filesystem::file_time_type now);

}  // namespace carehub::app
