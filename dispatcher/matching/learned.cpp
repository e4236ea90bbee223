#include "dispatcher/matching/learned.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

namespace carehub::matching {

namespace {

// What is expected from elsewhere counts as so many journeys of a quarter of an hour. The smaller the part, the more:
// the same journey speaks for the hub, its area, its band and both together.
constexpr std::int64_t quarter_s = 900;
constexpr std::int64_t hub_prior_s = 20 * quarter_s, effect_prior_s = 40 * quarter_s, cell_prior_s = 80 * quarter_s;
// Above this much estimated travel in one tally the older half fades.
constexpr std::int64_t remembered_s = 200 * quarter_s;

struct Sum {
  std::int64_t estimated_s = 0;
  std::int64_t took_s = 0;

  void add(const TravelTally& tally) {
    estimated_s += tally.estimated_s;
    took_s += tally.took_s;
  }
  [[nodiscard]] std::int64_t permille(std::int64_t expected_permille, std::int64_t prior_s) const {
    return (prior_s * expected_permille + took_s * 1000) / (prior_s + estimated_s);
  }
};

using AreaPositions = std::unordered_map<std::string_view, std::size_t>;

AreaPositions positions_of(const std::vector<Locality>& localities) {
  AreaPositions positions;
  for (std::size_t i = 0; i < localities.size(); ++i) positions.emplace(localities[i].name, i);
  return positions;
}

// The sums of every area in every band, of the areas, of the bands, and of all.
struct Sums {
  std::vector<Sum> cells, areas;
  std::array<Sum, bands.size()> by_band{};
  Sum all;

  Sums(const Site& site, const LearnedTravel& learned)
      : cells(site.localities.size() * bands.size()), areas(site.localities.size()) {
    const AreaPositions positions = positions_of(site.localities);
    for (const TravelTally& tally : learned.tallies) {
      const auto at = positions.find(tally.area);
      const auto band = static_cast<std::size_t>(tally.band);
      if (at == positions.end() || band >= bands.size()) continue;
      cells[at->second * bands.size() + band].add(tally);
      areas[at->second].add(tally);
      by_band[band].add(tally);
      all.add(tally);
    }
  }
};

}  // namespace

// From the whole to the part: the hub; then each area and each band, both expected to be as the hub; then each area in
// each band, expected to be as its area and its band say together.
Corrections::Corrections(const Site& site, const LearnedTravel& learned) {
  if (learned.tallies.empty()) return;
  const Sums sums(site, learned);
  const std::int64_t hub = std::max<std::int64_t>(1, sums.all.permille(1000, hub_prior_s));
  permille_.reserve(sums.cells.size());
  for (std::size_t area = 0; area < sums.areas.size(); ++area) {
    const std::int64_t of_area = sums.areas[area].permille(hub, effect_prior_s);
    for (std::size_t band = 0; band < bands.size(); ++band) {
      const std::int64_t expected = of_area * sums.by_band[band].permille(hub, effect_prior_s) / hub;
      const std::int64_t here = sums.cells[area * bands.size() + band].permille(expected, cell_prior_s);
      permille_.push_back(static_cast<std::int32_t>(std::clamp<std::int64_t>(here, permille_least, permille_most)));
    }
  }
}

void learn(LearnedTravel& learned, const Journey& journey, std::int32_t took_s) {
  const auto key = [](const auto& one) { return std::pair(std::string_view(one.area), one.band); };
  auto at = std::ranges::lower_bound(learned.tallies, key(journey), {}, key);
  if (at == learned.tallies.end() || key(*at) != key(journey)) {
    TravelTally tally;
    tally.area = journey.area;
    tally.band = journey.band;
    at = learned.tallies.insert(at, std::move(tally));
  }
  ++at->journeys;
  at->error_s += std::abs(std::int64_t{journey.estimated_s} - took_s);
  at->corrected_error_s += std::abs(std::int64_t{journey.corrected_s} - took_s);
  at->estimated_s += journey.estimated_s;
  at->took_s += took_s;
  if (at->estimated_s > remembered_s) {
    at->estimated_s /= 2;
    at->took_s /= 2;
  }
}

TravelFigures travel_figures(const Site& site, const LearnedTravel& learned) {
  TravelFigures figures;
  figures.applied = site.travel.apply_learned;
  figures.left_out = learned.left_out;
  const Corrections corrections(site, learned);
  const AreaPositions positions = positions_of(site.localities);
  for (std::size_t area = 0; area < site.localities.size(); ++area) {
    AreaTravel& one = figures.areas.emplace_back();
    one.area = site.localities[area].name;
    for (std::size_t band = 0; band < bands.size(); ++band)
      one.permille.push_back(corrections.permille(static_cast<Part>(area), band));
  }
  for (const TravelTally& tally : learned.tallies) {
    const auto at = positions.find(tally.area);
    if (at == positions.end()) continue;
    AreaTravel& one = figures.areas[at->second];
    one.journeys += tally.journeys;
    one.error_s += tally.error_s;
    one.corrected_error_s += tally.corrected_error_s;
  }
  return figures;
}

}  // namespace carehub::matching
