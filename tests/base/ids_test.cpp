#include <catch2/catch.hpp>

#include "protocols/base/ids.hpp"
#include "protocols/base/reflect.hpp"

using namespace carehub;

TEST_CASE("ids: a command id is read back from its hexadecimal digits", "[base]") {
  CommandId id;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) id.bytes[i] = static_cast<std::uint8_t>(16 * i + 1);
  CHECK(to_hex(id) == "01112131415161718191a1b1c1d1e1f1");
  CHECK(command_id_from_hex(to_hex(id)) == id);
  CHECK(id.given());
  CHECK_FALSE(CommandId{}.given());
}

TEST_CASE("ids: what is no command id is refused", "[base]") {
  for (const auto* bad : {"", "01", "0111213141516171819 a1b1c1d1e1f1", "0111213141516171-191a1b1c1d1e1f1",
                          "zz112131415161718191a1b1c1d1e1f1", "01112131415161718191a1b1c1d1e1f10"})
    CHECK_FALSE(command_id_from_hex(bad));
}

TEST_CASE("errors: the text names the place, if there is one", "[base]") {
  CHECK(Error{ErrorCode::corrupt, "Case.id", "is missing"}.text() == "Case.id: is missing");
  CHECK(Error{ErrorCode::corrupt, "", "is missing"}.text() == "is missing");
  CHECK(name_of(ErrorCode::limit_exceeded) == "limit_exceeded");
  CHECK(enum_from_name<ErrorCode>("denied") == ErrorCode::denied);
  CHECK_FALSE(enum_from_name<ErrorCode>("nonsense"));
}

TEST_CASE("reflect: a type is called by its bare name", "[base]") {
  STATIC_REQUIRE(type_name<CommandId>() == "CommandId");
  STATIC_REQUIRE(type_name<Error>() == "Error");
}
