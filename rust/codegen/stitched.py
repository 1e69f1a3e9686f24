#!/usr/bin/env python3
"""Writes src/hash/avx512/stitched.s: MD5 and SHA-512 of the same blocks in one instruction stream.

MD5 is one chain of dependent steps, 4 to 5 cycles each, and leaves most of a core idle; SHA-512 is
wider but has a chain of its own. Interleaved, both take hardly longer than MD5 alone. It has to be
assembly: from intrinsics, a compiler moves one hash behind the other.

Which of them runs where decides how much they are in each other's way. SHA-512 is in vector
registers, a word a register, as VPRORQ and VPTERNLOGQ do a round in 16 operations instead of 22;
these fill the vector ports. MD5 is in general registers, whose other ports are then free for its
chain. The other way round (MD5 with VPTERNLOGD, SHA-512 with RORX) has the shorter chain for MD5
and is slower by an eighth, as both wait for the same ports all the time: measured, 652 against
557 to 603 MB/s, where MD5 alone reaches 663.

SHA-256, which signs a part over plain HTTP, was tried as a third stream (SHA-NI in xmm0-xmm7,
which wants the upper halves of ymm0-ymm15 never written): 1.8 seconds a GB for the three, where
the two take 1.65 and SHA-256 alone 0.7, least of 150 runs each. But it makes the image's own chain
a tenth longer, which other cores cannot help, where SHA-256 of parts is what they can do beside
it; and a part could not be sent before the image's hashes have come to its end.

What does not depend on the hashes' states is done for more words at once:

- SHA-512's message schedule, with the round constants added, for two blocks of 128 bytes in the
  halves of ymm16-ymm23. The rounds of one pair of blocks run beside the schedule of the next pair,
  so that the work is even; there are two buffers on the stack, which change places.
- MD5's message words plus constants, eight at a time. The constants come by round and by message
  word, not by step, so that no word has to be moved.

Call (System V): rdi = SHA-512 state (8 * u64), rsi = data, rdx = number of 128-byte blocks (even,
at least 2), rcx = MD5 state (4 * u32). Nothing outside the data is read. In naked_asm! the names
in braces are the constants' symbols.

    codegen/stitched.py           write the file
    codegen/stitched.py --check   fail if the file is not what would be written
"""

import pathlib
import sys
from collections.abc import Callable

TARGET = pathlib.Path(__file__).parent.parent / "src" / "hash" / "avx512" / "stitched.s"

# RFC 1321: rotations by round and step, and which message word step i takes.
MD5_ROTATIONS = (
    [7, 12, 17, 22] * 4 + [5, 9, 14, 20] * 4 + [4, 11, 16, 23] * 4 + [6, 10, 15, 21] * 4
)


