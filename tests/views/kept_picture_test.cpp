// The last picture on the console's own disk: it comes back as it was, never damaged, and is shown as what it is.
#include <catch2/catch.hpp>

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <sstream>

#include "console/app/picture_file.hpp"
#include "console/app/picture_keeper.hpp"
#include "protocols/wire/codec.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/views/layout.hpp"

namespace carehub::app {
namespace {

using views::evening;

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void put_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

KeptPicture kept_evening(std::size_t cases) {
  auto picture = sample_picture(views::shipped_site(), evening, cases);
  picture.number = 12;
  return {{"a.reed-operator", evening, evening + seconds(1), 1},
          std::make_shared<const console::Picture>(std::move(picture))};
}

std::string whole(const console::Picture& picture) {
  PictureUpdate all;
  for (const auto& [id, one] : picture.cases) all.cases.push_back(*one);
  for (const auto& [id, one] : picture.teams) all.teams.push_back(*one);
  for (const auto& [id, one] : picture.places) all.places.push_back(*one);
  for (const auto& [id, one] : picture.services) all.services.push_back(*one);
  for (const auto& [id, one] : picture.alerts) all.alerts.push_back(*one);
  all.status = picture.status;
  all.site = {*picture.site};
  return wire::encode(all);
}

// Until a job of the keeper has ended.
class JobsEnded {
 public:
  std::function<void()> wake() {
    return [this] {
      const std::scoped_lock lock(mutex_);
      ++count_;
      ended_.notify_all();
    };
  }
  bool wait(int jobs) {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, std::chrono::seconds(30), [&] { return count_ >= jobs; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  int count_ = 0;
};

PictureHeard heard_of(const KeptPicture& kept, bool live, Duration steady) {
  return {kept.picture, kept.head.as_of, kept.head.heard_at, 1, live, steady};
}

}  // namespace

TEST_CASE("kept picture: what is written reads the same, for its owner only", "[views]") {
  const support::TemporaryFolder folder;
  const KeptPicture kept = kept_evening(300);
  REQUIRE(write_picture(folder.path() / "hub" / "one.picture", kept).has_value());
  const auto read = read_picture(folder.path() / "hub" / "one.picture");
  REQUIRE(read.has_value());
  CHECK(read->head.person == "a.reed-operator");
  CHECK(read->head.as_of == evening);
  CHECK(read->head.heard_at == evening + seconds(1));
  CHECK(read->picture->number == 12);
  CHECK(whole(*read->picture) == whole(*kept.picture));
  using std::filesystem::perms;
  const auto others = perms::group_all | perms::others_all;
  CHECK((std::filesystem::status(folder.path() / "hub").permissions() & others) == perms::none);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "hub")) {
    ++files;
    CHECK((entry.status().permissions() & others) == perms::none);
  }
  CHECK(files == 1);
}

TEST_CASE("kept picture: cut short, changed anywhere, or something else, it is said and never shown", "[views]") {
  const support::TemporaryFolder folder;
  const auto file = folder / "one.picture";
  REQUIRE(write_picture(file, kept_evening(40)).has_value());
  const std::string good = bytes_of(file);
  const auto code_of = [&](const std::string& bytes) {
    put_bytes(file, bytes);
    const auto read = read_picture(file);
    return read ? std::optional<ErrorCode>() : std::optional(read.error().code);
  };
  CHECK(code_of(good) == std::nullopt);
  CHECK(code_of("") == ErrorCode::corrupt);
  CHECK(code_of("carehub kept command 1\n") == ErrorCode::corrupt);
  CHECK(code_of(good + "x") == ErrorCode::corrupt);
  for (std::size_t part = 1; part < 60; ++part) {
    const std::size_t at = part * good.size() / 60;
    CAPTURE(at);
    CHECK(code_of(good.substr(0, at)) == ErrorCode::corrupt);
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    CHECK(code_of(changed) == ErrorCode::corrupt);
  }
  // The digest of the words that a version knows stands in the second line.
  std::string other = good;
  const auto digit = other.find("vocabulary ") + 11;
  other[digit] = other[digit] == '0' ? '1' : '0';
  CHECK(code_of(other) == ErrorCode::unsupported);
  std::filesystem::remove(file);
  CHECK(read_picture(file).error().code == ErrorCode::not_found);
}

TEST_CASE("kept picture: comes back for the same person only, and what is damaged is said", "[views]") {
  const support::TemporaryFolder folder;
  const KeptPicture kept = kept_evening(27);
  {
    JobsEnded written;
    PictureKeeper keeper(folder.path() / "hub", "a.reed-operator", false, written.wake());
    keeper.keep(heard_of(kept, true, seconds(1)));
    REQUIRE(written.wait(1));
    CHECK(keeper.take_trouble().empty());
  }
  const auto found_by = [&](const std::string& person, std::string& trouble) {
    JobsEnded looked;
    PictureKeeper keeper(folder.path() / "hub", person, false, looked.wake());
    keeper.look();
    REQUIRE(looked.wait(1));
    trouble = keeper.take_trouble();
    return keeper.take_found();
  };
  std::string trouble;
  const auto own = found_by("a.reed-operator", trouble);
  REQUIRE(own.has_value());
  CHECK(trouble.empty());
  CHECK(own->picture->cases.size() == kept.picture->cases.size());
  CHECK_FALSE(found_by("m.cole-operator", trouble).has_value());
  CHECK(trouble.empty());
  const auto file = folder.path() / "hub" / "a.reed-operator.picture";
  std::filesystem::copy_file(file, folder.path() / "hub" / "m.cole-operator.picture");
  CHECK_FALSE(found_by("m.cole-operator", trouble).has_value());
  CHECK(trouble.find("is another person's") != std::string::npos);
  put_bytes(file, bytes_of(file).substr(0, 5000));
  CHECK_FALSE(found_by("a.reed-operator", trouble).has_value());
  CHECK(trouble.find("a.reed-operator.picture: is damaged") != std::string::npos);
}

TEST_CASE("kept picture: written every half minute, and once more when the hub is gone", "[views]") {
  const support::TemporaryFolder folder;
  KeptPicture kept = kept_evening(5);
  JobsEnded written;
  PictureKeeper keeper(folder.path() / "hub", "a.reed-operator", false, written.wake());
  const auto hear = [&](std::uint64_t number, bool live, Duration steady) {
    auto next = std::make_shared<console::Picture>(*kept.picture);
    next->number = number;
    kept.picture = next;
    keeper.keep(heard_of(kept, live, steady));
  };
  hear(1, true, seconds(10));
  REQUIRE(written.wait(1));
  hear(2, true, seconds(39));  // too soon
  hear(3, false, seconds(41));
  REQUIRE(written.wait(2));
  CHECK(read_picture(keeper.file())->picture->number == 3);
  hear(3, false, seconds(99));  // nothing new
  hear(4, true, seconds(100));
  REQUIRE(written.wait(3));
  CHECK(read_picture(keeper.file())->picture->number == 4);
}

TEST_CASE("kept picture: a board's file holds no patient, whatever it is told to keep", "[views]") {
  const support::TemporaryFolder folder;
  const KeptPicture kept = kept_evening(27);
  JobsEnded written;
  PictureKeeper keeper(folder.path() / "hub", "r.hale-board", true, written.wake());
  keeper.keep(heard_of(kept, true, seconds(1)));
  REQUIRE(written.wait(1));
  const auto read = read_picture(keeper.file());
  REQUIRE(read.has_value());
  CHECK(read->picture->cases.empty());
  CHECK(read->picture->teams.empty());
  const std::string bytes = bytes_of(keeper.file());
  std::size_t looked_for = 0;
  for (const auto& [id, one] : kept.picture->cases) {
    if (one->referral.narrative.size() < 12) continue;
    ++looked_for;
    CHECK(bytes.find(one->referral.narrative) == std::string::npos);
  }
  CHECK(looked_for > 5);
}

TEST_CASE("kept picture: what is older than a day goes, of any person and hub", "[views]") {
  const support::TemporaryFolder folder;
  for (const char* name : {"old", "young"}) {
    std::filesystem::create_directories(folder.path() / name);
    put_bytes(folder.path() / name / "a.reed-operator.picture", "x");
  }
  const auto now = std::filesystem::file_time_type::clock::now();
  std::filesystem::last_write_time(folder.path() / "old" / "a.reed-operator.picture", now - hours(25));
  remove_old_pictures(folder.path(), now);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "old" / "a.reed-operator.picture"));
  CHECK(std::filesystem::exists(folder.path() / "young" / "a.reed-operator.picture"));
}

