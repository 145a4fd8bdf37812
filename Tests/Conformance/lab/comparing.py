"""Holds what was measured against what `assess --batch` predicts."""

import json
import subprocess
from collections import Counter

# What a person reads of a run that goes badly wrong.
LISTED = 60
CONTRACT = ("id", "client", "version", "runtime", "mode", "via", "store", "served", "host", "plaintext", "asOf")


def predict(program, rows, folder):
    """Answers {id: prediction}. The batch lies in the lab's folder, for its files are named relative to it."""
    batch = folder / "batch.jsonl"
    with open(batch, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({name: row[name] for name in CONTRACT}) + "\n")
    done = subprocess.run(
        [program, "assess", "--batch", str(batch)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    predictions = {}
    for line in done.stdout.splitlines():
        said = json.loads(line)
        predictions[said["id"]] = said
    # A line that could not be answered has an error in its place, and counts as a disagreement.
    if not predictions:
        raise RuntimeError(f"assess --batch ended with {done.returncode}: {done.stderr.strip()[-600:]}")
    return predictions


class Comparison:
    def __init__(self, rows, predictions):
        self.rows = rows
        for row in rows:
            said = predictions.get(row["id"], {})
            row["predicted"], row["code"] = said.get("outcome", "nothing"), said.get("code", said.get("error", ""))
        self.wrong = [row for row in rows if row["predicted"] != row["outcome"]]
        self.false_greens = [
            row for row in self.wrong if row["outcome"] == "fails" and row["predicted"].startswith("connects")
        ]

    def tell(self, say):
        rows, wrong = Counter(row["build"] for row in self.rows), Counter(row["build"] for row in self.wrong)
        for build, count in rows.items():
            agree, dots = count - wrong[build], "." * max(3, 52 - len(build))
            say(f"{build} {dots} {count} rows, {agree} agree, {wrong[build]} disagree")
        for row in [*self.false_greens, *(row for row in self.wrong if row not in self.false_greens)][:LISTED]:
            what = "FALSE GREEN" if row in self.false_greens else "disagrees"
            say(f"not ok - {what}: {row['id']}")
            say(f"    predicted {row['predicted']} ({row['code']}), measured {row['outcome']}: {row['error']}")
        if len(self.wrong) > LISTED:
            say(f"… and {len(self.wrong) - LISTED} more")
        if self.false_greens:
            say(f"!!! {len(self.false_greens)} FALSE GREENS: connections were promised that fail")
