//! The few calls that the standard library lacks. All of the crate's `unsafe` is here.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;

#[cfg(target_os = "linux")]
const DISCARD: libc::c_int = libc::MSG_TRUNC;
#[cfg(not(target_os = "linux"))]
const DISCARD: libc::c_int = 0;

/// Takes up to `scratch.len()` bytes from the stream and throws them away; waits until there are so
/// many or the stream ends. On Linux the kernel does it without copying (tcp(7): `MSG_TRUNC`);
/// elsewhere they land in `scratch`.
pub fn discard(stream: &TcpStream, scratch: &mut [u8]) -> io::Result<usize> {
    // SAFETY: the pointer and the length are those of one live, exclusively borrowed slice.
    let taken = unsafe {
        libc::recv(
            stream.as_raw_fd(),
            scratch.as_mut_ptr().cast(),
            scratch.len(),
            DISCARD | libc::MSG_WAITALL,
        )
    };
    usize::try_from(taken).map_err(|_| io::Error::last_os_error())
}

/// Bounds what the kernel keeps for each connection accepted later.
pub fn set_receive_buffer_bytes(listener: &TcpListener, bytes: libc::c_int) {
    // SAFETY: the option's value is one c_int, of which the address and the size are given.
    unsafe {
        libc::setsockopt(
            listener.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_RCVBUF,
            (&raw const bytes).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        );
    }
}

/// User and system CPU seconds of this process.
pub fn cpu_secs() -> (f64, f64) {
    // SAFETY: rusage is plain numbers, for which zeroes are valid, and getrusage only writes it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    };
    let secs = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    (secs(usage.ru_utime), secs(usage.ru_stime))
}

/// SIGTERM and SIGINT, taken by whoever waits rather than by a handler.
pub struct Signals(libc::sigset_t);

impl Signals {
    pub fn block() -> Self {
        // SAFETY: the set is initialised by sigemptyset before anything else looks at it.
        unsafe {
            let mut set: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&raw mut set);
            libc::sigaddset(&raw mut set, libc::SIGTERM);
            libc::sigaddset(&raw mut set, libc::SIGINT);
            libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
            Self(set)
        }
    }

    pub fn wait(&self) {
        let mut signal = 0;
        // SAFETY: the set was initialised by `block`; the number is only written.
        unsafe { libc::sigwait(&raw const self.0, &raw mut signal) };
    }

    pub fn terminate_self() {
        // SAFETY: a signal to oneself, blocked in every thread and taken by `wait`.
        unsafe { libc::kill(libc::getpid(), libc::SIGTERM) };
    }
}
