// Written by codegen/stitched.py; change it there.
push rbx
push rbp
push r12
push r13
push r14
push r15
mov rbp, rsp
sub rsp, 192
and rsp, -64
mov [rsp + 136], rdx
mov [rsp + 144], rcx
mov [rsp + 152], rbp
vmovd xmm0, [rcx + 0]
vmovd xmm1, [rcx + 4]
vmovd xmm2, [rcx + 8]
vmovd xmm3, [rcx + 12]
vmovdqa64 xmm29, [rip + {byte_swap}]
mov rax, [rdi + 0]
mov rbx, [rdi + 8]
mov rcx, [rdi + 16]
mov rdx, [rdi + 24]
mov r8, [rdi + 32]
mov r9, [rdi + 40]
mov r10, [rdi + 48]
mov r11, [rdi + 56]
2:
vmovdqu64 xmm16, [rsi + 0]
vpshufb xmm16, xmm16, xmm29
vmovdqu64 xmm17, [rsi + 16]
vmovdqa xmm5, xmm0
vpshufb xmm17, xmm17, xmm29
vmovdqu64 xmm18, [rsi + 32]
vpshufb xmm18, xmm18, xmm29
vmovdqa xmm6, xmm1
vmovdqu64 xmm19, [rsi + 48]
vpshufb xmm19, xmm19, xmm29
vmovdqu64 xmm20, [rsi + 64]
vmovdqa xmm7, xmm2
vpshufb xmm20, xmm20, xmm29
vmovdqu64 xmm21, [rsi + 80]
vmovdqa xmm8, xmm3
vpshufb xmm21, xmm21, xmm29
vmovdqu64 xmm22, [rsi + 96]
vpshufb xmm22, xmm22, xmm29
vpaddd xmm0, xmm0, [rsi + 0]
vmovdqu64 xmm23, [rsi + 112]
vpshufb xmm23, xmm23, xmm29
vpaddq xmm24, xmm16, [rip + {sha512_constants} + 0]
vpaddd xmm0, xmm0, [rip + {md5_constants} + 0]
vmovdqa64 [rsp + 0], xmm24
vpaddq xmm24, xmm17, [rip + {sha512_constants} + 16]
vmovdqa xmm4, xmm1
vmovdqa64 [rsp + 16], xmm24
vpaddq xmm24, xmm18, [rip + {sha512_constants} + 32]
vmovdqa64 [rsp + 32], xmm24
vpternlogd xmm4, xmm2, xmm3, 202
vpaddq xmm24, xmm19, [rip + {sha512_constants} + 48]
vmovdqa64 [rsp + 48], xmm24
vpaddq xmm24, xmm20, [rip + {sha512_constants} + 64]
vpaddd xmm0, xmm0, xmm4
vmovdqa64 [rsp + 64], xmm24
vpaddq xmm24, xmm21, [rip + {sha512_constants} + 80]
vprold xmm0, xmm0, 7
vmovdqa64 [rsp + 80], xmm24
vpaddq xmm24, xmm22, [rip + {sha512_constants} + 96]
vmovdqa64 [rsp + 96], xmm24
vpaddd xmm0, xmm0, xmm1
vpaddq xmm24, xmm23, [rip + {sha512_constants} + 112]
vmovdqa64 [rsp + 112], xmm24
mov r12, rbx
vpaddd xmm3, xmm3, [rsi + 4]
xor r12, rcx
add r11, [rsp + 0]
vpaddd xmm3, xmm3, [rip + {md5_constants} + 4]
rorx r13, r8, 41
rorx r15, r8, 18
andn r14, r8, r10
vmovdqa xmm4, xmm0
add r11, r14
mov r14, r9
and r14, r8
vpternlogd xmm4, xmm1, xmm2, 202
xor r13, r15
rorx r15, r8, 14
vpaddd xmm3, xmm3, xmm4
add r11, r14
xor r13, r15
add r11, r13
vprold xmm3, xmm3, 12
add rdx, r11
mov r14, rax
xor r14, rbx
vpaddd xmm3, xmm3, xmm0
rorx r13, rax, 39
rorx r15, rax, 34
xor r13, r15
vpaddd xmm2, xmm2, [rsi + 8]
rorx r15, rax, 28
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 8]
and r12, r14
xor r12, rbx
add r11, r13
vmovdqa xmm4, xmm3
add r11, r12
add r10, [rsp + 8]
rorx r13, rdx, 41
vpternlogd xmm4, xmm0, xmm1, 202
rorx r15, rdx, 18
andn r12, rdx, r9
vpaddd xmm2, xmm2, xmm4
add r10, r12
mov r12, r8
and r12, rdx
vprold xmm2, xmm2, 17
xor r13, r15
rorx r15, rdx, 14
add r10, r12
vpaddd xmm2, xmm2, xmm3
xor r13, r15
add r10, r13
vpaddd xmm1, xmm1, [rsi + 12]
add rcx, r10
mov r12, r11
xor r12, rax
vpaddd xmm1, xmm1, [rip + {md5_constants} + 12]
rorx r13, r11, 39
rorx r15, r11, 34
xor r13, r15
vmovdqa xmm4, xmm2
rorx r15, r11, 28
xor r13, r15
vpternlogd xmm4, xmm3, xmm0, 202
and r14, r12
xor r14, rax
add r10, r13
vpaddd xmm1, xmm1, xmm4
add r10, r14
valignq xmm24, xmm17, xmm16, 1
vprorq xmm25, xmm24, 1
vprold xmm1, xmm1, 22
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm1, xmm1, xmm2
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm21, xmm20, 1
vpaddq xmm16, xmm16, xmm27
vpaddd xmm0, xmm0, [rsi + 16]
vprorq xmm25, xmm23, 19
vprorq xmm26, xmm23, 61
vpsrlq xmm28, xmm23, 6
vpaddd xmm0, xmm0, [rip + {md5_constants} + 16]
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm16, xmm16, xmm24
vpaddq xmm16, xmm16, xmm28
vmovdqa xmm4, xmm1
vpaddq xmm24, xmm16, [rip + {sha512_constants} + 128]
vmovdqa64 [rsp + 0], xmm24
vpternlogd xmm4, xmm2, xmm3, 202
add r9, [rsp + 16]
rorx r13, rcx, 41
rorx r15, rcx, 18
vpaddd xmm0, xmm0, xmm4
andn r14, rcx, r8
add r9, r14
mov r14, rdx
vprold xmm0, xmm0, 7
and r14, rcx
xor r13, r15
vpaddd xmm0, xmm0, xmm1
rorx r15, rcx, 14
add r9, r14
xor r13, r15
vpaddd xmm3, xmm3, [rsi + 20]
add r9, r13
add rbx, r9
mov r14, r10
vpaddd xmm3, xmm3, [rip + {md5_constants} + 20]
xor r14, r11
rorx r13, r10, 39
vmovdqa xmm4, xmm0
rorx r15, r10, 34
xor r13, r15
rorx r15, r10, 28
vpternlogd xmm4, xmm1, xmm2, 202
xor r13, r15
and r12, r14
xor r12, r11
vpaddd xmm3, xmm3, xmm4
add r9, r13
add r9, r12
vprold xmm3, xmm3, 12
add r8, [rsp + 24]
rorx r13, rbx, 41
rorx r15, rbx, 18
vpaddd xmm3, xmm3, xmm0
andn r12, rbx, rdx
add r8, r12
mov r12, rcx
vpaddd xmm2, xmm2, [rsi + 24]
and r12, rbx
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 24]
rorx r15, rbx, 14
add r8, r12
xor r13, r15
vmovdqa xmm4, xmm3
add r8, r13
add rax, r8
mov r12, r9
vpternlogd xmm4, xmm0, xmm1, 202
xor r12, r10
rorx r13, r9, 39
rorx r15, r9, 34
vpaddd xmm2, xmm2, xmm4
xor r13, r15
rorx r15, r9, 28
vprold xmm2, xmm2, 17
xor r13, r15
and r14, r12
xor r14, r10
vpaddd xmm2, xmm2, xmm3
add r8, r13
add r8, r14
valignq xmm24, xmm18, xmm17, 1
vpaddd xmm1, xmm1, [rsi + 28]
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpaddd xmm1, xmm1, [rip + {md5_constants} + 28]
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm22, xmm21, 1
vmovdqa xmm4, xmm2
vpaddq xmm17, xmm17, xmm27
vprorq xmm25, xmm16, 19
vprorq xmm26, xmm16, 61
vpternlogd xmm4, xmm3, xmm0, 202
vpsrlq xmm28, xmm16, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddd xmm1, xmm1, xmm4
vpaddq xmm17, xmm17, xmm24
vpaddq xmm17, xmm17, xmm28
vpaddq xmm24, xmm17, [rip + {sha512_constants} + 144]
vprold xmm1, xmm1, 22
vmovdqa64 [rsp + 16], xmm24
add rdx, [rsp + 32]
rorx r13, rax, 41
vpaddd xmm1, xmm1, xmm2
rorx r15, rax, 18
andn r14, rax, rcx
vpaddd xmm0, xmm0, [rsi + 32]
add rdx, r14
mov r14, rbx
and r14, rax
vpaddd xmm0, xmm0, [rip + {md5_constants} + 32]
xor r13, r15
rorx r15, rax, 14
add rdx, r14
vmovdqa xmm4, xmm1
xor r13, r15
add rdx, r13
vpternlogd xmm4, xmm2, xmm3, 202
add r11, rdx
mov r14, r8
xor r14, r9
vpaddd xmm0, xmm0, xmm4
rorx r13, r8, 39
rorx r15, r8, 34
xor r13, r15
vprold xmm0, xmm0, 7
rorx r15, r8, 28
xor r13, r15
vpaddd xmm0, xmm0, xmm1
and r12, r14
xor r12, r9
add rdx, r13
vpaddd xmm3, xmm3, [rsi + 36]
add rdx, r12
add rcx, [rsp + 40]
rorx r13, r11, 41
vpaddd xmm3, xmm3, [rip + {md5_constants} + 36]
rorx r15, r11, 18
andn r12, r11, rbx
add rcx, r12
vmovdqa xmm4, xmm0
mov r12, rax
and r12, r11
vpternlogd xmm4, xmm1, xmm2, 202
xor r13, r15
rorx r15, r11, 14
add rcx, r12
vpaddd xmm3, xmm3, xmm4
xor r13, r15
add rcx, r13
add r10, rcx
vprold xmm3, xmm3, 12
mov r12, rdx
xor r12, r8
vpaddd xmm3, xmm3, xmm0
rorx r13, rdx, 39
rorx r15, rdx, 34
xor r13, r15
vpaddd xmm2, xmm2, [rsi + 40]
rorx r15, rdx, 28
xor r13, r15
and r14, r12
vpaddd xmm2, xmm2, [rip + {md5_constants} + 40]
xor r14, r8
add rcx, r13
vmovdqa xmm4, xmm3
add rcx, r14
valignq xmm24, xmm19, xmm18, 1
vprorq xmm25, xmm24, 1
vpternlogd xmm4, xmm0, xmm1, 202
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpaddd xmm2, xmm2, xmm4
valignq xmm27, xmm23, xmm22, 1
vpaddq xmm18, xmm18, xmm27
vprold xmm2, xmm2, 17
vprorq xmm25, xmm17, 19
vprorq xmm26, xmm17, 61
vpsrlq xmm28, xmm17, 6
vpaddd xmm2, xmm2, xmm3
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm18, xmm18, xmm24
vpaddq xmm18, xmm18, xmm28
vpaddd xmm1, xmm1, [rsi + 44]
vpaddq xmm24, xmm18, [rip + {sha512_constants} + 160]
vmovdqa64 [rsp + 32], xmm24
vpaddd xmm1, xmm1, [rip + {md5_constants} + 44]
add rbx, [rsp + 48]
rorx r13, r10, 41
rorx r15, r10, 18
vmovdqa xmm4, xmm2
andn r14, r10, rax
add rbx, r14
mov r14, r11
vpternlogd xmm4, xmm3, xmm0, 202
and r14, r10
xor r13, r15
rorx r15, r10, 14
vpaddd xmm1, xmm1, xmm4
add rbx, r14
xor r13, r15
vprold xmm1, xmm1, 22
add rbx, r13
add r9, rbx
mov r14, rcx
vpaddd xmm1, xmm1, xmm2
xor r14, rdx
rorx r13, rcx, 39
rorx r15, rcx, 34
vpaddd xmm0, xmm0, [rsi + 48]
xor r13, r15
rorx r15, rcx, 28
vpaddd xmm0, xmm0, [rip + {md5_constants} + 48]
xor r13, r15
and r12, r14
xor r12, rdx
vmovdqa xmm4, xmm1
add rbx, r13
add rbx, r12
add rax, [rsp + 56]
vpternlogd xmm4, xmm2, xmm3, 202
rorx r13, r9, 41
rorx r15, r9, 18
vpaddd xmm0, xmm0, xmm4
andn r12, r9, r11
add rax, r12
mov r12, r10
vprold xmm0, xmm0, 7
and r12, r9
xor r13, r15
rorx r15, r9, 14
vpaddd xmm0, xmm0, xmm1
add rax, r12
xor r13, r15
vpaddd xmm3, xmm3, [rsi + 52]
add rax, r13
add r8, rax
mov r12, rbx
vpaddd xmm3, xmm3, [rip + {md5_constants} + 52]
xor r12, rcx
rorx r13, rbx, 39
rorx r15, rbx, 34
vmovdqa xmm4, xmm0
xor r13, r15
rorx r15, rbx, 28
vpternlogd xmm4, xmm1, xmm2, 202
xor r13, r15
and r14, r12
xor r14, rcx
vpaddd xmm3, xmm3, xmm4
add rax, r13
add rax, r14
valignq xmm24, xmm20, xmm19, 1
vprold xmm3, xmm3, 12
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm3, xmm3, xmm0
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm16, xmm23, 1
vpaddd xmm2, xmm2, [rsi + 56]
vpaddq xmm19, xmm19, xmm27
vprorq xmm25, xmm18, 19
vprorq xmm26, xmm18, 61
vpaddd xmm2, xmm2, [rip + {md5_constants} + 56]
vpsrlq xmm28, xmm18, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm19, xmm19, xmm24
vmovdqa xmm4, xmm3
vpaddq xmm19, xmm19, xmm28
vpaddq xmm24, xmm19, [rip + {sha512_constants} + 176]
vpternlogd xmm4, xmm0, xmm1, 202
vmovdqa64 [rsp + 48], xmm24
add r11, [rsp + 64]
rorx r13, r8, 41
vpaddd xmm2, xmm2, xmm4
rorx r15, r8, 18
andn r14, r8, r10
add r11, r14
vprold xmm2, xmm2, 17
mov r14, r9
and r14, r8
vpaddd xmm2, xmm2, xmm3
xor r13, r15
rorx r15, r8, 14
add r11, r14
vpaddd xmm1, xmm1, [rsi + 60]
xor r13, r15
add r11, r13
add rdx, r11
vpaddd xmm1, xmm1, [rip + {md5_constants} + 60]
mov r14, rax
xor r14, rbx
vmovdqa xmm4, xmm2
rorx r13, rax, 39
rorx r15, rax, 34
xor r13, r15
vpternlogd xmm4, xmm3, xmm0, 202
rorx r15, rax, 28
xor r13, r15
and r12, r14
vpaddd xmm1, xmm1, xmm4
xor r12, rbx
add r11, r13
vprold xmm1, xmm1, 22
add r11, r12
add r10, [rsp + 72]
rorx r13, rdx, 41
vpaddd xmm1, xmm1, xmm2
rorx r15, rdx, 18
andn r12, rdx, r9
add r10, r12
vpaddd xmm0, xmm0, [rsi + 4]
mov r12, r8
and r12, rdx
vpaddd xmm0, xmm0, [rip + {md5_constants} + 64]
xor r13, r15
rorx r15, rdx, 14
add r10, r12
vmovdqa xmm4, xmm1
xor r13, r15
add r10, r13
add rcx, r10
vpternlogd xmm4, xmm2, xmm3, 228
mov r12, r11
xor r12, rax
rorx r13, r11, 39
vpaddd xmm0, xmm0, xmm4
rorx r15, r11, 34
xor r13, r15
vprold xmm0, xmm0, 5
rorx r15, r11, 28
xor r13, r15
and r14, r12
vpaddd xmm0, xmm0, xmm1
xor r14, rax
add r10, r13
add r10, r14
vpaddd xmm3, xmm3, [rsi + 24]
valignq xmm24, xmm21, xmm20, 1
vprorq xmm25, xmm24, 1
vpaddd xmm3, xmm3, [rip + {md5_constants} + 68]
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vmovdqa xmm4, xmm0
valignq xmm27, xmm17, xmm16, 1
vpaddq xmm20, xmm20, xmm27
vprorq xmm25, xmm19, 19
vpternlogd xmm4, xmm1, xmm2, 228
vprorq xmm26, xmm19, 61
vpsrlq xmm28, xmm19, 6
vpaddd xmm3, xmm3, xmm4
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm20, xmm20, xmm24
vpaddq xmm20, xmm20, xmm28
vprold xmm3, xmm3, 9
vpaddq xmm24, xmm20, [rip + {sha512_constants} + 192]
vmovdqa64 [rsp + 64], xmm24
add r9, [rsp + 80]
vpaddd xmm3, xmm3, xmm0
rorx r13, rcx, 41
rorx r15, rcx, 18
vpaddd xmm2, xmm2, [rsi + 44]
andn r14, rcx, r8
add r9, r14
mov r14, rdx
vpaddd xmm2, xmm2, [rip + {md5_constants} + 72]
and r14, rcx
xor r13, r15
rorx r15, rcx, 14
vmovdqa xmm4, xmm3
add r9, r14
xor r13, r15
vpternlogd xmm4, xmm0, xmm1, 228
add r9, r13
add rbx, r9
mov r14, r10
vpaddd xmm2, xmm2, xmm4
xor r14, r11
rorx r13, r10, 39
rorx r15, r10, 34
vprold xmm2, xmm2, 14
xor r13, r15
rorx r15, r10, 28
xor r13, r15
vpaddd xmm2, xmm2, xmm3
and r12, r14
xor r12, r11
vpaddd xmm1, xmm1, [rsi + 0]
add r9, r13
add r9, r12
add r8, [rsp + 88]
vpaddd xmm1, xmm1, [rip + {md5_constants} + 76]
rorx r13, rbx, 41
rorx r15, rbx, 18
andn r12, rbx, rdx
vmovdqa xmm4, xmm2
add r8, r12
mov r12, rcx
vpternlogd xmm4, xmm3, xmm0, 228
and r12, rbx
xor r13, r15
rorx r15, rbx, 14
vpaddd xmm1, xmm1, xmm4
add r8, r12
xor r13, r15
add r8, r13
vprold xmm1, xmm1, 20
add rax, r8
mov r12, r9
vpaddd xmm1, xmm1, xmm2
xor r12, r10
rorx r13, r9, 39
rorx r15, r9, 34
vpaddd xmm0, xmm0, [rsi + 20]
xor r13, r15
rorx r15, r9, 28
xor r13, r15
vpaddd xmm0, xmm0, [rip + {md5_constants} + 80]
and r14, r12
xor r14, r10
vmovdqa xmm4, xmm1
add r8, r13
add r8, r14
valignq xmm24, xmm22, xmm21, 1
vpternlogd xmm4, xmm2, xmm3, 228
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm0, xmm0, xmm4
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm18, xmm17, 1
vprold xmm0, xmm0, 5
vpaddq xmm21, xmm21, xmm27
vprorq xmm25, xmm20, 19
vprorq xmm26, xmm20, 61
vpaddd xmm0, xmm0, xmm1
vpsrlq xmm28, xmm20, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm21, xmm21, xmm24
vpaddd xmm3, xmm3, [rsi + 40]
vpaddq xmm21, xmm21, xmm28
vpaddq xmm24, xmm21, [rip + {sha512_constants} + 208]
vmovdqa64 [rsp + 80], xmm24
vpaddd xmm3, xmm3, [rip + {md5_constants} + 84]
add rdx, [rsp + 96]
rorx r13, rax, 41
vmovdqa xmm4, xmm0
rorx r15, rax, 18
andn r14, rax, rcx
add rdx, r14
vpternlogd xmm4, xmm1, xmm2, 228
mov r14, rbx
and r14, rax
xor r13, r15
vpaddd xmm3, xmm3, xmm4
rorx r15, rax, 14
add rdx, r14
vprold xmm3, xmm3, 9
xor r13, r15
add rdx, r13
add r11, rdx
vpaddd xmm3, xmm3, xmm0
mov r14, r8
xor r14, r9
rorx r13, r8, 39
vpaddd xmm2, xmm2, [rsi + 60]
rorx r15, r8, 34
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 88]
rorx r15, r8, 28
xor r13, r15
and r12, r14
vmovdqa xmm4, xmm3
xor r12, r9
add rdx, r13
add rdx, r12
vpternlogd xmm4, xmm0, xmm1, 228
add rcx, [rsp + 104]
rorx r13, r11, 41
vpaddd xmm2, xmm2, xmm4
rorx r15, r11, 18
andn r12, r11, rbx
add rcx, r12
vprold xmm2, xmm2, 14
mov r12, rax
and r12, r11
xor r13, r15
vpaddd xmm2, xmm2, xmm3
rorx r15, r11, 14
add rcx, r12
vpaddd xmm1, xmm1, [rsi + 16]
xor r13, r15
add rcx, r13
add r10, rcx
vpaddd xmm1, xmm1, [rip + {md5_constants} + 92]
mov r12, rdx
xor r12, r8
rorx r13, rdx, 39
vmovdqa xmm4, xmm2
rorx r15, rdx, 34
xor r13, r15
rorx r15, rdx, 28
vpternlogd xmm4, xmm3, xmm0, 228
xor r13, r15
and r14, r12
vpaddd xmm1, xmm1, xmm4
xor r14, r8
add rcx, r13
add rcx, r14
vprold xmm1, xmm1, 20
valignq xmm24, xmm23, xmm22, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpaddd xmm1, xmm1, xmm2
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpaddd xmm0, xmm0, [rsi + 36]
valignq xmm27, xmm19, xmm18, 1
vpaddq xmm22, xmm22, xmm27
vprorq xmm25, xmm21, 19
vpaddd xmm0, xmm0, [rip + {md5_constants} + 96]
vprorq xmm26, xmm21, 61
vpsrlq xmm28, xmm21, 6
vpternlogq xmm28, xmm25, xmm26, 150
vmovdqa xmm4, xmm1
vpaddq xmm22, xmm22, xmm24
vpaddq xmm22, xmm22, xmm28
vpternlogd xmm4, xmm2, xmm3, 228
vpaddq xmm24, xmm22, [rip + {sha512_constants} + 224]
vmovdqa64 [rsp + 96], xmm24
add rbx, [rsp + 112]
vpaddd xmm0, xmm0, xmm4
rorx r13, r10, 41
rorx r15, r10, 18
andn r14, r10, rax
vprold xmm0, xmm0, 5
add rbx, r14
mov r14, r11
vpaddd xmm0, xmm0, xmm1
and r14, r10
xor r13, r15
rorx r15, r10, 14
vpaddd xmm3, xmm3, [rsi + 56]
add rbx, r14
xor r13, r15
add rbx, r13
vpaddd xmm3, xmm3, [rip + {md5_constants} + 100]
add r9, rbx
mov r14, rcx
vmovdqa xmm4, xmm0
xor r14, rdx
rorx r13, rcx, 39
rorx r15, rcx, 34
vpternlogd xmm4, xmm1, xmm2, 228
xor r13, r15
rorx r15, rcx, 28
xor r13, r15
vpaddd xmm3, xmm3, xmm4
and r12, r14
xor r12, rdx
vprold xmm3, xmm3, 9
add rbx, r13
add rbx, r12
add rax, [rsp + 120]
vpaddd xmm3, xmm3, xmm0
rorx r13, r9, 41
rorx r15, r9, 18
andn r12, r9, r11
vpaddd xmm2, xmm2, [rsi + 12]
add rax, r12
mov r12, r10
and r12, r9
vpaddd xmm2, xmm2, [rip + {md5_constants} + 104]
xor r13, r15
rorx r15, r9, 14
vmovdqa xmm4, xmm3
add rax, r12
xor r13, r15
add rax, r13
vpternlogd xmm4, xmm0, xmm1, 228
add r8, rax
mov r12, rbx
xor r12, rcx
vpaddd xmm2, xmm2, xmm4
rorx r13, rbx, 39
rorx r15, rbx, 34
vprold xmm2, xmm2, 14
xor r13, r15
rorx r15, rbx, 28
xor r13, r15
vpaddd xmm2, xmm2, xmm3
and r14, r12
xor r14, rcx
add rax, r13
vpaddd xmm1, xmm1, [rsi + 32]
add rax, r14
valignq xmm24, xmm16, xmm23, 1
vpaddd xmm1, xmm1, [rip + {md5_constants} + 108]
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vmovdqa xmm4, xmm2
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm20, xmm19, 1
vpaddq xmm23, xmm23, xmm27
vpternlogd xmm4, xmm3, xmm0, 228
vprorq xmm25, xmm22, 19
vprorq xmm26, xmm22, 61
vpaddd xmm1, xmm1, xmm4
vpsrlq xmm28, xmm22, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm23, xmm23, xmm24
vprold xmm1, xmm1, 20
vpaddq xmm23, xmm23, xmm28
vpaddq xmm24, xmm23, [rip + {sha512_constants} + 240]
vmovdqa64 [rsp + 112], xmm24
vpaddd xmm1, xmm1, xmm2
add r11, [rsp + 0]
rorx r13, r8, 41
vpaddd xmm0, xmm0, [rsi + 52]
rorx r15, r8, 18
andn r14, r8, r10
add r11, r14
vpaddd xmm0, xmm0, [rip + {md5_constants} + 112]
mov r14, r9
and r14, r8
xor r13, r15
vmovdqa xmm4, xmm1
rorx r15, r8, 14
add r11, r14
xor r13, r15
vpternlogd xmm4, xmm2, xmm3, 228
add r11, r13
add rdx, r11
vpaddd xmm0, xmm0, xmm4
mov r14, rax
xor r14, rbx
rorx r13, rax, 39
vprold xmm0, xmm0, 5
rorx r15, rax, 34
xor r13, r15
rorx r15, rax, 28
vpaddd xmm0, xmm0, xmm1
xor r13, r15
and r12, r14
vpaddd xmm3, xmm3, [rsi + 8]
xor r12, rbx
add r11, r13
add r11, r12
vpaddd xmm3, xmm3, [rip + {md5_constants} + 116]
add r10, [rsp + 8]
rorx r13, rdx, 41
rorx r15, rdx, 18
vmovdqa xmm4, xmm0
andn r12, rdx, r9
add r10, r12
vpternlogd xmm4, xmm1, xmm2, 228
mov r12, r8
and r12, rdx
xor r13, r15
vpaddd xmm3, xmm3, xmm4
rorx r15, rdx, 14
add r10, r12
xor r13, r15
vprold xmm3, xmm3, 9
add r10, r13
add rcx, r10
vpaddd xmm3, xmm3, xmm0
mov r12, r11
xor r12, rax
rorx r13, r11, 39
vpaddd xmm2, xmm2, [rsi + 28]
rorx r15, r11, 34
xor r13, r15
rorx r15, r11, 28
vpaddd xmm2, xmm2, [rip + {md5_constants} + 120]
xor r13, r15
and r14, r12
vmovdqa xmm4, xmm3
xor r14, rax
add r10, r13
add r10, r14
vpternlogd xmm4, xmm0, xmm1, 228
valignq xmm24, xmm17, xmm16, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpaddd xmm2, xmm2, xmm4
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm21, xmm20, 1
vprold xmm2, xmm2, 14
vpaddq xmm16, xmm16, xmm27
vprorq xmm25, xmm23, 19
vpaddd xmm2, xmm2, xmm3
vprorq xmm26, xmm23, 61
vpsrlq xmm28, xmm23, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddd xmm1, xmm1, [rsi + 48]
vpaddq xmm16, xmm16, xmm24
vpaddq xmm16, xmm16, xmm28
vpaddq xmm24, xmm16, [rip + {sha512_constants} + 256]
vpaddd xmm1, xmm1, [rip + {md5_constants} + 124]
vmovdqa64 [rsp + 0], xmm24
add r9, [rsp + 16]
vmovdqa xmm4, xmm2
rorx r13, rcx, 41
rorx r15, rcx, 18
andn r14, rcx, r8
vpternlogd xmm4, xmm3, xmm0, 228
add r9, r14
mov r14, rdx
and r14, rcx
vpaddd xmm1, xmm1, xmm4
xor r13, r15
rorx r15, rcx, 14
vprold xmm1, xmm1, 20
add r9, r14
xor r13, r15
add r9, r13
vpaddd xmm1, xmm1, xmm2
add rbx, r9
mov r14, r10
xor r14, r11
vpaddd xmm0, xmm0, [rsi + 20]
rorx r13, r10, 39
rorx r15, r10, 34
vpaddd xmm0, xmm0, [rip + {md5_constants} + 128]
xor r13, r15
rorx r15, r10, 28
xor r13, r15
vmovdqa xmm4, xmm1
and r12, r14
xor r12, r11
add r9, r13
vpternlogd xmm4, xmm2, xmm3, 150
add r9, r12
add r8, [rsp + 24]
vpaddd xmm0, xmm0, xmm4
rorx r13, rbx, 41
rorx r15, rbx, 18
andn r12, rbx, rdx
vprold xmm0, xmm0, 4
add r8, r12
mov r12, rcx
and r12, rbx
vpaddd xmm0, xmm0, xmm1
xor r13, r15
rorx r15, rbx, 14
vpaddd xmm3, xmm3, [rsi + 32]
add r8, r12
xor r13, r15
add r8, r13
vpaddd xmm3, xmm3, [rip + {md5_constants} + 132]
add rax, r8
mov r12, r9
xor r12, r10
vmovdqa xmm4, xmm0
rorx r13, r9, 39
rorx r15, r9, 34
xor r13, r15
vpternlogd xmm4, xmm1, xmm2, 150
rorx r15, r9, 28
xor r13, r15
vpaddd xmm3, xmm3, xmm4
and r14, r12
xor r14, r10
add r8, r13
vprold xmm3, xmm3, 11
add r8, r14
valignq xmm24, xmm18, xmm17, 1
vprorq xmm25, xmm24, 1
vpaddd xmm3, xmm3, xmm0
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm2, xmm2, [rsi + 44]
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm22, xmm21, 1
vpaddq xmm17, xmm17, xmm27
vpaddd xmm2, xmm2, [rip + {md5_constants} + 136]
vprorq xmm25, xmm16, 19
vprorq xmm26, xmm16, 61
vpsrlq xmm28, xmm16, 6
vmovdqa xmm4, xmm3
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm17, xmm17, xmm24
vpternlogd xmm4, xmm0, xmm1, 150
vpaddq xmm17, xmm17, xmm28
vpaddq xmm24, xmm17, [rip + {sha512_constants} + 272]
vmovdqa64 [rsp + 16], xmm24
vpaddd xmm2, xmm2, xmm4
add rdx, [rsp + 32]
rorx r13, rax, 41
rorx r15, rax, 18
vprold xmm2, xmm2, 16
andn r14, rax, rcx
add rdx, r14
vpaddd xmm2, xmm2, xmm3
mov r14, rbx
and r14, rax
xor r13, r15
vpaddd xmm1, xmm1, [rsi + 56]
rorx r15, rax, 14
add rdx, r14
xor r13, r15
vpaddd xmm1, xmm1, [rip + {md5_constants} + 140]
add rdx, r13
add r11, rdx
vmovdqa xmm4, xmm2
mov r14, r8
xor r14, r9
rorx r13, r8, 39
vpternlogd xmm4, xmm3, xmm0, 150
rorx r15, r8, 34
xor r13, r15
rorx r15, r8, 28
vpaddd xmm1, xmm1, xmm4
xor r13, r15
and r12, r14
xor r12, r9
vprold xmm1, xmm1, 23
add rdx, r13
add rdx, r12
vpaddd xmm1, xmm1, xmm2
add rcx, [rsp + 40]
rorx r13, r11, 41
rorx r15, r11, 18
vpaddd xmm0, xmm0, [rsi + 4]
andn r12, r11, rbx
add rcx, r12
mov r12, rax
vpaddd xmm0, xmm0, [rip + {md5_constants} + 144]
and r12, r11
xor r13, r15
vmovdqa xmm4, xmm1
rorx r15, r11, 14
add rcx, r12
xor r13, r15
vpternlogd xmm4, xmm2, xmm3, 150
add rcx, r13
add r10, rcx
mov r12, rdx
vpaddd xmm0, xmm0, xmm4
xor r12, r8
rorx r13, rdx, 39
vprold xmm0, xmm0, 4
rorx r15, rdx, 34
xor r13, r15
rorx r15, rdx, 28
vpaddd xmm0, xmm0, xmm1
xor r13, r15
and r14, r12
xor r14, r8
vpaddd xmm3, xmm3, [rsi + 16]
add rcx, r13
add rcx, r14
vpaddd xmm3, xmm3, [rip + {md5_constants} + 148]
valignq xmm24, xmm19, xmm18, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vmovdqa xmm4, xmm0
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm23, xmm22, 1
vpternlogd xmm4, xmm1, xmm2, 150
vpaddq xmm18, xmm18, xmm27
vprorq xmm25, xmm17, 19
vpaddd xmm3, xmm3, xmm4
vprorq xmm26, xmm17, 61
vpsrlq xmm28, xmm17, 6
vpternlogq xmm28, xmm25, xmm26, 150
vprold xmm3, xmm3, 11
vpaddq xmm18, xmm18, xmm24
vpaddq xmm18, xmm18, xmm28
vpaddq xmm24, xmm18, [rip + {sha512_constants} + 288]
vpaddd xmm3, xmm3, xmm0
vmovdqa64 [rsp + 32], xmm24
add rbx, [rsp + 48]
rorx r13, r10, 41
vpaddd xmm2, xmm2, [rsi + 28]
rorx r15, r10, 18
andn r14, r10, rax
vpaddd xmm2, xmm2, [rip + {md5_constants} + 152]
add rbx, r14
mov r14, r11
and r14, r10
vmovdqa xmm4, xmm3
xor r13, r15
rorx r15, r10, 14
add rbx, r14
vpternlogd xmm4, xmm0, xmm1, 150
xor r13, r15
add rbx, r13
vpaddd xmm2, xmm2, xmm4
add r9, rbx
mov r14, rcx
xor r14, rdx
vprold xmm2, xmm2, 16
rorx r13, rcx, 39
rorx r15, rcx, 34
xor r13, r15
vpaddd xmm2, xmm2, xmm3
rorx r15, rcx, 28
xor r13, r15
vpaddd xmm1, xmm1, [rsi + 40]
and r12, r14
xor r12, rdx
add rbx, r13
vpaddd xmm1, xmm1, [rip + {md5_constants} + 156]
add rbx, r12
add rax, [rsp + 56]
rorx r13, r9, 41
vmovdqa xmm4, xmm2
rorx r15, r9, 18
andn r12, r9, r11
vpternlogd xmm4, xmm3, xmm0, 150
add rax, r12
mov r12, r10
and r12, r9
vpaddd xmm1, xmm1, xmm4
xor r13, r15
rorx r15, r9, 14
add rax, r12
vprold xmm1, xmm1, 23
xor r13, r15
add rax, r13
vpaddd xmm1, xmm1, xmm2
add r8, rax
mov r12, rbx
xor r12, rcx
vpaddd xmm0, xmm0, [rsi + 52]
rorx r13, rbx, 39
rorx r15, rbx, 34
xor r13, r15
vpaddd xmm0, xmm0, [rip + {md5_constants} + 160]
rorx r15, rbx, 28
xor r13, r15
vmovdqa xmm4, xmm1
and r14, r12
xor r14, rcx
add rax, r13
vpternlogd xmm4, xmm2, xmm3, 150
add rax, r14
valignq xmm24, xmm20, xmm19, 1
vprorq xmm25, xmm24, 1
vpaddd xmm0, xmm0, xmm4
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vprold xmm0, xmm0, 4
valignq xmm27, xmm16, xmm23, 1
vpaddq xmm19, xmm19, xmm27
vpaddd xmm0, xmm0, xmm1
vprorq xmm25, xmm18, 19
vprorq xmm26, xmm18, 61
vpsrlq xmm28, xmm18, 6
vpaddd xmm3, xmm3, [rsi + 0]
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm19, xmm19, xmm24
vpaddq xmm19, xmm19, xmm28
vpaddd xmm3, xmm3, [rip + {md5_constants} + 164]
vpaddq xmm24, xmm19, [rip + {sha512_constants} + 304]
vmovdqa64 [rsp + 48], xmm24
vmovdqa xmm4, xmm0
add r11, [rsp + 64]
rorx r13, r8, 41
rorx r15, r8, 18
vpternlogd xmm4, xmm1, xmm2, 150
andn r14, r8, r10
add r11, r14
mov r14, r9
vpaddd xmm3, xmm3, xmm4
and r14, r8
xor r13, r15
vprold xmm3, xmm3, 11
rorx r15, r8, 14
add r11, r14
xor r13, r15
vpaddd xmm3, xmm3, xmm0
add r11, r13
add rdx, r11
mov r14, rax
vpaddd xmm2, xmm2, [rsi + 12]
xor r14, rbx
rorx r13, rax, 39
vpaddd xmm2, xmm2, [rip + {md5_constants} + 168]
rorx r15, rax, 34
xor r13, r15
rorx r15, rax, 28
vmovdqa xmm4, xmm3
xor r13, r15
and r12, r14
xor r12, rbx
vpternlogd xmm4, xmm0, xmm1, 150
add r11, r13
add r11, r12
vpaddd xmm2, xmm2, xmm4
add r10, [rsp + 72]
rorx r13, rdx, 41
rorx r15, rdx, 18
vprold xmm2, xmm2, 16
andn r12, rdx, r9
add r10, r12
mov r12, r8
vpaddd xmm2, xmm2, xmm3
and r12, rdx
xor r13, r15
rorx r15, rdx, 14
vpaddd xmm1, xmm1, [rsi + 24]
add r10, r12
xor r13, r15
vpaddd xmm1, xmm1, [rip + {md5_constants} + 172]
add r10, r13
add rcx, r10
mov r12, r11
vmovdqa xmm4, xmm2
xor r12, rax
rorx r13, r11, 39
rorx r15, r11, 34
vpternlogd xmm4, xmm3, xmm0, 150
xor r13, r15
rorx r15, r11, 28
vpaddd xmm1, xmm1, xmm4
xor r13, r15
and r14, r12
xor r14, rax
vprold xmm1, xmm1, 23
add r10, r13
add r10, r14
valignq xmm24, xmm21, xmm20, 1
vpaddd xmm1, xmm1, xmm2
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpaddd xmm0, xmm0, [rsi + 36]
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm17, xmm16, 1
vpaddd xmm0, xmm0, [rip + {md5_constants} + 176]
vpaddq xmm20, xmm20, xmm27
vprorq xmm25, xmm19, 19
vprorq xmm26, xmm19, 61
vmovdqa xmm4, xmm1
vpsrlq xmm28, xmm19, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpternlogd xmm4, xmm2, xmm3, 150
vpaddq xmm20, xmm20, xmm24
vpaddq xmm20, xmm20, xmm28
vpaddq xmm24, xmm20, [rip + {sha512_constants} + 320]
vpaddd xmm0, xmm0, xmm4
vmovdqa64 [rsp + 64], xmm24
add r9, [rsp + 80]
rorx r13, rcx, 41
vprold xmm0, xmm0, 4
rorx r15, rcx, 18
andn r14, rcx, r8
vpaddd xmm0, xmm0, xmm1
add r9, r14
mov r14, rdx
and r14, rcx
vpaddd xmm3, xmm3, [rsi + 48]
xor r13, r15
rorx r15, rcx, 14
add r9, r14
vpaddd xmm3, xmm3, [rip + {md5_constants} + 180]
xor r13, r15
add r9, r13
add rbx, r9
vmovdqa xmm4, xmm0
mov r14, r10
xor r14, r11
vpternlogd xmm4, xmm1, xmm2, 150
rorx r13, r10, 39
rorx r15, r10, 34
xor r13, r15
vpaddd xmm3, xmm3, xmm4
rorx r15, r10, 28
xor r13, r15
and r12, r14
vprold xmm3, xmm3, 11
xor r12, r11
add r9, r13
vpaddd xmm3, xmm3, xmm0
add r9, r12
add r8, [rsp + 88]
rorx r13, rbx, 41
vpaddd xmm2, xmm2, [rsi + 60]
rorx r15, rbx, 18
andn r12, rbx, rdx
add r8, r12
vpaddd xmm2, xmm2, [rip + {md5_constants} + 184]
mov r12, rcx
and r12, rbx
vmovdqa xmm4, xmm3
xor r13, r15
rorx r15, rbx, 14
add r8, r12
vpternlogd xmm4, xmm0, xmm1, 150
xor r13, r15
add r8, r13
add rax, r8
vpaddd xmm2, xmm2, xmm4
mov r12, r9
xor r12, r10
vprold xmm2, xmm2, 16
rorx r13, r9, 39
rorx r15, r9, 34
xor r13, r15
vpaddd xmm2, xmm2, xmm3
rorx r15, r9, 28
xor r13, r15
and r14, r12
vpaddd xmm1, xmm1, [rsi + 8]
xor r14, r10
add r8, r13
vpaddd xmm1, xmm1, [rip + {md5_constants} + 188]
add r8, r14
valignq xmm24, xmm22, xmm21, 1
vprorq xmm25, xmm24, 1
vmovdqa xmm4, xmm2
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpternlogd xmm4, xmm3, xmm0, 150
valignq xmm27, xmm18, xmm17, 1
vpaddq xmm21, xmm21, xmm27
vprorq xmm25, xmm20, 19
vpaddd xmm1, xmm1, xmm4
vprorq xmm26, xmm20, 61
vpsrlq xmm28, xmm20, 6
vprold xmm1, xmm1, 23
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm21, xmm21, xmm24
vpaddq xmm21, xmm21, xmm28
vpaddd xmm1, xmm1, xmm2
vpaddq xmm24, xmm21, [rip + {sha512_constants} + 336]
vmovdqa64 [rsp + 80], xmm24
add rdx, [rsp + 96]
vpaddd xmm0, xmm0, [rsi + 0]
rorx r13, rax, 41
rorx r15, rax, 18
vpaddd xmm0, xmm0, [rip + {md5_constants} + 192]
andn r14, rax, rcx
add rdx, r14
mov r14, rbx
vmovdqa xmm4, xmm1
and r14, rax
xor r13, r15
rorx r15, rax, 14
vpternlogd xmm4, xmm2, xmm3, 57
add rdx, r14
xor r13, r15
vpaddd xmm0, xmm0, xmm4
add rdx, r13
add r11, rdx
mov r14, r8
vprold xmm0, xmm0, 6
xor r14, r9
rorx r13, r8, 39
rorx r15, r8, 34
vpaddd xmm0, xmm0, xmm1
xor r13, r15
rorx r15, r8, 28
vpaddd xmm3, xmm3, [rsi + 28]
xor r13, r15
and r12, r14
xor r12, r9
vpaddd xmm3, xmm3, [rip + {md5_constants} + 196]
add rdx, r13
add rdx, r12
add rcx, [rsp + 104]
vmovdqa xmm4, xmm0
rorx r13, r11, 41
rorx r15, r11, 18
vpternlogd xmm4, xmm1, xmm2, 57
andn r12, r11, rbx
add rcx, r12
mov r12, rax
vpaddd xmm3, xmm3, xmm4
and r12, r11
xor r13, r15
rorx r15, r11, 14
vprold xmm3, xmm3, 10
add rcx, r12
xor r13, r15
vpaddd xmm3, xmm3, xmm0
add rcx, r13
add r10, rcx
mov r12, rdx
vpaddd xmm2, xmm2, [rsi + 56]
xor r12, r8
rorx r13, rdx, 39
rorx r15, rdx, 34
vpaddd xmm2, xmm2, [rip + {md5_constants} + 200]
xor r13, r15
rorx r15, rdx, 28
xor r13, r15
vmovdqa xmm4, xmm3
and r14, r12
xor r14, r8
vpternlogd xmm4, xmm0, xmm1, 57
add rcx, r13
add rcx, r14
valignq xmm24, xmm23, xmm22, 1
vpaddd xmm2, xmm2, xmm4
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vprold xmm2, xmm2, 15
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm19, xmm18, 1
vpaddd xmm2, xmm2, xmm3
vpaddq xmm22, xmm22, xmm27
vprorq xmm25, xmm21, 19
vprorq xmm26, xmm21, 61
vpaddd xmm1, xmm1, [rsi + 20]
vpsrlq xmm28, xmm21, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm22, xmm22, xmm24
vpaddd xmm1, xmm1, [rip + {md5_constants} + 204]
vpaddq xmm22, xmm22, xmm28
vpaddq xmm24, xmm22, [rip + {sha512_constants} + 352]
vmovdqa xmm4, xmm2
vmovdqa64 [rsp + 96], xmm24
add rbx, [rsp + 112]
rorx r13, r10, 41
vpternlogd xmm4, xmm3, xmm0, 57
rorx r15, r10, 18
andn r14, r10, rax
add rbx, r14
vpaddd xmm1, xmm1, xmm4
mov r14, r11
and r14, r10
vprold xmm1, xmm1, 21
xor r13, r15
rorx r15, r10, 14
add rbx, r14
vpaddd xmm1, xmm1, xmm2
xor r13, r15
add rbx, r13
add r9, rbx
vpaddd xmm0, xmm0, [rsi + 48]
mov r14, rcx
xor r14, rdx
vpaddd xmm0, xmm0, [rip + {md5_constants} + 208]
rorx r13, rcx, 39
rorx r15, rcx, 34
xor r13, r15
vmovdqa xmm4, xmm1
rorx r15, rcx, 28
xor r13, r15
and r12, r14
vpternlogd xmm4, xmm2, xmm3, 57
xor r12, rdx
add rbx, r13
add rbx, r12
vpaddd xmm0, xmm0, xmm4
add rax, [rsp + 120]
rorx r13, r9, 41
vprold xmm0, xmm0, 6
rorx r15, r9, 18
andn r12, r9, r11
add rax, r12
vpaddd xmm0, xmm0, xmm1
mov r12, r10
and r12, r9
xor r13, r15
vpaddd xmm3, xmm3, [rsi + 12]
rorx r15, r9, 14
add rax, r12
vpaddd xmm3, xmm3, [rip + {md5_constants} + 212]
xor r13, r15
add rax, r13
add r8, rax
vmovdqa xmm4, xmm0
mov r12, rbx
xor r12, rcx
rorx r13, rbx, 39
vpternlogd xmm4, xmm1, xmm2, 57
rorx r15, rbx, 34
xor r13, r15
vpaddd xmm3, xmm3, xmm4
rorx r15, rbx, 28
xor r13, r15
and r14, r12
vprold xmm3, xmm3, 10
xor r14, rcx
add rax, r13
add rax, r14
vpaddd xmm3, xmm3, xmm0
valignq xmm24, xmm16, xmm23, 1
vprorq xmm25, xmm24, 1
vpaddd xmm2, xmm2, [rsi + 40]
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpaddd xmm2, xmm2, [rip + {md5_constants} + 216]
valignq xmm27, xmm20, xmm19, 1
vpaddq xmm23, xmm23, xmm27
vprorq xmm25, xmm22, 19
vmovdqa xmm4, xmm3
vprorq xmm26, xmm22, 61
vpsrlq xmm28, xmm22, 6
vpternlogd xmm4, xmm0, xmm1, 57
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm23, xmm23, xmm24
vpaddq xmm23, xmm23, xmm28
vpaddd xmm2, xmm2, xmm4
vpaddq xmm24, xmm23, [rip + {sha512_constants} + 368]
vmovdqa64 [rsp + 112], xmm24
add r11, [rsp + 0]
vprold xmm2, xmm2, 15
rorx r13, r8, 41
rorx r15, r8, 18
andn r14, r8, r10
vpaddd xmm2, xmm2, xmm3
add r11, r14
mov r14, r9
vpaddd xmm1, xmm1, [rsi + 4]
and r14, r8
xor r13, r15
rorx r15, r8, 14
vpaddd xmm1, xmm1, [rip + {md5_constants} + 220]
add r11, r14
xor r13, r15
add r11, r13
vmovdqa xmm4, xmm2
add rdx, r11
mov r14, rax
vpternlogd xmm4, xmm3, xmm0, 57
xor r14, rbx
rorx r13, rax, 39
rorx r15, rax, 34
vpaddd xmm1, xmm1, xmm4
xor r13, r15
rorx r15, rax, 28
xor r13, r15
vprold xmm1, xmm1, 21
and r12, r14
xor r12, rbx
vpaddd xmm1, xmm1, xmm2
add r11, r13
add r11, r12
add r10, [rsp + 8]
vpaddd xmm0, xmm0, [rsi + 32]
rorx r13, rdx, 41
rorx r15, rdx, 18
andn r12, rdx, r9
vpaddd xmm0, xmm0, [rip + {md5_constants} + 224]
add r10, r12
mov r12, r8
vmovdqa xmm4, xmm1
and r12, rdx
xor r13, r15
rorx r15, rdx, 14
vpternlogd xmm4, xmm2, xmm3, 57
add r10, r12
xor r13, r15
add r10, r13
vpaddd xmm0, xmm0, xmm4
add rcx, r10
mov r12, r11
vprold xmm0, xmm0, 6
xor r12, rax
rorx r13, r11, 39
rorx r15, r11, 34
vpaddd xmm0, xmm0, xmm1
xor r13, r15
rorx r15, r11, 28
xor r13, r15
vpaddd xmm3, xmm3, [rsi + 60]
and r14, r12
xor r14, rax
vpaddd xmm3, xmm3, [rip + {md5_constants} + 228]
add r10, r13
add r10, r14
valignq xmm24, xmm17, xmm16, 1
vmovdqa xmm4, xmm0
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogd xmm4, xmm1, xmm2, 57
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm21, xmm20, 1
vpaddq xmm16, xmm16, xmm27
vpaddd xmm3, xmm3, xmm4
vprorq xmm25, xmm23, 19
vprorq xmm26, xmm23, 61
vprold xmm3, xmm3, 10
vpsrlq xmm28, xmm23, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm16, xmm16, xmm24
vpaddd xmm3, xmm3, xmm0
vpaddq xmm16, xmm16, xmm28
vpaddq xmm24, xmm16, [rip + {sha512_constants} + 384]
vmovdqa64 [rsp + 0], xmm24
vpaddd xmm2, xmm2, [rsi + 24]
add r9, [rsp + 16]
rorx r13, rcx, 41
vpaddd xmm2, xmm2, [rip + {md5_constants} + 232]
rorx r15, rcx, 18
andn r14, rcx, r8
add r9, r14
vmovdqa xmm4, xmm3
mov r14, rdx
and r14, rcx
xor r13, r15
vpternlogd xmm4, xmm0, xmm1, 57
rorx r15, rcx, 14
add r9, r14
vpaddd xmm2, xmm2, xmm4
xor r13, r15
add r9, r13
add rbx, r9
vprold xmm2, xmm2, 15
mov r14, r10
xor r14, r11
rorx r13, r10, 39
vpaddd xmm2, xmm2, xmm3
rorx r15, r10, 34
xor r13, r15
vpaddd xmm1, xmm1, [rsi + 52]
rorx r15, r10, 28
xor r13, r15
and r12, r14
vpaddd xmm1, xmm1, [rip + {md5_constants} + 236]
xor r12, r11
add r9, r13
add r9, r12
vmovdqa xmm4, xmm2
add r8, [rsp + 24]
rorx r13, rbx, 41
vpternlogd xmm4, xmm3, xmm0, 57
rorx r15, rbx, 18
andn r12, rbx, rdx
add r8, r12
vpaddd xmm1, xmm1, xmm4
mov r12, rcx
and r12, rbx
xor r13, r15
vprold xmm1, xmm1, 21
rorx r15, rbx, 14
add r8, r12
xor r13, r15
vpaddd xmm1, xmm1, xmm2
add r8, r13
add rax, r8
vpaddd xmm0, xmm0, [rsi + 16]
mov r12, r9
xor r12, r10
rorx r13, r9, 39
vpaddd xmm0, xmm0, [rip + {md5_constants} + 240]
rorx r15, r9, 34
xor r13, r15
rorx r15, r9, 28
vmovdqa xmm4, xmm1
xor r13, r15
and r14, r12
vpternlogd xmm4, xmm2, xmm3, 57
xor r14, r10
add r8, r13
add r8, r14
vpaddd xmm0, xmm0, xmm4
valignq xmm24, xmm18, xmm17, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vprold xmm0, xmm0, 6
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpaddd xmm0, xmm0, xmm1
valignq xmm27, xmm22, xmm21, 1
vpaddq xmm17, xmm17, xmm27
vprorq xmm25, xmm16, 19
vpaddd xmm3, xmm3, [rsi + 44]
vprorq xmm26, xmm16, 61
vpsrlq xmm28, xmm16, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddd xmm3, xmm3, [rip + {md5_constants} + 244]
vpaddq xmm17, xmm17, xmm24
vpaddq xmm17, xmm17, xmm28
vmovdqa xmm4, xmm0
vpaddq xmm24, xmm17, [rip + {sha512_constants} + 400]
vmovdqa64 [rsp + 16], xmm24
add rdx, [rsp + 32]
vpternlogd xmm4, xmm1, xmm2, 57
rorx r13, rax, 41
rorx r15, rax, 18
andn r14, rax, rcx
vpaddd xmm3, xmm3, xmm4
add rdx, r14
mov r14, rbx
vprold xmm3, xmm3, 10
and r14, rax
xor r13, r15
rorx r15, rax, 14
vpaddd xmm3, xmm3, xmm0
add rdx, r14
xor r13, r15
add rdx, r13
vpaddd xmm2, xmm2, [rsi + 8]
add r11, rdx
mov r14, r8
xor r14, r9
vpaddd xmm2, xmm2, [rip + {md5_constants} + 248]
rorx r13, r8, 39
rorx r15, r8, 34
vmovdqa xmm4, xmm3
xor r13, r15
rorx r15, r8, 28
xor r13, r15
vpternlogd xmm4, xmm0, xmm1, 57
and r12, r14
xor r12, r9
add rdx, r13
vpaddd xmm2, xmm2, xmm4
add rdx, r12
add rcx, [rsp + 40]
vprold xmm2, xmm2, 15
rorx r13, r11, 41
rorx r15, r11, 18
andn r12, r11, rbx
vpaddd xmm2, xmm2, xmm3
add rcx, r12
mov r12, rax
and r12, r11
vpaddd xmm1, xmm1, [rsi + 36]
xor r13, r15
rorx r15, r11, 14
vpaddd xmm1, xmm1, [rip + {md5_constants} + 252]
add rcx, r12
xor r13, r15
add rcx, r13
vmovdqa xmm4, xmm2
add r10, rcx
mov r12, rdx
xor r12, r8
vpternlogd xmm4, xmm3, xmm0, 57
rorx r13, rdx, 39
rorx r15, rdx, 34
vpaddd xmm1, xmm1, xmm4
xor r13, r15
rorx r15, rdx, 28
xor r13, r15
vprold xmm1, xmm1, 21
and r14, r12
xor r14, r8
add rcx, r13
vpaddd xmm1, xmm1, xmm2
add rcx, r14
valignq xmm24, xmm19, xmm18, 1
vpaddd xmm0, xmm0, xmm5
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm1, xmm1, xmm6
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm23, xmm22, 1
vpaddq xmm18, xmm18, xmm27
vpaddd xmm2, xmm2, xmm7
vprorq xmm25, xmm17, 19
vprorq xmm26, xmm17, 61
vpaddd xmm3, xmm3, xmm8
vpsrlq xmm28, xmm17, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm18, xmm18, xmm24
vmovdqa xmm5, xmm0
vpaddq xmm18, xmm18, xmm28
vpaddq xmm24, xmm18, [rip + {sha512_constants} + 416]
vmovdqa64 [rsp + 32], xmm24
vmovdqa xmm6, xmm1
add rbx, [rsp + 48]
rorx r13, r10, 41
rorx r15, r10, 18
vmovdqa xmm7, xmm2
andn r14, r10, rax
add rbx, r14
vmovdqa xmm8, xmm3
mov r14, r11
and r14, r10
xor r13, r15
vpaddd xmm0, xmm0, [rsi + 64]
rorx r15, r10, 14
add rbx, r14
xor r13, r15
vpaddd xmm0, xmm0, [rip + {md5_constants} + 0]
add rbx, r13
add r9, rbx
vmovdqa xmm4, xmm1
mov r14, rcx
xor r14, rdx
rorx r13, rcx, 39
vpternlogd xmm4, xmm2, xmm3, 202
rorx r15, rcx, 34
xor r13, r15
rorx r15, rcx, 28
vpaddd xmm0, xmm0, xmm4
xor r13, r15
and r12, r14
vprold xmm0, xmm0, 7
xor r12, rdx
add rbx, r13
add rbx, r12
vpaddd xmm0, xmm0, xmm1
add rax, [rsp + 56]
rorx r13, r9, 41
rorx r15, r9, 18
vpaddd xmm3, xmm3, [rsi + 68]
andn r12, r9, r11
add rax, r12
vpaddd xmm3, xmm3, [rip + {md5_constants} + 4]
mov r12, r10
and r12, r9
xor r13, r15
vmovdqa xmm4, xmm0
rorx r15, r9, 14
add rax, r12
xor r13, r15
vpternlogd xmm4, xmm1, xmm2, 202
add rax, r13
add r8, rax
vpaddd xmm3, xmm3, xmm4
mov r12, rbx
xor r12, rcx
rorx r13, rbx, 39
vprold xmm3, xmm3, 12
rorx r15, rbx, 34
xor r13, r15
rorx r15, rbx, 28
vpaddd xmm3, xmm3, xmm0
xor r13, r15
and r14, r12
xor r14, rcx
vpaddd xmm2, xmm2, [rsi + 72]
add rax, r13
add rax, r14
vpaddd xmm2, xmm2, [rip + {md5_constants} + 8]
valignq xmm24, xmm20, xmm19, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vmovdqa xmm4, xmm3
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm16, xmm23, 1
vpternlogd xmm4, xmm0, xmm1, 202
vpaddq xmm19, xmm19, xmm27
vprorq xmm25, xmm18, 19
vpaddd xmm2, xmm2, xmm4
vprorq xmm26, xmm18, 61
vpsrlq xmm28, xmm18, 6
vpternlogq xmm28, xmm25, xmm26, 150
vprold xmm2, xmm2, 17
vpaddq xmm19, xmm19, xmm24
vpaddq xmm19, xmm19, xmm28
vpaddq xmm24, xmm19, [rip + {sha512_constants} + 432]
vpaddd xmm2, xmm2, xmm3
vmovdqa64 [rsp + 48], xmm24
add r11, [rsp + 64]
vpaddd xmm1, xmm1, [rsi + 76]
rorx r13, r8, 41
rorx r15, r8, 18
andn r14, r8, r10
vpaddd xmm1, xmm1, [rip + {md5_constants} + 12]
add r11, r14
mov r14, r9
and r14, r8
vmovdqa xmm4, xmm2
xor r13, r15
rorx r15, r8, 14
vpternlogd xmm4, xmm3, xmm0, 202
add r11, r14
xor r13, r15
add r11, r13
vpaddd xmm1, xmm1, xmm4
add rdx, r11
mov r14, rax
xor r14, rbx
vprold xmm1, xmm1, 22
rorx r13, rax, 39
rorx r15, rax, 34
vpaddd xmm1, xmm1, xmm2
xor r13, r15
rorx r15, rax, 28
xor r13, r15
vpaddd xmm0, xmm0, [rsi + 80]
and r12, r14
xor r12, rbx
add r11, r13
vpaddd xmm0, xmm0, [rip + {md5_constants} + 16]
add r11, r12
add r10, [rsp + 72]
rorx r13, rdx, 41
vmovdqa xmm4, xmm1
rorx r15, rdx, 18
andn r12, rdx, r9
vpternlogd xmm4, xmm2, xmm3, 202
add r10, r12
mov r12, r8
and r12, rdx
vpaddd xmm0, xmm0, xmm4
xor r13, r15
rorx r15, rdx, 14
add r10, r12
vprold xmm0, xmm0, 7
xor r13, r15
add r10, r13
vpaddd xmm0, xmm0, xmm1
add rcx, r10
mov r12, r11
xor r12, rax
vpaddd xmm3, xmm3, [rsi + 84]
rorx r13, r11, 39
rorx r15, r11, 34
xor r13, r15
vpaddd xmm3, xmm3, [rip + {md5_constants} + 20]
rorx r15, r11, 28
xor r13, r15
vmovdqa xmm4, xmm0
and r14, r12
xor r14, rax
add r10, r13
vpternlogd xmm4, xmm1, xmm2, 202
add r10, r14
valignq xmm24, xmm21, xmm20, 1
vprorq xmm25, xmm24, 1
vpaddd xmm3, xmm3, xmm4
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vprold xmm3, xmm3, 12
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm17, xmm16, 1
vpaddq xmm20, xmm20, xmm27
vpaddd xmm3, xmm3, xmm0
vprorq xmm25, xmm19, 19
vprorq xmm26, xmm19, 61
vpsrlq xmm28, xmm19, 6
vpaddd xmm2, xmm2, [rsi + 88]
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm20, xmm20, xmm24
vpaddd xmm2, xmm2, [rip + {md5_constants} + 24]
vpaddq xmm20, xmm20, xmm28
vpaddq xmm24, xmm20, [rip + {sha512_constants} + 448]
vmovdqa64 [rsp + 64], xmm24
vmovdqa xmm4, xmm3
add r9, [rsp + 80]
rorx r13, rcx, 41
rorx r15, rcx, 18
vpternlogd xmm4, xmm0, xmm1, 202
andn r14, rcx, r8
add r9, r14
mov r14, rdx
vpaddd xmm2, xmm2, xmm4
and r14, rcx
xor r13, r15
vprold xmm2, xmm2, 17
rorx r15, rcx, 14
add r9, r14
xor r13, r15
vpaddd xmm2, xmm2, xmm3
add r9, r13
add rbx, r9
mov r14, r10
vpaddd xmm1, xmm1, [rsi + 92]
xor r14, r11
rorx r13, r10, 39
vpaddd xmm1, xmm1, [rip + {md5_constants} + 28]
rorx r15, r10, 34
xor r13, r15
rorx r15, r10, 28
vmovdqa xmm4, xmm2
xor r13, r15
and r12, r14
xor r12, r11
vpternlogd xmm4, xmm3, xmm0, 202
add r9, r13
add r9, r12
vpaddd xmm1, xmm1, xmm4
add r8, [rsp + 88]
rorx r13, rbx, 41
rorx r15, rbx, 18
vprold xmm1, xmm1, 22
andn r12, rbx, rdx
add r8, r12
mov r12, rcx
vpaddd xmm1, xmm1, xmm2
and r12, rbx
xor r13, r15
vpaddd xmm0, xmm0, [rsi + 96]
rorx r15, rbx, 14
add r8, r12
xor r13, r15
vpaddd xmm0, xmm0, [rip + {md5_constants} + 32]
add r8, r13
add rax, r8
mov r12, r9
vmovdqa xmm4, xmm1
xor r12, r10
rorx r13, r9, 39
vpternlogd xmm4, xmm2, xmm3, 202
rorx r15, r9, 34
xor r13, r15
rorx r15, r9, 28
vpaddd xmm0, xmm0, xmm4
xor r13, r15
and r14, r12
xor r14, r10
vprold xmm0, xmm0, 7
add r8, r13
add r8, r14
vpaddd xmm0, xmm0, xmm1
valignq xmm24, xmm22, xmm21, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpaddd xmm3, xmm3, [rsi + 100]
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm18, xmm17, 1
vpaddd xmm3, xmm3, [rip + {md5_constants} + 36]
vpaddq xmm21, xmm21, xmm27
vprorq xmm25, xmm20, 19
vprorq xmm26, xmm20, 61
vmovdqa xmm4, xmm0
vpsrlq xmm28, xmm20, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpternlogd xmm4, xmm1, xmm2, 202
vpaddq xmm21, xmm21, xmm24
vpaddq xmm21, xmm21, xmm28
vpaddq xmm24, xmm21, [rip + {sha512_constants} + 464]
vpaddd xmm3, xmm3, xmm4
vmovdqa64 [rsp + 80], xmm24
add rdx, [rsp + 96]
rorx r13, rax, 41
vprold xmm3, xmm3, 12
rorx r15, rax, 18
andn r14, rax, rcx
vpaddd xmm3, xmm3, xmm0
add rdx, r14
mov r14, rbx
and r14, rax
vpaddd xmm2, xmm2, [rsi + 104]
xor r13, r15
rorx r15, rax, 14
add rdx, r14
vpaddd xmm2, xmm2, [rip + {md5_constants} + 40]
xor r13, r15
add rdx, r13
vmovdqa xmm4, xmm3
add r11, rdx
mov r14, r8
xor r14, r9
vpternlogd xmm4, xmm0, xmm1, 202
rorx r13, r8, 39
rorx r15, r8, 34
xor r13, r15
vpaddd xmm2, xmm2, xmm4
rorx r15, r8, 28
xor r13, r15
vprold xmm2, xmm2, 17
and r12, r14
xor r12, r9
add rdx, r13
vpaddd xmm2, xmm2, xmm3
add rdx, r12
add rcx, [rsp + 104]
rorx r13, r11, 41
vpaddd xmm1, xmm1, [rsi + 108]
rorx r15, r11, 18
andn r12, r11, rbx
vpaddd xmm1, xmm1, [rip + {md5_constants} + 44]
add rcx, r12
mov r12, rax
and r12, r11
vmovdqa xmm4, xmm2
xor r13, r15
rorx r15, r11, 14
add rcx, r12
vpternlogd xmm4, xmm3, xmm0, 202
xor r13, r15
add rcx, r13
add r10, rcx
vpaddd xmm1, xmm1, xmm4
mov r12, rdx
xor r12, r8
vprold xmm1, xmm1, 22
rorx r13, rdx, 39
rorx r15, rdx, 34
xor r13, r15
vpaddd xmm1, xmm1, xmm2
rorx r15, rdx, 28
xor r13, r15
and r14, r12
vpaddd xmm0, xmm0, [rsi + 112]
xor r14, r8
add rcx, r13
vpaddd xmm0, xmm0, [rip + {md5_constants} + 48]
add rcx, r14
valignq xmm24, xmm23, xmm22, 1
vprorq xmm25, xmm24, 1
vmovdqa xmm4, xmm1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpternlogd xmm4, xmm2, xmm3, 202
valignq xmm27, xmm19, xmm18, 1
vpaddq xmm22, xmm22, xmm27
vpaddd xmm0, xmm0, xmm4
vprorq xmm25, xmm21, 19
vprorq xmm26, xmm21, 61
vpsrlq xmm28, xmm21, 6
vprold xmm0, xmm0, 7
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm22, xmm22, xmm24
vpaddq xmm22, xmm22, xmm28
vpaddd xmm0, xmm0, xmm1
vpaddq xmm24, xmm22, [rip + {sha512_constants} + 480]
vmovdqa64 [rsp + 96], xmm24
vpaddd xmm3, xmm3, [rsi + 116]
add rbx, [rsp + 112]
rorx r13, r10, 41
rorx r15, r10, 18
vpaddd xmm3, xmm3, [rip + {md5_constants} + 52]
andn r14, r10, rax
add rbx, r14
mov r14, r11
vmovdqa xmm4, xmm0
and r14, r10
xor r13, r15
vpternlogd xmm4, xmm1, xmm2, 202
rorx r15, r10, 14
add rbx, r14
xor r13, r15
vpaddd xmm3, xmm3, xmm4
add rbx, r13
add r9, rbx
mov r14, rcx
vprold xmm3, xmm3, 12
xor r14, rdx
rorx r13, rcx, 39
rorx r15, rcx, 34
vpaddd xmm3, xmm3, xmm0
xor r13, r15
rorx r15, rcx, 28
vpaddd xmm2, xmm2, [rsi + 120]
xor r13, r15
and r12, r14
xor r12, rdx
vpaddd xmm2, xmm2, [rip + {md5_constants} + 56]
add rbx, r13
add rbx, r12
add rax, [rsp + 120]
vmovdqa xmm4, xmm3
rorx r13, r9, 41
rorx r15, r9, 18
vpternlogd xmm4, xmm0, xmm1, 202
andn r12, r9, r11
add rax, r12
mov r12, r10
vpaddd xmm2, xmm2, xmm4
and r12, r9
xor r13, r15
rorx r15, r9, 14
vprold xmm2, xmm2, 17
add rax, r12
xor r13, r15
vpaddd xmm2, xmm2, xmm3
add rax, r13
add r8, rax
mov r12, rbx
vpaddd xmm1, xmm1, [rsi + 124]
xor r12, rcx
rorx r13, rbx, 39
rorx r15, rbx, 34
vpaddd xmm1, xmm1, [rip + {md5_constants} + 60]
xor r13, r15
rorx r15, rbx, 28
vmovdqa xmm4, xmm2
xor r13, r15
and r14, r12
xor r14, rcx
vpternlogd xmm4, xmm3, xmm0, 202
add rax, r13
add rax, r14
valignq xmm24, xmm16, xmm23, 1
vpaddd xmm1, xmm1, xmm4
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vprold xmm1, xmm1, 22
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm20, xmm19, 1
vpaddd xmm1, xmm1, xmm2
vpaddq xmm23, xmm23, xmm27
vprorq xmm25, xmm22, 19
vprorq xmm26, xmm22, 61
vpaddd xmm0, xmm0, [rsi + 68]
vpsrlq xmm28, xmm22, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddd xmm0, xmm0, [rip + {md5_constants} + 64]
vpaddq xmm23, xmm23, xmm24
vpaddq xmm23, xmm23, xmm28
vpaddq xmm24, xmm23, [rip + {sha512_constants} + 496]
vmovdqa xmm4, xmm1
vmovdqa64 [rsp + 112], xmm24
add r11, [rsp + 0]
rorx r13, r8, 41
vpternlogd xmm4, xmm2, xmm3, 228
rorx r15, r8, 18
andn r14, r8, r10
add r11, r14
vpaddd xmm0, xmm0, xmm4
mov r14, r9
and r14, r8
vprold xmm0, xmm0, 5
xor r13, r15
rorx r15, r8, 14
add r11, r14
vpaddd xmm0, xmm0, xmm1
xor r13, r15
add r11, r13
add rdx, r11
vpaddd xmm3, xmm3, [rsi + 88]
mov r14, rax
xor r14, rbx
vpaddd xmm3, xmm3, [rip + {md5_constants} + 68]
rorx r13, rax, 39
rorx r15, rax, 34
xor r13, r15
vmovdqa xmm4, xmm0
rorx r15, rax, 28
xor r13, r15
and r12, r14
vpternlogd xmm4, xmm1, xmm2, 228
xor r12, rbx
add r11, r13
vpaddd xmm3, xmm3, xmm4
add r11, r12
add r10, [rsp + 8]
rorx r13, rdx, 41
vprold xmm3, xmm3, 9
rorx r15, rdx, 18
andn r12, rdx, r9
add r10, r12
vpaddd xmm3, xmm3, xmm0
mov r12, r8
and r12, rdx
vpaddd xmm2, xmm2, [rsi + 108]
xor r13, r15
rorx r15, rdx, 14
add r10, r12
vpaddd xmm2, xmm2, [rip + {md5_constants} + 72]
xor r13, r15
add r10, r13
add rcx, r10
vmovdqa xmm4, xmm3
mov r12, r11
xor r12, rax
vpternlogd xmm4, xmm0, xmm1, 228
rorx r13, r11, 39
rorx r15, r11, 34
xor r13, r15
vpaddd xmm2, xmm2, xmm4
rorx r15, r11, 28
xor r13, r15
and r14, r12
vprold xmm2, xmm2, 14
xor r14, rax
add r10, r13
add r10, r14
vpaddd xmm2, xmm2, xmm3
valignq xmm24, xmm17, xmm16, 1
vprorq xmm25, xmm24, 1
vpaddd xmm1, xmm1, [rsi + 64]
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpaddd xmm1, xmm1, [rip + {md5_constants} + 76]
valignq xmm27, xmm21, xmm20, 1
vpaddq xmm16, xmm16, xmm27
vprorq xmm25, xmm23, 19
vmovdqa xmm4, xmm2
vprorq xmm26, xmm23, 61
vpsrlq xmm28, xmm23, 6
vpternlogd xmm4, xmm3, xmm0, 228
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm16, xmm16, xmm24
vpaddq xmm16, xmm16, xmm28
vpaddd xmm1, xmm1, xmm4
vpaddq xmm24, xmm16, [rip + {sha512_constants} + 512]
vmovdqa64 [rsp + 0], xmm24
add r9, [rsp + 16]
vprold xmm1, xmm1, 20
rorx r13, rcx, 41
rorx r15, rcx, 18
vpaddd xmm1, xmm1, xmm2
andn r14, rcx, r8
add r9, r14
mov r14, rdx
vpaddd xmm0, xmm0, [rsi + 84]
and r14, rcx
xor r13, r15
rorx r15, rcx, 14
vpaddd xmm0, xmm0, [rip + {md5_constants} + 80]
add r9, r14
xor r13, r15
vmovdqa xmm4, xmm1
add r9, r13
add rbx, r9
mov r14, r10
vpternlogd xmm4, xmm2, xmm3, 228
xor r14, r11
rorx r13, r10, 39
rorx r15, r10, 34
vpaddd xmm0, xmm0, xmm4
xor r13, r15
rorx r15, r10, 28
vprold xmm0, xmm0, 5
xor r13, r15
and r12, r14
xor r12, r11
vpaddd xmm0, xmm0, xmm1
add r9, r13
add r9, r12
add r8, [rsp + 24]
vpaddd xmm3, xmm3, [rsi + 104]
rorx r13, rbx, 41
rorx r15, rbx, 18
andn r12, rbx, rdx
vpaddd xmm3, xmm3, [rip + {md5_constants} + 84]
add r8, r12
mov r12, rcx
vmovdqa xmm4, xmm0
and r12, rbx
xor r13, r15
rorx r15, rbx, 14
vpternlogd xmm4, xmm1, xmm2, 228
add r8, r12
xor r13, r15
add r8, r13
vpaddd xmm3, xmm3, xmm4
add rax, r8
mov r12, r9
vprold xmm3, xmm3, 9
xor r12, r10
rorx r13, r9, 39
rorx r15, r9, 34
vpaddd xmm3, xmm3, xmm0
xor r13, r15
rorx r15, r9, 28
xor r13, r15
vpaddd xmm2, xmm2, [rsi + 124]
and r14, r12
xor r14, r10
vpaddd xmm2, xmm2, [rip + {md5_constants} + 88]
add r8, r13
add r8, r14
valignq xmm24, xmm18, xmm17, 1
vmovdqa xmm4, xmm3
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogd xmm4, xmm0, xmm1, 228
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm22, xmm21, 1
vpaddd xmm2, xmm2, xmm4
vpaddq xmm17, xmm17, xmm27
vprorq xmm25, xmm16, 19
vprorq xmm26, xmm16, 61
vprold xmm2, xmm2, 14
vpsrlq xmm28, xmm16, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm17, xmm17, xmm24
vpaddd xmm2, xmm2, xmm3
vpaddq xmm17, xmm17, xmm28
vpaddq xmm24, xmm17, [rip + {sha512_constants} + 528]
vpaddd xmm1, xmm1, [rsi + 80]
vmovdqa64 [rsp + 16], xmm24
add rdx, [rsp + 32]
rorx r13, rax, 41
vpaddd xmm1, xmm1, [rip + {md5_constants} + 92]
rorx r15, rax, 18
andn r14, rax, rcx
add rdx, r14
vmovdqa xmm4, xmm2
mov r14, rbx
and r14, rax
xor r13, r15
vpternlogd xmm4, xmm3, xmm0, 228
rorx r15, rax, 14
add rdx, r14
vpaddd xmm1, xmm1, xmm4
xor r13, r15
add rdx, r13
add r11, rdx
vprold xmm1, xmm1, 20
mov r14, r8
xor r14, r9
rorx r13, r8, 39
vpaddd xmm1, xmm1, xmm2
rorx r15, r8, 34
xor r13, r15
vpaddd xmm0, xmm0, [rsi + 100]
rorx r15, r8, 28
xor r13, r15
and r12, r14
vpaddd xmm0, xmm0, [rip + {md5_constants} + 96]
xor r12, r9
add rdx, r13
add rdx, r12
vmovdqa xmm4, xmm1
add rcx, [rsp + 40]
rorx r13, r11, 41
vpternlogd xmm4, xmm2, xmm3, 228
rorx r15, r11, 18
andn r12, r11, rbx
add rcx, r12
vpaddd xmm0, xmm0, xmm4
mov r12, rax
and r12, r11
xor r13, r15
vprold xmm0, xmm0, 5
rorx r15, r11, 14
add rcx, r12
vpaddd xmm0, xmm0, xmm1
xor r13, r15
add rcx, r13
add r10, rcx
vpaddd xmm3, xmm3, [rsi + 120]
mov r12, rdx
xor r12, r8
rorx r13, rdx, 39
vpaddd xmm3, xmm3, [rip + {md5_constants} + 100]
rorx r15, rdx, 34
xor r13, r15
vmovdqa xmm4, xmm0
rorx r15, rdx, 28
xor r13, r15
and r14, r12
vpternlogd xmm4, xmm1, xmm2, 228
xor r14, r8
add rcx, r13
add rcx, r14
vpaddd xmm3, xmm3, xmm4
valignq xmm24, xmm19, xmm18, 1
vprorq xmm25, xmm24, 1
vprold xmm3, xmm3, 9
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpaddd xmm3, xmm3, xmm0
valignq xmm27, xmm23, xmm22, 1
vpaddq xmm18, xmm18, xmm27
vprorq xmm25, xmm17, 19
vpaddd xmm2, xmm2, [rsi + 76]
vprorq xmm26, xmm17, 61
vpsrlq xmm28, xmm17, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddd xmm2, xmm2, [rip + {md5_constants} + 104]
vpaddq xmm18, xmm18, xmm24
vpaddq xmm18, xmm18, xmm28
vmovdqa xmm4, xmm3
vpaddq xmm24, xmm18, [rip + {sha512_constants} + 544]
vmovdqa64 [rsp + 32], xmm24
add rbx, [rsp + 48]
vpternlogd xmm4, xmm0, xmm1, 228
rorx r13, r10, 41
rorx r15, r10, 18
andn r14, r10, rax
vpaddd xmm2, xmm2, xmm4
add rbx, r14
mov r14, r11
vprold xmm2, xmm2, 14
and r14, r10
xor r13, r15
rorx r15, r10, 14
vpaddd xmm2, xmm2, xmm3
add rbx, r14
xor r13, r15
add rbx, r13
vpaddd xmm1, xmm1, [rsi + 96]
add r9, rbx
mov r14, rcx
vpaddd xmm1, xmm1, [rip + {md5_constants} + 108]
xor r14, rdx
rorx r13, rcx, 39
rorx r15, rcx, 34
vmovdqa xmm4, xmm2
xor r13, r15
rorx r15, rcx, 28
xor r13, r15
vpternlogd xmm4, xmm3, xmm0, 228
and r12, r14
xor r12, rdx
vpaddd xmm1, xmm1, xmm4
add rbx, r13
add rbx, r12
add rax, [rsp + 56]
vprold xmm1, xmm1, 20
rorx r13, r9, 41
rorx r15, r9, 18
andn r12, r9, r11
vpaddd xmm1, xmm1, xmm2
add rax, r12
mov r12, r10
vpaddd xmm0, xmm0, [rsi + 116]
and r12, r9
xor r13, r15
rorx r15, r9, 14
vpaddd xmm0, xmm0, [rip + {md5_constants} + 112]
add rax, r12
xor r13, r15
add rax, r13
vmovdqa xmm4, xmm1
add r8, rax
mov r12, rbx
xor r12, rcx
vpternlogd xmm4, xmm2, xmm3, 228
rorx r13, rbx, 39
rorx r15, rbx, 34
vpaddd xmm0, xmm0, xmm4
xor r13, r15
rorx r15, rbx, 28
xor r13, r15
vprold xmm0, xmm0, 5
and r14, r12
xor r14, rcx
add rax, r13
vpaddd xmm0, xmm0, xmm1
add rax, r14
valignq xmm24, xmm20, xmm19, 1
vpaddd xmm3, xmm3, [rsi + 72]
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm3, xmm3, [rip + {md5_constants} + 116]
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm16, xmm23, 1
vpaddq xmm19, xmm19, xmm27
vmovdqa xmm4, xmm0
vprorq xmm25, xmm18, 19
vprorq xmm26, xmm18, 61
vpternlogd xmm4, xmm1, xmm2, 228
vpsrlq xmm28, xmm18, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm19, xmm19, xmm24
vpaddd xmm3, xmm3, xmm4
vpaddq xmm19, xmm19, xmm28
vpaddq xmm24, xmm19, [rip + {sha512_constants} + 560]
vmovdqa64 [rsp + 48], xmm24
vprold xmm3, xmm3, 9
add r11, [rsp + 64]
rorx r13, r8, 41
vpaddd xmm3, xmm3, xmm0
rorx r15, r8, 18
andn r14, r8, r10
add r11, r14
vpaddd xmm2, xmm2, [rsi + 92]
mov r14, r9
and r14, r8
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 120]
rorx r15, r8, 14
add r11, r14
vmovdqa xmm4, xmm3
xor r13, r15
add r11, r13
add rdx, r11
vpternlogd xmm4, xmm0, xmm1, 228
mov r14, rax
xor r14, rbx
rorx r13, rax, 39
vpaddd xmm2, xmm2, xmm4
rorx r15, rax, 34
xor r13, r15
rorx r15, rax, 28
vprold xmm2, xmm2, 14
xor r13, r15
and r12, r14
vpaddd xmm2, xmm2, xmm3
xor r12, rbx
add r11, r13
add r11, r12
vpaddd xmm1, xmm1, [rsi + 112]
add r10, [rsp + 72]
rorx r13, rdx, 41
rorx r15, rdx, 18
vpaddd xmm1, xmm1, [rip + {md5_constants} + 124]
andn r12, rdx, r9
add r10, r12
vmovdqa xmm4, xmm2
mov r12, r8
and r12, rdx
xor r13, r15
vpternlogd xmm4, xmm3, xmm0, 228
rorx r15, rdx, 14
add r10, r12
xor r13, r15
vpaddd xmm1, xmm1, xmm4
add r10, r13
add rcx, r10
vprold xmm1, xmm1, 20
mov r12, r11
xor r12, rax
rorx r13, r11, 39
vpaddd xmm1, xmm1, xmm2
rorx r15, r11, 34
xor r13, r15
rorx r15, r11, 28
vpaddd xmm0, xmm0, [rsi + 84]
xor r13, r15
and r14, r12
vpaddd xmm0, xmm0, [rip + {md5_constants} + 128]
xor r14, rax
add r10, r13
add r10, r14
vmovdqa xmm4, xmm1
valignq xmm24, xmm21, xmm20, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpternlogd xmm4, xmm2, xmm3, 150
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
vpaddd xmm0, xmm0, xmm4
valignq xmm27, xmm17, xmm16, 1
vpaddq xmm20, xmm20, xmm27
vprorq xmm25, xmm19, 19
vprold xmm0, xmm0, 4
vprorq xmm26, xmm19, 61
vpsrlq xmm28, xmm19, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddd xmm0, xmm0, xmm1
vpaddq xmm20, xmm20, xmm24
vpaddq xmm20, xmm20, xmm28
vpaddd xmm3, xmm3, [rsi + 96]
vpaddq xmm24, xmm20, [rip + {sha512_constants} + 576]
vmovdqa64 [rsp + 64], xmm24
add r9, [rsp + 80]
vpaddd xmm3, xmm3, [rip + {md5_constants} + 132]
rorx r13, rcx, 41
rorx r15, rcx, 18
andn r14, rcx, r8
vmovdqa xmm4, xmm0
add r9, r14
mov r14, rdx
and r14, rcx
vpternlogd xmm4, xmm1, xmm2, 150
xor r13, r15
rorx r15, rcx, 14
vpaddd xmm3, xmm3, xmm4
add r9, r14
xor r13, r15
add r9, r13
vprold xmm3, xmm3, 11
add rbx, r9
mov r14, r10
xor r14, r11
vpaddd xmm3, xmm3, xmm0
rorx r13, r10, 39
rorx r15, r10, 34
vpaddd xmm2, xmm2, [rsi + 108]
xor r13, r15
rorx r15, r10, 28
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 136]
and r12, r14
xor r12, r11
add r9, r13
vmovdqa xmm4, xmm3
add r9, r12
add r8, [rsp + 88]
vpternlogd xmm4, xmm0, xmm1, 150
rorx r13, rbx, 41
rorx r15, rbx, 18
andn r12, rbx, rdx
vpaddd xmm2, xmm2, xmm4
add r8, r12
mov r12, rcx
and r12, rbx
vprold xmm2, xmm2, 16
xor r13, r15
rorx r15, rbx, 14
vpaddd xmm2, xmm2, xmm3
add r8, r12
xor r13, r15
add r8, r13
vpaddd xmm1, xmm1, [rsi + 120]
add rax, r8
mov r12, r9
xor r12, r10
vpaddd xmm1, xmm1, [rip + {md5_constants} + 140]
rorx r13, r9, 39
rorx r15, r9, 34
vmovdqa xmm4, xmm2
xor r13, r15
rorx r15, r9, 28
xor r13, r15
vpternlogd xmm4, xmm3, xmm0, 150
and r14, r12
xor r14, r10
add r8, r13
vpaddd xmm1, xmm1, xmm4
add r8, r14
valignq xmm24, xmm22, xmm21, 1
vprorq xmm25, xmm24, 1
vprold xmm1, xmm1, 23
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm1, xmm1, xmm2
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm18, xmm17, 1
vpaddq xmm21, xmm21, xmm27
vpaddd xmm0, xmm0, [rsi + 68]
vprorq xmm25, xmm20, 19
vprorq xmm26, xmm20, 61
vpsrlq xmm28, xmm20, 6
vpaddd xmm0, xmm0, [rip + {md5_constants} + 144]
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm21, xmm21, xmm24
vmovdqa xmm4, xmm1
vpaddq xmm21, xmm21, xmm28
vpaddq xmm24, xmm21, [rip + {sha512_constants} + 592]
vmovdqa64 [rsp + 80], xmm24
vpternlogd xmm4, xmm2, xmm3, 150
add rdx, [rsp + 96]
rorx r13, rax, 41
rorx r15, rax, 18
vpaddd xmm0, xmm0, xmm4
andn r14, rax, rcx
add rdx, r14
vprold xmm0, xmm0, 4
mov r14, rbx
and r14, rax
xor r13, r15
vpaddd xmm0, xmm0, xmm1
rorx r15, rax, 14
add rdx, r14
xor r13, r15
vpaddd xmm3, xmm3, [rsi + 80]
add rdx, r13
add r11, rdx
vpaddd xmm3, xmm3, [rip + {md5_constants} + 148]
mov r14, r8
xor r14, r9
rorx r13, r8, 39
vmovdqa xmm4, xmm0
rorx r15, r8, 34
xor r13, r15
rorx r15, r8, 28
vpternlogd xmm4, xmm1, xmm2, 150
xor r13, r15
and r12, r14
vpaddd xmm3, xmm3, xmm4
xor r12, r9
add rdx, r13
add rdx, r12
vprold xmm3, xmm3, 11
add rcx, [rsp + 104]
rorx r13, r11, 41
rorx r15, r11, 18
vpaddd xmm3, xmm3, xmm0
andn r12, r11, rbx
add rcx, r12
mov r12, rax
vpaddd xmm2, xmm2, [rsi + 92]
and r12, r11
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 152]
rorx r15, r11, 14
add rcx, r12
xor r13, r15
vmovdqa xmm4, xmm3
add rcx, r13
add r10, rcx
mov r12, rdx
vpternlogd xmm4, xmm0, xmm1, 150
xor r12, r8
rorx r13, rdx, 39
vpaddd xmm2, xmm2, xmm4
rorx r15, rdx, 34
xor r13, r15
rorx r15, rdx, 28
vprold xmm2, xmm2, 16
xor r13, r15
and r14, r12
xor r14, r8
vpaddd xmm2, xmm2, xmm3
add rcx, r13
add rcx, r14
vpaddd xmm1, xmm1, [rsi + 104]
valignq xmm24, xmm23, xmm22, 1
vprorq xmm25, xmm24, 1
vprorq xmm26, xmm24, 8
vpaddd xmm1, xmm1, [rip + {md5_constants} + 156]
vpsrlq xmm24, xmm24, 7
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm19, xmm18, 1
vmovdqa xmm4, xmm2
vpaddq xmm22, xmm22, xmm27
vprorq xmm25, xmm21, 19
vpternlogd xmm4, xmm3, xmm0, 150
vprorq xmm26, xmm21, 61
vpsrlq xmm28, xmm21, 6
vpternlogq xmm28, xmm25, xmm26, 150
vpaddd xmm1, xmm1, xmm4
vpaddq xmm22, xmm22, xmm24
vpaddq xmm22, xmm22, xmm28
vpaddq xmm24, xmm22, [rip + {sha512_constants} + 608]
vprold xmm1, xmm1, 23
vmovdqa64 [rsp + 96], xmm24
add rbx, [rsp + 112]
vpaddd xmm1, xmm1, xmm2
rorx r13, r10, 41
rorx r15, r10, 18
andn r14, r10, rax
vpaddd xmm0, xmm0, [rsi + 116]
add rbx, r14
mov r14, r11
and r14, r10
vpaddd xmm0, xmm0, [rip + {md5_constants} + 160]
xor r13, r15
rorx r15, r10, 14
vmovdqa xmm4, xmm1
add rbx, r14
xor r13, r15
add rbx, r13
vpternlogd xmm4, xmm2, xmm3, 150
add r9, rbx
mov r14, rcx
xor r14, rdx
vpaddd xmm0, xmm0, xmm4
rorx r13, rcx, 39
rorx r15, rcx, 34
xor r13, r15
vprold xmm0, xmm0, 4
rorx r15, rcx, 28
xor r13, r15
vpaddd xmm0, xmm0, xmm1
and r12, r14
xor r12, rdx
add rbx, r13
vpaddd xmm3, xmm3, [rsi + 64]
add rbx, r12
add rax, [rsp + 120]
rorx r13, r9, 41
vpaddd xmm3, xmm3, [rip + {md5_constants} + 164]
rorx r15, r9, 18
andn r12, r9, r11
vmovdqa xmm4, xmm0
add rax, r12
mov r12, r10
and r12, r9
vpternlogd xmm4, xmm1, xmm2, 150
xor r13, r15
rorx r15, r9, 14
add rax, r12
vpaddd xmm3, xmm3, xmm4
xor r13, r15
add rax, r13
vprold xmm3, xmm3, 11
add r8, rax
mov r12, rbx
xor r12, rcx
vpaddd xmm3, xmm3, xmm0
rorx r13, rbx, 39
rorx r15, rbx, 34
xor r13, r15
vpaddd xmm2, xmm2, [rsi + 76]
rorx r15, rbx, 28
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 168]
and r14, r12
xor r14, rcx
add rax, r13
vmovdqa xmm4, xmm3
add rax, r14
valignq xmm24, xmm16, xmm23, 1
vprorq xmm25, xmm24, 1
vpternlogd xmm4, xmm0, xmm1, 150
vprorq xmm26, xmm24, 8
vpsrlq xmm24, xmm24, 7
vpaddd xmm2, xmm2, xmm4
vpternlogq xmm24, xmm25, xmm26, 150
valignq xmm27, xmm20, xmm19, 1
vpaddq xmm23, xmm23, xmm27
vprold xmm2, xmm2, 16
vprorq xmm25, xmm22, 19
vprorq xmm26, xmm22, 61
vpsrlq xmm28, xmm22, 6
vpaddd xmm2, xmm2, xmm3
vpternlogq xmm28, xmm25, xmm26, 150
vpaddq xmm23, xmm23, xmm24
vpaddq xmm23, xmm23, xmm28
vpaddd xmm1, xmm1, [rsi + 88]
vpaddq xmm24, xmm23, [rip + {sha512_constants} + 624]
vmovdqa64 [rsp + 112], xmm24
vpaddd xmm1, xmm1, [rip + {md5_constants} + 172]
add r11, [rsp + 0]
rorx r13, r8, 41
rorx r15, r8, 18
vmovdqa xmm4, xmm2
andn r14, r8, r10
add r11, r14
mov r14, r9
vpternlogd xmm4, xmm3, xmm0, 150
and r14, r8
xor r13, r15
vpaddd xmm1, xmm1, xmm4
rorx r15, r8, 14
add r11, r14
xor r13, r15
vprold xmm1, xmm1, 23
add r11, r13
add rdx, r11
mov r14, rax
vpaddd xmm1, xmm1, xmm2
xor r14, rbx
rorx r13, rax, 39
vpaddd xmm0, xmm0, [rsi + 100]
rorx r15, rax, 34
xor r13, r15
rorx r15, rax, 28
vpaddd xmm0, xmm0, [rip + {md5_constants} + 176]
xor r13, r15
and r12, r14
xor r12, rbx
vmovdqa xmm4, xmm1
add r11, r13
add r11, r12
vpternlogd xmm4, xmm2, xmm3, 150
add r10, [rsp + 8]
rorx r13, rdx, 41
rorx r15, rdx, 18
vpaddd xmm0, xmm0, xmm4
andn r12, rdx, r9
add r10, r12
mov r12, r8
vprold xmm0, xmm0, 4
and r12, rdx
xor r13, r15
vpaddd xmm0, xmm0, xmm1
rorx r15, rdx, 14
add r10, r12
xor r13, r15
vpaddd xmm3, xmm3, [rsi + 112]
add r10, r13
add rcx, r10
mov r12, r11
vpaddd xmm3, xmm3, [rip + {md5_constants} + 180]
xor r12, rax
rorx r13, r11, 39
rorx r15, r11, 34
vmovdqa xmm4, xmm0
xor r13, r15
rorx r15, r11, 28
vpternlogd xmm4, xmm1, xmm2, 150
xor r13, r15
and r14, r12
xor r14, rax
vpaddd xmm3, xmm3, xmm4
add r10, r13
add r10, r14
add r9, [rsp + 16]
vprold xmm3, xmm3, 11
rorx r13, rcx, 41
rorx r15, rcx, 18
vpaddd xmm3, xmm3, xmm0
andn r14, rcx, r8
add r9, r14
mov r14, rdx
vpaddd xmm2, xmm2, [rsi + 124]
and r14, rcx
xor r13, r15
rorx r15, rcx, 14
vpaddd xmm2, xmm2, [rip + {md5_constants} + 184]
add r9, r14
xor r13, r15
vmovdqa xmm4, xmm3
add r9, r13
add rbx, r9
mov r14, r10
vpternlogd xmm4, xmm0, xmm1, 150
xor r14, r11
rorx r13, r10, 39
rorx r15, r10, 34
vpaddd xmm2, xmm2, xmm4
xor r13, r15
rorx r15, r10, 28
vprold xmm2, xmm2, 16
xor r13, r15
and r12, r14
xor r12, r11
vpaddd xmm2, xmm2, xmm3
add r9, r13
add r9, r12
add r8, [rsp + 24]
vpaddd xmm1, xmm1, [rsi + 72]
rorx r13, rbx, 41
rorx r15, rbx, 18
vpaddd xmm1, xmm1, [rip + {md5_constants} + 188]
andn r12, rbx, rdx
add r8, r12
mov r12, rcx
vmovdqa xmm4, xmm2
and r12, rbx
xor r13, r15
rorx r15, rbx, 14
vpternlogd xmm4, xmm3, xmm0, 150
add r8, r12
xor r13, r15
add r8, r13
vpaddd xmm1, xmm1, xmm4
add rax, r8
mov r12, r9
vprold xmm1, xmm1, 23
xor r12, r10
rorx r13, r9, 39
rorx r15, r9, 34
vpaddd xmm1, xmm1, xmm2
xor r13, r15
rorx r15, r9, 28
xor r13, r15
vpaddd xmm0, xmm0, [rsi + 64]
and r14, r12
xor r14, r10
vpaddd xmm0, xmm0, [rip + {md5_constants} + 192]
add r8, r13
add r8, r14
add rdx, [rsp + 32]
vmovdqa xmm4, xmm1
rorx r13, rax, 41
rorx r15, rax, 18
andn r14, rax, rcx
vpternlogd xmm4, xmm2, xmm3, 57
add rdx, r14
mov r14, rbx
vpaddd xmm0, xmm0, xmm4
and r14, rax
xor r13, r15
rorx r15, rax, 14
vprold xmm0, xmm0, 6
add rdx, r14
xor r13, r15
add rdx, r13
vpaddd xmm0, xmm0, xmm1
add r11, rdx
mov r14, r8
vpaddd xmm3, xmm3, [rsi + 92]
xor r14, r9
rorx r13, r8, 39
rorx r15, r8, 34
vpaddd xmm3, xmm3, [rip + {md5_constants} + 196]
xor r13, r15
rorx r15, r8, 28
xor r13, r15
vmovdqa xmm4, xmm0
and r12, r14
xor r12, r9
vpternlogd xmm4, xmm1, xmm2, 57
add rdx, r13
add rdx, r12
add rcx, [rsp + 40]
vpaddd xmm3, xmm3, xmm4
rorx r13, r11, 41
rorx r15, r11, 18
andn r12, r11, rbx
vprold xmm3, xmm3, 10
add rcx, r12
mov r12, rax
vpaddd xmm3, xmm3, xmm0
and r12, r11
xor r13, r15
rorx r15, r11, 14
vpaddd xmm2, xmm2, [rsi + 120]
add rcx, r12
xor r13, r15
add rcx, r13
vpaddd xmm2, xmm2, [rip + {md5_constants} + 200]
add r10, rcx
mov r12, rdx
xor r12, r8
vmovdqa xmm4, xmm3
rorx r13, rdx, 39
rorx r15, rdx, 34
vpternlogd xmm4, xmm0, xmm1, 57
xor r13, r15
rorx r15, rdx, 28
xor r13, r15
vpaddd xmm2, xmm2, xmm4
and r14, r12
xor r14, r8
add rcx, r13
vprold xmm2, xmm2, 15
add rcx, r14
add rbx, [rsp + 48]
vpaddd xmm2, xmm2, xmm3
rorx r13, r10, 41
rorx r15, r10, 18
andn r14, r10, rax
vpaddd xmm1, xmm1, [rsi + 84]
add rbx, r14
mov r14, r11
and r14, r10
vpaddd xmm1, xmm1, [rip + {md5_constants} + 204]
xor r13, r15
rorx r15, r10, 14
vmovdqa xmm4, xmm2
add rbx, r14
xor r13, r15
add rbx, r13
vpternlogd xmm4, xmm3, xmm0, 57
add r9, rbx
mov r14, rcx
xor r14, rdx
vpaddd xmm1, xmm1, xmm4
rorx r13, rcx, 39
rorx r15, rcx, 34
vprold xmm1, xmm1, 21
xor r13, r15
rorx r15, rcx, 28
xor r13, r15
vpaddd xmm1, xmm1, xmm2
and r12, r14
xor r12, rdx
add rbx, r13
vpaddd xmm0, xmm0, [rsi + 112]
add rbx, r12
add rax, [rsp + 56]
vpaddd xmm0, xmm0, [rip + {md5_constants} + 208]
rorx r13, r9, 41
rorx r15, r9, 18
andn r12, r9, r11
vmovdqa xmm4, xmm1
add rax, r12
mov r12, r10
and r12, r9
vpternlogd xmm4, xmm2, xmm3, 57
xor r13, r15
rorx r15, r9, 14
add rax, r12
vpaddd xmm0, xmm0, xmm4
xor r13, r15
add rax, r13
vprold xmm0, xmm0, 6
add r8, rax
mov r12, rbx
xor r12, rcx
vpaddd xmm0, xmm0, xmm1
rorx r13, rbx, 39
rorx r15, rbx, 34
xor r13, r15
vpaddd xmm3, xmm3, [rsi + 76]
rorx r15, rbx, 28
xor r13, r15
vpaddd xmm3, xmm3, [rip + {md5_constants} + 212]
and r14, r12
xor r14, rcx
add rax, r13
vmovdqa xmm4, xmm0
add rax, r14
add r11, [rsp + 64]
rorx r13, r8, 41
vpternlogd xmm4, xmm1, xmm2, 57
rorx r15, r8, 18
andn r14, r8, r10
vpaddd xmm3, xmm3, xmm4
add r11, r14
mov r14, r9
and r14, r8
vprold xmm3, xmm3, 10
xor r13, r15
rorx r15, r8, 14
add r11, r14
vpaddd xmm3, xmm3, xmm0
xor r13, r15
add r11, r13
vpaddd xmm2, xmm2, [rsi + 104]
add rdx, r11
mov r14, rax
xor r14, rbx
vpaddd xmm2, xmm2, [rip + {md5_constants} + 216]
rorx r13, rax, 39
rorx r15, rax, 34
xor r13, r15
vmovdqa xmm4, xmm3
rorx r15, rax, 28
xor r13, r15
vpternlogd xmm4, xmm0, xmm1, 57
and r12, r14
xor r12, rbx
add r11, r13
vpaddd xmm2, xmm2, xmm4
add r11, r12
add r10, [rsp + 72]
rorx r13, rdx, 41
vprold xmm2, xmm2, 15
rorx r15, rdx, 18
andn r12, rdx, r9
add r10, r12
vpaddd xmm2, xmm2, xmm3
mov r12, r8
and r12, rdx
vpaddd xmm1, xmm1, [rsi + 68]
xor r13, r15
rorx r15, rdx, 14
add r10, r12
vpaddd xmm1, xmm1, [rip + {md5_constants} + 220]
xor r13, r15
add r10, r13
add rcx, r10
vmovdqa xmm4, xmm2
mov r12, r11
xor r12, rax
vpternlogd xmm4, xmm3, xmm0, 57
rorx r13, r11, 39
rorx r15, r11, 34
xor r13, r15
vpaddd xmm1, xmm1, xmm4
rorx r15, r11, 28
xor r13, r15
and r14, r12
vprold xmm1, xmm1, 21
xor r14, rax
add r10, r13
vpaddd xmm1, xmm1, xmm2
add r10, r14
add r9, [rsp + 80]
rorx r13, rcx, 41
vpaddd xmm0, xmm0, [rsi + 96]
rorx r15, rcx, 18
andn r14, rcx, r8
add r9, r14
vpaddd xmm0, xmm0, [rip + {md5_constants} + 224]
mov r14, rdx
and r14, rcx
vmovdqa xmm4, xmm1
xor r13, r15
rorx r15, rcx, 14
add r9, r14
vpternlogd xmm4, xmm2, xmm3, 57
xor r13, r15
add r9, r13
add rbx, r9
vpaddd xmm0, xmm0, xmm4
mov r14, r10
xor r14, r11
vprold xmm0, xmm0, 6
rorx r13, r10, 39
rorx r15, r10, 34
xor r13, r15
vpaddd xmm0, xmm0, xmm1
rorx r15, r10, 28
xor r13, r15
and r12, r14
vpaddd xmm3, xmm3, [rsi + 124]
xor r12, r11
add r9, r13
vpaddd xmm3, xmm3, [rip + {md5_constants} + 228]
add r9, r12
add r8, [rsp + 88]
rorx r13, rbx, 41
vmovdqa xmm4, xmm0
rorx r15, rbx, 18
andn r12, rbx, rdx
add r8, r12
vpternlogd xmm4, xmm1, xmm2, 57
mov r12, rcx
and r12, rbx
xor r13, r15
vpaddd xmm3, xmm3, xmm4
rorx r15, rbx, 14
add r8, r12
vprold xmm3, xmm3, 10
xor r13, r15
add r8, r13
add rax, r8
vpaddd xmm3, xmm3, xmm0
mov r12, r9
xor r12, r10
rorx r13, r9, 39
vpaddd xmm2, xmm2, [rsi + 88]
rorx r15, r9, 34
xor r13, r15
vpaddd xmm2, xmm2, [rip + {md5_constants} + 232]
rorx r15, r9, 28
xor r13, r15
and r14, r12
vmovdqa xmm4, xmm3
xor r14, r10
add r8, r13
add r8, r14
vpternlogd xmm4, xmm0, xmm1, 57
add rdx, [rsp + 96]
rorx r13, rax, 41
vpaddd xmm2, xmm2, xmm4
rorx r15, rax, 18
andn r14, rax, rcx
add rdx, r14
vprold xmm2, xmm2, 15
mov r14, rbx
and r14, rax
xor r13, r15
vpaddd xmm2, xmm2, xmm3
rorx r15, rax, 14
add rdx, r14
vpaddd xmm1, xmm1, [rsi + 116]
xor r13, r15
add rdx, r13
add r11, rdx
vpaddd xmm1, xmm1, [rip + {md5_constants} + 236]
mov r14, r8
xor r14, r9
rorx r13, r8, 39
vmovdqa xmm4, xmm2
rorx r15, r8, 34
xor r13, r15
vpternlogd xmm4, xmm3, xmm0, 57
rorx r15, r8, 28
xor r13, r15
and r12, r14
vpaddd xmm1, xmm1, xmm4
xor r12, r9
add rdx, r13
add rdx, r12
vprold xmm1, xmm1, 21
add rcx, [rsp + 104]
rorx r13, r11, 41
rorx r15, r11, 18
vpaddd xmm1, xmm1, xmm2
andn r12, r11, rbx
add rcx, r12
vpaddd xmm0, xmm0, [rsi + 80]
mov r12, rax
and r12, r11
xor r13, r15
vpaddd xmm0, xmm0, [rip + {md5_constants} + 240]
rorx r15, r11, 14
add rcx, r12
xor r13, r15
vmovdqa xmm4, xmm1
add rcx, r13
add r10, rcx
vpternlogd xmm4, xmm2, xmm3, 57
mov r12, rdx
xor r12, r8
rorx r13, rdx, 39
vpaddd xmm0, xmm0, xmm4
rorx r15, rdx, 34
xor r13, r15
rorx r15, rdx, 28
vprold xmm0, xmm0, 6
xor r13, r15
and r14, r12
vpaddd xmm0, xmm0, xmm1
xor r14, r8
add rcx, r13
add rcx, r14
vpaddd xmm3, xmm3, [rsi + 108]
add rbx, [rsp + 112]
rorx r13, r10, 41
rorx r15, r10, 18
vpaddd xmm3, xmm3, [rip + {md5_constants} + 244]
andn r14, r10, rax
add rbx, r14
vmovdqa xmm4, xmm0
mov r14, r11
and r14, r10
xor r13, r15
vpternlogd xmm4, xmm1, xmm2, 57
rorx r15, r10, 14
add rbx, r14
xor r13, r15
vpaddd xmm3, xmm3, xmm4
add rbx, r13
add r9, rbx
vprold xmm3, xmm3, 10
mov r14, rcx
xor r14, rdx
rorx r13, rcx, 39
vpaddd xmm3, xmm3, xmm0
rorx r15, rcx, 34
xor r13, r15
rorx r15, rcx, 28
vpaddd xmm2, xmm2, [rsi + 72]
xor r13, r15
and r12, r14
xor r12, rdx
vpaddd xmm2, xmm2, [rip + {md5_constants} + 248]
add rbx, r13
add rbx, r12
vmovdqa xmm4, xmm3
add rax, [rsp + 120]
rorx r13, r9, 41
rorx r15, r9, 18
vpternlogd xmm4, xmm0, xmm1, 57
andn r12, r9, r11
add rax, r12
mov r12, r10
vpaddd xmm2, xmm2, xmm4
and r12, r9
xor r13, r15
vprold xmm2, xmm2, 15
rorx r15, r9, 14
add rax, r12
xor r13, r15
vpaddd xmm2, xmm2, xmm3
add rax, r13
add r8, rax
mov r12, rbx
vpaddd xmm1, xmm1, [rsi + 100]
xor r12, rcx
rorx r13, rbx, 39
vpaddd xmm1, xmm1, [rip + {md5_constants} + 252]
rorx r15, rbx, 34
xor r13, r15
rorx r15, rbx, 28
vmovdqa xmm4, xmm2
xor r13, r15
and r14, r12
xor r14, rcx
vpternlogd xmm4, xmm3, xmm0, 57
add rax, r13
add rax, r14
vpaddd xmm1, xmm1, xmm4
add rax, [rdi + 0]
mov [rdi + 0], rax
add rbx, [rdi + 8]
vprold xmm1, xmm1, 21
mov [rdi + 8], rbx
add rcx, [rdi + 16]
mov [rdi + 16], rcx
vpaddd xmm1, xmm1, xmm2
add rdx, [rdi + 24]
mov [rdi + 24], rdx
vpaddd xmm0, xmm0, xmm5
add r8, [rdi + 32]
mov [rdi + 32], r8
add r9, [rdi + 40]
vpaddd xmm1, xmm1, xmm6
mov [rdi + 40], r9
add r10, [rdi + 48]
mov [rdi + 48], r10
vpaddd xmm2, xmm2, xmm7
add r11, [rdi + 56]
mov [rdi + 56], r11
vpaddd xmm3, xmm3, xmm8
add rsi, 128
dec qword ptr [rsp + 136]
jnz 2b
mov rcx, [rsp + 144]
vmovd [rcx + 0], xmm0
vmovd [rcx + 4], xmm1
vmovd [rcx + 8], xmm2
vmovd [rcx + 12], xmm3
mov rsp, [rsp + 152]
pop r15
pop r14
pop r13
pop r12
pop rbp
pop rbx
ret
