"""Linear algebra on one thread: imported first by what is a program of its own.

Matrices are small here: threads would spin for longer than they help, and the last
digits would hang on the number of processors. Numpy and scipy look when first used; who
takes the package into a program of their own decides for themselves.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
