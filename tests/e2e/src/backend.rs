//! Somebody else's backend, on its bad days: another origin that answers whatever it is told to, and remembers what it was sent.
//!
//! Invariant: every answer carries the CORS headers of the contract, so that what the app hides or shows is its own doing.

use crate::Result;
use anyhow::Context;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// What the backend does with a sheet. Attachments are taken, except where nothing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Takes it and gives a receipt.
    Good,
    /// 500 with a stack trace.
    ServerError,
    /// 401 to everything.
    NoCredentials,
    /// 422 with a sentence in problem+json.
    Refuses,
    /// 200 and a page, as a guest network's sign-in does, to everything.
    Portal,
    /// 404 to the sheet.
    WrongAddress,
    /// Reads the request and closes the line.
    Cuts,
    /// Reads the request and says nothing, for as long as the app waits.
    Silent,
    /// A receipt for other content.
    OtherDigest,
}

/// What [`Manner::Refuses`] says.
pub const REFUSAL: &str = "Order RO-20418 of this car is still open; close it first.";

/// A request that came, without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub method: String,
    pub path: String,
    /// Of the sheet's POST: its idempotency key.
    pub key: Option<String>,
}

struct Inside {
    manner: Mutex<Manner>,
    asked: Mutex<Vec<Asked>>,
    /// Ids of the sheets it has taken, in order.
    taken: Mutex<Vec<String>>,
    /// The checklist it has for its tablets.
    template: Mutex<Option<String>>,
    held: Mutex<Vec<TcpStream>>,
    ends: AtomicBool,
}

pub struct Backend {
    address: SocketAddr,
    inside: Arc<Inside>,
    listening: Option<JoinHandle<()>>,
}

impl Backend {
    /// Starts one on a free port of this machine.
    ///
    /// # Errors
    /// When it can't listen.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("listening as a backend")?;
        let address = listener.local_addr()?;
        let inside = Arc::new(Inside {
            manner: Mutex::new(Manner::Good),
            asked: Mutex::default(),
            taken: Mutex::default(),
            template: Mutex::default(),
            held: Mutex::default(),
            ends: AtomicBool::new(false),
        });
        let own = inside.clone();
        let listening = std::thread::spawn(move || {
            for line in listener.incoming().flatten() {
                if own.ends.load(Ordering::SeqCst) {
                    return;
                }
                let own = own.clone();
                // A line that breaks is the browser's affair; the next one is served all the same.
                std::thread::spawn(move || drop(serve(&own, line)));
            }
        });
        Ok(Self { address, inside, listening: Some(listening) })
    }

    /// What is entered in the app's settings.
    pub fn base(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// Behaves so from now on.
    pub fn behave(&self, manner: Manner) {
        *locked(&self.inside.manner) = manner;
    }

    /// Has this checklist for its tablets from now on.
    pub fn offer_template(&self, template: &Value) {
        *locked(&self.inside.template) = Some(template.to_string());
    }

    /// Everything it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        locked(&self.inside.asked).clone()
    }

    /// Ids of the sheets that it has taken, one for each time.
    pub fn taken(&self) -> Vec<String> {
        locked(&self.inside.taken).clone()
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.inside.ends.store(true, Ordering::SeqCst);
        locked(&self.inside.held).clear();
        // Wakes the listener, which then sees that it is over. Where that fails it has ended already.
        drop(TcpStream::connect(self.address));
        if let Some(listening) = self.listening.take() {
            drop(listening.join());
        }
    }
}

struct Request {
    method: String,
    path: String,
    key: Option<String>,
    body: Vec<u8>,
}

struct Answer {
    status: &'static str,
    media_type: &'static str,
    body: String,
}

impl Answer {
    fn json(status: &'static str, document: &Value) -> Self {
        Self { status, media_type: "application/json", body: document.to_string() }
    }

    fn empty(status: &'static str) -> Self {
        Self { status, media_type: "text/plain", body: String::new() }
    }
}

fn serve(inside: &Inside, line: TcpStream) -> Result {
    let request = read(&line)?;
    if request.method != "OPTIONS" {
        let Request { method, path, key, .. } = &request;
        locked(&inside.asked).push(Asked { method: method.clone(), path: path.clone(), key: key.clone() });
    }
    let manner = *locked(&inside.manner);
    match answer(inside, manner, &request) {
        Some(answer) => write(line, &request, &answer),
        None if manner == Manner::Silent => {
            locked(&inside.held).push(line);
            Ok(())
        }
        None => Ok(()),
    }
}

/// `None`: nothing is said.
fn answer(inside: &Inside, manner: Manner, request: &Request) -> Option<Answer> {
    if request.method == "OPTIONS" {
        return Some(Answer::empty("204 No Content"));
    }
    match manner {
        Manner::Cuts | Manner::Silent => return None,
        Manner::Portal => {
            let body = "<!doctype html><title>Guest network</title><h1>Welcome! Please sign in.</h1>".to_owned();
            return Some(Answer { status: "200 OK", media_type: "text/html; charset=utf-8", body });
        }
        Manner::NoCredentials => {
            return Some(Answer::json("401 Unauthorized", &json!({ "title": "This token is not known." })));
        }
        _ => {}
    }
    if request.method == "GET"
        && request.path.ends_with("/template")
        && let Some(body) = locked(&inside.template).clone()
    {
        return Some(Answer { status: "200 OK", media_type: "application/json", body });
    }
    if request.method != "POST" {
        return Some(Answer::empty(if request.method == "HEAD" { "404 Not Found" } else { "204 No Content" }));
    }
    let sheet: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let receipt = |digest: &Value| json!({ "sheet_id": sheet["id"], "digest": digest, "received_at": "2026-11-21T10:00:00.000Z" });
    Some(match manner {
        Manner::ServerError => {
            let body = "java.lang.NullPointerException\n\tat dms.Intake.save(Intake.java:214)".to_owned();
            Answer { status: "500 Internal Server Error", media_type: "text/plain", body }
        }
        Manner::Refuses => {
            let problem = json!({ "type": "about:blank", "title": "Not taken", "status": 422, "detail": REFUSAL });
            Answer { media_type: "application/problem+json", ..Answer::json("422 Unprocessable Content", &problem) }
        }
        Manner::WrongAddress => Answer::empty("404 Not Found"),
        Manner::OtherDigest => Answer::json("201 Created", &receipt(&json!("0".repeat(64)))),
        _ => {
            locked(&inside.taken).push(sheet["id"].as_str().unwrap_or_default().to_owned());
            Answer::json("201 Created", &receipt(&sheet["seal"]["digest"]))
        }
    })
}

fn read(line: &TcpStream) -> Result<Request> {
    let mut reader = BufReader::new(line);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut words = first.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().context("a method")?, words.next().context("a path")?);
    let (mut length, mut key) = (0, None);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse()?,
            "idempotency-key" => key = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Request { method, path, key, body })
}

fn write(mut line: TcpStream, request: &Request, answer: &Answer) -> Result {
    let Answer { status, media_type, body } = answer;
    let length = body.len();
    write!(
        line,
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\
         Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, HEAD, PUT, POST\r\n\
         Access-Control-Allow-Headers: Authorization, Content-Type, Content-Digest, Idempotency-Key\r\n\
         Access-Control-Allow-Private-Network: true\r\nAccess-Control-Expose-Headers: Retry-After\r\n\r\n"
    )?;
    if request.method != "HEAD" {
        line.write_all(body.as_bytes())?;
    }
    Ok(line.flush()?)
}

/// What a thread that panicked has left behind is as good as before: each lock guards a single value.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
