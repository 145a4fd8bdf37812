"""One function a case. The order is that of their names."""
import base64
import hashlib
import json
import os
import tarfile
import time

from lab.bench import PASSWORD, USER
from lab.images import DOCKER_MANIFEST, Image, Layer, digest, index
from lab.servers import Server, Tunnel, forward

BUNDLE = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


def sha(data):
    return hashlib.sha256(data).hexdigest()


def base():
    return Layer([
        ("dir", "etc"), ("dir", "etc/ssl"), ("dir", "etc/ssl/certs"),
        ("file", "etc/ssl/certs/ca-certificates.crt", BUNDLE), ("sym", "etc/ssl/cert.pem", "certs/ca-certificates.crt"),
        ("file", "usr/lib/libpq.so.5.16", b"x" * 5000), ("sym", "usr/lib/libpq.so.5", "libpq.so.5.16"),
    ], created_by="/bin/sh -c #(nop) ADD file:1 in / ")


def gaps(result):
    return sorted({gap["reason"] for gap in result["gaps"]})


def basic(user=USER, password=PASSWORD):
    return base64.b64encode(f"{user}:{password}".encode()).decode()


def auths(*keys, **entry):
    return {"auths": {key: entry or {"auth": basic()} for key in keys}}


# Images of every form.

def case_both_formats_and_all_compressions(bench):
    for docker in (False, True):
        for compression in ("gzip",) if docker else ("gzip", "zstd", "none"):
            layer = base()
            layer = Layer(layer.tar, compression)
            image = Image([layer, Layer([("file", "etc/app.pem", b"app")], compression)], docker, config={
                "Env": ["SSL_CERT_FILE=/etc/app.pem", "TOKEN=canary"], "Entrypoint": ["/app"], "Cmd": ["serve"]})
            bench.pusher.image(f"form/{docker}-{compression}".lower(), image)
            result = bench.read(
                bench.name(bench.open, f"form/{docker}-{compression}".lower()), "--want", "/etc/ssl/", "--want",
                "/etc/app.pem", "--list", "**/libpq.so*", "--env", "SSL_CERT_FILE")
            assert result["files"] == {
                "/etc/ssl/certs/ca-certificates.crt": sha(BUNDLE), "/etc/ssl/cert.pem": sha(BUNDLE),
                "/etc/app.pem": sha(b"app")}, result
            assert result["symlinks"]["/etc/ssl/cert.pem"] == "/etc/ssl/certs/ca-certificates.crt"
            assert result["listed"] == {"/usr/lib/libpq.so.5.16": 5000, "/usr/lib/libpq.so.5": 5000}
            assert result["environment"] == {"SSL_CERT_FILE": "/etc/app.pem"}
            assert (result["entrypoint"], result["command"]) == (["/app"], ["serve"])
            assert result["digest"] == image.digest and result["gaps"] == []


def case_one_name_for_several_platforms(bench):
    for docker in (False, True):
        repository = f"multi/{docker}".lower()
        images = [(arch, Image([Layer([("file", "etc/arch", arch.encode())])], docker, arch)) for arch in ("amd64", "arm64")]
        for arch, image in images:
            bench.pusher.image(repository, image, arch)
        media_type, manifest = index(images, docker, attestation=not docker)
        bench.pusher.manifest(repository, media_type, manifest)
        for version in (":latest", "@" + digest(manifest)):
            for arch, image in images:
                result = bench.read(bench.name(bench.open, repository, version), "--want", "/etc/arch", "--platform", f"linux/{arch}")
                assert result["files"] == {"/etc/arch": sha(arch.encode())} and result["digest"] == image.digest
        result = bench.read(bench.name(bench.open, repository), "--want", "/etc/arch", "--platform", "linux/s390x")
        assert result["error"].endswith("is not built for linux/s390x, only for linux/amd64, linux/arm64"), result


