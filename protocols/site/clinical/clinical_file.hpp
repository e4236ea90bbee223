#pragma once
// The parts of clinical content as they are written in TOML, each read by itself.

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "protocols/domain/clinical.hpp"
#include "protocols/site/reader.hpp"

namespace carehub::site {

// What has been read so far, and where its pieces stand, for what is found wrong with the whole.
struct ClinicalDraft {
  ClinicalContent content;
  std::vector<Mistake> mistakes;
  std::string texts;  // of all files, for the digest
  struct Place {
    std::string file;
    std::size_t line = 0;
  };
  std::map<std::string, Place> places;  // "pathway falls", "pathway falls/on_floor"
};

// source, edition and signed_off_by of a file or a table; what a table leaves out is its file's.
[[nodiscard]] SignOff read_sign_off(TableReader& reader, const SignOff& of_file = {});

// when = { need = "falls", time_on_floor_min = ">=60", injury_suspected = ["yes", "unknown"] }
[[nodiscard]] std::vector<Condition> read_conditions(TableReader& reader, std::string_view key,
                                                     std::vector<Mistake>& mistakes);
// One value that it may have: "yes", a choice, "unknown", "known", or bounds as "60-119", ">=60", "<60", "60".
void read_word(const std::string& word, Condition& into);

[[nodiscard]] ClinicalResult read_result(TableReader& reader, std::string_view key, ClinicalResult otherwise);

void read_facts(TableReader& root, const std::string& file, ClinicalDraft& draft);
void read_red_flags(TableReader& root, const std::string& file, ClinicalDraft& draft);
void read_rules(TableReader& root, const std::string& file, ClinicalDraft& draft);
void read_news2(TableReader& root, const std::string& file, ClinicalDraft& draft);
void read_soft_signs(TableReader& root, const std::string& file, ClinicalDraft& draft);
void read_dispositions(TableReader& root, const std::string& file, ClinicalDraft& draft);
void read_telemetry(TableReader& root, const std::string& file, ClinicalDraft& draft);
void read_pathway(TableReader& root, const std::string& file, ClinicalDraft& draft);

}  // namespace carehub::site
