//! What is wrong: the same as last time, the kinds likely on this panel, and all the others behind one tap.

use leptos::prelude::*;
use walkaround_contract::{DamageKind, Mark};

use crate::ui::components::Icon;
use crate::ui::drawings::damage_icon;
use crate::ui::i18n::use_i18n;

use super::super::walk::focus_panel;
use super::super::{kinds::common_kinds, words::within_sentence};
use super::use_subject;

/// Tiles in the row; the last one leads to the others.
const ROW: usize = 5;

/// The tiles.
#[component]
pub fn KindTiles() -> impl IntoView {
    let i18n = use_i18n();
    let subject = use_subject();
    let walk = subject.walk;
    let chosen = Memo::new(move |_| subject.mark.with(|mark| mark.as_ref().map(|mark| mark.kind.clone())));
    // The mark set before this one.
    let before = Memo::new(move |_| {
        let own = subject.mark.with(|mark| mark.as_ref().map(|mark| mark.number));
        walk.draft.with(|draft| {
            let earlier = |mark: &&Mark| own.is_none_or(|own| mark.number < own);
            draft.walkaround.marks.iter().filter(earlier).max_by_key(|mark| mark.number).cloned()
        })
    });
    let all = StoredValue::new(walk.draft.template().peek().words::<DamageKind>("damage_kind"));
    let offered = Memo::new(move |_| {
        if subject.all_kinds.get() {
            return all.get_value();
        }
        let room = if before.with(Option::is_some) { ROW - 1 } else { ROW };
        let mut kinds: Vec<DamageKind> = subject
            .panel
            .with(|panel| common_kinds(panel.as_deref(), &all.read_value()))
            .into_iter()
            .take(room)
            .collect();
        if let Some(chosen) = chosen.get()
            && !kinds.contains(&chosen)
        {
            kinds.pop();
            kinds.push(chosen);
        }
        kinds
    });
    let hidden = move || all.with_value(Vec::len).saturating_sub(offered.with(Vec::len));
    view! {
        <div class="kinds" class:all=move || subject.all_kinds.get() role="group" aria-label=t!(i18n, "walkaround.kind")>
            {move || {
                before.get().map(|before| {
                    let word = within_sentence(i18n, &i18n.label("damage_kind", before.kind.as_str()));
                    let same = i18n.fill("walkaround.same_again", &[("kind", word)]);
                    let severity = i18n.label("severity", &before.severity.to_string());
                    let size = before.size.as_ref().map(|size| i18n.label("size_class", size.as_str()));
                    // What is written comes first, so that whoever speaks to the tablet can read the name off it.
                    let spoken = match &size {
                        Some(size) => format!("{same}, {size}, {severity}"),
                        None => format!("{same}, {severity}"),
                    };
                    let shape = format!("shape s{}", before.severity);
                    let again = move |_| {
                        let panel = subject.panel.get_untracked();
                        walk.same_as(&before);
                        focus_panel(panel.as_deref());
                    };
                    view! {
                        <button type="button" class="tile again" aria-label=spoken on:click=again>
                            <Icon name="copy" />
                            <span>{same}</span>
                            // A space, or the two are one word to whoever compares what is written with what is said.
                            " "
                            <span class="again-as" aria-hidden="true"><i class=shape></i>{size}</span>
                        </button>
                    }
                })
            }}
            <For each=move || offered.get() key=|kind| kind.clone() let:kind>
                {
                    let (own, picked, named) = (kind.clone(), kind.clone(), kind.clone());
                    view! {
                        <button
                            type="button"
                            class="tile mark"
                            aria-pressed=move || chosen.with(|chosen| chosen.as_ref() == Some(&own)).to_string()
                            on:click=move |_| {
                                walk.set_kind(picked.clone());
                                subject.all_kinds.set(false);
                            }
                        >
                            <Icon name=damage_icon(&kind) />
                            <span>{move || i18n.label("damage_kind", named.as_str())}</span>
                        </button>
                    }
                }
            </For>
            <Show when=move || { hidden() > 0 }>
                <button type="button" class="tile mark" on:click=move |_| subject.all_kinds.set(true)>
                    <Icon name="ellipsis" />
                    <span>{move || i18n.fill("walkaround.more_kinds", &[("count", hidden().to_string())])}</span>
                </button>
            </Show>
        </div>
    }
}
