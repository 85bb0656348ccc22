//! The five views and the tyres as tabs: each thumbnail says how much of it was looked at and how many marks it has.

use leptos::{ev, html, prelude::*};
use walkaround_contract::{DamageKind, Inspection, Mark, Template, View, WheelPosition};
use wasm_bindgen::JsCast;

use crate::domain::draft::Draft;
use crate::domain::walkaround::Survey;
use crate::ui::components::{Icon, keep_in_sight};
use crate::ui::drawings::{CarPicture, damage_icon};
use crate::ui::i18n::use_i18n;

use super::showing::Showing;
use super::walk::{Walk, use_walk};

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
    fn of_view(survey: &Survey, draft: &Draft, template: &Template, view: &View) -> Self {
        let Some(body) = draft.drawing().map(|drawing| &drawing.body) else { return Self::default() };
        let owned = |panel: &str| template.owner_view(panel, body) == Some(view);
        let panels: Vec<_> =
            draft.panels_asked(template).into_iter().filter(|panel| panel.view_on(body) == view).collect();
        let marks: Vec<&Mark> = draft
            .damage()
            .filter(|mark| mark.view.as_ref().map_or_else(|| mark.panel.as_deref().is_some_and(owned), |on| on == view))
            .collect();
        Self {
            answered: panels.iter().filter(|panel| survey.panel(&panel.id).answer != Inspection::NotInspected).count(),
            total: panels.len(),
            unseen: panels.iter().filter(|panel| survey.panel(&panel.id).answer == Inspection::NotAccessible).count(),
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

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Tab {
    View(View),
    Tyres,
}

impl Tab {
    /// The tab of what is shown; a station without a drawing has none.
    fn of(showing: &Showing) -> Option<Self> {
        match showing {
            Showing::View(view) => Some(Self::View(view.clone())),
            Showing::Tyres => Some(Self::Tyres),
            Showing::Undrawn => None,
        }
    }

    fn id(&self) -> String {
        match self {
            Self::View(view) => format!("tab-{view}"),
            Self::Tyres => "tab-tyres".into(),
        }
    }

    fn open(&self, walk: Walk) {
        match self {
            Self::View(view) => walk.show_view(view.clone()),
            Self::Tyres => walk.show_tyres(),
        }
    }
}

/// All tabs in the order of the walk, which begins on the driver's side.
fn tabs_of(draft: &Draft, template: &Template) -> Vec<Tab> {
    let side = draft.driver_side();
    let mut views: Vec<View> = Vec::new();
    let walked = draft.stations(template);
    let walked = walked.iter().filter_map(|station| template.view_of_station(station, &side));
    for view in walked.chain(View::KNOWN) {
        if !views.contains(view) {
            views.push(view.clone());
        }
    }
    views.into_iter().map(Tab::View).chain([Tab::Tyres]).collect()
}

/// The tabs of the stage: one of them in the tab order, the others by arrow keys, Home and End.
#[component]
pub fn ViewTabs() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let tabs = walk.draft.read_by(tabs_of);
    let chosen = Memo::new(move |_| walk.showing.with(Tab::of));
    let on_key = move |event: ev::KeyboardEvent| {
        let tabs = tabs.get_untracked();
        let last = tabs.len() - 1;
        let here = chosen.get_untracked().and_then(|chosen| tabs.iter().position(|tab| *tab == chosen)).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" if here == last => 0,
            "ArrowRight" => here + 1,
            "ArrowLeft" if here == 0 => last,
            "ArrowLeft" => here - 1,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        tabs[next].open(walk);
        let tab = document().get_element_by_id(&tabs[next].id());
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
            // It was there a moment ago; a button can't refuse the focus.
            let _focused = tab.focus();
        }
    };
    view! {
        <div class="views" role="tablist" aria-label=t!(i18n, "walkaround.views") on:keydown=on_key>
            <For each=move || tabs.get() key=Tab::clone let:tab>
                <TabButton tab=tab tabs=tabs chosen=chosen />
            </For>
        </div>
    }
}

#[component]
fn TabButton(tab: Tab, tabs: Memo<Vec<Tab>>, chosen: Memo<Option<Tab>>) -> impl IntoView {
    let walk = use_walk();
    let (own, first) = (tab.clone(), tab.clone());
    let selected = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own)));
    let in_order = Memo::new(move |_| {
        selected.get() || chosen.with(Option::is_none) && tabs.with(|tabs| tabs.first() == Some(&first))
    });
    let (opened, id) = (tab.clone(), tab.id());
    let button = NodeRef::<html::Button>::new();
    keep_in_sight(button, selected.into());
    view! {
        <button
            type="button"
            class="view"
            role="tab"
            id=id
            aria-controls="stage"
            aria-selected=move || selected.get().to_string()
            tabindex=move || if in_order.get() { "0" } else { "-1" }
            node_ref=button
            on:click=move |_| opened.open(walk)
        >
            {match tab {
                Tab::View(view) => view! { <ViewTab view=view /> }.into_any(),
                Tab::Tyres => view! { <TyresTab /> }.into_any(),
            }}
        </button>
    }
}

#[component]
fn TyresTab() -> impl IntoView {
    let i18n = use_i18n();
    let coverage = use_walk().draft.read(Coverage::of_tyres);
    view! {
        <Icon name="gauge" />
        <span class="vn">
            <CoverageSign coverage=coverage />
            <span>{t!(i18n, "walkaround.tyres")}</span>
            <span class="hide">{move || i18n.fill("walkaround.measured", &[("count", coverage.get().answered.to_string())])}</span>
        </span>
    }
}

#[component]
fn ViewTab(view: View) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let own = view.clone();
    let coverage = walk
        .draft
        .read_by(move |draft, template| walk.survey.with(|survey| Coverage::of_view(survey, draft, template, &own)));
    let (picture, named) = (view.clone(), view);
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
        {move || walk.drawing.get().and_then(|drawing| drawing.view(&picture).cloned()).map(|view| view! { <CarPicture view=view /> })}
        <span class="vn">
            <CoverageSign coverage=coverage />
            <span>{name}</span>
            <span class="hide">{said}</span>
        </span>
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
