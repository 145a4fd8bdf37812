"""Pushes an image whose layers are folders to the cluster's registry.

push.py ADDRESS NAME:TAG LAYER[,LAYER…] [VARIABLE=VALUE…] -- COMMAND…
"""

import io
import sys
import tarfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "Registry"))
from lab.images import Image, Layer, Pusher  # noqa: E402


def layer(folder):
    """The folder as its owner root would have packed it; the same folder is the same blob."""

    def owned(info):
        info.uid = info.gid = info.mtime = 0
        info.uname = info.gname = ""
        return info

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.add(folder, arcname=".", filter=owned)
    return Layer(out.getvalue())


def main(address, name, layers, *rest):
    split = rest.index("--")
    config = {"Env": ["PATH=/usr/local/bin:/usr/bin:/bin", *rest[:split]], "Entrypoint": rest[split + 1 :]}
    repository, _, tag = name.partition(":")
    image = Image([layer(folder) for folder in layers.split(",")], config=config)
    Pusher(int(address.rpartition(":")[2])).image(repository, image, tag)
    print(f"{address}/{repository}:{tag}")


if __name__ == "__main__":
    main(*sys.argv[1:])
