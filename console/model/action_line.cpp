#include "console/model/action_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "console/model/action_list.hpp"
#include "console/model/command_lists.hpp"
#include "console/model/text.hpp"

namespace carehub::console {
namespace {

constexpr std::size_t owner_words_most = 8;
constexpr std::string_view example = "ACT ring district nursing for a second team owner J. Marsh by 20:30";

// The board holds no site, but every service.
std::vector<Nameable> services_known(const Surroundings& around) {
  auto names = service_names(around);
  if (names.empty() && around.picture.board)
    for (const auto& service : around.picture.board->services) names.push_back({service.service.value, service.name});
  return names;
}

class ActionReader {
 public:
  ActionReader(std::string_view text, std::span<const Token> tokens, const Surroundings& around)
      : text_(text), tokens_(tokens), around_(around), end_(tokens.size()) {}

  ActionWords read() {
    offer();
    if (unfinished_marker()) return std::move(words_);
    while (words_.error.empty() && (take_pair() || take_owner())) continue;
    if (!words_.error.empty()) return std::move(words_);
    words_.action.text = said(0, end_);
    if (words_.action.text.empty()) words_.missing = fmt::format("write what is to be done, for example {}", example);
    if (words_.missing.empty() && words_.action.owner.empty())
      words_.missing = fmt::format("write owner and who does it, a name or a role, for example {}", example);
    return std::move(words_);
  }

 private:
  [[nodiscard]] bool is(std::size_t at, std::string_view word) const {
    return at < end_ && !tokens_[at].quoted && same_word(tokens_[at].text, word);
  }

  [[nodiscard]] std::string said(std::size_t from, std::size_t to) const {
    if (from >= to) return {};
    if (to - from == 1) return std::string(trimmed(tokens_[from].text));
    return std::string(trimmed(text_.substr(tokens_[from].from, tokens_[to - 1].to - tokens_[from].from)));
  }

  // "… by" with nothing after it yet is neither an owner nor an action.
  bool unfinished_marker() {
    if (end_ < 2) return false;
    for (const auto& [word, what] : {std::pair{"owner", "who does it: a name or a role"},
                                     {"by", "the time as HH:MM"},
                                     {"opel", "the level, 1 to 4"},
                                     {"service", "the service"}})
      if (is(end_ - 1, word)) {
        words_.missing = fmt::format("write {}, for example {}", what, example);
        return true;
      }
    return false;
  }

  bool take_pair() {
    if (end_ < 3 || tokens_[end_ - 1].quoted) return false;
    const std::string& value = tokens_[end_ - 1].text;
    return (is(end_ - 2, "by") && take_time(value)) || (is(end_ - 2, "opel") && take_level(value)) ||
           (is(end_ - 2, "service") && take_service(value));
  }

  bool taken() {
    end_ -= 2;
    return true;
  }

  // "by noon" is part of what is to be done; "by 27:10" and "by 2030" are a time written wrongly.
  bool take_time(const std::string& value) {
    if (words_.action.due) return false;
    const auto read = read_time(value, around_.site().calendar, around_.now, true);
    if (read.at || !read.error.empty()) {
      words_.action.due = read.at;
      words_.error = read.error;
      return taken();
    }
    const auto digits = std::ranges::count_if(value, [](char c) { return c >= '0' && c <= '9'; });
    if (digits >= 3 || value.find(':') != std::string::npos)
      words_.error = fmt::format("“{}” is no time of day; write it as HH:MM, for example 20:30", cut(value, 20));
    return false;
  }

  bool take_level(const std::string& value) {
    if (words_.action.opel_level > 0 || value.size() != 1) return false;
    if (value[0] < '1' || value[0] > '4') {
      words_.error = "OPEL is 1 to 4";
      return false;
    }
    words_.action.opel_level = value[0] - '0';
    return taken();
  }

  bool take_service(const std::string& value) {
    const auto all = services_known(around_);
    const auto found = find_named(all, value);
    if (words_.action.service.given()) return false;
    // Whoever has no picture writes the service's id; the hub knows it.
    if (all.empty()) {
      words_.action.service = ServiceId{value};
      return taken();
    }
    if (!found.index) return false;
    words_.action.service = ServiceId{all[*found.index].id};
    return taken();
  }

