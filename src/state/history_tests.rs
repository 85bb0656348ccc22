//! Whatever is done on the walk-around can be taken back and done again.

use proptest::prelude::*;
use walkaround_contract::{
    Attachment, AttachmentRole, BodyType, DamageKind, DriverSide, GuidedShot, Id, InaccessibleReason, Inspection,
    MarkAcknowledgement, MarkAnswer, SkipReason, Station, Template, Timestamp, View, WheelPosition,
};

use super::*;
use crate::domain::settings::Settings;
use crate::domain::walkaround::{MarkDeed, MarkPlace, PhotoTarget, ShotDeed};

fn template() -> &'static Template {
    Template::standard()
}

fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

fn draft() -> Draft {
    let now = Timestamp::from_unix_ms(1_800_000_000_000, 480).expect("in range");
    let mut draft = Draft::open(
        id(1),
        id(2),
        now,
        &Settings::default(),
        template().reference().expect("the template is canonical"),
    );
    draft.choose_body(BodyType::Sedan, "r1", template());
    draft
}

fn photo(number: u128) -> Attachment {
    Attachment {
        id: id(number),
        role: AttachmentRole::Other,
        media_type: "image/jpeg".into(),
        byte_length: 1,
        sha256: format!("{number:064x}"),
        width: None,
        height: None,
        captured_at: None,
        duration_ms: None,
        annotations: Vec::new(),
        data: None,
        href: None,
        extra: Default::default(),
    }
}

/// An open draft with its history, as the editor has them.
struct Editor {
    draft: Draft,
    history: History,
}

impl Editor {
    fn new() -> Self {
        let draft = draft();
        Self { history: History::of(&draft), draft }
    }

    fn edit(&mut self, change: impl FnOnce(&mut Draft)) -> bool {
        change(&mut self.draft);
        self.history.record(&self.draft)
    }

    fn place(&mut self, number: u128, panel: &str) {
        self.history.seal();
        let station =
            template().station_of(panel, &BodyType::Sedan, &DriverSide::Left).expect("a panel of the sedan").clone();
        let place = MarkPlace::on_drawing(station, panel, View::Left, 4_000, 5_000);
        assert!(self.edit(|draft| {
            draft.place_mark(id(number), place, DamageKind::Scratch, 1, None);
        }));
    }

    fn undo(&mut self) -> Option<What> {
        self.history.undo(&mut self.draft)
    }

    fn redo(&mut self) -> Option<What> {
        self.history.redo(&mut self.draft)
    }
}

/// What the walk-around says, whatever the order in which it was said.
fn said(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.walkaround.panels.sort_by(|a, b| a.panel.cmp(&b.panel));
    draft.walkaround.stations.sort_by(|a, b| a.station.cmp(&b.station));
    draft.walkaround.shots.sort_by(|a, b| a.shot.cmp(&b.shot));
    draft.attachments.sort_by_key(|attachment| attachment.id);
    draft.review.marks.sort_by_key(|answer| answer.mark);
    // Numbers are given once, whatever becomes of the mark; only this goes on.
    draft.last_mark_number = 0;
    draft
}

#[test]
fn every_kind_of_step_is_taken_back_and_done_again_by_its_name() {
    let mut editor = Editor::new();
    editor.place(10, "bonnet");
    type Change = fn(&mut Draft);
    let steps: [(What, Change); 12] = [
        (mark(MarkDeed::Described, "S1", "bonnet"), |draft| draft.edit_mark(id(10), |mark| mark.severity = 2)),
        (mark(MarkDeed::Noted, "S1", "bonnet"), |draft| {
            draft.edit_mark(id(10), |mark| mark.note = Some("deep".into()))
        }),
        (mark(MarkDeed::PhotoAdded, "S1", "bonnet"), |draft| {
            draft.attach_photo(photo(20), PhotoTarget::Mark(id(10)));
        }),
        (What::Panel("roof".into()), |draft| {
            draft.answer_panel("roof", Inspection::NotAccessible, Some(InaccessibleReason::Snow));
        }),
        (What::Station(Station::Boot), |draft| {
            draft.answer_station(&Station::Boot, Inspection::NoDamage, None, template())
        }),
        (What::Wheel(WheelPosition::RearLeft), |draft| {
            draft.edit_wheel(&WheelPosition::RearLeft, |wheel| wheel.rim_damaged = Some(true));
        }),
        (What::Shot { shot: GuidedShot::Vin, deed: ShotDeed::Skipped }, |draft| {
            draft.skip_shot(GuidedShot::Vin, SkipReason::Dark);
        }),
        (What::Shot { shot: GuidedShot::Front, deed: ShotDeed::Taken }, |draft| {
            draft.attach_photo(photo(21), PhotoTarget::Shot(GuidedShot::Front));
        }),
        (What::Shot { shot: GuidedShot::Front, deed: ShotDeed::Taken }, |draft| {
            draft.attach_photo(photo(22), PhotoTarget::Shot(GuidedShot::Front));
        }),
        (What::Shot { shot: GuidedShot::Front, deed: ShotDeed::Removed }, |draft| draft.remove_attachment(id(22))),
        (What::DriverSide, |draft| draft.choose_driver_side(DriverSide::Right, template())),
        (mark(MarkDeed::Removed, "S1", "bonnet"), |draft| {
            draft.remove_mark(id(10));
        }),
    ];
    let mut states = vec![said(&editor.draft)];
    for (what, change) in &steps {
        editor.history.seal();
        assert!(editor.edit(change), "{what:?}");
        assert_eq!(editor.history.undoes(), Some(what));
        states.push(said(&editor.draft));
    }
    for (place, (what, _)) in steps.iter().enumerate().rev() {
        assert_eq!(editor.undo().as_ref(), Some(what));
        assert_eq!(said(&editor.draft), states[place], "{what:?} was not taken back");
    }
    for (place, (what, _)) in steps.iter().enumerate() {
        assert_eq!(editor.redo().as_ref(), Some(what));
        assert_eq!(said(&editor.draft), states[place + 1], "{what:?} was not done again");
    }
    assert_eq!((editor.redo(), editor.history.redoes()), (None, None));
}

