//! What became of one damage of the last visit: what it was, how it looked then and today, and three large answers.

use leptos::prelude::*;
use walkaround_contract::{Development, Id};

use crate::domain::last_visit::Ghost;
use crate::ui::components::{Dialog, Icon};
use crate::ui::drawings::Pin;
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::walkaround::words::mark_line;

use super::photos::ThenAndToday;
use super::{pin_of, place_of, use_ghosts};

/// The answers with their icons, in the order of the lane.
const ANSWERS: [(Development, &str, &str); 3] = [
    (Development::StillThere, "ghosts.still_there", "eye"),
    (Development::Worse, "ghosts.worse", "move-up-right"),
    (Development::Repaired, "ghosts.repaired", "wrench"),
];

/// The dialog; open while one is asked about.
#[component]
pub fn GhostDialog() -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(ghosts.asked.with(Option::is_some)));
    // Escape closes the dialog by itself.
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            ghosts.asked.set(None);
        }
        is
    });
    let title = Signal::derive(move || {
        let asked = ghosts.asked.get();
        ghosts.all.with(|all| {
            all.iter()
                .find(|ghost| Some(ghost.before.id) == asked)
                .map(|ghost| place_of(i18n, ghost))
                .unwrap_or_default()
        })
    });
    view! {
        <Dialog open=open title=title wide=true>
            {move || ghosts.asked.get().map(|id| view! { <Question id=id /> })}
        </Dialog>
    }
}

#[component]
fn Question(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let ghost = ghosts.one(id);
    let answer = Memo::new(move |_| ghost.with(|ghost| ghost.as_ref().and_then(Ghost::answer).cloned()));
    let before = ghost.with_untracked(|ghost| ghost.as_ref().map(|ghost| ghost.before.clone()));
    let note = before.as_ref().and_then(|mark| mark.note.clone()).filter(|note| !note.trim().is_empty());
    let line = before.clone();
    let what = move || {
        let line = line
            .as_ref()
            .map(|mark| format!("{} · {}", mark_line(i18n, mark), i18n.label("severity", &mark.severity.to_string())));
        i18n.fill("ghosts.was", &[("what", line.unwrap_or_default()), ("day", ghosts.day(i18n))])
    };
    let give = move |given: Development| {
        let worse = given == Development::Worse;
        let taken_back = answer.get_untracked().as_ref() == Some(&given) && !worse;
        ghosts.answer(id, (!taken_back).then_some(given));
        ghosts.asked.set(None);
        if worse {
            ghosts.describe(id);
        }
    };
    view! {
        <div class="ghost-question">
            <p class="flex">
                {before.as_ref().map(|mark| view! { <Pin pin=Signal::stored(pin_of(mark)) /> })}
                <span class="grow">{what}</span>
            </p>
            {note.map(|note| view! { <p class="said pre">{note}</p> })}
            <ThenAndToday id=id />
            <div class="ghost-answers" role="group" aria-label=t!(i18n, "ghosts.question")>
                {ANSWERS
                    .map(|(given, key, icon)| {
                        let own = given.clone();
                        let pressed = move || (answer.get().as_ref() == Some(&own)).to_string();
                        view! {
                            <button type="button" class="tile lg" aria-pressed=pressed on:click=move |_| give(given.clone())>
                                <Icon name=icon class="i-l" />
                                <span>{move || i18n.text(key)}</span>
                            </button>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </div>
            <div class="actions">
                <Show when=move || answer.with(Option::is_some)>
                    <button
                        type="button"
                        class="btn lg quiet"
                        on:click=move |_| {
                            ghosts.answer(id, None);
                            ghosts.asked.set(None);
                        }
                    >
                        <Icon name="circle-dashed" class="i-m" />
                        <span>{t!(i18n, "ghosts.not_looked_button")}</span>
                    </button>
                </Show>
                <button type="button" class="btn lg" on:click=move |_| ghosts.asked.set(None)>{t!(i18n, "walkaround.close")}</button>
            </div>
        </div>
    }
}
