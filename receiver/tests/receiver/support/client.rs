//! A client with nothing between the test and the wire.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Reply {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("the answer is UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {:?}", self.bytes))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("header values here are ASCII"))
    }

    /// The last word of a problem's type.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        let kind = problem["type"].as_str().expect("a problem has a type");
        kind.strip_prefix("urn:walkaround:problem:").expect("our problems have our types").to_owned()
    }

    /// The places and words of a problem's parts.
    pub fn problems(&self) -> Vec<(String, String)> {
        let problem = self.json();
        let items = problem["problems"].as_array().cloned().unwrap_or_default();
        let text = |item: &Value, name: &str| item[name].as_str().expect("a part has a path and a code").to_owned();
        items.iter().map(|item| (text(item, "path"), text(item, "code"))).collect()
    }
}

/// A request, which still needs its headers.
pub fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).header("host", "127.0.0.1")
}

/// A body in one piece.
pub fn body(bytes: impl Into<Bytes>) -> Full<Bytes> {
    Full::new(bytes.into())
}

/// Sends one request on a connection of its own.
pub async fn send<B>(to: SocketAddr, request: Request<B>) -> Reply
where
    B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let stream = TcpStream::connect(to).await.expect("the receiver listens");
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .expect("a plain connection has no handshake to fail");
    let driving = tokio::spawn(connection);
    let answer = sender.send_request(request).await.expect("the receiver answers");
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.expect("the answer arrives whole").to_bytes();
    drop(sender);
    driving.abort();
    Reply { status: parts.status, headers: parts.headers, bytes }
}

/// A page or file, as a browser at this machine asks for it.
pub async fn get(to: SocketAddr, path: &str) -> Reply {
    send(to, request("GET", path).header("accept", "text/html").body(body("")).expect("a request")).await
}

/// Writes bytes as they are, closes the sending side, and reads what comes back.
pub async fn raw(to: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(to).await.expect("the receiver listens");
    stream.write_all(bytes).await.expect("the receiver reads");
    stream.shutdown().await.expect("a socket can be shut down");
    let mut answer = Vec::new();
    // A connection that is reset has answered nothing, which is an answer too.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
