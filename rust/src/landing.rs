//! One Complete of a key at a time within a process, or PutObject where it has no condition.
//!
//! If-None-Match on Complete is what keeps two uploads of one image id apart, but Ceph RGW ignores it
//! and SeaweedFS may let two pass that come at the same moment. Looking first and completing then
//! helps as long as nobody else completes in between; in this process, this sees to it. Between
//! processes, each upload looks once more afterwards (`upload::target`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

type Locks = Mutex<HashMap<String, Arc<AsyncMutex<()>>>>;

/// The keys that are being completed.
#[derive(Debug, Default)]
pub struct Landings(Arc<Locks>);

/// The right to complete one key, given back on drop.
#[derive(Debug)]
pub struct Landing {
    guard: Option<OwnedMutexGuard<()>>,
    name: String,
    locks: Arc<Locks>,
}

impl Landings {
    /// Waits until nobody else in this process completes `name`.
    pub async fn begin(&self, name: String) -> Landing {
        let lock = {
            let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(locks.entry(name.clone()).or_default())
        };
        Landing {
            guard: Some(lock.lock_owned().await),
            name,
            locks: Arc::clone(&self.0),
        }
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
        self.guard = None;
        // Only the map knows it: nobody waits. Others are counted under the map's lock.
        if locks
            .get(&self.name)
            .is_some_and(|lock| Arc::strong_count(lock) == 1)
        {
            locks.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_at_a_time_and_nothing_is_kept() {
        let landings = Arc::new(Landings::default());
        let inside = Arc::new(AtomicUsize::new(0));
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let (landings, inside) = (Arc::clone(&landings), Arc::clone(&inside));
                tokio::spawn(async move {
                    let _landing = landings.begin("one".into()).await;
                    let _other = landings.begin(format!("own {n}")).await;
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    tokio::task::yield_now().await;
                    inside.fetch_sub(1, Ordering::SeqCst);
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("never two at once");
        }
        assert!(landings.0.lock().expect("sound").is_empty());
    }
}
