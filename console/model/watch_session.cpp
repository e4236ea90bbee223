#include "console/model/watch_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "console/model/case_list.hpp"
#include "console/model/find.hpp"
#include "console/model/watch_text.hpp"
#include "console/model/worklist.hpp"

namespace carehub::console {
namespace {

std::vector<CaseId> cases_in_order(const Picture& picture, Instant now, const Actor& who, Workplace workplace,
                                   std::string_view find) {
  std::vector<CaseId> ids;
  if (workplace == Workplace::navigator) {
    for (const auto& item : make_worklist(picture, now, who.user).items) ids.push_back(item.id);
    return ids;
  }
  CaseList list;
  list.update(picture, now, find, {});
  for (std::size_t i = 0; i < list.size(); ++i) ids.push_back(list.at(i));
  return ids;
}

// "send CR2 to 1042 ... . Enter to send." without what to press.
std::string without_enter(std::string_view preview) {
  return std::string(preview.substr(0, preview.rfind(". Enter to ")));
}

}  // namespace

WatchSession::WatchSession(Actor who, Workplace workplace, Read read)
    : who_(std::move(who)), workplace_(workplace), read_(std::move(read)) {}

ParsedLine WatchSession::read(std::string_view text, const Picture& picture, Instant now,
                              const Explanation* options) const {
  UiContext context;
  context.selected = selected_;
  context.user = who_.user;
  context.role = who_.role;
  context.options = options;
  context.workplace = Workplace::text;
  return read_(text, picture, now, context);
}

bool WatchSession::wants_options() const {
  return selected_.given() && (shown_ == LocalAction::show || shown_ == LocalAction::options);
}

void WatchSession::show_everything() {
  shown_ = LocalAction::overview;
}

WatchFacts WatchSession::facts(const Picture& picture, Instant now, const LinkFacts& link,
                               const Explanation* options) const {
  return {picture, now, link, who_, workplace_, selected_, options, find_, 0};
}

WatchDid WatchSession::enter(std::string_view text, const Picture& picture, Instant now, const Explanation* options) {
  WatchDid did;
  // The blank says that nobody is still typing the last word.
  const auto line = read(std::string(text) + " ", picture, now, options);
  if (!line.ready()) {
    did.said = line.error.empty() ? line.missing : line.error;
    did.wrong = true;
    return did;
  }
  if (line.command) {
    did.command = line.command;
    did.preview = without_enter(line.preview);
    if (picture.cases.contains(line.case_id)) selected_ = line.case_id;
    return did;
  }
  show(line, picture, now, did);
  return did;
}

void WatchSession::show(const ParsedLine& line, const Picture& picture, Instant now, WatchDid& did) {
  if (line.action == LocalAction::quit) {
    did.quits = true;
    return;
  }
  if (line.action == LocalAction::try_line || (line.action == LocalAction::help && !line.argument.empty())) {
    did.said = line.preview;
    return;
  }
  if (line.local.case_id.given()) selected_ = line.local.case_id;
  if (line.action == LocalAction::find) {
    const auto things = find_things(picture, now, line.argument);
    find_ = things.open_count > 0 ? line.argument : std::string();
    if (things.open_count == 1) selected_ = things.open_cases.front().case_id;
  }
  did.shows = true;
  shown_ = line.action;
  argument_ = line.argument;
  if (line.action != LocalAction::show || line.local.choice.empty()) return;
  if (line.local.choice == "all") find_.clear();
  selected_ = moved(line.local.choice, picture, now);
  if (!selected_.given()) shown_ = LocalAction::cases;
}

CaseId WatchSession::moved(std::string_view where, const Picture& picture, Instant now) const {
  if (where == "all") return selected_;
  const auto ids = cases_in_order(picture, now, who_, workplace_, find_);
  if (where == "none" || ids.empty()) return {};
  const auto at = std::ranges::find(ids, selected_);
  if (where == "first" || (at == ids.end() && where == "next")) return ids.front();
  if (where == "last" || at == ids.end()) return ids.back();
  if (where == "next") return at + 1 == ids.end() ? *at : *(at + 1);
  return at == ids.begin() ? *at : *(at - 1);
}

std::string WatchSession::header(const Picture& picture, Instant now, const LinkFacts& link,
                                 std::size_t width) const {
  TextPage page(width);
  write_header(page, facts(picture, now, link, nullptr));
  return page.take();
}

std::string WatchSession::page(const Picture& picture, Instant now, const LinkFacts& link, std::size_t width,
                               const Explanation* options) const {
  return section_text(shown_, facts(picture, now, link, options), width, argument_, who_.role);
}

}  // namespace carehub::console
