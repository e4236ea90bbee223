// carehubctl verify: proves a journal. carehubctl replay-check: the digest that this build's core computes from it.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <memory>

#include "protocols/domain/words.hpp"
#include "protocols/wire/rendezvous.hpp"
#include "tools/ctl/ctl.hpp"
#include "tools/ctl/prove.hpp"

namespace carehub::ctl {
namespace {

struct VerifyOptions {
  std::string where;
  bool json = false;
};

void print(const Proof& proof, bool json) {
  const journal::Position& position = proof.verdict.position;
  if (json) {
    boost::json::object object{{"events", position.events},
                               {"entries", position.entries},
                               {"last_sequence", position.last_sequence},
                               {"chain_head", position.chain_head},
                               {"digest", proof.digest},
                               {"digests_compared", proof.digests},
                               {"ok", !proof.verdict.first_fault.has_value()}};
    if (proof.verdict.first_fault) object["first_fault"] = *proof.verdict.first_fault;
    if (!proof.verdict.fault.empty()) object["fault"] = proof.verdict.fault;
    fmt::print("{}\n", boost::json::serialize(object));
    return;
  }
  fmt::print(
      "events         {}\nentries        {}\nlast sequence  {}\nchain head     {}\ndigest         {} ({} recorded, all "
      "equal)\n",
      position.events, position.entries, position.last_sequence, position.chain_head, proof.digest, proof.digests);
}

int verify(const VerifyOptions& options) {
  const auto proof = prove(options.where);
  if (!proof) return complain(proof.error());
  if (!proof->verdict.first_fault) {
    print(*proof, options.json);
    return exit_ok;
  }
  if (options.json) print(*proof, true);
  return complain(fmt::format(
      "{}: first fault at sequence {}: {}. Keep the directory as it is, start the hub from the newest backup, "
      "and compare the two",
      options.where, *proof->verdict.first_fault, proof->verdict.fault));
}

int replay_check(const VerifyOptions& options) {
  const auto proof = prove(options.where);
  if (!proof) return complain(proof.error());
  if (proof->verdict.first_fault)
    return complain(
        fmt::format("{}: at sequence {}: {}", options.where, *proof->verdict.first_fault, proof->verdict.fault));
  if (options.json)
    print(*proof, true);
  else
    fmt::print("{}\n", proof->digest);
  return exit_ok;
}

std::string gap_reason(NotOfferedReason reason) {
  std::string text(name_of(reason));
  std::ranges::replace(text, '_', ' ');
  return text;
}

// The most frequent first.
int gaps(const VerifyOptions& options) {
  auto proof = prove(options.where);
  if (!proof) return complain(proof.error());
  std::ranges::stable_sort(proof->gaps, std::ranges::greater{}, &GapTally::cases);
  boost::json::array lines;
  for (const GapTally& gap : proof->gaps) {
    if (options.json)
      lines.push_back({{"service", gap.service.value},
                       {"reason", name_of(gap.reason)},
                       {"need", name_of(gap.need)},
                       {"cases", gap.cases}});
    else
      fmt::print("{:5} {:28} {:24} {}\n", gap.cases, gap.service.value, gap_reason(gap.reason), words(gap.need));
  }
  if (options.json) fmt::print("{}\n", boost::json::serialize(lines));
  if (!options.json && proof->gaps.empty()) fmt::print("no service failed a case by one test alone\n");
  return exit_ok;
}

void add(CLI::App& app, Run& run, const char* name, const char* help, int (*what)(const VerifyOptions&)) {
  CLI::App* sub = app.add_subcommand(name, help);
  auto options = std::make_shared<VerifyOptions>();
  options->where = wire::default_data_directory().string();
  sub->add_option("DIR", options->where, "data directory, or its journal.db")->capture_default_str();
  sub->add_flag("--json", options->json, "one JSON object");
  sub->footer("The dispatcher of that directory must not be running. Nothing is changed.");
  sub->callback([options, what, &run] { run = [options, what] { return what(*options); }; });
}

}  // namespace

void add_verify(CLI::App& app, Run& run) {
  add(app, run, "verify", "prove a journal: chain, contents, and every recorded digest against a replay", verify);
}

void add_gaps(CLI::App& app, Run& run) {
  add(app, run, "gaps",
      "services that one change would have let help, counted for commissioners: cases, service, why, need", gaps);
}

void add_replay_check(CLI::App& app, Run& run) {
  add(app, run, "replay-check", "replay a journal through this build's core and print the final digest", replay_check);
}

}  // namespace carehub::ctl