TEST_CASE("kept picture: a disk that takes nothing is said once", "[views]") {
  const support::TemporaryFolder folder;
  put_bytes(folder / "in the way", "a file where the folder should be");
  JobsEnded tried;
  PictureKeeper keeper(folder.path() / "in the way", "a.reed-operator", false, tried.wake());
  const KeptPicture kept = kept_evening(5);
  keeper.keep(heard_of(kept, true, seconds(1)));
  REQUIRE(tried.wait(1));
  CHECK(keeper.take_trouble().find("will have nothing to show") != std::string::npos);
  keeper.keep(heard_of(kept, true, seconds(60)));
  REQUIRE(tried.wait(2));
  CHECK(keeper.take_trouble().empty());
}

TEST_CASE("kept picture: ten thousand cases are kept without holding up a frame", "[views]") {
  const support::TemporaryFolder folder;
  JobsEnded written;
  PictureKeeper keeper(folder.path() / "hub", "a.reed-operator", false, written.wake());
  KeptPicture kept{{"a.reed-operator", evening, evening, 1}, {}};
  auto picture = huge_picture(evening, 10'000, 6'000);
  picture.number = 3;
  kept.picture = std::make_shared<const console::Picture>(std::move(picture));
  const auto before = std::chrono::steady_clock::now();
  keeper.keep(heard_of(kept, true, seconds(1)));
  const std::chrono::duration<double, std::milli> held_up = std::chrono::steady_clock::now() - before;
  REQUIRE(written.wait(1));
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - before;
  const auto read = read_picture(keeper.file());
  REQUIRE(read.has_value());
  CHECK(read->picture->cases.size() == kept.picture->cases.size());
  CHECK(read->picture->teams.size() == 6'000);
  WARN("frame held up " << held_up.count() << " ms, written after " << took.count() << " ms, "
                        << std::filesystem::file_size(keeper.file()) / 1024 << " KiB");
  CHECK(held_up.count() < 20);  // handing over a pointer
}

}  // namespace carehub::app

