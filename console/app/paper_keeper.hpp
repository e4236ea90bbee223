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

// $XDG_DATA_HOME/carehub/paper/SITE, else below ~/.local/share.
[[nodiscard]] std::filesystem::path paper_folder(const std::string& site_id);

// pack.txt and pack.pdf in the folder, made if it is not there, for its owner only. Errors: input_output.
[[nodiscard]] Result<void> write_pack(const console::Picture& picture, Instant as_of,
                                      const std::filesystem::path& folder);

// What a person asked for, and what became of it.
struct PaperDone {
  std::string what;
  bool accepted = false;
  std::string message;
};

class PaperKeeper {
 public:
  static constexpr seconds every{30};

  explicit PaperKeeper(std::function<void()> wake) : worker_(std::move(wake)) {}

  // Called every frame. `steady` is this machine's own clock, `as_of` the hub's time of the picture; nothing is written
  // while the hub is not heard.
  void keep(std::shared_ptr<const console::Picture> picture, Instant as_of, bool live, Duration steady);
  // Writes it anew and sends it to the printer (lp).
  void print(std::shared_ptr<const console::Picture> picture, Instant as_of);
  // The summary of one referral as a PDF.
  void save_summary(std::shared_ptr<const console::Picture> picture, CaseId id, Instant as_of);
  [[nodiscard]] std::vector<PaperDone> take_done();

 private:
  void tell(PaperDone done);

  std::mutex mutex_;
  std::vector<PaperDone> done_;
  Duration next_{};
  bool complained_ = false;
  Worker worker_;  // last: its jobs use what stands above
};

}  // namespace carehub::app
