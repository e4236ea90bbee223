#include "tools/ctl/terminal.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace carehub::ctl {
namespace {

// A screen of its own, and pasted text in brackets; and both away again, with the cursor shown.
constexpr std::string_view enter_screen = "\x1b[?1049h\x1b[?2004h\x1b[2J";
constexpr std::string_view leave_screen = "\x1b[?2004l\x1b[?1049l\x1b[?25h";

constexpr std::array ending_signals{SIGTERM, SIGHUP, SIGINT, SIGQUIT};
constexpr std::array faults{SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

// What signal handlers may look at.
termios as_it_was{};
volatile sig_atomic_t is_raw = 0;
volatile sig_atomic_t was_told_to_end = 0;
volatile sig_atomic_t bell_fd = -1;

void ring_bell() {
  const int before = errno;
  const char byte = 0;
  if (bell_fd >= 0 && ::write(bell_fd, &byte, 1) < 0) errno = before;  // full: it will wake anyway
  errno = before;
}

// Only what a signal handler may call.
void restore() {
  if (is_raw == 0) return;
  is_raw = 0;
  if (::write(STDOUT_FILENO, leave_screen.data(), leave_screen.size()) < 0) was_told_to_end = 1;
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was);
}

void on_end(int) {
  was_told_to_end = 1;
  ring_bell();
}

void on_resize(int) {
  ring_bell();
}

void on_fault(int number) {
  restore();
  ::signal(number, SIG_DFL);
  ::raise(number);
}

void handle(int number, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(number, &action, nullptr);
}

bool make_raw() {
  termios raw = as_it_was;
  raw.c_iflag &= ~static_cast<tcflag_t>(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
  raw.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  raw.c_cflag |= CS8;
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (::tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) != 0) return false;
  is_raw = 1;
  return true;
}

}  // namespace

Result<std::unique_ptr<WakePipe>> WakePipe::make() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
    return fail(ErrorCode::input_output, "pipe", "cannot be made: {}", std::strerror(errno));
  return std::unique_ptr<WakePipe>(new WakePipe(ends[0], ends[1]));
}

WakePipe::~WakePipe() {
  if (bell_fd == write_) bell_fd = -1;
  ::close(read_);
  ::close(write_);
}

void WakePipe::ring() const {
  const char byte = 0;
  if (::write(write_, &byte, 1) < 0) return;  // full: whoever waits wakes anyway
}

void WakePipe::drain() const {
  std::array<char, 256> bytes{};
  while (::read(read_, bytes.data(), bytes.size()) > 0) continue;
}

bool wait_for_input(const WakePipe& pipe, bool input, std::chrono::milliseconds most) {
  std::array<pollfd, 2> watched{pollfd{pipe.to_read(), POLLIN, 0}, pollfd{STDIN_FILENO, POLLIN, 0}};
  const auto count = static_cast<nfds_t>(input ? 2 : 1);
  if (::poll(watched.data(), count, static_cast<int>(most.count())) <= 0) return false;
  if (watched[0].revents != 0) pipe.drain();
  return input && watched[1].revents != 0;
}

Result<std::unique_ptr<Terminal>> Terminal::open(const WakePipe& pipe) {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &as_it_was) != 0)
    return fail(ErrorCode::unavailable, "the terminal", "is none; use --plain for lines");
  static const bool at_exit = std::atexit(restore) == 0;
  bell_fd = pipe.to_write();
  was_told_to_end = 0;
  for (const int number : ending_signals) handle(number, on_end);
  for (const int number : faults) handle(number, on_fault);
  handle(SIGWINCH, on_resize);
  if (!at_exit || !make_raw())
    return fail(ErrorCode::input_output, "the terminal", "does not take single keys; use --plain for lines");
  auto terminal = std::unique_ptr<Terminal>(new Terminal);
  terminal->write(enter_screen);
  return terminal;
}

Terminal::~Terminal() {
  restore();
}

Terminal::Size Terminal::size() const {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {};
  return {size.ws_row, size.ws_col};
}

bool Terminal::told_to_end() const {
  return was_told_to_end != 0;
}

void Terminal::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {  // nobody reads it any more
      was_told_to_end = 1;
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Terminal::suspend() {
  restore();
  ::raise(SIGTSTP);
  if (!make_raw()) was_told_to_end = 1;
  write(enter_screen);
}

}  // namespace carehub::ctl
