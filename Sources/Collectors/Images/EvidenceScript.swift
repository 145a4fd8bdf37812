/// The one command that is run in a container: a fixed script for `sh`, with what is wanted as its arguments.
///
/// It reads and never writes. Each file comes with its length in front and its SHA-256 behind, and the output ends with the
/// number of arguments, so that neither a `cat` that stops early nor a cut stream looks like a shorter store.
/// POSIX shell (IEEE 1003.1) and the commands of busybox: `wc`, `cat`, `readlink`, `sha256sum`.
enum EvidenceScript {
    /// A larger file is not a trust store.
    static let largestFile = 16 << 20
    /// More than the files of one container may be together.
    static let largestOutput = 64 << 20

    static func command(_ wanted: [WantedFile]) -> [String] {
        ["sh", "-c", text, "trustsweep"] + wanted.map(\.argument)
    }

    static let text = """
        LC_ALL=C; export LC_ALL
        sum() { if command -v sha256sum >/dev/null 2>&1; then sha256sum; else echo none; fi; }
        file() {
          case $2 in "~/"*) set -- "$1" "$HOME/${2#??}";; esac
          if [ ! -e "$2" ]; then echo "absent $1"; return; fi
          if [ -d "$2" ]; then echo "folder $1"; return; fi
          if [ ! -r "$2" ]; then echo "denied $1"; return; fi
          size=$(wc -c <"$2") || { echo "denied $1"; return; }
          size=$((size))
          if [ "$size" -gt \(largestFile) ]; then echo "large $1 $size"; return; fi
          echo "file $1 $size $2"
          cat "$2"
          echo
          set -- $(sum <"$2")
          echo "sum $1"
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
          echo "sum $1"
        }
        java() {
          run=$(readlink -f /proc/1/exe 2>/dev/null)
          case $run in */bin/java) ;; *) run=$(readlink -f "$(command -v java 2>/dev/null)" 2>/dev/null);; esac
          case $run in */bin/java) home=${run%/bin/java};; *) home=$JAVA_HOME;; esac
          for home in "$home" "$JAVA_HOME"; do
            [ -n "$home" ] || continue
            for store in "$home/lib/security/cacerts" "$home/jre/lib/security/cacerts"; do
              if [ -e "$store" ]; then file "$1" "$store"; return; fi
            done
          done
          found=
          for home in /opt/java/openjdk /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/jre*; do
            for store in "$home/lib/security/cacerts" "$home/jre/lib/security/cacerts"; do
              if [ -e "$store" ]; then found=1; file "$1" "$store"; fi
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
            if [ -e "$store" ]; then found=1; file "$1" "$store"; fi
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
          esac
          count=$((count + 1))
        done
        echo "end $count"
        """
}
