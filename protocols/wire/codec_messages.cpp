// What crosses a link.

#include "protocols/wire/codec_impl.hpp"

#define CAREHUB_CODEC(T)                                \
  template std::string carehub::wire::encode(const T&); \
  template carehub::Result<T> carehub::wire::decode(std::string_view, const carehub::wire::DecodeLimits&)

CAREHUB_CODEC(carehub::HubStatus);
CAREHUB_CODEC(carehub::Board);
CAREHUB_CODEC(carehub::PictureUpdate);
CAREHUB_CODEC(carehub::wire::Request);
CAREHUB_CODEC(carehub::wire::Reply);