fn mark(deed: MarkDeed, label: &str, panel: &str) -> What {
    What::Mark { deed, label: label.into(), station: Station::Front, panel: Some(panel.into()) }
}

#[test]
fn one_answer_for_the_rest_of_the_car_is_one_step() {
    let mut editor = Editor::new();
    let before = said(&editor.draft);
    let left = editor.draft.survey(template()).remaining();
    assert!(editor.edit(|draft| draft.rest_of_car_no_damage(template())));
    assert_eq!(editor.history.undoes(), Some(&What::Stations(left.stations.len())));
    assert_eq!(editor.draft.survey(template()).remaining().panels, 0);
    editor.undo();
    assert_eq!(said(&editor.draft), before);
}

#[test]
fn a_burst_of_typing_is_one_step_and_a_field_left_ends_it() {
    let mut editor = Editor::new();
    editor.place(10, "bonnet");
    for text in ["d", "de", "deep"] {
        editor.edit(|draft| draft.edit_mark(id(10), |mark| mark.note = Some(text.into())));
    }
    editor.history.seal();
    editor.edit(|draft| draft.edit_mark(id(10), |mark| mark.note = Some("deep!".into())));
    editor.undo();
    assert_eq!(editor.draft.mark(id(10)).and_then(|mark| mark.note.as_deref()), Some("deep"));
    editor.undo();
    assert_eq!(editor.draft.mark(id(10)).and_then(|mark| mark.note.clone()), None);
    // What was typed and deleted again was nothing.
    for text in [Some("x".to_owned()), None] {
        editor.edit(|draft| draft.edit_mark(id(10), |mark| mark.note = text));
    }
    assert_eq!(editor.undo(), Some(mark(MarkDeed::Placed, "S1", "bonnet")));
}

#[test]
fn all_wheels_measured_by_one_drag_are_one_step() {
    let mut editor = Editor::new();
    for tenths in [40, 50, 61] {
        editor.edit(|draft| {
            for wheel in &WheelPosition::KNOWN[..4] {
                draft.edit_wheel(wheel, |wheel| wheel.tread_tenths_mm = Some(tenths));
            }
        });
    }
    assert_eq!(editor.undo(), Some(What::Wheels(4)));
    assert!(editor.draft.walkaround.wheels.is_empty());
}

#[test]
fn a_mark_pushed_bit_by_bit_is_moved_once() {
    let mut editor = Editor::new();
    editor.place(10, "bonnet");
    let start = editor.draft.mark(id(10)).cloned().expect("just placed");
    for x in [4_100, 4_200, 4_300] {
        let place = MarkPlace::on_drawing(Station::Front, "bonnet", View::Left, x, 5_000);
        editor.edit(|draft| draft.move_mark(id(10), place));
    }
    assert_eq!(editor.undo(), Some(mark(MarkDeed::Moved, "S1", "bonnet")));
    assert_eq!(editor.draft.mark(id(10)), Some(&start));
}

#[test]
fn what_is_done_next_ends_the_way_forward_and_no_number_is_given_twice() {
    let mut editor = Editor::new();
    editor.place(10, "bonnet");
    editor.place(11, "bonnet");
    editor.undo();
    editor.place(12, "bonnet");
    assert_eq!(editor.redo(), None);
    let numbers: Vec<u16> = editor.draft.walkaround.marks.iter().map(|mark| mark.number).collect();
    assert_eq!(numbers, [1, 3]);
    // A mark that comes back comes back under its own number, in its place.
    editor.edit(|draft| drop(draft.remove_mark(id(10))));
    editor.place(13, "bonnet");
    editor.undo();
    editor.undo();
    let numbers: Vec<u16> = editor.draft.walkaround.marks.iter().map(|mark| mark.number).collect();
    assert_eq!(numbers, [1, 3]);
}

