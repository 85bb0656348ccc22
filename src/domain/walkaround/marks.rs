//! Damage marks in a draft.
//!
//! Invariant: a running number belongs to one mark for ever, also after the mark is gone; what the customer said to a mark is forgotten as
//! soon as the mark says something else.

use walkaround_contract::{DamageKind, Id, Mark, MarkAcknowledgement, Origin, SizeClass, Station, View};

use super::Draft;

/// Where a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkPlace {
    pub station: Station,
    /// Panel id; `None` where there is no drawing.
    pub panel: Option<String>,
    /// `None` for a mark made in the list.
    pub position: Option<MarkPosition>,
}

/// A position on a view, in 1/10,000 of the view's box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkPosition {
    pub view: View,
    pub x: u16,
    pub y: u16,
}

impl MarkPlace {
    /// On the drawing.
    pub fn on_drawing(station: Station, panel: &str, view: View, x: u16, y: u16) -> Self {
        Self { station, panel: Some(panel.to_owned()), position: Some(MarkPosition { view, x, y }) }
    }

    /// On a panel, chosen in the list.
    pub fn on_panel(station: Station, panel: &str) -> Self {
        Self { station, panel: Some(panel.to_owned()), position: None }
    }

    /// At a station that has no drawing: under the bonnet, in the boot.
    pub fn at_station(station: Station) -> Self {
        Self { station, panel: None, position: None }
    }
}

/// The letter of a damage kind, as in the legend; `X` for a kind this version does not know.
pub fn mark_letter(kind: &DamageKind) -> char {
    match kind {
        DamageKind::Scratch => 'S',
        DamageKind::Scuff => 'U',
        DamageKind::Dent => 'D',
        DamageKind::DentWithPaint => 'E',
        DamageKind::StoneChip => 'C',
        DamageKind::PaintLoss => 'P',
        DamageKind::Crack => 'K',
        DamageKind::Broken => 'B',
        DamageKind::Missing => 'M',
        DamageKind::Corrosion => 'R',
        DamageKind::Deformed => 'F',
        DamageKind::PreviousRepair => 'V',
        DamageKind::Stain => 'T',
        DamageKind::Loose => 'L',
        DamageKind::GlassChip => 'G',
        DamageKind::KerbDamage => 'W',
        DamageKind::Unlisted(_) => 'X',
    }
}

/// How bad damage of a kind usually is: what is broken, gone or loose has to be repaired, the rest is cosmetic until somebody says more.
/// A mark begins with it, in sight of whoever places it.
pub fn usual_severity(kind: &DamageKind) -> u8 {
    match kind {
        DamageKind::Broken | DamageKind::Missing | DamageKind::Loose | DamageKind::Crack | DamageKind::Deformed => 2,
        _ => 1,
    }
}

/// How large damage of a kind usually is; `None` where a length says nothing. A mark begins with it, in sight of whoever places it.
pub fn usual_size(kind: &DamageKind) -> Option<SizeClass> {
    match kind {
        DamageKind::StoneChip | DamageKind::GlassChip => Some(SizeClass::Point),
        DamageKind::PaintLoss => Some(SizeClass::Below2Cm),
        DamageKind::Dent
        | DamageKind::DentWithPaint
        | DamageKind::KerbDamage
        | DamageKind::Corrosion
        | DamageKind::Stain => Some(SizeClass::From2To5Cm),
        DamageKind::Scratch | DamageKind::Scuff | DamageKind::Crack => Some(SizeClass::From5To15Cm),
        DamageKind::Broken
        | DamageKind::Missing
        | DamageKind::Loose
        | DamageKind::Deformed
        | DamageKind::PreviousRepair
        | DamageKind::Unlisted(_) => None,
    }
}

/// The name of a mark on screen, in lists and in print: letter and running number, `S1`.
pub fn mark_label(mark: &Mark) -> String {
    format!("{}{}", mark_letter(&mark.kind), mark.number)
}

