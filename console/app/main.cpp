// carehub-console: the display of operators, navigators and managers.

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/app/bench.hpp"
#include "console/app/bench_keys.hpp"
#include "console/app/chime.hpp"
#include "console/app/console.hpp"
#include "console/app/keep_alive.hpp"
#include "console/app/preferences.hpp"
#include "console/app/sample.hpp"
#include "console/app/sample_evening.hpp"
#include "protocols/base/usage.hpp"
#include "protocols/site/load.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::app {
namespace {

struct Wish {
  std::string workspace = "operator";
  std::string role;
  std::string data;
  std::string connect;
  std::string key;
  std::string user;
  int width = 0;
  int height = 0;
  int scale_percent = 0;
  std::string theme;
  bool sound = false;
  bool gallery = false;
  bool wall = false;
  int wall_patience_s = 30;
  std::string screenshot;
  double after_s = 2;
  std::string words;
  std::string sample_site;
  std::size_t sample_cases = 27;
  std::string sample_state = "live";
  std::string background;
  std::string bench_frames;  // "huge" or "usual"; empty: none
  int bench_keys_of = 0;     // process id of the dispatcher
};

// Ends the drawing before the stage, whichever way the function is left.
struct DrawingEnds {
  Window& window;
  ~DrawingEnds() { window.stop_drawing(); }
};

Role role_of(const Wish& wish) {
  const std::string& workspace = wish.workspace;
  if (workspace == "replay" && wish.role == "auditor") return Role::auditor;
  return workspace == "navigator" ? Role::navigator : workspace == "board" ? Role::manager : Role::operator_;
}

std::unique_ptr<views::Workspace> workspace_of(const std::string& name, bool wall) {
  if (name == "navigator") return views::make_navigator();
  if (name == "board") return wall ? views::make_wall() : views::make_board();
  if (name == "replay") return views::make_replay();
  if (name == "gallery") return views::make_gallery();
  return views::make_operator();
}

// Read before a window opens: a mistake in it is then all that is said. Null: no sample is wished for.
Result<std::shared_ptr<const Site>> read_sample_site(const std::string& file) {
  if (file.empty()) return std::shared_ptr<const Site>{};
  CAREHUB_TRY(auto loaded, site::load_site(file));
  if (loaded.usable()) return std::make_shared<const Site>(std::move(loaded.site));
  std::string lines = site::text(file, loaded.mistakes);
  while (lines.ends_with('\n')) lines.pop_back();
  fmt::print(stderr, "{}\n", lines);
  return fail(ErrorCode::invalid_input, file, "is not usable; correct the lines above");
}

link::LinkState state_named(const std::string& name) {
  if (name == "stale") return link::LinkState::stale;
  if (name == "waiting") return link::LinkState::connecting;
  return name == "refused" ? link::LinkState::refused : link::LinkState::live;
}

Result<std::unique_ptr<link::Link>> start_link(const Wish& wish, std::shared_ptr<const Site> sample) {
  if (wish.gallery) sample = std::make_shared<const Site>(made_up_site());
  if (sample != nullptr) {
    const Instant now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours(19) + minutes(42) + seconds(7);
    auto picture = sample_picture(std::move(sample), now, wish.sample_cases);
    if (wish.workspace == "board") picture.board = sample_board(*picture.site, now);
    if (wish.workspace == "operator" && wish.sample_cases > 0) add_outlook(picture, *picture.site, now);
    if (wish.workspace == "navigator" && wish.sample_cases >= sample_cases_of_work) add_navigator_work(picture, now);
    return picture_link(std::make_shared<const console::Picture>(std::move(picture)), now,
                        state_named(wish.sample_state));
  }
  link::Options options;
  options.directory = wish.data.empty() ? wire::default_data_directory() : std::filesystem::path(wish.data);
  options.endpoint = wish.connect;
  options.key_file = wish.key;
  options.user = UserName(wish.user);
  options.role = role_of(wish);
  options.console = wish.workspace;
  options.board_only = wish.workspace == "board";
  return link::Link::start(std::move(options), [] { Window::wake(); });
}

// The command line first, then what the person chose before. A damaged file is no reason not to show the cases.
Preferences preferences_of(const Wish& wish) {
  auto kept = read_preferences(preferences_file(wish.user));
  if (!kept) fmt::print(stderr, "carehub-console: {}; going on without it\n", kept.error().text());
  Preferences preferences = kept ? *kept : Preferences{};
  for (const std::string& ignored : preferences.ignored) fmt::print(stderr, "carehub-console: {}\n", ignored);
  if (wish.scale_percent > 0) preferences.scale_percent = wish.scale_percent;
  if (const auto theme = widgets::theme_named(wish.theme)) preferences.theme = *theme;
  return preferences;
}

// Only what was chosen changes in the file: another console of the same person may have written to it meanwhile.
Result<void> keep_chosen(const std::filesystem::path& file, Preferences& preferences, const Chosen& chosen,
                         const std::string& workspace) {
  const auto take = [&](Preferences& into) {
    into.theme = chosen.theme.value_or(into.theme);
    into.scale_percent = chosen.scale_percent.value_or(into.scale_percent);
    if (chosen.shares) into.layout[chosen.screen][workspace] = *chosen.shares;
  };
  take(preferences);
  auto kept = read_preferences(file);
  if (kept) take(*kept);
  return write_preferences(file, kept ? *kept : preferences);
}

// A hub is known by its key; without one there is nobody to keep anything for.
void keep_for_the_hub(Console& console, const Wish& wish) {
  if (!wish.sample_site.empty() || wish.gallery) return;
  const auto directory = wish.data.empty() ? wire::default_data_directory() : std::filesystem::path(wish.data);
  const auto key = wire::read_client_key(wish.key.empty() ? wire::key_file(directory, role_of(wish))
                                                          : std::filesystem::path(wish.key));
  if (!key) return;
  if (wish.workspace != "replay") console.keep_picture_in(picture_folder(key->server_key));
  if (role_of(wish) != Role::manager) console.keep_in(kept_folder(key->server_key));
}

// Read before a window opens, as the sample site. None: no background is wished for.
Result<std::optional<tiles::TileFile>> open_background(const std::string& file) {
  if (file.empty()) return std::nullopt;
  CAREHUB_TRY(auto opened, tiles::TileFile::open(file));
  return std::optional(std::move(opened));
}

TextureMaker textures_of(Window& window) {
  return {[&](const tiles::TileImage& image) {
            return window.make_texture(image.size.width, image.size.height, image.rgba.data());
          },
          Window::drop_texture};
}

float scale_of(const Wish& wish, const Preferences& preferences, const Window& window) {
  const auto width = static_cast<float>(window.width());
  if (wish.wall && wish.scale_percent == 0) return wall_scale_for(width, static_cast<float>(window.height()));
  return preferences.scale_percent > 0 ? static_cast<float>(preferences.scale_percent) / 100
                                       : scale_for(width, window.content_scale());
}

Result<void> run(const Wish& wish, const SignOfLife& alive) {
  if (!wish.bench_frames.empty()) {
    CAREHUB_TRY(const std::string line, bench_frames(wish.bench_frames == "usual" ? usual_hub : BenchWish{}));
    fmt::print("{}\n", line);
    return {};
  }
  if (wish.bench_keys_of > 0) {
    CAREHUB_TRY(const auto link, start_link(wish, nullptr));
    CAREHUB_TRY(const std::string line,
                bench_keys(*link, {UserName(wish.user), Role::operator_, "bench"}, wish.bench_keys_of));
    fmt::print("{}\n", line);
    return {};
  }
  CAREHUB_TRY(auto sample, read_sample_site(wish.sample_site));
  CAREHUB_TRY(auto tile_file, open_background(wish.background));
  std::unique_ptr<WordsFile> words;
  if (!wish.words.empty()) {
    CAREHUB_TRY(words, WordsFile::open(wish.words));
  }
  auto preferences = preferences_of(wish);
  const std::string title = "Carehub · " + wish.workspace;
  CAREHUB_TRY(const auto window, Window::open({wish.width, wish.height, title.c_str(), wish.wall}));
  const float scale = scale_of(wish, preferences, *window);
  CAREHUB_TRY(const auto stage,
              Stage::create(static_cast<float>(window->width()), static_cast<float>(window->height()), scale));
  stage->set_theme(preferences.theme);
  CAREHUB_CHECK(window->start_drawing());
  const DrawingEnds ends{*window};
  CAREHUB_TRY(const auto link, start_link(wish, std::move(sample)));
  std::unique_ptr<Background> background;
  if (tile_file)
    background = std::make_unique<Background>(std::move(*tile_file), textures_of(*window), [] { Window::wake(); });
  Console console(*link, {UserName(wish.user), role_of(wish), wish.workspace}, workspace_of(wish.workspace, wish.wall));
  console.set_keys(preferences.keys);
  keep_for_the_hub(console, wish);
  console.set_background(background.get());
  console.when_chosen([&](const Chosen& chosen) {
    return keep_chosen(preferences_file(wish.user), preferences, chosen, console.workspace_name());
  });
  console.when_on_screen(
      [&](const std::string& screen) { return preferences.layout[screen][console.workspace_name()]; });
  for (const std::string& ignored : preferences.ignored) console.say("preferences", ignored);
  std::optional<Chime> chime;
  if (wish.sound) {
    chime.emplace();
    console.when_announced([&] { chime->play(); });
  }
  if (alive) console.when_drawn(alive);
  if (words) console.tell_words(std::move(words));
  std::optional<Screenshot> screenshot;
  if (!wish.screenshot.empty()) screenshot = Screenshot{wish.screenshot, wish.after_s};
  return console.run(*window, *stage, screenshot);
}

void add_options(CLI::App& program, Wish& wish) {
  program
      .add_option("--workspace", wish.workspace, "operator, navigator, board, or replay: any past moment, read-only")
      ->check(CLI::IsMember({"operator", "navigator", "board", "replay"}));
  program.add_option("--role", wish.role, "of a replay: operator or auditor")
      ->check(CLI::IsMember({"operator", "auditor"}));
  program.add_option("--data", wish.data, "the dispatcher's data directory");
  program.add_option("--connect", wish.connect, "its command endpoint, instead of the one found in the data directory");
  program.add_option("--key", wish.key, "a key file, instead of the one of the role in the data directory");
  program.add_option("--user", wish.user, "who is signed in, for example a.reed");
  program.add_option("--width", wish.width, "of the window, in pixels; the whole monitor if left out")
      ->check(CLI::Range(320, 16'384));
  program.add_option("--height", wish.height, "of the window, in pixels")->check(CLI::Range(240, 16'384));
  program.add_option("--scale", wish.scale_percent, "size of all text, in per cent")->check(CLI::Range(80, 200));
  program.add_option("--theme", wish.theme, "dark, light, colour-blind or high-contrast; Ctrl T takes the next")
      ->check(CLI::IsMember({"dark", "light", "colour-blind", "high-contrast"}));
  program.add_option("--background", wish.background,
                     "an MBTiles file with png or jpg tiles, shown under the map of the control room");
  program.add_flag("--sound", wish.sound, "a soft chime for alerts that are new to you (needs paplay or aplay)");
  program.add_option("--screenshot", wish.screenshot, "write a PNG and exit");
  program.add_option("--after", wish.after_s, "seconds to wait before the screenshot")->check(CLI::Range(0.0, 3600.0));
  program.add_option("--words", wish.words,
                     "keep what stands on the screen in this file, as text (JSON), for screen readers and tests; it "
                     "holds details of patients: only you can read it, delete it afterwards");
  program.add_option("--sample", wish.sample_site, "show an invented evening at this site file; no hub is asked");
  program.add_option("--sample-state", wish.sample_state, "how its link stands: live, stale, waiting or refused")
      ->check(CLI::IsMember({"live", "stale", "waiting", "refused"}));
  program.add_option("--sample-cases", wish.sample_cases, "how many cases that evening has")
      ->check(CLI::Range(0, 100'000));
  program.add_flag("--wall", wish.wall,
                   "the capacity board in large type, for a display on a wall: no keys, and it comes back by itself");
  program
      .add_option("--wall-patience", wish.wall_patience_s,
                  "seconds without a new frame after which the display of a wall is started again")
      ->check(CLI::Range(5, 3600))
      ->capture_default_str();
  program.add_flag("--gallery", wish.gallery, "show every widget on one page, in the present theme; no hub is asked");
  program
      .add_option("--bench-frames", wish.bench_frames,
                  "build frames of a huge or a usual hub, print their times as JSON, and exit")
      ->check(CLI::IsMember({"huge", "usual"}));
  program
      .add_option("--bench-keys", wish.bench_keys_of,
                  "write notes in a simulated hub while its dispatcher, this process, is stopped; print the times as "
                  "JSON, and exit")
      ->check(CLI::Range(2, 1 << 22));
}

std::string default_user() {
  const char* user = std::getenv("USER");
  return user != nullptr && *user != 0 ? user : "console";
}

}  // namespace
}  // namespace carehub::app

int main(int argc, char** argv) {
  carehub::app::Wish wish;
  CLI::App program{"The Carehub console: control room, navigator's desk, capacity board.", "carehub-console"};
  carehub::app::add_options(program, wish);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return carehub::end_of_usage(program, error);
  }
  if (wish.wall) wish.workspace = "board";
  if (wish.gallery) wish.workspace = "gallery";
  if (wish.user.empty()) wish.user = carehub::app::default_user();
  const auto show = [&wish](const carehub::app::SignOfLife& alive) {
    const auto done = carehub::app::run(wish, alive);
    if (done) return 0;
    fmt::print(stderr, "carehub-console: {}\n", done.error().text());
    return done.error().code == carehub::ErrorCode::unavailable ? 3 : 1;
  };
  // A picture that is asked for is taken once.
  return wish.wall && wish.screenshot.empty()
             ? carehub::app::keep_alive(show, std::chrono::seconds(wish.wall_patience_s))
             : show({});
}
