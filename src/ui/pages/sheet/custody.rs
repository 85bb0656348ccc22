//! Who holds what: the sheet and each of its attachments, why something waits, and the button that tries again.

use leptos::prelude::*;
use walkaround_contract::{Attachment, AttachmentRole, Id, Sheet};

use crate::domain::outbox::{DeliveryState, Failure, FailureKind};
use crate::routes::{Page, use_go};
use crate::state::{use_outbox, use_ports};
use crate::ui::components::{Banner, Icon, Mood, OpenPhoto, PhotoInk, clock_time};
use crate::ui::i18n::{I18n, use_i18n};

use super::let_go::let_go_of;

/// The delivery of one sheet.
#[component]
pub fn CustodyCard(id: Id, sheet: Memo<Option<Sheet>>) -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let entry = outbox.entry(id);
    let numbers = Memo::new(move |_| {
        entry.with(|entry| entry.as_ref().map(|entry| entry.attachments_delivered()).unwrap_or_default())
    });
    let settled = move || entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.delivery.is_settled()));
    let attachments = Memo::new(move |_| {
        sheet.with(|sheet| sheet.as_ref().map(|sheet| sheet.attachments.clone()).unwrap_or_default())
    });
    let waits = move || entry.with(|entry| entry.as_ref().is_none_or(|entry| entry.delivery.is_waiting()));
    let title = move || match (settled(), waits()) {
        (true, _) => i18n.text("sheet.with_the_backend"),
        (false, true) => i18n.text("sheet.on_its_way"),
        (false, false) => i18n.text("sheet.stopped"),
    };
    let share = move || {
        let (done, total) = numbers.get();
        // The sheet itself counts as one: it goes last.
        let (done, total) = (done + usize::from(settled()), total + 1);
        format!("{}%", done * 100 / total)
    };
    view! {
        <div class="card">
            <div class="sealed-progress">
                <header class="flex between">
                    <h2>{title}</h2>
                    <span class="num nowrap b t3">{move || { let (done, total) = numbers.get(); format!("{done} / {total}") }}</span>
                </header>
                <div class="bar lg" class:ok=settled role="progressbar" aria-label=title>
                    <i style:--share=share></i>
                </div>
                <Trouble id=id />
            </div>
            <div class="rows">
                <div class="attachment">
                    <span class="attachment-icon">
                        <Icon name="file-text" />
                    </span>
                    <span class="cut">{t!(i18n, "sheet.the_sheet")}</span>
                    <StateWord done=Signal::derive(settled) last=true />
                </div>
                <For each=move || attachments.get() key=|attachment| attachment.id let:attachment>
                    <AttachmentRow id=id attachment=attachment />
                </For>
            </div>
        </div>
    }
}

#[component]
fn AttachmentRow(id: Id, attachment: Attachment) -> impl IntoView {
    let i18n = use_i18n();
    let entry = use_outbox().entry(id);
    let own = attachment.id;
    let done = Signal::derive(move || {
        entry.with(|entry| {
            entry
                .as_ref()
                .is_some_and(|entry| entry.delivery.is_settled() || entry.delivery.attachments_done.contains(&own))
        })
    });
    let role = attachment.role.as_str().to_owned();
    let word = Signal::derive(move || i18n.label("attachment_role", &role));
    let is_picture = !matches!(attachment.role, AttachmentRole::ConcernAudio);
    let gone = let_go_of(id);
    let ink = PhotoInk::of(&attachment);
    view! {
        <div class="attachment">
            {move || match (is_picture, gone.with(|gone| gone.photos.is_some())) {
                (true, false) => view! { <OpenPhoto id=own name=word ink=ink.clone() /> }.into_any(),
                (picture, _) => {
                    view! {
                        <span class="attachment-icon">
                            <Icon name=if picture { "image-off" } else { "mic" } />
                        </span>
                    }
                        .into_any()
                }
            }}
            <span class="cut">{move || word.get()}</span>
            <StateWord done=done />
        </div>
    }
}

#[component]
fn StateWord(done: Signal<bool>, #[prop(optional)] last: bool) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class=move || if done.get() { "flex b c-ok" } else { "flex c2" }>
            <Icon name=Signal::derive(move || if done.get() { "check".to_owned() } else { "circle-dashed".to_owned() }) class="i-m" />
            <span>
                {move || match (done.get(), last) {
                    (true, _) => i18n.text("sheet.received"),
                    (false, true) => i18n.text("sheet.goes_last"),
                    (false, false) => i18n.text("sheet.queued"),
                }}
            </span>
        </span>
    }
}

