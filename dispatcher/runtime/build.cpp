#include "dispatcher/runtime/build.hpp"

namespace carehub::runtime {

std::string build_text() {
  return "carehub " CAREHUB_VERSION;
}

}  // namespace carehub::runtime
