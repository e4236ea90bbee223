// carehub-solomon: measures the planner of rounds on Solomon's instances (docs/planned-rounds.md).

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

#include "tools/solomon/gaps.hpp"
#include "tools/solomon/instance.hpp"

namespace {

using namespace carehub;

int complain(const Error& error) {
  fmt::print(stderr, "carehub-solomon: {}\n", error.text());
  return 1;
}

int convert(const std::string& path, const std::string& out) {
  const auto instance = solomon::read(path);
  if (!instance) return complain(instance.error());
  const std::string text = solomon::vroom_json(*instance);
  if (out.empty()) {
    fmt::print("{}", text);
    return 0;
  }
  std::ofstream file(out, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  return file ? 0 : complain({ErrorCode::input_output, out, "cannot be written"});
}

int gaps(const std::string& folder, const std::vector<double>& seconds) {
  const auto table = solomon::gap_table(folder, seconds);
  if (!table) return complain(table.error());
  fmt::print("{}", *table);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"carehub-solomon: the planner of rounds on Solomon's vehicle routing instances.", "carehub-solomon"};
  app.require_subcommand(1);
  std::string instance, out, folder;
  std::vector<double> seconds{0.1, 1, 10};
  int status = 0;
  CLI::App* one =
      app.add_subcommand("convert", "an instance as JSON for carehubctl plan, everything ten times as large");
  one->add_option("INSTANCE", instance, "a text file of Solomon's form, such as R101.txt")->required();
  one->add_option("--out", out, "where the JSON goes (default: stdout)");
  one->callback([&] { status = convert(instance, out); });
  CLI::App* all = app.add_subcommand("gaps", "a table of the distance to the best known");
  all->add_option("FOLDER", folder, "instances with their best known solutions: R101.txt and R101.sol")
      ->envname("CAREHUB_SOLOMON")
      ->required();
  all->add_option("--seconds", seconds, "time for each plan, several for several columns")
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  all->callback([&] { status = gaps(folder, seconds); });
  CLI11_PARSE(app, argc, argv);
  return status;
}