/// Why it is not there yet, in the backend's words where it has any, and what to do.
#[component]
fn Trouble(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let go = use_go();
    let toasts = crate::state::use_toasts();
    let ports = StoredValue::new_local(use_ports());
    let entry = outbox.entry(id);
    let open = Memo::new(move |_| {
        entry.with(|entry| {
            entry
                .as_ref()
                .filter(|entry| !entry.delivery.is_settled())
                .map(|entry| (entry.delivery.state.clone(), entry.delivery.failure.clone()))
        })
    });
    let export = move |_| {
        let Some(entry) = entry.get_untracked() else { return };
        ports.get_value().device.download(
            &format!("{}.json", entry.sheet.id),
            "application/json",
            entry.sheet.json.as_bytes(),
        );
        toasts.done(i18n.text("settings.exported"));
    };
    view! {
        {move || {
            open.get()
                .map(|(state, failure)| {
                    let needs_person = state == DeliveryState::NeedsAttention;
                    let words = failure.as_ref().and_then(|failure| failure.words.clone());
                    let status = failure.as_ref().map(|failure| {
                        format!("{} {}", failure.status.map(|status| status.to_string()).unwrap_or_default(), clock_time(failure.at, true))
                    });
                    let sentence = failure.as_ref().map_or_else(|| i18n.text("sheet.waits"), |failure| failure_words(i18n, failure));
                    let to_settings = failure.as_ref().is_some_and(|failure| {
                        matches!(failure.kind, FailureKind::Credentials | FailureKind::WrongAddress | FailureKind::NotABackend | FailureKind::TooLarge { .. })
                    });
                    view! {
                        <Banner mood=if needs_person { Mood::Danger } else { Mood::Info }>
                            <div class="grow">
                                <div>{sentence}</div>
                                {words
                                    .map(|words| {
                                        view! {
                                            <blockquote class="said">
                                                {words}
                                                <div class="t1 c3 code">{status}</div>
                                            </blockquote>
                                        }
                                    })}
                            </div>
                        </Banner>
                        <div class="flex wrap">
                            <button type="button" class="btn" disabled=move || outbox.running().get() on:click=move |_| outbox.retry(id)>
                                <Icon name="refresh-cw" class="i-m" />
                                <span>{t!(i18n, "sheet.send_again")}</span>
                            </button>
                            {(!needs_person)
                                .then(|| {
                                    view! {
                                        <button type="button" class="btn" on:click=move |_| outbox.keep_back(id)>
                                            <Icon name="pause" class="i-m" />
                                            <span>{t!(i18n, "sheet.keep_back")}</span>
                                        </button>
                                    }
                                })}
                            {to_settings
                                .then(|| {
                                    view! {
                                        <button type="button" class="btn" on:click=move |_| go.run(Page::Settings)>{t!(i18n, "board.to_settings")}</button>
                                    }
                                })}
                            <button type="button" class="btn" on:click=export>
                                <Icon name="file-down" class="i-m" />
                                <span>{t!(i18n, "sheet.export")}</span>
                            </button>
                        </div>
                    }
                })
        }}
    }
}

fn failure_words(i18n: I18n, failure: &Failure) -> String {
    match &failure.kind {
        FailureKind::NoAnswer { .. } => i18n.text("failure.no_answer"),
        FailureKind::Busy => i18n.text("failure.busy"),
        FailureKind::ServerError => i18n.text("failure.server_error"),
        FailureKind::NotABackend => i18n.text("failure.not_a_backend"),
        FailureKind::WrongAddress => i18n.text("failure.wrong_address"),
        FailureKind::Credentials => i18n.text("failure.credentials"),
        FailureKind::Refused if failure.attachment.is_some() => i18n.text("failure.attachment_refused"),
        FailureKind::Refused => i18n.text("failure.refused"),
        FailureKind::OtherSheetKept => i18n.text("failure.other_sheet_kept"),
        FailureKind::ReceiptMismatch => i18n.text("failure.receipt_mismatch"),
        FailureKind::KeptBack => i18n.text("failure.kept_back"),
        FailureKind::BytesMissing => i18n.text("failure.bytes_missing"),
        FailureKind::TooLarge { mib } => i18n.fill("failure.too_large", &[("mib", mib.to_string())]),
    }
}
