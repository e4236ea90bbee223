// carehubctl clinical news2 | route | check

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "protocols/clinical/check.hpp"
#include "protocols/clinical/draw.hpp"
#include "protocols/site/load_clinical.hpp"
#include "tools/clinical/lines.hpp"
#include "tools/clinical/news2_line.hpp"
#include "tools/clinical/read_facts.hpp"
#include "tools/clinical/route_line.hpp"
#include "tools/ctl/ctl.hpp"

namespace carehub::ctl {
namespace {

namespace fs = std::filesystem;

struct ClinicalOptions {
  std::string file;     // "-": standard input
  std::string content;  // folder
  std::string site;
  std::string svg;
};

// The folder that was named, else assets/clinical here, or beside what this program was built from.
fs::path content_folder(const std::string& named) {
  if (!named.empty()) return named;
  std::error_code fault;
  for (fs::path from : {fs::current_path(fault), fs::read_symlink("/proc/self/exe", fault).parent_path()})
    for (; !from.empty(); from = from.parent_path()) {
      if (fs::is_directory(from / "assets/clinical", fault)) return from / "assets/clinical";
      if (from == from.root_path()) break;
    }
  return "assets/clinical";
}

void print_mistakes(const fs::path& folder, const std::vector<site::Mistake>& mistakes) {
  auto lines = site::text(folder, mistakes);
  while (lines.ends_with('\n')) lines.pop_back();
  if (!lines.empty()) fmt::print(stderr, "{}\n", lines);
}

Result<ClinicalContent> load_content(const std::string& named) {
  const auto folder = content_folder(named);
  CAREHUB_TRY(auto loaded, site::load_clinical(folder));
  if (loaded.usable()) return std::move(loaded.content);
  print_mistakes(folder, loaded.mistakes);
  return fail(ErrorCode::invalid_input, folder.string(), "cannot be used; correct the lines above");
}

int answer_file(const std::string& file, const tools::clinical::Answer& answer) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file);
    if (!opened)
      return complain(fmt::format("{}: cannot be read; name a file of JSON lines, or - for what is piped in", file));
  }
  const auto failed = tools::clinical::answer_lines(file == "-" ? std::cin : opened, std::cout, answer);
  std::cout.flush();
  if (!std::cout) return complain("standard output cannot be written");
  if (failed != 0) remark(fmt::format("{} of the lines could not be answered; each says why", failed));
  return exit_ok;
}

int news2(const ClinicalOptions& options) {
  const auto content = load_content(options.content);
  if (!content) return complain(content.error());
  return answer_file(options.file, [&](const boost::json::object& from) -> Result<boost::json::object> {
    CAREHUB_TRY(const auto set, tools::clinical::read_observations(from));
    return tools::clinical::written(clinical::news2_of(content->news2, set));
  });
}

int route(const ClinicalOptions& options) {
  const auto loaded = site::load_site(options.site);
  if (!loaded) return complain(loaded.error());
  if (!loaded->usable()) {
    print_mistakes(options.site, loaded->mistakes);
    return complain(options.site + ": cannot be used; correct the lines above");
  }
  const Site& site = loaded->site;
  return answer_file(options.file, [&](const boost::json::object& from) -> Result<boost::json::object> {
    CAREHUB_TRY(const auto question, tools::clinical::read_question(site.clinical, from));
    return tools::clinical::written(tools::clinical::route(site, question));
  });
}

template <class All>
std::size_t unsigned_of(const All& all) {
  return static_cast<std::size_t>(
      std::ranges::count_if(all, [](const auto& one) { return one.sign_off.signed_off_by.empty(); }));
}

void print_coverage(const ClinicalContent& content) {
  fmt::print(
      "edition {}: {} facts, {} red flags ({} not signed off), {} rules ({} not signed off), {} pathways ({} not "
      "signed off), {} dispositions, {} triggers of care homes' readings ({} not signed off)\n",
      content.edition, content.facts.size(), content.red_flags.size(), unsigned_of(content.red_flags),
      content.rules.size(), unsigned_of(content.rules), content.pathways.size(), unsigned_of(content.pathways),
      content.dispositions.codes.size(), content.telemetry.triggers.size(), unsigned_of(content.telemetry.triggers));
  fmt::print("{:24} {:>9} {:>8} {:>6}  not asked in it, though a rule looks at it\n", "pathway", "questions",
             "outcomes", "ways");
  for (const auto& one : clinical::coverage_of(content))
    fmt::print("{:24} {:>9} {:>8} {:>6}  {}\n", one.pathway, one.questions, one.outcomes, one.ways,
               fmt::join(one.never_asked, ", "));
}

Result<void> write_drawings(const ClinicalContent& content, const std::string& folder) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) return fail(ErrorCode::input_output, folder, "cannot be made: {}", fault.message());
  for (const auto& pathway : content.pathways)
    CAREHUB_CHECK(write_file((fs::path(folder) / (pathway.id + ".svg")).string(), clinical::draw(content, pathway)));
  return {};
}

int check(const ClinicalOptions& options) {
  const auto folder = content_folder(options.content);
  const auto loaded = site::load_clinical(folder);
  if (!loaded) return complain(loaded.error());
  print_mistakes(folder, loaded->mistakes);
  if (!loaded->usable()) return complain(folder.string() + ": cannot be used; correct the lines above");
  fmt::print("{}: good\n", folder.string());
  print_coverage(loaded->content);
  if (options.svg.empty()) return exit_ok;
  if (const auto drawn = write_drawings(loaded->content, options.svg); !drawn) return complain(drawn.error());
  fmt::print("{} pathways drawn in {}\n", loaded->content.pathways.size(), options.svg);
  return exit_ok;
}

using Action = int (*)(const ClinicalOptions&);

CLI::App* add(CLI::App& to, const char* name, const char* what, Run& run, Action action,
              const std::shared_ptr<ClinicalOptions>& options) {
  CLI::App* sub = to.add_subcommand(name, what);
  sub->callback([options, &run, action] { run = [options, action] { return action(*options); }; });
  return sub;
}

}  // namespace

void add_clinical(CLI::App& app, Run& run) {
  CLI::App* all = app.add_subcommand("clinical", "early warning scores, pathways, and the content they come from");
  all->require_subcommand(1);
  auto options = std::make_shared<ClinicalOptions>();
  auto* score = add(*all, "news2", "score sets of observations, JSON lines in and out", run, news2, options);
  auto* way = add(*all, "route", "find the pathway of people, JSON lines in and out", run, route, options);
  auto* content = add(*all, "check", "read the clinical content and say every mistake in it", run, check, options);
  score->add_option("FILE", options->file, "one set a line; - for what is piped in")->required();
  way->add_option("FILE", options->file, "one person a line; - for what is piped in")->required();
  way->add_option("--site", options->site, "site file, for example assets/sites/isle-of-wight.toml")->required();
  content->add_option("--svg", options->svg, "draw each pathway into this folder");
  for (auto* sub : {score, content})
    sub->add_option("--content", options->content, "folder of clinical content (default: assets/clinical)");
}

}  // namespace carehub::ctl
