//! The five views and the tyres as tabs: each thumbnail says how much of it was looked at and how many marks it has.

use leptos::prelude::*;
use walkaround_contract::{DamageKind, Inspection, Mark, View, WheelPosition};

use crate::domain::draft::Draft;
use crate::ui::components::Icon;
use crate::ui::drawings::{CarPicture, damage_icon};
use crate::ui::i18n::{standard_template, use_i18n};

use super::walk::{Showing, use_walk};

/// Circumference of the ring's circle: 2π · 12.
const RING: f64 = 75.4;

/// How far a tab has come.
#[derive(Clone, Debug, Default, PartialEq)]
struct Coverage {
    answered: usize,
    total: usize,
    marks: usize,
    /// Panels that could not be seen.
    unseen: usize,
    /// Kind of the worst mark, for the glyph.
    worst: Option<DamageKind>,
}

impl Coverage {
    /// A view has come as far as the panels it owns.
    fn of_view(draft: &Draft, view: &View) -> Self {
        let template = standard_template();
        let Some(body) = draft.drawing().map(|drawing| &drawing.body) else { return Self::default() };
        let owned = |panel: &str| template.owner_view(panel, body) == Some(view);
        let panels: Vec<_> = template.panels_of_body(body).filter(|panel| panel.view_on(body) == view).collect();
        let marks: Vec<&Mark> = draft
            .walkaround
            .marks
            .iter()
            .filter(|mark| mark.view.as_ref().map_or_else(|| mark.panel.as_deref().is_some_and(owned), |on| on == view))
            .collect();
        Self {
            answered: panels.iter().filter(|panel| draft.panel_answer(&panel.id) != Inspection::NotInspected).count(),
            total: panels.len(),
            unseen: panels.iter().filter(|panel| draft.panel_answer(&panel.id) == Inspection::NotAccessible).count(),
            marks: marks.len(),
            worst: marks.iter().max_by_key(|mark| mark.severity).map(|mark| mark.kind.clone()),
        }
    }

    /// The four wheels that every car has count; a spare is a bonus.
    fn of_tyres(draft: &Draft) -> Self {
        let measured = WheelPosition::KNOWN
            .iter()
            .filter(|position| **position != WheelPosition::Spare && draft.wheel(position).is_some())
            .count();
        Self { answered: measured, total: 4, ..Self::default() }
    }

    fn is_complete(&self) -> bool {
        self.total > 0 && self.answered == self.total
    }
}

/// The tabs of the stage.
#[component]
pub fn ViewTabs() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let tyres = walk.draft.read(Coverage::of_tyres);
    view! {
        <div class="views" role="tablist" aria-label=t!(i18n, "walkaround.views")>
            {View::KNOWN.iter().map(|view| view! { <ViewTab view=view.clone() /> }).collect_view()}
            <button
                type="button"
                class="view"
                role="tab"
                aria-controls="stage"
                aria-selected=move || (walk.showing.get() == Showing::Tyres).to_string()
                on:click=move |_| walk.show_tyres()
            >
                <Icon name="gauge" />
                <span class="vn">
                    <CoverageSign coverage=tyres />
                    <span>{t!(i18n, "walkaround.tyres")}</span>
                    <span class="hide">{move || i18n.fill("walkaround.measured", &[("count", tyres.get().answered.to_string())])}</span>
                </span>
            </button>
        </div>
    }
}

#[component]
fn ViewTab(view: View) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let own = view.clone();
    let coverage = walk.draft.read(move |draft| Coverage::of_view(draft, &own));
    let (shown, picture, chosen, named) = (Showing::View(view.clone()), view.clone(), view.clone(), view);
    let name = move || {
        let marks = coverage.get().marks;
        let name = i18n.label("view", named.as_str());
        if marks > 0 { format!("{name} {marks}") } else { name }
    };
    let said = move || {
        let Coverage { answered, total, marks, .. } = coverage.get();
        let seen = i18n
            .fill("walkaround.panels_answered", &[("answered", answered.to_string()), ("total", total.to_string())]);
        if marks > 0 { format!("{seen}, {}", i18n.count("walkaround.marks_count", marks)) } else { seen }
    };
    view! {
        <button
            type="button"
            class="view"
            role="tab"
            aria-controls="stage"
            aria-selected=move || (walk.showing.get() == shown).to_string()
            on:click=move |_| walk.show_view(chosen.clone())
        >
            {move || walk.drawing.get().and_then(|drawing| drawing.view(&picture).cloned()).map(|view| view! { <CarPicture view=view /> })}
            <span class="vn">
                <CoverageSign coverage=coverage />
                <span>{name}</span>
                <span class="hide">{said}</span>
            </span>
        </button>
    }
}

/// Hatched: nobody looked. Ring: under way. Glyph: marks. Crossed-out eye: something could not be seen. Tick: all looked at, nothing found.
#[component]
fn CoverageSign(coverage: Memo<Coverage>) -> impl IntoView {
    move || {
        let coverage = coverage.get();
        if let Some(kind) = coverage.worst.clone().filter(|_| coverage.is_complete()) {
            view! { <span class="c-mark flex"><Icon name=damage_icon(&kind) /></span> }.into_any()
        } else if coverage.is_complete() && coverage.unseen > 0 {
            view! { <span class="c2 flex"><Icon name="eye-off" /></span> }.into_any()
        } else if coverage.is_complete() {
            view! { <span class="c-ok flex"><Icon name="check" /></span> }.into_any()
        } else if coverage.answered == 0 {
            view! { <i class="swatch sm" aria-hidden="true"></i> }.into_any()
        } else {
            // Counts of panels are far below what f64 holds exactly.
            let share = coverage.answered as f64 / coverage.total.max(1) as f64;
            view! {
                <svg class="ring" viewBox="0 0 28 28" aria-hidden="true">
                    <circle class="bg" cx="14" cy="14" r="12"></circle>
                    <circle
                        class="fg"
                        cx="14"
                        cy="14"
                        r="12"
                        stroke-dasharray=format!("{:.1} {RING}", share * RING)
                        transform="rotate(-90 14 14)"
                    ></circle>
                </svg>
            }
            .into_any()
        }
    }
}
