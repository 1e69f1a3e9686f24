#!/usr/bin/env python3
"""Writes src/hash/stitched_avx512.s: MD5 and SHA-512 of the same blocks in one instruction stream.

MD5 is one long chain of dependent steps and leaves most of a core idle; SHA-512 fills a core, but
not the vector units that this MD5 runs in. Interleaved, MD5 costs almost nothing beside SHA-512.
It has to be assembly: from intrinsics, a compiler moves one hash behind the other.

Per SHA-512 block of 128 bytes go two MD5 blocks of 64. SHA-512 works in general registers, its
message schedule in xmm16-xmm28; MD5 in xmm0-xmm8, a word a register, with VPTERNLOGD for its round
functions and VPROLD for its rotations.

Call (System V): rdi = SHA-512 state (8 * u64), rsi = data, rdx = number of blocks (at least 1),
rcx = MD5 state (4 * u32). MD5 adds message words with 16-byte loads, so it READS 12 BYTES BEYOND
the last block. In naked_asm! the names in braces are the constants' symbols.

    codegen/stitched.py           write the file
    codegen/stitched.py --check   fail if the file is not what would be written
"""

import pathlib
import sys
from collections.abc import Callable

TARGET = pathlib.Path(__file__).parent.parent / "src" / "hash" / "stitched_avx512.s"

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


MD5_FUNCTIONS = [
    truth_table(lambda b, c, d: (b & c) | ((1 - b) & d)),
    truth_table(lambda b, c, d: (b & d) | (c & (1 - d))),
    truth_table(lambda b, c, d: b ^ c ^ d),
    truth_table(lambda b, c, d: c ^ (b | (1 - d))),
]
PARITY = truth_table(lambda a, b, c: a ^ b ^ c)

# Where SHA-512's working variables a to h live, and its temporaries.
SHA = dict(zip("abcdefgh", ["rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11"], strict=True))
TEMP1, TEMP2 = "r13", "r15"
MAJ_PAIR = ["r12", "r14"]  # b^c of this round, a^b of the next: they change places every round
# So many words of the schedule follow from others.
SCHEDULED = 80 - 16
# On the stack: a ring of 16 message words with their constants, and what registers do not hold.
BLOCKS_LEFT, MD5_STATE, OLD_STACK, FRAME = 136, 144, 152, 192


def md5_step(block: int, step: int) -> list[str]:
    """Return one of the 64 steps of one of the two blocks."""
    a, b, c, d = (f"xmm{(j - step) % 4}" for j in range(4))
    return [
        f"vpaddd {a}, {a}, [rsi + {64 * block + 4 * md5_word(step)}]",
        f"vpaddd {a}, {a}, [rip + {{md5_constants}} + {4 * step}]",
        f"vmovdqa xmm4, {b}",
        f"vpternlogd xmm4, {c}, {d}, {MD5_FUNCTIONS[step // 16]}",
        f"vpaddd {a}, {a}, xmm4",
        f"vprold {a}, {a}, {MD5_ROTATIONS[step]}",
        f"vpaddd {a}, {a}, {b}",
    ]


def md5_blocks() -> list[str]:
    """Return MD5 of two blocks, one after the other."""
    lines = []
    for block in range(2):
        lines += [f"vmovdqa xmm{5 + word}, xmm{word}" for word in range(4)]
        for step in range(64):
            lines += md5_step(block, step)
        lines += [f"vpaddd xmm{word}, xmm{word}, xmm{5 + word}" for word in range(4)]
    return lines


def message(pair: int) -> str:
    """Return the register with message words 2·pair and 2·pair + 1."""
    return f"xmm{16 + pair % 8}"


def with_constants(pair: int) -> list[str]:
    """Return how a pair of message words gets to where the rounds take them from."""
    return [
        f"vpaddq xmm24, {message(pair)}, [rip + {{sha512_constants}} + {16 * pair}]",
        f"vmovdqa64 [rsp + {16 * (pair % 8)}], xmm24",
    ]


