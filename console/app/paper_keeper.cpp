#include "console/app/paper_keeper.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <system_error>
#include <utility>

#include "console/app/folders.hpp"
#include "console/model/paper.hpp"
#include "console/paper/pdf.hpp"
#include "protocols/domain/words.hpp"
#include "protocols/wire/rendezvous.hpp"

extern char** environ;

namespace carehub::app {
namespace {

namespace fs = std::filesystem;

// Waits for it: on the worker's thread.
bool sent_to_printer(const fs::path& file) {
  std::string program = "lp", title = "-t", name = "Carehub paper pack", path = file.string();
  char* const words[] = {program.data(), title.data(), name.data(), path.data(), nullptr};
  pid_t child = 0;
  if (::posix_spawnp(&child, "lp", nullptr, nullptr, words, environ) != 0) return false;
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// "2 min"; none: there is no such file.
std::optional<std::string> age_of(const fs::path& file) {
  std::error_code problem;
  const auto written = fs::last_write_time(file, problem);
  if (problem) return std::nullopt;
  return age_text(std::chrono::duration_cast<std::chrono::seconds>(fs::file_time_type::clock::now() - written).count());
}

}  // namespace

fs::path paper_folder(const std::string& site_id, const std::string& hub) {
  const std::string site = site_id.empty() ? "hub" : site_id;
  return own_data_folder() / "paper" / (hub.empty() ? site : site + "-" + hub);
}

Result<void> write_pack(const console::Picture& picture, Instant as_of, const fs::path& folder) {
  CAREHUB_CHECK(make_own_folder(folder));
  const auto pack = console::paper_pack(picture, as_of);
  CAREHUB_CHECK(wire::replace_file(folder / "pack.txt", console::paper_text(pack), true));
  return paper::write_pdf(pack, paper::Paper::across, folder / "pack.pdf");
}

void PaperKeeper::tell(PaperDone done) {
  const std::scoped_lock lock(mutex_);
  done_.push_back(std::move(done));
}

std::vector<PaperDone> PaperKeeper::take_done() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(done_, {});
}

void PaperKeeper::keep(std::shared_ptr<const console::Picture> picture, Instant as_of, bool live, Duration steady) {
  if (!live || steady < next_) return;
  next_ = steady + every;
  worker_.run([this, picture = std::move(picture), as_of, hub = hub_] {
    const auto folder = paper_folder(picture->site->id, hub);
    const auto written = write_pack(*picture, as_of, folder);
    if (written) return tell_written(written);
    const auto age = age_of(folder / "pack.pdf");
    tell_written(fail(written.error().code, written.error().place, "{}; {}", written.error().detail,
                      age ? fmt::format("the paper to fall back on is that of {} ago", *age)
                          : "there is no paper to fall back on until this is mended"));
  });
}

// Said once, not every half minute, and taken back once it goes well; on the worker's thread.
void PaperKeeper::tell_written(const Result<void>& written) {
  if (written && std::exchange(complained_, false)) tell({"paper pack", true, {}, true});
  if (!written && !std::exchange(complained_, true)) tell({"paper pack", false, written.error().text(), true});
}

void PaperKeeper::print_last(const fs::path& file, const Error& why) {
  const auto age = age_of(file);
  if (!age) return tell({"print", false, why.text() + "; no pack was written before"});
  if (!sent_to_printer(file))
    return tell({"print", false,
                 fmt::format("no printer took it (lp); print {} from another machine. It is the pack of {} ago: {}",
                             file.string(), *age, why.text())});
  complained_ = true;
  tell({"print", false,
        fmt::format("the pack of {} ago is with the printer, for a new one cannot be written: {}", *age, why.text()),
        true});
}

void PaperKeeper::print(std::shared_ptr<const console::Picture> picture, Instant as_of) {
  worker_.run([this, picture = std::move(picture), as_of, hub = hub_] {
    const auto file = paper_folder(picture->site->id, hub) / "pack.pdf";
    const auto written = write_pack(*picture, as_of, file.parent_path());
    if (!written) return print_last(file, written.error());
    tell_written(written);
    if (sent_to_printer(file)) return tell({"print", true, "the paper pack is with the printer"});
    tell({"print", false, "no printer took it (lp); print " + file.string() + " from another machine"});
  });
}

void PaperKeeper::save_summary(std::shared_ptr<const console::Picture> picture, CaseId id, Instant as_of) {
  worker_.run([this, picture = std::move(picture), id, as_of, hub = hub_] {
    const std::string what = "summary of " + std::to_string(id.value);
    const auto found = picture->cases.find(id);
    if (found == picture->cases.end()) return tell({what, false, "this case is not in the picture any more"});
    const auto folder = paper_folder(picture->site->id, hub);
    const auto file = folder / ("referral-" + std::to_string(id.value) + ".pdf");
    auto done = make_own_folder(folder);
    if (done)
      done = paper::write_pdf(console::referral_summary(*found->second, *picture, as_of), paper::Paper::upright, file);
    tell(done ? PaperDone{what, true, "saved as " + file.string()} : PaperDone{what, false, done.error().text()});
  });
}

}  // namespace carehub::app
