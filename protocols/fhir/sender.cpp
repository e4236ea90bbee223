// Who sends, for whom, under which identifiers and on what consent.

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

struct Organisation {
  std::string name, ods;
};

Organisation organisation_of(const Node& node) {
  Organisation found{node.text("name"), ""};
  for (const Node& identifier : node.items("identifier"))
    if (system_name(identifier.text("system")) == "ods-organization-code") found.ods = identifier.text("value");
  return found;
}

std::string with_ods(const Organisation& organisation) {
  if (organisation.ods.empty()) return organisation.name;
  return organisation.name.empty() ? organisation.ods : organisation.name + " (" + organisation.ods + ")";
}

struct Requester {
  std::string name;
  Organisation organisation;
  std::vector<std::string> phones;
};

std::string person_name(const Node& practitioner) {
  const Node name = practitioner["name"];
  std::string whole;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) whole += (whole.empty() ? "" : " ") + part;
  };
  for (const Node& prefix : name.items("prefix")) add(prefix.text());
  for (const Node& given : name.items("given")) add(given.text());
  add(name.text("family"));
  return whole.empty() ? name.text("text") : whole;
}

// The requester may be a person, a role of a person, or an organisation.
Requester requester_of(const Draft& draft) {
  Requester found;
  Resource who = draft.bundle.resolve(draft.request.node["requester"]);
  if (who.type == "Organization") found.organisation = organisation_of(who.node);
  if (who.type == "PractitionerRole") {
    found.organisation = organisation_of(draft.bundle.resolve(who.node["organization"]).node);
    who = draft.bundle.resolve(who.node["practitioner"]);
  }
  if (who.type != "Practitioner") return found;
  found.name = person_name(who.node);
  for (const Node& telecom : who.node.items("telecom")) found.phones.push_back(telecom.text("value"));
  for (const Resource& role : draft.bundle.of("PractitionerRole"))
    if (found.organisation.name.empty() && draft.bundle.resolve(role.node["practitioner"]).url_id == who.url_id)
      found.organisation = organisation_of(draft.bundle.resolve(role.node["organization"]).node);
  return found;
}

void add_referrer(Draft& draft) {
  Referral& referral = draft.referral;
  const Node header = draft.bundle.first("MessageHeader").node;
  const Requester requester = requester_of(draft);
  Organisation sender = organisation_of(draft.bundle.resolve(header["sender"]).node);
  if (sender.name.empty()) sender.name = header["source"].text("name");
  referral.referrer = requester.name;
  const std::string& works_for = sender.name.empty() ? requester.organisation.name : sender.name;
  if (!works_for.empty()) referral.referrer += (referral.referrer.empty() ? "" : ", ") + works_for;
  referral.referrer_ods = sender.ods.empty() ? requester.organisation.ods : sender.ods;
  if (referral.ambulance.validation) referral.ambulance.requester = with_ods(sender);
  for (const std::string& phone : requester.phones)
    if (!phone.empty()) referral.person.contacts.push_back({requester.name, "referrer", phone, false, true});
  if (std::string phone = header["source"]["contact"].text("value"); !phone.empty())
    referral.person.contacts.push_back({sender.name, "sending service", std::move(phone), false, true});
}

void add_general_practice(Draft& draft) {
  for (const Resource& patient : draft.bundle.of("Patient"))
    for (const Node& reference : patient.node.items("generalPractitioner"))
      if (const Resource practice = draft.bundle.resolve(reference); practice.type == "Organization")
        draft.keep("GP practice", with_ods(organisation_of(practice.node)));
}

Source source_of(Draft& draft) {
  const std::string& use_case = draft.reading.use_case;
  const auto is = [&](std::string_view prefix) { return use_case.starts_with(prefix); };
  if (use_case == "a1t5" || use_case == "a1t6" || use_case == "a1t9") return Source::ambulance999;
  if (is("a1t") || is("a2t")) return Source::nhs111;
  if (is("a3t") || is("a4t") || is("a6t") || draft.reading.validation) return Source::ambulance999;
  if (is("a5t") || use_case == "referraltopharmacy") return Source::call_for_care;  // professionals who refer
  if (use_case.find("care-home") != std::string::npos || use_case.find("carehome") != std::string::npos)
    return Source::care_home;
  if (use_case.find("call-for-care") != std::string::npos || use_case.find("callforcare") != std::string::npos)
    return Source::call_for_care;
  if (draft.referral.ambulance.category != AmbulanceCategory::none) return Source::ambulance999;
  if (!draft.referral.disposition.empty()) return Source::nhs111;
  draft.warn("The message does not say which kind of service it comes from; taken as a professional's referral.");
  return Source::call_for_care;
}

void add_consent(Draft& draft) {
  for (const Resource& consent : draft.bundle.of("Consent"))
    if (draft.referral.consent.empty()) draft.referral.consent = lower(words_of(consent.node["category"]));
  const bool taken_in =
      draft.reading.meaning == Meaning::new_validation || draft.reading.meaning == Meaning::new_referral;
  if (draft.referral.consent.empty() && taken_in) draft.warn("The message holds no consent record.");
}

void add_external(std::string system, std::string value, Draft& draft) {
  if (value.empty()) return;
  ExternalId id{std::move(system), std::move(value)};
  for (const ExternalId& known : draft.referral.external_ids)
    if (known == id) return;
  draft.referral.external_ids.push_back(std::move(id));
}

}  // namespace

// From the widest to the one that means this request alone: the core lets a later one decide.
void add_identifiers(Draft& draft) {
  for (const Resource& encounter : draft.bundle.of("Encounter"))
    for (const Node& episode : encounter.node.items("episodeOfCare")) {
      add_external("journey", bare_id(episode.text("reference")), draft);
      add_external("journey", lower(episode["identifier"].text("value")), draft);
    }
  for (const Resource& encounter : draft.bundle.of("Encounter"))
    for (const Node& identifier : encounter.node.items("identifier"))
      if (const std::string value = identifier.text("value"); !value.empty())
        add_external("cad", identifier.text("system") + "|" + value, draft);
  const std::string kind = draft.request.type == "ServiceRequest" ? "service_request" : "appointment";
  add_external(kind, draft.request.url_id, draft);
  add_external(kind, lower(draft.request.own_id), draft);
  for (const Node& identifier : draft.request.node.items("identifier"))
    add_external(kind, identifier.text("value"), draft);
}

void add_sender(Draft& draft) {
  draft.referral.source = source_of(draft);
  add_referrer(draft);
  add_general_practice(draft);
  add_consent(draft);
  for (const Resource& service : draft.bundle.of("HealthcareService")) draft.keep("Sent to", service.node.text("name"));
}

}  // namespace carehub::fhir
