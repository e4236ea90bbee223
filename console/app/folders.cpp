#include "console/app/folders.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace carehub::app {

namespace fs = std::filesystem;

fs::path own_data_folder() {
  const char* set = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const fs::path data = set != nullptr && *set != 0
                            ? fs::path(set)
                            : fs::path(home != nullptr && *home != 0 ? home : ".") / ".local/share";
  return data / "carehub";
}

Result<void> make_own_folder(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return fail(ErrorCode::input_output, folder.string(), "cannot be made: {}", problem.message());
  (void)::chmod(folder.c_str(), S_IRWXU);
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const int problem = errno;
  if (file >= 0) ::close(file);
  if (synced) return {};
  return fail(ErrorCode::input_output, folder.string(), "cannot be synced: {}",
              std::generic_category().message(problem));
}

}  // namespace carehub::app
