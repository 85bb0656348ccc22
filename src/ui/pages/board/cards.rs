//! One intake under way, one signed sheet: the whole card is the button.

use leptos::prelude::*;
use walkaround_contract::{Plate, Step, Timestamp};

use crate::domain::completion::completion;
use crate::domain::draft::Draft;
use crate::domain::outbox::{DeliveryState, OutboxEntry};
use crate::domain::plate;
use crate::domain::rescue::Which;
use crate::routes::{Page, use_go};
use crate::state::{use_board, use_ports, use_templates};
use crate::ui::components::{ConfirmDialog, Icon, PlateBadge, clock_time, minutes_seconds};
use crate::ui::i18n::{I18n, use_i18n};

use super::next_missing;
use crate::ui::pages::rescue::ExportThis;

/// After this long without a change an intake counts as left lying: 5 minutes, the time a whole one should take.
const IDLE_MS: i64 = 5 * 60 * 1000;

/// An intake under way.
#[component]
pub fn DraftCard(draft: Draft, now: Timestamp) -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let board = use_board();
    let plate = draft.vehicle.plate.clone().filter(|plate| !plate.text.is_empty());
    let car = [draft.vehicle.make.clone(), draft.vehicle.model.clone()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let owner = draft.customer.owner.name.clone().unwrap_or_default();
    let who = move || {
        let owner = if owner.is_empty() { i18n.text("board.no_name") } else { owner.clone() };
        if car.is_empty() { owner } else { format!("{car} · {owner}") }
    };
    let template = use_templates().of(&draft.template);
    let missing = next_missing(&draft, &template);
    let named = template.clone();
    let next = move || match &missing {
        None | Some((Step::Review, _)) => i18n.text("board.complete"),
        Some((step, count)) => {
            let step = named.label("step", step.as_str(), i18n.tag()).to_owned();
            i18n.fill("board.step_missing", &[("step", step), ("count", count.to_string())])
        }
    };
    let steps: Vec<&'static str> = completion(&draft, &template)
        .iter()
        .map(|step| {
            if step.is_complete() {
                "d"
            } else if step.step == draft.place.step {
                "n"
            } else {
                ""
            }
        })
        .collect();
    let idle_ms = now.unix_ms() - draft.changed_at.unix_ms();
    let open_ms = now.unix_ms() - draft.opened_at.unix_ms();
    let (id, step) = (draft.id, draft.place.step.clone());
    let removing = RwSignal::new(false);
    let called = plate
        .as_ref()
        .map_or_else(|| draft.customer.owner.name.clone().unwrap_or_default(), |plate| plate::format(&plate.text));
    let draft = StoredValue::new(draft);
    view! {
        <div class="visit-with-tools">
            <button type="button" class="card visit" on:click=move |_| go.run(Page::Intake { id, step: step.clone() })>
                <span class="flex between">
                    <PlateBadge plate=Signal::stored(plate) none=Signal::derive(move || i18n.text("editor.no_plate")) />
                    {if idle_ms > IDLE_MS {
                        view! {
                            <span class="tag">
                                <Icon name="pause" />
                                <span>{t!(i18n, "board.idle", minutes = idle_ms / 60_000)}</span>
                            </span>
                        }
                            .into_any()
                    } else {
                        view! {
                            <span class="flex g1 b num">
                                <Icon name="timer" class="i-s" />
                                {minutes_seconds(open_ms)}
                            </span>
                        }
                            .into_any()
                    }}
                </span>
                <span class="who block">
                    <b>{who}</b>
                    <span class="flex between c2">
                        <span>{next}</span>
                        <Icon name="chevron-right" class="i-m" />
                    </span>
                </span>
                <span class="pips" aria-hidden="true">{steps.into_iter().map(|class| view! { <i class=class></i> }).collect_view()}</span>
            </button>
            <div class="col g1">
                <ExportThis which=Which::Draft(id) name=Signal::derive(move || i18n.text("rescue.export_draft")) icon_only=true />
                <button type="button" class="btn bare square" aria-label=t!(i18n, "board.remove") on:click=move |_| removing.set(true)>
                    <Icon name="trash-2" class="i-m" />
                </button>
            </div>
            <ConfirmDialog
                open=removing
                title=Signal::derive(move || i18n.text("board.remove_title"))
                text=Signal::derive(move || i18n.fill("board.remove_text", &[("what", if called.is_empty() { i18n.text("editor.new_intake") } else { called.clone() })]))
                yes=Signal::derive(move || i18n.text("board.remove_yes"))
                no=Signal::derive(move || i18n.text("board.remove_no"))
                danger=true
                on_yes=Callback::new(move |()| board.remove(draft.get_value()))
            />
        </div>
    }
}

