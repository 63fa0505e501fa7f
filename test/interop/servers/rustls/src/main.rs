//! HTTPS by rustls with the smallest HTTP that will do. What it is told stands in servers/told.ts.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::{env, error, fs, thread};

use rustls::crypto::ring::{self, cipher_suite, kx_group};
use rustls::crypto::{CryptoProvider, SupportedKxGroup};
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedCipherSuite};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

const PIECE: usize = 10_000;
const MAX_REQUEST: usize = 16_384;

type Failure = Box<dyn error::Error + Send + Sync>;

struct Told {
    folder: String,
    authorization: String,
    tail: String,
    form: String,
}

fn main() -> Result<(), Failure> {
    let path = env::args().next_back().ok_or("no configuration is named")?;
    let text = fs::read_to_string(path)?;
    let mut lines = text.split('\n').map(str::to_owned);
    let mut next = || lines.next().ok_or("the configuration is cut off");
    let told = Arc::new(Told {
        folder: next()?,
        authorization: next()?,
        tail: next()?,
        form: next()?,
    });
    let ports = lines
        .map(|line| listen(&line, &told))
        .collect::<Result<Vec<u16>, Failure>>()?;
    println!("{ports:?}");
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

fn listen(line: &str, told: &Arc<Told>) -> Result<u16, Failure> {
    let config = Arc::new(configure(&line.split('\t').collect::<Vec<_>>())?);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    let told = Arc::clone(told);
    thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let (config, told) = (Arc::clone(&config), Arc::clone(&told));
            // A client that goes away is no failure of the server.
            thread::spawn(move || serve(socket, config, &told).ok());
        }
    });
    Ok(port)
}

fn configure(told: &[&str]) -> Result<ServerConfig, Failure> {
    let [certificate, key, tickets, group, suite] = told else {
        return Err("a listener has five fields".into());
    };
    let provider = CryptoProvider {
        kx_groups: vec![group_of(group)?],
        cipher_suites: suites_of(suite)?,
        ..ring::default_provider()
    };
    let chain = CertificateDer::pem_file_iter(certificate)?.collect::<Result<Vec<_>, _>>()?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::from_pem_file(key)?)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    if *tickets == "off" {
        config.send_tls13_tickets = 0;
    } else {
        config.ticketer = ring::Ticketer::new()?;
    }
    Ok(config)
}

fn group_of(name: &str) -> Result<&'static dyn SupportedKxGroup, Failure> {
    match name {
        "X25519" => Ok(kx_group::X25519),
        "P-256" => Ok(kx_group::SECP256R1),
        "P-384" => Ok(kx_group::SECP384R1),
        _ => Err("unknown group".into()),
    }
}

fn suites_of(name: &str) -> Result<Vec<SupportedCipherSuite>, Failure> {
    match name {
        "any" => Ok(ring::DEFAULT_CIPHER_SUITES.to_vec()),
        "TLS_AES_256_GCM_SHA384" => Ok(vec![cipher_suite::TLS13_AES_256_GCM_SHA384]),
        "TLS_CHACHA20_POLY1305_SHA256" => Ok(vec![cipher_suite::TLS13_CHACHA20_POLY1305_SHA256]),
        _ => Err("unknown suite".into()),
    }
}

fn serve(socket: TcpStream, config: Arc<ServerConfig>, told: &Told) -> Result<(), Failure> {
    socket.set_nodelay(true)?;
    let mut stream = StreamOwned::new(ServerConnection::new(config)?, socket);
    let request = read_request(&mut stream)?;
    answer(&mut stream, &request, told)?;
    stream.conn.send_close_notify();
    stream.flush()?;
    Ok(())
}

struct Request {
    head: String,
    body: String,
}

impl Request {
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .split("\r\n")
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The target's path, and its query.
    fn target(&self) -> Option<(&str, Option<&str>)> {
        let target = self.head.split(' ').nth(1)?;
        Some(match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        })
    }

    fn is_let_in(&self, query: Option<&str>, told: &Told) -> bool {
        let form = self.head.starts_with("POST ").then_some(self.body.as_str());
        let places = [
            self.header("authorization")
                .map(|is| is == told.authorization),
            query.map(|is| is == told.form),
            form.map(|is| is == told.form),
        ];
        places.iter().flatten().count() > 0
            && places.iter().flatten().all(|is_right| *is_right)
            && self.header("x-tail") == Some(&told.tail)
    }
}

fn read_request(stream: &mut impl Read) -> Result<Request, Failure> {
    let mut read = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(request) = whole_request(&read)? {
            return Ok(request);
        }
        let length = stream.read(&mut chunk)?;
        if length == 0 || read.len() > MAX_REQUEST {
            return Err("not one request".into());
        }
        read.extend_from_slice(&chunk[..length]);
    }
}

fn whole_request(read: &[u8]) -> Result<Option<Request>, Failure> {
    let Some((head, body)) = std::str::from_utf8(read)?.split_once("\r\n\r\n") else {
        return Ok(None);
    };
    let request = Request {
        head: head.to_owned(),
        body: body.to_owned(),
    };
    let length: usize = request.header("content-length").unwrap_or("0").parse()?;
    Ok((body.len() >= length).then_some(request))
}

fn answer(stream: &mut impl Write, request: &Request, told: &Told) -> Result<(), Failure> {
    let (path, query) = request.target().ok_or("not a request")?;
    if !request.is_let_in(query, told) {
        stream.write_all(
            b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        )?;
        return Ok(());
    }
    let body = fs::read(format!("{}{path}", told.folder))?;
    let common = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    if path.starts_with("/length/") {
        write!(stream, "{common}content-length: {}\r\n\r\n", body.len())?;
        stream.write_all(&body)?;
        return Ok(());
    }
    write!(stream, "{common}transfer-encoding: chunked\r\n\r\n")?;
    for piece in body.chunks(PIECE) {
        write!(stream, "{:x}\r\n", piece.len())?;
        stream.write_all(piece)?;
        stream.write_all(b"\r\n")?;
    }
    stream.write_all(b"0\r\n\r\n")?;
    Ok(())
}
