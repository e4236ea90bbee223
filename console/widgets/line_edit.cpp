#include "console/widgets/line_edit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carehub::widgets {
namespace {

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continues(c); }));
}

// The longest beginning of at most so many bytes that is whole characters.
std::string_view beginning(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && continues(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

void LineEdit::set(std::string_view text) {
  const auto taken = beginning(text, longest);
  lost_ = characters(text.substr(taken.size()));
  text_ = taken;
  cursor_ = text_.size();
}

std::string LineEdit::lost_words() const {
  if (lost_ == 0) return {};
  return fmt::format("full: {} {} not taken", lost_, lost_ == 1 ? "character was" : "characters were");
}

std::size_t LineEdit::left_of(std::size_t at) const {
  if (at == 0) return 0;
  do --at;
  while (at > 0 && continues(text_[at]));
  return at;
}

std::size_t LineEdit::right_of(std::size_t at) const {
  if (at >= text_.size()) return text_.size();
  do ++at;
  while (at < text_.size() && continues(text_[at]));
  return at;
}

void LineEdit::insert(std::string_view typed) {
  const auto taken = lost_ > 0 ? std::string_view{} : beginning(typed, longest - text_.size());
  lost_ += characters(typed.substr(taken.size()));
  text_.insert(cursor_, taken);
  cursor_ += taken.size();
}

bool LineEdit::edit(Input& input) {
  const std::string before = text_;
  if (!input.typed.empty()) insert(input.take_all_typed());
  const std::size_t written = text_.size();
  while (input.take(Key::backspace)) {
    const std::size_t from = left_of(cursor_);
    text_.erase(from, cursor_ - from);
    cursor_ = from;
  }
  while (input.take(Key::del)) text_.erase(cursor_, right_of(cursor_) - cursor_);
  while (input.take(Key::left)) cursor_ = left_of(cursor_);
  while (input.take(Key::right)) cursor_ = right_of(cursor_);
  if (input.take(Key::home)) cursor_ = 0;
  if (input.take(Key::end)) cursor_ = text_.size();
  if (input.take_letter('U', true)) clear();
  if (input.take_letter('W', true) || input.take(Key::backspace, true)) {
    const auto kept = text_.substr(0, cursor_).find_last_not_of(' ');
    const auto space = kept == std::string::npos ? kept : text_.rfind(' ', kept);
    const std::size_t from = space == std::string::npos ? 0 : space + 1;
    text_.erase(from, cursor_ - from);
    cursor_ = from;
  }
  if (text_.size() < written) lost_ = 0;
  return text_ != before;
}

float LineEdit::draw(Canvas& canvas, const Box& cell, Face face, Colour ink, bool focused,
                     std::string_view placeholder) const {
  const float h = canvas.height(face);
  const float y = cell.centre().y - h / 2;
  if (text_.empty() && !placeholder.empty())
    canvas.text_in({{cell.min.x + (focused ? canvas.px(12) : 0), cell.min.y}, cell.max}, face, colour::muted,
                   placeholder);
  const float before = canvas.width(face, std::string_view(text_).substr(0, cursor_));
  const float cursor_width = canvas.px(8);
  const float shift = std::max(0.0F, before + cursor_width - cell.width());
  const float total = canvas.width(face, text_);
  const Clip clip(canvas, cell);
  if (!text_.empty()) canvas.text({cell.min.x - shift, y}, face, ink, text_);
  if (focused) {
    const Box block = box_at({cell.min.x - shift + before, y}, cursor_width, h);
    canvas.fill(cursor_ == text_.size() ? block : Box{block.min, {block.min.x + canvas.px(2), block.max.y}},
                colour::light_blue);
  }
  return std::min(total, cell.width());
}

void LineEdit::draw_field(Canvas& canvas, const Box& box, bool focused, std::string_view placeholder) const {
  canvas.fill(box, colour::sunken, space::rounding);
  canvas.frame(box,
               lost_ > 0 ? colour::warm_yellow
               : focused ? colour::light_blue
                         : colour::line_strong,
               space::rounding);
  const Box inner = box.inset(canvas.px(8), canvas.px(4));
  const bool several = inner.height() >= 2 * canvas.height(Face::body);
  if (!several || text_.empty()) {
    Box line = inner;
    if (several) line.max.y = line.min.y + canvas.height(Face::body);
    draw(canvas, line, Face::body, colour::text, focused, placeholder);
    return;
  }
  // The last lines are what the person is writing.
  const Clip clip(canvas, inner);
  const std::string shown = focused ? text_.substr(0, cursor_) + "|" + text_.substr(cursor_) : text_;
  const float h = canvas.paragraph_height(inner.width(), Face::body, shown);
  canvas.paragraph({inner.min.x, inner.min.y - std::max(0.0F, h - inner.height())}, inner.width(), Face::body,
                   colour::text, shown);
}

}  // namespace carehub::widgets
