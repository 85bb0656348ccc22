//! Drawing over photos, and the way back.

use proptest::prelude::*;
use walkaround_contract::{Annotation, AnnotationColour, AnnotationShape, Attachment, AttachmentRole, GuidedShot};

use super::*;
use crate::domain::draft::Draft;
use crate::domain::sample::{complete_draft, id, photo, settings, sign, template};
use crate::domain::to_sheet::{content_digest, finish};
use crate::domain::walkaround::PhotoTarget;

const LANDSCAPE: Picture = Picture { width: 1600, height: 1200 };

fn pen() -> Pen {
    Pen { colour: AnnotationColour::Yellow, stroke: 60 }
}

fn shape(shape: AnnotationShape, way: &[Place]) -> Annotation {
    from_gesture(&shape, way, &pen()).expect("a way makes a shape")
}

fn blur(from: Place, to: Place) -> Annotation {
    shape(AnnotationShape::Blur, &[from, to])
}

/// A blurred version as the worker makes it: other bytes, another id.
fn version(number: u128) -> Attachment {
    photo(number, AttachmentRole::Other)
}

#[test]
fn a_tap_is_no_shape_and_a_way_is_one() {
    for kind in AnnotationShape::KNOWN {
        assert_eq!(from_gesture(kind, &[(500, 500), (560, 520)], &pen()), None, "{kind}");
    }
    let arrow = shape(AnnotationShape::Arrow, &[(100, 100), (300, 900), (4_000, 2_000)]);
    assert_eq!(
        (arrow.points, arrow.stroke, arrow.colour),
        (vec![(100, 100), (4_000, 2_000)], Some(60), Some(AnnotationColour::Yellow))
    );
    let area = blur((4_000, 2_000), (100, 100));
    assert_eq!((area.stroke, &area.colour), (None, &None), "there is nothing to draw");
    assert_eq!(blur_areas(&[area]), [BlurArea { left: 100, top: 100, right: 4_000, bottom: 2_000 }]);
    let line = shape(AnnotationShape::Line, &[(0, 0), (500, 0), (500, 500), (0, 0)]);
    assert_eq!(line.points.len(), 4, "a line may come back to where it began");
    assert_eq!(from_gesture(&AnnotationShape::Circle, &[(0, 0), (500, 500), (0, 0)], &pen()), None);
}

#[test]
fn a_line_keeps_its_form_however_long_it_is() {
    let mut points = Vec::new();
    for step in 0..50_000_u32 {
        let place = u16::try_from(step * 37 % 10_000).expect("within");
        add_point(&mut points, (place, u16::try_from(step / 5).expect("within")));
    }
    assert!(points.len() <= 2_000, "{}", points.len());
    assert_eq!(points.first(), Some(&(0, 0)));
    let known = points.len();
    let last = *points.last().expect("points");
    add_point(&mut points, (last.0, last.1.saturating_sub(3)));
    assert_eq!(points.len(), known, "a hand that rests adds nothing");
}

#[test]
fn only_blur_asks_for_new_bytes() {
    let (arrow, area) = (shape(AnnotationShape::Arrow, &[(0, 0), (5_000, 5_000)]), blur((0, 0), (900, 900)));
    assert!(!needs_new_bytes(&[], std::slice::from_ref(&arrow)));
    assert!(needs_new_bytes(&[], std::slice::from_ref(&area)));
    assert!(!needs_new_bytes(&[arrow.clone(), area.clone()], &[area.clone(), arrow]));
    assert!(needs_new_bytes(std::slice::from_ref(&area), &[moved(&area, 10, 0)]));
    assert!(needs_new_bytes(&[area], &[]));
}

#[test]
fn blurred_and_undone_it_is_the_photo_that_was_taken() {
    let mut draft = complete_draft();
    draft.attach_photo(photo(31, AttachmentRole::Other), PhotoTarget::Shot(GuidedShot::Front));
    let before = draft.clone();
    for taken in [id(30), id(31)] {
        let area = blur((1_000, 1_000), (4_000, 2_000));
        let annotations = vec![area.clone(), shape(AnnotationShape::Arrow, &[(0, 0), (5_000, 5_000)])];
        let mut first = version(40);
        first.annotations = annotations.clone();
        draft.blur_photo(taken, first);
        let delivered = draft.attachment(id(40)).expect("it is there");
        assert_eq!(
            (&delivered.annotations, delivered.captured_at),
            (&annotations, before.attachment(taken).expect("taken").captured_at)
        );
        assert_eq!(draft.original_of(id(40)).map(|original| original.id), Some(taken));
        assert!(draft.attachment_ids().any(|kept| kept == taken), "its bytes are kept as long as the draft");

        // Blurred elsewhere: made from the original again, and nobody needs the version in between.
        draft.blur_photo(id(40), version(41));
        assert!(draft.attachment_ids().all(|kept| kept != id(40)));
        assert_eq!(draft.original_of(id(41)).map(|original| original.id), Some(taken));
        assert_eq!(draft.original_of(id(40)), None);

        draft.unblur_photo(id(41), Vec::new());
        assert_eq!(draft, before, "same id, same digest, same length, same references");
    }
}

