"""The cases as files and lines for `assess --batch`, and what the product answers."""

import base64
import hashlib
import json
import subprocess

from certificates import der, identifier, sequence

EMAIL, SERVERS = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.1"


def settings(form, entry):
    """What follows the certificate in a TRUSTED CERTIFICATE block."""
    if form == "trusted":
        return sequence(der(0x0C, b"lab"))
    if form == "trustedForServers":
        return sequence(sequence(identifier(SERVERS)))
    if entry[-1] % 2:
        return sequence(sequence(identifier(EMAIL)))
    return sequence(der(0xA0, identifier(SERVERS)))


def block(form, entry):
    label = "CERTIFICATE" if form == "plain" else "TRUSTED CERTIFICATE"
    content = entry if form == "plain" else entry + settings(form, entry)
    text = base64.b64encode(content).decode()
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def written(folder, text):
    path = folder / (hashlib.sha256(text.encode()).hexdigest()[:24] + ".pem")
    if not path.exists():
        path.write_text(text)
    return path.name


def predictions(program, folder, cases, asker, day):
    """One answer a case: the outcome and the product's reasons."""
    lines = []
    for number, case in enumerate(cases):
        entries = [(form if asker.reads_trust else "plain", entry) for form, entry in case.store]
        lines.append(
            json.dumps(
                {
                    "id": str(number),
                    **asker.client,
                    "via": "named",
                    "store": [written(folder, "".join(block(form, entry) for form, entry in entries))],
                    "served": [written(folder, block("plain", entry)) for entry in [case.leaf, *case.served]],
                    "host": "match",
                    "plaintext": "refused",
                    "asOf": day,
                }
            )
        )
    questions = folder / f"{asker.name}.jsonl"
    questions.write_text("\n".join(lines) + "\n")
    run = subprocess.run([program, "assess", "--batch", str(questions)], capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(cases):
        raise SystemExit(f"{asker.name}: {len(answers)} answers to {len(cases)} questions: {run.stderr[:500]}")
    return answers
