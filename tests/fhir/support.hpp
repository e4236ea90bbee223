#pragma once
// Messages of tests/fhir/messages, whole or changed in one place.

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <string>

#include "protocols/fhir/bars.hpp"
#include "tests/support/paths.hpp"

namespace carehub::fhir {

inline Calendar london() {
  const auto at = [](const char* text) { return parse_iso8601(text).value(); };
  return {{{at("1901-01-01T00:00:00Z"), 0, "GMT"},
           {at("2026-03-29T01:00:00Z"), 60, "BST"},
           {at("2026-10-25T01:00:00Z"), 0, "GMT"}},
          {}};
}

inline std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::string own(const std::string& name) {
  std::string text = file_text(std::string(CAREHUB_SOURCE_DIR) + "/tests/fhir/messages/" + name);
  REQUIRE_FALSE(text.empty());
  return text;
}

// The text with one part replaced; the part must be there.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

inline Message taken(const std::string& text) {
  const Result<Message> message = read_message(text, london());
  INFO((message ? "" : message.error().text()));
  REQUIRE(message.has_value());
  return *message;
}

inline Referral referral_in(const Message& message) {
  if (const auto* new_case = std::get_if<RegisterCase>(&message.command)) return new_case->referral;
  const auto* update = std::get_if<UpdateReferral>(&message.command);
  REQUIRE(update != nullptr);
  return update->referral;
}

inline bool warns(const std::vector<std::string>& warnings, const std::string& part) {
  for (const std::string& warning : warnings)
    if (warning.find(part) != std::string::npos) return true;
  return false;
}

inline std::string kept(const Referral& referral, const std::string& name) {
  for (const Observation& one : referral.observations)
    if (one.name == name) return one.value;
  return "";
}

inline std::string external(const std::vector<ExternalId>& ids, const std::string& system) {
  for (const ExternalId& id : ids)
    if (id.system == system) return id.value;
  return "";
}

}  // namespace carehub::fhir
