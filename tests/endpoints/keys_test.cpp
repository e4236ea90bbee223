#include "dispatcher/endpoints/keys.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "dispatcher/endpoints/zap.hpp"
#include "protocols/wire/rendezvous.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using namespace carehub::endpoints;

namespace {

unsigned rights_of(const std::filesystem::path& file) {
  struct stat status{};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("keys: the first start makes a key for the server and for each role, readable by the owner only",
          "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto ring = KeyRing::open(folder.path());
  REQUIRE(ring.has_value());
  CHECK(rights_of(folder / "keys") == 0700);
  CHECK(rights_of(folder / "keys/server.key") == 0600);
  for (const auto role : {Role::call_handler, Role::operator_, Role::navigator, Role::manager, Role::auditor,
                          Role::admin, Role::crew, Role::referrer}) {
    const auto file = wire::key_file(folder.path(), role);
    const auto key = wire::read_client_key(file);
    REQUIRE(key.has_value());
    CHECK(rights_of(file) == 0600);
    CHECK(key->server_key == (*ring)->server().public_key);
    const auto allowed = (*ring)->find_key(key->public_key);
    REQUIRE(allowed.has_value());
    CHECK(allowed->roles == role_bit(role));
  }
}

TEST_CASE("keys: a second start keeps every key", "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto first = KeyRing::open(folder.path());
  REQUIRE(first.has_value());
  const auto key = wire::read_client_key(wire::key_file(folder.path(), Role::operator_));
  const auto second = KeyRing::open(folder.path());
  REQUIRE(second.has_value());
  CHECK((*second)->server().public_key == (*first)->server().public_key);
  CHECK((*second)->find_key(key->public_key).has_value());
}

TEST_CASE("keys: nobody can act as the system itself", "[endpoints]") {
  CHECK((all_roles & role_bit(Role::system)) == 0);
  const auto list = parse_client_list("clients.list", std::string(40, 'a') + " hub system *\n");
  REQUIRE_FALSE(list.has_value());
  CHECK(list.error().place == "clients.list:1");
}

TEST_CASE("keys: a deleted line withdraws the key while the dispatcher runs", "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto ring = KeyRing::open(folder.path());
  REQUIRE(ring.has_value());
  const auto key = wire::read_client_key(wire::key_file(folder.path(), Role::crew));
  REQUIRE((*ring)->find_key(key->public_key).has_value());
  const auto list = folder / "keys/clients.list";
  std::filesystem::last_write_time(list, std::filesystem::last_write_time(list) - std::chrono::hours(1));
  (*ring)->refresh();
  std::ofstream(list) << "# nobody\n";
  (*ring)->refresh();
  CHECK_FALSE((*ring)->find_key(key->public_key).has_value());
}

TEST_CASE("keys: a list that cannot be read leaves the old one in force", "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto ring = KeyRing::open(folder.path());
  REQUIRE(ring.has_value());
  const auto key = wire::read_client_key(wire::key_file(folder.path(), Role::crew));
  const auto list = folder / "keys/clients.list";
  std::filesystem::last_write_time(list, std::filesystem::last_write_time(list) - std::chrono::hours(1));
  (*ring)->refresh();
  std::ofstream(list) << "what is this\n";
  (*ring)->refresh();
  CHECK((*ring)->find_key(key->public_key).has_value());
}

TEST_CASE("keys: each mistake in the list is named with its line", "[endpoints]") {
  const auto key = std::string(40, 'k');
  CHECK(parse_client_list("f", "# fine\n\n" + key + " desk operator,navigator a.reed\n").has_value());
  CHECK(parse_client_list("f", "# fine\nshort desk operator *\n").error().place == "f:2");
  CHECK(parse_client_list("f", key + " desk operator\n").error().place == "f:1");
  CHECK(parse_client_list("f", key + " desk king *\n").error().place == "f:1");
  CHECK(parse_client_list("f", key + " desk operator * more\n").error().place == "f:1");
}

TEST_CASE("zap: a key reaches only the sockets that its role may use", "[endpoints]") {
  struct Row {
    Role role;
    bool clinical, board;
  };
  const Row rows[] = {{Role::call_handler, true, true}, {Role::operator_, true, true}, {Role::navigator, true, true},
                      {Role::manager, false, true},     {Role::auditor, true, true},   {Role::admin, true, true},
                      {Role::crew, false, false},       {Role::referrer, false, false}};
  for (const auto& row : rows) {
    CAPTURE(wire::role_name(row.role));
    CHECK((roles_of_domain(command_domain) & role_bit(row.role)) != 0);
    CHECK(((roles_of_domain(clinical_domain) & role_bit(row.role)) != 0) == row.clinical);
    CHECK(((roles_of_domain(board_domain) & role_bit(row.role)) != 0) == row.board);
  }
  CHECK(roles_of_domain("") == 0);
  CHECK(roles_of_domain("anything") == 0);
}
