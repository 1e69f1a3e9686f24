//! MD5 of one message, whose 64 steps a block wait for each other.
//!
//! Each step is written out in instructions, as its chain is all that counts: a compiler adds what is
//! known early to what comes late, and takes a quarter longer (1.9 seconds a GB to 1.5; OpenSSL, that
//! is `hashlib`, 1.6; `hash::cost` measures it).

#![expect(unsafe_code, reason = "inline assembly")]

use std::arch::asm;

use crate::hash::MD5_BLOCK_BYTES;
use crate::hash::constants::{MD5_CONSTANTS, md5_rotation, md5_word};

/// A step; `$function` gets what it is of b, c and d to a, through t.
macro_rules! step {
    ($state:ident, $block:ident, $step:expr, $($function:literal)*) => {
        let [mut a, b, c, d] = $state;
        // SAFETY: it reads a word of the block.
        unsafe {
            asm!(
                "add {a:e}, dword ptr [{block} + {word}]",
                "add {a:e}, {constant}",
                $($function,)*
                "rol {a:e}, {rotation}",
                "add {a:e}, {b:e}",
                a = inout(reg) a,
                b = in(reg) b,
                c = in(reg) c,
                d = in(reg) d,
                t = out(reg) _,
                block = in(reg) $block,
                word = const 4 * md5_word($step),
                constant = const MD5_CONSTANTS[$step].cast_signed(),
                rotation = const md5_rotation($step),
                options(pure, readonly, nostack)
            );
        }
        $state = [d, a, b, c];
    };
}

macro_rules! sixteen_steps {
    ($state:ident, $block:ident, $first:literal, $function:tt) => {
        sixteen_steps!($state, $block, $first, $function, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    };
    ($state:ident, $block:ident, $first:literal, $function:tt, $($step:literal)*) => {
        $(sixteen_steps!(@ $state, $block, $first + $step, $function);)*
    };
    (@ $state:ident, $block:ident, $step:expr, { $($function:literal)* }) => {
        step!($state, $block, $step, $($function)*);
    };
}

/// RFC 1321, 3.4.
#[target_feature(enable = "bmi1")]
pub fn compress(state: &mut [u32; 4], blocks: &[[u8; MD5_BLOCK_BYTES]]) {
    let mut words = *state;
    for block in blocks {
        let (block, before) = (block.as_ptr(), words);
        // d ^ (b & (c ^ d)) is F, with one operation after b is there.
        sixteen_steps!(words, block, 0, {
            "mov {t:e}, {c:e}" "xor {t:e}, {d:e}" "and {t:e}, {b:e}" "xor {t:e}, {d:e}"
            "add {a:e}, {t:e}"
        });
        // The halves of G have no bit in common: they are added one by one, that without b early.
        sixteen_steps!(words, block, 16, {
            "andn {t:e}, {d:e}, {c:e}" "add {a:e}, {t:e}"
            "mov {t:e}, {b:e}" "and {t:e}, {d:e}" "add {a:e}, {t:e}"
        });
        sixteen_steps!(words, block, 32, {
            "mov {t:e}, {c:e}" "xor {t:e}, {d:e}" "xor {t:e}, {b:e}" "add {a:e}, {t:e}"
        });
        sixteen_steps!(words, block, 48, {
            "mov {t:e}, {d:e}" "not {t:e}" "or {t:e}, {b:e}" "xor {t:e}, {c:e}" "add {a:e}, {t:e}"
        });
        for (word, old) in words.iter_mut().zip(before) {
            *word = word.wrapping_add(old);
        }
    }
    *state = words;
}
