#pragma once
// A view draws an immutable picture and a person's own view state, and asks for things; it changes nothing else.
// Facts come in, requests go out; no lock, no network, no clock in a frame.
// Thread: the frame thread.

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "console/model/command_line.hpp"
#include "console/model/header.hpp"
#include "console/model/hub_index.hpp"
#include "console/model/kept.hpp"
#include "console/model/past.hpp"
#include "console/model/picture.hpp"
#include "console/model/preview_words.hpp"
#include "console/model/reach.hpp"
#include "console/model/shares.hpp"
#include "console/widgets/key_map.hpp"
#include "console/widgets/line_edit.hpp"
#include "console/widgets/map_background.hpp"
#include "console/widgets/parts.hpp"
#include "console/widgets/themes.hpp"
#include "protocols/domain/command.hpp"
#include "protocols/domain/preview.hpp"

namespace carehub::views {

struct PendingLine {
  std::string text;    // what the person gave
  Duration waiting{};  // since then
};

// What is kept on this console until the hub has answered.
struct KeptFacts {
  std::vector<console::KeptCommand> all;
  // Of them those to be shown: given while the hub was not heard, not answered for a while, or to be looked at.
  std::vector<CommandId> shown;
  std::vector<std::string> troubles;  // of the disk
};

// What a frame shows. The picture is never null; before the first snapshot it is empty and `loading` is true.
struct Facts {
  std::shared_ptr<const console::Picture> picture;
  Instant now;  // the hub's clock, carried forward
  console::LinkFacts link;
  Instant last_heard;  // on the same clock: "stale since"
  bool loading = true;
  std::string earlier_trouble;  // why what an earlier console kept cannot be shown; empty: it can, or there is nothing
  Actor who;
  std::vector<PendingLine> pending;
  std::shared_ptr<const Explanation> options;       // live, of the selected case; null until the hub has answered
  std::shared_ptr<const console::TeamReach> reach;  // of UiState::reach_of; null until the hub has answered
  // Runs a job beside the frame and wakes the screen when it is done; none: everything is done at once.
  std::function<void(std::function<void()>)> background;
  std::shared_ptr<const KeptFacts> kept;          // null: this console keeps nothing
  std::optional<console::ChoiceChances> chances;  // of the choice that is previewed, once the hub has answered
  const widgets::KeyMap* key_map = nullptr;       // null: nothing is bound
  // A picture of a moment that was: nothing can be given, and no word says that it is so now.
  bool replay = false;
  console::PastAnswers past;                 // for a replay
  Duration steady{};                         // the machine's, for what moves by itself
  widgets::MapBackground* raster = nullptr;  // under the map; null: none. Only of the frame thread
  // Of this picture at this moment; set by the shell for its frame.
  const console::HubIndex* index = nullptr;
};

// What a person has chosen on this screen; shared by all views of a workspace, never sent anywhere.
struct UiState {
  CaseId selected;
  std::vector<CaseId> marked;  // in order of number; what "*" in the command line stands for
  [[nodiscard]] bool is_marked(CaseId id) const { return std::ranges::binary_search(marked, id); }
  void mark(CaseId id) {
    if (id.given() && !is_marked(id)) marked.insert(std::ranges::lower_bound(marked, id), id);
  }
  void mark_or_unmark(CaseId id) {
    if (std::erase(marked, id) == 0) mark(id);
  }
  TeamId team;  // pointed at on the map or the timeline
  // The team whose reach is on the map, and after how many minutes: at most three times. None: nobody's.
  TeamId reach_of;
  std::vector<std::int32_t> reach_minutes{10, 20, 30};
  std::string find;  // what the case list is filtered by
  bool locked = false;
  bool line_open = false;  // the command line has the keyboard: Enter and figures are its own
  bool help = false;
  bool alerts_open = false;    // F8
  bool handover_open = false;  // F9
  bool kept_open = false;      // F12
  // What a look at the record of the person of a case has shown; gone as soon as another case is looked at.
  CaseId record_of;
  std::optional<PersonView> record;
  // What a choice would do to everybody else; gone with the case, and once something was decided.
  std::optional<ChoicePreview> preview;
  // How the panels share this screen; what is not there is as designed.
  console::Shares shares;
  // A word of the command line that asks the screen for something; whoever does it takes it away.
  std::optional<console::LocalDo> asked;