#[test]
fn what_the_customer_said_comes_back_with_what_it_was_said_to() {
    let mut editor = Editor::new();
    editor.place(10, "bonnet");
    let seen = MarkAcknowledgement {
        mark: id(10),
        answer: MarkAnswer::Seen,
        at: editor.draft.opened_at,
        words: None,
        extra: Default::default(),
    };
    // That the customer has seen it is nothing the advisor takes back.
    assert!(!editor.edit(|draft| draft.answer_mark(seen.clone())));
    editor.edit(|draft| draft.edit_mark(id(10), |mark| mark.severity = 3));
    assert!(editor.draft.mark_answer(id(10)).is_none());
    editor.undo();
    assert_eq!(editor.draft.mark_answer(id(10)), Some(&seen));
    editor.redo();
    assert!(editor.draft.mark_answer(id(10)).is_none());
    // Taken back to something the customer has not seen, nothing is left of it.
    editor.edit(|draft| draft.answer_mark(MarkAcknowledgement { mark: id(10), ..seen }));
    editor.undo();
    editor.undo();
    assert!(editor.draft.walkaround.marks.is_empty() && editor.draft.review.marks.is_empty());
}

#[test]
fn another_body_and_its_drawing_are_one_step() {
    let mut editor = Editor::new();
    editor.place(10, "bonnet");
    let before = said(&editor.draft);
    editor.history.seal();
    editor.edit(|draft| draft.vehicle.body_type = Some(BodyType::Van));
    editor.history.seal();
    // The drawing comes a moment later.
    editor.edit(|draft| {
        draft.choose_body(BodyType::Van, "r1", template());
    });
    assert!(editor.draft.mark(id(10)).is_some_and(|mark| mark.view.is_none()));
    assert_eq!(editor.undo(), Some(What::Body));
    assert_eq!(said(&editor.draft), before);
    // A newer state of the same drawing is no step.
    let mut fresh = Editor::new();
    assert!(!fresh.edit(|draft| {
        draft.choose_body(BodyType::Sedan, "r2", template());
    }));
}

#[test]
fn photos_of_other_steps_are_none_of_its_business() {
    let mut editor = Editor::new();
    assert!(!editor.edit(|draft| drop(draft.attach_photo(photo(20), PhotoTarget::Other))));
    assert!(!editor.edit(|draft| draft.customer.member_level = Some("gold".into())));
    assert_eq!(editor.history.undoes(), None);
}

proptest! {
    /// Whatever is done in whatever order: all the way back is where it began, all the way forward is where it ended.
    #[test]
    fn all_the_way_back_and_forth(taps in proptest::collection::vec((0u8..10, 0usize..200, any::<bool>()), 0..40)) {
        let mut editor = Editor::new();
        let start = said(&editor.draft);
        let panels: Vec<&str> = template().panels_of_body(&BodyType::Sedan).map(|panel| panel.id.as_str()).collect();
        for (number, (tap, place, flag)) in (100..).zip(taps) {
            let panel = panels[place % panels.len()];
            let station = editor.draft.stations(template())[place % 9].clone();
            let home = template().station_of(panel, &BodyType::Sedan, &DriverSide::Left).expect("of the body").clone();
            let marks = &editor.draft.walkaround.marks;
            let any = marks.get(place % marks.len().max(1)).map_or(id(0), |mark| mark.id);
            if flag {
                editor.history.seal();
            }
            editor.edit(|draft| match tap {
                0 | 1 => { draft.place_mark(id(number), MarkPlace::on_panel(home, panel), DamageKind::Dent, 1, None); }
                2 => { draft.remove_mark(any); }
                3 => draft.edit_mark(any, |mark| mark.note = Some(number.to_string())),
                4 => draft.move_mark(any, MarkPlace::on_panel(home, panel)),
                5 => { draft.attach_photo(photo(number), PhotoTarget::Mark(any)); }
                6 => draft.answer_panel(panel, Inspection::NoDamage, None),
                7 => draft.answer_station(&station, if flag { Inspection::NoDamage } else { Inspection::NotInspected }, None, template()),
                8 => { draft.attach_photo(photo(number), PhotoTarget::Shot(GuidedShot::KNOWN[place % 8].clone())); }
                _ => draft.edit_wheel(&WheelPosition::KNOWN[place % 5], |wheel| wheel.tread_tenths_mm = Some(40)),
            });
        }
        // Photos whose mark was gone are no part of it; they stay.
        let loose = |draft: &Draft| draft.attachments.iter().filter(|kept| kept.role == AttachmentRole::Other).count();
        let (end, kept) = (said(&editor.draft), loose(&editor.draft));
        while editor.undo().is_some() {}
        let mut back = said(&editor.draft);
        prop_assert_eq!(loose(&editor.draft), kept);
        back.attachments.retain(|attachment| attachment.role != AttachmentRole::Other);
        prop_assert_eq!(&back, &start);
        while editor.redo().is_some() {}
        prop_assert_eq!(said(&editor.draft), end);
        let numbers: std::collections::BTreeSet<u16> = editor.draft.walkaround.marks.iter().map(|mark| mark.number).collect();
        prop_assert_eq!(numbers.len(), editor.draft.walkaround.marks.len());
    }
}
