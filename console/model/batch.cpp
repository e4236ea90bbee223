#include "console/model/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "console/model/case_list.hpp"
#include "console/model/command_words.hpp"
#include "console/model/text.hpp"

namespace carehub::console {
namespace {

constexpr std::string_view star = "*";

// Where the star stands; none: the line is for one case.
std::optional<Token> star_in(std::string_view text) {
  const auto tokens = tokens_of(text);
  if (tokens.size() < 2 || tokens[1].text != star || tokens[1].quoted) return std::nullopt;
  return tokens[1];
}

// Who goes where is chosen looking at one person.
bool chooses_a_unit(const Command& command) {
  return std::visit(
      [](const auto& c) {
        using Kind = std::decay_t<decltype(c)>;
        return std::is_same_v<Kind, AllocateTeam> || std::is_same_v<Kind, Signpost> ||
               std::is_same_v<Kind, BookService> || std::is_same_v<Kind, ReferOn>;
      },
      static_cast<const CommandKinds&>(command));
}

std::string name_of(CaseId id, const Picture& picture) {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? fmt::format("{}", id.value) : case_name(*found->second);
}

void refuse(Batch& batch, std::string why) {
  batch.each.clear();
  batch.line.command.reset();
  batch.line.preview.clear();
  batch.line.missing.clear();
  batch.line.error = std::move(why);
}

// "1097 is not triaged yet" and "1099 is not triaged yet" are one reason, for two cases.
std::string reason_alone(const CaseRefusal& one) {
  const std::string number = std::to_string(one.case_id.value);
  std::string reason = one.why;
  for (auto at = reason.find(number); at != std::string::npos; at = reason.find(number, at))
    reason.erase(at, number.size());
  return reason;
}

std::string with_others(const std::vector<const CaseRefusal*>& of_one_reason) {
  constexpr std::size_t named_most = 3;
  const CaseRefusal& first = *of_one_reason.front();
  const std::string number = std::to_string(first.case_id.value);
  std::string text = first.why.contains(number) ? first.why : number + ": " + first.why;
  if (of_one_reason.size() == 1) return text;
  std::vector<std::string> others;
  for (std::size_t i = 1; i < std::min(of_one_reason.size(), named_most + 1); ++i)
    others.push_back(std::to_string(of_one_reason[i]->case_id.value));
  const std::size_t unnamed = of_one_reason.size() - 1 - others.size();
  return fmt::format("{} (the same: {}{})", text, joined(others, ", "),
                     unnamed > 0 ? fmt::format(" and {} more", unnamed) : "");
}

bool is_stand_down(const Command& command) {
  return std::visit(
      [](const auto& c) {
        using Kind = std::decay_t<decltype(c)>;
        return std::is_same_v<Kind, StandDown> || std::is_same_v<Kind, CancelCase>;
      },
      static_cast<const CommandKinds&>(command));
}

// Crews that are under way or with somebody, and would be told to leave.
std::string crews_sent_away(const std::vector<BatchGiven>& each, const Picture& picture) {
  std::vector<std::string> crews;
  std::size_t on_scene = 0;
  for (const BatchGiven& one : each) {
    const auto found = picture.cases.find(one.case_id);
    if (!is_stand_down(one.command) || found == picture.cases.end()) continue;
    const Case& c = *found->second;
    const bool under_way = c.status == CaseStatus::en_route || c.status == CaseStatus::on_scene;
    if (!under_way || !c.assignment) continue;
    crews.push_back(c.assignment->unit);
    on_scene += c.status == CaseStatus::on_scene ? 1 : 0;
  }
  if (crews.empty()) return {};
  const std::size_t on_the_way = crews.size() - on_scene;
  return fmt::format("{} {} leave: {} on the way, {} on scene ({})", crews.size(), crews.size() == 1 ? "crew" : "crews",
                     on_the_way, on_scene, joined(crews, ", "));
}

void refuse_whole(Batch& batch, std::size_t marked, const std::vector<CaseRefusal>& refusals) {
  const std::size_t can = marked - refusals.size();
  refuse(batch, fmt::format("{} of {} can; {} cannot, so none is given: {}. Space unmarks the chosen case", can, marked,
                            refusals.size(), refusals_text(refusals)));
}

// What still lacks is the same for all; it is completed behind the star.
void take_line(Batch& batch, ParsedLine one, std::size_t own_size, std::size_t text_size, std::size_t star_to) {
  const auto grown = static_cast<std::ptrdiff_t>(own_size) - static_cast<std::ptrdiff_t>(text_size);
  batch.line = std::move(one);
  if (batch.line.replace_from >= star_to)
    batch.line.replace_from = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(batch.line.replace_from) - grown);
  else
    batch.line.completions.clear();
  batch.line.case_id = {};
  batch.line.action = LocalAction::none;
}

}  // namespace

