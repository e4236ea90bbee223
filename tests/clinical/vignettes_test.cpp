// Written vignettes, one file each in vignettes/: a story that a nurse can review, and what is expected of the hub.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "protocols/site/document.hpp"
#include "tests/clinical/shipped.hpp"
#include "tools/clinical/read_facts.hpp"
#include "tools/clinical/route.hpp"

#include <boost/json.hpp>

using namespace carehub;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::size_t least_vignettes = 60;
constexpr std::size_t hubs = 9;

json::value as_json(const site::Value& value) {
  switch (value.kind) {
    case site::ValueKind::text:
      return json::value(value.text);
    case site::ValueKind::whole:
      return value.whole;
    case site::ValueKind::decimal:
      return value.decimal;
    case site::ValueKind::flag:
      return value.flag;
    case site::ValueKind::list: {
      json::array items;
      for (const auto& item : value.items) items.push_back(as_json(item));
      return items;
    }
    default: {
      json::object members;
      for (std::size_t i = 0; i < value.keys.size(); ++i) members[value.keys[i]] = as_json(value.items[i]);
      return members;
    }
  }
}

std::vector<std::string> texts(const json::object& from, std::string_view name) {
  std::vector<std::string> all;
  if (const auto* list = from.if_contains(name))
    for (const auto& one : list->as_array()) all.emplace_back(one.as_string());
  return all;
}

json::object read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  const auto document = site::parse_document(text.str());
  REQUIRE(document.failures.empty());
  return as_json(document.root).as_object();
}

// What `carehubctl clinical route` would be asked.
json::object question(const json::object& vignette) {
  json::object line;
  for (const char* name : {"at", "age_years", "lat", "lon", "source"})
    if (const auto* value = vignette.if_contains(name)) line[name] = *value;
  auto facts = vignette.contains("facts") ? vignette.at("facts").as_object() : json::object();
  if (const auto* observations = vignette.if_contains("observations")) facts["observations"] = *observations;
  line["facts"] = std::move(facts);
  return line;
}

std::string_view outcome_name(ClinicalResult outcome) {
  if (outcome == ClinicalResult::emergency) return "999";
  return outcome == ClinicalResult::service ? "service" : "clinician";
}

bool among(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool offers_kind(const tools::clinical::Route& route, std::string_view kind) {
  return std::ranges::any_of(route.services, [&](const auto& one) { return name_of(one.kind) == kind; });
}

void check_services(const json::object& expect, const tools::clinical::Route& route) {
  REQUIRE_FALSE(route.services.empty());
  const auto& lead = route.services.front();
  if (const auto first = texts(expect, "first"); !first.empty()) {
    INFO("the first service offered is " << lead.service.value);
    CHECK(among(first, name_of(lead.kind)));
  }
  for (const auto& kind : texts(expect, "offered")) {
    INFO("offered: " << kind);
    CHECK(offers_kind(route, kind));
  }
  for (const auto& kind : texts(expect, "never")) {
    INFO("never: " << kind);
    CHECK_FALSE(offers_kind(route, kind));
  }
  for (const auto& id : texts(expect, "not_services")) {
    INFO("not: " << id);
    CHECK(std::ranges::none_of(route.services, [&](const auto& one) { return one.service.value == id; }));
  }
  if (const auto* target = expect.if_contains("target_min")) CHECK(lead.target_min <= target->as_int64());
}

const Site& hub(const std::string& name) {
  static std::map<std::string, Site> read_so_far;
  const auto found = read_so_far.find(name);
  return found != read_so_far.end() ? found->second : read_so_far.emplace(name, test::shipped_site(name)).first->second;
}

std::set<fs::path> vignette_files() {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(CAREHUB_SOURCE_DIR) / "tests/clinical/vignettes"))
    if (entry.path().extension() == ".toml") files.insert(entry.path());
  return files;
}

}  // namespace

TEST_CASE("vignettes: each person finds the pathway that a clinician would choose", "[clinical][vignettes]") {
  for (const auto& file : vignette_files()) {
    INFO(file.filename().string());
    const auto vignette = read(file);
    INFO(std::string(vignette.at("title").as_string()));
    const Site& site = hub(std::string(vignette.at("hub").as_string()));
    const auto asked = tools::clinical::read_question(site.clinical, question(vignette));
    INFO((asked ? "" : asked.error().text()));
    REQUIRE(asked.has_value());
    const auto route = tools::clinical::route(site, *asked);
    const auto& expect = vignette.at("expect").as_object();
    CHECK(outcome_name(route.outcome) == std::string_view(expect.at("outcome").as_string()));
    CHECK_FALSE(vignette.at("story").as_string().empty());
    CHECK_FALSE(expect.at("because").as_string().empty());
    check_services(expect, route);
  }
}

TEST_CASE("vignettes: there are sixty or more, over all nine hubs", "[clinical][vignettes]") {
  std::set<std::string> seen;
  const auto files = vignette_files();
  for (const auto& file : files) seen.emplace(read(file).at("hub").as_string());
  CHECK(files.size() >= least_vignettes);
  CHECK(seen.size() == hubs);
}
