//! Attachments: what lies at an address has its hash, and nothing else ever lies anywhere.

use http::StatusCode;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use walkaround_contract::sha256_hex;
use walkaround_receiver::{Limits, digest::Sha256Digest};

use crate::support::{
    Server, Stores, body, raw, request, send,
    sheets::{ask, put},
    stores::on_every_store,
    until,
};

on_every_store!(
    bytes_come_back_from_their_address,
    what_does_not_hash_to_its_address_is_refused,
    an_address_is_never_a_path,
    a_body_over_the_limit_is_refused_and_the_sender_learns_why,
    a_cut_upload_leaves_nothing,
    a_large_attachment_is_whole_or_not_there,
    attachments_want_a_token,
);

fn path(address: &str) -> String {
    format!("/api/v1/attachments/{address}")
}

async fn bytes_come_back_from_their_address(stores: Stores) {
    let server = Server::start(stores).await;
    // Larger than any buffer on the way.
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n ^ (n >> 8)) as u8).collect();
    let address = sha256_hex(&bytes);
    assert_eq!(ask(server.at, &server.token, "HEAD", &path(&address)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(put(server.at, &server.token, &address, &bytes).await.status, StatusCode::CREATED);
    assert_eq!(put(server.at, &server.token, &address, &bytes).await.status, StatusCode::NO_CONTENT);
    let head = ask(server.at, &server.token, "HEAD", &path(&address)).await;
    assert_eq!((head.status, head.header("content-length")), (StatusCode::OK, "3000000"));
    let whole = ask(server.at, &server.token, "GET", &path(&address)).await;
    assert_eq!(whole.bytes, bytes);
    assert_eq!(whole.header("content-type"), "application/octet-stream");
    assert!(server.place.half_written() == 0);

    let part = send(
        server.at,
        request("GET", &path(&address))
            .header("authorization", format!("Bearer {}", server.token))
            .header("range", "bytes=1000000-1000009")
            .body(body(""))
            .expect("a request"),
    )
    .await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.header("content-range"), "bytes 1000000-1000009/3000000");
    assert_eq!(part.bytes, bytes[1_000_000..1_000_010]);
}

async fn what_does_not_hash_to_its_address_is_refused(stores: Stores) {
    let server = Server::start(stores).await;
    let address = sha256_hex(b"what was announced");
    let reply = put(server.at, &server.token, &address, b"what came").await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "address_mismatch"));
    for other in [address.as_str(), &sha256_hex(b"what came")] {
        assert_eq!(ask(server.at, &server.token, "HEAD", &path(other)).await.status, StatusCode::NOT_FOUND);
    }
    let digest_of_other_bytes = request("PUT", &path(&address))
        .header("authorization", format!("Bearer {}", server.token))
        .header("content-digest", Sha256Digest::of(b"x").to_content_digest())
        .body(body("what was announced"))
        .expect("a request");
    let reply = send(server.at, digest_of_other_bytes).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::BAD_REQUEST, "content_digest_mismatch"));
    assert!(server.place.half_written() == 0);
}

async fn an_address_is_never_a_path(stores: Stores) {
    let server = Server::start(stores).await;
    let hex = sha256_hex(b"x");
    for wrong in [
        "..%2f..%2freceiver.sqlite",
        "%2e%2e",
        "..",
        "incoming",
        &hex.to_uppercase(),
        &hex[1..],
        &format!("{hex}0"),
        &format!("%00{}", &hex[1..]),
        "app-token",
    ] {
        for method in ["GET", "HEAD"] {
            let reply = ask(server.at, &server.token, method, &path(wrong)).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{method} {wrong}");
        }
        let reply = put(server.at, &server.token, wrong, b"x").await;
        assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::BAD_REQUEST, "address_malformed"), "{wrong}");
    }
    for elsewhere in ["../../receiver.sqlite", "a/b"] {
        assert_eq!(
            ask(server.at, &server.token, "GET", &path(elsewhere)).await.status,
            StatusCode::NOT_FOUND,
            "{elsewhere}"
        );
    }
}

