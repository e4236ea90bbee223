#pragma once
// Codes with their systems. Senders write the same system in several ways; they are compared by what they name.

#include <string>
#include <string_view>
#include <vector>

#include "protocols/fhir/node.hpp"

namespace carehub::fhir {

// The last part of a system's URI, in lower case, without a plural s and without what stands behind "|":
// "http://fhir.nhs.uk/CodeSystem/arp-priority-codes" and ".../codesystem/arp-priority-code" are both
// "arp-priority-code".
[[nodiscard]] std::string system_name(std::string_view uri);

// The bare identifier in "urn:uuid:X", "EpisodeOfCare/X", "https://host/base/Patient/X/_history/2", in lower case.
[[nodiscard]] std::string bare_id(std::string_view reference);

struct Code {
  std::string system;  // system_name
  std::string code;    // as sent
  std::string display;
};

// The codings of a CodeableConcept, of a list of them, or a single Coding.
[[nodiscard]] std::vector<Code> codes_of(const Node& concept_or_coding);
// The first coding of a system; an empty code if there is none.
[[nodiscard]] Code code_in(const std::vector<Code>& codes, std::string_view system);
// What a person should read: the text, else the displays, else the codes.
[[nodiscard]] std::string words_of(const Node& concept_);
// "C3 Cat3 Urgent"
[[nodiscard]] std::string code_and_words(const Code& code);

// Value of the extension whose URL ends in this name, compared without case; a member value[x].
[[nodiscard]] Node extension(const Node& resource, std::string_view name);

}  // namespace carehub::fhir
