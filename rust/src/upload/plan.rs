//! How an image is cut into parts: a pure function of what is known before and on the way.
//!
//! | what is known | size of part n |
//! |---|---|
//! | the image's size | the configured size, or as much more as 10,000 parts need, in whole MiB; all equal |
//! | nothing | the configured size, doubled every 1,000 parts |
//! | nothing, and the server wants equal parts | the configured size |
//!
//! Doubling late keeps memory small for all but giants: with 10 MiB the first 10,000 MiB go in parts of
//! 10 MiB and the first 310,000 MiB in parts of at most 160 MiB. A part is sent from memory, and downloads
//! need some, too (`crate::memory`), so none is ever larger than half of the memory limit; that, not
//! the doubling, bounds an image of unknown size.
//! `glance_s3_fast.engines.plan` is the same function for the boto3 engine; a test compares them.
//!
//! Limits: S3 User Guide, "Amazon S3 multipart upload limits".

pub const MIB: u64 = 1024 * 1024;
pub const GIB: u64 = 1024 * MIB;
pub const PARTS_MAX: u64 = 10_000;
pub const PART_SIZE_MAX_BYTES: u64 = 5 * GIB;
/// An image of unknown size gets twice the part size after so many parts.
const PARTS_PER_STEP: u64 = 1_000;

/// The settings that a plan follows.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub base_part_size_bytes: u64,
    /// `None` where the source does not tell.
    pub size_bytes: Option<u64>,
    pub equal_parts: bool,
    pub memory_limit_bytes: u64,
}

/// The image cannot be sent within the limits.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// The part size that it would take.
    pub part_size_bytes: u64,
}

impl Plan {
    /// The largest part that may be: the server's limit or half of the memory's, in whole MiB.
    pub fn part_size_max_bytes(&self) -> u64 {
        let memory = self.memory_limit_bytes / 2 / MIB * MIB;
        PART_SIZE_MAX_BYTES
            .min(memory)
            .max(self.base_part_size_bytes)
    }

    /// Refuses an image of known size that no allowed part size can hold.
    pub fn check(&self) -> Result<(), TooLarge> {
        let part_size_bytes = self.part_size_bytes(1);
        if self.size_bytes.is_some() && part_size_bytes > self.part_size_max_bytes() {
            return Err(TooLarge { part_size_bytes });
        }
        Ok(())
    }

    /// The size of a part that is not the last.
    pub fn part_size_bytes(&self, part_number: u64) -> u64 {
        match self.size_bytes {
            Some(size) => {
                let needed = size.div_ceil(PARTS_MAX).div_ceil(MIB) * MIB;
                self.base_part_size_bytes.max(needed)
            }
            None if self.equal_parts => self.base_part_size_bytes,
            None => {
                let steps = u32::try_from((part_number.max(1) - 1) / PARTS_PER_STEP).unwrap_or(63);
                self.base_part_size_bytes
                    .saturating_mul(1_u64 << steps.min(30))
                    .min(self.part_size_max_bytes())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan(base_mib: u64, size_bytes: Option<u64>, equal_parts: bool, limit_mib: u64) -> Plan {
        Plan {
            base_part_size_bytes: base_mib * MIB,
            size_bytes,
            equal_parts,
            memory_limit_bytes: limit_mib * MIB,
        }
    }

    #[test]
    fn doubles_every_thousand_parts_up_to_the_memory_limit() {
        let growing = plan(10, None, false, 512);
        assert_eq!(growing.part_size_bytes(1), 10 * MIB);
        assert_eq!(growing.part_size_bytes(1_000), 10 * MIB);
        assert_eq!(growing.part_size_bytes(1_001), 20 * MIB);
        assert_eq!(growing.part_size_bytes(5_001), 256 * MIB);
        assert_eq!(growing.part_size_bytes(10_000), 256 * MIB);
        assert_eq!(plan(10, None, true, 512).part_size_bytes(9_999), 10 * MIB);
    }

    #[test]
    fn the_largest_object_of_all_takes_the_largest_parts() {
        let size = PARTS_MAX * PART_SIZE_MAX_BYTES;
        let enough = plan(10, Some(size), false, 16 * 1024);
        assert_eq!(enough.part_size_bytes(1), PART_SIZE_MAX_BYTES);
        assert_eq!(enough.check(), Ok(()));
        let part_size_bytes = PART_SIZE_MAX_BYTES;
        assert_eq!(
            plan(10, Some(size), false, 512).check(),
            Err(TooLarge { part_size_bytes })
        );
        assert!(plan(10, Some(size + 1), false, 16 * 1024).check().is_err());
    }

    proptest! {
        #[test]
        fn a_known_size_fits_into_ten_thousand_parts(
            base_mib in 5_u64..200, size in 1_u64..PARTS_MAX * PART_SIZE_MAX_BYTES,
        ) {
            let plan = plan(base_mib, Some(size), false, 10 * 1024);
            let part = plan.part_size_bytes(1);
            prop_assert!(plan.check().is_ok());
            prop_assert!(size.div_ceil(part) <= PARTS_MAX);
            prop_assert!(part >= base_mib * MIB && part <= PART_SIZE_MAX_BYTES);
            prop_assert!(part == plan.part_size_bytes(10_000));
        }

        #[test]
        fn an_unknown_size_never_shrinks_and_never_outgrows_its_limits(
            base_mib in 5_u64..200, limit_mib in 16_u64..8192, n in 1_u64..PARTS_MAX,
        ) {
            let plan = plan(base_mib, None, false, limit_mib);
            let (this, next) = (plan.part_size_bytes(n), plan.part_size_bytes(n + 1));
            prop_assert!(this <= next && next <= 2 * this);
            prop_assert!(this >= base_mib * MIB);
            prop_assert!(next <= PART_SIZE_MAX_BYTES);
            prop_assert!(next <= (limit_mib * MIB / 2).max(base_mib * MIB));
            prop_assert_eq!(this % MIB, 0);
        }
    }
}
