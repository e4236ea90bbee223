#pragma once
// One console: a link, a shell, a window. Sleeps until something happens, or the next second is due.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "console/app/background.hpp"
#include "console/app/kept_keeper.hpp"
#include "console/app/paper_keeper.hpp"
#include "console/app/picture_keeper.hpp"
#include "console/app/stage.hpp"
#include "console/app/window.hpp"
#include "console/app/words.hpp"
#include "console/app/worker.hpp"
#include "console/link/link.hpp"
#include "console/views/shell.hpp"

namespace carehub::app {

struct Screenshot {
  std::filesystem::path file;
  double after_s = 2;
};

// What the next frames are built with: one for each thing that was done, and, if any was, one more, because what it
// asked for may change what is shown. Nothing done is a frame too. `still` is where the mouse is and whether its button
// is held: a drag goes on through frames in which nothing else happens.
[[nodiscard]] std::vector<widgets::Input> inputs_of_frames(std::vector<widgets::Input> done,
                                                           const widgets::Input& still);

// Of all text, in per cent.
[[nodiscard]] int percent_of(float scale);
// The size that is asked for: steps go from ten to ten, and stop at 80 and 200.
[[nodiscard]] int next_percent(int now, int usual, const views::TextSize& size);

// What a person chose for their own screen.
struct Chosen {
  std::optional<widgets::Theme> theme;
  std::optional<int> scale_percent;            // 0: as the screen's width asks for
  std::optional<console::Shares> shares = {};  // of the panels, on this screen
  std::string screen = {};                     // Window::screen_name
};

class Console {
 public:
  // `link` and `who` say whose console it is; both live as long as the console.
  Console(link::Link& link, Actor who, std::unique_ptr<views::Workspace> workspace);

  // Called with what the person chose, to be kept; what it says of a failure is said in the command bar.
  void when_chosen(std::function<Result<void>(const Chosen&)> keep) { keep_chosen_ = std::move(keep); }

  // Called with the name of a screen, when the window first stands there: how its panels are shared out.
  void when_on_screen(std::function<console::Shares(const std::string&)> shares) { shares_on_ = std::move(shares); }
  // Stands in the command bar from the first frame on.
  void say(std::string what, std::string text) {
    shell_.answered({std::move(what), false, std::move(text), {}, {}, {}}, link_.status().hub_now);
  }

  [[nodiscard]] std::string workspace_name() const { return std::string(shell_.workspace().name()); }
  void set_keys(widgets::KeyMap keys) { keys_ = std::move(keys); }
  // What stands on the screen is told there as well.
  void tell_words(std::unique_ptr<WordsFile> words) { words_ = std::move(words); }
  // Called after every frame: at least once a second while all is well.
  void when_drawn(std::function<void()> drawn) { drawn_ = std::move(drawn); }
  // Called when alerts that are new to this person are announced.
  void when_announced(std::function<void()> sound) { announced_ = std::move(sound); }

  // What this person gives is kept there until the hub has answered; what an earlier console left is sent.
  void keep_in(const std::filesystem::path& folder);
  // The last picture is kept there; where no hub answers soon, what an earlier console left is shown, and said to be
  // so.
  void keep_picture_in(const std::filesystem::path& folder);
  // Under the map; lives as long as the console.
  void set_background(Background* background) { background_ = background; }

  // Until the window is closed, the person quits, or the screenshot is taken.
  [[nodiscard]] Result<void> run(Window& window, Stage& stage, const std::optional<Screenshot>& screenshot);
  // One frame, and what was asked for in it; run() does so for every thing done.
  const ImDrawData& build(Stage& stage, widgets::Input& input);

 private:
  // What is shown: the hub's picture, or before there is one what an earlier console left here.
  struct Present {
    std::shared_ptr<const console::Picture> picture;  // never null; of number 0 when there is neither
    link::LinkStatus status;
    bool earlier = false;
    bool live = false;
    Instant now;
    Instant last_heard;
  };
  [[nodiscard]] Present present() const;
  [[nodiscard]] std::string person() const;
  [[nodiscard]] views::Facts facts();
  void take_answers(Instant now);
  void carry_out(views::Requests& requests);
  [[nodiscard]] std::optional<console::ChoiceChances> chances() const;
  void give(views::Given given);
  void settle_kept(const wire::Answer& answer);
  void tend_kept(const views::Requests& requests);
  [[nodiscard]] std::shared_ptr<const views::KeptFacts> kept_facts(Instant now);
  void keep_picture(const views::Facts& facts);
  void look_for_earlier();
  void keep_paper(const views::Facts& facts, const views::Requests& requests);
  void show_words(const Stage& stage);
  void keep(const Chosen& chosen, std::string what, std::string said);
  void keep_shares(const std::string& said);
  void take_theme(Stage& stage, views::Requests& requests);
  void take_text_size(Window& window, Stage& stage);
  void take_screen(Window& window);
  [[nodiscard]] double seconds_to_next() const;

  link::Link& link_;
  Actor who_;
  views::Shell shell_;
  std::map<CommandId, std::string> given_;
  std::function<Result<void>(const Chosen&)> keep_chosen_;
  std::optional<views::TextSize> text_size_;  // asked for in the last frame
  std::function<console::Shares(const std::string&)> shares_on_;
  std::string screen_;  // that the window stands on
  views::Pointer pointer_ = views::Pointer::plain;
  std::function<void()> announced_;
  std::function<void()> drawn_;
  widgets::KeyMap keys_;
  Background* background_ = nullptr;
  bool quit_ = false;
  bool again_ = false;                       // the last frame put work off
  std::unique_ptr<KeptKeeper> kept_;         // null: nothing is kept
  std::unique_ptr<PictureKeeper> pictures_;  // null: no picture is kept
  std::optional<KeptPicture> earlier_;       // until the hub's own comes
  std::string earlier_trouble_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::map<CommandId, Sequence> taken_at_;  // referrals that the hub took: from then on its picture shows them
  std::shared_ptr<const views::KeptFacts> kept_shown_;
  std::uint64_t kept_shown_revision_ = 0;
  std::optional<Duration> again_in_;
  std::unique_ptr<WordsFile> words_;  // null: nobody asked for them, and none are gathered
  widgets::TextLog texts_;
  std::uint64_t inputs_ = 0;
  PaperKeeper paper_{[] { Window::wake(); }};
  Worker worker_{[] { Window::wake(); }};
};

}  // namespace carehub::app
