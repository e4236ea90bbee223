#include "dispatcher/endpoints/front.hpp"

#include <unistd.h>

#include <cstdlib>
#include <system_error>
#include <vector>

#include "dispatcher/endpoints/zap.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/zmq_handle.hpp"

namespace carehub::endpoints {

using wire::Context;
using wire::Frame;
using wire::set_option;
using wire::Socket;
using wire::zmq_failure;
namespace {

namespace fs = std::filesystem;

constexpr int handshake_ms = 5'000;
constexpr int linger_ms = 500;
constexpr int queue_messages = 10'000;        // of replies to one client, and of requests from one
constexpr int update_queue_messages = 2'000;  // of updates to one console; a slower one gets a gap and starts again
constexpr int ping_ms = 2'000;
constexpr int ping_timeout_ms = 10'000;
constexpr std::size_t ipc_path_max = 100;  // the system's bound is 108 with the end mark

constexpr int zap_enforce_domain = 93;  // ZMQ_ZAP_ENFORCE_DOMAIN, absent from the stable header

struct Addresses {
  std::string command, updates, board;
};

Result<Socket> make_socket(void* context, int type, const KeyRing& keys, std::string_view domain) {
  Socket socket(zmq_socket(context, type));
  if (!socket) return zmq_failure(std::string(domain), "cannot make the socket");
  auto* s = socket.get();
  const bool router = type == ZMQ_ROUTER;
  const bool ready =
      set_option(s, ZMQ_CURVE_SERVER, 1) && set_option(s, ZMQ_CURVE_SECRETKEY, keys.server().secret_key) &&
      set_option(s, ZMQ_ZAP_DOMAIN, std::string(domain)) &&
      set_option(s, ZMQ_MAXMSGSIZE, static_cast<std::int64_t>(wire::request_bytes_max)) &&
      set_option(s, ZMQ_HANDSHAKE_IVL, handshake_ms) && set_option(s, ZMQ_LINGER, linger_ms) &&
      set_option(s, ZMQ_RCVHWM, queue_messages) &&
      set_option(s, ZMQ_SNDHWM, router ? queue_messages : update_queue_messages) &&
      set_option(s, ZMQ_HEARTBEAT_IVL, ping_ms) && set_option(s, ZMQ_HEARTBEAT_TIMEOUT, ping_timeout_ms) &&
      set_option(s, ZMQ_TCP_KEEPALIVE, 1) && (!router || set_option(s, ZMQ_ROUTER_MANDATORY, 1));
  if (!ready) return zmq_failure(std::string(domain), "cannot set up the socket");
  // Refuses connections should the key check ever be gone. Not every build of libzmq has it; there the key check's life
  // is what counts, and it ends after the sockets.
  (void)set_option(s, zap_enforce_domain, 1);
  return socket;
}

Result<std::string> bind(void* socket, const std::string& endpoint) {
  if (zmq_bind(socket, endpoint.c_str()) != 0) {
    if (zmq_errno() == EADDRINUSE)
      return fail(ErrorCode::conflict, endpoint,
                  "is in use by another program; choose another port with --listen, or end that program");
    return zmq_failure(endpoint, "cannot listen there; name an address of this machine with --listen");
  }
  char resolved[512];
  std::size_t length = sizeof resolved;
  if (zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, resolved, &length) != 0)
    return zmq_failure(endpoint, "cannot listen there");
  return std::string(resolved);
}

// A folder for sockets whose names fit; its own private one where the data directory's path is too long.
Result<fs::path> socket_folder(const fs::path& directory) {
  std::error_code problem;
  const auto whole = fs::absolute(directory, problem);
  if (!problem && (whole / "command.sock").native().size() <= ipc_path_max) return whole;
  const auto* temporary = std::getenv("TMPDIR");
  for (const fs::path& base : {fs::path(temporary != nullptr ? temporary : "/tmp"), fs::path("/tmp")}) {
    auto pattern = (base / "carehub-XXXXXX").native();
    if (pattern.size() + 13 <= ipc_path_max && ::mkdtemp(pattern.data()) != nullptr) return fs::path(pattern);
  }
  return fail(
      ErrorCode::input_output, directory.string(),
      "its path is too long for sockets, and no private folder can be made under TMPDIR; choose a shorter --data");
}

Result<Addresses> tcp_addresses(const std::string& listen) {
  const auto colon = listen.rfind(':');
  const auto host = listen.substr(0, colon);
  const auto port_text = colon > 5 ? listen.substr(colon + 1) : std::string();
  if (port_text.empty() || port_text.find_first_not_of("0123456789*") != std::string::npos || port_text.size() > 5)
    return fail(ErrorCode::invalid_input, listen,
                "is not an endpoint; write tcp://ADDRESS:PORT, for example tcp://127.0.0.1:0");
  if (port_text == "*" || port_text == "0") return Addresses{host + ":*", host + ":*", host + ":*"};
  const auto port = std::atoi(port_text.c_str());
  if (port < 1 || port > 65'533)
    return fail(ErrorCode::invalid_input, listen, "needs three ports in a row, from this one on, below 65536");
  return Addresses{fmt::format("{}:{}", host, port), fmt::format("{}:{}", host, port + 1),
                   fmt::format("{}:{}", host, port + 2)};
}

Result<Addresses> addresses(const FrontOptions& options, fs::path& own_folder) {
  if (options.listen.starts_with("tcp://")) return tcp_addresses(options.listen);
  CAREHUB_CHECK(check_listen(options.listen));
  CAREHUB_TRY(const auto folder, socket_folder(options.directory));
  std::error_code problem;
  if (!fs::equivalent(folder, options.directory, problem)) own_folder = folder;
  const auto name = [&](const char* file) { return "ipc://" + (folder / file).string(); };
  return Addresses{name("command.sock"), name("updates.sock"), name("board.sock")};
}

class ZmqFront final : public Front {
 public:
  ZmqFront(Context context, std::unique_ptr<KeyRing> keys, std::unique_ptr<ZapHandler> zap)
      : context_(std::move(context)), keys_(std::move(keys)), zap_(std::move(zap)) {}
  ~ZmqFront() override {
    command_.reset();
    updates_.reset();
    board_.reset();
    std::error_code ignored;
    for (const auto& file : socket_files_) fs::remove(file, ignored);
    if (!own_folder_.empty()) fs::remove(own_folder_, ignored);
  }
  ZmqFront(const ZmqFront&) = delete;
  ZmqFront& operator=(const ZmqFront&) = delete;

  Result<void> bind_all(const FrontOptions& options) {
    CAREHUB_TRY(const auto wanted, addresses(options, own_folder_));
    CAREHUB_TRY(command_, make_socket(context_.get(), ZMQ_ROUTER, *keys_, command_domain));
    CAREHUB_TRY(updates_, make_socket(context_.get(), ZMQ_PUB, *keys_, clinical_domain));
    CAREHUB_TRY(board_, make_socket(context_.get(), ZMQ_PUB, *keys_, board_domain));
    CAREHUB_TRY(endpoints_.command, bind(command_.get(), wanted.command));
    CAREHUB_TRY(endpoints_.updates, bind(updates_.get(), wanted.updates));
    CAREHUB_TRY(endpoints_.board, bind(board_.get(), wanted.board));
    for (const auto* endpoint : {&endpoints_.command, &endpoints_.updates, &endpoints_.board}) {
      if (endpoint->starts_with("ipc://")) socket_files_.emplace_back(endpoint->substr(6));
    }
    endpoints_.server_key = keys_->server().public_key;
    endpoints_.pid = ::getpid();
    endpoints_.epoch = options.epoch;
    std::size_t size = sizeof descriptor_;
    if (zmq_getsockopt(command_.get(), ZMQ_FD, &descriptor_, &size) != 0)
      return zmq_failure("command", "has no descriptor");
    return {};
  }

  const wire::Endpoints& endpoints() const override { return endpoints_; }
  KeyRing& keys() override { return *keys_; }
  int descriptor() const override { return descriptor_; }
  std::uint64_t connections_denied() const override { return zap_->denied(); }

  bool receive(Received& message) override {
    for (;;) {
      if (zmq_msg_recv(peer_.raw(), command_.get(), ZMQ_DONTWAIT) < 0) return false;
      if (!peer_.more()) continue;  // an identity alone carries nothing
      if (zmq_msg_recv(payload_.raw(), command_.get(), ZMQ_DONTWAIT) < 0) return false;
      message.well_formed = !payload_.more();
      message.peer = peer_.bytes();
      message.payload = payload_.bytes();
      message.key_name = payload_.property("User-Id");
      message.address = payload_.property("Peer-Address");
      for (bool more = payload_.more(); more;) {
        Frame rest;
        if (zmq_msg_recv(rest.raw(), command_.get(), ZMQ_DONTWAIT) < 0) break;
        more = rest.more();
      }
      return true;
    }
  }

  Sent send(std::string_view peer, std::string_view bytes) override {
    if (zmq_send(command_.get(), peer.data(), peer.size(), ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0)
      return zmq_errno() == EAGAIN ? Sent::busy : Sent::gone;
    if (zmq_send(command_.get(), bytes.data(), bytes.size(), ZMQ_DONTWAIT) < 0)
      return zmq_errno() == EAGAIN ? Sent::busy : Sent::gone;
    return Sent::yes;
  }

  // PUB never waits: a console whose queue is full misses this one, sees the gap, and starts again.
  void publish(std::string_view bytes) override { zmq_send(updates_.get(), bytes.data(), bytes.size(), ZMQ_DONTWAIT); }
  void publish_board(std::string_view bytes) override {
    zmq_send(board_.get(), bytes.data(), bytes.size(), ZMQ_DONTWAIT);
  }

 private:
  Context context_;  // ended last: it waits for everything below
  std::unique_ptr<KeyRing> keys_;
  std::unique_ptr<ZapHandler> zap_;
  Socket command_, updates_, board_;
  wire::Endpoints endpoints_;
  fs::path own_folder_;
  std::vector<fs::path> socket_files_;
  int descriptor_ = -1;
  Frame peer_, payload_;
};

}  // namespace

Result<void> check_libzmq() {
  int major = 0;
  int minor = 0;
  int patch = 0;
  zmq_version(&major, &minor, &patch);
  if (major * 10'000 + minor * 100 + patch < 40'304)
    return fail(ErrorCode::unsupported, "libzmq",
                "is version {}.{}.{}; it needs 4.3.4 or newer, older ones have known security faults", major, minor,
                patch);
  if (zmq_has("curve") != 1) return fail(ErrorCode::unsupported, "libzmq", "was built without CURVE security");
  return {};
}

Result<void> check_listen(const std::string& listen) {
  if (listen.empty()) return {};
  if (!listen.starts_with("tcp://"))
    return fail(ErrorCode::invalid_input, listen,
                "is not an endpoint; write tcp://ADDRESS:PORT, or leave --listen out");
  CAREHUB_TRY([[maybe_unused]] const auto addresses, tcp_addresses(listen));
  return {};
}

Result<std::unique_ptr<Front>> Front::open(const FrontOptions& options) {
  CAREHUB_CHECK(check_libzmq());
  CAREHUB_TRY(auto keys, KeyRing::open(options.directory));
  Context context(zmq_ctx_new());
  if (!context) return zmq_failure("libzmq", "cannot start");
  zmq_ctx_set(context.get(), ZMQ_MAX_SOCKETS, 64);
  CAREHUB_TRY(auto zap, ZapHandler::start(context.get(), *keys));
  auto front = std::make_unique<ZmqFront>(std::move(context), std::move(keys), std::move(zap));
  CAREHUB_CHECK(front->bind_all(options));
  return front;
}

}  // namespace carehub::endpoints