namespace carehub::views {

TEST_CASE("kept picture: says of when it is, on a small and a large screen", "[views]") {
  for (const auto& [width, height] : sizes) {
    CAPTURE(width);
    Screen screen(make_operator(), width, height);
    screen.facts.link.live = false;
    screen.facts.link.earlier = true;
    screen.facts.now = evening + minutes(20);
    screen.facts.link.age = minutes(20);
    screen.facts.link.text = "waiting for the dispatcher at tcp://127.0.0.1:40000, which does not answer at all";
    screen.frame();
    CHECK(screen.shows("! as of 19:42:07, before this console started · nothing below is newer than that"));
    CHECK(screen.shows("stale since 19:42:07"));
    check_layout(screen);
    screen.facts.now = evening + hours(6);
    screen.facts.link.age = hours(6);
    screen.frame();
    CHECK(screen.shows("! as of 19:42:07 on Sun 22 Nov 2026, before this console started"));
    check_layout(screen);
  }
}

TEST_CASE("kept picture: one that cannot be shown is named where the picture would be", "[views]") {
  Screen screen;
  screen.facts.picture = std::make_shared<const console::Picture>();
  screen.facts.loading = true;
  screen.facts.link.live = false;
  screen.facts.earlier_trouble = "the picture that was kept here cannot be shown: a.reed.picture: is damaged";
  screen.frame();
  CHECK(screen.shows("Looking for the hub"));
  CHECK(screen.shows("cannot be shown: a.reed.picture: is damaged"));
  check_layout(screen);
}

}  // namespace carehub::views
