"""The linear algebra library below numpy: one thread for every candidate, and the kernels that it chooses itself.

This has to be settled before numpy is imported. Nothing here is done for the app or its tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

#: Where a machine sets these, OpenBLAS takes other kernels than it would choose.
CHOOSING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def settle() -> None:
    """Go on in a process with the right environment, if this one's is not.

    Raises:
        SystemExit: with that process's code, when it has ended.
    """
    environment = {name: value for name, value in os.environ.items() if name not in CHOOSING}
    environment |= dict.fromkeys(THREADS, "1")
    if environment != dict(os.environ):
        raise SystemExit(subprocess.call([sys.executable, "-m", "benchmarks", *sys.argv[1:]], env=environment))


def described() -> str:
    """Say which library numpy calls, and with which settings."""
    import_module("numpy")  # whose library is asked for
    try:
        found = import_module("threadpoolctl").threadpool_info()
    except ImportError:
        library = "kernels unknown, because threadpoolctl is not installed"
    else:
        library = "; ".join(
            f"{info['internal_api']} {info['version']}, kernels {info.get('architecture', 'unknown')}, "
            f"threads {info['num_threads']}"
            for info in found
            if info["user_api"] == "blas"
        )
    return f"BLAS: {library}. One thread for all ({', '.join(THREADS)} = 1); {' and '.join(CHOOSING)} unset."
