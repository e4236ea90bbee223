#include "dispatcher/core/filled.hpp"

namespace carehub::core::filled_detail {

bool next_piece(std::string_view& rest, std::string_view& piece) {
  std::size_t hole = 0;
  while (hole < rest.size() && rest[hole] != '{' && rest[hole] != '}') ++hole;
  if (hole + 1 >= rest.size() || rest[hole] != '{' || rest[hole + 1] != '}') return false;
  piece = rest.substr(0, hole);
  rest.remove_prefix(hole + 2);
  return true;
}

bool is_bare(std::string_view rest) {
  return rest.find('{') == std::string_view::npos && rest.find('}') == std::string_view::npos;
}

}  // namespace carehub::core::filled_detail