/// Signed sheets. A card is made anew when its delivery has come further.
#[component]
pub fn SignedCards(entries: Memo<Vec<OutboxEntry>>) -> impl IntoView {
    view! {
        <For
            each=move || entries.get()
            key=|entry| (
                entry.sheet.id,
                format!("{:?}", entry.delivery.state),
                entry.delivery.attachments_done.len(),
                entry.delivery.let_go.personal.is_some(),
            )
            let:entry
        >
            <SignedCard entry=entry />
        </For>
    }
}

/// A signed sheet.
#[component]
fn SignedCard(entry: OutboxEntry) -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let id = entry.sheet.id;
    let plate = plate_of(&entry);
    let (vehicle, customer) = (entry.sheet.vehicle.clone(), entry.sheet.customer.clone());
    let name_went = entry.delivery.let_go.personal.is_some();
    let who = move || {
        let customer = if name_went { i18n.text("retention.name_went") } else { customer.clone() };
        [vehicle.clone(), customer].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let (done, total) = entry.attachments_delivered();
    let progress = (entry.delivery.is_waiting() && total > 0).then_some((done, total));
    view! {
        <button type="button" class="visit" on:click=move |_| go.run(Page::Sheet { id })>
            <span class="flex between">
                <PlateBadge plate=Signal::stored(plate) none=Signal::derive(move || i18n.text("editor.no_plate")) />
                <DeliveryTag state=entry.delivery.state.clone() kept_back=entry.delivery.is_kept_back() />
            </span>
            <span class="who block">
                <span class="cut block">{who}</span>
                {progress
                    .map(|(done, total)| {
                        let share = format!("{}%", done * 100 / total);
                        view! {
                            <span class="flex t1 c2 g3">
                                <span class="bar warn grow">
                                    <i style:--share=share></i>
                                </span>
                                <span class="num nowrap">{t!(i18n, "board.files", done = done, total = total)}</span>
                            </span>
                        }
                    })}
            </span>
        </button>
    }
}

/// The plate a sheet's record names.
pub fn plate_of(entry: &OutboxEntry) -> Option<Plate> {
    plate::read(&entry.sheet.plate).to_plate()
}

/// Where a sheet is: a shape, a word and a colour that say the same.
#[component]
pub fn DeliveryTag(
    state: DeliveryState,
    /// Nobody refused it: a person has stopped it.
    kept_back: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let now = use_ports().clock.now();
    let (class, icon) = match &state {
        DeliveryState::Queued | DeliveryState::Sending | DeliveryState::RetryAt { .. } => ("warn", "cloud-upload"),
        DeliveryState::Delivered { .. } => ("ok", "check-check"),
        DeliveryState::Unconfirmed { .. } => ("warn", "cloud-alert"),
        DeliveryState::NeedsAttention if kept_back => ("warn", "pause"),
        DeliveryState::NeedsAttention => ("danger", "octagon-alert"),
    };
    view! {
        <span class=format!("tag {class}")>
            <Icon name=icon />
            <span>{move || if kept_back { i18n.text("delivery.kept_back") } else { delivery_word(i18n, &state, now) }}</span>
        </span>
    }
}

fn delivery_word(i18n: I18n, state: &DeliveryState, now: Timestamp) -> String {
    match state {
        DeliveryState::Queued => i18n.text("delivery.waiting"),
        DeliveryState::Sending => i18n.text("delivery.sending"),
        DeliveryState::RetryAt { unix_ms } => match Timestamp::from_unix_ms(*unix_ms, now.offset_minutes()) {
            Some(at) => i18n.fill("delivery.retry", &[("time", clock_time(at, true))]),
            None => i18n.text("delivery.waiting"),
        },
        DeliveryState::Delivered { at, .. } => i18n.fill("delivery.delivered", &[("time", clock_time(*at, false))]),
        DeliveryState::Unconfirmed { .. } => i18n.text("delivery.unconfirmed"),
        DeliveryState::NeedsAttention => i18n.text("delivery.attention"),
    }
}
