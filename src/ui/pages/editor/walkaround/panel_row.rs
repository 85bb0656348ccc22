//! Panels without the drawing: the same three answers, the same marks, the same palette.

use leptos::prelude::*;
use walkaround_contract::{Id, Inspection};

use crate::domain::walkaround::MarkPlace;
use crate::ui::components::Icon;
use crate::ui::drawings::{Pin, PinLabel};
use crate::ui::i18n::use_i18n;

use super::coverage::StationAnswers;
use super::ghosts::PanelGhosts;
use super::showing::current_station;
use super::station_box::AnswerBox;
use super::walk::{OutOfSight, use_walk};
use super::words::{mark_line, spoken_mark};

/// The current station without its drawing: the answers for all of it, its panels, and the marks that lie on none of them.
#[component]
pub fn StationWork(
    /// Where the side column offers the answers for the whole station, they are not repeated here.
    #[prop(optional)]
    with_answers: bool,
    /// Leaves out what was answered when the station was come to. What is answered meanwhile stays in sight, and the focus on it.
    #[prop(optional)]
    only_open: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let panels = walk.draft.read_by(|draft, template| {
        let station = current_station(draft, template);
        draft.panels_of(&station, template).into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    let shown = RwSignal::new(Vec::new());
    Effect::new(move || {
        let mut panels = panels.get();
        if only_open.get() {
            walk.survey.with_untracked(|survey| {
                panels.retain(|panel| survey.panel(panel).answer == Inspection::NotInspected);
            });
        }
        shown.set(panels);
    });
    let none_left = move || only_open.get() && panels.with(|panels| !panels.is_empty()) && shown.with(Vec::is_empty);
    let loose = walk.draft.read_by(|draft, template| {
        let station = current_station(draft, template);
        draft.marks_of_station(&station).filter(|mark| mark.panel.is_none()).map(|mark| mark.id).collect::<Vec<_>>()
    });
    view! {
        <div class="station-work">
            {with_answers.then(|| view! { <StationAnswers /> })}
            <Show when=move || shown.with(|shown| !shown.is_empty())>
                <div class="card rows" role="list" aria-label=t!(i18n, "walkaround.panels")>
                    <For each=move || shown.get() key=|panel| panel.clone() let:panel>
                        <PanelRow panel=panel />
                    </For>
                </div>
            </Show>
            <Show when=none_left>
                <p class="flex c-ok">
                    <Icon name="check" class="i-m" />
                    <span>{t!(i18n, "walkaround.none_left")}</span>
                </p>
            </Show>
            <Show when=move || panels.with(Vec::is_empty) || loose.with(|loose| !loose.is_empty())>
                <div class="card rows">
                    <For each=move || loose.get() key=|id| *id let:id>
                        <LooseMark id=id />
                    </For>
                    <Show when=move || panels.with(Vec::is_empty)>
                        <button type="button" class="row" id="add-mark" on:click=move |_| walk.open_place(MarkPlace::at_station(walk.station.get_untracked()))>
                            <span class="station-box soft" aria-hidden="true"><Icon name="plus" /></span>
                            <span>{move || i18n.fill("walkaround.add_mark_at", &[("station", i18n.label("station", walk.station.get().as_str()))])}</span>
                        </button>
                    </Show>
                </div>
            </Show>
        </div>
    }
}

/// A panel: its answer, its marks, and a way to add one.
#[component]
fn PanelRow(panel: String) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let own = panel.clone();
    let known = Memo::new(move |_| walk.survey.with(|survey| survey.panel(&own).clone()));
    let answer = Signal::derive(move || known.with(|known| (known.answer.clone(), known.marks, false)));
    let reason = move || known.with(|known| known.reason.as_ref().map(|reason| reason.as_str().to_owned()));
    let own = panel.clone();
    let marks = walk.draft.read(move |draft| draft.marks_of_panel(&own).map(|mark| mark.id).collect::<Vec<_>>());
    let (named, answered, haunted, added) = (panel.clone(), panel.clone(), panel.clone(), panel);
    let name = Signal::derive(move || i18n.label("panel", &named));
    let one_line = move || {
        let marks = marks.get();
        let [only] = marks.as_slice() else { return i18n.count("walkaround.marks_count", marks.len()) };
        walk.draft.with(|draft| draft.mark(*only).map(|mark| mark_line(i18n, mark)).unwrap_or_default())
    };
    let add_id = add_mark_id(&added);
    let add = move |_| walk.open_place(walk.middle_of(&added));
    let has_marks = Memo::new(move |_| marks.with(|marks| !marks.is_empty()));
    view! {
        <div class="panel-row" role="listitem">
            <AnswerBox answer=answer />
            <span>
                <b class="block">{move || name.get()}</b>
                {move || reason().map(|reason| view! { <span class="t1 c2">{i18n.label("inaccessible_reason", &reason)}</span> })}
                <PanelGhosts panel=haunted />
                <Show when=move || has_marks.get()>
                    <span class="panel-marks">
                        <For each=move || marks.get() key=|id| *id let:id>
                            <PinLink id=id />
                        </For>
                    </span>
                </Show>
            </span>
            {move || {
                if has_marks.get() {
                    view! { <span class="t1 c2">{one_line}</span> }.into_any()
                } else {
                    view! { <PanelAnswers panel=answered.clone() /> }.into_any()
                }
            }}
            <button type="button" class="btn square soft" id=add_id aria-label=move || i18n.fill("walkaround.add_mark_at", &[("station", name.get())]) on:click=add>
                <Icon name="plus" />
            </button>
        </div>
    }
}

/// Id of the button that adds a mark to a panel.
pub fn add_mark_id(panel: &str) -> String {
    format!("add-mark-{panel}")
}

/// The three answers of a panel without marks.
#[component]
pub fn PanelAnswers(panel: String) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let own = panel.clone();
    let answer = Memo::new(move |_| walk.survey.with(|survey| survey.panel(&own).answer.clone()));
    let answers = [
        (Inspection::NotInspected, "walkaround.not_yet", None),
        (Inspection::NoDamage, "walkaround.none", Some("check")),
        (Inspection::NotAccessible, "walkaround.cant_see", Some("eye-off")),
    ];
    let group = panel.clone();
    view! {
        <div class="seg" role="group" aria-label=move || i18n.label("panel", &group)>
            {answers
                .into_iter()
                .map(|(value, key, icon)| {
                    let (own, panel) = (value.clone(), panel.clone());
                    view! {
                        <button
                            type="button"
                            aria-pressed=move || answer.with(|answer| *answer == own).to_string()
                            on:click=move |_| {
                                if value == Inspection::NotAccessible {
                                    walk.out_of_sight.set(Some(OutOfSight::Panel(panel.clone())));
                                } else {
                                    walk.answer_panel(&panel, value.clone(), None);
                                }
                            }
                        >
                            {icon.map(|icon| view! { <Icon name=icon class="i-s" /> })}
                            <span>{move || i18n.text(key)}</span>
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// A pin that opens its mark.
#[component]
fn PinLink(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let pin = walk.draft.read(move |draft| draft.mark(id).map(PinLabel::of));
    view! {
        <button
            type="button"
            aria-label=move || walk.draft.with(|draft| draft.mark(id).map(|mark| spoken_mark(i18n, mark)))
            on:click=move |_| walk.open_mark(id)
        >
            {move || pin.get().map(|pin| view! { <Pin pin=Signal::stored(pin) /> })}
        </button>
    }
}

/// A mark that names its station only.
#[component]
fn LooseMark(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    view! {
        <div class="row">
            <span class="panel-marks"><PinLink id=id /></span>
            <span class="grow">{move || walk.draft.with(|draft| draft.mark(id).map(|mark| mark_line(i18n, mark)))}</span>
            <span class="c2">
                {move || walk.draft.with(|draft| draft.mark(id).and_then(|mark| mark.note.clone()))}
            </span>
        </div>
    }
}
