#include "dispatcher/endpoints/zap.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <thread>
#include "protocols/wire/zmq_handle.hpp"

namespace carehub::endpoints {

using wire::Frame;
using wire::set_option;
using wire::Socket;
using wire::zmq_failure;
namespace {

constexpr const char* zap_address = "inproc://zeromq.zap.01";
constexpr const char* stop_address = "inproc://carehub.zap.stop";
constexpr std::size_t curve_key_bytes = 32;

// A ZAP request: version, request id, domain, address, identity, mechanism, credentials.
struct ZapRequest {
  std::array<std::string, 7> parts;
  bool whole = false;
};

ZapRequest receive(void* socket) {
  ZapRequest request;
  std::size_t count = 0;
  bool more = true;
  while (more) {
    Frame frame;
    if (zmq_msg_recv(frame.raw(), socket, 0) < 0) return request;
    if (count < request.parts.size()) request.parts[count] = std::string(frame.bytes());
    ++count;
    more = frame.more();
  }
  request.whole = count == request.parts.size();
  return request;
}

void send_part(void* socket, std::string_view part, bool more) {
  zmq_send(socket, part.data(), part.size(), more ? ZMQ_SNDMORE : 0);
}

class Handler final : public ZapHandler {
 public:
  Handler(KeyRing& keys, Socket requests, Socket stopped, Socket stop)
      : keys_(keys), requests_(std::move(requests)), stopped_(std::move(stopped)), stop_(std::move(stop)) {
    thread_ = std::thread([this] { run(); });
  }
  ~Handler() override {
    zmq_send(stop_.get(), "", 0, 0);
    thread_.join();
  }
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;

  std::uint64_t admitted() const override { return admitted_.load(std::memory_order_relaxed); }
  std::uint64_t denied() const override { return denied_.load(std::memory_order_relaxed); }

 private:
  void run() {
    for (;;) {
      std::array<zmq_pollitem_t, 2> items{{{requests_.get(), 0, ZMQ_POLLIN, 0}, {stopped_.get(), 0, ZMQ_POLLIN, 0}}};
      if (zmq_poll(items.data(), 2, -1) < 0 && zmq_errno() == ETERM) return;
      if ((items[1].revents & ZMQ_POLLIN) != 0) return;
      if ((items[0].revents & ZMQ_POLLIN) != 0) answer(receive(requests_.get()));
    }
  }

  void answer(const ZapRequest& request) {
    keys_.refresh();
    ZapVerdict verdict;
    verdict.why = "a malformed request";
    if (request.whole) verdict = judge(keys_, request.parts[2], request.parts[5], request.parts[6]);
    (verdict.allowed ? admitted_ : denied_).fetch_add(1, std::memory_order_relaxed);
    if (!verdict.allowed) spdlog::warn("CH104 connection denied: socket {}, {}", request.parts[2], verdict.why);
    send_part(requests_.get(), "1.0", true);
    send_part(requests_.get(), request.parts[1], true);
    send_part(requests_.get(), verdict.allowed ? "200" : "400", true);
    send_part(requests_.get(), verdict.allowed ? "OK" : "not allowed", true);
    send_part(requests_.get(), verdict.user_id, true);
    send_part(requests_.get(), "", false);
  }

  KeyRing& keys_;
  Socket requests_;
  Socket stopped_;  // the thread's end
  Socket stop_;     // the owner's end
  std::atomic<std::uint64_t> admitted_{0};
  std::atomic<std::uint64_t> denied_{0};
  std::thread thread_;
};

}  // namespace

std::uint32_t roles_of_domain(std::string_view domain) {
  if (domain == command_domain) return all_roles;
  if (domain == clinical_domain) return clinical_roles;
  if (domain == board_domain) return board_roles;
  return 0;
}

ZapVerdict judge(const KeyRing& keys, std::string_view domain, std::string_view mechanism,
                 std::string_view credentials) {
  if (mechanism != "CURVE" || credentials.size() != curve_key_bytes) return {false, "", "no CURVE key"};
  char z85[41];
  if (zmq_z85_encode(z85, reinterpret_cast<const std::uint8_t*>(credentials.data()), curve_key_bytes) == nullptr)
    return {false, "", "a key that cannot be read"};
  const auto key = keys.find_key(z85);
  if (!key) return {false, "", "a key that is not listed"};
  if ((key->roles & roles_of_domain(domain)) == 0)
    return {false, "", fmt::format("key '{}' has no role for it", key->name)};
  return {true, key->name, ""};
}

Result<std::unique_ptr<ZapHandler>> ZapHandler::start(void* context, KeyRing& keys) {
  Socket requests(zmq_socket(context, ZMQ_REP));
  Socket stopped(zmq_socket(context, ZMQ_PAIR));
  Socket stop(zmq_socket(context, ZMQ_PAIR));
  if (!requests || !stopped || !stop) return zmq_failure("key check", "cannot make its sockets");
  for (auto* socket : {requests.get(), stopped.get(), stop.get()}) {
    if (!set_option(socket, ZMQ_LINGER, 0)) return zmq_failure("key check", "cannot set up its sockets");
  }
  if (zmq_bind(requests.get(), zap_address) != 0) return zmq_failure("key check", "cannot start");
  if (zmq_bind(stopped.get(), stop_address) != 0 || zmq_connect(stop.get(), stop_address) != 0)
    return zmq_failure("key check", "cannot start");
  return std::make_unique<Handler>(keys, std::move(requests), std::move(stopped), std::move(stop));
}

}  // namespace carehub::endpoints
