//! What contradicts itself, each with a way to mend it and a way to say why it stands. Stations that nobody looked at share a line.

use leptos::prelude::*;
use walkaround_contract::{CheckKind, Step};

use crate::domain::check_rows::{CheckRow, check_rows};
use crate::routes::{Page, use_go};
use crate::state::{Bound, use_draft, use_ports, use_standing};
use crate::ui::components::{Dialog, Icon, TextField, focus_field};
use crate::ui::i18n::{I18n, use_i18n};

/// Contradictions of one step, or of all.
#[component]
pub fn Contradictions(#[prop(optional)] only: Option<Step>) -> impl IntoView {
    let all = use_standing().contradictions();
    let found = Memo::new(move |_| {
        let all = all.get();
        check_rows(all.into_iter().filter(|found| only.as_ref().is_none_or(|step| found.step == *step)))
    });
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <div class="card contradictions rows">
                <For each=move || found.get() key=|found| (found.check.clone(), found.subjects.clone(), found.overridden.is_some()) let:found>
                    <ContradictionRow found=found />
                </For>
            </div>
        </Show>
    }
}

#[component]
fn ContradictionRow(found: CheckRow) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let clock = StoredValue::new_local(use_ports().clock);
    let id = draft.id();
    let asking = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let (check, subjects) = (found.check.clone(), found.subjects.clone());
    let words = move || contradiction_words(i18n, &check, &subjects);
    let title = words.clone();
    let (step, field) = (found.step.clone(), found.field.clone());
    let (check, subjects) = (found.check.clone(), one_by_one(&found));
    let keep = move |_| {
        let now = clock.get_value().now();
        let why = reason.get_untracked();
        draft.edit(|draft| {
            for subject in &subjects {
                draft.override_check(check.clone(), subject.clone(), &why, now);
            }
        });
        draft.save_now();
        asking.set(false);
    };
    let (check, subjects) = (found.check.clone(), one_by_one(&found));
    match found.overridden {
        Some(overridden) => view! {
            <div class="contradiction done">
                <Icon name="check-check" />
                <div class="grow">
                    <b>{words}</b>
                    <div class="t1 c2">{format!("{}: {}", overridden.by, overridden.reason)}</div>
                </div>
                <button
                    type="button"
                    class="btn plain"
                    on:click=move |_| {
                        draft.edit(|draft| {
                            for subject in &subjects {
                                draft.withdraw_override(&check, subject.as_deref());
                            }
                        });
                        draft.save_now();
                    }
                >
                    {t!(i18n, "check.withdraw")}
                </button>
            </div>
        }
        .into_any(),
        None => view! {
            <div class="contradiction">
                <Icon name="triangle-alert" />
                <b class="grow">{words}</b>
                <button
                    type="button"
                    class="btn soft"
                    on:click=move |_| {
                        go.run(Page::Intake { id, step: step.clone() });
                        focus_field(&field);
                    }
                >
                    {t!(i18n, "check.fix")}
                </button>
                <button type="button" class="btn plain" on:click=move |_| asking.set(true)>{t!(i18n, "check.reason")}</button>
                <Dialog open=asking title=Signal::derive(title)>
                    <TextField
                        id="override-reason"
                        label=Signal::derive(move || i18n.text("check.reason_label"))
                        bind=Bound { value: reason.into(), set: Callback::new(move |text| reason.set(text)), done: Callback::new(|()| {}) }
                        maxlength=1000
                    />
                    <div class="actions">
                        <button type="button" class="btn lg" on:click=move |_| asking.set(false)>{t!(i18n, "check.back")}</button>
                        <button type="button" class="btn lg primary" disabled=move || reason.with(|reason| reason.trim().is_empty()) on:click=keep.clone()>
                            {t!(i18n, "check.keep")}
                        </button>
                    </div>
                </Dialog>
            </div>
        }
        .into_any(),
    }
}

/// The subjects of a line as the draft records them: one contradiction each.
fn one_by_one(row: &CheckRow) -> Vec<Option<String>> {
    if row.subjects.is_empty() { vec![None] } else { row.subjects.iter().cloned().map(Some).collect() }
}

/// A contradiction in words, with what it is about.
fn contradiction_words(i18n: I18n, check: &CheckKind, subjects: &[String]) -> String {
    let text = i18n.label("check_kind", check.as_str());
    match (check, subjects) {
        (_, []) => text,
        (CheckKind::StationNotInspected, stations) => {
            let names: Vec<String> = stations.iter().map(|station| i18n.label("station", station)).collect();
            format!("{text} · {}", names.join(" · "))
        }
        (_, subjects) => format!("{text} · {}", subjects.join(" ")),
    }
}
