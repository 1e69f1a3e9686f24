//! How many parts of one upload are sent at once: as many as the store allows, fewer while the server
//! asks for fewer.
//!
//! An answer that says so (503 SlowDown, 429) halves the number; from there it grows by one whenever
//! as many parts as it allows have been stored. The answers to requests that were under way together
//! halve it once: they say the same thing. The pauses between attempts are beside that (`retry`).

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

#[derive(Debug)]
pub struct Pace {
    turns: Semaphore,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    max: usize,
    now: usize,
    /// How many of the turns that are taken will not come back.
    surplus: usize,
    /// Parts stored since `now` was last changed.
    stored: usize,
    /// How often the server has asked for fewer.
    slowed: u64,
}

/// The right to send one part, given back on drop.
#[derive(Debug)]
pub struct Turn<'a> {
    pace: &'a Pace,
    permit: Option<SemaphorePermit<'a>>,
    slowed: u64,
}

impl Pace {
    pub fn new(max: usize) -> Self {
        let max = max.max(1);
        Self {
            turns: Semaphore::new(max),
            state: Mutex::new(State {
                max,
                now: max,
                surplus: 0,
                stored: 0,
                slowed: 0,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until one more part may be sent.
    pub async fn turn(&self) -> Turn<'_> {
        let permit = self.turns.acquire().await.ok();
        Turn {
            pace: self,
            permit,
            slowed: self.state().slowed,
        }
    }
}

impl Turn<'_> {
    /// The server has asked for fewer requests.
    pub fn slow_down(&self) {
        let mut state = self.pace.state();
        if state.slowed != self.slowed {
            return;
        }
        state.slowed += 1;
        state.stored = 0;
        let fewer = (state.now / 2).max(1);
        let less = state.now - fewer;
        state.surplus += less - self.pace.turns.forget_permits(less);
        state.now = fewer;
    }

    /// The part is stored.
    pub fn went_well(&self) {
        let mut state = self.pace.state();
        state.stored += 1;
        if state.now < state.max && state.stored >= state.now {
            state.stored = 0;
            state.now += 1;
            if state.surplus > 0 {
                state.surplus -= 1;
            } else {
                self.pace.turns.add_permits(1);
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.pace.state();
        if state.surplus > 0
            && let Some(permit) = self.permit.take()
        {
            state.surplus -= 1;
            permit.forget();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many turns there are, when none is taken.
    async fn turns(pace: &Pace) -> usize {
        let mut taken = Vec::new();
        while pace.turns.available_permits() > 0 {
            taken.push(pace.turn().await);
        }
        taken.len()
    }

    #[tokio::test]
    async fn those_who_are_told_together_halve_once_and_each_round_adds_one() {
        let pace = Pace::new(8);
        let mut together = Vec::new();
        for _ in 0..8 {
            together.push(pace.turn().await);
        }
        together.iter().for_each(Turn::slow_down);
        drop(together);
        assert_eq!(turns(&pace).await, 4);
        pace.turn().await.slow_down();
        assert_eq!(turns(&pace).await, 2);
        for (stored, expected) in [(1, 2), (1, 3), (3, 4), (4, 5), (26, 8), (100, 8)] {
            for _ in 0..stored {
                pace.turn().await.went_well();
            }
            assert_eq!(turns(&pace).await, expected);
        }
    }

    #[tokio::test]
    async fn one_is_the_least() {
        let pace = Pace::new(1);
        for _ in 0..5 {
            pace.turn().await.slow_down();
        }
        assert_eq!(turns(&pace).await, 1);
    }

    #[tokio::test]
    async fn what_grows_while_parts_are_out_is_not_lost() {
        let pace = Pace::new(4);
        let (a, b, c, d) = (
            pace.turn().await,
            pace.turn().await,
            pace.turn().await,
            pace.turn().await,
        );
        a.slow_down();
        drop(a);
        b.went_well();
        c.went_well();
        drop((b, c, d));
        assert_eq!(turns(&pace).await, 3);
    }
}
