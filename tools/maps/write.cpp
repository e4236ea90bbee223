#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "protocols/site/map_file.hpp"
#include "tools/maps/make.hpp"

namespace carehub::tools::maps {
namespace {

constexpr std::size_t points_a_row = 6;

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result + '"';
}

std::string degrees(std::int32_t e6) {
  const char* sign = e6 < 0 ? "-" : "";
  const std::int32_t e5 = std::abs(e6) / 10;
  return fmt::format("{}{}.{:05}", sign, e5 / 100'000, e5 % 100'000);
}

std::string position(Coordinates at) {
  return fmt::format("[{}, {}]", degrees(at.lat_e6), degrees(at.lon_e6));
}

std::string points_of(const MapLine& line) {
  std::string text = "points = [\n";
  for (std::size_t i = 0; i < line.points.size(); ++i) {
    const bool first = i % points_a_row == 0, last = i + 1 == line.points.size() || (i + 1) % points_a_row == 0;
    text += fmt::format("{}{},{}", first ? "  " : "", position(line.points[i]), last ? "\n" : " ");
  }
  return text + "]\n";
}

}  // namespace

std::string map_text(const std::vector<MapLine>& lines, const std::string& name, const std::string& basis) {
  std::string text =
      fmt::format("{}\nname = {}\nbasis = {}\n", site::map_first_line, in_quotes(name), in_quotes(basis));
  for (const MapLine& line : lines) {
    text += fmt::format("\n[[map]]\nkind = {}\n", in_quotes(line.kind));
    if (!line.name.empty()) text += fmt::format("name = {}\n", in_quotes(line.name));
    const auto* kind = site::find_map_kind(line.kind);
    const bool named = kind != nullptr && kind->form == site::MapForm::name;
    text += named ? fmt::format("at = {}\n", position(line.points.front())) : points_of(line);
  }
  return text;
}

Result<void> write_map(const std::string& file, const std::string& text) {
  const std::string half = file + ".part";
  std::error_code fault;
  {
    std::ofstream stream(half, std::ios::binary | std::ios::trunc);
    stream << text << std::flush;
    if (!stream) {
      std::filesystem::remove(half, fault);
      return fail(ErrorCode::input_output, file, "cannot be written; is there room, and may you write there?");
    }
  }
  std::filesystem::rename(half, file, fault);
  if (!fault) return {};
  const std::string why = fault.message();
  std::filesystem::remove(half, fault);
  return fail(ErrorCode::input_output, file, "cannot be written: {}", why);
}

}  // namespace carehub::tools::maps