#[test]
fn every_reference_follows_the_bytes() {
    let mut draft = complete_draft();
    let concern = draft.concerns[0].id;
    draft.attach_photo(photo(32, AttachmentRole::Other), PhotoTarget::Concern(concern));
    draft.attach_photo(photo(33, AttachmentRole::Other), PhotoTarget::Shot(GuidedShot::Vin));
    let valuables = walkaround_contract::Valuable {
        what: "laptop".into(),
        place: None,
        photos: Vec::new(),
        extra: Default::default(),
    };
    draft.cabin.valuables.get_or_insert_default().items.push(valuables);
    let item = draft.cabin.valuables.as_ref().map_or(0, |valuables| valuables.items.len() - 1);
    draft.attach_photo(photo(34, AttachmentRole::Other), PhotoTarget::Valuable(item));
    for (number, taken) in (50..).zip([id(30), id(32), id(33), id(34)]) {
        let role = draft.attachment(taken).expect("taken").role.clone();
        draft.blur_photo(taken, version(number));
        assert_eq!(draft.attachment(id(number)).map(|delivered| &delivered.role), Some(&role));
        draft.originals.clear();
        let json = serde_json::to_string(&draft).expect("JSON");
        assert!(
            !json.contains(&taken.to_string()),
            "{role}: something still refers to the photo before it was blurred"
        );
    }
}

#[test]
fn a_photo_that_is_gone_meanwhile_leaves_nothing_behind() {
    let mut draft = complete_draft();
    draft.remove_attachment(id(30));
    let without = draft.clone();
    draft.blur_photo(id(30), version(40));
    draft.unblur_photo(id(30), Vec::new());
    assert_eq!(draft, without);
    let mut draft = complete_draft();
    draft.blur_photo(id(30), version(40));
    draft.remove_attachment(id(40));
    assert!(
        draft.attachment_ids().any(|kept| kept == id(30)),
        "removing can be undone, so the original waits for the draft's end"
    );
    draft.forget_original(id(40));
    assert_eq!(draft.originals, []);
}

#[test]
fn a_draft_of_an_earlier_version_has_no_originals() {
    let mut json = serde_json::to_value(complete_draft()).expect("JSON");
    json.as_object_mut().expect("an object").remove("originals");
    let draft: Draft = serde_json::from_value(json).expect("it opens");
    assert_eq!(draft, complete_draft());
}

#[test]
fn what_is_drawn_is_signed() {
    let mut draft = complete_draft();
    sign(&mut draft);
    let device = settings().device;
    let signed_for = content_digest(&draft, template(), &device).expect("canonical");
    let words = words_at((9_900, 100), "约 12 cm", &pen()).expect("words");
    draft.annotate(id(30), vec![shape(AnnotationShape::Circle, &[(0, 0), (5_000, 5_000)]), words]);
    let digest = content_digest(&draft, template(), &device).expect("canonical");
    assert_ne!(digest, signed_for);
    assert_eq!(draft.valid_signatures(&digest).count(), 0, "an arrow more is asked to be signed again");
    draft.review.signatures.clear();
    sign(&mut draft);
    let sheet = finish(&draft, template(), &device, draft.changed_at).expect("what is drawn here a backend takes");
    assert_eq!(sheet.attachments.iter().map(|photo| photo.annotations.len()).sum::<usize>(), 2);
}

#[test]
fn the_shape_under_the_finger_is_the_uppermost_line() {
    let mut sketch = Sketch::of(&[
        shape(AnnotationShape::Circle, &[(2_000, 2_000), (8_000, 8_000)]),
        shape(AnnotationShape::Arrow, &[(3_000, 5_000), (7_000, 5_000)]),
    ]);
    let text = sketch.add(words_at((5_000, 9_000), "约 12 cm", &pen()).expect("words")).expect("room");
    let at = |place| hit(sketch.shapes().iter(), place, LANDSCAPE, 150);
    assert_eq!(at((5_000, 5_000)), Some(1), "the arrow, although it lies within the circle");
    assert_eq!(at((5_000, 6_500)), Some(0), "within the circle, where there is nothing else");
    assert_eq!(at((2_020, 5_000)), Some(0), "on the circle");
    assert_eq!(at((5_400, 9_050)), Some(text));
    assert_eq!(at((200, 200)), None);
}

#[test]
fn words_keep_within_the_picture() {
    let words = words_at((10_000, 5_000), "漆面一道长划痕，从后门把手一直到油箱盖，露了底漆，客户说昨天还没有", &pen())
        .expect("words");
    let text = words.text.clone().expect("words");
    assert_eq!(text.replace('\n', ""), "漆面一道长划痕，从后门把手一直到油箱盖，露了底漆，客户说昨天还没有");
    assert_eq!(text.lines().count(), 2);
    assert!(words.points[0].0 < 6_000, "moved in as far as they need: {:?}", words.points);
    let english = words_at((0, 0), &"scratch through the clear coat ".repeat(4), &pen()).expect("words");
    assert!(english.text.as_deref().is_some_and(|text| text.lines().all(|line| line.starts_with(char::is_alphabetic))));
    assert_eq!(words_at((0, 0), " \n ", &pen()), None);
    let longest =
        words_at((0, 0), &"漆".repeat(LONGEST_WORDS as usize), &Pen { stroke: STROKES[2], ..pen() }).expect("words");
    assert!(longest.text.is_some_and(|text| text.chars().count() <= 200), "the contract's limit");
}

