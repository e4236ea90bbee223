// The vocabulary of the domain, compiled once for everybody.

#define CAREHUB_CODEC_DOMAIN
#include "protocols/wire/codec_impl.hpp"

#define CAREHUB_CODEC(T)                                \
  CAREHUB_CODEC_BODY(, T);                              \
  template std::string carehub::wire::encode(const T&); \
  template carehub::Result<T> carehub::wire::decode(std::string_view, const carehub::wire::DecodeLimits&)

CAREHUB_CODEC(carehub::Explanation);
CAREHUB_CODEC(carehub::Case);
CAREHUB_CODEC(carehub::Team);
CAREHUB_CODEC(carehub::Place);
CAREHUB_CODEC(carehub::ServiceState);
CAREHUB_CODEC(carehub::Alert);
CAREHUB_CODEC(carehub::HourTally);
CAREHUB_CODEC(carehub::PersonRecord);
CAREHUB_CODEC(carehub::Resident);
CAREHUB_CODEC(carehub::HomeState);
CAREHUB_CODEC(carehub::Site);
CAREHUB_CODEC(carehub::Stamp);
CAREHUB_CODEC(carehub::Refusal);
CAREHUB_CODEC(carehub::Command);
CAREHUB_CODEC(carehub::Event);
