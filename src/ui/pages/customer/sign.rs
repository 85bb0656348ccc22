//! Part 3: what is agreed to, in one sentence, with the code of exactly this content; and the pad.

use leptos::prelude::*;
use walkaround_contract::{Payer, Signature, SignatureMethod, SignerRole, Step, short_code, totals};

use crate::domain::to_sheet::{content_digest, customer_language, statement};
use crate::routes::{CustomerPart, Page, use_go};
use crate::state::Bound;
use crate::state::{keep_signature, use_draft, use_ports, use_session, use_standing};
use crate::ui::components::{
    Dialog, Icon, Ink, PlateBadge, Qr, SignaturePad, TextField, clock_time, day, money, svg_path,
};
use crate::ui::i18n::use_i18n;

use super::CustomerBottom;

/// Summary, statement, code, signature.
#[component]
pub fn SignPart() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let session = use_session();
    let go = use_go();
    let ports = StoredValue::new_local(use_ports());
    let id = draft.id();
    let settings = session.settings().get_untracked();
    let opened_at = ports.get_value().clock.now();
    // What is signed is fixed when this page opens; every later edit gives another digest and asks for another signature.
    // A signature given for other content counts for nothing, and does not stay beside one that does.
    let last_visit = use_standing().last_visit().get_untracked();
    let device = settings.device.clone();
    draft.edit_by(|draft, template| {
        draft.prepare_for_signing(template, settings.call_back_days, last_visit.as_ref(), opened_at);
        if let Ok(digest) = content_digest(draft, template, &device) {
            draft.drop_stale_signatures(&digest);
        }
    });
    draft.save_now();
    let device = settings.device.clone();
    let digest = draft.read_by(move |draft, template| content_digest(draft, template, &device).unwrap_or_default());
    let words = draft.read_by(|draft, template| statement(draft, template, customer_language(draft)));
    let signer = draft.read(|draft| {
        let brought_by = draft
            .customer
            .brought_by
            .as_ref()
            .and_then(|party| party.name.clone())
            .filter(|name| !name.trim().is_empty());
        brought_by.or_else(|| draft.customer.owner.name.clone()).unwrap_or_default()
    });
    let ink = RwSignal::new(Ink::new());
    let refusing = RwSignal::new(false);
    // Drawing and storing its picture takes a moment, in which nobody signs twice.
    let keeping = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let done = move |method: SignatureMethod, reason: Option<String>| {
        let now = ports.get_value().clock.now();
        let strokes = if method == SignatureMethod::Ink { ink.get_untracked() } else { Ink::new() };
        let signature = Signature {
            role: SignerRole::Customer,
            name: signer.get_untracked(),
            method,
            reason,
            signed_at: now,
            content_digest: digest.get_untracked(),
            svg_path: (!strokes.is_empty()).then(|| svg_path(&strokes)),
            strokes,
            attachment: None,
            extra: Default::default(),
        };
        let Some(held) = draft.hold() else { return };
        let ports = ports.get_value();
        keeping.set(true);
        ports.device.clone().spawn(Box::pin(async move {
            keep_signature(&ports, &held, signature).await;
            go.run(Page::Intake { id, step: Step::Review });
        }));
    };
    view! {
        <main class="customer-sign">
            <div>
                <Summary />
                <p class="sign-statement">{words}</p>
            </div>
            <div class="sign-pad">
                <div class="flex between wrap">
                    <h1>{t!(i18n, "customer_page.sign_here")}</h1>
                    <span class="flex">
                        <button type="button" class="btn" disabled=move || ink.with(Vec::is_empty) on:click=move |_| ink.update(|ink| drop(ink.pop()))>
                            <Icon name="undo-2" />
                            <span>{t!(i18n, "customer_page.undo_stroke")}</span>
                        </button>
                        <button type="button" class="btn" disabled=move || ink.with(Vec::is_empty) on:click=move |_| ink.set(Ink::new())>
                            {t!(i18n, "customer_page.clear")}
                        </button>
                    </span>
                </div>
                <SignaturePad label=Signal::derive(move || i18n.text("customer_page.pad")) ink=ink disabled=false>
                    <span class="base"></span>
                    <span class="x" aria-hidden="true">"×"</span>
                    <span class="nm">{move || format!("{} · {} {}", signer.get(), day(opened_at, i18n.language()), clock_time(opened_at, false))}</span>
                </SignaturePad>
                <div class="sign-code">
                    <Qr text=digest label=Signal::derive(move || i18n.text("customer_page.digest_qr")) />
                    <div>
                        <div class="c2 small">{t!(i18n, "customer_page.code_text")}</div>
                        <div class="code">{move || short_code(&digest.get()).unwrap_or_default()}</div>
                    </div>
                </div>
            </div>
        </main>
        <CustomerBottom back=(CustomerPart::Price, "customer_page.look_again") note=Signal::derive(String::new)>
            <button type="button" class="btn plain" on:click=move |_| refusing.set(true)>{t!(i18n, "customer_page.rather_not")}</button>
            <button
                type="button"
                class="btn xl primary"
                disabled=move || keeping.get() || ink.with(Vec::is_empty)
                on:click=move |_| done(SignatureMethod::Ink, None)
            >
                <Icon name="check" />
                <span>{t!(i18n, "customer_page.done")}</span>
            </button>
        </CustomerBottom>
        <Dialog open=refusing title=Signal::derive(move || i18n.text("customer_page.refuse_title"))>
            <TextField
                id="refusal-reason"
                label=Signal::derive(move || i18n.text("customer_page.refuse_reason"))
                bind=Bound { value: reason.into(), set: Callback::new(move |text| reason.set(text)), done: Callback::new(|()| {}) }
                maxlength=1000
            />
            <div class="actions">
                <button type="button" class="btn lg" on:click=move |_| refusing.set(false)>{t!(i18n, "customer_page.refuse_back")}</button>
                <button
                    type="button"
                    class="btn lg primary"
                    disabled=move || keeping.get() || reason.with(|reason| reason.trim().is_empty())
                    on:click=move |_| {
                        refusing.set(false);
                        done(SignatureMethod::Refused, Some(reason.get_untracked()));
                    }
                >
                    {t!(i18n, "customer_page.refuse_done")}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn Summary() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let plate = draft.read(|draft| draft.vehicle.plate.clone());
    let car = draft.read(|draft| {
        [draft.vehicle.make.clone(), draft.vehicle.model.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let work = draft.read(|draft| {
        let lines: Vec<String> = draft.work.lines.iter().map(|line| line.description.clone()).collect();
        let concerns: Vec<String> = draft.concerns.iter().map(|concern| concern.words.clone()).collect();
        if lines.is_empty() { concerns } else { lines }
    });
    let price = draft.read(|draft| {
        let gross = totals(&draft.work.lines)
            .iter()
            .find(|total| total.payer == Payer::Customer)
            .map_or(0, |total| total.gross);
        (gross, draft.work.currency.clone())
    });
    let promise = draft.read(|draft| draft.work.promise.clone());
    let consents = draft.read(|draft| draft.work.consents.clone());
    let said = move |answer: walkaround_contract::ConsentAnswer| {
        let words: Vec<String> = consents
            .get()
            .iter()
            .filter(|consent| consent.answer == answer)
            .map(|consent| i18n.label("consent_kind", consent.consent.as_str()).to_lowercase())
            .collect();
        i18n.list(&words)
    };
    let decisions = move || {
        let yes = said(walkaround_contract::ConsentAnswer::Yes);
        let no = said(walkaround_contract::ConsentAnswer::No);
        let yes = (!yes.is_empty()).then(|| i18n.fill("customer_page.said_yes", &[("what", yes)]));
        let no = (!no.is_empty()).then(|| i18n.fill("customer_page.said_no", &[("what", no)]));
        [yes, no].into_iter().flatten().collect::<Vec<_>>().join(if i18n.tag() == "en" { "; " } else { "；" })
    };
    view! {
        <dl class="sign-summary">
            <dt>{t!(i18n, "customer_page.car")}</dt>
            <dd class="flex g3 wrap">
                <PlateBadge plate=plate none=Signal::derive(move || i18n.text("editor.no_plate")) />
                <span>{car}</span>
            </dd>
            <dt>{t!(i18n, "customer_page.work")}</dt>
            <dd>{move || i18n.list(&work.get())}</dd>
            <dt>{t!(i18n, "customer_page.pay")}</dt>
            <dd>{move || { let (gross, currency) = price.get(); money(gross, &currency, i18n.language()) }}</dd>
            <dt>{t!(i18n, "customer_page.ready")}</dt>
            <dd>
                {move || {
                    promise
                        .get()
                        .map_or_else(
                            || i18n.text("customer_page.no_promise"),
                            |promise| format!("{} {}", day(promise.at, i18n.language()), clock_time(promise.at, false)),
                        )
                }}
            </dd>
            <dt>{t!(i18n, "customer_page.you_said")}</dt>
            <dd class="normal">{decisions}</dd>
        </dl>
    }
}
