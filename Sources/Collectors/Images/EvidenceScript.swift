/// The one command that is run in a container: a fixed script for `sh`, with what is wanted as its arguments.
///
/// It reads and never writes. Each file comes with its length in front and its SHA-256 behind, and the output ends with the
/// number of arguments, so that neither a `cat` that stops early nor a cut stream looks like a shorter store.
/// POSIX shell (IEEE 1003.1) and the commands of busybox: `wc`, `cat`, `readlink`, `sha256sum`; `sed` and `stat` where they
/// are there. What tells versions (``FactFile``) comes along unasked.
enum EvidenceScript {
    /// A larger file is not a trust store.
    static let largestFile = 16 << 20
    /// More than the files of one container may be together.
    static let largestOutput = 64 << 20
    /// A larger file, or part of one, is not one that tells a version.
    static let largestFact = 1 << 16

    static func command(_ wanted: [WantedFile]) -> [String] {
        ["sh", "-c", compact, "trustsweep"] + wanted.map(\.argument)
    }

    /// Without indentation: it travels in the request's URL, and a proxy on the way may bound that at 8 KiB (nginx does).
    private static let compact = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")

    static let text = """
        LC_ALL=C; export LC_ALL
        sum() { if command -v sha256sum >/dev/null 2>&1; then sha256sum; else echo none; fi; }
        file() {
          case $2 in "~/"*) set -- "$1" "$HOME/${2#??}";; esac
          if [ ! -e "$2" ]; then echo "absent $1"; return; fi
          if [ -d "$2" ]; then echo "folder $1"; return; fi
          if [ ! -r "$2" ] || ! true 2>/dev/null <"$2"; then echo "denied $1"; return; fi
          told=$(stat -L -c '%s %Y' "$2" 2>/dev/null) || told=$(wc -c <"$2")
          set -- "$1" "$2" $told
          size=$(($3))
          if [ "$size" -gt \(largestFile) ]; then echo "large $1 $size"; return; fi
          echo "file $1 $size $2"
          cat "$2"
          echo
          set -- "$4" $(sum <"$2")
          echo "sum $2 $1"
        }
        hashed() {
          number=$1; folder=$2; set -- "$2"/*.[0-9]
          if [ ! -e "$1" ] && [ ! -L "$1" ]; then echo "absent $number"; return; fi
          echo "hashed $number"
          wc -c "$@" 2>/dev/null
          size=$(cat "$@" 2>/dev/null | wc -c); size=$((size))
          if [ "$size" -gt \(largestFile) ]; then echo "large $number $size"; return; fi
          echo "file $number $size $folder"
          cat "$@" 2>/dev/null
          echo
          set -- $(cat "$@" 2>/dev/null | sum)
          echo "sum $1 $(stat -L -c %Y "$folder" 2>/dev/null)"
        }
        fact() {
          size=$(printf %s "$2" | wc -c); size=$((size))
          if [ "$size" -gt \(largestFact) ]; then return; fi
          echo "fact $size $1"
          printf '%s\\n' "$2"
          set -- $(printf %s "$2" | sum)
          echo "sum $1"
        }
        part() {
          if [ -f "$2" ] && [ -r "$2" ]; then set -- "$2" "$(sed -n "$1" "$2" 2>/dev/null)"; [ -z "$2" ] || fact "$@"; fi
        }
        folders() { for told in "$@"; do if [ -d "$told" ]; then fact "$told"; fi; done; }
        variable() { [ -z "$2" ] || fact "variable $1" "$2"; }
        versions() {
          if [ -r /etc/os-release ]; then part 1,64p /etc/os-release; else part 1,64p /usr/lib/os-release; fi
          part '/^Package: ca-certificates$/,/^$/p;/^Package: nodejs$/,/^$/p' /var/lib/dpkg/status
          part '/^P:ca-certificates/{N;G;p;};/^P:nodejs/{N;G;p;}' /lib/apk/db/installed
          part '/^#define NODE_[MP]/p' /usr/local/include/node/node_version.h
          folders /usr/share/dotnet/shared/*NETCore.App/* /usr/lib*/dotnet/shared/*NETCore.App/*
          \(FactFile.variables.map { "variable \($0) \"$\($0)\"" }.joined(separator: "\n"))
        }
        cacerts() {
          file "$1" "$3"
          part 1,64p "$2/release"
        }
        java() {
          run=$(readlink -f /proc/1/exe 2>/dev/null)
          case $run in */bin/java) ;; *) run=$(readlink -f "$(command -v java 2>/dev/null)" 2>/dev/null);; esac
          case $run in */bin/java) home=${run%/bin/java};; *) home=$JAVA_HOME;; esac
          for home in "$home" "$JAVA_HOME"; do
            [ -n "$home" ] || continue
            for store in "$home/lib/security/cacerts" "$home/jre/lib/security/cacerts"; do
              if [ -e "$store" ]; then cacerts "$1" "$home" "$store"; return; fi
            done
          done
          found=
          for home in /opt/java/openjdk /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/jre*; do
            for store in "$home/lib/security/cacerts" "$home/jre/lib/security/cacerts"; do
              if [ -e "$store" ]; then found=1; cacerts "$1" "$home" "$store"; fi
            done
          done
          [ -z "$found" ] || return
          echo "absent $1"
        }
        certifi() {
          found=
          for store in /usr/lib/python3*/site-packages/certifi/cacert.pem /usr/lib/python3/dist-packages/certifi/cacert.pem \
        /usr/local/lib/python3*/site-packages/certifi/cacert.pem /usr/local/lib/python3*/dist-packages/certifi/cacert.pem \
        "$VIRTUAL_ENV"/lib/python3*/site-packages/certifi/cacert.pem /opt/*/lib/python3*/site-packages/certifi/cacert.pem \
        /venv/lib/python3*/site-packages/certifi/cacert.pem /.venv/lib/python3*/site-packages/certifi/cacert.pem \
        /app/*/lib/python3*/site-packages/certifi/cacert.pem /app/.venv/lib/python3*/site-packages/certifi/cacert.pem \
        "$HOME"/.local/lib/python3*/site-packages/certifi/cacert.pem; do
            if [ -e "$store" ]; then
              found=1; file "$1" "$store"
              folders "${store%/certifi/*}"/certifi-*-info
            fi
          done
          [ -n "$found" ] || echo "absent $1"
        }
        count=0
        for wanted in "$@"; do
          case $wanted in
            f*) file "$count" "${wanted#?}";;
            d*) hashed "$count" "${wanted#?}";;
            j) java "$count";;
            c) certifi "$count";;
            n) echo "absent $count";;
          esac
          count=$((count + 1))
        done
        versions
        echo "end $count"
        """
}
