"""Random chains and stores: what the real validators say, and what the product predicts. `run` calls it."""

import argparse
import datetime
import pathlib
import sys
import tempfile

from askers import askers
from batch import predictions
from worlds import cases

# Where one of two anchors of one name and key is no authority, the JDK takes the first by the place of its objects in
# memory: the product says so and predicts the failure, however one run went.
CAUTION, MOST_CAUTIOUS = "may not sign certificates", 0.005


def arguments():
    parser = argparse.ArgumentParser(prog="run")
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--validators", action="append", default=[])
    return parser.parse_args()


def disagreements(asker, real, predicted):
    """Lines that tell, and how many predictions were cautious."""
    wrong, cautious = [], 0
    for number, (answer, prediction) in enumerate(zip(real, predicted, strict=True)):
        good = prediction.get("outcome") == "connects-verified"
        if (answer == "ok") == good:
            continue
        reasons = "; ".join(prediction.get("reasons") or [str(prediction.get("error"))])
        if asker.name == "java" and answer == "ok" and CAUTION in reasons:
            cautious += 1
        else:
            wrong.append(f"  case {number}: {answer}, predicted {prediction.get('outcome')}: {reasons}")
    return wrong, cautious


def main():
    options = arguments()
    today = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    made = list(cases(options.seed, options.cases, today))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for asker in askers():
            if options.validators and asker.name not in options.validators:
                continue
            real = asker.answers(made, today, folder)
            predicted = predictions(options.program, folder, made, asker, today.strftime("%Y-%m-%d"))
            wrong, cautious = disagreements(asker, real, predicted)
            good = real.count("ok")
            print(f"{asker.name}: {len(made)} rows, {good} accepted, {len(wrong)} disagree, {cautious} cautious")
            for line in wrong[:5]:
                print(line)
            if cautious > len(made) * MOST_CAUTIOUS:
                print(f"  {cautious} cautious predictions are too many")
                wrong.append("caution")
            passed, failed = passed + len(made) - len(wrong), failed + len(wrong)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