def case_names_of_any_length_and_alphabet(bench):
    long, accents = "deep/" * 60 + "file.pem", "etc/Főtanúsítvány.pem"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        layer = Layer([("file", long, b"long"), ("file", accents, b"accents"), ("sym", "etc/link", long), ("hard", "etc/hard", long)],
                      form=form)
        bench.pusher.image(f"names/{form}", Image([layer]))
        result = bench.read(bench.name(bench.open, f"names/{form}"), "--want", "/" + long, "--want", "/etc/")
        assert result["files"] == {
            "/" + long: sha(b"long"), "/" + accents: sha(b"accents"), "/etc/hard": sha(b"long")}, result
        # The link is relative, and leads nowhere.
        assert result["gaps"] == []


def case_deletions_and_links(bench):
    image = Image([
        Layer([("file", "c/a", b"old"), ("file", "c/b", b"b"), ("file", "d/x", b"x"), ("file", "e/y", b"y")]),
        Layer([("gone", "c/a"), ("opaque", "d"), ("gone", "e"), ("file", "d/new", b"new"), ("hard", "c/h", "d/new"),
               ("sym", "c/s", "/../../d/./new")]),
    ])
    bench.pusher.image("deleted", image)
    result = bench.read(bench.name(bench.open, "deleted"), "--want", "/c/", "--want", "/d/", "--want", "/e/", "--want", "/c/a")
    assert result["files"] == {
        "/c/b": sha(b"b"), "/c/h": sha(b"new"), "/c/s": sha(b"new"), "/d/new": sha(b"new")}, result


# What is fetched.

def counting(bench):
    return bench.add(Server(lambda request: forward(request, bench.open.port)))


def case_a_shared_layer_is_fetched_once(bench):
    shared = base()
    for number in range(6):
        bench.pusher.image(f"shared/{number}", Image([shared, Layer([("file", "etc/own", b"%d" % number)])]))
    proxy = counting(bench)
    names = [bench.name(proxy, f"shared/{number}") for number in range(6)]
    results = bench.run(names, "--want", "/etc/**", "--parallel", "4")
    assert [result["files"]["/etc/own"] for result in results] == [sha(b"%d" % number) for number in range(6)]
    assert len(proxy.asked(shared.digest)) == 1, proxy.seen


def case_a_copy_to_elsewhere_is_not_fetched(bench):
    copy = Layer([("dir", "app"), ("file", "app/big", os.urandom(100_000))], created_by="COPY build /app/ # buildkit")
    bench.pusher.image("copied", Image([base(), copy]))
    proxy = counting(bench)
    result = bench.read(bench.name(proxy, "copied"), "--want", "/etc/ssl/", "--want", "/opt/*/cacerts")
    assert len(result["files"]) == 2 and not proxy.asked(copy.digest), proxy.seen
    # A pattern that may match there, and a history that is missing, are reasons to fetch it.
    bench.read(bench.name(proxy, "copied"), "--want", "**/cacerts")
    assert len(proxy.asked(copy.digest)) == 1
    bench.pusher.image("copied", Image([base(), copy], history=False), "bare")
    bench.read(bench.name(proxy, "copied", ":bare"), "--want", "/etc/ssl/")
    assert len(proxy.asked(copy.digest)) == 2


def case_links_into_other_layers_are_followed(bench):
    certificates = [(f"usr/share/ca/{number}.crt", b"certificate %d" % number) for number in range(140)]
    store = Layer([("file", path, data) for path, data in certificates])
    links = Layer([("sym", f"etc/ssl/certs/{number}.pem", f"/usr/share/ca/{number}.crt") for number in range(140)])
    bench.pusher.image("debian", Image([store, links]))
    proxy = counting(bench)
    result = bench.read(bench.name(proxy, "debian"), "--want", "/etc/ssl/certs/")
    assert len(result["files"]) == 140 and result["gaps"] == []
    assert (len(proxy.asked(store.digest)), len(proxy.asked(links.digest))) == (2, 1)


# Servers that lie, fail or dawdle.

def lying(bench, repository, image, change):
    """A proxy that changes one answer: `change` gets the request, or returns false to pass it on."""
    bench.pusher.image(repository, image)

    def answer(request):
        if not change(request):
            forward(request, bench.open.port)
    proxy = bench.add(Server(answer))
    return proxy, bench.name(proxy, repository)


