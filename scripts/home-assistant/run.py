"""Runs Home Assistant, and ends it when the program that started it is gone, however that one ended.

Standard input is a pipe that the starter holds open and never writes to: its end is the end of the starter.
"""

import os
import signal
import sys
import threading

from homeassistant.__main__ import main


def end_with_starter() -> None:
    # Not sys.stdin: its lock, held by this thread, would make the interpreter abort at its own end.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_starter, daemon=True).start()
sys.exit(main())
