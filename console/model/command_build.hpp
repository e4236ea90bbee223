#pragma once
// Turns what was read into a command and says in plain words what it will do. Part of the parser.

#include "console/model/command_reader.hpp"

namespace carehub::console {

// Requires: every required slot of the verb was read.
// Fills line.command and preview, or error with what to write instead.
void build(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line);

// The parts of it, by what they concern.
void build_response(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line);
void build_case(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line);
void build_duty(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line);
void build_action(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line);
void build_team(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line);
void build_hub(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line);

// What the console does itself. Fills line.action, local, argument and preview; or missing.
void build_local(const Verb& verb, Values values, const Surroundings& around, ParsedLine& line);

// "1042 New confusion, Lake"
[[nodiscard]] std::string named_case(const Values& values);
// ": why", cut to fit; empty without a reason.
[[nodiscard]] std::string with_reason(const Values& values);
void propose(ParsedLine& line, Command command, std::string preview);
// The first ids of the community directory.
[[nodiscard]] std::vector<std::string> community_ids(const Site& site, std::size_t most);

}  // namespace carehub::console
