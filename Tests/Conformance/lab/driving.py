"""Runs attempts through the drivers' processes, several at a time."""

import json
import os
import re
import signal
import subprocess
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

# A process may hang without a word for this long; each attempt has a time limit of its own below it.
SILENCE = 30
# How many attempts a process is given, try by try: one that ends a process must not take the others along.
CHUNKS = (240, 20, 1)
# The machine's doing, not the client's judgement: such an attempt is made again.
PASSING = re.compile(
    r"(?<!connect_)(?<!query_wait_)timed?[ -]?out|too many clients|starting up|ECONNREFUSED|Cannot allocate",
    re.IGNORECASE,
)


@dataclass
class Outcome:
    connected: bool
    encrypted: bool
    error: str
    version: str
    runtime: str


class Driving:
    def __init__(self, place, workers=3):
        """`place` gives the rest of an attempt's job: port, user, store, home, log."""
        self.place, self.workers = place, workers
        self.outcomes, self.lock = {}, threading.Lock()
        self.live, self.stopped = set(), False

    def run(self, builds, attempts):
        """Answers {attempt: Outcome}; an attempt that could not be made is absent."""
        left, by_name = list(attempts), {build.name: build for build in builds}
        for size in CHUNKS:
            tasks = self._tasks(by_name, left, size)
            with ThreadPoolExecutor(self.workers) as pool:
                futures = [pool.submit(self._run_chunk, by_name[name], chunk) for name, chunk in tasks]
                for future in as_completed(futures):
                    # A process that cannot be started leaves its attempts unmade, and the others go on.
                    if not isinstance(future.exception(), OSError):
                        future.result()
            left = [one for one in left if one not in self.outcomes or PASSING.search(self.outcomes[one].error)]
            if not left:
                break
        for attempt in left:
            self.outcomes.pop(attempt, None)
        return self.outcomes

    def stop(self):
        """Ends what still runs and starts no more; for a run that is being ended itself."""
        self.stopped = True
        for process in list(self.live):
            end_group(process)

    def _job(self, number, attempt):
        return {"id": number, "mode": attempt.mode, "via": attempt.via, **self.place(attempt)}

    def _tasks(self, by_name, attempts, size):
        groups = defaultdict(list)
        for attempt in attempts:
            build = by_name[attempt.build]
            words, environment = build.process(self._job(0, attempt))
            groups[(build.name, words, tuple(sorted(environment.items())))].append(attempt)
        chunks = []
        for (name, _, _), members in groups.items():
            chunks += [(name, members[start : start + size]) for start in range(0, len(members), size)]
        # Long ones first, so that the last worker does not end long after the others.
        return sorted(chunks, key=lambda chunk: -len(chunk[1]))

    def _run_chunk(self, build, attempts):
        if self.stopped:
            return
        jobs = [self._job(number, attempt) for number, attempt in enumerate(attempts)]
        command, environment = build.start(jobs[0])
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            errors="replace",
            start_new_session=True,
            cwd="/",
        )
        with self.lock:
            self.live.add(process)
        writer = threading.Thread(target=feed, args=(process, [line_of(job, build.protocol) for job in jobs]))
        writer.start()
        hello = {}
        watch = Watch(process)
        for line in process.stdout:
            watch.alive()
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if "hello" in said:
                hello = said["hello"]
                continue
            outcome = Outcome(
                bool(said["connected"]),
                bool(said["encrypted"]),
                tidy(said["error"]),
                hello.get("version", ""),
                build.runtime or hello.get("runtime", ""),
            )
            with self.lock:
                self.outcomes[attempts[said["id"]]] = outcome
        watch.end()
        process.wait()
        writer.join()
        with self.lock:
            self.live.discard(process)


class Watch:
    """Ends a process that has said nothing for too long."""

    def __init__(self, process):
        self.process = process
        self.timer = None
        self.alive()

    def alive(self):
        self.end()
        self.timer = threading.Timer(SILENCE, end_group, [self.process])
        self.timer.daemon = True
        self.timer.start()

    def end(self):
        if self.timer:
            self.timer.cancel()


def end_group(process):
    """The process and what it has started; it leads a session of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def feed(process, lines):
    try:
        with process.stdin:
            for line in lines:
                process.stdin.write(line + "\n")
                process.stdin.flush()
    except (BrokenPipeError, ValueError):
        pass


def line_of(job, protocol):
    if protocol == "tabs":
        fields = ("id", "port", "user", "mode", "via", "store", "home")
        return "\t".join("" if job[field] is None else str(job[field]) for field in fields)
    return json.dumps(job)


def tidy(error):
    words = " ".join(str(error).split())
    words = re.sub(r"(localhost:|127\.0\.0\.1:|port[ =]?|0x)[0-9a-f]{4,}", r"\1N", words)
    return words[:400]
