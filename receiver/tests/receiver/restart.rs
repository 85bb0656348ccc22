//! What was acknowledged is there after a stop, a kill and a crash in the middle.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use http::StatusCode;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use walkaround_contract::sha256_hex;
use walkaround_receiver::digest::Sha256Digest;

use crate::support::{
    Delivery, Server, fixture, get,
    sheets::{ask, attachment_bytes, put_attachments, sheet},
};

#[tokio::test]
async fn a_restart_keeps_everything() {
    let server = Server::start().await;
    let token = server.token.clone();
    let sheet = fixture("electric_with_everything");
    put_attachments(server.at, &token, &sheet).await;
    let delivery = Delivery::of(&sheet, &token);
    let receipt = delivery.send(server.at).await.json();

    let data = server.stop().await;
    fs::write(data.path().join("attachments/incoming/left-by-a-crash"), "half a photo").expect("a file");
    let server = Server::start_in(data, |_| {}).await;
    assert!(server.incoming().is_empty(), "what was half-written is gone");
    let again = delivery.send(server.at).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, receipt));
    for attachment in sheet["attachments"].as_array().expect("attachments") {
        let address = attachment["sha256"].as_str().expect("an address");
        let reply = ask(server.at, &token, "GET", &format!("/api/v1/attachments/{address}")).await;
        assert_eq!(reply.bytes, attachment_bytes(attachment));
        assert_eq!(
            reply.header("content-type"),
            attachment["media_type"].as_str().expect("a type").split(';').next().expect("a type")
        );
    }
}

#[tokio::test]
async fn a_request_under_way_is_finished_before_the_end() {
    let server = Server::start().await;
    let bytes = vec![5; 10_000];
    let address = sha256_hex(&bytes);
    let mut stream = TcpStream::connect(server.at).await.expect("the receiver listens");
    let head = format!(
        "PUT /api/v1/attachments/{address} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\ncontent-digest: {}\r\ncontent-length: 10000\r\n\r\n",
        server.token,
        Sha256Digest::of(&bytes).to_content_digest()
    );
    stream.write_all(head.as_bytes()).await.expect("the head is read");
    stream.write_all(&bytes[..4_000]).await.expect("the body is read");
    while server.incoming().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (file, at) = (server.data().join("attachments").join(&address[..2]).join(&address), server.at);
    let _folder = server.folder();
    let serving = server.tell_to_stop();
    // It takes no new connections, and waits for this one.
    while TcpStream::connect(at).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(!serving.is_finished());
    stream.write_all(&bytes[4_000..]).await.expect("the body is read");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("the answer arrives");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    serving.await.expect("serving does not panic").expect("serving ends well");
    assert_eq!(fs::read(file).expect("the attachment was kept"), bytes);
}

/// The real binary, on a port of its own.
pub struct Process {
    pub child: Child,
    pub at: SocketAddr,
    pub token: String,
}

impl Process {
    pub fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_walkaround-receiver"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the receiver starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output is a pipe"))
            .read_line(&mut line)
            .expect("it says where it listens");
        let at = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .and_then(|at| at.parse().ok())
            .unwrap_or_else(|| panic!("an address in {line:?}"));
        let token = fs::read_to_string(data.join("app-token")).expect("the app's token").trim().to_owned();
        Self { child, at, token }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_killed_receiver_keeps_what_it_acknowledged() {
    let folder = TempDir::new().expect("a temporary folder");
    let mut receipts = Vec::new();
    for round in 0..4_u32 {
        let mut process = Process::start(folder.path());
        for (sheet, receipt) in &receipts {
            let again = Delivery::of(sheet, &process.token).send(process.at).await;
            assert_eq!((again.status, &again.json()), (StatusCode::OK, receipt));
        }
        for n in 0..5 {
            let sheet = sheet(round * 10 + n, |_| {});
            let reply = Delivery::of(&sheet, &process.token).send(process.at).await;
            assert_eq!(reply.status, StatusCode::CREATED);
            receipts.push((sheet, reply.json()));
        }
        // No warning, and no time to finish anything.
        process.child.kill().expect("it is running");
        process.child.wait().expect("it is ours");
    }
    let process = Process::start(folder.path());
    let page = get(process.at, "/inbox?lang=en").await;
    assert!(page.text().contains("20 sheets"), "{}", page.text());
}

#[cfg(unix)]
#[tokio::test]
async fn the_binary_stops_when_asked() {
    let folder = TempDir::new().expect("a temporary folder");
    for signal in ["-TERM", "-INT"] {
        let mut process = Process::start(folder.path());
        assert_eq!(get(process.at, "/inbox").await.status, StatusCode::OK);
        let told = Command::new("kill")
            .args([signal, &process.child.id().to_string()])
            .status()
            .expect("kill is a command of every Unix");
        assert!(told.success());
        let ended = process.child.wait().expect("it is ours");
        assert!(ended.success(), "{signal}: {ended}");
    }
}
