// What the hub suggests to do at a level of pressure. Shown on the board to everybody, as what is assigned is.

#include <fmt/format.h>

#include "protocols/domain/action.hpp"
#include "protocols/site/sections.hpp"

namespace carehub::site {

namespace {

constexpr std::size_t suggestions_max = 40;

void check_for_the_board(TableReader& reader, std::string_view key, const std::string& text, std::size_t most) {
  if (const auto fault = board_text_fault(text, key, most); !fault.empty()) reader.error(key, fault);
}

}  // namespace

void read_suggested_actions(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("suggested_action")) {
    TableReader reader(*table, path, draft.mistakes);
    SuggestedAction action;
    action.level = reader.required_whole("level", {1, 4});
    action.text = reader.required_text("text");
    action.owner = reader.required_text("owner");
    check_for_the_board(reader, "text", action.text, action_text_max);
    check_for_the_board(reader, "owner", action.owner, action_owner_max);
    draft.provenance(reader, path, false);
    if (draft.site.suggested_actions.size() == suggestions_max)
      reader.error("text", fmt::format("more than {} suggestions; nobody reads so many", suggestions_max));
    reader.finish();
    draft.site.suggested_actions.push_back(std::move(action));
  }
}

}  // namespace carehub::site
