#pragma once
// What the command line says of a case that only 999 may answer, before the hub has to refuse it. Part of the parser.

#include <string>

#include "console/model/command_reader.hpp"

namespace carehub::console {

struct RedFlagCheck {
  std::string fault;    // it would end the case or send others than 999, and no clinician's reason stands with it
  std::string warning;  // it does so with a reason: before the preview, "DESPITE A RED FLAG (Chest pain): "
};
[[nodiscard]] RedFlagCheck check_red_flag(const Verb& verb, const Values& values, const Surroundings& around);

}  // namespace carehub::console
