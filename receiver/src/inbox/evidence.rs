//! What proves a sheet: the statement and its signatures, digests, receipt, and how long each step took.

use maud::{Markup, html};
use walkaround_contract::{Warning, short_code};

use super::{
    photos,
    view::{Facts, Reading, icon, section},
};
use crate::{
    checked::{CheckedSheet, key_thumbprint},
    store::StoredSheet,
};

pub(super) fn agreed(reading: Reading) -> Markup {
    let words = reading.words();
    let acknowledgement = &reading.sheet.acknowledgement;
    let body = html! {
        blockquote.said.pre lang=(acknowledgement.language) { (acknowledgement.statement) }
        div.inbox-signatures { @for signature in &acknowledgement.signatures {
            figure {
                (photos::signature(reading, signature))
                figcaption {
                    b { (signature.name) } " · " (reading.label("signer_role", signature.role.as_str())) " · " (reading.label("signature_method", signature.method.as_str()))
                    span.block.t1.c2.num { (reading.view.time(&signature.signed_at)) }
                    @if signature.content_digest != acknowledgement.content_digest { span.tag.warn { (words.signed_for_other) } }
                }
            }
        } }
    };
    section(words.agreed, "signature", None, body)
}

pub(super) fn evidence(reading: Reading, checked: &CheckedSheet, stored: &StoredSheet) -> Markup {
    let words = reading.words();
    let sheet = reading.sheet;
    let receipt = &stored.listed.receipt;
    let code = |text: &str| Some(html! { span.code.inbox-digest { (text) } });
    let shop = [Some(sheet.shop.name.as_str()), sheet.shop.address.as_deref(), sheet.shop.phone.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let received = format!("{} UTC", reading.view.time(&receipt.received_at));
    let facts = Facts::default()
        .add_markup(words.short_code, short_code(&sheet.acknowledgement.content_digest).as_deref().and_then(code))
        .add_markup(words.content_digest, code(&sheet.acknowledgement.content_digest))
        .add_markup(words.seal_digest, code(&checked.seal.digest))
        .add_markup(words.device_key, code(&key_thumbprint(&checked.seal.device_key)))
        .add(words.received, Some(received))
        .add(words.reference, receipt.reference.as_deref())
        .add_markup(words.sheet_id, code(&sheet.id.to_string()))
        .add_markup(words.visit_id, code(&sheet.visit_id.to_string()))
        .add(words.shop, Some(shop))
        .add(words.advisor, Some(sheet.advisor.name.as_str()))
        .add(words.opened_at, Some(reading.view.time(&sheet.opened_at)))
        .add(words.signed_at, Some(reading.view.time(&sheet.completed_at)))
        .add(
            words.tablet,
            Some(format!("{} ({})", sheet.device.name.as_deref().unwrap_or("–"), sheet.device.app_version)),
        )
        .add(words.template, Some(format!("{} {}", sheet.template.id, sheet.template.version)))
        .add(words.contract_version, Some(format!("{} {}", sheet.contract, sheet.version)));
    let body = html! {
        p.banner.ok { (icon("shield-check", "i")) (words.signature_holds) }
        (facts.render())
        (warnings(reading, &checked.warnings))
        p { a.btn href={ "/inbox/" (sheet.id) "/sheet.json" } { (icon("file-text", "i")) (words.raw_json) } }
    };
    section(words.evidence, "shield-check", None, body)
}

/// What the contract's reading found odd. It speaks to whoever runs the backend, in English, and points into the JSON.
fn warnings(reading: Reading, warnings: &[Warning]) -> Markup {
    html! { @if !warnings.is_empty() {
        h3 { (reading.words().warnings) }
        ul lang="en" { @for warning in warnings { li { span.code { (warning.path) } " " (warning.message) } } }
    } }
}

pub(super) fn steps(reading: Reading) -> Markup {
    let words = reading.words();
    let log = &reading.sheet.step_log;
    let clock = |ms: i64| format!("{}:{:02}", ms / 60_000, ms / 1_000 % 60);
    let body = html! { ul { @for entry in log { li.flex.between {
        span { (reading.label("step", entry.step.as_str())) span.c2 { " · " (entry.advisor) } }
        span.num { @if let Some(left) = &entry.left_at { (clock((left.unix_ms() - entry.entered_at.unix_ms()).max(0))) } }
    } } } };
    html! { @if !log.is_empty() { (section(words.steps, "timer", None, body)) } }
}
