// The paper pack on this machine's disk: as a PDF that another program reads, and as text.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "console/app/paper_keeper.hpp"
#include "console/paper/pdf.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/views/screen.hpp"

namespace carehub::app {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// By poppler, which knows nothing of us.
std::string read_pdf(const std::filesystem::path& file) {
  const std::string text = file.string() + ".txt";
  REQUIRE(std::system(("pdftotext -layout '" + file.string() + "' '" + text + "'").c_str()) == 0);
  return text_of(text);
}

}  // namespace

TEST_CASE("paper: the pack is written as PDF and text, for its owner only, and both name every open case", "[views]") {
  const support::TemporaryFolder folder;
  const views::Screen screen;
  REQUIRE(write_pack(*screen.facts.picture, screen.facts.now, folder / "paper").has_value());
  const std::string pdf = read_pdf(folder / "paper" / "pack.pdf");
  const std::string text = text_of(folder / "paper" / "pack.txt");
  CHECK(pdf.find("As at 19:42 on 2026-11-22") != std::string::npos);
  std::size_t open = 0;
  for (const auto& [id, c] : screen.facts.picture->cases) {
    if (!is_open(c->status)) continue;
    ++open;
    CAPTURE(id.value);
    CHECK(pdf.find(std::to_string(id.value)) != std::string::npos);
    CHECK(text.find(std::to_string(id.value)) != std::string::npos);
  }
  CHECK(open > 20);
  using std::filesystem::perms;
  const auto others = perms::group_all | perms::others_all;
  for (const char* name : {"pack.pdf", "pack.txt"})
    CHECK((std::filesystem::status(folder / "paper" / name).permissions() & others) == perms::none);
}

TEST_CASE("paper: another console that writes the same pack at the same moment is not in the way", "[views]") {
  const support::TemporaryFolder folder;
  const views::Screen screen;
  // What another process would have half written, under the name that both once used.
  for (const char* name : {"pack.pdf.new", "pack.txt.new"})
    std::filesystem::create_directories(folder / "paper" / name / "in use");
  REQUIRE(write_pack(*screen.facts.picture, screen.facts.now, folder / "paper").has_value());
  CHECK(text_of(folder / "paper" / "pack.pdf").starts_with("%PDF-"));
}

TEST_CASE("paper: two hubs whose sites have one name have a pack each", "[views]") {
  CHECK(paper_folder("isle-of-wight", "6a7b") != paper_folder("isle-of-wight", "6a7c"));
  CHECK(paper_folder("isle-of-wight", "6a7b").filename() == "isle-of-wight-6a7b");
}

TEST_CASE("paper: where no new pack can be written, the last one is printed and its age said", "[views]") {
  const support::TemporaryFolder home;
  ::setenv("XDG_DATA_HOME", home.path().c_str(), 1);
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", (home.path().string() + ":" + path).c_str(), 1);
  std::ofstream(home / "lp") << "#!/bin/sh\nfor last; do :; done\ncp \"$last\" '" << (home / "printed").string()
                             << "'\n";
  std::filesystem::permissions(home / "lp", std::filesystem::perms::owner_all);
  const views::Screen screen;
  const auto folder = paper_folder(screen.facts.picture->site->id, "6a7b");
  REQUIRE(write_pack(*screen.facts.picture, screen.facts.now, folder).has_value());
  std::filesystem::last_write_time(folder / "pack.pdf", std::filesystem::file_time_type::clock::now() - minutes(7));
  const auto before = text_of(folder / "pack.pdf");
  // As a full disk: nothing new can be begun.
  std::filesystem::create_directory(folder / fmt::format("pack.txt.{}.new", ::getpid()));
  PaperKeeper keeper([] {});
  keeper.of_hub("6a7b");
  keeper.print(screen.facts.picture, screen.facts.now);
  std::vector<PaperDone> done;
  for (int i = 0; i < 20'000'000 && done.empty(); ++i) {
    done = keeper.take_done();
    std::this_thread::yield();
  }
  REQUIRE(done.size() == 1);
  CHECK(done[0].message.find("the pack of 7 min ago is with the printer") == 0);
  CHECK(text_of(home / "printed") == before);
  std::filesystem::remove_all(folder / fmt::format("pack.txt.{}.new", ::getpid()));
  keeper.keep(screen.facts.picture, screen.facts.now, true, seconds(1));
  done.clear();
  for (int i = 0; i < 20'000'000 && done.empty(); ++i) {
    done = keeper.take_done();
    std::this_thread::yield();
  }
  REQUIRE(done.size() == 1);  // the warning is taken back
  CHECK(done[0].standing);
  CHECK(done[0].accepted);
  ::setenv("PATH", path.c_str(), 1);
  ::unsetenv("XDG_DATA_HOME");
}

TEST_CASE("paper: names in other scripts stand in the PDF as they are written", "[views]") {
  const support::TemporaryFolder folder;
  console::PaperDocument document{"Zoë Łucja", "As at 19:42", {}};
  console::PaperSection section;
  section.title = "Ολγα, Жанна";
  section.table.widths = {1};
  section.table.rows = {{"D'Arcy-Núñez"}};
  document.sections = {section};
  REQUIRE(paper::write_pdf(document, paper::Paper::upright, folder / "names.pdf").has_value());
  const std::string text = read_pdf(folder / "names.pdf");
  for (const char* name : {"Zoë Łucja", "Ολγα", "Жанна", "D'Arcy-Núñez"}) CHECK(text.find(name) != std::string::npos);
}

TEST_CASE("paper: a folder that cannot be written is named", "[views]") {
  const support::TemporaryFolder folder;
  std::ofstream(folder / "file") << "in the way";
  const views::Screen screen;
  const auto written = write_pack(*screen.facts.picture, screen.facts.now, folder / "file");
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().text().find("file") != std::string::npos);
}

TEST_CASE("paper: written at once and every half minute while the hub is heard, and left alone when it is gone",
          "[views]") {
  const support::TemporaryFolder home;
  ::setenv("XDG_DATA_HOME", home.path().c_str(), 1);
  const views::Screen screen;
  const auto file = paper_folder(screen.facts.picture->site->id) / "pack.txt";
  const auto keep_until_done = [&](bool live, Duration steady, Instant as_of) {
    PaperKeeper keeper([] {});
    keeper.keep(screen.facts.picture, as_of, live, steady);
    // Ends after the job that runs.
    for (int i = 0; i < 1000 && live && text_of(file).find("Log of what") == std::string::npos; ++i)
      std::this_thread::yield();
  };
  keep_until_done(false, seconds(1), screen.facts.now);
  CHECK_FALSE(std::filesystem::exists(file));
  PaperKeeper keeper([] {});
  const auto until = [&](const char* time) {
    for (int i = 0; i < 20'000'000; ++i) {
      if (text_of(file).find(time) != std::string::npos) return true;
      std::this_thread::yield();
    }
    return false;
  };
  keeper.keep(screen.facts.picture, screen.facts.now, true, seconds(1));
  CHECK(until("As at 19:42"));
  keeper.keep(screen.facts.picture, screen.facts.now + minutes(5), true, seconds(20));  // too soon
  keeper.keep(screen.facts.picture, screen.facts.now + minutes(9), true, seconds(31));
  CHECK(until("As at 19:51"));
  keeper.keep(screen.facts.picture, screen.facts.now + minutes(20), false, seconds(90));  // not heard
  CHECK(text_of(file).find("As at 19:51") != std::string::npos);
  ::unsetenv("XDG_DATA_HOME");
}

}  // namespace carehub::app
