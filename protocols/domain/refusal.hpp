#pragma once
// A command that the hub will not carry out: data, journaled, and shown in plain words.

#include <string>

#include "protocols/domain/vocabulary.hpp"

namespace carehub {

struct Refusal {
  RefusalCode code = RefusalCode::invalid_value;
  std::string text;  // what is wrong and what to do: "CR2 is off duty until 08:00; choose another team"
  bool operator==(const Refusal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Refusal, (), (code, text))

}  // namespace carehub
