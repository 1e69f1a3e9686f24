//! What belongs to a process, made at its first transfer and never inherited.
//!
//! Glance configures its stores, then uWSGI forks. Threads do not survive a fork, and a tokio
//! runtime or a client that was copied into a child hangs when it is used, and hangs when it is
//! dropped. `os.register_at_fork` hooks do not run under uWSGI. So everything native that lives
//! longer than a call sits in a [`PerProcess`] slot: it remembers the process id it was made
//! under, and under another one it is forgotten (leaked on purpose, once per child) and made anew.
//! The slot is lock-free: a lock that some thread of the parent held would stay locked in the child.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Runtime};

use crate::blocks::Blocks;
use crate::hash::Companies;
use crate::landing::Landings;
use crate::memory::{Budget, READ_AHEAD_SHARE};
use crate::metrics::Metrics;

/// How often a wait looks for a signal such as Ctrl-C.
const SIGNAL_CHECK: Duration = Duration::from_millis(100);

/// More threads than this have nothing to do: they move bytes between sockets and memory.
const IO_THREADS_MAX: usize = 4;

/// A lazily made value that a forked child makes again.
#[derive(Debug)]
pub struct PerProcess<T> {
    slot: ArcSwapOption<(u32, Arc<T>)>,
}

impl<T> PerProcess<T> {
    pub const fn new() -> Self {
        Self {
            slot: ArcSwapOption::const_empty(),
        }
    }

    /// The value of this process, made now if there is none. Of two threads that make it at once,
    /// one value is kept and the other dropped.
    pub fn get_or_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let process_id = std::process::id();
        let seen = self.slot.load_full();
        if let Some(made) = &seen
            && made.0 == process_id
        {
            return Ok(Arc::clone(&made.1));
        }
        let fresh = Arc::new((process_id, Arc::new(make()?)));
        let before = self.slot.compare_and_swap(&seen, Some(Arc::clone(&fresh)));
        match &*before {
            Some(other) if other.0 == process_id => Ok(Arc::clone(&other.1)),
            _ => {
                // The parent's value must not be dropped in the child.
                std::mem::forget(seen);
                Ok(Arc::clone(&fresh.1))
            }
        }
    }
}

impl<T> PerProcess<T> {
    /// The value of this process, if it was made.
    pub fn get(&self) -> Option<Arc<T>> {
        let made = self.slot.load_full()?;
        if made.0 == std::process::id() {
            return Some(Arc::clone(&made.1));
        }
        std::mem::forget(made);
        None
    }
}

impl<T> Drop for PerProcess<T> {
    fn drop(&mut self) {
        if let Some(made) = self.slot.swap(None)
            && made.0 != std::process::id()
        {
            std::mem::forget(made);
        }
    }
}

/// The runtime, the memory and the counters of this process.
#[derive(Debug)]
pub struct Process {
    pub runtime: Runtime,
    pub budget: Arc<Budget>,
    /// The part of the budget that downloads may read ahead with.
    pub read_ahead: Arc<Budget>,
    pub blocks: Arc<Blocks>,
    pub metrics: Metrics,
    /// By all downloads since the process began.
    pub received_bytes: AtomicU64,
    pub landings: Landings,
    /// Images that are hashed at the same time.
    pub companies: Arc<Companies>,
}

static PROCESS: PerProcess<Process> = PerProcess::new();

/// This process's [`Process`], with a memory limit of at least `memory_limit_bytes`.
pub fn process(memory_limit_bytes: u64) -> std::io::Result<Arc<Process>> {
    let (share, of) = READ_AHEAD_SHARE;
    let read_ahead_bytes = memory_limit_bytes / of * share;
    let process = PROCESS.get_or_make(|| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok::<_, std::io::Error>(Process {
            runtime: Builder::new_multi_thread()
                .worker_threads(cores.min(IO_THREADS_MAX))
                .thread_name("glance-s3-fast")
                .enable_all()
                .build()?,
            budget: Budget::new(memory_limit_bytes),
            read_ahead: Budget::new(read_ahead_bytes),
            blocks: Arc::default(),
            metrics: Metrics::default(),
            received_bytes: AtomicU64::default(),
            landings: Landings::default(),
            companies: Arc::new(Companies::new(cores)),
        })
    })?;
    process.budget.raise_to(memory_limit_bytes);
    process.read_ahead.raise_to(read_ahead_bytes);
    Ok(process)
}

/// The same, if a transfer has made it already.
pub fn existing_process() -> Option<Arc<Process>> {
    PROCESS.get()
}

impl Process {
    /// Waits for `future` without the GIL. A signal handler that raises, as Ctrl-C's does, ends
    /// the wait within a tenth of a second and drops the future.
    pub fn wait<F>(&self, py: Python<'_>, future: F) -> PyResult<F::Output>
    where
        F: Future + Send,
        F::Output: Send,
    {
        let mut future = pin!(future);
        loop {
            let ready = py.detach(|| {
                self.runtime
                    .block_on(async { tokio::time::timeout(SIGNAL_CHECK, &mut future).await })
            });
            match ready {
                Ok(output) => return Ok(output),
                Err(_) => py.check_signals()?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_for_all_callers_of_a_process() {
        let slot = PerProcess::new();
        let a: Arc<String> = slot.get_or_make(|| Ok::<_, ()>("a".into())).expect("made");
        let b = slot.get_or_make(|| Ok::<_, ()>("b".into())).expect("there");
        assert!(Arc::ptr_eq(&a, &b));
    }

    #[test]
    fn a_failure_to_make_is_not_remembered() {
        let slot = PerProcess::new();
        assert!(slot.get_or_make(|| Err::<u8, _>("no")).is_err());
        assert_eq!(slot.get_or_make(|| Ok::<_, ()>(7)).map(|v| *v), Ok(7));
    }

    #[test]
    fn another_process_makes_its_own_and_leaves_the_old_alone() {
        struct Loud;
        impl Drop for Loud {
            fn drop(&mut self) {
                panic!("an inherited value was dropped");
            }
        }
        let slot = PerProcess::new();
        // What a child finds: a value made under another process id.
        slot.slot.store(Some(Arc::new((0, Arc::new(Some(Loud))))));
        let mine = slot.get_or_make(|| Ok::<_, ()>(None)).expect("made");
        assert!(mine.is_none());
    }
}
