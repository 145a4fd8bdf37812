// The fingerprints of the certificates that AppendCertsFromPEM takes of each file.
package main

import (
	"bufio"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
)

func main() {
	paths := bufio.NewScanner(os.Stdin)
	for paths.Scan() {
		content, err := os.ReadFile(paths.Text())
		if err != nil {
			panic(err)
		}
		pool, taken := x509.NewCertPool(), 0
		pool.AppendCertsFromPEM(content)
		// The pool does not say what it holds: the same loop over the same function, checked by the count.
		for len(content) > 0 {
			var block *pem.Block
			if block, content = pem.Decode(content); block == nil {
				break
			}
			if block.Type != "CERTIFICATE" || len(block.Headers) != 0 {
				continue
			}
			if one, err := x509.ParseCertificate(block.Bytes); err == nil {
				fmt.Printf("%x ", sha256.Sum256(one.Raw))
				taken++
			}
		}
		if (taken == 0) != (len(pool.Subjects()) == 0) {
			panic("not the loop of crypto/x509")
		}
		fmt.Println()
	}
}
