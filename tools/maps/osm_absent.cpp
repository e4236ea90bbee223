#include "tools/maps/osm.hpp"

namespace carehub::tools::maps {

bool reads_osm() {
  return false;
}

Result<Found> read_osm(const std::filesystem::path& file, const std::optional<Box>&) {
  return fail(ErrorCode::unsupported, file.string(),
              "this program was built without libosmium and reads GeoJSON only; build it again where apt-get can fetch "
              "libosmium2-dev (tools/dev/unpack_headers says why not)");
}

}  // namespace carehub::tools::maps
