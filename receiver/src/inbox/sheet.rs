//! One sheet, complete.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
    response::Response,
};
use maud::{Markup, html};
use walkaround_contract::short_code;

use super::{
    Failure, document, evidence, find, findings,
    list::plate,
    people,
    view::{Reading, View, icon},
    work,
};
use crate::{checked::CheckedSheet, http::Desk, problem::Fault, store::StoredSheet};

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let view = View::of(uri.query(), &headers);
    let stored = find(&desk, &id).await.map_err(|problem| Failure(view, problem))?;
    let checked = match CheckedSheet::read(&stored.body) {
        Ok(checked) => checked,
        Err(faults) => return Ok(document(&view, view.words().unreadable_title, unreadable(&view, &stored, &faults))),
    };
    let reading = Reading { sheet: &checked.sheet, view: &view };
    let walkaround = findings::walkaround(&desk, reading).await;
    let title = [stored.listed.line.plate.as_ref().map(|(text, _)| text.as_str()), Some(view.words().title)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    Ok(document(&view, &title, body(reading, &checked, &stored, walkaround)))
}

/// It passed its checks when it came. What does not pass any more is not shown as if it were whole.
fn unreadable(view: &View, stored: &StoredSheet, faults: &[Fault]) -> Markup {
    let words = view.words();
    html! {
        header.inbox-top {
            a.btn.bare.square href=(view.link("/inbox", &[])) aria-label=(words.back) { (icon("chevron-left", "i")) }
            h1.grow { (words.unreadable_title) }
        }
        main.inbox-page {
            p { (words.unreadable_text) }
            ul.card.rows lang="en" { @for fault in faults { li.row { span { span.code { (fault.path) } " " (fault.message) } } } }
            p { a.btn href={ "/inbox/" (stored.listed.line.id) "/sheet.json" } { (icon("file-text", "i")) (words.raw_json) } }
        }
    }
}

fn body(reading: Reading, checked: &CheckedSheet, stored: &StoredSheet, walkaround: Markup) -> Markup {
    html! {
        (top(reading, stored))
        main.inbox-page {
            (corrections(reading, stored))
            (work::handover(reading))
            div.inbox-columns {
                div.col.g4 { (people::customer(reading)) (people::arrival(reading)) }
                div.col.g4 { (people::vehicle(reading)) (people::visit(reading)) }
            }
            (findings::concerns(reading))
            (walkaround)
            (findings::shots(reading))
            div.inbox-columns {
                div.col.g4 { (findings::wheels(reading)) (findings::cabin(reading)) }
                div.col.g4 { (work::work(reading)) (work::checks(reading)) (work::afterwards(reading)) }
            }
            (findings::other_attachments(reading))
            (evidence::agreed(reading))
            div.inbox-columns {
                div.col.g4 { (evidence::evidence(reading, checked, stored)) }
                div.col.g4 { (evidence::steps(reading)) }
            }
        }
    }
}

fn top(reading: Reading, stored: &StoredSheet) -> Markup {
    let words = reading.words();
    let sheet = reading.sheet;
    let line = &stored.listed.line;
    html! {
        header.inbox-top {
            a.btn.bare.square href=(reading.view.link("/inbox", &[])) aria-label=(words.back) { (icon("chevron-left", "i")) }
            (plate(reading.view, line.plate.as_ref().map(|(text, kind)| (text.as_str(), kind.as_str())), false))
            div.grow.hd {
                h1.t3.cut { @if line.vehicle.is_empty() { (reading.label("sheet_kind", sheet.kind.as_str())) } @else { (line.vehicle) } }
                div.t1.c2.cut { (sheet.shop.name) " · " (sheet.advisor.name) " · " (words.signed_at) " " (reading.view.time(&sheet.completed_at)) }
            }
            @if let Some(code) = short_code(&sheet.acknowledgement.content_digest) { div.hd.inbox-code { span.block.t1.c2 { (words.short_code) } span.code.b { (code) } } }
            (reading.view.switches(&format!("/inbox/{}", sheet.id), &[]))
        }
    }
}

fn corrections(reading: Reading, stored: &StoredSheet) -> Markup {
    let words = reading.words();
    let open = |id| html! { a.btn href=(reading.view.link(&format!("/inbox/{id}"), &[])) { (words.see_it) } };
    html! {
        @if let Some(later) = stored.listed.superseded_by { div.banner.warn { (icon("history", "i")) span.grow { (words.superseded_by) } (open(later)) } }
        @if let Some(earlier) = &reading.sheet.supersedes {
            div.banner.info { (icon("history", "i")) span.grow {
                (words.supersedes) " " (words.reason) (reading.view.colon()) (earlier.reason)
                @if let Some(carried) = &earlier.customer_signature { span.block { (words.carried_signature) (reading.view.colon()) (carried.name) ", " (reading.view.time(&carried.signed_at)) } }
            } (open(earlier.id)) }
        }
    }
}
