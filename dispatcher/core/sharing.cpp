#include "dispatcher/core/sharing.hpp"

#include <algorithm>

namespace carehub::core {

namespace {

template <class List, class T>
bool has(const List& list, const T& value) {
  return std::ranges::find(list, value) != list.end();
}

template <class List, class T>
void once(List& list, const T& value) {
  if (!has(list, value)) list.push_back(value);
}

bool holds(const PersonEntry& entry, Instant now) {
  return !entry.text.empty() && (!entry.until || *entry.until > now);
}

const SharingAgreement* agreement_of(const Site& site, const Actor& actor) {
  const auto names = [&](const SharingAgreement& one) { return has(one.users, actor.user); };
  const auto at = std::ranges::find_if(site.sharing, names);
  return at == site.sharing.end() ? nullptr : &*at;
}

// An agreement that has run out shares nothing.
bool shared(const Look& look, PersonField field) {
  const SharingAgreement* agreement = agreement_of(look.site, look.actor);
  if (agreement == nullptr) return true;
  const LocalDay today = local_time(look.site.calendar, look.now).day;
  return (!agreement->until || today.days <= agreement->until->days) && has(agreement->fields, field);
}

bool broken(const PersonRecord& record, const Look& look) {
  return std::ranges::any_of(
      record.broken, [&](const BrokenGlass& glass) { return glass.user == look.actor.user && glass.until > look.now; });
}

}  // namespace

std::string organisation_of(const Site& site, const Actor& actor) {
  const SharingAgreement* agreement = agreement_of(site, actor);
  return agreement == nullptr ? site.hub_ods : agreement->organisation;
}

// The way into somebody's home is shown only when it is asked for by name.
bool wants(const std::vector<PersonField>& fields, PersonField field) {
  return fields.empty() ? field != PersonField::access : has(fields, field);
}

bool may_see(const PersonRecord& record, PersonField field, const Look& look) {
  return shared(look, field) || broken(record, look);
}

Seen look_at(const PersonRecord& record, const Look& look) {
  Seen seen;
  for (const PersonEntry& entry : record.entries) {
    if (!holds(entry, look.now)) continue;
    if (!may_see(record, entry.field, look)) {
      once(seen.view.not_shared, entry.field);
    } else if (!wants(look.fields, entry.field)) {
      once(seen.view.on_asking, entry.field);
    } else {
      once(seen.shown, entry.field);
      seen.view.entries.push_back(entry);
      seen.glass_broken = seen.glass_broken || !shared(look, entry.field);
    }
  }
  std::ranges::stable_sort(seen.view.entries, {}, &PersonEntry::field);
  return seen;
}

const PersonEntry* find_entry(const PersonRecord& record, PersonField field, const std::string& organisation) {
  const auto same = [&](const PersonEntry& one) { return one.field == field && one.organisation == organisation; };
  const auto at = std::ranges::find_if(record.entries, same);
  return at == record.entries.end() ? nullptr : &*at;
}

std::vector<PersonField> known_fields(const PersonRecord& record, Instant now) {
  std::vector<PersonField> fields;
  for (const PersonEntry& entry : record.entries)
    if (holds(entry, now)) once(fields, entry.field);
  std::ranges::sort(fields);
  return fields;
}

std::string text_of(const PersonRecord& record, PersonField field, Instant now) {
  std::string text;
  for (const PersonEntry& entry : record.entries) {
    if (entry.field != field || !holds(entry, now)) continue;
    if (!text.empty()) text += "; ";
    text += entry.text;
  }
  return text;
}

}  // namespace carehub::core