def case_a_layer_of_other_bytes_counts_for_nothing(bench):
    good, bad = base(), Layer([("file", "etc/ssl/certs/evil.crt", b"evil")])
    real = Layer([("file", "etc/ssl/certs/real.crt", b"real"), ("gone", "etc/ssl/cert.pem")])

    def change(request):
        if real.digest in request.path:
            request.reply(200, bad.blob)
            return True
    _, name = lying(bench, "lie", Image([good, real]), change)
    result = bench.read(name, "--want", "/etc/ssl/")
    assert result["files"] == {} and gaps(result) == ["the layer is not what its digest says"], result


def case_a_layer_of_other_content_counts_for_nothing(bench):
    layer = base()
    bench.pusher.image("content", Image([layer], diff_ids=["sha256:" + "0" * 64]))
    result = bench.read(bench.name(bench.open, "content"), "--want", "/etc/ssl/")
    assert gaps(result) == ["the layer's content is not what the image's configuration says"]
    assert result["files"] == {}


def case_a_changed_manifest_is_refused(bench):
    image = Image([base()])

    def change(request):
        if "/manifests/" in request.path:
            request.reply(200, image.manifest.replace(b"amd64", b"arm64") + b" ", Content_Type=image.media_type)
            return True
    _, name = lying(bench, "manifest", image, change)
    result = bench.read(name.replace(":latest", "@" + image.digest), "--want", "/etc/ssl/")
    assert "is not what its digest says" in result["error"], result


def case_a_layer_that_breaks_off_is_asked_for_again(bench):
    layer, count = base(), []

    def change(request):
        if layer.digest not in request.path:
            return False
        count.append(1)
        if len(count) > 2:
            return False
        request.send_response(200)
        request.send_header("Content-Length", str(len(layer.blob)))
        request.end_headers()
        request.wfile.write(layer.blob[:100])
        request.close_connection = True
        return True
    _, name = lying(bench, "breaks", Image([layer]), change)
    assert len(bench.read(name, "--want", "/etc/ssl/")["files"]) == 2
    assert len(count) == 3


def case_a_busy_registry_is_given_time(bench):
    count = []

    def change(request):
        if "/manifests/" in request.path:
            count.append(time.monotonic())
            if len(count) < 3:
                request.reply(429, b"{}", Retry_After="1")
                return True
    _, name = lying(bench, "busy", Image([base()]), change)
    assert len(bench.read(name, "--want", "/etc/ssl/")["files"]) == 2
    assert count[1] - count[0] > 0.9

    def never(request):
        if "/manifests/" in request.path:
            request.reply(429, b"{}", Retry_After="0")
            return True
    _, name = lying(bench, "busy", Image([base()]), never)
    assert bench.read(name, "--want", "/x")["error"].endswith("4 times in a row (429)")


def case_a_bomb_ends_at_the_limit(bench):
    for compression in ("gzip", "zstd"):
        bomb = Layer([("file", "etc/zeros", bytes(1 << 29))], compression)
        assert len(bomb.blob) < 1 << 20
        bench.pusher.image(f"bomb/{compression}", Image([base(), bomb]))
        result = bench.read(bench.name(bench.open, f"bomb/{compression}"), "--want", "/etc/ssl/", "--layer-limit", "20000000")
        assert gaps(result) == ["the layer is larger than 20000000 bytes"], result
        # The file alone is over its limit, and the layer is read past it.
        result = bench.read(bench.name(bench.open, f"bomb/{compression}"), "--want", "/etc/zeros", "--want", "/etc/ssl/cert.pem",
                            "--layer-limit", str(1 << 30))
        assert gaps(result) == [f"the file has {1 << 29} bytes, more than {1 << 20}"], result
        assert list(result["files"]) == ["/etc/ssl/cert.pem"]


def case_a_body_without_end_is_cut(bench):
    layer = base()

    def change(request):
        if "/manifests/" in request.path or layer.digest in request.path:
            request.send_response(200)
            request.send_header("Content-Type", DOCKER_MANIFEST)
            request.end_headers()
            while True:
                request.wfile.write(b" " * 65536)
    _, name = lying(bench, "endless", Image([layer]), change)
    result = bench.read(name, "--want", "/x")
    assert result["error"].endswith("its manifest is too long"), result


