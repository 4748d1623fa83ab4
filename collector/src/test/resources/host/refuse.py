"""Runs a command to which semctl is refused: refuse.py ERRNO COMMAND[:FROM_ID]... -- PROGRAM ARGUMENT...

Each COMMAND is a number of semctl(2), refused for ids of FROM_ID and more. Needs root, for filters without
PR_SET_NO_NEW_PRIVS. Layout of struct seccomp_data and the BPF codes: linux/seccomp.h, linux/bpf_common.h.
"""

import ctypes
import os
import platform
import struct
import sys

LOAD_WORD, JUMP_EQUAL, JUMP_GREATER_OR_EQUAL, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
AUDIT_ARCH, SEMCTL = {"x86_64": (0xC000003E, 66), "aarch64": (0xC00000B7, 191)}[platform.machine()]
ARCH, NUMBER, ID, COMMAND = 4, 0, 16, 32


def refuse(command, from_id, errno):
    program = b"".join(struct.pack("HBBI", *step) for step in (
        (LOAD_WORD, 0, 0, ARCH),
        (JUMP_EQUAL, 0, 7, AUDIT_ARCH),
        (LOAD_WORD, 0, 0, NUMBER),
        (JUMP_EQUAL, 0, 5, SEMCTL),
        (LOAD_WORD, 0, 0, COMMAND),
        (JUMP_EQUAL, 0, 3, command),
        (LOAD_WORD, 0, 0, ID),
        (JUMP_GREATER_OR_EQUAL, 0, 1, from_id),
        (RETURN, 0, 0, REFUSE | errno),
        (RETURN, 0, 0, ALLOW)))
    held = ctypes.create_string_buffer(program)
    sock_fprog = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, sock_fprog, 0, 0):
        sys.exit("seccomp: " + os.strerror(ctypes.get_errno()))


end = sys.argv.index("--")
for refused in sys.argv[2:end]:
    number, _, first = refused.partition(":")
    refuse(int(number), int(first or 0), int(sys.argv[1]))
os.execvp(sys.argv[end + 1], sys.argv[end + 1:])
