//! The walk-around's rules on the shipped template.

use proptest::prelude::*;
use walkaround_contract::{
    Attachment, AttachmentRole, DamageKind, Id, MarkAcknowledgement, MarkAnswer, SizeClass, Timestamp, Valuable,
    Valuables, View,
};

use super::*;
use crate::domain::settings::Settings;

fn template() -> &'static Template {
    Template::standard()
}

fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

fn now() -> Timestamp {
    Timestamp::from_unix_ms(1_800_000_000_000, 480).expect("in range")
}

fn draft(body: BodyType) -> Draft {
    let mut draft = Draft::open(id(1), id(2), now(), &Settings::default(), template().reference().expect("canonical"));
    draft.choose_body(body, "r1", template());
    draft
}

fn scratch(draft: &mut Draft, number: u128, panel: &str) -> u16 {
    let station =
        template().station_of(panel, &BodyType::Sedan, &DriverSide::Left).expect("a panel of the sedan").clone();
    draft.place_mark(
        id(number),
        MarkPlace::on_drawing(station, panel, View::Left, 5_000, 20_000),
        DamageKind::Scratch,
        2,
        Some(SizeClass::Point),
    )
}

fn photo(number: u128, media_type: &str) -> Attachment {
    Attachment {
        id: id(number),
        role: AttachmentRole::Other,
        media_type: media_type.into(),
        byte_length: 1,
        sha256: "0".repeat(64),
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

#[test]
fn stations_go_clockwise_from_the_drivers_door() {
    use Station::*;
    let draft = draft(BodyType::Sedan);
    assert_eq!(draft.stations(template())[..5], [DriverSideFront, Front, PassengerSide, Rear, DriverSideRear]);
    // Seen from above, clockwise from a right-hand door leads to the rear.
    let from_the_right = station_order(template(), &DriverSide::Right);
    assert_eq!(from_the_right[..6], [DriverSideFront, DriverSideRear, Rear, PassengerSide, Front, Roof]);
    for side in [DriverSide::Left, DriverSide::Right] {
        let mut order = station_order(template(), &side);
        order.sort();
        let mut known = Station::KNOWN.to_vec();
        known.sort();
        assert_eq!(order, known);
    }
}

#[test]
fn nothing_is_inspected_until_somebody_says_so() {
    let draft = draft(BodyType::Sedan);
    for station in draft.stations(template()) {
        assert_eq!(draft.survey(template()).station(&station).answer, Inspection::NotInspected);
        assert!(!draft.survey(template()).station(&station).progress.is_complete());
    }
    assert_eq!(draft.survey(template()).complete(), (0, 9));
}

#[test]
fn a_station_is_answered_by_all_of_its_panels() {
    let mut draft = draft(BodyType::Sedan);
    let panels = draft.panels_of(&Station::Front, template());
    for panel in &panels[1..] {
        draft.answer_panel(panel, Inspection::NoDamage, None);
    }
    assert_eq!(draft.survey(template()).station(&Station::Front).answer, Inspection::NotInspected);
    assert_eq!(
        draft.survey(template()).station(&Station::Front).progress,
        StationProgress { answered: panels.len() - 1, total: panels.len(), marks: 0, photos_missing: 0 }
    );
    draft.answer_panel(panels[0], Inspection::NotAccessible, Some(InaccessibleReason::Snow));
    assert_eq!(draft.survey(template()).station(&Station::Front).answer, Inspection::NoDamage);
    draft.answer_panel(panels[0], Inspection::NotInspected, None);
    assert_eq!(draft.survey(template()).station(&Station::Front).answer, Inspection::NotInspected);
}

#[test]
fn a_stations_answer_covers_the_panels_that_nobody_answered() {
    let mut draft = draft(BodyType::Sedan);
    let panels = draft.panels_of(&Station::Rear, template());
    draft.answer_panel(panels[0], Inspection::NotAccessible, Some(InaccessibleReason::Dirty));
    scratch(&mut draft, 10, panels[1]);
    draft.rest_no_damage(&Station::Rear, template());
    assert_eq!(draft.survey(template()).panel(panels[0]).answer, Inspection::NotAccessible);
    assert_eq!(draft.survey(template()).panel(panels[0]).reason, Some(InaccessibleReason::Dirty));
    assert_eq!(draft.survey(template()).panel(panels[1]).answer, Inspection::Marked);
    assert_eq!(draft.survey(template()).panel(panels[2]).answer, Inspection::NoDamage);
    assert_eq!(draft.survey(template()).station(&Station::Rear).answer, Inspection::Marked);
    assert!(draft.survey(template()).station(&Station::Rear).progress.is_complete());
    // Taken back, its panels are open again, but for the mark.
    draft.answer_station(&Station::Rear, Inspection::NotInspected, None, template());
    assert_eq!(
        [0, 1, 2].map(|place| draft.survey(template()).panel(panels[place]).answer.clone()),
        [Inspection::NotInspected, Inspection::Marked, Inspection::NotInspected]
    );
}

#[test]
fn out_of_reach_says_why_or_says_nothing() {
    let mut draft = draft(BodyType::Sedan);
    draft.answer_station(&Station::Roof, Inspection::NotAccessible, None, template());
    assert_eq!(draft.survey(template()).station(&Station::Roof).answer, Inspection::NotInspected);
    draft.answer_station(&Station::Roof, Inspection::NotAccessible, Some(InaccessibleReason::Snow), template());
    assert_eq!(draft.survey(template()).station(&Station::Roof).answer, Inspection::NotAccessible);
    assert_eq!(draft.survey(template()).station(&Station::Roof).reason, Some(InaccessibleReason::Snow));
    // A reason belongs to nothing else.
    draft.answer_station(&Station::Boot, Inspection::NoDamage, Some(InaccessibleReason::Dark), template());
    assert_eq!(
        (
            draft.survey(template()).station(&Station::Boot).answer,
            draft.survey(template()).station(&Station::Boot).reason
        ),
        (Inspection::NoDamage, None)
    );
}

#[test]
fn stations_without_a_drawing_are_answered_as_a_whole() {
    let mut draft = draft(BodyType::Sedan);
    assert!(draft.panels_of(&Station::UnderBonnet, template()).is_empty());
    draft.place_mark(id(10), MarkPlace::at_station(Station::UnderBonnet), DamageKind::Broken, 3, None);
    let progress = draft.survey(template()).station(&Station::UnderBonnet).progress;
    assert_eq!(
        (progress, draft.survey(template()).station(&Station::UnderBonnet).answer),
        (StationProgress { answered: 1, total: 1, marks: 1, photos_missing: 1 }, Inspection::Marked)
    );
}

#[test]
fn a_number_is_never_used_twice() {
    let mut draft = draft(BodyType::Sedan);
    assert_eq!(scratch(&mut draft, 10, "bonnet"), 1);
    assert_eq!(scratch(&mut draft, 11, "bonnet"), 2);
    draft.remove_mark(id(11)).expect("there");
    assert_eq!(scratch(&mut draft, 12, "bonnet"), 3);
    assert_eq!(mark_label(draft.mark(id(12)).expect("there")), "S3");
    // The position was below the view's box.
    assert_eq!(draft.mark(id(12)).and_then(|mark| mark.y), Some(10_000));
}

#[test]
fn letters_are_those_of_the_template() {
    for kind in DamageKind::KNOWN {
        assert_eq!(
            template().short("damage_kind", kind.as_str()),
            Some(mark_letter(kind).to_string().as_str()),
            "{kind}"
        );
    }
}

#[test]
fn a_mark_that_says_something_else_was_not_seen_by_the_customer() {
    let mut draft = draft(BodyType::Sedan);
    scratch(&mut draft, 10, "bonnet");
    let seen = MarkAcknowledgement {
        mark: id(10),
        answer: MarkAnswer::Seen,
        at: now(),
        words: None,
        extra: Default::default(),
    };
    draft.answer_mark(seen.clone());
    draft.answer_mark(seen);
    assert_eq!(draft.review.marks.len(), 1);
    draft.edit_mark(id(10), |mark| mark.number = 7);
    assert!(draft.mark_answer(id(10)).is_some() && draft.mark(id(10)).is_some_and(|mark| mark.number == 1));
    draft.edit_mark(id(10), |mark| mark.severity = 9);
    assert_eq!((draft.mark_answer(id(10)), draft.mark(id(10)).map(|mark| mark.severity)), (None, Some(3)));
}

#[test]
fn a_removed_mark_takes_its_photos_and_its_answer_along() {
    let mut draft = draft(BodyType::Sedan);
    scratch(&mut draft, 10, "bonnet");
    scratch(&mut draft, 11, "bonnet");
    draft.attach_photo(photo(20, "image/jpeg"), PhotoTarget::Mark(id(10)));
    draft.answer_mark(MarkAcknowledgement {
        mark: id(10),
        answer: MarkAnswer::Disputed,
        at: now(),
        words: None,
        extra: Default::default(),
    });
    let removed = draft.remove_mark(id(10)).expect("there");
    assert_eq!(removed.photos, [id(20)]);
    assert!(draft.attachments.is_empty() && draft.review.marks.is_empty());
    assert!(draft.remove_mark(id(99)).is_none());
}

#[test]
fn attachments_get_the_role_of_their_place() {
    let mut draft = draft(BodyType::Sedan);
    scratch(&mut draft, 10, "bonnet");
    draft.concerns.push(walkaround_contract::Concern {
        id: id(30),
        words: String::new(),
        symptom: None,
        places: Vec::new(),
        conditions: Default::default(),
        sentences: Vec::new(),
        attachments: Vec::new(),
        extra: Default::default(),
    });
    let item = Valuable { what: "glasses".into(), place: None, photos: Vec::new(), extra: Default::default() };
    draft.cabin.valuables = Some(Valuables { items: vec![item], ..Default::default() });
    #[rustfmt::skip]
    let table = [
        (PhotoTarget::Mark(id(10)), "image/jpeg", AttachmentRole::Damage),
        (PhotoTarget::Mark(id(99)), "image/jpeg", AttachmentRole::Other),
        (PhotoTarget::Shot(GuidedShot::Vin), "image/jpeg", AttachmentRole::Guided),
        (PhotoTarget::Concern(id(30)), "image/jpeg", AttachmentRole::ConcernPhoto),
        (PhotoTarget::Concern(id(30)), "audio/webm", AttachmentRole::ConcernAudio),
        (PhotoTarget::Concern(id(31)), "image/jpeg", AttachmentRole::Other),
        (PhotoTarget::Valuable(0), "image/jpeg", AttachmentRole::Valuables),
        (PhotoTarget::Valuable(1), "image/jpeg", AttachmentRole::Other),
        (PhotoTarget::Other, "image/jpeg", AttachmentRole::Other),
    ];
    for (number, (target, media_type, role)) in (40..).zip(table) {
        draft.attach_photo(photo(number, media_type), target);
        assert_eq!(draft.attachment(id(number)).map(|kept| &kept.role), Some(&role));
    }
    assert_eq!(draft.mark(id(10)).map(|mark| mark.photos.len()), Some(1));
    assert_eq!(draft.survey(template()).station(&Station::Front).progress.photos_missing, 0);
}

#[test]
fn a_guided_photo_taken_again_replaces_the_first() {
    let mut draft = draft(BodyType::Sedan);
    draft.skip_shot(GuidedShot::Vin, SkipReason::Dark);
    assert_eq!(draft.shots_done(template()), (1, 8));
    assert_eq!(draft.attach_photo(photo(20, "image/jpeg"), PhotoTarget::Shot(GuidedShot::Vin)), None);
    draft.skip_shot(GuidedShot::Vin, SkipReason::Dark);
    assert_eq!(draft.shot(&GuidedShot::Vin).and_then(|shot| shot.attachment), Some(id(20)));
    let replaced = draft.attach_photo(photo(21, "image/jpeg"), PhotoTarget::Shot(GuidedShot::Vin));
    assert_eq!(replaced.map(|gone| gone.id), Some(id(20)));
    assert_eq!((draft.attachments.len(), draft.walkaround.shots.len()), (1, 1));
    // Removed, it is to do again.
    draft.remove_attachment(id(21));
    assert_eq!(draft.shots_done(template()), (0, 8));
}

#[test]
fn on_another_body_marks_are_placed_again() {
    let mut draft = draft(BodyType::Sedan);
    scratch(&mut draft, 10, "bonnet");
    scratch(&mut draft, 11, "bonnet");
    draft.place_mark(id(12), MarkPlace::at_station(Station::Boot), DamageKind::Stain, 1, None);
    draft.answer_panel("diffuser", Inspection::NoDamage, None);
    draft.rest_no_damage(&Station::Roof, template());
    // The same body again keeps every position, on the revision they were taken on.
    assert_eq!(draft.choose_body(BodyType::Sedan, "r2", template()), 0);
    assert_eq!(draft.drawing().map(|drawing| drawing.revision.as_str()), Some("r1"));
    assert_eq!(draft.choose_body(BodyType::Pickup, "r1", template()), 2);
    assert_eq!(draft.vehicle.body_type, Some(BodyType::Pickup));
    let mark = draft.mark(id(10)).expect("there");
    assert_eq!((mark.panel.as_deref(), &mark.view, mark.x), (Some("bonnet"), &None, None));
    // The pickup has no diffuser, and its roof was answered as a whole.
    assert!(draft.walkaround.panels.iter().all(|answer| answer.panel != "diffuser"));
    assert!(draft.survey(template()).station(&Station::Roof).progress.is_complete());
    // No position stands on the drawing now, so a newer one may be taken.
    draft.choose_body(BodyType::Pickup, "r2", template());
    assert_eq!(draft.drawing().map(|drawing| drawing.revision.as_str()), Some("r2"));
}

#[test]
fn on_the_other_side_panels_keep_their_answers_and_change_station() {
    let mut draft = draft(BodyType::Sedan);
    scratch(&mut draft, 10, "door_front_left");
    draft.rest_no_damage(&Station::DriverSideFront, template());
    assert_eq!(draft.mark(id(10)).map(|mark| mark.station.clone()), Some(Station::DriverSideFront));
    draft.choose_driver_side(DriverSide::Right, template());
    assert_eq!(draft.mark(id(10)).map(|mark| mark.station.clone()), Some(Station::PassengerSide));
    assert_eq!(draft.survey(template()).station(&Station::DriverSideFront).answer, Inspection::NotInspected);
}

#[test]
fn a_mark_of_another_kind_keeps_what_somebody_chose() {
    let mut draft = draft(BodyType::Sedan);
    let place = MarkPlace::on_panel(Station::Front, "bonnet");
    let (severity, size) = (usual_severity(&DamageKind::Scratch), usual_size(&DamageKind::Scratch));
    draft.place_mark(id(10), place, DamageKind::Scratch, severity, size);
    let said = |draft: &Draft| draft.mark(id(10)).map(|mark| (mark.severity, mark.size.clone()));
    draft.rename_mark(id(10), DamageKind::Broken);
    assert_eq!(said(&draft), Some((2, None)));
    draft.rename_mark(id(10), DamageKind::StoneChip);
    assert_eq!(said(&draft), Some((1, Some(SizeClass::Point))));
    draft.edit_mark(id(10), |mark| {
        mark.severity = 3;
        mark.size = Some(SizeClass::Above15Cm);
    });
    draft.rename_mark(id(10), DamageKind::Dent);
    assert_eq!(said(&draft), Some((3, Some(SizeClass::Above15Cm))));
    // A measure is nobody's guess.
    draft.edit_mark(id(10), |mark| {
        mark.size = usual_size(&DamageKind::Dent);
        mark.measured_mm = Some(30);
    });
    draft.rename_mark(id(10), DamageKind::Loose);
    assert_eq!(said(&draft), Some((3, Some(SizeClass::From2To5Cm))));
}

#[test]
fn a_mark_that_is_moved_takes_its_new_panel_and_station() {
    let mut draft = draft(BodyType::Sedan);
    scratch(&mut draft, 10, "bonnet");
    draft.answer_panel("roof", Inspection::NoDamage, None);
    draft.answer_mark(MarkAcknowledgement {
        mark: id(10),
        answer: MarkAnswer::Seen,
        at: now(),
        words: None,
        extra: Default::default(),
    });
    draft.move_mark(id(10), MarkPlace::on_drawing(Station::Roof, "roof", View::Top, 12_000, 4_000));
    let mark = draft.mark(id(10)).expect("it was moved, not removed");
    assert_eq!((mark.number, mark.panel.as_deref(), mark.x), (1, Some("roof"), Some(10_000)));
    assert_eq!(draft.survey(template()).station(&Station::Roof).answer, Inspection::Marked);
    // Where it was, nobody has said anything else; where it is, the customer has not seen it.
    assert_eq!(draft.survey(template()).panel("bonnet").answer, Inspection::NotInspected);
    assert!(draft.mark_answer(id(10)).is_none());
    // Moved away again, the panel's own answer stands.
    draft.move_mark(id(10), MarkPlace::on_panel(Station::Front, "bonnet"));
    assert_eq!(draft.survey(template()).panel("roof").answer, Inspection::NoDamage);
    assert!(draft.mark(id(10)).is_some_and(|mark| mark.view.is_none() && mark.x.is_none() && mark.y.is_none()));
}

#[test]
fn all_remaining_answers_what_is_open_and_nothing_else() {
    let mut draft = draft(BodyType::Sedan);
    scratch(&mut draft, 10, "bonnet");
    draft.answer_panel("roof", Inspection::NotAccessible, Some(InaccessibleReason::Snow));
    draft.rest_no_damage(&Station::Boot, template());
    let remaining = draft.survey(template()).remaining();
    assert_eq!(remaining.stations.len(), 8);
    assert!(!remaining.stations.contains(&Station::Boot));
    assert!(!remaining.untouched.contains(&Station::Front) && !remaining.untouched.contains(&Station::Roof));
    assert!(remaining.untouched.contains(&Station::UnderBonnet) && remaining.untouched.contains(&Station::Wheels));
    let open = |draft: &Draft| -> usize {
        let left = |station: &Station| {
            let progress = draft.survey(template()).station(station).progress;
            progress.total - progress.answered
        };
        draft.stations(template()).iter().map(left).sum()
    };
    assert_eq!(remaining.panels, open(&draft));
    draft.rest_of_car_no_damage(template());
    assert_eq!((open(&draft), draft.survey(template()).remaining()), (0, Remaining::default()));
    assert_eq!(draft.survey(template()).panel("bonnet").answer, Inspection::Marked);
    assert_eq!(draft.survey(template()).panel("roof").reason, Some(InaccessibleReason::Snow));
}

proptest! {
    /// Whatever is tapped in whatever order: marks and only marks make "marked", and a complete station has every panel answered.
    #[test]
    fn answers_never_belie_the_marks(taps in proptest::collection::vec((0usize..6, 0usize..200, any::<bool>()), 0..60)) {
        let mut draft = draft(BodyType::Suv);
        let panels: Vec<&str> = template().panels_of_body(&BodyType::Suv).map(|panel| panel.id.as_str()).collect();
        for (number, (tap, place, flag)) in (100..).zip(taps) {
            let panel = panels[place % panels.len()];
            let station = draft.stations(template())[place % 9].clone();
            let home = template().station_of(panel, &BodyType::Suv, &DriverSide::Left).expect("a panel of the body").clone();
            match tap {
                0 => { draft.place_mark(id(number), MarkPlace::on_panel(home, panel), DamageKind::Dent, 1, None); }
                1 => { draft.remove_mark(draft.walkaround.marks.first().map_or(id(0), |mark| mark.id)); }
                2 => draft.answer_panel(panel, if flag { Inspection::NoDamage } else { Inspection::NotInspected }, None),
                3 => draft.answer_panel(panel, Inspection::NotAccessible, flag.then_some(InaccessibleReason::Wet)),
                4 => draft.rest_no_damage(&station, template()),
                _ => draft.answer_station(&station, if flag { Inspection::NotInspected } else { Inspection::Marked }, None, template()),
            }
        }
        for panel in panels {
            prop_assert_eq!(draft.survey(template()).panel(panel).answer == Inspection::Marked, draft.marks_of_panel(panel).next().is_some());
            prop_assert_eq!(draft.survey(template()).panel(panel).answer == Inspection::NotAccessible, draft.survey(template()).panel(panel).reason.is_some());
        }
        for station in draft.stations(template()) {
            let answer = draft.survey(template()).station(&station).answer;
            prop_assert_eq!(answer == Inspection::Marked, draft.marks_of_station(&station).next().is_some());
            prop_assert_eq!(answer == Inspection::NotAccessible, draft.survey(template()).station(&station).reason.is_some());
            let open = draft.panels_of(&station, template()).iter().any(|panel| draft.survey(template()).panel(panel).answer == Inspection::NotInspected);
            prop_assert!(!(open && matches!(answer, Inspection::NoDamage | Inspection::NotAccessible)));
        }
        let numbers: std::collections::BTreeSet<u16> = draft.walkaround.marks.iter().map(|mark| mark.number).collect();
        prop_assert_eq!(numbers.len(), draft.walkaround.marks.len());
    }
}
