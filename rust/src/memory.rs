//! One budget in bytes for all transfers of a process.
//!
//! A transfer takes bytes from it before it reads them and gives them back when they are stored
//! and hashed, or delivered. The budget is a fair semaphore: whoever waits first is served first,
//! so a large request is not starved by small ones.
//!
//! No number of transfers can block each other for good:
//!
//! - An upload sends what it has read before it waits (`upload::reading`), so what it holds is freed
//!   by the server and by hashes, or by its source.
//! - A download never waits. It reads ahead with what is free at once, and delivers from one stream
//!   without any.
//! - What is read ahead stays until its consumer takes it, and that may be an upload that waits here.
//!   So all read-ahead together may take no more than [`READ_AHEAD_SHARE`] of the limit. A part is at
//!   most half of it (`upload::plan`), with overhead 17/32, so the rest is enough for whoever is next.
//!
//! Rejected: a budget per store or per transfer, whose sum nobody can promise; and counting by the
//! allocator, which knows of memory only after it is taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes are counted in units of 4 KiB, so that a semaphore's 32-bit requests reach 16 TiB.
const UNIT_BYTES: u64 = 4096;

/// The share of the limit that read-ahead may take, as a fraction.
pub const READ_AHEAD_SHARE: (u64, u64) = (7, 16);

/// What one part may take at most: half of the limit and its overhead.
const PART_SHARE: (u64, u64) = (17, 32);
const _: () = assert!(
    READ_AHEAD_SHARE.0 * PART_SHARE.1 + PART_SHARE.0 * READ_AHEAD_SHARE.1
        <= READ_AHEAD_SHARE.1 * PART_SHARE.1
);

fn units(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT_BYTES)).unwrap_or(u32::MAX)
}

#[derive(Debug)]
pub struct Budget {
    free: Arc<Semaphore>,
    limit_bytes: AtomicU64,
    used_bytes: AtomicU64,
    peak_bytes: AtomicU64,
}

impl Budget {
    pub fn new(limit_bytes: u64) -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(units(limit_bytes) as usize)),
            limit_bytes: AtomicU64::new(limit_bytes),
            used_bytes: AtomicU64::new(0),
            peak_bytes: AtomicU64::new(0),
        })
    }

    /// Makes the limit at least `limit_bytes`. Several stores of one process share the budget;
    /// the largest limit among them holds.
    pub fn raise_to(&self, limit_bytes: u64) {
        let before = self.limit_bytes.fetch_max(limit_bytes, Ordering::AcqRel);
        if before < limit_bytes {
            self.free
                .add_permits((units(limit_bytes) - units(before)) as usize);
        }
    }

    pub fn limit_bytes(&self) -> u64 {
        self.limit_bytes.load(Ordering::Acquire)
    }

    pub fn used_bytes(&self) -> u64 {
        self.used_bytes.load(Ordering::Acquire)
    }

    /// The most that was ever in use at once.
    pub fn peak_bytes(&self) -> u64 {
        self.peak_bytes.load(Ordering::Acquire)
    }

    /// Waits, in the order of arrival, until `bytes` are free. More than the whole limit is
    /// granted as the whole limit: such a request is alone while it lasts.
    pub async fn acquire(self: &Arc<Self>, bytes: u64) -> Permit {
        let wanted = units(bytes.min(self.limit_bytes()));
        let permit = Arc::clone(&self.free)
            .acquire_many_owned(wanted)
            .await
            .expect("the budget's semaphore is never closed");
        self.granted(permit)
    }

    /// The same without waiting: `None` when `bytes` are not free now.
    pub fn try_acquire(self: &Arc<Self>, bytes: u64) -> Option<Permit> {
        let wanted = units(bytes.min(self.limit_bytes()));
        let permit = Arc::clone(&self.free).try_acquire_many_owned(wanted).ok()?;
        Some(self.granted(permit))
    }

    fn granted(self: &Arc<Self>, permit: OwnedSemaphorePermit) -> Permit {
        let bytes = permit.num_permits() as u64 * UNIT_BYTES;
        let used = self.used_bytes.fetch_add(bytes, Ordering::AcqRel) + bytes;
        self.peak_bytes.fetch_max(used, Ordering::AcqRel);
        Permit {
            budget: Arc::clone(self),
            bytes,
            _permit: permit,
        }
    }
}

/// Bytes taken from the budget, given back on drop.
#[derive(Debug)]
pub struct Permit {
    budget: Arc<Budget>,
    bytes: u64,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Permit {
    fn drop(&mut self) {
        // Before the semaphore's permits return (fields drop after this), so that `used` never
        // shows more than the limit.
        self.budget
            .used_bytes
            .fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1024 * 1024;

    #[test]
    fn what_is_taken_comes_back() {
        let budget = Budget::new(10 * MIB);
        let a = budget.try_acquire(6 * MIB).expect("free");
        assert!(budget.try_acquire(5 * MIB).is_none());
        assert_eq!(budget.used_bytes(), 6 * MIB);
        drop(a);
        assert_eq!(budget.used_bytes(), 0);
        assert_eq!(budget.peak_bytes(), 6 * MIB);
        assert!(budget.try_acquire(10 * MIB).is_some());
    }

    #[test]
    fn the_larger_of_two_limits_holds() {
        let budget = Budget::new(MIB);
        budget.raise_to(4 * MIB);
        budget.raise_to(2 * MIB);
        assert_eq!(budget.limit_bytes(), 4 * MIB);
        assert!(budget.try_acquire(4 * MIB).is_some());
    }

    #[test]
    fn more_than_the_limit_is_granted_alone() {
        let budget = Budget::new(4 * MIB);
        let all = budget.try_acquire(64 * MIB).expect("clamped to the limit");
        assert!(budget.try_acquire(UNIT_BYTES).is_none());
        drop(all);
        assert_eq!(budget.used_bytes(), 0);
    }

    #[tokio::test]
    async fn many_takers_never_hold_more_than_the_limit() {
        let budget = Budget::new(8 * MIB);
        let tasks: Vec<_> = (0..200u64)
            .map(|n| {
                let budget = Arc::clone(&budget);
                tokio::spawn(async move {
                    let _permit = budget.acquire((n % 9 + 1) * MIB).await;
                    assert!(budget.used_bytes() <= budget.limit_bytes());
                    tokio::task::yield_now().await;
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("no taker fails");
        }
        assert_eq!(budget.used_bytes(), 0);
        assert!(budget.peak_bytes() <= 8 * MIB);
    }
}
