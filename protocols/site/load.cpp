#include "protocols/site/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "protocols/site/digest.hpp"
#include "protocols/site/document.hpp"
#include "protocols/site/sections.hpp"
#include "protocols/site/text_file.hpp"

namespace carehub::site {
namespace {

constexpr std::uintmax_t file_bytes_max = 1024 * 1024;

void read_sections(const Value& root, Draft& draft) {
  TableReader reader(root, "", draft.mistakes);
  read_hub(reader, draft);
  read_organisations(reader, draft);
  read_localities(reader, draft);
  read_services(reader, draft);
  read_teams(reader, draft);
  read_places(reader, draft);
  read_travel(reader, draft);
  read_clocks(reader, draft);
  read_needs(reader, draft);
  read_demand(reader, draft);
  read_thresholds(reader, draft);
  read_sharing(reader, draft);
  read_community(reader, draft);
  read_suggested_actions(reader, draft);
  read_matching(reader, draft);
  read_lookahead(reader, draft);
  read_map(reader, draft);
  read_care_homes(reader, draft);
  reader.finish();
  check_whole(draft);
}

void add_transitions(Draft& draft) {
  draft.site.calendar.transitions = london_transitions();
  if (draft.site.calendar.transitions.empty())
    draft.mistakes.push_back(
        {0, "", "the time-zone data of Europe/London cannot be read; install the package tzdata", false});
}

Loaded one_mistake(std::size_t line, std::string text) {
  return {Site{}, {{line, "", std::move(text), false}}};
}

Loaded read_text(std::string_view text, const std::filesystem::path& folder) {
  if (const auto line = line_not_utf8(text); line != 0)
    return one_mistake(line, "has bytes that are not UTF-8; save the file as UTF-8");
  const auto document = parse_document(text);
  if (!document.failures.empty()) return one_mistake(document.failures[0].line, document.failures[0].text);
  Draft draft;
  draft.folder = folder;
  read_sections(document.root, draft);
  add_transitions(draft);
  draft.site.source_digest = digest_of(std::string(text) + draft.beside);
  std::ranges::stable_sort(draft.mistakes, {}, [](const Mistake& one) { return std::pair(one.file, one.line); });
  return {std::move(draft.site), std::move(draft.mistakes)};
}

}  // namespace

bool Loaded::usable() const {
  return std::ranges::all_of(mistakes, &Mistake::warning);
}

Result<Loaded> load_site(const std::filesystem::path& file) {
  std::error_code fault;
  if (std::filesystem::is_directory(file, fault))
    return fail(ErrorCode::input_output, file.string(), "is not a file; name a site file such as isle-of-wight.toml");
  if (const auto bytes = std::filesystem::file_size(file, fault); !fault && bytes > file_bytes_max)
    return one_mistake(0, fmt::format("is {} bytes; a site file has {} at most", bytes, file_bytes_max));
  CAREHUB_TRY(const auto text, read_file(file, file_bytes_max));
  return read_text(text, file.parent_path());
}

std::string text(const std::filesystem::path& file, const std::vector<Mistake>& mistakes) {
  std::string result;
  for (const auto& mistake : mistakes) {
    result += mistake.file.empty() ? file.filename().string() : mistake.file;
    if (mistake.line != 0) result += fmt::format(":{}", mistake.line);
    if (mistake.warning) result += ": warning";
    if (!mistake.field.empty()) result += fmt::format(": {}", mistake.field);
    result += fmt::format(": {}\n", mistake.text);
  }
  return result;
}

}  // namespace carehub::site
