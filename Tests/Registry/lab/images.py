"""Images, made by hand and pushed through the registry's own API."""
import gzip
import hashlib
import http.client
import io
import json
import subprocess
import tarfile

OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
OCI_LAYER = "application/vnd.oci.image.layer.v1.tar"


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def tar(entries, form=tarfile.PAX_FORMAT):
    """An archive of (kind, path, content or target): dir, file, sym, hard, gone, opaque."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for kind, path, *rest in entries:
            info = tarfile.TarInfo(path)
            info.mode = 0o755
            data = None
            if kind == "dir":
                info.type = tarfile.DIRTYPE
            elif kind == "sym":
                info.type, info.linkname = tarfile.SYMTYPE, rest[0]
            elif kind == "hard":
                info.type, info.linkname = tarfile.LNKTYPE, rest[0]
            elif kind == "gone":
                folder, _, name = path.rpartition("/")
                info.name = f"{folder}/.wh.{name}" if folder else f".wh.{name}"
            elif kind == "opaque":
                info.name = f"{path}/.wh..wh..opq" if path else ".wh..wh..opq"
            else:
                data = rest[0]
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data) if data is not None else None)
    return out.getvalue()


class Layer:
    def __init__(self, data, compression="gzip", created_by="RUN something", form=tarfile.PAX_FORMAT):
        self.tar = tar(data, form) if isinstance(data, list) else data
        self.created_by = created_by
        self.compression = compression
        if compression == "gzip":
            self.blob = gzip.compress(self.tar, 6, mtime=0)
        elif compression == "zstd":
            self.blob = subprocess.run(["zstd", "-q", "-c"], input=self.tar, stdout=subprocess.PIPE, check=True).stdout
        else:
            self.blob = self.tar
        self.digest = digest(self.blob)

    def media_type(self, docker):
        if docker:
            return DOCKER_LAYER
        return OCI_LAYER + ({"gzip": "+gzip", "zstd": "+zstd"}.get(self.compression, ""))


class Image:
    def __init__(self, layers, docker=False, architecture="amd64", config=None, history=True, diff_ids=None):
        self.layers = layers
        steps = []
        for layer in layers:
            steps += [{"created_by": layer.created_by}, {"created_by": "ENV A=B", "empty_layer": True}]
        self.config = json.dumps({
            "architecture": architecture, "os": "linux", "config": config or {},
            "rootfs": {"type": "layers", "diff_ids": diff_ids or [digest(layer.tar) for layer in layers]},
            "history": steps if history else [],
        }).encode()
        self.media_type = DOCKER_MANIFEST if docker else OCI_MANIFEST
        config_type = ("application/vnd.docker.container.image.v1+json" if docker
                       else "application/vnd.oci.image.config.v1+json")
        self.manifest = json.dumps({
            "schemaVersion": 2, "mediaType": self.media_type,
            "config": {"mediaType": config_type, "digest": digest(self.config), "size": len(self.config)},
            "layers": [{"mediaType": layer.media_type(docker), "digest": layer.digest, "size": len(layer.blob)}
                       for layer in layers],
        }).encode()
        self.digest = digest(self.manifest)


def index(images, docker=False, attestation=False):
    """One name for several architectures: (architecture, image)."""
    entries = [{"mediaType": image.media_type, "digest": image.digest, "size": len(image.manifest),
                "platform": {"architecture": architecture, "os": "linux"}} for architecture, image in images]
    if attestation:
        entries.append(dict(entries[0], platform={"architecture": "unknown", "os": "unknown"},
                            annotations={"vnd.docker.reference.type": "attestation-manifest"}))
    media_type = DOCKER_LIST if docker else OCI_INDEX
    return media_type, json.dumps({"schemaVersion": 2, "mediaType": media_type, "manifests": entries}).encode()


class Pusher:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.known = set()

    def _request(self, method, path, body=None, headers=None, expected=(201,)):
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status in expected, (method, path, answer.status, text)
        return answer

    def blob(self, repository, data):
        name = digest(data)
        if (repository, name) in self.known:
            return
        place = self._request("POST", f"/v2/{repository}/blobs/uploads/", expected=(202,)).headers["Location"]
        path = place.split("/", 3)[3] if place.startswith("http") else place[1:]
        self._request("PUT", f"/{path}{'&' if '?' in path else '?'}digest={name}", data,
                      {"Content-Type": "application/octet-stream"})
        self.known.add((repository, name))

    def image(self, repository, image, tag="latest"):
        for layer in image.layers:
            self.blob(repository, layer.blob)
        self.blob(repository, image.config)
        self.manifest(repository, image.media_type, image.manifest, tag)
        return image

    def manifest(self, repository, media_type, manifest, tag="latest"):
        self._request("PUT", f"/v2/{repository}/manifests/{tag}", manifest, {"Content-Type": media_type})
