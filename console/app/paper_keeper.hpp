#pragma once
// Keeps the paper pack of the control room on this machine's own disk, never older than a minute while the hub is
// heard, and prints it. When the hub is gone, what was written last stays, with its time on every page. Thread: the
// frame thread; writing and printing happen on a thread of their own.

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "console/app/worker.hpp"
#include "console/model/picture.hpp"
#include "protocols/base/error.hpp"

namespace carehub::app {

// $XDG_DATA_HOME/carehub/paper/SITE-HUB, else below ~/.local/share. `hub`: two hubs may have a site of the same name;
// empty: SITE alone.
[[nodiscard]] std::filesystem::path paper_folder(const std::string& site_id, const std::string& hub = {});

// pack.txt and pack.pdf in the folder, made if it is not there, for its owner only. Errors: input_output.
[[nodiscard]] Result<void> write_pack(const console::Picture& picture, Instant as_of,
                                      const std::filesystem::path& folder);

// What a person asked for, and what became of it.
struct PaperDone {
  std::string what;
  bool accepted = false;
  std::string message;
  // How the pack on the disk stands, not what became of a wish: holds until the next of these, accepted: all is well.
  bool standing = false;
};

class PaperKeeper {
 public:
  static constexpr seconds every{30};

  explicit PaperKeeper(std::function<void()> wake) : worker_(std::move(wake)) {}

  // Before anything is kept: whose pack it is.
  void of_hub(std::string hub) { hub_ = std::move(hub); }
  // Called every frame. `steady` is this machine's own clock, `as_of` the hub's time of the picture; nothing is written
  // while the hub is not heard.
  void keep(std::shared_ptr<const console::Picture> picture, Instant as_of, bool live, Duration steady);
  // Writes it anew and sends it to the printer (lp); where it cannot be written, the last one that was, with its age.
  void print(std::shared_ptr<const console::Picture> picture, Instant as_of);
  // The summary of one referral as a PDF.
  void save_summary(std::shared_ptr<const console::Picture> picture, CaseId id, Instant as_of);
  [[nodiscard]] std::vector<PaperDone> take_done();

 private:
  void tell(PaperDone done);
  void tell_written(const Result<void>& written);
  void print_last(const std::filesystem::path& file, const Error& why);

  std::mutex mutex_;
  std::vector<PaperDone> done_;
  Duration next_{};
  std::string hub_;
  bool complained_ = false;
  Worker worker_;  // last: its jobs use what stands above
};

}  // namespace carehub::app
