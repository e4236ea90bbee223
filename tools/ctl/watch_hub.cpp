#include "tools/ctl/watch_hub.hpp"

#include <fmt/format.h>

#include "console/model/person.hpp"
#include "console/model/preview_words.hpp"
#include "tools/ctl/without_picture.hpp"

namespace carehub::ctl {
namespace {

// The board that a manager gets names no alerts and no services.
console::WatchSession::Read reader_for(Role role) {
  if (role != Role::manager) return console::parse;
  return [](std::string_view text, const console::Picture&, Instant now, const console::UiContext& who) {
    return parse_without_picture(text, now, who);
  };
}

std::string without_end(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

console::LinkFacts facts_of(const link::LinkStatus& status) {
  console::LinkFacts facts;
  facts.live = status.state == link::LinkState::live;
  facts.refused = status.state == link::LinkState::refused;
  facts.age = status.age;
  facts.text = status.text;
  facts.speed = status.speed;
  return facts;
}

WatchHub::WatchHub(link::Link& link, const link::Options& chosen, console::Workplace workplace)
    : link_(link),
      who_{chosen.user, chosen.role, chosen.console},
      workplace_(workplace),
      session_(who_, workplace, reader_for(chosen.role)) {}

console::LinkFacts WatchHub::link_facts() const {
  return facts_of(link_.status());
}

std::shared_ptr<const Explanation> WatchHub::options() const {
  const auto selected = session_.selected();
  return selected.given() ? link_.options(selected) : nullptr;
}

console::ParsedLine WatchHub::read(const std::string& text) const {
  return session_.read(text, *link_.picture(), now(), options().get());
}

console::WatchDid WatchHub::enter(const std::string& text) {
  auto did = session_.enter(text, *link_.picture(), now(), options().get());
  for (auto& given : did.commands) {
    const auto id = link_.submit(std::move(given.command), given.text);
    given_.emplace(id, std::move(given.text));
  }
  did.commands.clear();
  any_refused_ = any_refused_ || did.wrong;
  ask_options();
  return did;
}

void WatchHub::ask_options() {
  const auto selected = session_.selected();
  const auto picture = link_.picture();
  const auto found = picture->cases.find(selected);
  if (found == picture->cases.end() || !is_open(found->second->status)) return;
  if (asked_ == selected && asked_version_ == found->second->version) return;
  asked_ = selected;
  asked_version_ = found->second->version;
  link_.ask_options(selected);
}

bool WatchHub::waits_for_options() const {
  if (!session_.wants_options() || options() != nullptr || !link_facts().live) return false;
  const auto picture = link_.picture();
  const auto found = picture->cases.find(session_.selected());
  return found != picture->cases.end() && is_open(found->second->status);
}

bool WatchHub::settled() const {
  return given_.empty() && link_.picture()->sequence >= answered_to_;
}

std::vector<std::string> WatchHub::unanswered() const {
  std::vector<std::string> lines;
  for (const auto& [id, text] : given_) lines.push_back(text);
  return lines;
}

bool WatchHub::refused() const {
  return link_.status().state == link::LinkState::refused;
}

void WatchHub::take_answers(std::vector<std::string>& lines) {
  for (const auto& answer : link_.take_answers()) {
    const auto given = given_.find(answer.id);
    if (given == given_.end()) continue;
    const auto words = answer.refusal ? answer.refusal->text : answer.message;
    lines.push_back(fmt::format("{}: {}{}{}", answer.accepted ? "answer" : "refused", given->second,
                                words.empty() ? "" : ": ", words));
    if (answer.person) lines.push_back(without_end(console::person_text(*answer.person)));
    if (answer.preview)
      lines.push_back(
          without_end(console::preview_text(console::preview_lines(*answer.preview, *link_.picture(), now()))));
    any_refused_ = any_refused_ || !answer.accepted;
    if (answer.accepted) answered_to_ = std::max(answered_to_, answer.sequence);
    given_.erase(given);
  }
}

std::vector<std::string> WatchHub::news() {
  std::vector<std::string> lines;
  take_answers(lines);
  const auto picture = link_.picture();
  for (auto& line : changes_.update({*picture, now(), link_facts(), who_, workplace_, session_.selected()}))
    lines.push_back(std::move(line));
  ask_options();
  return lines;
}

std::string WatchHub::header(std::size_t width) const {
  return session_.header(*link_.picture(), now(), link_facts(), width);
}

std::string WatchHub::page(std::size_t width) const {
  return session_.page(*link_.picture(), now(), link_facts(), width, options().get());
}

}  // namespace carehub::ctl