  bool take_owner() {
    if (!words_.action.owner.empty() || end_ < 2) return false;
    const std::size_t first = end_ > owner_words_most + 1 ? end_ - owner_words_most - 1 : 1;
    for (std::size_t at = end_ - 1; at >= first; --at)
      if (is(at, "owner")) {
        words_.action.owner = said(at + 1, end_);
        end_ = at;
        return true;
      }
    return false;
  }

  // --- completions ---
  void offer() {
    const bool typing = !tokens_.empty() && tokens_.back().to == text_.size();
    const std::size_t at = typing ? tokens_.size() - 1 : tokens_.size();
    words_.replace_from = typing ? tokens_.back().from : text_.size();
    const std::string_view word = typing ? std::string_view{tokens_.back().text} : std::string_view{};
    if (at == 0) return offer_suggested(word);
    if (is(at - 1, "owner")) return offer_all(owners(), word);
    if (is(at - 1, "service")) return offer_all(services_known(around_), word);
    if (is(at - 1, "opel")) return offer_all({{"1", ""}, {"2", ""}, {"3", ""}, {"4", ""}}, word);
    if (is(at - 1, "by")) return;
    offer_markers(word);
  }

  void offer_all(const std::vector<Nameable>& all, std::string_view word) {
    for (const auto index : completions_of(all, word, completions_most))
      words_.completions.push_back({all[index].id, all[index].name});
  }

  void offer_markers(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> markers{
        {{"owner", "who does it: a name or a role"},
         {"by", "the time it is due, HH:MM"},
         {"opel", "the level it belongs to, 1 to 4"},
         {"service", "the service it belongs to"}}};
    for (const auto& [name, does] : markers) {
      const bool written =
          std::ranges::any_of(tokens_, [&](const Token& one) { return !one.quoted && same_word(one.text, name); });
      if (!written && starts_with_word(name, word))
        words_.completions.push_back({std::string(name), std::string(does)});
    }
  }

  // What the site suggests at the declared level and nobody has assigned yet.
  void offer_suggested(std::string_view word) {
    const auto& picture = around_.picture;
    for (const SuggestedAction& one : suggested_now()) {
      const bool assigned = std::ranges::any_of(actions_of(picture),
                                                [&](const AssignedAction& action) { return action.text == one.text; });
      if (assigned || !starts_with_word(one.text, word) || words_.completions.size() == completions_most) continue;
      words_.completions.push_back(
          {one.text, fmt::format("{}; suggested at OPEL {}, not signed off", one.owner, one.level)});
    }
  }

  [[nodiscard]] std::vector<SuggestedAction> suggested_now() const {
    const auto& picture = around_.picture;
    return suggested_actions(picture, picture.board ? picture.board->status.opel.level : picture.status.opel.level);
  }

  [[nodiscard]] std::vector<Nameable> owners() const {
    std::vector<Nameable> names;
    const auto add = [&](const std::string& name, std::string_view what) {
      if (std::ranges::find(names, name, &Nameable::id) == names.end()) names.push_back({name, std::string(what)});
    };
    for (const SuggestedAction& one : suggested_now())
      if (!tokens_.empty() && tokens_[0].text == one.text) add(one.owner, "suggested for it");
    for (const AssignedAction& action : actions_of(around_.picture)) add(action.owner, "has an action");
    for (const char* role : {"operator", "navigator", "manager"}) add(role, "a role");
    return names;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  const Surroundings& around_;
  std::size_t end_;
  ActionWords words_;
};

}  // namespace

ActionWords read_action_words(std::string_view text, std::span<const Token> tokens, const Surroundings& around) {
  return ActionReader(text, tokens, around).read();
}

std::vector<Completion> action_completions(std::string_view word, const Surroundings& around) {
  std::vector<Completion> result;
  for (const AssignedAction& action : actions_of(around.picture)) {
    auto number = std::to_string(action.id.value);
    if (action.state != ActionState::open || !number.starts_with(word) || result.size() == completions_most) continue;
    result.push_back({std::move(number), fmt::format("{}, {}", action.text, action.owner)});
  }
  return result;
}

std::string unknown_action_text(std::int64_t number, const Surroundings& around) {
  std::vector<std::string> open;
  for (const AssignedAction& action : actions_of(around.picture))
    if (action.state == ActionState::open) open.push_back(std::to_string(action.id.value));
  return fmt::format("there is no action {} in sight; {}", number,
                     open.empty() ? std::string("none is open") : "open: " + joined(open, ", "));
}

}  // namespace carehub::console
