//! The transport of the app, natively: plain HTTP, one connection a request, the same headers as the browser's.

use std::net::SocketAddr;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request as HttpRequest;
use hyper_util::rt::TokioIo;
use sha2::{Digest, Sha256};
use tokio::net::TcpStream;
use walkaround::domain::backend::Backend;
use walkaround::ports::{Answer, Download, Method, NoAnswer, Obstacle, Request, Transport};

/// Sends to one address, whatever the base says.
#[derive(Clone, Copy, Debug)]
pub struct Wire {
    pub to: SocketAddr,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Wire {
    /// One request and its whole answer: status, headers, body.
    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<(u16, hyper::HeaderMap, Bytes), Failure> {
        let mut request = HttpRequest::builder().method(method).uri(path).header("host", "127.0.0.1");
        request = request.header("connection", "close");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body)))?;
        let stream = TcpStream::connect(self.to).await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let driving = tokio::spawn(connection);
        let answer = async {
            let (parts, body) = sender.send_request(request).await?.into_parts();
            Ok::<_, hyper::Error>((parts.status.as_u16(), parts.headers, body.collect().await?.to_bytes()))
        };
        let answer = answer.await;
        driving.abort();
        Ok(answer?)
    }
}

#[async_trait(?Send)]
impl Transport for Wire {
    async fn send(&self, backend: &Backend, request: Request) -> Result<Answer, NoAnswer> {
        let method = match request.method {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Put => "PUT",
            Method::Post => "POST",
        };
        let path = format!("{}{}", backend.base, request.path);
        let authorization = format!("Bearer {}", backend.token);
        let mut headers = vec![("authorization", authorization.as_str())];
        let body = request.body.unwrap_or_default();
        let digest = format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(&body)));
        if matches!(request.method, Method::Put | Method::Post) {
            headers.push(("content-digest", &digest));
        }
        if let Some(media_type) = &request.media_type {
            headers.push(("content-type", media_type));
        }
        if let Some(key) = &request.idempotency_key {
            headers.push(("idempotency-key", key));
        }
        let (status, headers, body) =
            self.ask(method, &path, &headers, body).await.map_err(|cause| NoAnswer { cause: cause.to_string() })?;
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Answer {
            status,
            content_type: header("content-type"),
            retry_after: header("retry-after"),
            redirected: (300..400).contains(&status),
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    }

    async fn obstacle(&self, _: &Backend) -> Obstacle {
        Obstacle::Unreachable
    }

    async fn download(&self, _: &Backend, _: &str) -> Result<Download, NoAnswer> {
        Err(NoAnswer { cause: "an outbox downloads nothing".into() })
    }

    async fn own_receiver(&self) -> Result<Backend, NoAnswer> {
        Err(NoAnswer { cause: "the tests name their backend".into() })
    }
}
