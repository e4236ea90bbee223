#include "dispatcher/runtime/memory.hpp"

#ifdef CAREHUB_TCMALLOC
#include <gperftools/malloc_extension_c.h>
#endif

namespace carehub::runtime {

void give_back_memory() {
#ifdef CAREHUB_TCMALLOC
  MallocExtension_ReleaseFreeMemory();
#endif
}

}  // namespace carehub::runtime