/// Any shape a hand can make.
fn any_shape() -> impl Strategy<Value = Annotation> {
    let place = || (0_u16..=FAR, 0_u16..=FAR);
    (prop::sample::select(AnnotationShape::KNOWN), prop::collection::vec(place(), 2..6), "[a-z漆 ]{1,40}")
        .prop_filter_map("a tap", |(shape, way, words)| match shape {
            AnnotationShape::Text => words_at(way[0], &words, &pen()),
            shape => from_gesture(&shape, &way, &pen()),
        })
}

#[derive(Clone, Debug)]
enum Step {
    Add(Annotation),
    Move(u8, i32, i32),
    Nudge(u8, i32, i32),
    Ink(u8, u16),
    Remove(u8),
    Undo,
    Redo,
}

fn any_step() -> impl Strategy<Value = Step> {
    let by = || (any::<u8>(), -12_000..12_000_i32, -12_000..12_000_i32);
    prop_oneof![
        3 => any_shape().prop_map(Step::Add),
        2 => by().prop_map(|(which, dx, dy)| Step::Move(which, dx, dy)),
        2 => by().prop_map(|(which, dx, dy)| Step::Nudge(which, dx, dy)),
        1 => (any::<u8>(), prop::sample::select(&STROKES)).prop_map(|(which, stroke)| Step::Ink(which, stroke)),
        1 => any::<u8>().prop_map(Step::Remove),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

fn take(sketch: &mut Sketch, step: Step) {
    let which = |sketch: &Sketch, which: u8| {
        let shapes = sketch.shapes();
        (!shapes.is_empty()).then(|| shapes[usize::from(which) % shapes.len()].clone())
    };
    match step {
        Step::Add(annotation) => {
            sketch.add(annotation);
        }
        Step::Move(place, dx, dy) => {
            if let Some(shape) = which(sketch, place) {
                sketch.replace(shape.key, moved(&shape.annotation, dx, dy));
            }
        }
        Step::Nudge(place, dx, dy) => {
            if let Some(shape) = which(sketch, place) {
                sketch.nudge(shape.key, stretched(&shape.annotation, dx, dy));
            }
        }
        Step::Ink(place, stroke) => {
            if let Some(shape) = which(sketch, place) {
                sketch.replace(shape.key, inked(&shape.annotation, &Pen { stroke, ..Pen::default() }));
            }
        }
        Step::Remove(place) => {
            if let Some(shape) = which(sketch, place) {
                sketch.remove(shape.key);
            }
        }
        Step::Undo => sketch.undo(),
        Step::Redo => sketch.redo(),
    }
}

proptest! {
    #[test]
    fn undone_to_the_end_it_is_what_it_was(
        begun_with in prop::collection::vec(any_shape(), 0..4),
        steps in prop::collection::vec(any_step(), 0..40),
    ) {
        let mut sketch = Sketch::of(&begun_with);
        for step in steps {
            take(&mut sketch, step);
            let mut keys: Vec<Key> = sketch.shapes().iter().map(|shape| shape.key).collect();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), sketch.shapes().len());
            for annotation in sketch.annotations() {
                prop_assert!(annotation.points.iter().all(|point| point.0 <= FAR && point.1 <= FAR));
            }
        }
        let end = sketch.annotations();
        let mut steps = 0;
        while sketch.can_undo() {
            sketch.undo();
            steps += 1;
        }
        prop_assert_eq!(sketch.annotations(), begun_with);
        prop_assert!(!sketch.is_changed());
        for _ in 0..steps {
            sketch.redo();
        }
        prop_assert_eq!(sketch.annotations(), end);
    }

    #[test]
    fn a_moved_shape_keeps_its_form(annotation in any_shape(), dx in -12_000..12_000_i32, dy in -12_000..12_000_i32) {
        let after = moved(&annotation, dx, dy);
        let form = |annotation: &Annotation| -> Vec<(i32, i32)> {
            let first = annotation.points[0];
            annotation.points.iter().map(|point| (i32::from(point.0) - i32::from(first.0), i32::from(point.1) - i32::from(first.1))).collect()
        };
        prop_assert_eq!(form(&annotation), form(&after));
    }

    #[test]
    fn what_is_drawn_can_be_picked(annotation in any_shape()) {
        let sketch = Sketch::of(std::slice::from_ref(&annotation));
        let place = match annotation.shape {
            AnnotationShape::Circle | AnnotationShape::Blur => {
                let (one, other) = (annotation.points[0], annotation.points[1]);
                (u16::midpoint(one.0, other.0), u16::midpoint(one.1, other.1))
            }
            _ => annotation.points[0],
        };
        prop_assert_eq!(hit(sketch.shapes().iter(), place, LANDSCAPE, 100), Some(0));
    }
}
