#include "tools/maps/feature.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "protocols/site/map_file.hpp"

namespace carehub::tools::maps {
namespace {

struct Meaning {
  std::string_view key;
  std::string_view value;
  std::string_view kind;
  int rank;
};

// Ranks: 0 stays to the end; the higher, the sooner it is left out where a map would be too large.
constexpr std::array area_meanings{
    Meaning{"natural", "water", "water", 3},     Meaning{"waterway", "riverbank", "water", 3},
    Meaning{"landuse", "reservoir", "water", 3}, Meaning{"boundary", "administrative", "boundary", 0},
    Meaning{"place", "island", "coast", 0},      Meaning{"natural", "coastline", "coast", 0}};
constexpr std::array line_meanings{
    Meaning{"natural", "coastline", "coast", 0}, Meaning{"highway", "motorway", "road", 1},
    Meaning{"highway", "trunk", "road", 1},      Meaning{"highway", "primary", "road", 1},
    Meaning{"highway", "secondary", "road", 2},  Meaning{"highway", "tertiary", "street", 6},
    Meaning{"railway", "rail", "rail", 2},       Meaning{"railway", "light_rail", "rail", 3},
    Meaning{"waterway", "river", "river", 3},    Meaning{"waterway", "canal", "river", 4}};
constexpr std::array point_meanings{Meaning{"place", "city", "town", 0},    Meaning{"place", "town", "town", 1},
                                    Meaning{"place", "suburb", "town", 4},  Meaning{"place", "village", "town", 4},
                                    Meaning{"place", "hamlet", "town", 7},  Meaning{"place", "island", "label", 2},
                                    Meaning{"place", "sea", "sea", 0},      Meaning{"natural", "bay", "sea", 3},
                                    Meaning{"natural", "strait", "sea", 1}, Meaning{"natural", "peak", "hill", 5}};

template <class Meanings>
const Meaning* meaning_in(const Meanings& meanings, const Tags& tags) {
  const auto found = std::ranges::find_if(meanings, [&](const Meaning& one) { return tags(one.key) == one.value; });
  return found == meanings.end() ? nullptr : &*found;
}

const Meaning* meaning_of(const Tags& tags, Shape shape) {
  switch (shape) {
    case Shape::area:
      return meaning_in(area_meanings, tags);
    case Shape::line:
      // Sidings and yards are no railway that one could go by.
      return tags("railway") == "rail" && !tags("service").empty() ? nullptr : meaning_in(line_meanings, tags);
    case Shape::point:
      return meaning_in(point_meanings, tags);
  }
  return nullptr;
}

site::MapForm form_of(Shape shape) {
  return shape == Shape::area ? site::MapForm::area : shape == Shape::line ? site::MapForm::line : site::MapForm::name;
}

// In one line, and no longer than a map takes; never half a character.
std::string name_from(std::string_view text) {
  std::string name(text.substr(0, std::min(text.size(), site::map_name_bytes_max)));
  if (text.size() > name.size())
    while (!name.empty() && (static_cast<unsigned char>(text[name.size()]) & 0xC0U) == 0x80U) name.pop_back();
  std::ranges::replace_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return name;
}

}  // namespace

std::optional<Feature> feature_of(const Tags& tags, Shape shape) {
  const std::string_view given = !tags("name").empty() ? tags("name") : tags("ref");
  Feature feature{{}, name_from(given), 0, shape, {}};
  if (const auto* kind = site::find_map_kind(tags("kind")); kind != nullptr && kind->form == form_of(shape)) {
    feature.kind = kind->name;
  } else if (const Meaning* meaning = meaning_of(tags, shape)) {
    feature.kind = meaning->kind;
    feature.rank = meaning->rank;
  } else {
    return std::nullopt;
  }
  if (shape == Shape::point && feature.name.empty()) return std::nullopt;
  return feature;
}

}  // namespace carehub::tools::maps
