#include "protocols/fhir/coding.hpp"

namespace carehub::fhir {
namespace {

std::string last_part(std::string_view uri) {
  uri = uri.substr(0, uri.find('|'));
  while (!uri.empty() && (uri.back() == '/' || uri.back() == ' ')) uri.remove_suffix(1);
  const std::size_t slash = uri.find_last_of("/:#");
  return lower(slash == std::string_view::npos ? uri : uri.substr(slash + 1));
}

void add_coding(const Node& coding, std::vector<Code>& codes) {
  Code code{system_name(coding.text("system")), coding.text("code"), coding.text("display")};
  if (!code.code.empty() || !code.display.empty()) codes.push_back(std::move(code));
}

void join(std::string& all, const std::string& more) {
  if (more.empty()) return;
  if (!all.empty()) all += ", ";
  all += more;
}

Node value_member(const Node& holder) {
  for (const std::string_view name : holder.names())
    if (name.starts_with("value")) return holder[name];
  return {};
}

}  // namespace

std::string system_name(std::string_view uri) {
  std::string name = last_part(uri);
  if (name.size() > 1 && name.back() == 's') name.pop_back();
  return name;
}

std::string bare_id(std::string_view reference) {
  const std::size_t history = reference.find("/_history");
  return last_part(reference.substr(0, history));
}

std::vector<Code> codes_of(const Node& concept_or_coding) {
  std::vector<Code> codes;
  for (const Node& part : concept_or_coding.items()) {
    if (part["coding"].given()) {
      for (const Node& coding : part.items("coding")) add_coding(coding, codes);
    } else {
      add_coding(part, codes);
    }
  }
  return codes;
}

Code code_in(const std::vector<Code>& codes, std::string_view system) {
  for (const Code& code : codes)
    if (code.system == system) return code;
  return {};
}

std::string words_of(const Node& concept_) {
  if (std::string text = concept_.text("text"); !text.empty()) return text;
  std::string displays;
  std::string plain;
  for (const Code& code : codes_of(concept_)) {
    join(displays, code.display.empty() ? code.code : code.display);
    join(plain, code.code);
  }
  return displays.empty() ? plain : displays;
}

std::string code_and_words(const Code& code) {
  if (code.code.empty()) return code.display;
  return code.display.empty() ? code.code : code.code + " " + code.display;
}

Node extension(const Node& resource, std::string_view name) {
  const std::string wanted = lower(name);
  for (const Node& one : resource.items("extension")) {
    const std::string url = lower(one.text("url"));
    if (!url.ends_with(wanted)) continue;
    return value_member(one).given() ? value_member(one) : one;
  }
  return {};
}

}  // namespace carehub::fhir