def case_a_slow_server_is_left(bench):
    layer = base()

    def change(request):
        if layer.digest in request.path:
            request.send_response(200)
            request.send_header("Content-Length", str(len(layer.blob)))
            request.end_headers()
            for byte in layer.blob:
                request.wfile.write(bytes([byte]))
                time.sleep(0.2)
            return True
    _, name = lying(bench, "slow", Image([layer]), change)
    result = bench.read(name, "--want", "/etc/ssl/", "--layer-seconds", "2")
    assert any(reason.endswith("within 2 s") for reason in gaps(result)), result
    assert bench.seconds < 10


def case_a_cancelled_reading_ends_at_once(bench):
    layer = base()

    def change(request):
        if layer.digest in request.path:
            time.sleep(20)
            return True
    _, name = lying(bench, "cancelled", Image([layer]), change)
    result = bench.read(name, "--want", "/etc/ssl/", "--cancel-after", "1")
    assert result["error"].endswith("was cancelled"), result
    assert bench.seconds < 6, bench.seconds


def case_what_is_not_there_is_said(bench):
    assert bench.read(bench.name(bench.open, "nothing"), "--want", "/x")["error"].endswith("(404)")
    bench.pusher.image("there", Image([base()]))
    assert bench.read(bench.name(bench.open, "there", "@sha256:" + "1" * 64), "--want", "/x")["error"].endswith("(404)")
    old = b'{"schemaVersion":1,"fsLayers":[]}'
    _, name = lying(bench, "old", Image([base()]), lambda request: "/manifests/" in request.path and (
        request.reply(200, old, Content_Type="application/vnd.docker.distribution.manifest.v1+prettyjws"), True)[1])
    assert "its manifest is of type" in bench.read(name, "--want", "/x")["error"]
    page = bench.add(Server(lambda request: request.reply(200, b"<html>log in</html>", Content_Type="text/html")))
    assert "not JSON" in bench.read(bench.name(page, "x"), "--want", "/x")["error"]
    assert "refused" in bench.read("127.0.0.1:1/x", "--want", "/x")["error"]
    assert "identifier alone" in bench.read("docker://sha256:" + "1" * 64, "--want", "/x")["error"]


# Who asks.

def case_a_password(bench):
    bench.pusher.image("private/image", Image([base()]))
    name, key = bench.name(bench.basic, "private/image"), f"127.0.0.1:{bench.basic.port}"
    assert bench.read(name, "--want", "/etc/ssl/")["error"].endswith("(401)")
    assert len(bench.read(name, "--want", "/etc/ssl/", docker=auths(key))["files"]) == 2
    wrong = auths(key, username=USER, password="canary-wrong")
    assert bench.read(name, "--want", "/etc/ssl/", docker=wrong)["error"].endswith("(401)")
    # A key for the repository, and one for another.
    assert len(bench.read(name, "--want", "/etc/ssl/", docker=auths(f"http://{key}/private"))["files"]) == 2
    assert bench.read(name, "--want", "/etc/ssl/", docker=auths(f"{key}/other"))["error"].endswith("(401)")


def case_a_pull_secret(bench):
    bench.pusher.image("private/image", Image([base()]))
    name, key = bench.name(bench.basic, "private/image"), f"127.0.0.1:{bench.basic.port}"
    for option, value in (("--pull-secret", auths(key)), ("--old-pull-secret", auths(key)["auths"])):
        with open(bench.path("secret"), "w") as file:
            json.dump(value, file)
        assert len(bench.read(name, "--want", "/etc/ssl/", option, bench.path("secret"))["files"]) == 2
    # A wrong one is no reason not to try the user's own, and its helper is not run.
    ran = bench.path("ran")
    with open(bench.path("secret"), "w") as file:
        json.dump(auths(key, username=USER, password="canary-wrong") | {"credsStore": "evil"}, file)
    result = bench.read(name, "--want", "/etc/ssl/", "--pull-secret", bench.path("secret"), docker=auths(key),
                        helpers={"evil": f"touch {ran}"})
    assert len(result["files"]) == 2 and not os.path.exists(ran)


