#include "console/app/picture_keeper.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cctype>
#include <system_error>
#include <utility>
#include <vector>

#include "console/app/folders.hpp"
#include "console/app/kept_keeper.hpp"
#include "console/model/picture_parts.hpp"

namespace carehub::app {
namespace {

namespace fs = std::filesystem;

constexpr int behind_frames = 10;
constexpr std::string_view picture_ending = ".picture";

// No name leads out of the folder, and no two share a file.
std::string file_name_of(const std::string& person) {
  std::string name;
  for (const char c : person) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
    name += plain ? std::string(1, c) : fmt::format("_{:02x}", static_cast<unsigned char>(c));
  }
  return name + std::string(picture_ending);
}

}  // namespace

fs::path picture_folder(const std::string& server_key) {
  return own_data_folder() / "picture" / kept_folder(server_key).filename();
}

void remove_old_pictures(const fs::path& folder, fs::file_time_type now) {
  std::vector<fs::path> old;
  std::error_code problem;
  for (fs::recursive_directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    std::error_code unknown;
    const auto written = fs::last_write_time(at->path(), unknown);
    if (at->is_regular_file(unknown) && !unknown && now - written > PictureKeeper::stays) old.push_back(at->path());
  }
  for (const fs::path& file : old) fs::remove(file, problem);
}

PictureKeeper::PictureKeeper(fs::path folder, std::string person, bool board_only, std::function<void()> wake)
    : file_(folder / file_name_of(person)),
      person_(std::move(person)),
      board_only_(board_only),
      worker_(std::move(wake)) {}

void PictureKeeper::tell(std::string trouble) {
  const std::scoped_lock lock(mutex_);
  trouble_ = std::move(trouble);
}

std::string PictureKeeper::take_trouble() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(trouble_, {});
}

std::optional<KeptPicture> PictureKeeper::take_found() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(found_, std::nullopt);
}

void PictureKeeper::keep(const PictureHeard& heard) {
  const std::pair which{heard.picture->epoch, heard.picture->number};
  if (heard.live ? heard.steady < next_ : written_ == which) return;
  next_ = heard.steady + every;
  written_ = which;
  write(heard);
}

void PictureKeeper::tend(Duration steady) {
  constexpr minutes between{10};
  if (steady < next_tidy_) return;
  next_tidy_ = steady + between;
  worker_.run(
      [all = file_.parent_path().parent_path()] { remove_old_pictures(all, fs::file_time_type::clock::now()); });
}

void PictureKeeper::write(const PictureHeard& heard) {
  worker_.run([this, heard] {
    // Frames come first wherever both want the same core.
    (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), behind_frames);
    KeptPicture kept{{person_, heard.as_of, heard.heard_at, heard.speed}, heard.picture};
    if (board_only_) kept.picture = std::make_shared<const console::Picture>(console::board_only(*heard.picture));
    const auto written = write_picture(file_, kept);
    // Said once, not every half minute; and again after it went well.
    if (!written && !std::exchange(complained_, true))
      tell(written.error().text() + "; a console that starts while the hub is gone will have nothing to show");
    if (written) complained_ = false;
  });
}

void PictureKeeper::look() {
  if (!std::exchange(looked_, true)) worker_.run([this] { find(); });
}

void PictureKeeper::find() {
  auto read = read_picture(file_);
  if (!read && read.error().code == ErrorCode::not_found) return;
  if (!read) return tell("the picture that was kept here cannot be shown: " + read.error().text());
  if (read->head.person != person_)
    return tell("the picture that was kept here is not shown: " + file_.string() + " is another person's");
  const std::scoped_lock lock(mutex_);
  found_ = *std::move(read);
}

}  // namespace carehub::app