def md5_word(step: int) -> int:
    """Return which word of the block step `step` adds (RFC 1321, 3.4)."""
    return [step, (5 * step + 1) % 16, (3 * step + 5) % 16, (7 * step) % 16][step // 16]


def truth_table(function: Callable[[int, int, int], int]) -> int:
    """Return the immediate of VPTERNLOG for a function of three bits."""
    bits = [function(i >> 2 & 1, i >> 1 & 1, i & 1) & 1 for i in range(8)]
    return sum(bit << i for i, bit in enumerate(bits))


PARITY = truth_table(lambda a, b, c: a ^ b ^ c)
CHOICE = truth_table(lambda e, f, g: (e & f) | ((1 - e) & g))
MAJORITY = truth_table(lambda a, b, c: (a & b) | (a & c) | (b & c))

# Where the states live: MD5's a to d with a copy from before the block, SHA-512's a to h.
MD5 = ["eax", "ebx", "ecx", "edx"]
MD5_BEFORE = ["r10d", "r11d", "r12d", "r13d"]
MD5_TEMPS = ["r8d", "r9d"]
SHA = [f"xmm{word}" for word in range(8)]
# rsi: data; rdi: the buffer that is written; rbp: the one that is read; r14: SHA-512's constants.
NEXT_DATA, SHA_STATE = "r8", "r15"

# One word of memory for both halves of a register; naked_asm! wants the braces twice.
TO_BOTH = "{{1to2}}"

# MD5's rounds of two blocks.
ROUNDS = 2 * 4
PAIRS_OF_WORDS = 40
# A buffer: by pair of schedule words, those of the first block and those of the second.
BUFFER_BYTES = 32 * PAIRS_OF_WORDS
# Half the schedule of two blocks is made during each of the two blocks before.
PAIRS_A_BLOCK = (PAIRS_OF_WORDS - 8) // 2
HALF_BYTES = 32 * PAIRS_A_BLOCK
# On the stack: two buffers, MD5's words by block and round, and what registers do not hold.
MD5_WORDS = 2 * BUFFER_BYTES
BLOCKS_LEFT = MD5_WORDS + 2 * 256
MD5_STATE, OLD_STACK, LAST_PAIR = BLOCKS_LEFT + 8, BLOCKS_LEFT + 16, BLOCKS_LEFT + 24
FRAME = BLOCKS_LEFT + 64


def md5_function(step: int, b: str, c: str, d: str, temp: str) -> list[str]:
    """Return how F, G, H or I gets to `temp`; `b` is the value that is ready last.

    F is d ^ (b & (c ^ d)). Of G only the half that depends on `b`: see `md5_step`.
    """
    return [
        [f"mov {temp}, {c}", f"xor {temp}, {d}", f"and {temp}, {b}", f"xor {temp}, {d}"],
        [f"mov {temp}, {b}", f"and {temp}, {d}"],
        [f"mov {temp}, {c}", f"xor {temp}, {d}", f"xor {temp}, {b}"],
        [f"mov {temp}, {d}", f"not {temp}", f"or {temp}, {b}", f"xor {temp}, {c}"],
    ][step // 16]


def md5_step(block: int, step: int) -> list[str]:
    """Return one of the 64 steps of one of the two MD5 blocks."""
    a, b, c, d = (MD5[(j - step) % 4] for j in range(4))
    temp = MD5_TEMPS[step % 2]
    number = step // 16
    word = MD5_WORDS + 256 * block + 64 * number + 4 * md5_word(step)
    # The halves of G have no bit in common: they are added one by one, this one early.
    early = [f"andn {temp}, {d}, {c}", f"add {a}, {temp}"] if number == 1 else []
    return [
        f"add {a}, [rsp + {word}]",
        *early,
        *md5_function(step, b, c, d, temp),
        f"add {a}, {temp}",
        f"rol {a}, {MD5_ROTATIONS[step]}",
        f"add {a}, {b}",
    ]


def md5_data(block: int, half: int) -> str:
    """Return the register with eight message words of a block."""
    return f"ymm{10 + 2 * block + half}"


def md5_words(block: int, number: int, half: int) -> list[str]:
    """Return how eight message words with the constants of round `number` get to the stack."""
    where = 64 * number + 32 * half
    return [
        f"vpaddd ymm15, {md5_data(block, half)}, [rip + {{md5_constants}} + {where}]",
        f"vmovdqa [rsp + {MD5_WORDS + 256 * block + where}], ymm15",
    ]


def md5_blocks() -> list[str]:
    """Return MD5 of two blocks, one after the other, each round's words made in the last round."""
    lines = [*md5_words(0, 0, 0), *md5_words(0, 0, 1)]
    for block in range(2):
        lines += [f"mov {MD5_BEFORE[word]}, {MD5[word]}" for word in range(4)]
        for step in range(64):
            lines += md5_step(block, step)
            number = 4 * block + step // 16 + 1
            if number < ROUNDS and step % 16 in (2, 8):
                lines += md5_words(*divmod(number, 4), step % 16 // 8)
        lines += [f"add {MD5[word]}, {MD5_BEFORE[word]}" for word in range(4)]
    return lines


def message(pair: int) -> str:
    """Return the register with message words 2·pair and 2·pair + 1 of two blocks."""
    return f"ymm{16 + pair % 8}"


def with_constants(pair: int, offset: int) -> list[str]:
    """Return how a pair of message words gets to where the rounds take them from."""
    return [
        f"vpaddq ymm24, {message(pair)}, [r14 + {offset}]",
        f"vmovdqa64 [rdi + {offset}], ymm24",
    ]


def first_words(data: str) -> list[str]:
    """Return how the first 16 words of two blocks are read, from where register `data` points."""
    lines = []
    for pair in range(8):
        lines += [
            f"vmovdqu64 xmm24, [{data} + {16 * pair}]",
            f"vinserti64x2 {message(pair)}, ymm24, [{data} + {128 + 16 * pair}], 1",
            f"vpshufb {message(pair)}, {message(pair)}, [rip + {{byte_swap}}]",
            *with_constants(pair, 32 * pair),
        ]
    return lines


def schedule(pair: int) -> list[str]:
    """Return how a pair of message words comes from the eight before (FIPS 180-4, 6.4.2).

    Pairs are counted from the ninth of the schedule, or from the middle of the rest: the same
    code makes both halves, with rdi and r14 moved on between them.
    """
    this = message(pair)
    last = message(pair + 7)
    return [
        f"vpalignr ymm24, {message(pair + 1)}, {this}, 8",
        "vprorq ymm25, ymm24, 1",
        "vprorq ymm26, ymm24, 8",
        "vpsrlq ymm24, ymm24, 7",
        f"vpternlogq ymm24, ymm25, ymm26, {PARITY}",
        f"vpalignr ymm27, {message(pair + 5)}, {message(pair + 4)}, 8",
        f"vpaddq {this}, {this}, ymm27",
        f"vprorq ymm25, {last}, 19",
        f"vprorq ymm26, {last}, 61",
        f"vpsrlq ymm28, {last}, 6",
        f"vpternlogq ymm28, ymm25, ymm26, {PARITY}",
        f"vpaddq {this}, {this}, ymm24",
        f"vpaddq {this}, {this}, ymm28",
        *with_constants(pair, 32 * (8 + pair)),
    ]


def half_schedule() -> list[str]:
    """Return half of what `first_words` leaves to be made."""
    return [line for pair in range(PAIRS_A_BLOCK) for line in schedule(pair)]


def sha_round(number: int) -> list[str]:
    """Return one of the 80 rounds (FIPS 180-4, 6.4.2)."""
    a, b, c, d, e, f, g, h = (SHA[(j - number) % 8] for j in range(8))
    return [
        f"vpaddq {h}, {h}, qword ptr [rbp + {32 * (number // 2) + 8 * (number % 2)}]{TO_BOTH}",
        f"vmovdqa64 xmm29, {e}",
        f"vpternlogq xmm29, {f}, {g}, {CHOICE}",
        f"vprorq xmm8, {e}, 14",
        f"vprorq xmm9, {e}, 18",
        f"vprorq xmm14, {e}, 41",
        f"vpaddq {h}, {h}, xmm29",
        f"vpternlogq xmm8, xmm9, xmm14, {PARITY}",
        f"vpaddq {h}, {h}, xmm8",
        f"vpaddq {d}, {d}, {h}",
        f"vmovdqa64 xmm29, {a}",
        f"vpternlogq xmm29, {b}, {c}, {MAJORITY}",
        f"vprorq xmm30, {a}, 28",
        f"vprorq xmm31, {a}, 34",
        f"vprorq xmm9, {a}, 39",
        f"vpaddq {h}, {h}, xmm29",
        f"vpternlogq xmm30, xmm31, xmm9, {PARITY}",
        f"vpaddq {h}, {h}, xmm30",
    ]


def sha_block() -> list[str]:
    """Return SHA-512 of one block, and half the schedule of two blocks to come."""
    rounds = [line for number in range(80) for line in sha_round(number)]
    lines = interleave(rounds, half_schedule())
    for word, register in enumerate(SHA):
        place = f"qword ptr [{SHA_STATE} + {8 * word}]"
        lines += [f"vpaddq {register}, {register}, {place}{TO_BOTH}", f"vmovq {place}, {register}"]
    return lines


def interleave(long: list[str], short: list[str]) -> list[str]:
    """Return both in their own order, the short one spread evenly over the long one."""
    merged, taken = [], 0
    for count, line in enumerate(long, 1):
        merged.append(line)
        due = len(short) * count // len(long)
        merged += short[taken:due]
        taken = due
    return merged


def function() -> list[str]:
    """Return the whole function."""
    saved = ["rbx", "rbp", "r12", "r13", "r14", "r15"]
    return [
        *(f"push {register}" for register in saved),
        "mov rbp, rsp",
        f"sub rsp, {FRAME}",
        "and rsp, -64",
        f"mov [rsp + {BLOCKS_LEFT}], rdx",
        f"mov [rsp + {MD5_STATE}], rcx",
        f"mov [rsp + {OLD_STACK}], rbp",
        "shl rdx, 7",
        "lea rdx, [rsi + rdx - 256]",
        f"mov [rsp + {LAST_PAIR}], rdx",
        f"mov {SHA_STATE}, rdi",
        f"mov {NEXT_DATA}, rcx",
        *(f"mov {register}, [{NEXT_DATA} + {4 * word}]" for word, register in enumerate(MD5)),
        *(f"vmovq {reg}, qword ptr [{SHA_STATE} + {8 * word}]" for word, reg in enumerate(SHA)),
        # The schedule of the first pair of blocks, into the first buffer, with nothing beside it.
        "mov rdi, rsp",
        "lea r14, [rip + {sha512_constants}]",
        *first_words("rsi"),
        *half_schedule(),
        f"add rdi, {HALF_BYTES}",
        f"add r14, {HALF_BYTES}",
        *half_schedule(),
        "mov rbp, rsp",
        f"lea rdi, [rsp + {BUFFER_BYTES}]",
        f"sub r14, {HALF_BYTES}",
        "2:",  # A pair of blocks begins; after the last pair comes itself, for nothing.
        f"lea {NEXT_DATA}, [rsi + 256]",
        f"cmp {NEXT_DATA}, [rsp + {LAST_PAIR}]",
        f"cmova {NEXT_DATA}, rsi",
        *first_words(NEXT_DATA),
        "3:",  # A block begins.
        *(
            f"vmovdqu {md5_data(block, half)}, [rsi + {64 * block + 32 * half}]"
            for block in range(2)
            for half in range(2)
        ),
        *interleave(sha_block(), md5_blocks()),
        "add rsi, 128",
        f"dec qword ptr [rsp + {BLOCKS_LEFT}]",
        "jz 5f",
        f"test byte ptr [rsp + {BLOCKS_LEFT}], 1",
        "jz 4f",
        "add rbp, 16",
        f"add rdi, {HALF_BYTES}",
        f"add r14, {HALF_BYTES}",
        "jmp 3b",
        "4:",  # The buffers change places.
        "xchg rbp, rdi",
        f"sub rbp, {HALF_BYTES}",
        "sub rdi, 16",
        f"sub r14, {HALF_BYTES}",
        "jmp 2b",
        "5:",
        f"mov r8, [rsp + {MD5_STATE}]",
        *(f"mov [r8 + {4 * word}], {register}" for word, register in enumerate(MD5)),
        f"mov rsp, [rsp + {OLD_STACK}]",
        *(f"pop {register}" for register in reversed(saved)),
        "vzeroupper",
        "ret",
    ]


def main() -> None:
    """Write the file, or check it."""
    text = "// Written by codegen/stitched.py; change it there.\n" + "\n".join(function()) + "\n"
    if sys.argv[1:] == ["--check"]:
        sys.exit(0 if TARGET.read_text() == text else f"{TARGET} is not what {__file__} writes")
    TARGET.write_text(text)


if __name__ == "__main__":
    main()