  // True if this is asked for; `local` then holds with what, and it is asked for no more.
  bool take(console::LocalAction action, console::LocalDo& local) {
    if (!asked || asked->action != action) return false;
    local = *asked;
    asked.reset();
    return true;
  }
};

// What the mouse can do where it is.
enum class Pointer { plain, across, up_and_down };

// How large text shall be from now on.
struct TextSize {
  int steps = 0;               // larger or smaller by so many tens
  std::optional<int> percent;  // exactly so
  bool usual = false;          // as the screen's width asks for
};

// A command with the words that stand on the screen until it is answered.
struct Given {
  Command command;
  std::string text;
};

// What a view asks for in a frame; carried out by the frame (command line) and the app (commands).
struct Requests {
  std::vector<Given> commands;
  std::vector<Command> quiet;               // nobody gave them, and nobody waits for their answer
  std::optional<std::string> command_line;  // open the command line with this text
  std::optional<CaseId> options_of;         // ask the hub for live options
  std::optional<TeamId> reach_of;           // ask the hub where it could be after UiState::reach_minutes
  bool quit = false;
  bool next_theme = false;
  std::optional<widgets::Theme> theme;
  std::optional<TextSize> text_size;
  // UiState::shares are to be kept; what is said of it, where words asked for it.
  std::optional<std::string> shares_chosen;
  Pointer pointer = Pointer::plain;
  std::size_t announced = 0;  // alerts that are new to this person: worth a sound
  bool print_pack = false;
  std::optional<CaseId> save_summary;   // as a PDF
  std::optional<CommandId> kept_again;  // of what is kept: to be given once more
  std::optional<CommandId> kept_done;   // looked at: not to be kept any longer
  bool again = false;                   // work was put off to keep this frame short: draw the next at once
  std::optional<Duration> again_in;     // the next frame is due then, though nothing happens
  std::optional<Instant> past_at;       // ask the hub for the picture of that moment
  std::optional<HistoryWish> history;   // and for what happened around it

  void give(Command command, std::string text) { commands.push_back({std::move(command), std::move(text)}); }
  // The line asks for the reason, while the hub is asked what the choice would do to everybody else.
  void choose_other(std::string line, PreviewChoice choice) {
    command_line = std::move(line);
    quiet.emplace_back(std::move(choice));
  }
};

struct KeyLine {
  std::string_view key;
  std::string_view does;
};

// What fills the screen between the top bar and the command line: operator, navigator or board.
class Workspace {
 public:
  virtual ~Workspace() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  // Everything the person can do here by key, for F1.
  [[nodiscard]] virtual std::vector<KeyLine> keys() const = 0;
  // A wall display draws the whole screen itself: no top bar, no command line, no input.
  [[nodiscard]] virtual bool wall() const { return false; }
  // Nothing can be given from here: there is no command line, and no key that would need one.
  [[nodiscard]] virtual bool read_only() const { return false; }
  // What is shown instead of the hub as it is; called before anything of the frame is drawn.
  [[nodiscard]] virtual Facts shown(const Facts& facts, Requests&) { return facts; }
  // A field of this workspace has the keyboard: "/" and "?" are then letters like any other.
  [[nodiscard]] virtual bool writing() const { return false; }
  // A form or a conversation is under way here: words for the list and the case would be taken for answers.
  [[nodiscard]] virtual bool busy() const { return false; }
  // `ui.input` is empty while an overlay, the lock or the command line has the keyboard.
  virtual void draw(const Facts& facts, UiState& state, widgets::Ui& ui, const widgets::Box& area,
                    Requests& requests) = 0;
};

[[nodiscard]] std::unique_ptr<Workspace> make_operator();
[[nodiscard]] std::unique_ptr<Workspace> make_navigator();
[[nodiscard]] std::unique_ptr<Workspace> make_board();
[[nodiscard]] std::unique_ptr<Workspace> make_replay();
[[nodiscard]] std::unique_ptr<Workspace> make_wall();     // the board in large type, for a display that nobody touches
[[nodiscard]] std::unique_ptr<Workspace> make_gallery();  // every widget on one page

}  // namespace carehub::views
