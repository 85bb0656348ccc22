//! What the visit is about: the kinds of work, the main one first, and for a comeback the earlier visit. Earlier visits of the same car that
//! are still on this tablet are offered; any other is typed.

use leptos::prelude::*;
use walkaround_contract::{Comeback, Id, Timestamp, Vehicle, WorkKind};

use crate::domain::{draft::Draft, field, outbox::OutboxEntry};
use crate::state::{use_draft, use_outbox};
use crate::ui::components::{Chips, Hint, Icon, TextField, full_day};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::{choices, some_text};

/// How many earlier visits are offered, the newest first.
const OFFERED: usize = 3;

/// Kinds of work, and the earlier visit where the same work comes back.
#[component]
pub fn VisitFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let kinds = draft.bind(|draft| draft.visit.kinds_of_work.clone(), |draft, kinds| draft.visit.kinds_of_work = kinds);
    let comes_back = draft
        .read(|draft| draft.visit.kinds_of_work.contains(&WorkKind::Comeback) || draft.visit.comeback_of.is_some());
    let main =
        draft.read(|draft| draft.visit.kinds_of_work.first().cloned().filter(|_| draft.visit.kinds_of_work.len() > 1));
    view! {
        <div class="col g1">
            <Chips
                id=field::KINDS_OF_WORK
                label=t!(i18n, "welcome.kinds_of_work")
                choices=choices(i18n, "work_kind")
                bind=kinds
            />
            <p class="t1 c2" role="status">
                {move || main.get().map(|main| i18n.fill("welcome.main_kind", &[("kind", i18n.label("work_kind", main.as_str()))]))}
            </p>
        </div>
        <Show when=move || comes_back.get()>
            <ComebackField />
        </Show>
    }
}

/// The earlier visit by its number, or by its id as a signed sheet shows it.
#[component]
fn ComebackField() -> impl IntoView {
    let i18n = use_i18n();
    let bind = use_draft().bind(|draft| shown(draft.visit.comeback_of.as_ref()), set_comeback);
    let hint =
        MaybeProp::derive(move || bind.value.get().is_empty().then(|| Hint::Plain(i18n.text("welcome.comeback_hint"))));
    view! {
        <div class="col g2">
            <TextField id=field::COMEBACK label=t!(i18n, "welcome.comeback") bind=bind hint=hint />
            <EarlierVisits />
        </div>
    }
}

/// An earlier visit of this car on this tablet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EarlierVisit {
    visit: Id,
    sealed_at: Timestamp,
    vehicle: String,
    /// The customer's short code, which stands on their copy.
    code: String,
}

#[component]
fn EarlierVisits() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let entries = use_outbox().entries();
    let visits = Memo::new(move |_| {
        let (own, car) = draft.with(|draft| {
            let Vehicle { plate, vin, .. } = &draft.vehicle;
            (draft.visit_id, plate.as_ref().map(|plate| plate.text.clone()).or_else(|| vin.clone()))
        });
        entries.with(|entries| earlier_visits(entries.iter().flatten(), own, car.as_deref()))
    });
    let chosen = draft.read(|draft| draft.visit.comeback_of.as_ref().and_then(|comeback| comeback.visit_id));
    let choose = move |earlier: &EarlierVisit| {
        let comeback = (chosen.get_untracked() != Some(earlier.visit)).then(|| Comeback {
            visit_id: Some(earlier.visit),
            reference: Some(earlier.code.clone()),
            extra: Default::default(),
        });
        draft.edit(|draft| draft.visit.comeback_of = comeback);
        draft.save_now();
    };
    view! {
        <Show when=move || !visits.with(Vec::is_empty)>
            <div class="chips" role="group" aria-label=t!(i18n, "welcome.comeback_offered")>
                <For each=move || visits.get() key=|earlier| earlier.visit let:earlier>
                    {
                        let (visit, sealed_at, vehicle) = (earlier.visit, earlier.sealed_at, earlier.vehicle.clone());
                        let is_chosen = move || chosen.get() == Some(visit);
                        view! {
                            <button type="button" class="chip" aria-pressed=move || is_chosen().to_string() on:click=move |_| choose(&earlier)>
                                <Icon name=move || if is_chosen() { "check" } else { "history" }.to_owned() class="i-m" />
                                <span>{move || full_day(sealed_at, i18n.language())}" "{vehicle}</span>
                            </button>
                        }
                    }
                </For>
            </div>
        </Show>
    }
}

/// The newest visits of a car, each once however many sheets it has.
fn earlier_visits<'a>(entries: impl Iterator<Item = &'a OutboxEntry>, own: Id, car: Option<&str>) -> Vec<EarlierVisit> {
    let Some(car) = car else { return Vec::new() };
    let mut visits: Vec<EarlierVisit> = Vec::new();
    for sheet in entries.map(|entry| &entry.sheet).filter(|sheet| sheet.plate == car && sheet.visit_id != own) {
        if visits.len() < OFFERED && !visits.iter().any(|known| known.visit == sheet.visit_id) {
            visits.push(EarlierVisit {
                visit: sheet.visit_id,
                sealed_at: sheet.sealed_at,
                vehicle: sheet.vehicle.clone(),
                code: sheet.code.clone(),
            });
        }
    }
    visits
}

fn shown(comeback: Option<&Comeback>) -> String {
    let Some(comeback) = comeback else { return String::new() };
    comeback.reference.clone().or_else(|| comeback.visit_id.map(|id| id.to_string())).unwrap_or_default()
}

/// A text that is an id is kept as the id of the visit; any other is the shop's number of it.
fn set_comeback(draft: &mut Draft, typed: String) {
    let mut comeback = draft.visit.comeback_of.take().unwrap_or_default();
    comeback.visit_id = Id::parse_str(typed.trim()).ok().filter(|id| id.get_version_num() == 7);
    comeback.reference = some_text(typed).filter(|_| comeback.visit_id.is_none());
    draft.visit.comeback_of = (comeback != Comeback::default()).then_some(comeback);
}
