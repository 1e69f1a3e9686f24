//! A part until it is stored: the way that it is signed, and sending it again.

use super::envelope::Envelope;
use super::part::{Part, Stored};
use super::trial::try_in_chunks;
use crate::client::retry::{attempts, attempts_while};
use crate::client::signing::trial::Way;
use crate::error::Failure;
use crate::metrics::add;

impl Part {
    /// Sends it until it is stored, at most as often as the store allows attempts, each when it is
    /// its turn; one more where it is on trial.
    pub async fn upload(self) -> Result<Stored, Failure> {
        let way = match self.s3.config.signs_in_chunks() {
            true => self.live.chunks.way(),
            false => Way::Whole,
        };
        let stored = match way {
            Way::Whole => self.send_whole().await?,
            Way::Chunks => self.send_in_chunks().await?,
            Way::Trial(trial) => match try_in_chunks(&self, trial).await? {
                Some(stored) => stored,
                None => self.send_whole().await?,
            },
        };
        add(&self.live.process.metrics.parts_sent, 1);
        Ok(stored)
    }

    /// The trial has passed, so what is refused for its signature was damaged on the way, and is sent
    /// again, as what other ways of signing call a wrong checksum is. Whatever ends it, the next part
    /// of all is on trial: it may be another server by now.
    async fn send_in_chunks(&self) -> Result<Stored, Failure> {
        let may_pass = |failure: &Failure| failure.is_of_payload() || failure.is_transient();
        let envelope = Envelope::of(&self.s3, &self.content, true).await;
        let send = || self.send(&self.content, &envelope);
        let sent = attempts_while(may_pass, &self.s3, &self.live, send).await;
        if sent.is_err() {
            self.live.chunks.doubt();
        }
        sent
    }

    async fn send_whole(&self) -> Result<Stored, Failure> {
        let envelope = Envelope::of(&self.s3, &self.content, false).await;
        let send = || self.send(&self.content, &envelope);
        attempts(&self.s3, &self.live, send).await
    }
}