impl Draft {
    /// Places a mark and returns its running number. Severity is taken into 1 to 3, a position into the view's box.
    pub fn place_mark(
        &mut self,
        id: Id,
        place: MarkPlace,
        kind: DamageKind,
        severity: u8,
        size: Option<SizeClass>,
    ) -> u16 {
        // 65,535 marks were placed and removed before this can matter; a sheet holds 500.
        let highest =
            self.walkaround.marks.iter().map(|mark| mark.number).max().unwrap_or(0).max(self.last_mark_number);
        self.last_mark_number = highest.saturating_add(1);
        let (view, x, y) = match place.position {
            Some(MarkPosition { view, x, y }) => (Some(view), Some(x.min(10_000)), Some(y.min(10_000))),
            None => (None, None, None),
        };
        self.walkaround.marks.push(Mark {
            id,
            number: self.last_mark_number,
            station: place.station,
            panel: place.panel,
            view,
            x,
            y,
            kind,
            severity: severity.clamp(1, 3),
            size,
            measured_mm: None,
            origin: Origin::SeenToday,
            development: None,
            previous_mark: None,
            note: None,
            photos: Vec::new(),
            extra: Default::default(),
        });
        self.last_mark_number
    }

    /// A mark.
    pub fn mark(&self, id: Id) -> Option<&Mark> {
        self.walkaround.marks.iter().find(|mark| mark.id == id)
    }

    /// Changes a mark. Its id and number stay, severity stays within 1 to 3; if it says anything else now, the customer has not seen it.
    pub fn edit_mark(&mut self, id: Id, change: impl FnOnce(&mut Mark)) {
        let Some(mark) = self.walkaround.marks.iter_mut().find(|mark| mark.id == id) else { return };
        let before = mark.clone();
        change(mark);
        mark.id = before.id;
        mark.number = before.number;
        mark.severity = mark.severity.clamp(1, 3);
        if *mark != before {
            self.review.marks.retain(|answer| answer.mark != id);
        }
    }

    /// Says that a mark is of another kind. What it had because its kind usually has it changes along; what somebody chose stays.
    pub fn rename_mark(&mut self, id: Id, kind: DamageKind) {
        self.edit_mark(id, |mark| {
            if mark.severity == usual_severity(&mark.kind) {
                mark.severity = usual_severity(&kind);
            }
            if mark.measured_mm.is_none() && mark.size == usual_size(&mark.kind) {
                mark.size = usual_size(&kind);
            }
            mark.kind = kind;
        });
    }

    /// Moves a mark: to another place on its panel, or to another panel and with it to that one's station.
    pub fn move_mark(&mut self, id: Id, place: MarkPlace) {
        let MarkPlace { station, panel, position } = place;
        self.edit_mark(id, |mark| {
            mark.station = station;
            mark.panel = panel;
            let (view, at) = position.map(|position| (position.view, (position.x, position.y))).unzip();
            mark.view = view;
            (mark.x, mark.y) = at.map(|(x, y)| (x.min(10_000), y.min(10_000))).unzip();
        });
    }

    /// Takes a mark away, with its photos and the customer's answer to it. The mark as it was; the history of the open draft can bring all of it
    /// back.
    pub fn remove_mark(&mut self, id: Id) -> Option<Mark> {
        let index = self.walkaround.marks.iter().position(|mark| mark.id == id)?;
        let mark = self.walkaround.marks.remove(index);
        self.review.marks.retain(|answer| answer.mark != id);
        let marks = &self.walkaround.marks;
        self.attachments.retain(|attachment| {
            !mark.photos.contains(&attachment.id) || marks.iter().any(|other| other.photos.contains(&attachment.id))
        });
        Some(mark)
    }

    /// The damage of the car. A mark that was repaired since the last visit stands on the sheet, but it is none.
    pub fn damage(&self) -> impl Iterator<Item = &Mark> {
        self.walkaround.marks.iter().filter(|mark| mark.is_damage())
    }

    /// Damage on a panel.
    pub fn marks_of_panel<'a>(&'a self, panel: &'a str) -> impl Iterator<Item = &'a Mark> {
        self.damage().filter(move |mark| mark.panel.as_deref() == Some(panel))
    }

    /// Damage found at a station.
    pub fn marks_of_station<'a>(&'a self, station: &'a Station) -> impl Iterator<Item = &'a Mark> {
        self.damage().filter(move |mark| mark.station == *station)
    }

    /// The customer's answer to a mark.
    pub fn mark_answer(&self, id: Id) -> Option<&MarkAcknowledgement> {
        self.review.marks.iter().find(|answer| answer.mark == id)
    }

    /// Notes the customer's answer to a mark; a later one replaces an earlier one.
    pub fn answer_mark(&mut self, answer: MarkAcknowledgement) {
        if self.mark(answer.mark).is_none() {
            return;
        }
        self.review.marks.retain(|known| known.mark != answer.mark);
        self.review.marks.push(answer);
    }
}
