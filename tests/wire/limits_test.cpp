#include <catch2/catch.hpp>

#include "protocols/wire/codec.hpp"
#include "protocols/wire/codec_impl.hpp"

using namespace carehub;
using wire::decode;
using wire::encode;

namespace {

std::string request_of(Command command) {
  return encode(wire::Request{wire::SubmitCommand{{}, std::move(command)}});
}

ErrorCode fault_of(const std::string& bytes) {
  const auto request = decode<wire::Request>(bytes);
  REQUIRE_FALSE(request);
  return request.error().code;
}

}  // namespace

TEST_CASE("limits: a text of the largest size is taken, one byte more is not", "[wire]") {
  CHECK(decode<wire::Request>(request_of(AddNote{{1}, std::string(wire::text_bytes_max, 'x')})));
  CHECK(fault_of(request_of(AddNote{{1}, std::string(wire::text_bytes_max + 1, 'x')})) == ErrorCode::limit_exceeded);
}

TEST_CASE("limits: a list of more elements than allowed is refused before it is built", "[wire]") {
  ReportServiceCapacity report;
  report.free_slots.assign(wire::elements_max, Instant{});
  CHECK(decode<wire::Request>(request_of(report)));
  report.free_slots.push_back({});
  CHECK(fault_of(request_of(report)) == ErrorCode::limit_exceeded);
}

TEST_CASE("limits: small bytes cannot ask for much memory", "[wire]") {
  // Each empty team costs two bytes on the wire and more than a hundred in memory.
  Site site;
  site.teams.resize(9'000);
  CHECK(decode<Site>(encode(site)));
  auto limits = wire::request_limits;
  limits.memory_bytes_max = 9'000 * sizeof(TeamConfig) - 1;
  const auto refused = decode<Site>(encode(site), limits);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::limit_exceeded);
}

TEST_CASE("limits: a request larger than the link takes is refused whole", "[wire]") {
  RegisterCase large;
  for (int i = 0; i < 5; ++i) large.referral.warnings.emplace_back(wire::text_bytes_max, 'w');
  CHECK(fault_of(request_of(large)) == ErrorCode::limit_exceeded);
}

TEST_CASE("limits: a time that sums could overflow is refused from a client and kept from the journal", "[wire]") {
  ReportEnRoute report;
  report.at = Instant::max();
  CHECK(fault_of(request_of(report)) == ErrorCode::corrupt);
  CHECK(std::get<ReportEnRoute>(*decode<Command>(encode(Command{report}))).at == Instant::max());
}

TEST_CASE("limits: text that is not UTF-8 is refused from a client", "[wire]") {
  for (const auto* bad :
       {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xE2\x82", "\xF5\x80\x80\x80", "\xF0\x8F\xBF\xBF", "12345678\x80"})
    CHECK(fault_of(request_of(AddNote{{1}, bad})) == ErrorCode::corrupt);
  for (const auto* good : {"", "plain", "\u00fc\u20ac\U0001D11E", "\xED\x9F\xBF", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"})
    CHECK(decode<wire::Request>(request_of(AddNote{{1}, good})));
}

TEST_CASE("limits: nothing that crosses a link nests deeper than stated", "[wire]") {
  STATIC_REQUIRE(wire::nesting_depth<wire::Request> <= wire::depth_max);
  STATIC_REQUIRE(wire::nesting_depth<wire::Reply> <= wire::depth_max);
  STATIC_REQUIRE(wire::nesting_depth<wire::Request> > 3);
}
