//! The list of sheets: newest first, found by plate or VIN, a page at a time.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use maud::{Markup, html};
use walkaround_contract::Template;

use super::{
    Failure, document,
    view::{Query, View, icon},
};
use crate::{
    http::Desk,
    store::{ListedSheet, SheetPage, vehicle_key},
};

/// Two screens of a tablet.
const PAGE: u32 = 25;

pub(super) async fn page(State(desk): State<Arc<Desk>>, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let view = View::of(uri.query(), &headers);
    let query = Query::of(uri.query());
    let key = Some(vehicle_key(&query.search)).filter(|key| !key.is_empty());
    let page =
        desk.sheets.page(key.as_deref(), query.before, PAGE).await.map_err(|error| Failure(view, error.into()))?;
    Ok(document(&view, view.words().title, body(&view, &query, &page)))
}

fn body(view: &View, query: &Query, page: &SheetPage) -> Markup {
    let words = view.words();
    let searched = !query.search.is_empty();
    let kept: &[(&str, &str)] = if searched { &[("q", &query.search)] } else { &[] };
    html! {
        header.inbox-top {
            h1 { (words.title) }
            form.inbox-search action="/inbox" method="get" role="search" {
                (view.kept_in_form())
                label.input { span.hide { (words.search_label) } (icon("search", "i")) input type="search" name="q" value=(query.search) placeholder=(words.search_label); }
                button.btn { (words.search) }
            }
            (view.switches("/inbox", kept))
        }
        main.inbox-page {
            @if page.sheets.is_empty() {
                div.empty {
                    (icon(if searched { "search" } else { "inbox" }, "i i-xl"))
                    @if searched {
                        h2 { (words.none_title) (view.language.quoted(&query.search)) }
                        p { (words.none_text) }
                        a.btn href=(view.link("/inbox", &[])) { (words.all_sheets) }
                    } @else {
                        h2 { (words.empty_title) }
                        p { (words.empty_text) }
                    }
                }
            } @else {
                p.inbox-total {
                    (view.language.sheets(page.total))
                    @if searched { " · " a href=(view.link("/inbox", &[])) { (words.all_sheets) } }
                }
                ul.card.rows { @for listed in &page.sheets { li { (line(view, listed)) } } }
            }
            @if query.before.is_some() || page.next.is_some() {
                nav.inbox-pages {
                    @if query.before.is_some() { a.btn href=(view.link("/inbox", kept)) { (words.newest) } }
                    @if let Some(next) = page.next {
                        @let next = next.to_string();
                        a.btn href=(view.link("/inbox", &[kept, &[("before", &next)]].concat())) { (words.older) }
                    }
                }
            }
        }
    }
}

fn line(view: &View, listed: &ListedSheet) -> Markup {
    let words = view.words();
    let line = &listed.line;
    html! {
        a.row.inbox-line href=(view.link(&format!("/inbox/{}", line.id), &[])) {
            span.inbox-plate { (plate(view, line.plate.as_ref().map(|(text, kind)| (text.as_str(), kind.as_str())), false)) }
            span.grow.hd {
                @if !line.vehicle.is_empty() { span.block.b.cut { (line.vehicle) } }
                @if let Some(vin) = &line.vin { span.block.t1.c2.code.cut { (vin) } }
                @if line.vehicle.is_empty() && line.vin.is_none() { span.block.t1.c2 { (listed.receipt.reference.as_deref().unwrap_or_default()) } }
            }
            span.inbox-tags {
                @if line.kind != "intake" { span.tag.acc { (Template::standard().label("sheet_kind", &line.kind, view.language.tag())) } }
                @if line.supersedes.is_some() { span.tag { (words.correction) } }
                @if listed.superseded_by.is_some() { span.tag.warn { (words.corrected) } }
                span.tag { (view.language.marks(line.marks)) }
            }
            span.hd.inbox-when {
                span.block.num { (view.time(&line.completed_at)) }
                span.block.t1.c2.cut { (line.advisor) }
            }
            (icon("chevron-right", "i i-m"))
        }
    }
}

/// The plate as it hangs on the car: blue, green for new energy, any other free. What comes before the serial stands apart, as on the real one.
pub(super) fn plate(view: &View, plate: Option<(&str, &str)>, large: bool) -> Markup {
    let size = if large { " lg" } else { "" };
    let Some((text, kind)) = plate else {
        return html! { span class={ "plate none" (size) } { (view.words().no_plate) } };
    };
    let class = match kind {
        "blue" => "plate",
        "green" => "plate green",
        _ => "plate free",
    };
    // 沪A D12345: one Han character and a letter name the place.
    let place = text
        .char_indices()
        .nth(2)
        .map(|(at, _)| at)
        .filter(|_| text.chars().next().is_some_and(|first| !first.is_ascii()));
    html! {
        span class={ (class) (size) } {
            @if let Some(at) = place { b { (text[..at]) } span.dot {} b { (text[at..]) } } @else { b { (text) } }
        }
    }
}