def case_a_token(bench):
    for repository in ("public/image", "private/image"):
        bench.pusher.image(repository, Image([base()]))
    public, private = bench.name(bench.bearer, "public/image"), bench.name(bench.bearer, "private/image")
    key = f"127.0.0.1:{bench.bearer.port}"
    seen = len(bench.tokens.server.seen)
    assert len(bench.read(public, "--want", "/etc/ssl/")["files"]) == 2
    assert len(bench.tokens.server.seen) == seen + 1
    assert bench.read(private, "--want", "/etc/ssl/")["error"].endswith("(401)")
    assert len(bench.read(private, "--want", "/etc/ssl/", docker=auths(key))["files"]) == 2
    wrong = auths(key, username=USER, password="canary-wrong")
    assert bench.read(private, "--want", "/etc/ssl/", docker=wrong)["error"].endswith("(401)")
    assert len(bench.read(public, "--want", "/etc/ssl/", docker=wrong)["files"]) == 2


def case_a_refresh_token(bench):
    bench.pusher.image("private/image", Image([base()]))
    name, key = bench.name(bench.bearer, "private/image"), f"127.0.0.1:{bench.bearer.port}"
    good = auths(key, identitytoken=bench.tokens.refresh_token)
    assert len(bench.read(name, "--want", "/etc/ssl/", docker=good)["files"]) == 2
    assert not any("canary" in path for path, _ in bench.tokens.server.seen)
    assert bench.read(name, "--want", "/x", docker=auths(key, identitytoken="canary-no"))["error"].endswith("(401)")


def case_a_credential_helper(bench):
    bench.pusher.image("private/image", Image([base()]))
    name, key = bench.name(bench.basic, "private/image"), f"127.0.0.1:{bench.basic.port}"
    log = bench.path("helper-log")
    answer = json.dumps({"ServerURL": key, "Username": USER, "Secret": PASSWORD})
    helper = f"read -r server; echo \"$1 $server\" >> {log}; echo '{answer}'"
    for docker in ({"credHelpers": {key: "lab"}}, {"credsStore": "lab"}):
        results = bench.run([name] * 3, "--want", "/etc/ssl/", "--parallel", "3", docker=docker, helpers={"lab": helper})
        assert all(len(result["files"]) == 2 for result in results)
    with open(log) as file:
        assert file.read() == f"get {key}\n" * 2
    token = json.dumps({"Username": "<token>", "Secret": bench.tokens.refresh_token})
    result = bench.read(bench.name(bench.bearer, "private/image"), "--want", "/etc/ssl/", docker={"credsStore": "lab"},
                        helpers={"lab": f"echo '{token}'"})
    assert len(result["files"]) == 2
    result = bench.read(name, "--want", "/x", docker={"credsStore": "missing"})
    assert result["error"] == 'credential helper "missing" not found', result
    result = bench.read(name, "--want", "/x", docker={"credsStore": "lab"}, helpers={"lab": "echo canary; exit 2"})
    assert result["error"] == 'credential helper "lab" failed: it ended with exit code 2', result
    unknown = "echo 'credentials not found in native keychain'; exit 1"
    result = bench.read(name, "--want", "/x", docker={"credsStore": "lab"}, helpers={"lab": unknown})
    assert result["error"].endswith("(401)"), result


# Where the bytes are.

def case_blobs_are_followed_to_their_store_without_the_credential(bench):
    layer = base()
    bench.pusher.image("stored", Image([layer]))
    store = bench.add(Server(lambda request: request.reply(200, layer.blob)))

    def answer(request):
        if layer.digest in request.path and request.headers.get("Authorization"):
            request.reply(307, Location=f"http://127.0.0.1:{store.port}/store?signature=canary-signature")
        else:
            forward(request, bench.basic.port)
    proxy = bench.add(Server(answer))
    docker = auths(f"127.0.0.1:{proxy.port}")
    assert len(bench.read(bench.name(proxy, "stored"), "--want", "/etc/ssl/", docker=docker)["files"]) == 2
    assert [authorization for _, authorization in store.seen] == [None], store.seen
    assert any(layer.digest in path and authorization for path, authorization in proxy.seen)
    # A store that refuses is not the registry refusing, and its address keeps its signature to itself.
    refusing = bench.add(Server(lambda request: request.reply(403, b"expired")))
    store.port, kept = refusing.port, store.port
    result = bench.read(bench.name(proxy, "stored"), "--want", "/etc/ssl/", docker=docker)
    assert gaps(result) == [f"unexpected status 403 from http://127.0.0.1:{refusing.port}"], result
    store.port = kept


