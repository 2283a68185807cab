"""Processes are seen with what they start, and end with it."""

import subprocess
import sys
import time
import unittest
from pathlib import Path

from driver.processes import ProcessTree

# A child in a session of its own, as our program's workers are, and both deaf to being asked.
_DEAF = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "600"], start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN))
print(child.pid, flush=True)
child.wait()
"""


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


class ProcessTreeTests(unittest.TestCase):
    """processes.ProcessTree"""

    def test_end_takes_everything_with_it(self) -> None:
        tree = ProcessTree([sys.executable, "-c", _DEAF], stdout=subprocess.PIPE, text=True)
        assert tree.process.stdout
        child = int(tree.process.stdout.readline())
        tree.process.stdout.close()
        self.assertEqual(set(tree.members()), {tree.process.pid, child})
        self.assertGreater(tree.proportional_bytes(), 0)
        tree.end(None, patience=0.1)
        self.assertFalse(_is_alive(child))

    def test_one_that_ends_by_itself_is_waited_for_and_not_killed(self) -> None:
        tree = ProcessTree(["sleep", "0.05"])
        tree.end(None, patience=60)
        self.assertEqual(tree.process.returncode, 0)

    def test_processor_time_is_that_of_the_tree(self) -> None:
        tree = ProcessTree([sys.executable, "-c", "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"])
        try:
            while tree.processor_seconds() < 0.1:
                time.sleep(0.01)
        finally:
            tree.end(None, patience=0.1)
        self.assertEqual(tree.members(), {})
