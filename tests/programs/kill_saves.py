"""Kill 300 processes while they save the file named on the command line, the first at each step in turn.

Print how many texts were torn, how many leftovers stood beside the file at most, and how many saves came through.
"""

import os
import random
import signal
import sys
import time

from desktop.story.storage.save import read_text, save_text

path, folder, chance = sys.argv[1], os.path.dirname(sys.argv[1]), random.Random(5)


def version(number):
    return f"# {number}\n" + f"line = {number}\n" * (number % 7 * 900 + 1)


names = ("open", "write", "fsync", "replace", "unlink", "close", "fchmod")


def die_at(step):
    """Let this process die at the `step`th call of the functions that saving uses."""
    count = [0]

    def fatal(real):
        def called(*given, **more):
            count[0] += 1
            if count[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        return called

    for name in names:
        setattr(os, name, fatal(getattr(os, name)))


_, form = read_text(path)
begun = time.perf_counter()
for number in range(5):
    form = save_text(path, version(number), previous=form)
reach = min(max((time.perf_counter() - begun) / 5 * 4, 0.006), 0.04)  # some four saves on this disk

torn = left = kept = 0
for number in range(300):
    child = os.fork()
    if not child:
        at = number * 1000
        _, form = read_text(path)
        if number < 60:
            die_at(number % 20 + 1)  # at each step in turn, then wherever it happens to be
        while True:
            at += 1
            form = save_text(path, version(at), previous=form)
    time.sleep(chance.uniform(0.0005, reach) if number >= 60 else 0)
    if number >= 60:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    text, form = read_text(path)
    at = int(text[2 : text.index("\n")])
    torn += text != version(at)
    kept += at // 1000 == number and at > 0
    most = sum(name.endswith("part") for name in os.listdir(folder))
    left = max(left, most)
    if number % 50 == 49:
        save_text(path, version(0), previous=form)
        assert not any(name.endswith("part") for name in os.listdir(folder)), "a leftover stayed"
print(torn, left, kept)
