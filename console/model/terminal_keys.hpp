#pragma once
// What a terminal sends, as keys: UTF-8, the usual escape sequences, and pasted text, which never acts. Any bytes are
// read without harm. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace carehub::console {

struct TerminalKey {
  enum class Kind {
    text,
    paste,  // what somebody pasted, without line ends
    enter,
    tab,
    back_tab,
    escape,
    backspace,
    del,
    left,
    right,
    up,
    down,
    home,
    end,
    page_up,
    page_down,
    f1,
    ctrl,  // with `letter`
  };
  Kind kind = Kind::text;
  std::string text = {};
  char letter = 0;  // 'A' to 'Z'

  [[nodiscard]] bool is_ctrl(char which) const { return kind == Kind::ctrl && letter == which; }
};

class TerminalKeys {
 public:
  static constexpr std::size_t longest_paste = 20'000;  // bytes: more than a command may have; the rest is let go

  [[nodiscard]] std::vector<TerminalKey> take(std::string_view bytes);
  // Nothing came for a moment: what could have been the beginning of a sequence was the Escape key.
  [[nodiscard]] std::vector<TerminalKey> settle();
  [[nodiscard]] bool waiting() const { return !held_.empty() && !pasting_; }

 private:
  // Bytes used up by the first key in `held_`; 0: not all of it is there.
  std::size_t take_one(std::vector<TerminalKey>& keys);
  std::size_t take_sequence(std::vector<TerminalKey>& keys);
  std::size_t take_character(std::vector<TerminalKey>& keys);
  bool take_pasted(std::vector<TerminalKey>& keys);

  std::string held_;
  std::string pasted_;
  bool pasting_ = false;
};

}  // namespace carehub::console
