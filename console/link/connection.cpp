#include "console/link/connection.hpp"

#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <vector>

#include "protocols/wire/limits.hpp"

namespace carehub::link {
namespace {

constexpr int handshake_ms = 5'000;
constexpr int linger_ms = 200;
constexpr int queue_messages = 10'000;
constexpr int update_queue_messages = 2'000;
constexpr int reconnect_ms = 50;
constexpr int reconnect_max_ms = 1'000;
constexpr int sockets_max = 16'000;

std::atomic<std::uint64_t> next_monitor{1};

std::unexpected<Error> failure(const std::string& place, std::string_view doing) {
  return fail(ErrorCode::input_output, place, "{}: {}", doing, zmq_strerror(zmq_errno()));
}

std::string host_of(const std::string& endpoint) {
  const auto colon = endpoint.rfind(':');
  return endpoint.starts_with("tcp://") && colon > 6 ? endpoint.substr(6, colon - 6) : std::string();
}

// A monitor's event: 16 bits of kind, 32 bits of value, and a second part with the endpoint.
std::optional<Sign> read_sign(void* monitor) {
  for (Frame event; monitor != nullptr && event.receive(monitor);) {
    std::uint16_t kind = 0;
    if (event.bytes().size() >= sizeof kind) std::memcpy(&kind, event.bytes().data(), sizeof kind);
    for (bool more = event.more(); more;) {
      Frame rest;
      more = rest.receive(monitor) && rest.more();
    }
    switch (kind) {
      case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        return Sign::connected;
      case ZMQ_EVENT_DISCONNECTED:
        return Sign::lost;
      case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        return Sign::key_refused;
      case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
        return Sign::server_key_wrong;
      default:
        break;
    }
  }
  return std::nullopt;
}

}  // namespace

std::shared_ptr<void> shared_context() {
  static std::mutex mutex;
  static std::weak_ptr<void> current;
  const std::scoped_lock lock(mutex);
  auto context = current.lock();
  if (!context) {
    context = std::shared_ptr<void>(zmq_ctx_new(), [](void* c) {
      while (c != nullptr && zmq_ctx_term(c) != 0 && errno == EINTR) {
      }
    });
    if (context) zmq_ctx_set(context.get(), ZMQ_MAX_SOCKETS, sockets_max);
    current = context;
  }
  return context;
}

Result<Target> find_target(const Options& options) {
  Target target;
  if (options.endpoint.empty()) {
    CAREHUB_TRY(target.endpoints, wire::read_endpoints(options.directory));
    target.from_file = true;
  } else {
    target.endpoints.command = options.endpoint;
  }
  const auto file = options.key_file.empty() ? wire::key_file(options.directory, options.role)
                                             : std::filesystem::path(options.key_file);
  CAREHUB_TRY(target.key, wire::read_client_key(file));
  if (target.endpoints.server_key.empty() || !options.key_file.empty())
    target.endpoints.server_key = target.key.server_key;
  return target;
}

std::string reachable(const std::string& endpoint, const std::string& command) {
  const auto host = host_of(endpoint);
  const auto reached = host_of(command);
  if ((host != "0.0.0.0" && host != "[::]") || reached.empty()) return endpoint;
  return "tcp://" + reached + endpoint.substr(endpoint.rfind(':'));
}

Result<std::unique_ptr<Connection>> Connection::open(std::shared_ptr<void> context, const Target& target) {
  auto connection = std::unique_ptr<Connection>(new Connection(std::move(context), target));
  CAREHUB_TRY(connection->command_, connection->make_socket(ZMQ_DEALER));
  CAREHUB_TRY(connection->command_monitor_, connection->make_monitor(connection->command_.get(), "command"));
  if (zmq_connect(connection->command_.get(), target.endpoints.command.c_str()) != 0)
    return failure(target.endpoints.command, "is not an endpoint that can be reached");
  return connection;
}

// A socket that lingers still reports. With its monitor closed first, ZeroMQ's one thread would wait for ever to hand
// such a report over, and every link of the process with it.
Connection::~Connection() {
  for (void* socket : {command_.get(), updates_.get()}) {
    if (socket != nullptr) zmq_socket_monitor(socket, nullptr, 0);
  }
}

Result<void> Connection::subscribe(const std::string& endpoint) {
  CAREHUB_TRY(updates_, make_socket(ZMQ_SUB));
  CAREHUB_TRY(updates_monitor_, make_monitor(updates_.get(), "updates"));
  if (zmq_setsockopt(updates_.get(), ZMQ_SUBSCRIBE, "", 0) != 0 || zmq_connect(updates_.get(), endpoint.c_str()) != 0)
    return failure(endpoint, "cannot subscribe");
  return {};
}

Result<Socket> Connection::make_socket(int type) const {
  Socket socket(zmq_socket(context_.get(), type));
  if (!socket) return failure("link", "cannot make a socket");
  auto* s = socket.get();
  const bool ready =
      wire::set_option(s, ZMQ_CURVE_SERVERKEY, target_.endpoints.server_key) &&
      wire::set_option(s, ZMQ_CURVE_PUBLICKEY, target_.key.public_key) &&
      wire::set_option(s, ZMQ_CURVE_SECRETKEY, target_.key.secret_key) && wire::set_option(s, ZMQ_LINGER, linger_ms) &&
      wire::set_option(s, ZMQ_MAXMSGSIZE, static_cast<std::int64_t>(wire::reply_bytes_max)) &&
      wire::set_option(s, ZMQ_HANDSHAKE_IVL, handshake_ms) && wire::set_option(s, ZMQ_SNDHWM, queue_messages) &&
      wire::set_option(s, ZMQ_RCVHWM, type == ZMQ_SUB ? update_queue_messages : queue_messages) &&
      wire::set_option(s, ZMQ_RECONNECT_IVL, reconnect_ms) &&
      wire::set_option(s, ZMQ_RECONNECT_IVL_MAX, reconnect_max_ms) && wire::set_option(s, ZMQ_TCP_KEEPALIVE, 1);
  if (!ready) return failure("link", "cannot set up a socket; is the key file whole?");
  return socket;
}

Result<Socket> Connection::make_monitor(void* socket, const char* name) const {
  const auto address = fmt::format("inproc://carehub.monitor.{}.{}", name, next_monitor.fetch_add(1));
  constexpr int events = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
                         ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL;
  if (zmq_socket_monitor(socket, address.c_str(), events) != 0) return failure("link", "cannot watch a socket");
  Socket monitor(zmq_socket(context_.get(), ZMQ_PAIR));
  if (!monitor || !wire::set_option(monitor.get(), ZMQ_LINGER, 0) || zmq_connect(monitor.get(), address.c_str()) != 0)
    return failure("link", "cannot watch a socket");
  return monitor;
}

bool Connection::send(std::string_view bytes) {
  return zmq_send(command_.get(), bytes.data(), bytes.size(), ZMQ_DONTWAIT) >= 0;
}

void Connection::wait(int wake_fd, int timeout_ms) {
  std::array<zmq_pollitem_t, 5> items{};
  int count = 0;
  items[static_cast<std::size_t>(count++)] = {nullptr, wake_fd, ZMQ_POLLIN, 0};
  for (void* socket : {command_.get(), command_monitor_.get(), updates_.get(), updates_monitor_.get()}) {
    if (socket != nullptr) items[static_cast<std::size_t>(count++)] = {socket, 0, ZMQ_POLLIN, 0};
  }
  zmq_poll(items.data(), count, timeout_ms);
}

bool Connection::next_reply(Frame& frame) {
  return frame.receive(command_.get());
}
bool Connection::next_update(Frame& frame) {
  return updates_ && frame.receive(updates_.get());
}
std::optional<Sign> Connection::next_command_sign() {
  return read_sign(command_monitor_.get());
}
std::optional<Sign> Connection::next_update_sign() {
  return read_sign(updates_monitor_.get());
}

}  // namespace carehub::link