def case_redirects_that_lead_astray_are_not_followed(bench):
    layer = base()
    for location in ("http://192.0.2.1/blob", "file:///etc/passwd", "gopher://127.0.0.1/", "https://u:p@127.0.0.1/"):
        _, name = lying(bench, "astray", Image([layer]), lambda request: layer.digest in request.path and (
            request.reply(302, Location=location), True)[1])
        result = bench.read(name, "--want", "/etc/ssl/")
        assert all("was not followed" in reason for reason in gaps(result)) and result["files"] == {}, result
    _, name = lying(bench, "astray", Image([layer]), lambda request: layer.digest in request.path and (
        request.reply(302, Location=request.path), True)[1])
    assert "more than 5" in gaps(bench.read(name, "--want", "/etc/ssl/"))[0]


def case_tls(bench):
    bench.pusher.image("secure", Image([base()]))
    name = bench.name(bench.tls, "secure")
    untrusted = bench.read(name, "--want", "/etc/ssl/")
    assert untrusted["error"].endswith("its certificate is signed by an unknown authority"), untrusted
    assert len(bench.read(name, "--want", "/etc/ssl/", "--certificate-authority", bench.authority)["files"]) == 2
    assert len(bench.read(name, "--want", "/etc/ssl/", "--insecure", f"127.0.0.1:{bench.tls.port}")["files"]) == 2
    other = bench.add(Server(lambda request: request.reply(200), bench.context))
    # The certificate is for other names.
    result = bench.read(f"127.0.0.2:{other.port}/x", "--want", "/x", "--certificate-authority", bench.authority)
    assert "error" in result


def case_a_proxy_from_the_environment(bench):
    bench.pusher.image("secure", Image([base()]))
    tunnel = bench.add(Tunnel(bench.tls.port))
    proxy = {"HTTPS_PROXY": f"http://user:canary@127.0.0.1:{tunnel.port}"}
    result = bench.read("registry.test/secure", "--want", "/etc/ssl/", "--certificate-authority", bench.authority,
                        environment=proxy)
    assert len(result["files"]) == 2, result
    assert set(tunnel.asked) == {"CONNECT registry.test:443 HTTP/1.1"}
    # Loopback is direct, and so is what NO_PROXY names.
    assert len(bench.read(bench.name(bench.open, "secure"), "--want", "/etc/ssl/",
                          environment=proxy | {"HTTP_PROXY": proxy["HTTPS_PROXY"]})["files"]) == 2
    asked = len(tunnel.asked)
    direct = bench.read("registry.test/secure", "--want", "/x", environment=proxy | {"NO_PROXY": "example.com,.test"})
    assert "host name is not known" in direct["error"] and len(tunnel.asked) == asked, direct
    closed = bench.read("registry.test/secure", "--want", "/x", environment={"HTTPS_PROXY": "http://127.0.0.1:1"})
    assert closed["error"].startswith("cannot connect through the proxy"), closed


def case_plain_http_is_for_loopback_and_where_it_is_allowed(bench):
    bench.pusher.image("plain", Image([base()]))
    tunnel = bench.add(Tunnel(bench.open.port))
    proxy = {"HTTPS_PROXY": f"http://127.0.0.1:{tunnel.port}", "HTTP_PROXY": f"http://127.0.0.1:{bench.open.port}"}
    refused = bench.read("registry.test:5000/plain", "--want", "/etc/ssl/", environment=proxy)
    assert refused["error"].endswith("it does not speak TLS"), refused
    # As a proxy the registry is asked with a whole URL, which Go's server takes.
    allowed = bench.read("registry.test:5000/plain", "--want", "/etc/ssl/", "--insecure", "registry.test:5000",
                         environment=proxy)
    assert len(allowed["files"]) == 2, allowed
    realm = bench.add(Server(lambda request: request.reply(
        401, WWW_Authenticate='Bearer realm="http://192.0.2.1/token",service="x"')))
    result = bench.read(bench.name(realm, "plain"), "--want", "/x", docker=auths(f"127.0.0.1:{realm.port}"))
    assert "asks for the credential over plain HTTP" in result["error"], result
