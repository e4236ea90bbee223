// Bounds: a message may hold more text than one command may carry (protocols/wire/limits.hpp).

#include <algorithm>
#include <utility>

#include "protocols/base/reflect.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

constexpr std::size_t total_max = 48 * 1024;  // of all text; a request may have 64 KiB with everything around it
constexpr std::size_t id_max = 200;

template <class T, class F>
void each_text(T& value, F&& visit) {
  if constexpr (std::is_same_v<T, std::string>) {
    visit(value);
  } else if constexpr (Described<T>) {
    for_each_member<T>([&](int, std::string_view, auto member) { each_text(value.*member, visit); });
  } else if constexpr (requires {
                         typename T::value_type;
                         value.begin();
                         value.end();
                       }) {
    for (auto& element : value) each_text(element, visit);
  }
}

std::size_t total_of(Referral& referral) {
  std::size_t total = 0;
  each_text(referral, [&](const std::string& text) { total += text.size() + 8; });
  return total;
}

bool cut(std::string& text, std::size_t max) {
  if (text.size() <= max) return false;
  text = first_bytes(text, max - 4) + " ...";
  return true;
}

template <class T>
bool shorten(std::vector<T>& list, std::size_t max) {
  if (list.size() <= max) return false;
  list.resize(max);
  return true;
}

bool shorten_lists(Referral& referral) {
  bool cut_any = shorten(referral.flags, 60);
  cut_any |= shorten(referral.person.contacts, 30);
  cut_any |= shorten(referral.observations, 150);
  cut_any |= shorten(referral.external_ids, 30);
  cut_any |= shorten(referral.warnings, 40);
  return cut_any;
}

// The story may fill a field and go on in observations, so that a long consultation is still whole.
void spread_narrative(Referral& referral) {
  constexpr std::size_t part_max = 12 * 1024;
  if (referral.narrative.size() <= part_max) return;
  const std::string whole = std::exchange(referral.narrative, first_bytes(referral.narrative, part_max));
  std::string_view rest = std::string_view(whole).substr(referral.narrative.size());
  referral.narrative += " (continued among the observations)";
  for (int part = 2; !rest.empty(); ++part) {
    std::string text = first_bytes(rest, part_max);
    rest.remove_prefix(text.size());
    referral.observations.push_back({fmt::format("Story, part {}", part), std::move(text), std::nullopt});
  }
}

void drop_repeats(std::vector<std::string>& list) {
  std::vector<std::string> once;
  for (std::string& text : list)
    if (std::find(once.begin(), once.end(), text) == once.end()) once.push_back(std::move(text));
  list = std::move(once);
}

}  // namespace

void fit(Referral& referral) {
  drop_repeats(referral.warnings);
  for (ExternalId& id : referral.external_ids) id.value = first_bytes(id.value, id_max);
  spread_narrative(referral);
  bool cut_any = shorten_lists(referral);
  for (const std::size_t max : {16'000UL, 6'000UL, 2'000UL, 600UL, 250UL, 80UL}) {
    const bool last_resort = total_of(referral) > total_max;
    if (max < 16'000 && !last_resort) break;
    each_text(referral, [&](std::string& text) { cut_any |= cut(text, max); });
  }
  if (cut_any)
    referral.warnings.push_back(
        "The message is longer than the hub can hold: some of it was cut. Ask the sender for the rest.");
}

}  // namespace carehub::fhir
