//! The other side as it really is, behind a network that loses, delays, repeats and lies.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use async_trait::async_trait;
use serde_json::{Value, json};
use walkaround_contract::sha256_hex;

use super::steps::Fate;
use crate::domain::backend::Backend;
use crate::domain::outbox::Answer;
use crate::ports::{Download, Method, NoAnswer, Obstacle, Request, Transport};

/// The other side, as it really is.
#[derive(Default)]
pub struct Dealership {
    attachments: RefCell<BTreeSet<String>>,
    /// Sheets kept, and the bytes of each.
    pub sheets: RefCell<BTreeMap<String, Vec<u8>>>,
    pub fates: RefCell<VecDeque<Fate>>,
    pub late: RefCell<VecDeque<Request>>,
    /// POSTs that made a new row.
    pub rows: Cell<usize>,
}

impl Dealership {
    fn act(&self, request: &Request) -> Answer {
        let status = |status| Answer { status, ..Answer::default() };
        let sha256 = request.path.strip_prefix("/attachments/");
        match (request.method, sha256) {
            (Method::Head, Some(sha256)) if self.attachments.borrow().contains(sha256) => status(200),
            (Method::Head, Some(_)) => status(404),
            (Method::Put, Some(sha256)) => {
                let body = request.body.as_deref().expect("a PUT has a body");
                assert_eq!(sha256_hex(body), sha256, "an attachment is stored under its own hash");
                self.attachments.borrow_mut().insert(sha256.to_owned());
                status(201)
            }
            (Method::Post, None) => self.take(request),
            other => panic!("nobody asks {other:?}"),
        }
    }

    fn take(&self, request: &Request) -> Answer {
        let body = request.body.clone().expect("a POST has a body");
        let sheet: Value = serde_json::from_slice(&body).expect("a sheet is JSON");
        let id = sheet["id"].as_str().expect("a sheet has an id").to_owned();
        assert_eq!(request.idempotency_key.as_deref(), Some(id.as_str()), "the key is the sheet's id on every attempt");
        for sha256 in sheet["attachments"].as_array().expect("a list") {
            let sha256 = sha256.as_str().expect("a hash");
            assert!(self.attachments.borrow().contains(sha256), "a backend never gets a sheet whose photos it lacks");
        }
        let digest = sha256_hex(&body);
        let known = self.sheets.borrow().get(&id).cloned();
        let status = match known {
            Some(earlier) => {
                assert_eq!(earlier, body, "the same id never comes with other bytes");
                200
            }
            None => {
                self.sheets.borrow_mut().insert(id.clone(), body);
                self.rows.set(self.rows.get() + 1);
                201
            }
        };
        let body =
            json!({ "sheet_id": id, "digest": digest, "received_at": "2027-01-15T10:00:00.000+08:00" }).to_string();
        Answer { status, content_type: Some("application/json".into()), body, ..Answer::default() }
    }

    /// What was delayed longest arrives.
    pub fn late_arrival(&self) {
        let request = self.late.borrow_mut().pop_front();
        // What arrives late arrives in any order: a sheet before its photos is refused by any backend.
        let fits = |request: &Request| {
            request.method != Method::Post || {
                let sheet: Value =
                    serde_json::from_slice(request.body.as_deref().unwrap_or_default()).unwrap_or_default();
                let needed = sheet["attachments"].as_array().cloned().unwrap_or_default();
                needed.iter().all(|sha256| self.attachments.borrow().contains(sha256.as_str().unwrap_or_default()))
            }
        };
        if let Some(request) = request.filter(fits) {
            self.act(&request);
        }
    }
}

#[async_trait(?Send)]
impl Transport for Dealership {
    async fn send(&self, _: &Backend, request: Request) -> Result<Answer, NoAnswer> {
        let lost = |cause: &str| Err(NoAnswer { cause: cause.into() });
        // The process may die before the request has left, and again before its answer is read.
        futures::pending!();
        let fate = self.fates.borrow_mut().pop_front().unwrap_or(Fate::Good);
        let answer = match fate {
            Fate::Good => Ok(self.act(&request)),
            Fate::LostBefore => lost("refused"),
            Fate::LostAfter => {
                self.act(&request);
                lost("cut")
            }
            Fate::Late => {
                self.late.borrow_mut().push_back(request);
                lost("timed out")
            }
            Fate::Twice => {
                self.act(&request);
                Ok(self.act(&request))
            }
            Fate::Status { status, acted, retry_after } => {
                if acted {
                    self.act(&request);
                }
                Ok(Answer { status, retry_after, ..Answer::default() })
            }
            Fate::Page => Ok(Answer {
                status: 200,
                content_type: Some("text/html".into()),
                body: "<!doctype html><title>Log in</title>".into(),
                ..Answer::default()
            }),
            Fate::CutBody => {
                let whole = self.act(&request);
                Ok(Answer { body: whole.body.chars().take(whole.body.len() / 2).collect(), ..whole })
            }
        };
        futures::pending!();
        answer
    }

    async fn download(&self, _: &Backend, _: &str) -> Result<Download, NoAnswer> {
        Ok(Download { status: 404, ..Download::default() })
    }

    async fn obstacle(&self, _: &Backend) -> Obstacle {
        Obstacle::Unreachable
    }

    async fn own_receiver(&self) -> Result<Backend, NoAnswer> {
        Ok(Backend::default())
    }
}
