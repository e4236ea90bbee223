#include "console/views/navigator_fields.hpp"

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/base/assert.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

bool takes_keyboard(const FieldItem& item) {
  return item.kind != FieldKind::heading && item.kind != FieldKind::note;
}

// After the chosen one, and round again; -1 if none begins with this letter. Digits are never letters.
int next_beginning_with(const FieldItem& item, char letter) {
  if (letter >= '0' && letter <= '9') return -1;
  const int count = static_cast<int>(item.choices.size());
  for (int step = 1; step <= count; ++step) {
    const int i = (std::max(item.chosen, -1) + step) % count;
    if (console::starts_with_word(item.choices[static_cast<std::size_t>(i)], std::string_view(&letter, 1))) return i;
  }
  return -1;
}

// Yes, no, not known: by their number, or as they are said.
int answer_by(char c) {
  constexpr std::string_view letters = "ynuYNU";
  if (c >= '1' && c <= '9') return c - '1';
  const auto at = letters.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at % 3);
}

bool choose(FieldItem& item, int choice) {
  if (item.fixed || choice < 0 || choice >= static_cast<int>(item.choices.size())) return false;
  return std::exchange(item.chosen, choice) != choice;
}

bool take_answer_back(FieldItem& item) {
  return !item.fixed && std::exchange(item.chosen, -1) >= 0;
}

bool tick(FieldItem& item, char c) {
  const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto at = tick_letters.find(small);
  if (at >= item.ticked.size()) return false;
  item.ticked[at] = after_press(item, at);
  return true;
}

// What was suggested is the beginning of what is written.
bool write(FieldItem& item, Input& input) {
  const bool suggested = !item.touched && !item.suggestion.empty();
  if (suggested) item.edit.set(item.suggestion);
  const bool changed = item.edit.edit(input);
  if (suggested && !changed) item.edit.clear();
  item.touched = item.touched || changed;
  return changed;
}

}  // namespace

Tick after_press(const FieldItem& item, std::size_t at) {
  if (item.ticked[at] == Tick::none) return Tick::yes;
  return item.says_no && item.ticked[at] == Tick::yes ? Tick::no : Tick::none;
}

FieldItem& FieldList::of(int id) {
  const auto found = std::ranges::find(items, id, &FieldItem::id);
  CAREHUB_ASSERT(found != items.end(), "field {}", id);
  return *found;
}

const FieldItem& FieldList::of(int id) const {
  const auto found = std::ranges::find(items, id, &FieldItem::id);
  CAREHUB_ASSERT(found != items.end(), "field {}", id);
  return *found;
}

bool FieldList::has(int id) const {
  return std::ranges::find(items, id, &FieldItem::id) != items.end();
}

bool FieldList::writing() const {
  return focus_ < items.size() && items[focus_].kind == FieldKind::text;
}

bool FieldList::at_end() const {
  return std::ranges::none_of(items.begin() + static_cast<std::ptrdiff_t>(std::min(focus_ + 1, items.size())),
                              items.end(), takes_keyboard);
}

bool FieldList::any_full() const {
  return std::ranges::any_of(items, [](const FieldItem& item) { return item.edit.lost() > 0; });
}

bool FieldList::focus_on_full() {
  const auto full = std::ranges::find_if(items, [](const FieldItem& item) { return item.edit.lost() > 0; });
  if (full == items.end()) return false;
  focus_on(full->id);
  return true;
}

void FieldList::focus_first() {
  focus_ = 0;
  while (focus_ + 1 < items.size() && !takes_keyboard(items[focus_])) ++focus_;
  moved_ = true;
  scroll_.offset = 0;
}

void FieldList::focus_on(int id) {
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].id == id && takes_keyboard(items[i])) focus_ = i;
  moved_ = true;
}

void FieldList::move(int step) {
  auto at = static_cast<std::ptrdiff_t>(focus_);
  const auto last = static_cast<std::ptrdiff_t>(items.size()) - 1;
  do at += step;
  while (at >= 0 && at <= last && !takes_keyboard(items[static_cast<std::size_t>(at)]));
  if (at < 0 || at > last) return;
  focus_ = static_cast<std::size_t>(at);
  moved_ = true;
}

