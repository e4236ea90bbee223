#include "console/app/kept_keeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

#include "console/app/folders.hpp"
#include "console/app/kept_file.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".kept";

fs::path file_of(const fs::path& folder, const std::string& person, const CommandId& id) {
  return folder / person / (to_hex(id) + std::string(ending));
}

Result<std::string> read_whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return fail(ErrorCode::input_output, file.string(), "cannot be read");
  return bytes;
}

std::vector<fs::path> kept_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem))
    if (at->path().extension() == ending) files.push_back(at->path());
  return files;
}

void read_own(const fs::path& folder, KeptFound& found) {
  for (const fs::path& file : kept_files(folder)) {
    auto bytes = read_whole(file);
    auto one = bytes ? decode_kept(*bytes) : Result<console::KeptCommand>(std::unexpected(std::move(bytes).error()));
    if (one)
      found.own.push_back(std::move(*one));
    else
      found.troubles.push_back(fmt::format("something kept here cannot be read and is left as it is: {} ({})",
                                           file.string(), one.error().text()));
  }
  std::ranges::stable_sort(found.own, {}, &console::KeptCommand::given);
}

Result<void> write_file(const fs::path& file, const std::string& bytes) {
  CAREHUB_CHECK(make_own_folder(file.parent_path()));
  CAREHUB_CHECK(wire::replace_file(file, bytes, true));
  return sync_folder(file.parent_path());
}

}  // namespace

fs::path kept_folder(const std::string& server_key) {
  std::string name;
  for (std::size_t i = 0; i < std::min<std::size_t>(server_key.size(), 10); ++i)
    name += fmt::format("{:02x}", static_cast<unsigned char>(server_key[i]));
  return own_data_folder() / "kept" / (name.empty() ? "hub" : name);
}

KeptFound read_kept(const fs::path& folder, const std::string& person) {
  KeptFound found;
  read_own(folder / person, found);
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    const auto name = at->path().filename().string();
    const auto count = name == person ? 0 : kept_files(at->path()).size();
    if (count > 0)
      found.troubles.push_back(
          fmt::format("{} kept here for {}, not with the hub yet: start a console for them to send {}", count, name,
                      count == 1 ? "it" : "them"));
  }
  return found;
}

KeptKeeper::KeptKeeper(fs::path folder, std::string person, std::function<void()> wake)
    : folder_(std::move(folder)), person_(std::move(person)), worker_(std::move(wake), Worker::AtEnd::finishes) {}

KeptKeeper::~KeptKeeper() = default;

std::vector<console::KeptCommand> KeptKeeper::read() {
  auto found = read_kept(folder_, person_);
  found_troubles_ = std::move(found.troubles);
  // The link went, or the console: either way nobody was there to see the answer.
  for (console::KeptCommand& one : found.own) one.offline = true;
  all_ = found.own;
  ++revision_;
  return std::move(found.own);
}

void KeptKeeper::keep(console::KeptCommand one) {
  write(one);
  ++revision_;
  const auto known = std::ranges::find(all_, one.id, &console::KeptCommand::id);
  if (known == all_.end())
    all_.push_back(std::move(one));
  else
    *known = std::move(one);
}

void KeptKeeper::write(const console::KeptCommand& one) {
  {
    const std::scoped_lock lock(mutex_);
    unwritten_.insert(one.id);
  }
  worker_.run([this, id = one.id, file = file_of(folder_, person_, one.id), bytes = encode_kept(one)] {
    const auto written = write_file(file, bytes);
    const std::scoped_lock lock(mutex_);
    if (written) {
      unwritten_.erase(id);
      if (unwritten_.empty()) disk_trouble_.clear();
    } else {
      disk_trouble_ = written.error().text();
    }
    ++revision_;
  });
}

void KeptKeeper::drop(const CommandId& id) {
  std::erase_if(all_, [&](const console::KeptCommand& one) { return one.id == id; });
  ++revision_;
  worker_.run([this, id, file = file_of(folder_, person_, id)] {
    std::error_code ignored;
    if (fs::remove(file, ignored)) (void)sync_folder(file.parent_path());
    const std::scoped_lock lock(mutex_);
    unwritten_.erase(id);
    if (unwritten_.empty()) disk_trouble_.clear();
    ++revision_;
  });
}

void KeptKeeper::tend(std::chrono::steady_clock::time_point now) {
  constexpr std::chrono::seconds every{5};
  if (now < try_again_) return;
  try_again_ = now + every;
  std::set<CommandId> again;
  {
    const std::scoped_lock lock(mutex_);
    if (disk_trouble_.empty()) return;
    again = unwritten_;
  }
  for (const console::KeptCommand& one : all_)
    if (again.contains(one.id)) write(one);
}

const console::KeptCommand* KeptKeeper::find(const CommandId& id) const {
  const auto found = std::ranges::find(all_, id, &console::KeptCommand::id);
  return found == all_.end() ? nullptr : &*found;
}

std::vector<std::string> KeptKeeper::troubles() const {
  auto said = found_troubles_;
  const std::scoped_lock lock(mutex_);
  if (!disk_trouble_.empty())
    said.push_back(fmt::format("{} kept in the memory of this console only, write them on paper: {}", unwritten_.size(),
                               disk_trouble_));
  return said;
}

}  // namespace carehub::app
