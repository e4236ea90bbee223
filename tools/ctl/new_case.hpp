#pragma once
// carehubctl do new: a case from options.

#include <optional>
#include <string>
#include <vector>

#include "protocols/domain/command.hpp"

namespace carehub::ctl {

struct NewCase {
  std::string source;
  std::string narrative;
  std::string summary;
  std::string place;  // LAT,LON
  std::string address, postcode;
  std::string nhs_number;
  std::string name, phone;
  std::optional<int> age;
  std::vector<std::string> needs;  // skills; the name of a need counts as --kind
  std::string kind;                // need
  std::optional<int> priority;     // 1 to 4

  [[nodiscard]] bool given() const;  // any of it
};

// Errors: invalid_input with the option and what it may be.
[[nodiscard]] Result<RegisterCase> register_command(const NewCase& options);

// What the hub will doubt in it and take nevertheless, one sentence each: for the person who can still ask again.
[[nodiscard]] std::vector<std::string> doubts(const RegisterCase& command);

}  // namespace carehub::ctl
