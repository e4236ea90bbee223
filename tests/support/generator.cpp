#define CAREHUB_GENERATOR_CPP
#include "tests/support/generator.hpp"

namespace carehub::tests {

CAREHUB_GENERATOR();

}  // namespace carehub::tests