def sha_schedule(pair: int) -> list[str]:
    """Return how a pair of message words comes from the eight before (FIPS 180-4, 6.4.2)."""
    this = message(pair)
    last = message(pair + 7)
    return [
        f"valignq xmm24, {message(pair + 1)}, {this}, 1",
        "vprorq xmm25, xmm24, 1",
        "vprorq xmm26, xmm24, 8",
        "vpsrlq xmm24, xmm24, 7",
        f"vpternlogq xmm24, xmm25, xmm26, {PARITY}",
        f"valignq xmm27, {message(pair + 5)}, {message(pair + 4)}, 1",
        f"vpaddq {this}, {this}, xmm27",
        f"vprorq xmm25, {last}, 19",
        f"vprorq xmm26, {last}, 61",
        f"vpsrlq xmm28, {last}, 6",
        f"vpternlogq xmm28, xmm25, xmm26, {PARITY}",
        f"vpaddq {this}, {this}, xmm24",
        f"vpaddq {this}, {this}, xmm28",
        *with_constants(pair),
    ]


def sha_round(number: int) -> list[str]:
    """Return one of the 80 rounds (FIPS 180-4, 6.4.2)."""
    a, b, _c, d, e, f, g, h = (SHA["abcdefgh"[(j - number) % 8]] for j in range(8))
    before, after = MAJ_PAIR[number % 2], MAJ_PAIR[(number + 1) % 2]
    return [
        f"add {h}, [rsp + {8 * (number % 16)}]",
        f"rorx {TEMP1}, {e}, 41",
        f"rorx {TEMP2}, {e}, 18",
        f"andn {after}, {e}, {g}",
        f"add {h}, {after}",
        f"mov {after}, {f}",
        f"and {after}, {e}",
        f"xor {TEMP1}, {TEMP2}",
        f"rorx {TEMP2}, {e}, 14",
        f"add {h}, {after}",
        f"xor {TEMP1}, {TEMP2}",
        f"add {h}, {TEMP1}",
        f"add {d}, {h}",
        # Maj(a, b, c) = ((a ^ b) & (b ^ c)) ^ b, and this round's a ^ b is the next one's b ^ c.
        f"mov {after}, {a}",
        f"xor {after}, {b}",
        f"rorx {TEMP1}, {a}, 39",
        f"rorx {TEMP2}, {a}, 34",
        f"xor {TEMP1}, {TEMP2}",
        f"rorx {TEMP2}, {a}, 28",
        f"xor {TEMP1}, {TEMP2}",
        f"and {before}, {after}",
        f"xor {before}, {b}",
        f"add {h}, {TEMP1}",
        f"add {h}, {before}",
    ]


def sha_block() -> list[str]:
    """Return SHA-512 of one block."""
    lines = []
    for pair in range(8):
        lines.append(f"vmovdqu64 {message(pair)}, [rsi + {16 * pair}]")
        lines.append(f"vpshufb {message(pair)}, {message(pair)}, xmm29")
    for pair in range(8):
        lines += with_constants(pair)
    lines += [f"mov {MAJ_PAIR[0]}, {SHA['b']}", f"xor {MAJ_PAIR[0]}, {SHA['c']}"]
    for number in range(80):
        lines += sha_round(number)
        if number % 2 == 1 and number < SCHEDULED:
            lines += sha_schedule(8 + number // 2)
    for word, register in enumerate(SHA.values()):
        lines.append(f"add {register}, [rdi + {8 * word}]")
        lines.append(f"mov [rdi + {8 * word}], {register}")
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
        *(f"vmovd xmm{word}, [rcx + {4 * word}]" for word in range(4)),
        "vmovdqa64 xmm29, [rip + {byte_swap}]",
        *(f"mov {register}, [rdi + {8 * word}]" for word, register in enumerate(SHA.values())),
        "2:",
        *interleave(sha_block(), md5_blocks()),
        "add rsi, 128",
        f"dec qword ptr [rsp + {BLOCKS_LEFT}]",
        "jnz 2b",
        f"mov rcx, [rsp + {MD5_STATE}]",
        *(f"vmovd [rcx + {4 * word}], xmm{word}" for word in range(4)),
        f"mov rsp, [rsp + {OLD_STACK}]",
        *(f"pop {register}" for register in reversed(saved)),
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