bool is_for_marked(std::string_view text) {
  return star_in(text).has_value();
}

Batch parse_for_marked(std::string_view text, std::span<const CaseId> marked, const Picture& picture, Instant now,
                       const UiContext& context) {
  Batch batch;
  const Token at = *star_in(text);
  if (marked.empty()) {
    batch.line.error = "no case is marked; Space marks the chosen one, Ctrl A all that are shown";
    return batch;
  }
  std::vector<std::string> names;
  std::vector<CaseRefusal> refusals;
  for (const CaseId id : marked) {
    const std::string number = fmt::format("{}", id.value);
    const std::string own = std::string(text.substr(0, at.from)) + number + std::string(text.substr(at.to));
    ParsedLine one = parse(own, picture, now, context);
    if (!one.error.empty()) {
      refusals.push_back({id, std::move(one.error)});
      continue;
    }
    if (one.command && chooses_a_unit(*one.command)) {
      refuse(batch, "who goes where is chosen for one case at a time; write its number instead of *");
      return batch;
    }
    names.push_back(name_of(id, picture));
    if (one.command) batch.each.push_back({*one.command, own, id});
    if (names.size() == 1) take_line(batch, std::move(one), own.size(), text.size(), at.to);
  }
  if (!refusals.empty()) {
    refuse_whole(batch, marked.size(), refusals);
    return batch;
  }
  if (batch.each.size() < marked.size()) {
    batch.each.clear();
    batch.line.command.reset();
    return batch;
  }
  batch.confirm = crews_sent_away(batch.each, picture);
  batch.line.preview = fmt::format("for {} cases: {}.{} Each as: {}", names.size(), joined(names, " · "),
                                   batch.confirm.empty() ? "" : fmt::format(" {}.", batch.confirm), batch.line.preview);
  return batch;
}

std::string refusals_text(const std::vector<CaseRefusal>& refusals) {
  constexpr std::size_t reasons_most = 3;
  std::vector<std::pair<std::string, std::vector<const CaseRefusal*>>> by_reason;
  for (const CaseRefusal& one : refusals) {
    const std::string reason = reason_alone(one);
    const auto known = std::ranges::find(by_reason, reason, &decltype(by_reason)::value_type::first);
    if (known != by_reason.end())
      known->second.push_back(&one);
    else
      by_reason.push_back({reason, {&one}});
  }
  std::ranges::stable_sort(by_reason, std::greater{}, [](const auto& one) { return one.second.size(); });
  std::vector<std::string> parts;
  std::size_t said = 0;
  for (std::size_t i = 0; i < std::min(by_reason.size(), reasons_most); ++i) {
    parts.push_back(with_others(by_reason[i].second));
    said += by_reason[i].second.size();
  }
  if (said < refusals.size()) parts.push_back(fmt::format("{} more for other reasons", refusals.size() - said));
  return joined(parts, "; ");
}

BatchAnswers::BatchAnswers(std::string text, const std::vector<BatchGiven>& each) : text_(std::move(text)) {
  for (const BatchGiven& one : each) waiting_.emplace(one.text, one.case_id);
}

bool BatchAnswers::answered(std::string_view text, bool accepted, const std::string& message) {
  const auto found = waiting_.find(text);
  if (found == waiting_.end()) return false;
  if (accepted)
    ++done_;
  else
    refused_.push_back({found->second, message});
  waiting_.erase(found);
  return true;
}

std::string BatchAnswers::words() const {
  if (refused_.empty()) return fmt::format("{} done", done_);
  return fmt::format("{} done, {} refused and marked: {}", done_, refused_.size(), refusals_text(refused_));
}

}  // namespace carehub::console
