#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "protocols/domain/event.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/schema.hpp"
#include "tests/support/generator.hpp"
#include "tests/support/paths.hpp"

using namespace carehub;

namespace {

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Google's protobuf with nothing but the committed schema, which protoc compiled for this test.
class Foreign {
 public:
  Foreign() {
    google::protobuf::FileDescriptorSet compiled;
    REQUIRE(compiled.ParseFromString(file_text(CAREHUB_DESCRIPTORS)));
    REQUIRE(compiled.file_size() == 1);
    file_ = pool_.BuildFile(compiled.file(0));
    REQUIRE(file_ != nullptr);
  }

  // Parses our bytes and writes them anew.
  std::string rewrite(const std::string& type, const std::string& bytes) {
    const auto* descriptor = file_->FindMessageTypeByName(type);
    REQUIRE(descriptor != nullptr);
    const std::unique_ptr<google::protobuf::Message> message{factory_.GetPrototype(descriptor)->New()};
    REQUIRE(message->ParseFromString(bytes));
    const auto unknown = message->GetReflection()->GetUnknownFields(*message).field_count();
    CHECK(unknown == 0);
    return message->SerializeAsString();
  }

 private:
  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory factory_{&pool_};
  const google::protobuf::FileDescriptor* file_ = nullptr;
};

template <class T>
void check_foreign(Foreign& foreign, const std::string& type, std::uint64_t seed) {
  const auto value = tests::Generator{seed}.make<T>();
  const auto bytes = wire::encode(value);
  const auto back = wire::decode<T>(foreign.rewrite(type, bytes), wire::DecodeLimits{});
  INFO(type << " of seed " << seed << (back ? "" : back.error().text()));
  REQUIRE(back);
  CHECK(wire::encode(*back) == bytes);
}

}  // namespace

TEST_CASE("schema: the committed file is what the code says", "[wire]") {
  INFO("print it anew: carehubctl schema > docs/carehub.proto");
  CHECK(file_text(std::string{CAREHUB_SOURCE_DIR} + "/docs/carehub.proto") == wire::schema_proto());
}

TEST_CASE("schema: print", "[.][print-schema]") {
  std::fputs(wire::schema_proto().c_str(), stdout);
}

TEST_CASE("schema: protobuf of others reads what we write, and we read what it writes", "[wire]") {
  Foreign foreign;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    check_foreign<Event>(foreign, "Event", seed);
    check_foreign<Command>(foreign, "Command", seed);
    check_foreign<wire::Request>(foreign, "Request", seed);
    check_foreign<wire::Reply>(foreign, "Reply", seed);
    check_foreign<Case>(foreign, "Case", seed);
  }
}
