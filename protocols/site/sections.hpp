#pragma once
// The sections of a site file, each read into the Site in turn; later ones may name what earlier ones defined.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "protocols/domain/site.hpp"
#include "protocols/site/reader.hpp"

namespace carehub::site {

// Where things stand in the file, for the checks across sections.
struct Draft {
  Site site;
  std::vector<Mistake> mistakes;
  std::map<std::string, std::size_t> lines;  // "service/crisis_response" -> line
  std::vector<std::string> unconfirmed;      // paths that say confirmed = false
  std::filesystem::path folder;              // of the site file
  std::string beside;                        // what was read from files that the site file names

  // Notes where a thing is defined; a second definition of the same name is a mistake.
  void define(TableReader& table, std::string_view key, std::string_view what, const std::string& name);
  [[nodiscard]] std::size_t line_of(std::string_view what, const std::string& name) const;
  // basis = "..." and confirmed = true/false may stand in every table.
  struct Provenance {
    std::string basis;
    bool confirmed = true;
  };
  Provenance provenance(TableReader& table, const std::string& path, bool confirmed_otherwise = true);
};

void read_hub(TableReader& root, Draft& draft);
void read_organisations(TableReader& root, Draft& draft);
void read_localities(TableReader& root, Draft& draft);
void read_map(TableReader& root, Draft& draft);
void read_services(TableReader& root, Draft& draft);
void read_teams(TableReader& root, Draft& draft);
void read_places(TableReader& root, Draft& draft);
void read_travel(TableReader& root, Draft& draft);
void read_clocks(TableReader& root, Draft& draft);
void read_needs(TableReader& root, Draft& draft);
void read_demand(TableReader& root, Draft& draft);
void read_thresholds(TableReader& root, Draft& draft);
void read_sharing(TableReader& root, Draft& draft);
void read_community(TableReader& root, Draft& draft);
void read_suggested_actions(TableReader& root, Draft& draft);
void read_matching(TableReader& root, Draft& draft);
void read_lookahead(TableReader& root, Draft& draft);
void read_care_homes(TableReader& root, Draft& draft);

// What only the whole can show: no catch-all, teams without a service, nobody on shift.
void check_whole(Draft& draft);

// Names known in the draft, for messages.
[[nodiscard]] std::vector<std::string> service_names(const Site& site);

}  // namespace carehub::site
