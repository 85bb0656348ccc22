//! A network that does everything wrong: a proxy that cuts, delays, repeats, reorders, truncates, answers for the backend, and drops
//! acknowledgements.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::Chance;

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Passes,
    /// Only a part of it reaches the backend.
    CutOnTheWay,
    /// The backend never hears of it.
    Lost,
    /// The backend acts; nobody hears of that.
    AnswerLost,
    /// The backend acts; its answer breaks off.
    AnswerCut,
    /// The backend gets it twice at the same time.
    Twice,
    /// The tablet hears nothing, and the backend gets it later, after other requests.
    Late,
    /// Somebody else answers with this status.
    Answered(u16),
    /// A captive portal.
    Portal,
}

/// The proxy, while it runs.
pub struct Network {
    pub at: SocketAddr,
    faults: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Network {
    /// Between the tablets and `backend`; every so many of a hundred requests meet a fault.
    pub async fn before(backend: SocketAddr, faulty_percent: u64, chance: Arc<Chance>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let at = listener.local_addr()?;
        let faults = Arc::new(AtomicUsize::new(0));
        let counted = faults.clone();
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let fate = if chance.percent(faulty_percent) { fault(&chance) } else { Fate::Passes };
                counted.fetch_add(usize::from(fate != Fate::Passes), Ordering::Relaxed);
                let chance = chance.clone();
                tokio::spawn(async move {
                    // A connection that breaks is what this is for.
                    let _ = carry(stream, backend, fate, &chance).await;
                });
            }
        });
        Ok(Self { at, faults, serving })
    }

    /// How many requests met a fault.
    pub fn faults(&self) -> usize {
        self.faults.load(Ordering::Relaxed)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn fault(chance: &Chance) -> Fate {
    const STATUSES: [u16; 12] = [400, 401, 403, 404, 408, 413, 422, 425, 429, 500, 502, 503];
    match chance.below(12) {
        0 => Fate::CutOnTheWay,
        1 => Fate::Lost,
        2 | 3 => Fate::AnswerLost,
        4 => Fate::AnswerCut,
        5 => Fate::Twice,
        6 => Fate::Late,
        7 => Fate::Portal,
        _ => Fate::Answered(STATUSES[usize::try_from(chance.below(12)).unwrap_or(0)]),
    }
}

async fn carry(mut tablet: TcpStream, backend: SocketAddr, fate: Fate, chance: &Chance) -> io::Result<()> {
    let request = read_request(&mut tablet).await?;
    // Networks are slow now and then, so that requests overtake each other.
    if chance.percent(10) {
        tokio::time::sleep(Duration::from_millis(chance.below(8))).await;
    }
    match fate {
        Fate::Passes => tablet.write_all(&exchange(backend, &request).await?).await,
        Fate::CutOnTheWay => {
            let length = usize::try_from(chance.below(request.len() as u64)).unwrap_or(0);
            let mut upstream = TcpStream::connect(backend).await?;
            upstream.write_all(&request[..length]).await
        }
        Fate::Lost => Ok(()),
        Fate::AnswerLost => exchange(backend, &request).await.map(|_| ()),
        Fate::AnswerCut => {
            let answer = exchange(backend, &request).await?;
            let length = usize::try_from(chance.below(answer.len() as u64)).unwrap_or(0);
            tablet.write_all(&answer[..length]).await
        }
        Fate::Twice => {
            let (first, second) = tokio::join!(exchange(backend, &request), exchange(backend, &request));
            let answer = if chance.percent(50) { first? } else { second? };
            tablet.write_all(&answer).await
        }
        Fate::Late => {
            drop(tablet);
            tokio::time::sleep(Duration::from_millis(5 + chance.below(40))).await;
            exchange(backend, &request).await.map(|_| ())
        }
        Fate::Answered(status) => {
            let retry_after = if status == 429 { "retry-after: 2\r\n" } else { "" };
            let answer =
                format!("HTTP/1.1 {status} Injected\r\n{retry_after}content-length: 0\r\nconnection: close\r\n\r\n");
            tablet.write_all(answer.as_bytes()).await
        }
        Fate::Portal => {
            let page = "<!doctype html><title>Guest network</title>";
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                page.len()
            );
            tablet.write_all(answer.as_bytes()).await
        }
    }
}

/// Sends the request on a connection of its own and reads the whole answer.
async fn exchange(backend: SocketAddr, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut upstream = TcpStream::connect(backend).await?;
    upstream.write_all(request).await?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer).await?;
    Ok(answer)
}

/// Head and body, by the body's stated length. The tablets here always state it.
async fn read_request(tablet: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut request = Vec::new();
    let mut chunk = [0; 16 * 1024];
    loop {
        if let Some(head) = request.windows(4).position(|window| window == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&request[..head]).to_ascii_lowercase();
            let length = text
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok())
                .unwrap_or(0);
            if request.len() >= head + 4 + length {
                return Ok(request);
            }
        }
        let read = tablet.read(&mut chunk).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        request.extend_from_slice(&chunk[..read]);
    }
}