void FieldList::replace(int low, int high, int anchor, std::vector<FieldItem> with) {
  const int focused = focus_ < items.size() ? items[focus_].id : anchor;
  std::erase_if(items, [&](const FieldItem& item) { return item.id >= low && item.id < high; });
  const auto behind = std::ranges::find(items, anchor, &FieldItem::id);
  CAREHUB_ASSERT(behind != items.end(), "field {}", anchor);
  items.insert(behind + 1, std::make_move_iterator(with.begin()), std::make_move_iterator(with.end()));
  const auto index_of = [&](int id) {
    return static_cast<std::size_t>(std::ranges::find(items, id, &FieldItem::id) - items.begin());
  };
  const bool goes_on = answered_ && has(*answered_);
  focus_ = index_of(goes_on ? *answered_ : has(focused) ? focused : anchor);
  if (goes_on || !has(focused)) move(1);
  moved_ = true;
}

bool FieldList::answer_none() {
  bool changed = false;
  for (auto& item : items) {
    if (!item.one_of_many) continue;
    if (item.chosen < 0) changed = choose(item, 1) || changed;
    focus_on(item.id);
  }
  move(1);
  return changed;
}

// One letter; a question that it answers gives the keyboard to what comes next.
bool FieldList::handle_letter(FieldItem& item, char c) {
  if (item.kind == FieldKind::ticks) return tick(item, c);
  if (c == '0' && item.one_of_many) return answer_none();
  if (item.kind == FieldKind::choice && next_beginning_with(item, c) >= 0)
    return choose(item, next_beginning_with(item, c));
  const int answer = item.kind == FieldKind::question ? answer_by(c) : c >= '1' && c <= '9' ? c - '1' : -1;
  if (answer < 0 || answer >= static_cast<int>(item.choices.size())) return false;
  const bool changed = choose(item, answer);
  if (item.kind == FieldKind::question) {
    answered_ = item.id;
    move(1);
  }
  return changed;
}

bool FieldList::handle_answers(Input& input) {
  bool changed = false;
  if (!input.typed.empty()) {
    const char c = input.typed.front();
    input.typed.clear();
    changed = handle_letter(items[focus_], c);
  }
  FieldItem& item = items[focus_];
  if (item.kind == FieldKind::text || item.kind == FieldKind::ticks) return changed;
  while (input.take(Key::right)) changed = choose(item, item.chosen + 1) || changed;
  while (input.take(Key::left)) changed = choose(item, std::max(0, item.chosen - 1)) || changed;
  while (input.take(Key::backspace) || input.take(Key::del)) changed = take_answer_back(item) || changed;
  return changed;
}

bool FieldList::handle_now(Input& input) {
  answered_.reset();
  const bool changed = writing() ? write(items[focus_], input) : handle_answers(input);
  while (input.take(Key::tab)) move(1);
  while (input.take(Key::tab, false, true)) move(-1);
  while (input.take(Key::down)) move(1);
  while (input.take(Key::up)) move(-1);
  if (input.take(Key::enter)) move(1);
  return changed;
}

bool FieldList::handle(Input& input, const std::function<void()>& after) {
  if (items.empty()) return false;
  bool changed = false;
  const auto take = [&](Input& one) {
    if (!handle_now(one)) return;
    changed = true;
    if (after) after();
  };
  while (!input.typed.empty()) {
    Input one;
    const std::size_t count = writing() ? input.typed.size() : 1;
    one.typed = input.typed.substr(0, count);
    input.typed.erase(0, count);
    take(one);
  }
  take(input);
  return changed;
}

FieldItem field_item(FieldKind kind, int id, std::string label) {
  FieldItem item;
  item.kind = kind;
  item.id = id;
  item.label = std::move(label);
  return item;
}

}  // namespace carehub::views
