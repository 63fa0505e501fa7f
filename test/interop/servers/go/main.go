// HTTPS by Go's net/http and crypto/tls. What it is told stands in servers/told.ts.
package main

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const piece = 10_000

var groups = map[string]tls.CurveID{"X25519": tls.X25519, "P-256": tls.CurveP256, "P-384": tls.CurveP384}

func main() {
	told, err := os.ReadFile(os.Args[len(os.Args)-1])
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(string(told), "\n")
	answer := answerOf(lines[0], lines[1], lines[2], lines[3])
	ports := []int{}
	for _, line := range lines[4:] {
		ports = append(ports, listen(strings.Split(line, "\t"), answer))
	}
	if err := json.NewEncoder(os.Stdout).Encode(ports); err != nil {
		log.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func listen(told []string, answer http.Handler) int {
	certificate, err := tls.LoadX509KeyPair(told[0], told[1])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{
		Handler:  answer,
		ErrorLog: log.New(io.Discard, "", 0),
		TLSConfig: &tls.Config{
			Certificates:           []tls.Certificate{certificate},
			MinVersion:             tls.VersionTLS13,
			CurvePreferences:       []tls.CurveID{groups[told[3]]},
			SessionTicketsDisabled: told[2] == "off",
		},
		// Without HTTP/2.
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	go func() { log.Fatal(server.ServeTLS(listener, "", "")) }()
	return listener.Addr().(*net.TCPAddr).Port
}

func answerOf(folder, authorization, tail, form string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		header, query, isPost := r.Header.Get("Authorization"), r.URL.RawQuery, r.Method == http.MethodPost
		isRight := (header == "" || header == authorization) && (query == "" || query == form) && (!isPost || string(said) == form)
		if !isRight || (header == "" && query == "" && !isPost) || r.Header.Get("X-Tail") != tail {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		body, err := os.ReadFile(filepath.Join(folder, r.URL.Path))
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if strings.HasPrefix(r.URL.Path, "/length/") {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = w.Write(body)
			return
		}
		// A flush before the handler's end makes Go send chunks.
		for at := 0; at < len(body); at += piece {
			end := at + piece
			if end > len(body) {
				end = len(body)
			}
			_, _ = w.Write(body[at:end])
			w.(http.Flusher).Flush()
		}
	})
}
