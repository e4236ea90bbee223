#include "protocols/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace carehub {

void assertion_failed(std::string_view condition, std::string_view file, int line, std::string_view values) {
  fmt::print(stderr, "carehub: a bug in this program: {} ({}:{}) {}\n", condition, file, line, values);
  std::fflush(stderr);
  std::abort();
}

}  // namespace carehub
