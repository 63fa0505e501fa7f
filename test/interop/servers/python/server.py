"""HTTPS by Python's own ssl and http.server. What it is told stands in servers/told.ts."""

import json
import os
import pathlib
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECE = 10_000
GROUPS = {"X25519": "X25519", "P-256": "prime256v1", "P-384": "secp384r1"}

folder, authorization, tail, form, *listeners = pathlib.Path(sys.argv[-1]).read_text().split("\n")


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def is_let_in(self):
        said = [(self.headers["authorization"], authorization), (self.query, form)]
        if self.command == "POST":
            said.append((self.rfile.read(int(self.headers["content-length"])).decode(), form))
        places = [(is_, wanted) for is_, wanted in said if is_ is not None]
        return len(places) > 0 and all(is_ == wanted for is_, wanted in places) and self.headers["x-tail"] == tail

    def do_POST(self):
        self.do_GET()

    def do_GET(self):
        self.path, *query = self.path.split("?", 1)
        self.query = query[0] if query else None
        if not self.is_let_in():
            self.send_response(401)
            self.send_header("content-length", "0")
            self.end_headers()
            return
        body = pathlib.Path(folder + self.path).read_bytes()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        if self.path.startswith("/length/"):
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for at in range(0, len(body), PIECE):
            piece = body[at : at + PIECE]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, context):
        self.context = context
        super().__init__(("127.0.0.1", 0), Answer)

    def get_request(self):
        # The handshake is done in the connection's own thread, by its first read.
        plain, address = super().get_request()
        return self.context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False), address


def listen(line):
    certificate, key, tickets, group, _ = line.split("\t")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["http/1.1"])
    context.set_ecdh_curve(GROUPS[group])
    if tickets == "off":
        context.num_tickets = 0
    server = Server(context)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


print(json.dumps([listen(line) for line in listeners]), flush=True)
sys.stdin.read()
os._exit(0)
