#include "console/model/find.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

class Finder {
 public:
  Finder(const Picture& picture, Instant now, std::string_view text)
      : picture_(picture), now_(now), words_(words_of(text)) {}

  FoundThings find() {
    if (words_.empty()) return std::move(found_);
    for (const auto& [id, c] : picture_.cases) look_at(*c);
    for (const auto& [id, team] : picture_.teams)
      if (!team->retired) look_at(*team);
    for (const auto& [id, place] : picture_.places)
      if (!place->retired) look_at(*place);
    found_.note = fmt::format("cases closed more than {} ago: carehubctl export",
                              age_text(std::int64_t{picture_.site->thresholds.closed_stay_min} * 60));
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool fits(std::string_view text) const {
    return std::ranges::all_of(words_, [&](const std::string& word) { return text.contains(word); });
  }
  static void add(std::vector<FoundLine>& lines, std::size_t& count, FoundLine line) {
    ++count;
    if (lines.size() < found_most) lines.push_back(std::move(line));
  }

  void look_at(const Case& c) {
    if (!fits(searched_text(c, *picture_.site, now_))) return;
    const bool open = is_open(c.status);
    auto& count = open ? found_.open_count : found_.closed_count;
    auto& lines = open ? found_.open_cases : found_.closed_cases;
    if (lines.size() == found_most) {
      ++count;
      return;
    }
    auto text = fmt::format("{}, {}: ", need_text(c, now_), locality_text(c));
    if (open) {
      const auto row = make_row(c, picture_, now_);
      text += row.unit.empty() ? row.state : row.state + ", " + row.unit;
    } else {
      text += std::string(words(c.status));
      if (c.closed) text += ", closed at " + time_text(picture_.site->calendar, *c.closed, now_);
    }
    add(lines, count, {std::to_string(c.id.value), std::move(text), c.id, {}});
  }

  void look_at(const Team& team) {
    const auto* config = find_team(*picture_.site, team.id);
    std::vector<std::string> parts;
    if (config != nullptr && !config->name.empty()) parts.push_back(config->name);
    parts.emplace_back(words(team.status));
    if (!team.queue.empty()) parts.push_back(fmt::format("with {}", team.queue.front().case_id.value));
    const auto* near = team.position && team.status != TeamStatus::off_duty
                           ? nearest_locality(*picture_.site, *team.position)
                           : nullptr;
    if (near != nullptr) parts.push_back("near " + near->name);
    const auto text = joined(parts, ", ");
    const auto base = config != nullptr ? config->base_name : std::string{};
    if (!fits(lower(joined({team.id.value, "team", text, team.crew, base}, "\n")))) return;
    add(found_.teams, found_.team_count, {team.id.value, text, {}, team.id});
  }

  void look_at(const Place& place) {
    const auto* config = find_place(*picture_.site, place.id);
    if (config == nullptr) return;
    const auto* service = find_service(*picture_.site, config->service);
    const auto free = free_places(place, *config, now_);
    const auto count = free ? fmt::format("{} of {} free", *free, config->capacity) : "count too old: unknown";
    const auto state = place.closed_by_staff ? "closed by its staff" : count;
    const auto searched = {config->id.value,     config->name, config->address, service != nullptr ? service->name : "",
                           std::string("place"), state};
    if (!fits(lower(joined(searched, "\n")))) return;
    auto text = config->address.empty() ? state : fmt::format("{}, {}", config->address, state);
    add(found_.places, found_.place_count, {config->name, std::move(text), {}, {}});
  }

  const Picture& picture_;
  Instant now_;
  std::vector<std::string> words_;
  FoundThings found_;
};

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

FoundThings find_things(const Picture& picture, Instant now, std::string_view text) {
  return Finder(picture, now, text).find();
}

std::string found_counts_text(const FoundThings& found) {
  std::vector<std::string> parts;
  if (found.open_count > 0) parts.push_back(counted(found.open_count, "open case", "open cases"));
  if (found.team_count > 0) parts.push_back(counted(found.team_count, "team", "teams"));
  if (found.place_count > 0) parts.push_back(counted(found.place_count, "place", "places"));
  if (found.closed_count > 0) parts.push_back(counted(found.closed_count, "closed case", "closed cases"));
  return parts.empty() ? "nothing" : joined(parts, ", ");
}

std::string found_text(const FoundThings& found) {
  std::string text = found_counts_text(found) + "\n";
  const auto add = [&](std::string_view kind, const std::vector<FoundLine>& lines, std::size_t count) {
    for (const auto& line : lines) text += fmt::format("{} {}: {}\n", kind, line.name, line.text);
    if (count > lines.size()) text += fmt::format("{}: {} more; add a word\n", kind, count - lines.size());
  };
  add("open case", found.open_cases, found.open_count);
  add("team", found.teams, found.team_count);
  add("place", found.places, found.place_count);
  add("closed case", found.closed_cases, found.closed_count);
  return text + found.note + "\n";
}

}  // namespace carehub::console
