// Written by codegen/stitched.py; change it there.
push rbx
push rbp
push r12
push r13
push r14
push r15
mov rbp, rsp
sub rsp, 3136
and rsp, -64
mov [rsp + 3072], rdx
mov [rsp + 3080], rcx
mov [rsp + 3088], rbp
shl rdx, 7
lea rdx, [rsi + rdx - 256]
mov [rsp + 3096], rdx
mov r15, rdi
mov r8, rcx
mov eax, [r8 + 0]
mov ebx, [r8 + 4]
mov ecx, [r8 + 8]
mov edx, [r8 + 12]
vmovq xmm0, qword ptr [r15 + 0]
vmovq xmm1, qword ptr [r15 + 8]
vmovq xmm2, qword ptr [r15 + 16]
vmovq xmm3, qword ptr [r15 + 24]
vmovq xmm4, qword ptr [r15 + 32]
vmovq xmm5, qword ptr [r15 + 40]
vmovq xmm6, qword ptr [r15 + 48]
vmovq xmm7, qword ptr [r15 + 56]
mov rdi, rsp
lea r14, [rip + {sha512_constants}]
vmovdqu64 xmm24, [rsi + 0]
vinserti64x2 ymm16, ymm24, [rsi + 128], 1
vpshufb ymm16, ymm16, [rip + {byte_swap}]
vpaddq ymm24, ymm16, [r14 + 0]
vmovdqa64 [rdi + 0], ymm24
vmovdqu64 xmm24, [rsi + 16]
vinserti64x2 ymm17, ymm24, [rsi + 144], 1
vpshufb ymm17, ymm17, [rip + {byte_swap}]
vpaddq ymm24, ymm17, [r14 + 32]
vmovdqa64 [rdi + 32], ymm24
vmovdqu64 xmm24, [rsi + 32]
vinserti64x2 ymm18, ymm24, [rsi + 160], 1
vpshufb ymm18, ymm18, [rip + {byte_swap}]
vpaddq ymm24, ymm18, [r14 + 64]
vmovdqa64 [rdi + 64], ymm24
vmovdqu64 xmm24, [rsi + 48]
vinserti64x2 ymm19, ymm24, [rsi + 176], 1
vpshufb ymm19, ymm19, [rip + {byte_swap}]
vpaddq ymm24, ymm19, [r14 + 96]
vmovdqa64 [rdi + 96], ymm24
vmovdqu64 xmm24, [rsi + 64]
vinserti64x2 ymm20, ymm24, [rsi + 192], 1
vpshufb ymm20, ymm20, [rip + {byte_swap}]
vpaddq ymm24, ymm20, [r14 + 128]
vmovdqa64 [rdi + 128], ymm24
vmovdqu64 xmm24, [rsi + 80]
vinserti64x2 ymm21, ymm24, [rsi + 208], 1
vpshufb ymm21, ymm21, [rip + {byte_swap}]
vpaddq ymm24, ymm21, [r14 + 160]
vmovdqa64 [rdi + 160], ymm24
vmovdqu64 xmm24, [rsi + 96]
vinserti64x2 ymm22, ymm24, [rsi + 224], 1
vpshufb ymm22, ymm22, [rip + {byte_swap}]
vpaddq ymm24, ymm22, [r14 + 192]
vmovdqa64 [rdi + 192], ymm24
vmovdqu64 xmm24, [rsi + 112]
vinserti64x2 ymm23, ymm24, [rsi + 240], 1
vpshufb ymm23, ymm23, [rip + {byte_swap}]
vpaddq ymm24, ymm23, [r14 + 224]
vmovdqa64 [rdi + 224], ymm24
vpalignr ymm24, ymm17, ymm16, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm21, ymm20, 8
vpaddq ymm16, ymm16, ymm27
vprorq ymm25, ymm23, 19
vprorq ymm26, ymm23, 61
vpsrlq ymm28, ymm23, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm16, ymm16, ymm24
vpaddq ymm16, ymm16, ymm28
vpaddq ymm24, ymm16, [r14 + 256]
vmovdqa64 [rdi + 256], ymm24
vpalignr ymm24, ymm18, ymm17, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm22, ymm21, 8
vpaddq ymm17, ymm17, ymm27
vprorq ymm25, ymm16, 19
vprorq ymm26, ymm16, 61
vpsrlq ymm28, ymm16, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm17, ymm17, ymm24
vpaddq ymm17, ymm17, ymm28
vpaddq ymm24, ymm17, [r14 + 288]
vmovdqa64 [rdi + 288], ymm24
vpalignr ymm24, ymm19, ymm18, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm23, ymm22, 8
vpaddq ymm18, ymm18, ymm27
vprorq ymm25, ymm17, 19
vprorq ymm26, ymm17, 61
vpsrlq ymm28, ymm17, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm18, ymm18, ymm24
vpaddq ymm18, ymm18, ymm28
vpaddq ymm24, ymm18, [r14 + 320]
vmovdqa64 [rdi + 320], ymm24
vpalignr ymm24, ymm20, ymm19, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm16, ymm23, 8
vpaddq ymm19, ymm19, ymm27
vprorq ymm25, ymm18, 19
vprorq ymm26, ymm18, 61
vpsrlq ymm28, ymm18, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm19, ymm19, ymm24
vpaddq ymm19, ymm19, ymm28
vpaddq ymm24, ymm19, [r14 + 352]
vmovdqa64 [rdi + 352], ymm24
vpalignr ymm24, ymm21, ymm20, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm17, ymm16, 8
vpaddq ymm20, ymm20, ymm27
vprorq ymm25, ymm19, 19
vprorq ymm26, ymm19, 61
vpsrlq ymm28, ymm19, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm20, ymm20, ymm24
vpaddq ymm20, ymm20, ymm28
vpaddq ymm24, ymm20, [r14 + 384]
vmovdqa64 [rdi + 384], ymm24
vpalignr ymm24, ymm22, ymm21, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm18, ymm17, 8
vpaddq ymm21, ymm21, ymm27
vprorq ymm25, ymm20, 19
vprorq ymm26, ymm20, 61
vpsrlq ymm28, ymm20, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm21, ymm21, ymm24
vpaddq ymm21, ymm21, ymm28
vpaddq ymm24, ymm21, [r14 + 416]
vmovdqa64 [rdi + 416], ymm24
vpalignr ymm24, ymm23, ymm22, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm19, ymm18, 8
vpaddq ymm22, ymm22, ymm27
vprorq ymm25, ymm21, 19
vprorq ymm26, ymm21, 61
vpsrlq ymm28, ymm21, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm22, ymm22, ymm24
vpaddq ymm22, ymm22, ymm28
vpaddq ymm24, ymm22, [r14 + 448]
vmovdqa64 [rdi + 448], ymm24
vpalignr ymm24, ymm16, ymm23, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm20, ymm19, 8
vpaddq ymm23, ymm23, ymm27
vprorq ymm25, ymm22, 19
vprorq ymm26, ymm22, 61
vpsrlq ymm28, ymm22, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm23, ymm23, ymm24
vpaddq ymm23, ymm23, ymm28
vpaddq ymm24, ymm23, [r14 + 480]
vmovdqa64 [rdi + 480], ymm24
vpalignr ymm24, ymm17, ymm16, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm21, ymm20, 8
vpaddq ymm16, ymm16, ymm27
vprorq ymm25, ymm23, 19
vprorq ymm26, ymm23, 61
vpsrlq ymm28, ymm23, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm16, ymm16, ymm24
vpaddq ymm16, ymm16, ymm28
vpaddq ymm24, ymm16, [r14 + 512]
vmovdqa64 [rdi + 512], ymm24
vpalignr ymm24, ymm18, ymm17, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm22, ymm21, 8
vpaddq ymm17, ymm17, ymm27
vprorq ymm25, ymm16, 19
vprorq ymm26, ymm16, 61
vpsrlq ymm28, ymm16, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm17, ymm17, ymm24
vpaddq ymm17, ymm17, ymm28
vpaddq ymm24, ymm17, [r14 + 544]
vmovdqa64 [rdi + 544], ymm24
vpalignr ymm24, ymm19, ymm18, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm23, ymm22, 8
vpaddq ymm18, ymm18, ymm27
vprorq ymm25, ymm17, 19
vprorq ymm26, ymm17, 61
vpsrlq ymm28, ymm17, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm18, ymm18, ymm24
vpaddq ymm18, ymm18, ymm28
vpaddq ymm24, ymm18, [r14 + 576]
vmovdqa64 [rdi + 576], ymm24
vpalignr ymm24, ymm20, ymm19, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm16, ymm23, 8
vpaddq ymm19, ymm19, ymm27
vprorq ymm25, ymm18, 19
vprorq ymm26, ymm18, 61
vpsrlq ymm28, ymm18, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm19, ymm19, ymm24
vpaddq ymm19, ymm19, ymm28
vpaddq ymm24, ymm19, [r14 + 608]
vmovdqa64 [rdi + 608], ymm24
vpalignr ymm24, ymm21, ymm20, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm17, ymm16, 8
vpaddq ymm20, ymm20, ymm27
vprorq ymm25, ymm19, 19
vprorq ymm26, ymm19, 61
vpsrlq ymm28, ymm19, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm20, ymm20, ymm24
vpaddq ymm20, ymm20, ymm28
vpaddq ymm24, ymm20, [r14 + 640]
vmovdqa64 [rdi + 640], ymm24
vpalignr ymm24, ymm22, ymm21, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm18, ymm17, 8
vpaddq ymm21, ymm21, ymm27
vprorq ymm25, ymm20, 19
vprorq ymm26, ymm20, 61
vpsrlq ymm28, ymm20, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm21, ymm21, ymm24
vpaddq ymm21, ymm21, ymm28
vpaddq ymm24, ymm21, [r14 + 672]
vmovdqa64 [rdi + 672], ymm24
vpalignr ymm24, ymm23, ymm22, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm19, ymm18, 8
vpaddq ymm22, ymm22, ymm27
vprorq ymm25, ymm21, 19
vprorq ymm26, ymm21, 61
vpsrlq ymm28, ymm21, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm22, ymm22, ymm24
vpaddq ymm22, ymm22, ymm28
vpaddq ymm24, ymm22, [r14 + 704]
vmovdqa64 [rdi + 704], ymm24
vpalignr ymm24, ymm16, ymm23, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm20, ymm19, 8
vpaddq ymm23, ymm23, ymm27
vprorq ymm25, ymm22, 19
vprorq ymm26, ymm22, 61
vpsrlq ymm28, ymm22, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm23, ymm23, ymm24
vpaddq ymm23, ymm23, ymm28
vpaddq ymm24, ymm23, [r14 + 736]
vmovdqa64 [rdi + 736], ymm24
add rdi, 512
add r14, 512
vpalignr ymm24, ymm17, ymm16, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm21, ymm20, 8
vpaddq ymm16, ymm16, ymm27
vprorq ymm25, ymm23, 19
vprorq ymm26, ymm23, 61
vpsrlq ymm28, ymm23, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm16, ymm16, ymm24
vpaddq ymm16, ymm16, ymm28
vpaddq ymm24, ymm16, [r14 + 256]
vmovdqa64 [rdi + 256], ymm24
vpalignr ymm24, ymm18, ymm17, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm22, ymm21, 8
vpaddq ymm17, ymm17, ymm27
vprorq ymm25, ymm16, 19
vprorq ymm26, ymm16, 61
vpsrlq ymm28, ymm16, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm17, ymm17, ymm24
vpaddq ymm17, ymm17, ymm28
vpaddq ymm24, ymm17, [r14 + 288]
vmovdqa64 [rdi + 288], ymm24
vpalignr ymm24, ymm19, ymm18, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm23, ymm22, 8
vpaddq ymm18, ymm18, ymm27
vprorq ymm25, ymm17, 19
vprorq ymm26, ymm17, 61
vpsrlq ymm28, ymm17, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm18, ymm18, ymm24
vpaddq ymm18, ymm18, ymm28
vpaddq ymm24, ymm18, [r14 + 320]
vmovdqa64 [rdi + 320], ymm24
vpalignr ymm24, ymm20, ymm19, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm16, ymm23, 8
vpaddq ymm19, ymm19, ymm27
vprorq ymm25, ymm18, 19
vprorq ymm26, ymm18, 61
vpsrlq ymm28, ymm18, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm19, ymm19, ymm24
vpaddq ymm19, ymm19, ymm28
vpaddq ymm24, ymm19, [r14 + 352]
vmovdqa64 [rdi + 352], ymm24
vpalignr ymm24, ymm21, ymm20, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm17, ymm16, 8
vpaddq ymm20, ymm20, ymm27
vprorq ymm25, ymm19, 19
vprorq ymm26, ymm19, 61
vpsrlq ymm28, ymm19, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm20, ymm20, ymm24
vpaddq ymm20, ymm20, ymm28
vpaddq ymm24, ymm20, [r14 + 384]
vmovdqa64 [rdi + 384], ymm24
vpalignr ymm24, ymm22, ymm21, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm18, ymm17, 8
vpaddq ymm21, ymm21, ymm27
vprorq ymm25, ymm20, 19
vprorq ymm26, ymm20, 61
vpsrlq ymm28, ymm20, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm21, ymm21, ymm24
vpaddq ymm21, ymm21, ymm28
vpaddq ymm24, ymm21, [r14 + 416]
vmovdqa64 [rdi + 416], ymm24
vpalignr ymm24, ymm23, ymm22, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm19, ymm18, 8
vpaddq ymm22, ymm22, ymm27
vprorq ymm25, ymm21, 19
vprorq ymm26, ymm21, 61
vpsrlq ymm28, ymm21, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm22, ymm22, ymm24
vpaddq ymm22, ymm22, ymm28
vpaddq ymm24, ymm22, [r14 + 448]
vmovdqa64 [rdi + 448], ymm24
vpalignr ymm24, ymm16, ymm23, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm20, ymm19, 8
vpaddq ymm23, ymm23, ymm27
vprorq ymm25, ymm22, 19
vprorq ymm26, ymm22, 61
vpsrlq ymm28, ymm22, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm23, ymm23, ymm24
vpaddq ymm23, ymm23, ymm28
vpaddq ymm24, ymm23, [r14 + 480]
vmovdqa64 [rdi + 480], ymm24
vpalignr ymm24, ymm17, ymm16, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm21, ymm20, 8
vpaddq ymm16, ymm16, ymm27
vprorq ymm25, ymm23, 19
vprorq ymm26, ymm23, 61
vpsrlq ymm28, ymm23, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm16, ymm16, ymm24
vpaddq ymm16, ymm16, ymm28
vpaddq ymm24, ymm16, [r14 + 512]
vmovdqa64 [rdi + 512], ymm24
vpalignr ymm24, ymm18, ymm17, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm22, ymm21, 8
vpaddq ymm17, ymm17, ymm27
vprorq ymm25, ymm16, 19
vprorq ymm26, ymm16, 61
vpsrlq ymm28, ymm16, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm17, ymm17, ymm24
vpaddq ymm17, ymm17, ymm28
vpaddq ymm24, ymm17, [r14 + 544]
vmovdqa64 [rdi + 544], ymm24
vpalignr ymm24, ymm19, ymm18, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm23, ymm22, 8
vpaddq ymm18, ymm18, ymm27
vprorq ymm25, ymm17, 19
vprorq ymm26, ymm17, 61
vpsrlq ymm28, ymm17, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm18, ymm18, ymm24
vpaddq ymm18, ymm18, ymm28
vpaddq ymm24, ymm18, [r14 + 576]
vmovdqa64 [rdi + 576], ymm24
vpalignr ymm24, ymm20, ymm19, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm16, ymm23, 8
vpaddq ymm19, ymm19, ymm27
vprorq ymm25, ymm18, 19
vprorq ymm26, ymm18, 61
vpsrlq ymm28, ymm18, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm19, ymm19, ymm24
vpaddq ymm19, ymm19, ymm28
vpaddq ymm24, ymm19, [r14 + 608]
vmovdqa64 [rdi + 608], ymm24
vpalignr ymm24, ymm21, ymm20, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm17, ymm16, 8
vpaddq ymm20, ymm20, ymm27
vprorq ymm25, ymm19, 19
vprorq ymm26, ymm19, 61
vpsrlq ymm28, ymm19, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm20, ymm20, ymm24
vpaddq ymm20, ymm20, ymm28
vpaddq ymm24, ymm20, [r14 + 640]
vmovdqa64 [rdi + 640], ymm24
vpalignr ymm24, ymm22, ymm21, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm18, ymm17, 8
vpaddq ymm21, ymm21, ymm27
vprorq ymm25, ymm20, 19
vprorq ymm26, ymm20, 61
vpsrlq ymm28, ymm20, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm21, ymm21, ymm24
vpaddq ymm21, ymm21, ymm28
vpaddq ymm24, ymm21, [r14 + 672]
vmovdqa64 [rdi + 672], ymm24
vpalignr ymm24, ymm23, ymm22, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm19, ymm18, 8
vpaddq ymm22, ymm22, ymm27
vprorq ymm25, ymm21, 19
vprorq ymm26, ymm21, 61
vpsrlq ymm28, ymm21, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm22, ymm22, ymm24
vpaddq ymm22, ymm22, ymm28
vpaddq ymm24, ymm22, [r14 + 704]
vmovdqa64 [rdi + 704], ymm24
vpalignr ymm24, ymm16, ymm23, 8
vprorq ymm25, ymm24, 1
vprorq ymm26, ymm24, 8
vpsrlq ymm24, ymm24, 7
vpternlogq ymm24, ymm25, ymm26, 150
vpalignr ymm27, ymm20, ymm19, 8
vpaddq ymm23, ymm23, ymm27
vprorq ymm25, ymm22, 19
vprorq ymm26, ymm22, 61
vpsrlq ymm28, ymm22, 6
vpternlogq ymm28, ymm25, ymm26, 150
vpaddq ymm23, ymm23, ymm24
vpaddq ymm23, ymm23, ymm28
vpaddq ymm24, ymm23, [r14 + 736]
vmovdqa64 [rdi + 736], ymm24
mov rbp, rsp
lea rdi, [rsp + 1280]
sub r14, 512
2:
lea r8, [rsi + 256]
cmp r8, [rsp + 3096]
cmova r8, rsi
vmovdqu64 xmm24, [r8 + 0]
vinserti64x2 ymm16, ymm24, [r8 + 128], 1
vpshufb ymm16, ymm16, [rip + {byte_swap}]
vpaddq ymm24, ymm16, [r14 + 0]
vmovdqa64 [rdi + 0], ymm24
vmovdqu64 xmm24, [r8 + 16]
vinserti64x2 ymm17, ymm24, [r8 + 144], 1
vpshufb ymm17, ymm17, [rip + {byte_swap}]
vpaddq ymm24, ymm17, [r14 + 32]
vmovdqa64 [rdi + 32], ymm24
vmovdqu64 xmm24, [r8 + 32]
vinserti64x2 ymm18, ymm24, [r8 + 160], 1
vpshufb ymm18, ymm18, [rip + {byte_swap}]
vpaddq ymm24, ymm18, [r14 + 64]
vmovdqa64 [rdi + 64], ymm24
vmovdqu64 xmm24, [r8 + 48]
vinserti64x2 ymm19, ymm24, [r8 + 176], 1
vpshufb ymm19, ymm19, [rip + {byte_swap}]
vpaddq ymm24, ymm19, [r14 + 96]
vmovdqa64 [rdi + 96], ymm24
vmovdqu64 xmm24, [r8 + 64]
vinserti64x2 ymm20, ymm24, [r8 + 192], 1
vpshufb ymm20, ymm20, [rip + {byte_swap}]
vpaddq ymm24, ymm20, [r14 + 128]
vmovdqa64 [rdi + 128], ymm24
vmovdqu64 xmm24, [r8 + 80]
vinserti64x2 ymm21, ymm24, [r8 + 208], 1
vpshufb ymm21, ymm21, [rip + {byte_swap}]
vpaddq ymm24, ymm21, [r14 + 160]
vmovdqa64 [rdi + 160], ymm24
vmovdqu64 xmm24, [r8 + 96]
vinserti64x2 ymm22, ymm24, [r8 + 224], 1
vpshufb ymm22, ymm22, [rip + {byte_swap}]
vpaddq ymm24, ymm22, [r14 + 192]
vmovdqa64 [rdi + 192], ymm24
vmovdqu64 xmm24, [r8 + 112]
vinserti64x2 ymm23, ymm24, [r8 + 240], 1
vpshufb ymm23, ymm23, [rip + {byte_swap}]
vpaddq ymm24, ymm23, [r14 + 224]
vmovdqa64 [rdi + 224], ymm24
3:
vmovdqu ymm10, [rsi + 0]
vmovdqu ymm11, [rsi + 32]
vmovdqu ymm12, [rsi + 64]
vmovdqu ymm13, [rsi + 96]
vpaddq xmm7, xmm7, qword ptr [rbp + 0]{{1to2}}
vmovdqa64 xmm29, xmm4
vpaddd ymm15, ymm10, [rip + {md5_constants} + 0]
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
vmovdqa [rsp + 2560], ymm15
vprorq xmm9, xmm4, 18
vpaddd ymm15, ymm11, [rip + {md5_constants} + 32]
vprorq xmm14, xmm4, 41
vpalignr ymm24, ymm17, ymm16, 8
vmovdqa [rsp + 2592], ymm15
vpaddq xmm7, xmm7, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
mov r10d, eax
vpaddq xmm7, xmm7, xmm8
mov r11d, ebx
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
mov r12d, ecx
vpternlogq xmm29, xmm1, xmm2, 232
vprorq ymm25, ymm24, 1
mov r13d, edx
vprorq xmm30, xmm0, 28
add eax, [rsp + 2560]
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
mov r8d, ecx
vpaddq xmm7, xmm7, xmm29
xor r8d, edx
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
and r8d, ebx
vprorq ymm26, ymm24, 8
vpaddq xmm6, xmm6, qword ptr [rbp + 8]{{1to2}}
xor r8d, edx
vmovdqa64 xmm29, xmm3
add eax, r8d
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
rol eax, 7
vprorq xmm9, xmm3, 18
vprorq xmm14, xmm3, 41
add eax, ebx
vpsrlq ymm24, ymm24, 7
add edx, [rsp + 2564]
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
mov r9d, ebx
vpaddq xmm6, xmm6, xmm8
xor r9d, ecx
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
and r9d, eax
vpternlogq xmm29, xmm0, xmm1, 232
vpternlogq ymm24, ymm25, ymm26, 150
xor r9d, ecx
vprorq xmm30, xmm7, 28
add edx, r9d
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
rol edx, 12
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add edx, eax
vpaddq xmm6, xmm6, xmm30
add ecx, [rsp + 2568]
vpalignr ymm27, ymm21, ymm20, 8
vpaddq xmm5, xmm5, qword ptr [rbp + 32]{{1to2}}
mov r8d, eax
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 202
xor r8d, ebx
vprorq xmm8, xmm2, 14
and r8d, edx
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
xor r8d, ebx
vpaddq ymm16, ymm16, ymm27
add ecx, r8d
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
rol ecx, 17
vpaddq xmm5, xmm5, xmm8
vpaddq xmm1, xmm1, xmm5
add ecx, edx
vmovdqa64 xmm29, xmm6
vpaddd ymm15, ymm10, [rip + {md5_constants} + 64]
vpternlogq xmm29, xmm7, xmm0, 232
vprorq ymm25, ymm23, 19
vmovdqa [rsp + 2624], ymm15
vprorq xmm30, xmm6, 28
vprorq xmm31, xmm6, 34
add ebx, [rsp + 2572]
vprorq xmm9, xmm6, 39
mov r9d, edx
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
xor r9d, eax
vpaddq xmm5, xmm5, xmm30
and r9d, ecx
vprorq ymm26, ymm23, 61
vpaddq xmm4, xmm4, qword ptr [rbp + 40]{{1to2}}
xor r9d, eax
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
add ebx, r9d
vprorq xmm8, xmm1, 14
rol ebx, 22
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
add ebx, ecx
vpsrlq ymm28, ymm23, 6
vpaddq xmm4, xmm4, xmm29
add eax, [rsp + 2576]
vpternlogq xmm8, xmm9, xmm14, 150
mov r8d, ecx
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
xor r8d, edx
vmovdqa64 xmm29, xmm5
vpternlogq xmm29, xmm6, xmm7, 232
and r8d, ebx
vpternlogq ymm28, ymm25, ymm26, 150
xor r8d, edx
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
add eax, r8d
vprorq xmm9, xmm5, 39
rol eax, 7
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add eax, ebx
vpaddq xmm4, xmm4, xmm30
vpaddq ymm16, ymm16, ymm24
add edx, [rsp + 2580]
vpaddq xmm3, xmm3, qword ptr [rbp + 64]{{1to2}}
mov r9d, ebx
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
xor r9d, ecx
vprorq xmm8, xmm0, 14
vprorq xmm9, xmm0, 18
and r9d, eax
vprorq xmm14, xmm0, 41
xor r9d, ecx
vpaddq ymm16, ymm16, ymm28
vpaddq xmm3, xmm3, xmm29
add edx, r9d
vpternlogq xmm8, xmm9, xmm14, 150
rol edx, 12
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
add edx, eax
vmovdqa64 xmm29, xmm4
vpternlogq xmm29, xmm5, xmm6, 232
add ecx, [rsp + 2584]
vpaddq ymm24, ymm16, [r14 + 256]
mov r8d, eax
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
xor r8d, ebx
vprorq xmm9, xmm4, 39
vpaddq xmm3, xmm3, xmm29
and r8d, edx
vpternlogq xmm30, xmm31, xmm9, 150
xor r8d, ebx
vpaddq xmm3, xmm3, xmm30
vmovdqa64 [rdi + 256], ymm24
add ecx, r8d
vpaddq xmm2, xmm2, qword ptr [rbp + 72]{{1to2}}
rol ecx, 17
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
add ecx, edx
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
add ebx, [rsp + 2588]
vprorq xmm14, xmm7, 41
mov r9d, edx
vpalignr ymm24, ymm18, ymm17, 8
vpaddq xmm2, xmm2, xmm29
xor r9d, eax
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm2, xmm2, xmm8
and r9d, ecx
vpaddq xmm6, xmm6, xmm2
xor r9d, eax
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
add ebx, r9d
vprorq ymm25, ymm24, 1
vprorq xmm30, xmm3, 28
rol ebx, 22
vprorq xmm31, xmm3, 34
add ebx, ecx
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
add eax, [rsp + 2592]
vpternlogq xmm30, xmm31, xmm9, 150
mov r8d, ecx
vpaddq xmm2, xmm2, xmm30
vprorq ymm26, ymm24, 8
xor r8d, edx
vpaddq xmm1, xmm1, qword ptr [rbp + 96]{{1to2}}
vmovdqa64 xmm29, xmm6
and r8d, ebx
vpternlogq xmm29, xmm7, xmm0, 202
xor r8d, edx
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
add eax, r8d
vprorq xmm14, xmm6, 41
vpsrlq ymm24, ymm24, 7
rol eax, 7
vpaddq xmm1, xmm1, xmm29
add eax, ebx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
vpaddd ymm15, ymm11, [rip + {md5_constants} + 96]
vpaddq xmm5, xmm5, xmm1
vmovdqa [rsp + 2656], ymm15
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add edx, [rsp + 2596]
vpternlogq ymm24, ymm25, ymm26, 150
vprorq xmm30, xmm2, 28
mov r9d, ebx
vprorq xmm31, xmm2, 34
xor r9d, ecx
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
and r9d, eax
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm1, xmm1, xmm30
xor r9d, ecx
vpalignr ymm27, ymm22, ymm21, 8
add edx, r9d
vpaddq xmm0, xmm0, qword ptr [rbp + 104]{{1to2}}
vmovdqa64 xmm29, xmm5
rol edx, 12
vpternlogq xmm29, xmm6, xmm7, 202
vprorq xmm8, xmm5, 14
add edx, eax
vprorq xmm9, xmm5, 18
add ecx, [rsp + 2600]
vprorq xmm14, xmm5, 41
vpaddq ymm17, ymm17, ymm27
mov r8d, eax
vpaddq xmm0, xmm0, xmm29
xor r8d, ebx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
and r8d, edx
vpaddq xmm4, xmm4, xmm0
vmovdqa64 xmm29, xmm1
xor r8d, ebx
vpternlogq xmm29, xmm2, xmm3, 232
add ecx, r8d
vprorq ymm25, ymm16, 19
vprorq xmm30, xmm1, 28
rol ecx, 17
vprorq xmm31, xmm1, 34
vprorq xmm9, xmm1, 39
add ecx, edx
vpaddq xmm0, xmm0, xmm29
add ebx, [rsp + 2604]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
mov r9d, edx
vprorq ymm26, ymm16, 61
xor r9d, eax
vpaddq xmm7, xmm7, qword ptr [rbp + 128]{{1to2}}
vmovdqa64 xmm29, xmm4
and r9d, ecx
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
xor r9d, eax
vprorq xmm9, xmm4, 18
add ebx, r9d
vprorq xmm14, xmm4, 41
vpsrlq ymm28, ymm16, 6
rol ebx, 22
vpaddq xmm7, xmm7, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add ebx, ecx
vpaddq xmm7, xmm7, xmm8
add eax, [rsp + 2608]
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
mov r8d, ecx
vpternlogq xmm29, xmm1, xmm2, 232
vpternlogq ymm28, ymm25, ymm26, 150
xor r8d, edx
vprorq xmm30, xmm0, 28
and r8d, ebx
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
xor r8d, edx
vpaddq xmm7, xmm7, xmm29
add eax, r8d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
rol eax, 7
vpaddq ymm17, ymm17, ymm24
vpaddq xmm6, xmm6, qword ptr [rbp + 136]{{1to2}}
add eax, ebx
vmovdqa64 xmm29, xmm3
add edx, [rsp + 2612]
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
mov r9d, ebx
vprorq xmm9, xmm3, 18
vprorq xmm14, xmm3, 41
xor r9d, ecx
vpaddq ymm17, ymm17, ymm28
and r9d, eax
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
xor r9d, ecx
vpaddq xmm6, xmm6, xmm8
add edx, r9d
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
rol edx, 12
vpternlogq xmm29, xmm0, xmm1, 232
vpaddq ymm24, ymm17, [r14 + 288]
add edx, eax
vprorq xmm30, xmm7, 28
add ecx, [rsp + 2616]
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
mov r8d, eax
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
xor r8d, ebx
vpaddq xmm6, xmm6, xmm30
and r8d, edx
vmovdqa64 [rdi + 288], ymm24
vpaddq xmm5, xmm5, qword ptr [rbp + 160]{{1to2}}
xor r8d, ebx
vmovdqa64 xmm29, xmm2
add ecx, r8d
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
rol ecx, 17
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
add ecx, edx
vpalignr ymm24, ymm19, ymm18, 8
add ebx, [rsp + 2620]
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
mov r9d, edx
vpaddq xmm5, xmm5, xmm8
vpaddq xmm1, xmm1, xmm5
xor r9d, eax
vmovdqa64 xmm29, xmm6
and r9d, ecx
vpternlogq xmm29, xmm7, xmm0, 232
vprorq ymm25, ymm24, 1
xor r9d, eax
vprorq xmm30, xmm6, 28
vprorq xmm31, xmm6, 34
add ebx, r9d
vprorq xmm9, xmm6, 39
rol ebx, 22
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add ebx, ecx
vpaddq xmm5, xmm5, xmm30
add eax, [rsp + 2628]
vprorq ymm26, ymm24, 8
vpaddq xmm4, xmm4, qword ptr [rbp + 168]{{1to2}}
andn r8d, edx, ecx
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
add eax, r8d
vprorq xmm8, xmm1, 14
mov r8d, ebx
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
and r8d, edx
vpsrlq ymm24, ymm24, 7
vpaddq xmm4, xmm4, xmm29
add eax, r8d
vpternlogq xmm8, xmm9, xmm14, 150
rol eax, 5
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
add eax, ebx
vmovdqa64 xmm29, xmm5
add edx, [rsp + 2648]
vpternlogq xmm29, xmm6, xmm7, 232
vpternlogq ymm24, ymm25, ymm26, 150
andn r9d, ecx, ebx
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
add edx, r9d
vprorq xmm9, xmm5, 39
mov r9d, eax
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
and r9d, ecx
vpaddq xmm4, xmm4, xmm30
vpalignr ymm27, ymm23, ymm22, 8
add edx, r9d
vpaddq xmm3, xmm3, qword ptr [rbp + 192]{{1to2}}
rol edx, 9
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
add edx, eax
vprorq xmm8, xmm0, 14
vprorq xmm9, xmm0, 18
add ecx, [rsp + 2668]
vprorq xmm14, xmm0, 41
andn r8d, ebx, eax
vpaddq ymm18, ymm18, ymm27
vpaddq xmm3, xmm3, xmm29
add ecx, r8d
vpternlogq xmm8, xmm9, xmm14, 150
mov r8d, edx
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
and r8d, ebx
vmovdqa64 xmm29, xmm4
vpternlogq xmm29, xmm5, xmm6, 232
add ecx, r8d
vprorq ymm25, ymm17, 19
rol ecx, 14
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add ecx, edx
vprorq xmm9, xmm4, 39
vpaddq xmm3, xmm3, xmm29
vpaddd ymm15, ymm10, [rip + {md5_constants} + 128]
vpternlogq xmm30, xmm31, xmm9, 150
vmovdqa [rsp + 2688], ymm15
vpaddq xmm3, xmm3, xmm30
vprorq ymm26, ymm17, 61
add ebx, [rsp + 2624]
vpaddq xmm2, xmm2, qword ptr [rbp + 200]{{1to2}}
andn r9d, eax, edx
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
add ebx, r9d
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
mov r9d, ecx
vprorq xmm14, xmm7, 41
and r9d, eax
vpsrlq ymm28, ymm17, 6
vpaddq xmm2, xmm2, xmm29
add ebx, r9d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm2, xmm2, xmm8
rol ebx, 20
vpaddq xmm6, xmm6, xmm2
add ebx, ecx
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
add eax, [rsp + 2644]
vpternlogq ymm28, ymm25, ymm26, 150
vprorq xmm30, xmm3, 28
andn r8d, edx, ecx
vprorq xmm31, xmm3, 34
add eax, r8d
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
mov r8d, ebx
vpternlogq xmm30, xmm31, xmm9, 150
and r8d, edx
vpaddq xmm2, xmm2, xmm30
vpaddq ymm18, ymm18, ymm24
add eax, r8d
vpaddq xmm1, xmm1, qword ptr [rbp + 224]{{1to2}}
vmovdqa64 xmm29, xmm6
rol eax, 5
vpternlogq xmm29, xmm7, xmm0, 202
add eax, ebx
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
add edx, [rsp + 2664]
vprorq xmm14, xmm6, 41
vpaddq ymm18, ymm18, ymm28
andn r9d, ecx, ebx
vpaddq xmm1, xmm1, xmm29
add edx, r9d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
mov r9d, eax
vpaddq xmm5, xmm5, xmm1
and r9d, ecx
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add edx, r9d
vpaddq ymm24, ymm18, [r14 + 320]
vprorq xmm30, xmm2, 28
rol edx, 9
vprorq xmm31, xmm2, 34
add edx, eax
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
add ecx, [rsp + 2684]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm1, xmm1, xmm30
andn r8d, ebx, eax
vmovdqa64 [rdi + 320], ymm24
add ecx, r8d
vpaddq xmm0, xmm0, qword ptr [rbp + 232]{{1to2}}
vmovdqa64 xmm29, xmm5
mov r8d, edx
vpternlogq xmm29, xmm6, xmm7, 202
and r8d, ebx
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
add ecx, r8d
vprorq xmm14, xmm5, 41
vpalignr ymm24, ymm20, ymm19, 8
rol ecx, 14
vpaddq xmm0, xmm0, xmm29
add ecx, edx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
add ebx, [rsp + 2640]
vpaddq xmm4, xmm4, xmm0
vmovdqa64 xmm29, xmm1
andn r9d, eax, edx
vpternlogq xmm29, xmm2, xmm3, 232
add ebx, r9d
vprorq ymm25, ymm24, 1
vprorq xmm30, xmm1, 28
mov r9d, ecx
vprorq xmm31, xmm1, 34
vprorq xmm9, xmm1, 39
and r9d, eax
vpaddq xmm0, xmm0, xmm29
add ebx, r9d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
rol ebx, 20
vprorq ymm26, ymm24, 8
add ebx, ecx
vpaddq xmm7, xmm7, qword ptr [rbp + 256]{{1to2}}
vmovdqa64 xmm29, xmm4
add eax, [rsp + 2660]
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
andn r8d, edx, ecx
vprorq xmm9, xmm4, 18
add eax, r8d
vprorq xmm14, xmm4, 41
vpsrlq ymm24, ymm24, 7
mov r8d, ebx
vpaddq xmm7, xmm7, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
and r8d, edx
vpaddq xmm7, xmm7, xmm8
add eax, r8d
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
rol eax, 5
vpternlogq xmm29, xmm1, xmm2, 232
add eax, ebx
vpternlogq ymm24, ymm25, ymm26, 150
vprorq xmm30, xmm0, 28
vpaddd ymm15, ymm11, [rip + {md5_constants} + 160]
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
vmovdqa [rsp + 2720], ymm15
vpaddq xmm7, xmm7, xmm29
add edx, [rsp + 2680]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
andn r9d, ecx, ebx
vpalignr ymm27, ymm16, ymm23, 8
vpaddq xmm6, xmm6, qword ptr [rbp + 264]{{1to2}}
add edx, r9d
vmovdqa64 xmm29, xmm3
mov r9d, eax
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
and r9d, ecx
vprorq xmm9, xmm3, 18
vprorq xmm14, xmm3, 41
add edx, r9d
vpaddq ymm19, ymm19, ymm27
rol edx, 9
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add edx, eax
vpaddq xmm6, xmm6, xmm8
add ecx, [rsp + 2636]
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
andn r8d, ebx, eax
vpternlogq xmm29, xmm0, xmm1, 232
vprorq ymm25, ymm18, 19
add ecx, r8d
vprorq xmm30, xmm7, 28
mov r8d, edx
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
and r8d, ebx
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add ecx, r8d
vpaddq xmm6, xmm6, xmm30
rol ecx, 14
vprorq ymm26, ymm18, 61
vpaddq xmm5, xmm5, qword ptr [rbp + 288]{{1to2}}
add ecx, edx
vmovdqa64 xmm29, xmm2
add ebx, [rsp + 2656]
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
andn r9d, eax, edx
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
add ebx, r9d
vpsrlq ymm28, ymm18, 6
mov r9d, ecx
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
and r9d, eax
vpaddq xmm5, xmm5, xmm8
vpaddq xmm1, xmm1, xmm5
add ebx, r9d
vmovdqa64 xmm29, xmm6
rol ebx, 20
vpternlogq xmm29, xmm7, xmm0, 232
vpternlogq ymm28, ymm25, ymm26, 150
add ebx, ecx
vprorq xmm30, xmm6, 28
vprorq xmm31, xmm6, 34
add eax, [rsp + 2676]
vprorq xmm9, xmm6, 39
andn r8d, edx, ecx
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add eax, r8d
vpaddq xmm5, xmm5, xmm30
mov r8d, ebx
vpaddq ymm19, ymm19, ymm24
vpaddq xmm4, xmm4, qword ptr [rbp + 296]{{1to2}}
and r8d, edx
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
add eax, r8d
vprorq xmm8, xmm1, 14
rol eax, 5
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
add eax, ebx
vpaddq ymm19, ymm19, ymm28
vpaddq xmm4, xmm4, xmm29
add edx, [rsp + 2632]
vpternlogq xmm8, xmm9, xmm14, 150
andn r9d, ecx, ebx
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
add edx, r9d
vmovdqa64 xmm29, xmm5
mov r9d, eax
vpternlogq xmm29, xmm6, xmm7, 232
vpaddq ymm24, ymm19, [r14 + 352]
and r9d, ecx
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
add edx, r9d
vprorq xmm9, xmm5, 39
rol edx, 9
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add edx, eax
vpaddq xmm4, xmm4, xmm30
vmovdqa64 [rdi + 352], ymm24
add ecx, [rsp + 2652]
vpaddq xmm3, xmm3, qword ptr [rbp + 320]{{1to2}}
andn r8d, ebx, eax
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
add ecx, r8d
vprorq xmm8, xmm0, 14
mov r8d, edx
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
and r8d, ebx
vpalignr ymm24, ymm21, ymm20, 8
vpaddq xmm3, xmm3, xmm29
add ecx, r8d
vpternlogq xmm8, xmm9, xmm14, 150
rol ecx, 14
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
add ecx, edx
vmovdqa64 xmm29, xmm4
vpternlogq xmm29, xmm5, xmm6, 232
add ebx, [rsp + 2672]
vprorq ymm25, ymm24, 1
andn r9d, eax, edx
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add ebx, r9d
vprorq xmm9, xmm4, 39
vpaddq xmm3, xmm3, xmm29
mov r9d, ecx
vpternlogq xmm30, xmm31, xmm9, 150
and r9d, eax
vpaddq xmm3, xmm3, xmm30
vprorq ymm26, ymm24, 8
add ebx, r9d
vpaddq xmm2, xmm2, qword ptr [rbp + 328]{{1to2}}
rol ebx, 20
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
add ebx, ecx
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
add eax, [rsp + 2708]
vprorq xmm14, xmm7, 41
mov r8d, ecx
vpsrlq ymm24, ymm24, 7
vpaddq xmm2, xmm2, xmm29
xor r8d, edx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm2, xmm2, xmm8
xor r8d, ebx
vpaddq xmm6, xmm6, xmm2
add eax, r8d
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
rol eax, 4
vpternlogq ymm24, ymm25, ymm26, 150
add eax, ebx
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
add edx, [rsp + 2720]
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
mov r9d, ebx
vpternlogq xmm30, xmm31, xmm9, 150
xor r9d, ecx
vpaddq xmm2, xmm2, xmm30
vpalignr ymm27, ymm17, ymm16, 8
xor r9d, eax
vpaddq xmm1, xmm1, qword ptr [rbp + 352]{{1to2}}
vmovdqa64 xmm29, xmm6
add edx, r9d
vpternlogq xmm29, xmm7, xmm0, 202
rol edx, 11
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
add edx, eax
vprorq xmm14, xmm6, 41
vpaddq ymm20, ymm20, ymm27
add ecx, [rsp + 2732]
vpaddq xmm1, xmm1, xmm29
mov r8d, eax
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
xor r8d, ebx
vpaddq xmm5, xmm5, xmm1
xor r8d, edx
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add ecx, r8d
vprorq ymm25, ymm19, 19
vprorq xmm30, xmm2, 28
rol ecx, 16
vprorq xmm31, xmm2, 34
add ecx, edx
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
vpaddd ymm15, ymm10, [rip + {md5_constants} + 192]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm1, xmm1, xmm30
vmovdqa [rsp + 2752], ymm15
vprorq ymm26, ymm19, 61
add ebx, [rsp + 2744]
vpaddq xmm0, xmm0, qword ptr [rbp + 360]{{1to2}}
vmovdqa64 xmm29, xmm5
mov r9d, edx
vpternlogq xmm29, xmm6, xmm7, 202
xor r9d, eax
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
xor r9d, ecx
vprorq xmm14, xmm5, 41
vpsrlq ymm28, ymm19, 6
add ebx, r9d
vpaddq xmm0, xmm0, xmm29
rol ebx, 23
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
add ebx, ecx
vpaddq xmm4, xmm4, xmm0
vmovdqa64 xmm29, xmm1
add eax, [rsp + 2692]
vpternlogq xmm29, xmm2, xmm3, 232
mov r8d, ecx
vpternlogq ymm28, ymm25, ymm26, 150
vprorq xmm30, xmm1, 28
xor r8d, edx
vprorq xmm31, xmm1, 34
vprorq xmm9, xmm1, 39
xor r8d, ebx
vpaddq xmm0, xmm0, xmm29
add eax, r8d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
rol eax, 4
vpaddq ymm20, ymm20, ymm24
add eax, ebx
vpaddq xmm7, xmm7, qword ptr [rbp + 384]{{1to2}}
vmovdqa64 xmm29, xmm4
add edx, [rsp + 2704]
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
mov r9d, ebx
vprorq xmm9, xmm4, 18
xor r9d, ecx
vprorq xmm14, xmm4, 41
vpaddq ymm20, ymm20, ymm28
xor r9d, eax
vpaddq xmm7, xmm7, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add edx, r9d
vpaddq xmm7, xmm7, xmm8
rol edx, 11
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
add edx, eax
vpternlogq xmm29, xmm1, xmm2, 232
add ecx, [rsp + 2716]
vpaddq ymm24, ymm20, [r14 + 384]
vprorq xmm30, xmm0, 28
mov r8d, eax
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
xor r8d, ebx
vpaddq xmm7, xmm7, xmm29
xor r8d, edx
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
add ecx, r8d
vmovdqa64 [rdi + 384], ymm24
vpaddq xmm6, xmm6, qword ptr [rbp + 392]{{1to2}}
rol ecx, 16
vmovdqa64 xmm29, xmm3
add ecx, edx
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
add ebx, [rsp + 2728]
vprorq xmm9, xmm3, 18
mov r9d, edx
vprorq xmm14, xmm3, 41
vpalignr ymm24, ymm22, ymm21, 8
xor r9d, eax
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
xor r9d, ecx
vpaddq xmm6, xmm6, xmm8
add ebx, r9d
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
rol ebx, 23
vpternlogq xmm29, xmm0, xmm1, 232
vprorq ymm25, ymm24, 1
add ebx, ecx
vprorq xmm30, xmm7, 28
add eax, [rsp + 2740]
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
mov r8d, ecx
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
xor r8d, edx
vpaddq xmm6, xmm6, xmm30
xor r8d, ebx
vprorq ymm26, ymm24, 8
vpaddq xmm5, xmm5, qword ptr [rbp + 416]{{1to2}}
add eax, r8d
vmovdqa64 xmm29, xmm2
rol eax, 4
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
add eax, ebx
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
vpaddd ymm15, ymm11, [rip + {md5_constants} + 224]
vpsrlq ymm24, ymm24, 7
vmovdqa [rsp + 2784], ymm15
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add edx, [rsp + 2688]
vpaddq xmm5, xmm5, xmm8
vpaddq xmm1, xmm1, xmm5
mov r9d, ebx
vmovdqa64 xmm29, xmm6
xor r9d, ecx
vpternlogq xmm29, xmm7, xmm0, 232
vpternlogq ymm24, ymm25, ymm26, 150
xor r9d, eax
vprorq xmm30, xmm6, 28
add edx, r9d
vprorq xmm31, xmm6, 34
vprorq xmm9, xmm6, 39
rol edx, 11
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add edx, eax
vpaddq xmm5, xmm5, xmm30
add ecx, [rsp + 2700]
vpalignr ymm27, ymm18, ymm17, 8
vpaddq xmm4, xmm4, qword ptr [rbp + 424]{{1to2}}
mov r8d, eax
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
xor r8d, ebx
vprorq xmm8, xmm1, 14
xor r8d, edx
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
add ecx, r8d
vpaddq ymm21, ymm21, ymm27
vpaddq xmm4, xmm4, xmm29
rol ecx, 16
vpternlogq xmm8, xmm9, xmm14, 150
add ecx, edx
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
add ebx, [rsp + 2712]
vmovdqa64 xmm29, xmm5
mov r9d, edx
vpternlogq xmm29, xmm6, xmm7, 232
vprorq ymm25, ymm20, 19
xor r9d, eax
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
xor r9d, ecx
vprorq xmm9, xmm5, 39
add ebx, r9d
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
rol ebx, 23
vpaddq xmm4, xmm4, xmm30
vprorq ymm26, ymm20, 61
add ebx, ecx
vpaddq xmm3, xmm3, qword ptr [rbp + 448]{{1to2}}
add eax, [rsp + 2724]
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
mov r8d, ecx
vprorq xmm8, xmm0, 14
xor r8d, edx
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
xor r8d, ebx
vpsrlq ymm28, ymm20, 6
vpaddq xmm3, xmm3, xmm29
add eax, r8d
vpternlogq xmm8, xmm9, xmm14, 150
rol eax, 4
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
add eax, ebx
vmovdqa64 xmm29, xmm4
vpternlogq xmm29, xmm5, xmm6, 232
add edx, [rsp + 2736]
vpternlogq ymm28, ymm25, ymm26, 150
mov r9d, ebx
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
xor r9d, ecx
vprorq xmm9, xmm4, 39
vpaddq xmm3, xmm3, xmm29
xor r9d, eax
vpternlogq xmm30, xmm31, xmm9, 150
add edx, r9d
vpaddq xmm3, xmm3, xmm30
vpaddq ymm21, ymm21, ymm24
rol edx, 11
vpaddq xmm2, xmm2, qword ptr [rbp + 456]{{1to2}}
add edx, eax
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
add ecx, [rsp + 2748]
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
mov r8d, eax
vprorq xmm14, xmm7, 41
xor r8d, ebx
vpaddq ymm21, ymm21, ymm28
vpaddq xmm2, xmm2, xmm29
xor r8d, edx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm2, xmm2, xmm8
add ecx, r8d
vpaddq xmm6, xmm6, xmm2
rol ecx, 16
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
add ecx, edx
vpaddq ymm24, ymm21, [r14 + 416]
add ebx, [rsp + 2696]
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
mov r9d, edx
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
xor r9d, eax
vpternlogq xmm30, xmm31, xmm9, 150
xor r9d, ecx
vpaddq xmm2, xmm2, xmm30
vmovdqa64 [rdi + 416], ymm24
add ebx, r9d
vpaddq xmm1, xmm1, qword ptr [rbp + 480]{{1to2}}
vmovdqa64 xmm29, xmm6
rol ebx, 23
vpternlogq xmm29, xmm7, xmm0, 202
add ebx, ecx
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
add eax, [rsp + 2752]
vprorq xmm14, xmm6, 41
mov r8d, edx
vpalignr ymm24, ymm23, ymm22, 8
vpaddq xmm1, xmm1, xmm29
not r8d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
or r8d, ebx
vpaddq xmm5, xmm5, xmm1
xor r8d, ecx
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add eax, r8d
vprorq ymm25, ymm24, 1
vprorq xmm30, xmm2, 28
rol eax, 6
vprorq xmm31, xmm2, 34
add eax, ebx
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
add edx, [rsp + 2780]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm1, xmm1, xmm30
mov r9d, ecx
vprorq ymm26, ymm24, 8
not r9d
vpaddq xmm0, xmm0, qword ptr [rbp + 488]{{1to2}}
vmovdqa64 xmm29, xmm5
or r9d, eax
vpternlogq xmm29, xmm6, xmm7, 202
xor r9d, ebx
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
add edx, r9d
vprorq xmm14, xmm5, 41
vpsrlq ymm24, ymm24, 7
rol edx, 10
vpaddq xmm0, xmm0, xmm29
add edx, eax
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
add ecx, [rsp + 2808]
vpaddq xmm4, xmm4, xmm0
vmovdqa64 xmm29, xmm1
mov r8d, ebx
vpternlogq xmm29, xmm2, xmm3, 232
not r8d
vpternlogq ymm24, ymm25, ymm26, 150
vprorq xmm30, xmm1, 28
or r8d, edx
vprorq xmm31, xmm1, 34
xor r8d, eax
vprorq xmm9, xmm1, 39
vpaddq xmm0, xmm0, xmm29
add ecx, r8d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
rol ecx, 15
vpalignr ymm27, ymm19, ymm18, 8
add ecx, edx
vpaddq xmm7, xmm7, qword ptr [rbp + 512]{{1to2}}
vmovdqa64 xmm29, xmm4
vpaddd ymm15, ymm12, [rip + {md5_constants} + 0]
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
vmovdqa [rsp + 2816], ymm15
vprorq xmm9, xmm4, 18
add ebx, [rsp + 2772]
vprorq xmm14, xmm4, 41
vpaddq ymm22, ymm22, ymm27
mov r9d, eax
vpaddq xmm7, xmm7, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
not r9d
vpaddq xmm7, xmm7, xmm8
or r9d, ecx
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
xor r9d, edx
vpternlogq xmm29, xmm1, xmm2, 232
add ebx, r9d
vprorq ymm25, ymm21, 19
vprorq xmm30, xmm0, 28
rol ebx, 21
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
add ebx, ecx
vpaddq xmm7, xmm7, xmm29
add eax, [rsp + 2800]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
mov r8d, edx
vprorq ymm26, ymm21, 61
vpaddq xmm6, xmm6, qword ptr [rbp + 520]{{1to2}}
not r8d
vmovdqa64 xmm29, xmm3
or r8d, ebx
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
xor r8d, ecx
vprorq xmm9, xmm3, 18
add eax, r8d
vprorq xmm14, xmm3, 41
vpsrlq ymm28, ymm21, 6
rol eax, 6
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add eax, ebx
vpaddq xmm6, xmm6, xmm8
add edx, [rsp + 2764]
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
mov r9d, ecx
vpternlogq xmm29, xmm0, xmm1, 232
vpternlogq ymm28, ymm25, ymm26, 150
not r9d
vprorq xmm30, xmm7, 28
or r9d, eax
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
xor r9d, ebx
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add edx, r9d
vpaddq xmm6, xmm6, xmm30
rol edx, 10
vpaddq ymm22, ymm22, ymm24
vpaddq xmm5, xmm5, qword ptr [rbp + 544]{{1to2}}
add edx, eax
vmovdqa64 xmm29, xmm2
add ecx, [rsp + 2792]
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
mov r8d, ebx
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
not r8d
vpaddq ymm22, ymm22, ymm28
or r8d, edx
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
xor r8d, eax
vpaddq xmm5, xmm5, xmm8
vpaddq xmm1, xmm1, xmm5
add ecx, r8d
vmovdqa64 xmm29, xmm6
rol ecx, 15
vpternlogq xmm29, xmm7, xmm0, 232
vpaddq ymm24, ymm22, [r14 + 448]
add ecx, edx
vprorq xmm30, xmm6, 28
add ebx, [rsp + 2756]
vprorq xmm31, xmm6, 34
vprorq xmm9, xmm6, 39
mov r9d, eax
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
not r9d
vpaddq xmm5, xmm5, xmm30
or r9d, ecx
vmovdqa64 [rdi + 448], ymm24
vpaddq xmm4, xmm4, qword ptr [rbp + 552]{{1to2}}
xor r9d, edx
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
add ebx, r9d
vprorq xmm8, xmm1, 14
rol ebx, 21
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
add ebx, ecx
vpalignr ymm24, ymm16, ymm23, 8
add eax, [rsp + 2784]
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
mov r8d, edx
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
not r8d
vmovdqa64 xmm29, xmm5
or r8d, ebx
vpternlogq xmm29, xmm6, xmm7, 232
vprorq ymm25, ymm24, 1
xor r8d, ecx
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
add eax, r8d
vprorq xmm9, xmm5, 39
rol eax, 6
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add eax, ebx
vpaddq xmm4, xmm4, xmm30
vprorq ymm26, ymm24, 8
vpaddd ymm15, ymm13, [rip + {md5_constants} + 32]
vpaddq xmm3, xmm3, qword ptr [rbp + 576]{{1to2}}
vmovdqa [rsp + 2848], ymm15
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
add edx, [rsp + 2812]
vprorq xmm8, xmm0, 14
mov r9d, ecx
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
not r9d
vpsrlq ymm24, ymm24, 7
vpaddq xmm3, xmm3, xmm29
or r9d, eax
vpternlogq xmm8, xmm9, xmm14, 150
xor r9d, ebx
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
add edx, r9d
vmovdqa64 xmm29, xmm4
vpternlogq xmm29, xmm5, xmm6, 232
rol edx, 10
vpternlogq ymm24, ymm25, ymm26, 150
add edx, eax
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add ecx, [rsp + 2776]
vprorq xmm9, xmm4, 39
mov r8d, ebx
vpaddq xmm3, xmm3, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
not r8d
vpaddq xmm3, xmm3, xmm30
vpalignr ymm27, ymm20, ymm19, 8
or r8d, edx
vpaddq xmm2, xmm2, qword ptr [rbp + 584]{{1to2}}
xor r8d, eax
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
add ecx, r8d
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
rol ecx, 15
vprorq xmm14, xmm7, 41
add ecx, edx
vpaddq ymm23, ymm23, ymm27
vpaddq xmm2, xmm2, xmm29
add ebx, [rsp + 2804]
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm2, xmm2, xmm8
mov r9d, eax
vpaddq xmm6, xmm6, xmm2
not r9d
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
or r9d, ecx
vprorq ymm25, ymm22, 19
xor r9d, edx
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
add ebx, r9d
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
rol ebx, 21
vpternlogq xmm30, xmm31, xmm9, 150
add ebx, ecx
vpaddq xmm2, xmm2, xmm30
vprorq ymm26, ymm22, 61
add eax, [rsp + 2768]
vpaddq xmm1, xmm1, qword ptr [rbp + 608]{{1to2}}
vmovdqa64 xmm29, xmm6
mov r8d, edx
vpternlogq xmm29, xmm7, xmm0, 202
not r8d
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
or r8d, ebx
vprorq xmm14, xmm6, 41
xor r8d, ecx
vpsrlq ymm28, ymm22, 6
vpaddq xmm1, xmm1, xmm29
add eax, r8d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
rol eax, 6
vpaddq xmm5, xmm5, xmm1
add eax, ebx
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add edx, [rsp + 2796]
vpternlogq ymm28, ymm25, ymm26, 150
vprorq xmm30, xmm2, 28
mov r9d, ecx
vprorq xmm31, xmm2, 34
not r9d
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
or r9d, eax
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm1, xmm1, xmm30
xor r9d, ebx
vpaddq ymm23, ymm23, ymm24
add edx, r9d
vpaddq xmm0, xmm0, qword ptr [rbp + 616]{{1to2}}
vmovdqa64 xmm29, xmm5
rol edx, 10
vpternlogq xmm29, xmm6, xmm7, 202
add edx, eax
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
add ecx, [rsp + 2760]
vprorq xmm14, xmm5, 41
vpaddq ymm23, ymm23, ymm28
mov r8d, ebx
vpaddq xmm0, xmm0, xmm29
not r8d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
or r8d, edx
vpaddq xmm4, xmm4, xmm0
vmovdqa64 xmm29, xmm1
xor r8d, eax
vpternlogq xmm29, xmm2, xmm3, 232
add ecx, r8d
vpaddq ymm24, ymm23, [r14 + 480]
vprorq xmm30, xmm1, 28
rol ecx, 15
vprorq xmm31, xmm1, 34
add ecx, edx
vprorq xmm9, xmm1, 39
vpaddq xmm0, xmm0, xmm29
add ebx, [rsp + 2788]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
mov r9d, eax
vmovdqa64 [rdi + 480], ymm24
not r9d
vpaddq xmm7, xmm7, qword ptr [rbp + 640]{{1to2}}
vmovdqa64 xmm29, xmm4
or r9d, ecx
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
xor r9d, edx
vprorq xmm9, xmm4, 18
add ebx, r9d
vprorq xmm14, xmm4, 41
vpalignr ymm24, ymm17, ymm16, 8
rol ebx, 21
vpaddq xmm7, xmm7, xmm29
add ebx, ecx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm7, xmm7, xmm8
add eax, r10d
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
add ebx, r11d
vpternlogq xmm29, xmm1, xmm2, 232
add ecx, r12d
vprorq ymm25, ymm24, 1
vprorq xmm30, xmm0, 28
add edx, r13d
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
mov r10d, eax
vpaddq xmm7, xmm7, xmm29
mov r11d, ebx
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
mov r12d, ecx
vprorq ymm26, ymm24, 8
vpaddq xmm6, xmm6, qword ptr [rbp + 648]{{1to2}}
mov r13d, edx
vmovdqa64 xmm29, xmm3
add eax, [rsp + 2816]
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
mov r8d, ecx
vprorq xmm9, xmm3, 18
xor r8d, edx
vprorq xmm14, xmm3, 41
vpsrlq ymm24, ymm24, 7
and r8d, ebx
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
xor r8d, edx
vpaddq xmm6, xmm6, xmm8
add eax, r8d
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
rol eax, 7
vpternlogq xmm29, xmm0, xmm1, 232
vpternlogq ymm24, ymm25, ymm26, 150
add eax, ebx
vprorq xmm30, xmm7, 28
add edx, [rsp + 2820]
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
mov r9d, ebx
vpaddq xmm6, xmm6, xmm29
xor r9d, ecx
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm6, xmm6, xmm30
and r9d, eax
vpalignr ymm27, ymm21, ymm20, 8
vpaddq xmm5, xmm5, qword ptr [rbp + 672]{{1to2}}
xor r9d, ecx
vmovdqa64 xmm29, xmm2
add edx, r9d
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
rol edx, 12
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
add edx, eax
vpaddq ymm16, ymm16, ymm27
add ecx, [rsp + 2824]
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
mov r8d, eax
vpaddq xmm5, xmm5, xmm8
vpaddq xmm1, xmm1, xmm5
xor r8d, ebx
vmovdqa64 xmm29, xmm6
and r8d, edx
vpternlogq xmm29, xmm7, xmm0, 232
vprorq ymm25, ymm23, 19
xor r8d, ebx
vprorq xmm30, xmm6, 28
add ecx, r8d
vprorq xmm31, xmm6, 34
vprorq xmm9, xmm6, 39
rol ecx, 17
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add ecx, edx
vpaddq xmm5, xmm5, xmm30
vpaddd ymm15, ymm12, [rip + {md5_constants} + 64]
vprorq ymm26, ymm23, 61
vpaddq xmm4, xmm4, qword ptr [rbp + 680]{{1to2}}
vmovdqa [rsp + 2880], ymm15
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
add ebx, [rsp + 2828]
vprorq xmm8, xmm1, 14
mov r9d, edx
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
xor r9d, eax
vpsrlq ymm28, ymm23, 6
and r9d, ecx
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
xor r9d, eax
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
add ebx, r9d
vmovdqa64 xmm29, xmm5
rol ebx, 22
vpternlogq xmm29, xmm6, xmm7, 232
vpternlogq ymm28, ymm25, ymm26, 150
add ebx, ecx
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
add eax, [rsp + 2832]
vprorq xmm9, xmm5, 39
mov r8d, ecx
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
xor r8d, edx
vpaddq xmm4, xmm4, xmm30
vpaddq ymm16, ymm16, ymm24
and r8d, ebx
vpaddq xmm3, xmm3, qword ptr [rbp + 704]{{1to2}}
xor r8d, edx
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
add eax, r8d
vprorq xmm8, xmm0, 14
rol eax, 7
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
add eax, ebx
vpaddq ymm16, ymm16, ymm28
vpaddq xmm3, xmm3, xmm29
add edx, [rsp + 2836]
vpternlogq xmm8, xmm9, xmm14, 150
mov r9d, ebx
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
xor r9d, ecx
vmovdqa64 xmm29, xmm4
vpternlogq xmm29, xmm5, xmm6, 232
and r9d, eax
vpaddq ymm24, ymm16, [r14 + 512]
xor r9d, ecx
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add edx, r9d
vprorq xmm9, xmm4, 39
rol edx, 12
vpaddq xmm3, xmm3, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add edx, eax
vpaddq xmm3, xmm3, xmm30
vmovdqa64 [rdi + 512], ymm24
add ecx, [rsp + 2840]
vpaddq xmm2, xmm2, qword ptr [rbp + 712]{{1to2}}
mov r8d, eax
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
xor r8d, ebx
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
and r8d, edx
vprorq xmm14, xmm7, 41
xor r8d, ebx
vpalignr ymm24, ymm18, ymm17, 8
vpaddq xmm2, xmm2, xmm29
add ecx, r8d
vpternlogq xmm8, xmm9, xmm14, 150
rol ecx, 17
vpaddq xmm2, xmm2, xmm8
vpaddq xmm6, xmm6, xmm2
add ecx, edx
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
add ebx, [rsp + 2844]
vprorq ymm25, ymm24, 1
mov r9d, edx
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
xor r9d, eax
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
and r9d, ecx
vpternlogq xmm30, xmm31, xmm9, 150
xor r9d, eax
vpaddq xmm2, xmm2, xmm30
vprorq ymm26, ymm24, 8
add ebx, r9d
vpaddq xmm1, xmm1, qword ptr [rbp + 736]{{1to2}}
vmovdqa64 xmm29, xmm6
rol ebx, 22
vpternlogq xmm29, xmm7, xmm0, 202
add ebx, ecx
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
add eax, [rsp + 2848]
vprorq xmm14, xmm6, 41
mov r8d, ecx
vpsrlq ymm24, ymm24, 7
vpaddq xmm1, xmm1, xmm29
xor r8d, edx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
and r8d, ebx
vpaddq xmm5, xmm5, xmm1
xor r8d, edx
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add eax, r8d
vpternlogq ymm24, ymm25, ymm26, 150
vprorq xmm30, xmm2, 28
rol eax, 7
vprorq xmm31, xmm2, 34
add eax, ebx
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
vpaddd ymm15, ymm13, [rip + {md5_constants} + 96]
vpternlogq xmm30, xmm31, xmm9, 150
vmovdqa [rsp + 2912], ymm15
vpaddq xmm1, xmm1, xmm30
vpalignr ymm27, ymm22, ymm21, 8
add edx, [rsp + 2852]
vpaddq xmm0, xmm0, qword ptr [rbp + 744]{{1to2}}
vmovdqa64 xmm29, xmm5
mov r9d, ebx
vpternlogq xmm29, xmm6, xmm7, 202
xor r9d, ecx
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
and r9d, eax
vprorq xmm14, xmm5, 41
vpaddq ymm17, ymm17, ymm27
xor r9d, ecx
vpaddq xmm0, xmm0, xmm29
add edx, r9d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
rol edx, 12
vpaddq xmm4, xmm4, xmm0
vmovdqa64 xmm29, xmm1
add edx, eax
vpternlogq xmm29, xmm2, xmm3, 232
add ecx, [rsp + 2856]
vprorq ymm25, ymm16, 19
vprorq xmm30, xmm1, 28
mov r8d, eax
vprorq xmm31, xmm1, 34
xor r8d, ebx
vprorq xmm9, xmm1, 39
vpaddq xmm0, xmm0, xmm29
and r8d, edx
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
xor r8d, ebx
vprorq ymm26, ymm16, 61
add ecx, r8d
vpaddq xmm7, xmm7, qword ptr [rbp + 768]{{1to2}}
vmovdqa64 xmm29, xmm4
rol ecx, 17
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
add ecx, edx
vprorq xmm9, xmm4, 18
add ebx, [rsp + 2860]
vprorq xmm14, xmm4, 41
vpsrlq ymm28, ymm16, 6
mov r9d, edx
vpaddq xmm7, xmm7, xmm29
xor r9d, eax
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm7, xmm7, xmm8
and r9d, ecx
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
xor r9d, eax
vpternlogq xmm29, xmm1, xmm2, 232
add ebx, r9d
vpternlogq ymm28, ymm25, ymm26, 150
vprorq xmm30, xmm0, 28
rol ebx, 22
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
add ebx, ecx
vpaddq xmm7, xmm7, xmm29
add eax, [rsp + 2864]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
mov r8d, ecx
vpaddq ymm17, ymm17, ymm24
vpaddq xmm6, xmm6, qword ptr [rbp + 776]{{1to2}}
xor r8d, edx
vmovdqa64 xmm29, xmm3
and r8d, ebx
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
xor r8d, edx
vprorq xmm9, xmm3, 18
add eax, r8d
vprorq xmm14, xmm3, 41
vpaddq ymm17, ymm17, ymm28
rol eax, 7
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add eax, ebx
vpaddq xmm6, xmm6, xmm8
add edx, [rsp + 2868]
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
mov r9d, ebx
vpternlogq xmm29, xmm0, xmm1, 232
vpaddq ymm24, ymm17, [r14 + 544]
xor r9d, ecx
vprorq xmm30, xmm7, 28
and r9d, eax
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
xor r9d, ecx
vpaddq xmm6, xmm6, xmm29
add edx, r9d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm6, xmm6, xmm30
rol edx, 12
vmovdqa64 [rdi + 544], ymm24
vpaddq xmm5, xmm5, qword ptr [rbp + 800]{{1to2}}
add edx, eax
vmovdqa64 xmm29, xmm2
add ecx, [rsp + 2872]
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
mov r8d, eax
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
xor r8d, ebx
vpalignr ymm24, ymm19, ymm18, 8
and r8d, edx
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
xor r8d, ebx
vpaddq xmm5, xmm5, xmm8
add ecx, r8d
vpaddq xmm1, xmm1, xmm5
vmovdqa64 xmm29, xmm6
rol ecx, 17
vpternlogq xmm29, xmm7, xmm0, 232
vprorq ymm25, ymm24, 1
add ecx, edx
vprorq xmm30, xmm6, 28
add ebx, [rsp + 2876]
vprorq xmm31, xmm6, 34
vprorq xmm9, xmm6, 39
mov r9d, edx
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
xor r9d, eax
vpaddq xmm5, xmm5, xmm30
and r9d, ecx
vprorq ymm26, ymm24, 8
vpaddq xmm4, xmm4, qword ptr [rbp + 808]{{1to2}}
xor r9d, eax
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
add ebx, r9d
vprorq xmm8, xmm1, 14
rol ebx, 22
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
add ebx, ecx
vpsrlq ymm24, ymm24, 7
add eax, [rsp + 2884]
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
andn r8d, edx, ecx
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
add eax, r8d
vmovdqa64 xmm29, xmm5
mov r8d, ebx
vpternlogq xmm29, xmm6, xmm7, 232
vpternlogq ymm24, ymm25, ymm26, 150
and r8d, edx
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
add eax, r8d
vprorq xmm9, xmm5, 39
rol eax, 5
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add eax, ebx
vpaddq xmm4, xmm4, xmm30
add edx, [rsp + 2904]
vpalignr ymm27, ymm23, ymm22, 8
vpaddq xmm3, xmm3, qword ptr [rbp + 832]{{1to2}}
andn r9d, ecx, ebx
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
add edx, r9d
vprorq xmm8, xmm0, 14
mov r9d, eax
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
and r9d, ecx
vpaddq ymm18, ymm18, ymm27
vpaddq xmm3, xmm3, xmm29
add edx, r9d
vpternlogq xmm8, xmm9, xmm14, 150
rol edx, 9
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
add edx, eax
vmovdqa64 xmm29, xmm4
vpternlogq xmm29, xmm5, xmm6, 232
add ecx, [rsp + 2924]
vprorq ymm25, ymm17, 19
andn r8d, ebx, eax
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add ecx, r8d
vprorq xmm9, xmm4, 39
mov r8d, edx
vpaddq xmm3, xmm3, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
and r8d, ebx
vpaddq xmm3, xmm3, xmm30
vprorq ymm26, ymm17, 61
add ecx, r8d
vpaddq xmm2, xmm2, qword ptr [rbp + 840]{{1to2}}
rol ecx, 14
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
add ecx, edx
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
vpaddd ymm15, ymm12, [rip + {md5_constants} + 128]
vprorq xmm14, xmm7, 41
vmovdqa [rsp + 2944], ymm15
vpsrlq ymm28, ymm17, 6
vpaddq xmm2, xmm2, xmm29
add ebx, [rsp + 2880]
vpternlogq xmm8, xmm9, xmm14, 150
andn r9d, eax, edx
vpaddq xmm2, xmm2, xmm8
vpaddq xmm6, xmm6, xmm2
add ebx, r9d
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
mov r9d, ecx
vpternlogq ymm28, ymm25, ymm26, 150
and r9d, eax
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
add ebx, r9d
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
rol ebx, 20
vpternlogq xmm30, xmm31, xmm9, 150
add ebx, ecx
vpaddq xmm2, xmm2, xmm30
vpaddq ymm18, ymm18, ymm24
add eax, [rsp + 2900]
vpaddq xmm1, xmm1, qword ptr [rbp + 864]{{1to2}}
vmovdqa64 xmm29, xmm6
andn r8d, edx, ecx
vpternlogq xmm29, xmm7, xmm0, 202
add eax, r8d
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
mov r8d, ebx
vprorq xmm14, xmm6, 41
and r8d, edx
vpaddq ymm18, ymm18, ymm28
vpaddq xmm1, xmm1, xmm29
add eax, r8d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
rol eax, 5
vpaddq xmm5, xmm5, xmm1
add eax, ebx
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add edx, [rsp + 2920]
vpaddq ymm24, ymm18, [r14 + 576]
vprorq xmm30, xmm2, 28
andn r9d, ecx, ebx
vprorq xmm31, xmm2, 34
add edx, r9d
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
mov r9d, eax
vpternlogq xmm30, xmm31, xmm9, 150
and r9d, ecx
vpaddq xmm1, xmm1, xmm30
vmovdqa64 [rdi + 576], ymm24
add edx, r9d
vpaddq xmm0, xmm0, qword ptr [rbp + 872]{{1to2}}
vmovdqa64 xmm29, xmm5
rol edx, 9
vpternlogq xmm29, xmm6, xmm7, 202
add edx, eax
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
add ecx, [rsp + 2940]
vprorq xmm14, xmm5, 41
vpalignr ymm24, ymm20, ymm19, 8
andn r8d, ebx, eax
vpaddq xmm0, xmm0, xmm29
add ecx, r8d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
mov r8d, edx
vpaddq xmm4, xmm4, xmm0
and r8d, ebx
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 232
add ecx, r8d
vprorq ymm25, ymm24, 1
vprorq xmm30, xmm1, 28
rol ecx, 14
vprorq xmm31, xmm1, 34
add ecx, edx
vprorq xmm9, xmm1, 39
vpaddq xmm0, xmm0, xmm29
add ebx, [rsp + 2896]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
andn r9d, eax, edx
vprorq ymm26, ymm24, 8
add ebx, r9d
vpaddq xmm7, xmm7, qword ptr [rbp + 896]{{1to2}}
vmovdqa64 xmm29, xmm4
mov r9d, ecx
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
and r9d, eax
vprorq xmm9, xmm4, 18
add ebx, r9d
vprorq xmm14, xmm4, 41
vpsrlq ymm24, ymm24, 7
rol ebx, 20
vpaddq xmm7, xmm7, xmm29
add ebx, ecx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm7, xmm7, xmm8
add eax, [rsp + 2916]
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
andn r8d, edx, ecx
vpternlogq xmm29, xmm1, xmm2, 232
add eax, r8d
vpternlogq ymm24, ymm25, ymm26, 150
vprorq xmm30, xmm0, 28
mov r8d, ebx
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
and r8d, edx
vpaddq xmm7, xmm7, xmm29
add eax, r8d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
rol eax, 5
vpalignr ymm27, ymm16, ymm23, 8
add eax, ebx
vpaddq xmm6, xmm6, qword ptr [rbp + 904]{{1to2}}
vmovdqa64 xmm29, xmm3
vpaddd ymm15, ymm13, [rip + {md5_constants} + 160]
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
vmovdqa [rsp + 2976], ymm15
vprorq xmm9, xmm3, 18
add edx, [rsp + 2936]
vprorq xmm14, xmm3, 41
vpaddq ymm19, ymm19, ymm27
andn r9d, ecx, ebx
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add edx, r9d
vpaddq xmm6, xmm6, xmm8
mov r9d, eax
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
and r9d, ecx
vpternlogq xmm29, xmm0, xmm1, 232
vprorq ymm25, ymm18, 19
add edx, r9d
vprorq xmm30, xmm7, 28
rol edx, 9
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
add edx, eax
vpaddq xmm6, xmm6, xmm29
add ecx, [rsp + 2892]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm6, xmm6, xmm30
andn r8d, ebx, eax
vprorq ymm26, ymm18, 61
vpaddq xmm5, xmm5, qword ptr [rbp + 928]{{1to2}}
add ecx, r8d
vmovdqa64 xmm29, xmm2
mov r8d, edx
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
and r8d, ebx
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
add ecx, r8d
vpsrlq ymm28, ymm18, 6
rol ecx, 14
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add ecx, edx
vpaddq xmm5, xmm5, xmm8
add ebx, [rsp + 2912]
vpaddq xmm1, xmm1, xmm5
vmovdqa64 xmm29, xmm6
andn r9d, eax, edx
vpternlogq xmm29, xmm7, xmm0, 232
vpternlogq ymm28, ymm25, ymm26, 150
add ebx, r9d
vprorq xmm30, xmm6, 28
mov r9d, ecx
vprorq xmm31, xmm6, 34
vprorq xmm9, xmm6, 39
and r9d, eax
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add ebx, r9d
vpaddq xmm5, xmm5, xmm30
rol ebx, 20
vpaddq ymm19, ymm19, ymm24
vpaddq xmm4, xmm4, qword ptr [rbp + 936]{{1to2}}
add ebx, ecx
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 202
add eax, [rsp + 2932]
vprorq xmm8, xmm1, 14
andn r8d, edx, ecx
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
add eax, r8d
vpaddq ymm19, ymm19, ymm28
mov r8d, ebx
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
and r8d, edx
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
add eax, r8d
vmovdqa64 xmm29, xmm5
rol eax, 5
vpternlogq xmm29, xmm6, xmm7, 232
vpaddq ymm24, ymm19, [r14 + 608]
add eax, ebx
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
add edx, [rsp + 2888]
vprorq xmm9, xmm5, 39
andn r9d, ecx, ebx
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add edx, r9d
vpaddq xmm4, xmm4, xmm30
mov r9d, eax
vmovdqa64 [rdi + 608], ymm24
vpaddq xmm3, xmm3, qword ptr [rbp + 960]{{1to2}}
and r9d, ecx
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
add edx, r9d
vprorq xmm8, xmm0, 14
rol edx, 9
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
add edx, eax
vpalignr ymm24, ymm21, ymm20, 8
vpaddq xmm3, xmm3, xmm29
add ecx, [rsp + 2908]
vpternlogq xmm8, xmm9, xmm14, 150
andn r8d, ebx, eax
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
add ecx, r8d
vmovdqa64 xmm29, xmm4
mov r8d, edx
vpternlogq xmm29, xmm5, xmm6, 232
vprorq ymm25, ymm24, 1
and r8d, ebx
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add ecx, r8d
vprorq xmm9, xmm4, 39
rol ecx, 14
vpaddq xmm3, xmm3, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add ecx, edx
vpaddq xmm3, xmm3, xmm30
vprorq ymm26, ymm24, 8
add ebx, [rsp + 2928]
vpaddq xmm2, xmm2, qword ptr [rbp + 968]{{1to2}}
andn r9d, eax, edx
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
add ebx, r9d
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
mov r9d, ecx
vprorq xmm14, xmm7, 41
and r9d, eax
vpsrlq ymm24, ymm24, 7
vpaddq xmm2, xmm2, xmm29
add ebx, r9d
vpternlogq xmm8, xmm9, xmm14, 150
rol ebx, 20
vpaddq xmm2, xmm2, xmm8
vpaddq xmm6, xmm6, xmm2
add ebx, ecx
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
add eax, [rsp + 2964]
vpternlogq ymm24, ymm25, ymm26, 150
mov r8d, ecx
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
xor r8d, edx
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
xor r8d, ebx
vpternlogq xmm30, xmm31, xmm9, 150
add eax, r8d
vpaddq xmm2, xmm2, xmm30
vpalignr ymm27, ymm17, ymm16, 8
rol eax, 4
vpaddq xmm1, xmm1, qword ptr [rbp + 992]{{1to2}}
add eax, ebx
vmovdqa64 xmm29, xmm6
vpternlogq xmm29, xmm7, xmm0, 202
add edx, [rsp + 2976]
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
mov r9d, ebx
vprorq xmm14, xmm6, 41
xor r9d, ecx
vpaddq ymm20, ymm20, ymm27
vpaddq xmm1, xmm1, xmm29
xor r9d, eax
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
add edx, r9d
vpaddq xmm5, xmm5, xmm1
rol edx, 11
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add edx, eax
vprorq ymm25, ymm19, 19
vprorq xmm30, xmm2, 28
add ecx, [rsp + 2988]
vprorq xmm31, xmm2, 34
mov r8d, eax
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
xor r8d, ebx
vpternlogq xmm30, xmm31, xmm9, 150
xor r8d, edx
vpaddq xmm1, xmm1, xmm30
vprorq ymm26, ymm19, 61
add ecx, r8d
vpaddq xmm0, xmm0, qword ptr [rbp + 1000]{{1to2}}
vmovdqa64 xmm29, xmm5
rol ecx, 16
vpternlogq xmm29, xmm6, xmm7, 202
add ecx, edx
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
vpaddd ymm15, ymm12, [rip + {md5_constants} + 192]
vprorq xmm14, xmm5, 41
vpsrlq ymm28, ymm19, 6
vmovdqa [rsp + 3008], ymm15
vpaddq xmm0, xmm0, xmm29
add ebx, [rsp + 3000]
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
mov r9d, edx
vpaddq xmm4, xmm4, xmm0
xor r9d, eax
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 232
xor r9d, ecx
vpternlogq ymm28, ymm25, ymm26, 150
vprorq xmm30, xmm1, 28
add ebx, r9d
vprorq xmm31, xmm1, 34
rol ebx, 23
vprorq xmm9, xmm1, 39
vpaddq xmm0, xmm0, xmm29
add ebx, ecx
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
add eax, [rsp + 2948]
vpaddq ymm20, ymm20, ymm24
mov r8d, ecx
vpaddq xmm7, xmm7, qword ptr [rbp + 1024]{{1to2}}
vmovdqa64 xmm29, xmm4
xor r8d, edx
vpternlogq xmm29, xmm5, xmm6, 202
vprorq xmm8, xmm4, 14
xor r8d, ebx
vprorq xmm9, xmm4, 18
add eax, r8d
vprorq xmm14, xmm4, 41
vpaddq ymm20, ymm20, ymm28
rol eax, 4
vpaddq xmm7, xmm7, xmm29
add eax, ebx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm7, xmm7, xmm8
add edx, [rsp + 2960]
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
mov r9d, ebx
vpternlogq xmm29, xmm1, xmm2, 232
xor r9d, ecx
vpaddq ymm24, ymm20, [r14 + 640]
vprorq xmm30, xmm0, 28
xor r9d, eax
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
add edx, r9d
vpaddq xmm7, xmm7, xmm29
rol edx, 11
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
add edx, eax
vmovdqa64 [rdi + 640], ymm24
add ecx, [rsp + 2972]
vpaddq xmm6, xmm6, qword ptr [rbp + 1032]{{1to2}}
vmovdqa64 xmm29, xmm3
mov r8d, eax
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
xor r8d, ebx
vprorq xmm9, xmm3, 18
xor r8d, edx
vprorq xmm14, xmm3, 41
vpalignr ymm24, ymm22, ymm21, 8
add ecx, r8d
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
rol ecx, 16
vpaddq xmm6, xmm6, xmm8
add ecx, edx
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
add ebx, [rsp + 2984]
vpternlogq xmm29, xmm0, xmm1, 232
mov r9d, edx
vprorq ymm25, ymm24, 1
vprorq xmm30, xmm7, 28
xor r9d, eax
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
xor r9d, ecx
vpaddq xmm6, xmm6, xmm29
add ebx, r9d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm6, xmm6, xmm30
rol ebx, 23
vprorq ymm26, ymm24, 8
vpaddq xmm5, xmm5, qword ptr [rbp + 1056]{{1to2}}
add ebx, ecx
vmovdqa64 xmm29, xmm2
add eax, [rsp + 2996]
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
mov r8d, ecx
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
xor r8d, edx
vpsrlq ymm24, ymm24, 7
xor r8d, ebx
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
add eax, r8d
vpaddq xmm5, xmm5, xmm8
rol eax, 4
vpaddq xmm1, xmm1, xmm5
vmovdqa64 xmm29, xmm6
add eax, ebx
vpternlogq xmm29, xmm7, xmm0, 232
vpternlogq ymm24, ymm25, ymm26, 150
vpaddd ymm15, ymm13, [rip + {md5_constants} + 224]
vprorq xmm30, xmm6, 28
vmovdqa [rsp + 3040], ymm15
vprorq xmm31, xmm6, 34
vprorq xmm9, xmm6, 39
add edx, [rsp + 2944]
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
mov r9d, ebx
vpaddq xmm5, xmm5, xmm30
xor r9d, ecx
vpalignr ymm27, ymm18, ymm17, 8
vpaddq xmm4, xmm4, qword ptr [rbp + 1064]{{1to2}}
xor r9d, eax
vmovdqa64 xmm29, xmm1
add edx, r9d
vpternlogq xmm29, xmm2, xmm3, 202
vprorq xmm8, xmm1, 14
rol edx, 11
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
add edx, eax
vpaddq ymm21, ymm21, ymm27
add ecx, [rsp + 2956]
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
mov r8d, eax
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
xor r8d, ebx
vmovdqa64 xmm29, xmm5
xor r8d, edx
vpternlogq xmm29, xmm6, xmm7, 232
vprorq ymm25, ymm20, 19
add ecx, r8d
vprorq xmm30, xmm5, 28
vprorq xmm31, xmm5, 34
rol ecx, 16
vprorq xmm9, xmm5, 39
add ecx, edx
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add ebx, [rsp + 2968]
vpaddq xmm4, xmm4, xmm30
mov r9d, edx
vprorq ymm26, ymm20, 61
vpaddq xmm3, xmm3, qword ptr [rbp + 1088]{{1to2}}
xor r9d, eax
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
xor r9d, ecx
vprorq xmm8, xmm0, 14
add ebx, r9d
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
rol ebx, 23
vpsrlq ymm28, ymm20, 6
vpaddq xmm3, xmm3, xmm29
add ebx, ecx
vpternlogq xmm8, xmm9, xmm14, 150
add eax, [rsp + 2980]
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
mov r8d, ecx
vmovdqa64 xmm29, xmm4
xor r8d, edx
vpternlogq xmm29, xmm5, xmm6, 232
vpternlogq ymm28, ymm25, ymm26, 150
xor r8d, ebx
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add eax, r8d
vprorq xmm9, xmm4, 39
rol eax, 4
vpaddq xmm3, xmm3, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add eax, ebx
vpaddq xmm3, xmm3, xmm30
vpaddq ymm21, ymm21, ymm24
add edx, [rsp + 2992]
vpaddq xmm2, xmm2, qword ptr [rbp + 1096]{{1to2}}
mov r9d, ebx
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
xor r9d, ecx
vprorq xmm8, xmm7, 14
vprorq xmm9, xmm7, 18
xor r9d, eax
vprorq xmm14, xmm7, 41
add edx, r9d
vpaddq ymm21, ymm21, ymm28
vpaddq xmm2, xmm2, xmm29
rol edx, 11
vpternlogq xmm8, xmm9, xmm14, 150
add edx, eax
vpaddq xmm2, xmm2, xmm8
vpaddq xmm6, xmm6, xmm2
add ecx, [rsp + 3004]
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
mov r8d, eax
vpaddq ymm24, ymm21, [r14 + 672]
xor r8d, ebx
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
xor r8d, edx
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
add ecx, r8d
vpternlogq xmm30, xmm31, xmm9, 150
rol ecx, 16
vpaddq xmm2, xmm2, xmm30
vmovdqa64 [rdi + 672], ymm24
add ecx, edx
vpaddq xmm1, xmm1, qword ptr [rbp + 1120]{{1to2}}
add ebx, [rsp + 2952]
vmovdqa64 xmm29, xmm6
vpternlogq xmm29, xmm7, xmm0, 202
mov r9d, edx
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
xor r9d, eax
vprorq xmm14, xmm6, 41
xor r9d, ecx
vpalignr ymm24, ymm23, ymm22, 8
vpaddq xmm1, xmm1, xmm29
add ebx, r9d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
rol ebx, 23
vpaddq xmm5, xmm5, xmm1
add ebx, ecx
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add eax, [rsp + 3008]
vprorq ymm25, ymm24, 1
mov r8d, edx
vprorq xmm30, xmm2, 28
vprorq xmm31, xmm2, 34
not r8d
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
or r8d, ebx
vpternlogq xmm30, xmm31, xmm9, 150
xor r8d, ecx
vpaddq xmm1, xmm1, xmm30
vprorq ymm26, ymm24, 8
add eax, r8d
vpaddq xmm0, xmm0, qword ptr [rbp + 1128]{{1to2}}
vmovdqa64 xmm29, xmm5
rol eax, 6
vpternlogq xmm29, xmm6, xmm7, 202
add eax, ebx
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
add edx, [rsp + 3036]
vprorq xmm14, xmm5, 41
vpsrlq ymm24, ymm24, 7
mov r9d, ecx
vpaddq xmm0, xmm0, xmm29
not r9d
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
or r9d, eax
vpaddq xmm4, xmm4, xmm0
xor r9d, ebx
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 232
add edx, r9d
vpternlogq ymm24, ymm25, ymm26, 150
vprorq xmm30, xmm1, 28
rol edx, 10
vprorq xmm31, xmm1, 34
add edx, eax
vprorq xmm9, xmm1, 39
vpaddq xmm0, xmm0, xmm29
add ecx, [rsp + 3064]
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
mov r8d, ebx
vpalignr ymm27, ymm19, ymm18, 8
not r8d
vpaddq xmm7, xmm7, qword ptr [rbp + 1152]{{1to2}}
vmovdqa64 xmm29, xmm4
or r8d, edx
vpternlogq xmm29, xmm5, xmm6, 202
xor r8d, eax
vprorq xmm8, xmm4, 14
vprorq xmm9, xmm4, 18
add ecx, r8d
vprorq xmm14, xmm4, 41
vpaddq ymm22, ymm22, ymm27
rol ecx, 15
vpaddq xmm7, xmm7, xmm29
add ecx, edx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm7, xmm7, xmm8
add ebx, [rsp + 3028]
vpaddq xmm3, xmm3, xmm7
vmovdqa64 xmm29, xmm0
mov r9d, eax
vpternlogq xmm29, xmm1, xmm2, 232
not r9d
vprorq ymm25, ymm21, 19
vprorq xmm30, xmm0, 28
or r9d, ecx
vprorq xmm31, xmm0, 34
vprorq xmm9, xmm0, 39
xor r9d, edx
vpaddq xmm7, xmm7, xmm29
add ebx, r9d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm7, xmm7, xmm30
rol ebx, 21
vprorq ymm26, ymm21, 61
add ebx, ecx
vpaddq xmm6, xmm6, qword ptr [rbp + 1160]{{1to2}}
vmovdqa64 xmm29, xmm3
add eax, [rsp + 3056]
vpternlogq xmm29, xmm4, xmm5, 202
vprorq xmm8, xmm3, 14
mov r8d, edx
vprorq xmm9, xmm3, 18
not r8d
vprorq xmm14, xmm3, 41
vpsrlq ymm28, ymm21, 6
or r8d, ebx
vpaddq xmm6, xmm6, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
xor r8d, ecx
vpaddq xmm6, xmm6, xmm8
add eax, r8d
vpaddq xmm2, xmm2, xmm6
vmovdqa64 xmm29, xmm7
rol eax, 6
vpternlogq xmm29, xmm0, xmm1, 232
add eax, ebx
vpternlogq ymm28, ymm25, ymm26, 150
vprorq xmm30, xmm7, 28
add edx, [rsp + 3020]
vprorq xmm31, xmm7, 34
vprorq xmm9, xmm7, 39
mov r9d, ecx
vpaddq xmm6, xmm6, xmm29
not r9d
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm6, xmm6, xmm30
or r9d, eax
vpaddq ymm22, ymm22, ymm24
vpaddq xmm5, xmm5, qword ptr [rbp + 1184]{{1to2}}
xor r9d, ebx
vmovdqa64 xmm29, xmm2
add edx, r9d
vpternlogq xmm29, xmm3, xmm4, 202
vprorq xmm8, xmm2, 14
rol edx, 10
vprorq xmm9, xmm2, 18
vprorq xmm14, xmm2, 41
add edx, eax
vpaddq ymm22, ymm22, ymm28
add ecx, [rsp + 3048]
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
mov r8d, ebx
vpaddq xmm5, xmm5, xmm8
not r8d
vpaddq xmm1, xmm1, xmm5
vmovdqa64 xmm29, xmm6
or r8d, edx
vpternlogq xmm29, xmm7, xmm0, 232
vpaddq ymm24, ymm22, [r14 + 704]
xor r8d, eax
vprorq xmm30, xmm6, 28
add ecx, r8d
vprorq xmm31, xmm6, 34
vprorq xmm9, xmm6, 39
rol ecx, 15
vpaddq xmm5, xmm5, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
add ecx, edx
vpaddq xmm5, xmm5, xmm30
add ebx, [rsp + 3012]
vmovdqa64 [rdi + 704], ymm24
vpaddq xmm4, xmm4, qword ptr [rbp + 1192]{{1to2}}
mov r9d, eax
vmovdqa64 xmm29, xmm1
not r9d
vpternlogq xmm29, xmm2, xmm3, 202
vprorq xmm8, xmm1, 14
or r9d, ecx
vprorq xmm9, xmm1, 18
vprorq xmm14, xmm1, 41
xor r9d, edx
vpalignr ymm24, ymm16, ymm23, 8
add ebx, r9d
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm8, xmm9, xmm14, 150
rol ebx, 21
vpaddq xmm4, xmm4, xmm8
vpaddq xmm0, xmm0, xmm4
add ebx, ecx
vmovdqa64 xmm29, xmm5
add eax, [rsp + 3040]
vpternlogq xmm29, xmm6, xmm7, 232
vprorq ymm25, ymm24, 1
mov r8d, edx
vprorq xmm30, xmm5, 28
not r8d
vprorq xmm31, xmm5, 34
vprorq xmm9, xmm5, 39
or r8d, ebx
vpaddq xmm4, xmm4, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
xor r8d, ecx
vpaddq xmm4, xmm4, xmm30
add eax, r8d
vprorq ymm26, ymm24, 8
vpaddq xmm3, xmm3, qword ptr [rbp + 1216]{{1to2}}
rol eax, 6
vmovdqa64 xmm29, xmm0
vpternlogq xmm29, xmm1, xmm2, 202
add eax, ebx
vprorq xmm8, xmm0, 14
add edx, [rsp + 3068]
vprorq xmm9, xmm0, 18
vprorq xmm14, xmm0, 41
mov r9d, ecx
vpsrlq ymm24, ymm24, 7
vpaddq xmm3, xmm3, xmm29
not r9d
vpternlogq xmm8, xmm9, xmm14, 150
or r9d, eax
vpaddq xmm3, xmm3, xmm8
vpaddq xmm7, xmm7, xmm3
xor r9d, ebx
vmovdqa64 xmm29, xmm4
add edx, r9d
vpternlogq xmm29, xmm5, xmm6, 232
vpternlogq ymm24, ymm25, ymm26, 150
rol edx, 10
vprorq xmm30, xmm4, 28
vprorq xmm31, xmm4, 34
add edx, eax
vprorq xmm9, xmm4, 39
add ecx, [rsp + 3032]
vpaddq xmm3, xmm3, xmm29
vpternlogq xmm30, xmm31, xmm9, 150
mov r8d, ebx
vpaddq xmm3, xmm3, xmm30
vpalignr ymm27, ymm20, ymm19, 8
not r8d
vpaddq xmm2, xmm2, qword ptr [rbp + 1224]{{1to2}}
or r8d, edx
vmovdqa64 xmm29, xmm7
vpternlogq xmm29, xmm0, xmm1, 202
xor r8d, eax
vprorq xmm8, xmm7, 14
add ecx, r8d
vprorq xmm9, xmm7, 18
vprorq xmm14, xmm7, 41
rol ecx, 15
vpaddq ymm23, ymm23, ymm27
vpaddq xmm2, xmm2, xmm29
add ecx, edx
vpternlogq xmm8, xmm9, xmm14, 150
add ebx, [rsp + 3060]
vpaddq xmm2, xmm2, xmm8
vpaddq xmm6, xmm6, xmm2
mov r9d, eax
vmovdqa64 xmm29, xmm3
vpternlogq xmm29, xmm4, xmm5, 232
not r9d
vprorq ymm25, ymm22, 19
or r9d, ecx
vprorq xmm30, xmm3, 28
vprorq xmm31, xmm3, 34
xor r9d, edx
vprorq xmm9, xmm3, 39
vpaddq xmm2, xmm2, xmm29
add ebx, r9d
vpternlogq xmm30, xmm31, xmm9, 150
rol ebx, 21
vpaddq xmm2, xmm2, xmm30
vprorq ymm26, ymm22, 61
add ebx, ecx
vpaddq xmm1, xmm1, qword ptr [rbp + 1248]{{1to2}}
add eax, [rsp + 3024]
vmovdqa64 xmm29, xmm6
vpternlogq xmm29, xmm7, xmm0, 202
mov r8d, edx
vprorq xmm8, xmm6, 14
vprorq xmm9, xmm6, 18
not r8d
vprorq xmm14, xmm6, 41
or r8d, ebx
vpsrlq ymm28, ymm22, 6
vpaddq xmm1, xmm1, xmm29
xor r8d, ecx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm1, xmm1, xmm8
add eax, r8d
vpaddq xmm5, xmm5, xmm1
rol eax, 6
vmovdqa64 xmm29, xmm2
vpternlogq xmm29, xmm3, xmm4, 232
add eax, ebx
vpternlogq ymm28, ymm25, ymm26, 150
add edx, [rsp + 3052]
vprorq xmm30, xmm2, 28
vprorq xmm31, xmm2, 34
mov r9d, ecx
vprorq xmm9, xmm2, 39
vpaddq xmm1, xmm1, xmm29
not r9d
vpternlogq xmm30, xmm31, xmm9, 150
or r9d, eax
vpaddq xmm1, xmm1, xmm30
vpaddq ymm23, ymm23, ymm24
xor r9d, ebx
vpaddq xmm0, xmm0, qword ptr [rbp + 1256]{{1to2}}
vmovdqa64 xmm29, xmm5
add edx, r9d
vpternlogq xmm29, xmm6, xmm7, 202
rol edx, 10
vprorq xmm8, xmm5, 14
vprorq xmm9, xmm5, 18
add edx, eax
vprorq xmm14, xmm5, 41
vpaddq ymm23, ymm23, ymm28
add ecx, [rsp + 3016]
vpaddq xmm0, xmm0, xmm29
mov r8d, ebx
vpternlogq xmm8, xmm9, xmm14, 150
vpaddq xmm0, xmm0, xmm8
not r8d
vpaddq xmm4, xmm4, xmm0
or r8d, edx
vmovdqa64 xmm29, xmm1
vpternlogq xmm29, xmm2, xmm3, 232
xor r8d, eax
vpaddq ymm24, ymm23, [r14 + 736]
vprorq xmm30, xmm1, 28
add ecx, r8d
vprorq xmm31, xmm1, 34
rol ecx, 15
vprorq xmm9, xmm1, 39
vpaddq xmm0, xmm0, xmm29
add ecx, edx
vpternlogq xmm30, xmm31, xmm9, 150
vpaddq xmm0, xmm0, xmm30
add ebx, [rsp + 3044]
vmovdqa64 [rdi + 736], ymm24
mov r9d, eax
vpaddq xmm0, xmm0, qword ptr [r15 + 0]{{1to2}}
vmovq qword ptr [r15 + 0], xmm0
not r9d
vpaddq xmm1, xmm1, qword ptr [r15 + 8]{{1to2}}
or r9d, ecx
vmovq qword ptr [r15 + 8], xmm1
vpaddq xmm2, xmm2, qword ptr [r15 + 16]{{1to2}}
xor r9d, edx
vmovq qword ptr [r15 + 16], xmm2
vpaddq xmm3, xmm3, qword ptr [r15 + 24]{{1to2}}
add ebx, r9d
vmovq qword ptr [r15 + 24], xmm3
rol ebx, 21
vpaddq xmm4, xmm4, qword ptr [r15 + 32]{{1to2}}
vmovq qword ptr [r15 + 32], xmm4
add ebx, ecx
vpaddq xmm5, xmm5, qword ptr [r15 + 40]{{1to2}}
vmovq qword ptr [r15 + 40], xmm5
add eax, r10d
vpaddq xmm6, xmm6, qword ptr [r15 + 48]{{1to2}}
add ebx, r11d
vmovq qword ptr [r15 + 48], xmm6
vpaddq xmm7, xmm7, qword ptr [r15 + 56]{{1to2}}
add ecx, r12d
vmovq qword ptr [r15 + 56], xmm7
add edx, r13d
add rsi, 128
dec qword ptr [rsp + 3072]
jz 5f
test byte ptr [rsp + 3072], 1
jz 4f
add rbp, 16
add rdi, 512
add r14, 512
jmp 3b
4:
xchg rbp, rdi
sub rbp, 512
sub rdi, 16
sub r14, 512
jmp 2b
5:
mov r8, [rsp + 3080]
mov [r8 + 0], eax
mov [r8 + 4], ebx
mov [r8 + 8], ecx
mov [r8 + 12], edx
mov rsp, [rsp + 3088]
pop r15
pop r14
pop r13
pop r12
pop rbp
pop rbx
vzeroupper
ret
