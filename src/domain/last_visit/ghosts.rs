//! Ghosts: the damage of the last visit, until somebody has looked at it again. An answer is a mark of today's sheet that says where it
//! comes from; no answer says nothing, because nobody has looked.
//!
//! Invariant: a damage of the last visit has at most one mark of today that continues it.

use walkaround_contract::{Development, Id, Mark, Origin, PreviousMark, Station, Template};

use super::LastVisit;
use crate::domain::draft::Draft;
use crate::domain::walkaround::{MarkPlace, MarkPosition};

/// A damage of the last visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    /// As it was then.
    pub before: Mark,
    /// Where it is on the car as it is entered today.
    pub place: MarkPlace,
    /// The mark of today that answers it, and what that says.
    pub today: Option<(Id, Development)>,
}

impl Ghost {
    /// What became of it; `None` while nobody has looked.
    pub fn answer(&self) -> Option<&Development> {
        self.today.as_ref().map(|(_, answer)| answer)
    }

    /// Today's mark.
    pub fn mark(&self) -> Option<Id> {
        self.today.as_ref().map(|(mark, _)| *mark)
    }
}

/// Ghosts of the last visit.
impl Draft {
    /// All damage of the last visit, by number, answered or not.
    pub fn ghosts(&self, template: &Template) -> Vec<Ghost> {
        let Some(last) = self.last_visit() else { return Vec::new() };
        let mut ghosts: Vec<Ghost> = last.marks.iter().map(|mark| self.ghost_of(last, mark, template)).collect();
        ghosts.sort_by_key(|ghost| ghost.before.number);
        ghosts
    }

    /// One damage of the last visit, by the id it has there.
    pub fn ghost(&self, before: Id, template: &Template) -> Option<Ghost> {
        let last = self.last_visit()?;
        last.marks.iter().find(|mark| mark.id == before).map(|mark| self.ghost_of(last, mark, template))
    }

    /// How many marks of the last visit nobody has looked at again.
    pub fn ghosts_open(&self) -> usize {
        let Some(last) = self.last_visit() else { return 0 };
        last.marks.iter().filter(|mark| self.answering(last, mark).is_none()).count()
    }

    /// Answers what became of a damage of the last visit: `None` takes the answer back, and with it today's mark, which is returned. `fresh`
    /// becomes the id of today's mark where there is none yet.
    pub fn answer_ghost(
        &mut self,
        before: Id,
        answer: Option<Development>,
        fresh: Id,
        template: &Template,
    ) -> Option<Mark> {
        let ghost = self.ghost(before, template)?;
        let Some(answer) = answer else {
            return ghost.mark().and_then(|mark| self.remove_mark(mark));
        };
        let known = &ghost.before;
        let mark = ghost.mark().unwrap_or_else(|| {
            self.place_mark(fresh, ghost.place.clone(), known.kind.clone(), known.severity, known.size.clone());
            fresh
        });
        let is_new = mark == fresh;
        let previous =
            self.last_visit().map(|last| PreviousMark { sheet: last.sheet, mark: before, extra: Default::default() });
        self.edit_mark(mark, |mark| {
            mark.origin = Origin::KnownBefore;
            mark.previous_mark = previous;
            // Only what got worse differs from what was there before.
            if is_new || answer != Development::Worse {
                mark.kind = known.kind.clone();
                mark.severity = known.severity;
                mark.size = known.size.clone();
                mark.measured_mm = known.measured_mm;
            }
            mark.development = Some(answer);
        });
        None
    }

    /// What nobody has looked at yet is still there. Returns today's marks for it.
    pub fn rest_is_still_there(&mut self, template: &Template, mut fresh: impl FnMut() -> Id) -> Vec<Id> {
        let open: Vec<Id> = self
            .ghosts(template)
            .into_iter()
            .filter(|ghost| ghost.today.is_none())
            .map(|ghost| ghost.before.id)
            .collect();
        open.into_iter()
            .map(|before| {
                let id = fresh();
                self.answer_ghost(before, Some(Development::StillThere), id, template);
                id
            })
            .collect()
    }

    /// What was answered about the marks of another car, because its plate or VIN was entered first, is about this one no more: damage was
    /// seen today, and of a repair nothing is known.
    pub(in crate::domain) fn release_from_another_car(&self, marks: &mut Vec<Mark>) {
        let Some(other) = self.last_visit.as_ref().filter(|_| self.last_visit().is_none()) else { return };
        let continues = |mark: &Mark| mark.previous_mark.as_ref().is_some_and(|previous| previous.sheet == other.sheet);
        marks.retain(|mark| mark.is_damage() || !continues(mark));
        for mark in marks.iter_mut().filter(|mark| continues(mark)) {
            mark.origin = Origin::SeenToday;
            mark.development = None;
            mark.previous_mark = None;
        }
    }

    fn ghost_of(&self, last: &LastVisit, mark: &Mark, template: &Template) -> Ghost {
        let today = self.answering(last, mark).map(|today| {
            // An answer that lost its word is one all the same: somebody has looked.
            (today.id, today.development.clone().unwrap_or(Development::StillThere))
        });
        Ghost { before: mark.clone(), place: self.place_of(last, mark, template), today }
    }

    /// The mark of today that continues one of the last visit, or the same one that the last visit itself continued.
    fn answering(&self, last: &LastVisit, mark: &Mark) -> Option<&Mark> {
        self.walkaround.marks.iter().find(|today| {
            today.previous_mark.as_ref().is_some_and(|previous| {
                (previous.sheet == last.sheet && previous.mark == mark.id)
                    || mark
                        .previous_mark
                        .as_ref()
                        .is_some_and(|own| own.sheet == previous.sheet && own.mark == previous.mark)
            })
        })
    }

    /// Where a mark of the last visit is on today's car. It keeps its position where the drawing is the same, state by state, and its panel
    /// where the body has one of that name.
    fn place_of(&self, last: &LastVisit, mark: &Mark, template: &Template) -> MarkPlace {
        let Some(drawing) = self.drawing() else {
            return MarkPlace { station: mark.station.clone(), panel: mark.panel.clone(), position: None };
        };
        let panel =
            mark.panel.as_deref().filter(|panel| template.panel(panel).is_some_and(|panel| panel.is_on(&drawing.body)));
        let station: Station = panel
            .and_then(|panel| template.station_of(panel, &drawing.body, &self.driver_side()))
            .unwrap_or(&mark.station)
            .clone();
        let same_drawing =
            last.drawing.as_ref().is_some_and(|then| then.body == drawing.body && then.revision == drawing.revision);
        let position = match (&mark.view, mark.x, mark.y) {
            (Some(view), Some(x), Some(y)) if same_drawing => Some(MarkPosition { view: view.clone(), x, y }),
            _ => None,
        };
        MarkPlace { station, panel: panel.map(str::to_owned), position }
    }
}
