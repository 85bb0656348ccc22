//! moto's server: what AWS' S3 answers, by people who compare it with AWS, without an account and without Docker.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpStream},
    process::Command,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::{
    free_port,
    guard::{Guard, new_folder},
};

const HINT: &str = "moto is not installed. `cargo xtask setup` installs what tests need; by hand it is what tests/servers/requirements.txt names, \
                    for the Python on the PATH or for one that is named in WALKAROUND_MOTO_PYTHON";

/// An S3-compatible server.
pub struct Moto {
    port: u16,
    _guard: Guard,
    buckets: AtomicU32,
}

impl Moto {
    /// The server that all tests of a program share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Moto> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// A server of one's own, which ends when it is dropped.
    pub fn start() -> Self {
        let python = python("moto.server, flask_cors").unwrap_or_else(|| panic!("{HINT}."));
        let port = free_port();
        let command = [&python, "-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()].map(str::to_owned);
        let guard = Guard::start(&new_folder("moto", None), "TERM", None, &command);
        guard.wait_until("moto", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
        Self { port, _guard: guard, buckets: AtomicU32::new(0) }
    }

    /// The address of a new, empty bucket.
    pub fn new_bucket(&self) -> String {
        let name = format!("test-{}", self.buckets.fetch_add(1, Ordering::Relaxed));
        let answer = self.ask("PUT", &format!("/{name}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        format!("s3://{name}/lane/attachments")
    }

    /// The variables with which an S3 client finds this server.
    pub fn settings(&self) -> Vec<(String, String)> {
        [
            ("AWS_ACCESS_KEY_ID", "tests"),
            ("AWS_SECRET_ACCESS_KEY", "tests"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", &format!("http://127.0.0.1:{}", self.port)),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// What lies in the bucket of this address or is on its way there, as S3 lists it.
    pub fn lists(&self, address: &str) -> (String, String) {
        let bucket = address.split('/').nth(2).expect("an address names a bucket");
        (self.ask("GET", &format!("/{bucket}?list-type=2")), self.ask("GET", &format!("/{bucket}?uploads")))
    }

    /// What tests do besides the receiver is signed by nobody; moto does not look.
    fn ask(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("moto listens");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\ncontent-length: 0\r\n\
             authorization: AWS4-HMAC-SHA256 Credential=tests/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0\r\n\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).expect("moto reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("moto answers in UTF-8");
        answer
    }
}

/// A Python that has these modules: the one that set-up made, or the user's.
pub fn python(modules: &str) -> Option<String> {
    let named = std::env::var("WALKAROUND_MOTO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let tried = Command::new(&named).args(["-c", &format!("import {modules}")]).output().ok()?;
    tried.status.success().then_some(named)
}
