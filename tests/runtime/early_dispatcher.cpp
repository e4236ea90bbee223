// A dispatcher with a planted fault: it acknowledges before the commit. The kill test must find it out; a test that
// does not is worth nothing.

#include <variant>

#include "dispatcher/runtime/hub.hpp"
#include "dispatcher/runtime/settings.hpp"

int main(int argc, char** argv) {
  const auto parsed = carehub::runtime::parse_command_line(argc, argv);
  if (const auto* status = std::get_if<int>(&parsed)) return *status;
  carehub::runtime::EngineOptions planted;
  planted.acknowledge_early = true;
  return carehub::runtime::run_dispatcher(std::get<carehub::runtime::Settings>(parsed), planted);
}
