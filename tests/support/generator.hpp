#pragma once
// Random values of every described type, made by reflection from one seed: the same seed gives the same value.

#include <random>

#include "protocols/wire/messages.hpp"
#include "protocols/wire/shapes.hpp"

namespace carehub::tests {

class Generator {
 public:
  explicit Generator(std::uint64_t seed, std::size_t list_max = 3) : random_(seed), list_max_(list_max) {}

  template <class T>
  [[nodiscard]] T make() {
    T value{};
    fill(value);
    return value;
  }

  [[nodiscard]] std::uint64_t below(std::uint64_t count) { return count == 0 ? 0 : random_() % count; }
  [[nodiscard]] bool one_in(std::uint64_t count) { return below(count) == 0; }

  // A value of the variant T, of its kind `index`.
  template <class T>
  [[nodiscard]] T make_kind(std::size_t index) {
    return boost::mp11::mp_with_index<std::variant_size_v<KindsOf<T>>>(index, [&](auto i) {
      T value{std::in_place_index<i>};
      fill(std::get<i>(value));
      return value;
    });
  }

 private:
  template <class T>
  void fill(T& value) {
    if constexpr (is_optional<T>)
      fill_optional(value);
    else if constexpr (wire::VarintLike<T>)
      fill_number(value);
    else if constexpr (wire::TextLike<T>)
      wire::text_of(value) = text();
    else if constexpr (is_list<T>)
      fill_list(value);
    else if constexpr (is_array<T>)
      for (auto& element : value) fill(element);
    else if constexpr (std::same_as<T, CommandId>)
      for (auto& byte : value.bytes) byte = static_cast<std::uint8_t>(random_());
    else if constexpr (is_choice<T>)
      value = make_kind<T>(below(std::variant_size_v<KindsOf<T>>));
    else
      for_each_member<T>([&](int, std::string_view, auto pointer) { fill(value.*pointer); });
  }

  template <class T>
  void fill_optional(T& value) {
    value.reset();
    if (one_in(2)) fill(value.emplace());
  }

  template <class T>
  void fill_list(T& list) {
    // A list with a default cannot be told from an empty one by foreign protobuf software.
    const std::size_t least = list.empty() ? 0 : 1;
    list.clear();
    const auto size = least + below(list_max_ + 1 - least);
    for (std::size_t i = 0; i < size; ++i) {
      typename T::value_type element{};
      fill(element);
      list.push_back(std::move(element));
    }
  }

  template <class T>
  void fill_number(T& value) {
    if constexpr (std::is_enum_v<T>) {
      constexpr auto bounds = wire::enum_bounds<T>();
      value = static_cast<T>(bounds.lowest + static_cast<std::int64_t>(below(enum_count<T>)));
    } else if constexpr (std::same_as<T, bool>) {
      value = one_in(2);
    } else if constexpr (is_number_id<T>) {
      value.value = wide();
    } else if constexpr (std::same_as<T, Instant>) {
      // Between 1900 and 2200, the years that a request may name.
      value = Instant{
          Duration{static_cast<std::int64_t>(random_() % 9'000'000'000'000'000'000U) - 2'000'000'000'000'000'000}};
    } else {
      value = static_cast<T>(wide());
    }
  }

  // Small numbers and the ends of the range more often than chance would have it.
  std::uint64_t wide() {
    switch (below(4)) {
      case 0:
        return below(3);
      case 1:
        return 0 - below(3);
      case 2:
        return std::uint64_t{1} << below(64);
      default:
        return random_();
    }
  }

  std::string text() {
    static constexpr std::array<std::string_view, 8> pieces{"", "a", "Newport", "ü", "€", "𝄞", "\"\\\n", " word"};
    std::string text;
    for (auto count = below(4); count > 0; --count) text += pieces[below(pieces.size())];
    if (one_in(20)) text += std::string(below(400), 'x');
    return text;
  }

  std::mt19937_64 random_;
  std::size_t list_max_;
};

// The vocabulary is compiled once, in generator.cpp.
#define CAREHUB_GENERATOR(keyword)                                 \
  keyword template void Generator::fill(Event&);                   \
  keyword template void Generator::fill(Command&);                 \
  keyword template void Generator::fill(Case&);                    \
  keyword template void Generator::fill(Explanation&);             \
  keyword template void Generator::fill(Site&);                    \
  keyword template void Generator::fill(PictureUpdate&);           \
  keyword template void Generator::fill(wire::Request&);           \
  keyword template void Generator::fill(wire::Reply&);             \
  keyword template Event Generator::make_kind<Event>(std::size_t); \
  keyword template Command Generator::make_kind<Command>(std::size_t)
#ifndef CAREHUB_GENERATOR_CPP
CAREHUB_GENERATOR(extern);
#endif

}  // namespace carehub::tests
