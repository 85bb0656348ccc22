//! What was acknowledged is there after a stop, a kill and a crash in the middle.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
};

use http::StatusCode;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use walkaround_contract::sha256_hex;
use walkaround_receiver::digest::Sha256Digest;

use crate::support::{
    Delivery, Place, Server, Stores, fixture, get,
    sheets::{ask, attachment_bytes, put_attachments, sheet},
    stores::on_every_store,
    until,
};

on_every_store!(
    a_restart_keeps_everything,
    a_request_under_way_is_finished_before_the_end,
    a_killed_receiver_keeps_what_it_acknowledged,
    the_binary_stops_when_asked,
);

async fn a_restart_keeps_everything(stores: Stores) {
    let server = Server::start(stores).await;
    let token = server.token.clone();
    let sheet = fixture("electric_with_everything");
    put_attachments(server.at, &token, &sheet).await;
    let delivery = Delivery::of(&sheet, &token);
    let receipt = delivery.send(server.at).await.json();

    let place = server.stop().await;
    if stores != Stores::Cloud {
        fs::write(place.folder().join("attachments/incoming/left-by-a-crash"), "half a photo").expect("a file");
    }
    let server = Server::start_in(place, |_| {}).await;
    assert_eq!(server.place.half_written(), 0, "what was half-written is gone");
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

async fn a_request_under_way_is_finished_before_the_end(stores: Stores) {
    let server = Server::start(stores).await;
    let bytes = vec![5; 10_000];
    let address = sha256_hex(&bytes);
    let mut stream = TcpStream::connect(server.at).await.expect("the receiver listens");
    let head = format!(
        "PUT /api/v1/attachments/{address} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\ncontent-digest: {}\r\ncontent-length: 10000\r\n\
         expect: 100-continue\r\n\r\n",
        server.token,
        Sha256Digest::of(&bytes).to_content_digest()
    );
    stream.write_all(head.as_bytes()).await.expect("the head is read");
    // The receiver says when it has begun to take the body.
    let mut begun = [0; 25];
    stream.read_exact(&mut begun).await.expect("it asks for the body");
    assert_eq!(&begun, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&bytes[..4_000]).await.expect("the body is read");
    let (place, at, token) = (server.place.clone(), server.at, server.token.clone());
    let serving = server.tell_to_stop();
    // It takes no new connections, and waits for this one.
    until("it takes no new connections", async || TcpStream::connect(at).await.is_err()).await;
    assert!(!serving.is_finished());
    stream.write_all(&bytes[4_000..]).await.expect("the body is read");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("the answer arrives");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    serving.await.expect("serving does not panic").expect("serving ends well");
    let again = Server::start_in(place, |_| {}).await;
    let kept = ask(again.at, &token, "GET", &format!("/api/v1/attachments/{address}")).await;
    assert_eq!(kept.bytes, bytes);
}

/// The program.
pub const RECEIVER: &str = env!("CARGO_BIN_EXE_walkaround-receiver");

/// The real binary, on a port of its own.
pub struct Process {
    pub child: Child,
    pub at: SocketAddr,
    pub token: String,
}

impl Process {
    pub async fn start(place: &Place) -> Self {
        Self::start_by(place, Command::new(RECEIVER)).await
    }

    /// Started by a command that wants to know which program.
    pub async fn start_by(place: &Place, mut command: Command) -> Self {
        let (arguments, variables) = place.command_line();
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .envs(variables)
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
        let handed = get(at, "/walkaround.json").await.json();
        let token = handed["token"].as_str().expect("at this machine the token is handed out").to_owned();
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

async fn a_killed_receiver_keeps_what_it_acknowledged(stores: Stores) {
    let place = Place::new(stores);
    let mut receipts = Vec::new();
    for round in 0..4_u32 {
        let mut process = Process::start(&place).await;
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
    let process = Process::start(&place).await;
    let page = get(process.at, "/inbox?lang=en").await;
    assert!(page.text().contains("20 sheets"), "{}", page.text());
}

async fn the_binary_stops_when_asked(stores: Stores) {
    let place = Place::new(stores);
    for signal in ["-TERM", "-INT"] {
        let mut process = Process::start(&place).await;
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
