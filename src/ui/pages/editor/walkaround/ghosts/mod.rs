//! The damage of the last visit, until somebody has looked at it again: pale on the drawing, and as a list that does the same.
//!
//! Invariant: what nobody answered stays unanswered. A tap opens the question and answers nothing, and every answer can be taken back.

mod banner;
mod dialog;
mod layer;
mod list;
mod photos;

use leptos::prelude::*;
use walkaround_contract::{Development, Id, Mark};

use crate::domain::last_visit::{Ghost, LastVisit};
use crate::domain::walkaround::mark_letter;
use crate::state::{PortsHandle, use_standing};
use crate::ui::components::full_day;
use crate::ui::drawings::PinLabel;
use crate::ui::i18n::I18n;

use super::walk::{Walk, use_walk};
use super::words::mark_line;

pub use self::banner::GhostBanner;
pub use self::dialog::GhostDialog;
pub use self::layer::{GhostPins, GhostRings};
pub use self::list::{GhostList, PanelGhosts};

/// The marks of the last visit in the walk-around. A handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct Ghosts {
    walk: Walk,
    ports: PortsHandle,
    visit: Memo<Option<LastVisit>>,
    all: Memo<Vec<Ghost>>,
    /// The one that is asked about.
    asked: RwSignal<Option<Id>>,
}

impl Ghosts {
    /// Call where the walk-around is provided.
    pub fn provide() -> Self {
        let walk = use_walk();
        let ghosts = Self {
            walk,
            ports: expect_context(),
            visit: use_standing().last_visit(),
            all: walk.draft.read_by(|draft, template| draft.ghosts(template)),
            asked: RwSignal::new(None),
        };
        provide_context(ghosts);
        ghosts
    }

    /// Answers one; `None` takes the answer back, and with it today's mark.
    fn answer(&self, before: Id, answer: Option<Development>) {
        let fresh = self.fresh();
        let mut removed = None;
        self.walk.draft.edit_by(|draft, template| removed = draft.answer_ghost(before, answer, fresh, template));
        self.walk.draft.save_now();
    }

    /// What nobody has looked at yet is still there.
    fn rest_is_still_there(&self) {
        let ghosts = *self;
        self.walk.draft.edit_by(|draft, template| {
            draft.rest_is_still_there(template, || ghosts.fresh());
        });
        self.walk.draft.save_now();
    }

    /// Opens the palette on today's mark: how bad it is by now.
    fn describe(&self, before: Id) {
        if let Some(mark) = self.walk.draft.peek_by(|draft, template| draft.ghost(before, template)?.mark()) {
            self.walk.open_mark(mark);
        }
    }

    fn fresh(&self) -> Id {
        self.ports.with_value(|ports| ports.ids.new_id())
    }

    /// One of them, as long as the last visit is known.
    fn one(&self, before: Id) -> Memo<Option<Ghost>> {
        let all = self.all;
        Memo::new(move |_| all.with(|all| all.iter().find(|ghost| ghost.before.id == before).cloned()))
    }

    /// How many nobody has looked at again.
    fn open(&self) -> Memo<usize> {
        let all = self.all;
        Memo::new(move |_| all.with(|all| all.iter().filter(|ghost| ghost.today.is_none()).count()))
    }

    /// `2 marks from the visit on 8 June 2026`.
    fn told(&self, i18n: I18n) -> String {
        let marks = i18n.count("walkaround.marks_count", self.all.with(Vec::len));
        i18n.fill("ghosts.from_visit", &[("marks", marks), ("day", self.day(i18n))])
    }

    /// The day of the last visit.
    fn day(&self, i18n: I18n) -> String {
        self.visit
            .with(|visit| visit.as_ref().map(|visit| full_day(visit.completed_at, i18n.language())))
            .unwrap_or_default()
    }
}

/// The marks of the last visit.
pub fn use_ghosts() -> Ghosts {
    expect_context()
}

/// The pin of a mark of the last visit: its letter, and no number, because numbers are today's.
fn pin_of(mark: &Mark) -> PinLabel {
    PinLabel {
        kind: mark.kind.clone(),
        label: mark_letter(&mark.kind).to_string(),
        severity: mark.severity,
        known_before: true,
    }
}

/// How the place is called today.
fn place_of(i18n: I18n, ghost: &Ghost) -> String {
    match &ghost.place.panel {
        Some(panel) => i18n.label("panel", panel),
        None => i18n.label("station", ghost.place.station.as_str()),
    }
}

/// Where it is, what it was and what became of it, for who does not see it.
fn said(i18n: I18n, ghost: &Ghost) -> String {
    let place = place_of(i18n, ghost);
    let answer = match ghost.answer() {
        Some(answer) => i18n.in_sentence("development", answer.as_str()),
        None => i18n.text("ghosts.not_looked"),
    };
    i18n.fill("ghosts.said", &[("place", place), ("what", mark_line(i18n, &ghost.before)), ("answer", answer)])
}
