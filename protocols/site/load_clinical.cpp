#include "protocols/site/load_clinical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "protocols/clinical/check.hpp"
#include "protocols/site/clinical/clinical_file.hpp"
#include "protocols/site/digest.hpp"
#include "protocols/site/text_file.hpp"

namespace carehub::site {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t content_file_bytes_max = 512 * 1024;

using Section = void (*)(TableReader&, const std::string&, ClinicalDraft&);

void read_edition(TableReader& root, const std::string&, ClinicalDraft& draft) {
  draft.content.edition = root.required_text("edition");
}

void whole_file(ClinicalDraft& draft, const std::string& name, std::size_t line, std::string text) {
  draft.mistakes.push_back({line, "", std::move(text), false, name});
}

void read_text(const std::string& text, const std::string& name, Section section, ClinicalDraft& draft) {
  draft.texts += text;
  if (const auto line = line_not_utf8(text); line != 0)
    return whole_file(draft, name, line, "has bytes that are not UTF-8; save the file as UTF-8");
  const auto document = parse_document(text);
  if (!document.failures.empty()) return whole_file(draft, name, document.failures[0].line, document.failures[0].text);
  const auto before = draft.mistakes.size();
  TableReader root(document.root, "", draft.mistakes);
  section(root, name, draft);
  root.finish();
  for (auto i = before; i < draft.mistakes.size(); ++i) draft.mistakes[i].file = name;
}

void read_one(const fs::path& folder, const std::string& name, Section section, ClinicalDraft& draft) {
  const auto text = read_file(folder / name, content_file_bytes_max);
  if (!text) return whole_file(draft, name, 0, text.error().detail);
  read_text(*text, name, section, draft);
}

std::set<std::string> pathway_files(const fs::path& folder) {
  std::set<std::string> names;  // in order, so that the same folder gives the same content
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(folder / "pathways", fault))
    if (entry.path().extension() == ".toml") names.insert("pathways/" + entry.path().filename().string());
  return names;
}

void add_findings(ClinicalDraft& draft) {
  for (const auto& one : clinical::check(draft.content)) {
    auto place = draft.places.find(fmt::format("{}/{}", one.where, one.part));
    if (place == draft.places.end()) place = draft.places.find(one.where);
    const auto at = place == draft.places.end() ? ClinicalDraft::Place{"clinical content", 0} : place->second;
    const auto field = one.part.empty() ? one.where : fmt::format("{}, {}", one.where, one.part);
    draft.mistakes.push_back({at.line, field, one.text, one.warning, at.file});
  }
}

bool has_error(const std::vector<Mistake>& mistakes) {
  return !std::ranges::all_of(mistakes, &Mistake::warning);
}

}  // namespace

bool LoadedClinical::usable() const {
  return !has_error(mistakes);
}

Result<LoadedClinical> load_clinical(const fs::path& folder) {
  std::error_code fault;
  if (!fs::is_directory(folder, fault))
    return fail(ErrorCode::not_found, folder.string(),
                "is not a folder of clinical content; name one such as assets/clinical");
  ClinicalDraft draft;
  read_one(folder, "edition.toml", read_edition, draft);
  read_one(folder, "facts.toml", read_facts, draft);
  read_one(folder, "red_flags.toml", read_red_flags, draft);
  read_one(folder, "rules.toml", read_rules, draft);
  read_one(folder, "news2.toml", read_news2, draft);
  read_one(folder, "soft_signs.toml", read_soft_signs, draft);
  read_one(folder, "dispositions.toml", read_dispositions, draft);
  read_one(folder, "telemetry.toml", read_telemetry, draft);
  for (const auto& name : pathway_files(folder)) read_one(folder, name, read_pathway, draft);
  // What is said of half of the content only confuses.
  if (!has_error(draft.mistakes)) add_findings(draft);
  std::ranges::stable_sort(draft.mistakes, {}, [](const Mistake& one) { return std::pair(one.file, one.line); });
  draft.content.source_digest = digest_of(draft.texts);
  return LoadedClinical{std::move(draft.content), std::move(draft.mistakes)};
}

}  // namespace carehub::site
