#pragma once
// A picture as a file of this console (docs/formats.md): which person's, of which moment, then its parts, each with a
// digest that also covers everything before it. Written beside its place and renamed, a part at a time, so that neither
// takes memory for the whole.

#include <filesystem>
#include <memory>
#include <string>

#include "console/model/picture.hpp"
#include "protocols/base/error.hpp"
#include "protocols/base/time.hpp"

namespace carehub::app {

struct KeptPictureHead {
  std::string person;      // "a.reed-operator"
  Instant as_of;           // the hub's clock when it was heard last
  Instant heard_at;        // this machine's clock then
  std::int32_t speed = 1;  // of the hub's clock
};
BOOST_DESCRIBE_STRUCT(KeptPictureHead, (), (person, as_of, heard_at, speed))

struct KeptPicture {
  KeptPictureHead head;
  std::shared_ptr<const console::Picture> picture;
};

// For its owner only, in a folder that is made if it is not there. Errors: input_output.
[[nodiscard]] Result<void> write_picture(const std::filesystem::path& file, const KeptPicture& kept);
// Errors: not_found; input_output; corrupt for anything that was changed, cut short or never one; unsupported when it
// was kept by a version with other words.
[[nodiscard]] Result<KeptPicture> read_picture(const std::filesystem::path& file);

}  // namespace carehub::app
