"""Runs a command and prints what it took, as JSON: measure.py <file for its output> <command> ..."""

import json
import os
import sys
import time

out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
started = time.perf_counter()
child = os.posix_spawnp(
    sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)]
)
_, status, used = os.wait4(child, 0)
print(
    json.dumps(
        {
            "wallS": time.perf_counter() - started,
            "cpuS": used.ru_utime + used.ru_stime,
            # Of the largest process among the child and those that it waited for; Linux counts kilobytes.
            "peakMB": used.ru_maxrss * 1024 / 1e6,
            "code": os.waitstatus_to_exitcode(status),
        }
    )
)
