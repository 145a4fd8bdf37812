// Asks crypto/x509 about each case, as the handshake does.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"time"
)

func certificate(text string) (*x509.Certificate, error) {
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func answer(fields []string, now time.Time) error {
	roots, served := x509.NewCertPool(), x509.NewCertPool()
	for _, entry := range strings.Split(fields[2], ",") {
		// What cannot be parsed is left out, as AppendCertsFromPEM does.
		if made, err := certificate(entry[strings.Index(entry, ":")+1:]); err == nil {
			roots.AddCert(made)
		}
	}
	var leaf *x509.Certificate
	for index, text := range strings.Split(fields[1], ",") {
		made, err := certificate(text)
		if err != nil {
			return err
		}
		if index == 0 {
			leaf = made
		} else {
			served.AddCert(made)
		}
	}
	_, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: served, CurrentTime: now})
	return err
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	now, err := time.Parse("2006-01-02", os.Args[2])
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		word := "ok"
		if err := answer(fields, now); err != nil {
			word = strings.Join(strings.Fields(err.Error()), " ")
		}
		fmt.Fprintf(out, "%s\t%s\n", fields[0], word)
	}
}
