#include "tools/bench/client.hpp"

#include <sodium.h>
#include <zmq.h>

#include "protocols/wire/codec.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::bench {

namespace {

constexpr int patience_ms = 20'000;

// One context for the process; it lives as long as it.
[[nodiscard]] void* context() {
  static void* const made = zmq_ctx_new();
  return made;
}

[[nodiscard]] std::unexpected<Error> zmq_failure(const std::string& place) {
  return fail(ErrorCode::unavailable, place, "{}", zmq_strerror(zmq_errno()));
}

class DealerClient final : public Client {
 public:
  DealerClient() : socket_(zmq_socket(context(), ZMQ_DEALER)) {}
  ~DealerClient() override { zmq_close(socket_); }
  DealerClient(const DealerClient&) = delete;
  DealerClient& operator=(const DealerClient&) = delete;

  [[nodiscard]] Result<void> connect(const wire::Endpoints& endpoints, const wire::ClientKey& key) {
    const auto set = [&](int option, const std::string& value) {
      return zmq_setsockopt(socket_, option, value.c_str(), value.size()) == 0;
    };
    const int no_linger = 0;
    zmq_setsockopt(socket_, ZMQ_LINGER, &no_linger, sizeof no_linger);
    zmq_setsockopt(socket_, ZMQ_RCVTIMEO, &patience_ms, sizeof patience_ms);
    const bool ready = set(ZMQ_CURVE_SERVERKEY, endpoints.server_key) && set(ZMQ_CURVE_PUBLICKEY, key.public_key) &&
                       set(ZMQ_CURVE_SECRETKEY, key.secret_key) && zmq_connect(socket_, endpoints.command.c_str()) == 0;
    if (!ready) return zmq_failure(endpoints.command);
    return {};
  }

  void send(const wire::Request& request) override {
    const std::string bytes = wire::encode(request);
    zmq_send(socket_, bytes.data(), bytes.size(), 0);
  }

  std::optional<wire::Reply> receive() override { return read(ZMQ_DONTWAIT); }

  Result<wire::Answer> answer() override {
    while (std::optional<wire::Reply> reply = read(0)) {
      if (auto* found = std::get_if<wire::Answer>(&*reply)) return std::move(*found);
      if (const auto* fault = std::get_if<wire::Fault>(&*reply))
        return std::unexpected(Error{fault->code, "fault", fault->text});
    }
    return zmq_failure("answer");
  }

  [[nodiscard]] Result<void> hello(Role role, const std::string& console) {
    send(wire::Hello{wire::protocol_version, "carehub-bench", UserName{"bench"}, role, console});
    const std::optional<wire::Reply> reply = read(0);
    if (!reply) return zmq_failure("hello");
    if (const auto* fault = std::get_if<wire::Fault>(&*reply))
      return std::unexpected(Error{fault->code, "hello", fault->text});
    return {};
  }

  void* socket() const override { return socket_; }

 private:
  [[nodiscard]] std::optional<wire::Reply> read(int flags) {
    zmq_msg_t message;
    zmq_msg_init(&message);
    std::optional<wire::Reply> reply;
    if (zmq_msg_recv(&message, socket_, flags) >= 0) {
      Result<wire::Reply> decoded =
          wire::decode<wire::Reply>({static_cast<const char*>(zmq_msg_data(&message)), zmq_msg_size(&message)});
      if (decoded) reply = *std::move(decoded);
    }
    zmq_msg_close(&message);
    return reply;
  }

  void* socket_;
};

}  // namespace

Result<std::unique_ptr<Client>> Client::sign_in(const std::filesystem::path& data, Role role,
                                                const std::string& console) {
  CAREHUB_TRY(const wire::Endpoints endpoints, wire::read_endpoints(data));
  CAREHUB_TRY(const wire::ClientKey key, wire::read_client_key(wire::key_file(data, role)));
  auto client = std::make_unique<DealerClient>();
  CAREHUB_CHECK(client->connect(endpoints, key));
  CAREHUB_CHECK(client->hello(role, console));
  return client;
}

CommandId fresh_id() {
  CommandId id;
  randombytes_buf(id.bytes.data(), id.bytes.size());
  return id;
}

std::vector<std::size_t> wait_for_any(const std::vector<std::unique_ptr<Client>>& clients, int timeout_ms) {
  std::vector<zmq_pollitem_t> items;
  items.reserve(clients.size());
  for (const auto& client : clients) items.push_back({client->socket(), 0, ZMQ_POLLIN, 0});
  zmq_poll(items.data(), static_cast<int>(items.size()), timeout_ms);
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if ((items[i].revents & ZMQ_POLLIN) != 0) ready.push_back(i);
  }
  return ready;
}

}  // namespace carehub::bench
