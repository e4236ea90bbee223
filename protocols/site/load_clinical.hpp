#pragma once
// Reads a folder of clinical content: edition.toml, facts.toml, red_flags.toml, rules.toml, news2.toml,
// soft_signs.toml, dispositions.toml, telemetry.toml and pathways/*.toml. Reports every mistake at once, each with
// file, line and what to do.

#include <filesystem>
#include <vector>

#include "protocols/domain/clinical.hpp"
#include "protocols/site/load.hpp"

namespace carehub::site {

struct LoadedClinical {
  ClinicalContent content;  // usable only if no mistake is an error
  std::vector<Mistake> mistakes;
  [[nodiscard]] bool usable() const;
};

// Errors: not_found where the folder is not there; what is missing or wrong in it is a mistake in the list.
[[nodiscard]] Result<LoadedClinical> load_clinical(const std::filesystem::path& folder);

}  // namespace carehub::site
