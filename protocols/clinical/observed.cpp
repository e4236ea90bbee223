#include "protocols/clinical/observed.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace carehub::clinical {
namespace {

struct Name {
  std::string_view name;  // the first of a parameter is the one that we write
  News2Parameter parameter;
};
constexpr std::array entry_names{
    Name{"breaths", News2Parameter::resp_rate},
    Name{"respiratory rate", News2Parameter::resp_rate},
    Name{"respirations", News2Parameter::resp_rate},
    Name{"resp rate", News2Parameter::resp_rate},
    Name{"oxygen saturation", News2Parameter::spo2},
    Name{"spo2", News2Parameter::spo2},
    Name{"saturation", News2Parameter::spo2},
    Name{"oxygen", News2Parameter::oxygen},
    Name{"on oxygen", News2Parameter::oxygen},
    Name{"supplemental oxygen", News2Parameter::oxygen},
    Name{"systolic", News2Parameter::systolic},
    Name{"systolic blood pressure", News2Parameter::systolic},
    Name{"blood pressure", News2Parameter::systolic},
    Name{"bp", News2Parameter::systolic},
    Name{"pulse", News2Parameter::pulse},
    Name{"heart rate", News2Parameter::pulse},
    Name{"pulse rate", News2Parameter::pulse},
    Name{"consciousness", News2Parameter::consciousness},
    Name{"level of consciousness", News2Parameter::consciousness},
    Name{"acvpu", News2Parameter::consciousness},
    Name{"avpu", News2Parameter::consciousness},
    Name{"temperature", News2Parameter::temperature},
    Name{"body temperature", News2Parameter::temperature},
};

struct Word {
  std::string_view word;
  std::int32_t value;
};
constexpr std::array consciousness_words{Word{"alert", 0}, Word{"confusion", 1}, Word{"new confusion", 1},
                                         Word{"voice", 2}, Word{"pain", 3},      Word{"unresponsive", 4},
                                         Word{"a", 0},     Word{"c", 1},         Word{"v", 2},
                                         Word{"p", 3},     Word{"u", 4}};
constexpr std::array oxygen_words{Word{"air", 0}, Word{"room air", 0},  Word{"no", 0},
                                  Word{"yes", 1}, Word{"on oxygen", 1}, Word{"given", 1}};

constexpr std::string_view scale_name = "spo2 scale";
constexpr std::string_view score_name = "news2";
constexpr hours set_within{1};

std::string in_small_letters(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  std::string small(text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1));
  std::ranges::transform(small, small.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return small;
}

template <std::size_t n>
std::optional<std::int32_t> by_word(const std::array<Word, n>& words, std::string_view text) {
  const auto found = std::ranges::find(words, text, &Word::word);
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

// "24 /min", "38.4 C", "120/80": the number that it begins with, in tenths. More than one decimal is rounded.
std::optional<std::int32_t> leading_tenths(std::string_view text) {
  constexpr std::int32_t most = 100'000;
  std::int32_t whole = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (fault != std::errc{} || whole < 0 || whole > most) return std::nullopt;
  auto rest = text.substr(static_cast<std::size_t>(end - text.data()));
  std::int32_t tenths = whole * 10;
  const auto digit = [&](std::size_t at) {
    return at < rest.size() && rest[at] >= '0' && rest[at] <= '9' ? rest[at] - '0' : -1;
  };
  if (rest.starts_with('.') && digit(1) >= 0) tenths += digit(1) + (digit(2) >= 5 ? 1 : 0);
  return tenths;
}

std::optional<std::int32_t> value_in(News2Parameter parameter, std::string_view text) {
  if (parameter == News2Parameter::consciousness) return by_word(consciousness_words, text);
  if (parameter == News2Parameter::oxygen) {
    if (const auto word = by_word(oxygen_words, text)) return word;
    const bool flow = leading_tenths(text) > 0 && !text.ends_with('%');  // "2 l/min"
    return flow ? std::optional(1) : std::nullopt;
  }
  const auto tenths = leading_tenths(text);
  if (parameter != News2Parameter::temperature) return tenths ? std::optional(*tenths / 10) : std::nullopt;
  return text.ends_with('f') ? std::nullopt : tenths;  // Fahrenheit is not guessed at
}

// "2.67 mmol/l", "47 mg/dL": the number that it begins with, in hundredths, cut off.
std::optional<std::int32_t> leading_hundredths(std::string_view text) {
  constexpr std::int32_t most = 100'000;
  std::int32_t whole = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (fault != std::errc{} || whole < 0 || whole > most) return std::nullopt;
  const auto rest = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto digit = [&](std::size_t at) {
    return rest.starts_with('.') && at < rest.size() && rest[at] >= '0' && rest[at] <= '9' ? rest[at] - '0' : 0;
  };
  return whole * 100 + digit(1) * 10 + (rest.size() > 2 && rest[1] >= '0' && rest[1] <= '9' ? digit(2) : 0);
}

enum class BloodTest { glucose, ketones };

std::optional<BloodTest> blood_test_of(std::string_view name) {
  constexpr std::array<std::string_view, 6> glucose{
      "glucose", "blood glucose", "capillary glucose", "blood sugar", "bm", "cbg"};
  constexpr std::array<std::string_view, 2> ketones{"ketones", "blood ketones"};
  if (std::ranges::find(glucose, name) != glucose.end()) return BloodTest::glucose;
  if (std::ranges::find(ketones, name) != ketones.end()) return BloodTest::ketones;
  return std::nullopt;
}

// In hundredths of mmol/L. What a meter can show: 0.6 to 50 (below it says LO), ketones up to 15.
std::optional<std::int32_t> blood_value(BloodTest test, std::string_view text) {
  const std::int32_t least = test == BloodTest::glucose ? 60 : 0, most = test == BloodTest::glucose ? 5'000 : 1'500;
  if (text == "lo" || text == "low") return std::max(least - 1, 0);
  if (text == "hi" || text == "high") return most;
  const bool under = text.starts_with('<'), over = text.starts_with('>');
  if (under || over) text.remove_prefix(std::min(text.find_first_not_of("<>= "), text.size()));
  auto value = leading_hundredths(text);
  if (!value) return std::nullopt;
  if (under) *value = std::max(*value - 1, 0);
  if (over) ++*value;
  const bool in_mg = text.find("mg") != std::string_view::npos, in_mmol = text.find("mmol") != std::string_view::npos;
  if (in_mg) *value = static_cast<std::int32_t>(std::int64_t{*value} * 555 / 10'000);
  constexpr std::int32_t either_unit = 3'330;
  if (!in_mg && !in_mmol && test == BloodTest::glucose && *value > either_unit) return std::nullopt;
  return *value <= most ? value : std::nullopt;
}

std::unexpected<Error> not_read(News2Parameter parameter, std::string_view text) {
  const std::string name(entry_name(parameter));
  if (parameter == News2Parameter::consciousness)
    return fail(ErrorCode::invalid_input, name, "'{}' is not known; give alert, confusion, voice, pain or unresponsive",
                text);
  if (parameter == News2Parameter::oxygen)
    return fail(ErrorCode::invalid_input, name, "'{}' is not known; give air or oxygen", text);
  const auto bounds = possible(parameter);
  if (parameter == News2Parameter::temperature)
    return fail(ErrorCode::invalid_input, name, "{} is not possible; give {} to {} C", text, bounds.least / 10,
                bounds.most / 10);
  return fail(ErrorCode::invalid_input, name, "{} is not possible; give a whole number, {} to {}{}{}", text,
              bounds.least, bounds.most, unit(parameter).starts_with('/') ? "" : " ", unit(parameter));
}

std::optional<News2Parameter> parameter_of(std::string_view name) {
  const auto found = std::ranges::find(entry_names, name, &Name::name);
  return found == entry_names.end() ? std::nullopt : std::optional(found->parameter);
}

void put(Observations& set, News2Parameter parameter, std::int32_t value) {
  switch (parameter) {
    case News2Parameter::resp_rate:
      set.resp_rate = value;
      return;
    case News2Parameter::spo2:
      set.spo2 = value;
      return;
    case News2Parameter::oxygen:
      set.on_oxygen = value != 0;
      return;
    case News2Parameter::systolic:
      set.systolic = value;
      return;
    case News2Parameter::pulse:
      set.pulse = value;
      return;
    case News2Parameter::consciousness:
      set.consciousness = static_cast<Consciousness>(value);
      return;
    case News2Parameter::temperature:
      set.temperature_tenths = value;
      return;
  }
}

// What came later stands; of entries without a time, the later in the list.
class Newest {
 public:
  bool take(const Observation& entry) {
    if (at_ && (!entry.at || *entry.at < *at_)) return false;
    if (entry.at) at_ = entry.at;
    return true;
  }
  [[nodiscard]] std::optional<Instant> at() const { return at_; }

 private:
  std::optional<Instant> at_;
};

}  // namespace

std::string_view entry_name(News2Parameter parameter) {
  return std::ranges::find(entry_names, parameter, &Name::parameter)->name;
}

std::string_view unit(News2Parameter parameter) {
  switch (parameter) {
    case News2Parameter::resp_rate:
    case News2Parameter::pulse:
      return "/min";
    case News2Parameter::spo2:
      return "%";
    case News2Parameter::systolic:
      return "mmHg";
    case News2Parameter::temperature:
      return "C";
    case News2Parameter::oxygen:
    case News2Parameter::consciousness:
      return "";
  }
  return "";
}

Result<std::int32_t> read_value(News2Parameter parameter, std::string_view text) {
  const auto value = value_in(parameter, in_small_letters(text));
  const auto bounds = possible(parameter);
  if (!value || *value < bounds.least || *value > bounds.most) return not_read(parameter, text);
  return *value;
}

bool take_blood_test(BloodTests& into, std::string_view name, std::string_view text) {
  const auto test = blood_test_of(in_small_letters(name));
  const auto value = test ? blood_value(*test, in_small_letters(text)) : std::nullopt;
  if (!value) return false;
  (*test == BloodTest::glucose ? into.glucose : into.ketones) = value;
  return true;
}

Observed observed_in(const std::vector<Observation>& entries) {
  Observed seen;
  Newest glucose, ketones;
  std::array<Newest, enum_count<News2Parameter>> newest;
  Newest scale, score;
  std::set<std::string> signs;
  for (const auto& entry : entries) {
    const auto name = in_small_letters(entry.name);
    if (name == soft_sign_name) signs.insert(in_small_letters(entry.value));
    const auto number = leading_tenths(in_small_letters(entry.value));
    if (name == scale_name && (number == 10 || number == 20) && scale.take(entry)) seen.set.spo2_scale = *number / 10;
    if (name == score_name && number && *number <= 200 && score.take(entry)) seen.told_points = *number / 10;
    if (const auto test = blood_test_of(name)) {
      const bool is_glucose = *test == BloodTest::glucose;
      const auto level = blood_value(*test, in_small_letters(entry.value));
      if (level && (is_glucose ? glucose : ketones).take(entry))
        (is_glucose ? seen.blood.glucose : seen.blood.ketones) = level;
    }
    const auto parameter = parameter_of(name);
    if (!parameter) continue;
    const auto value = read_value(*parameter, entry.value);
    if (value && newest[static_cast<std::size_t>(*parameter)].take(entry)) put(seen.set, *parameter, *value);
  }
  seen.soft_signs = static_cast<std::int32_t>(signs.size());
  std::optional<Instant> first, last;
  for (const auto& one : newest)
    if (one.at()) {
      first = first ? std::min(*first, *one.at()) : *one.at();
      last = last ? std::max(*last, *one.at()) : *one.at();
    }
  seen.together = !first || *last - *first <= set_within;
  return seen;
}

}  // namespace carehub::clinical
