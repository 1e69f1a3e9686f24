//! A token bucket as a clock: each byte moves the time at which the next one is due.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How far the clock may lag behind, i.e. what a late wake-up may catch up. Short enough that an
/// idle bucket gives no burst worth measuring, long enough to hide the scheduler.
const CATCH_UP: Duration = Duration::from_millis(20);

pub struct Pace {
    bytes_per_sec: f64,
    due: Mutex<Instant>,
}

impl Pace {
    pub fn new(bytes_per_sec: u64) -> Self {
        Self {
            bytes_per_sec: bytes_per_sec as f64,
            due: Mutex::new(Instant::now()),
        }
    }

    /// Takes the next slot for `bytes` and sleeps until it begins, so that the first bytes of an
    /// answer are not late. Shared by threads, it serves them in the order in which they come.
    pub fn pay(&self, bytes: u64) {
        let now = Instant::now();
        let mut due = self.due.lock().unwrap();
        let start = now
            .checked_sub(CATCH_UP)
            .map_or(*due, |earliest| earliest.max(*due));
        *due = start + Duration::from_secs_f64(bytes as f64 / self.bytes_per_sec);
        drop(due);
        let wait = start.saturating_duration_since(now);
        if !wait.is_zero() {
            std::thread::sleep(wait);
        }
    }
}