async fn a_body_over_the_limit_is_refused_and_the_sender_learns_why(stores: Stores) {
    let limit = 100_000;
    let server =
        Server::start_with(stores, |options| options.limits = Limits { attachment_bytes: limit, sheet_bytes: limit })
            .await;
    let bytes = vec![7; limit as usize + 1];
    let address = sha256_hex(&bytes);
    let reply = put(server.at, &server.token, &address, &bytes).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too_large"));

    // Without an announced length the limit is found while reading.
    let digest = Sha256Digest::of(&bytes).to_content_digest();
    let head = |length: &str| {
        format!(
            "PUT {} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\ncontent-digest: {digest}\r\n{length}\r\n\r\n",
            path(&address),
            server.token
        )
    };
    let mut chunked = head("transfer-encoding: chunked").into_bytes();
    for chunk in bytes.chunks(10_000) {
        chunked.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        chunked.extend(chunk);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    let answer = raw(server.at, &chunked).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");

    // 20 MB are far more than the sockets hold: the answer arrives only if the receiver goes on reading after it has refused.
    let mut stream = TcpStream::connect(server.at).await.expect("the receiver listens");
    stream.write_all(head("content-length: 20000000").as_bytes()).await.expect("the head is read");
    for _ in 0..200 {
        stream.write_all(&[7; 100_000]).await.expect("the receiver goes on reading");
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.expect("the answer is there");
    assert_eq!(&answer, b"HTTP/1.1 413");
    assert_eq!(ask(server.at, &server.token, "HEAD", &path(&address)).await.status, StatusCode::NOT_FOUND);
    assert!(server.place.half_written() == 0);
}

/// Uploads bytes but not to their end.
async fn cut(server: &Server, bytes: &[u8], sent: usize) {
    let head = format!(
        "PUT {} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\ncontent-digest: {}\r\ncontent-length: {}\r\n\r\n",
        path(&sha256_hex(bytes)),
        server.token,
        Sha256Digest::of(bytes).to_content_digest(),
        bytes.len()
    );
    raw(server.at, &[head.as_bytes(), &bytes[..sent]].concat()).await;
}

/// Nothing of these bytes is kept or lies about.
async fn nothing_is_left(server: &Server, bytes: &[u8]) {
    // The connection may be gone before the receiver has noticed.
    until("nothing half-written is left", async || server.place.half_written() == 0).await;
    assert_eq!(server.place.kept_attachments(), 0);
    let head = ask(server.at, &server.token, "HEAD", &path(&sha256_hex(bytes))).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND);
}

async fn a_cut_upload_leaves_nothing(stores: Stores) {
    let server = Server::start(stores).await;
    let bytes = vec![9; 50_000];
    for sent in [0, 1, 20_000, 49_999] {
        cut(&server, &bytes, sent).await;
    }
    nothing_is_left(&server, &bytes).await;
}

async fn a_large_attachment_is_whole_or_not_there(stores: Stores) {
    let server = Server::start(stores).await;
    // More than is held in memory anywhere: where a store takes parts, it goes in parts.
    let bytes: Vec<u8> = (0..20_000_000_u32).map(|n| (n ^ (n >> 9)) as u8).collect();
    cut(&server, &bytes, 18_000_000).await;
    nothing_is_left(&server, &bytes).await;
    let address = sha256_hex(&bytes);
    let mut wrong = bytes.clone();
    wrong[19_999_999] ^= 1;
    assert_eq!(put(server.at, &server.token, &address, &wrong).await.problem(), "address_mismatch");
    nothing_is_left(&server, &bytes).await;
    assert_eq!(put(server.at, &server.token, &address, &bytes).await.status, StatusCode::CREATED);
    assert_eq!((server.place.half_written(), server.place.kept_attachments()), (0, 1));
    let whole = ask(server.at, &server.token, "GET", &path(&address)).await;
    assert!(whole.bytes == bytes, "every byte is there");
}

async fn attachments_want_a_token(stores: Stores) {
    let server = Server::start(stores).await;
    let address = sha256_hex(b"x");
    for method in ["HEAD", "GET"] {
        assert_eq!(ask(server.at, "wrong", method, &path(&address)).await.status, StatusCode::UNAUTHORIZED, "{method}");
    }
    let reply = put(server.at, "wrong", &address, b"x").await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::UNAUTHORIZED, "unauthorized"));
    assert!(reply.header("www-authenticate").starts_with("Bearer"));
    assert_eq!(ask(server.at, &server.token, "DELETE", &path(&address)).await.problem(), "method_not_allowed");
}
