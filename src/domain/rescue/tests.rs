//! Files from elsewhere are refused by name, the table of what stands how to what, and a copy that shares nothing with its original.

use std::io::Cursor;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;
use walkaround_contract::{AttachmentRole, Timestamp};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::envelope::{HEADER, Header, HeaderError, ITERATIONS, is_locked, key_check};
use super::manifest::MANIFEST;
use super::*;
use crate::domain::draft::Draft;
use crate::domain::outbox::{Delivery, OutboxEntry};
use crate::domain::sample::{apply, complete_draft, edit, id, minute, open_draft, photo, sealed, sign};

fn maker(device: u128) -> Maker {
    Maker { device: id(device), name: Some("Bay 2".into()), app_version: "0.1.0".into() }
}

/// A bundle with these files, each listed as it is.
fn bundle(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ArchiveWriter::default();
    let entries = files.iter().map(|(path, bytes)| {
        writer.add(path, bytes).expect("it has room");
        Entry { path: (*path).into(), bytes: bytes.len() as u64, sha256: String::new(), media_type: None }
    });
    let manifest = Manifest { format: FORMAT, made_at: minute(0), maker: maker(1), entries: entries.collect() };
    writer.finish(&manifest).expect("it has room")
}

fn open(bytes: Vec<u8>) -> Result<Archive, BundleError> {
    Archive::open(Arc::new(bytes))
}

/// What a refusal is called in these tests.
fn refusal(bytes: Vec<u8>) -> &'static str {
    match open(bytes) {
        Ok(_) => "taken",
        Err(BundleError::Foreign { .. }) => "foreign",
        Err(BundleError::Damaged { .. }) => "damaged",
        Err(BundleError::UnsafePath { .. }) => "unsafe path",
        Err(BundleError::Exploding { .. }) => "exploding",
        Err(BundleError::Newer { .. }) => "newer",
        Err(BundleError::TooLarge { .. }) => "too large",
    }
}

#[test]
fn what_was_put_in_comes_out() {
    let path = Place::Photo(id(3)).path(Some("image/jpeg"));
    let archive = open(bundle(&[(&path, b"\xff\xd8 a photo")])).expect("it is one of ours");
    assert_eq!(archive.entry(&path), Some(&b"\xff\xd8 a photo"[..]));
    assert_eq!(archive.manifest().maker, maker(1));
    assert_eq!(archive.entry("photos/none.jpg"), None);
}

#[test]
fn every_place_has_one_path() {
    let places = [
        Place::Draft(id(1)),
        Place::Sheet(id(1)),
        Place::Delivery(id(1)),
        Place::Photo(id(1)),
        Place::Thumbnail(id(1)),
    ];
    for place in places.into_iter().chain([Place::Template("0a".repeat(32))]) {
        for media_type in [None, Some("image/png"), Some("audio/webm;codecs=opus"), Some("../x")] {
            assert_eq!(Place::parse(&place.path(media_type)), Ok(place.clone()));
        }
    }
    assert_eq!(Place::parse("videos/0190.mp4"), Ok(Place::Unknown));
    for path in [
        "",
        "/",
        "drafts",
        "drafts/",
        "../drafts/a.json",
        "drafts/../a.json",
        "drafts/..",
        "/etc/passwd",
        "drafts\\a.json",
        "drafts/a.json/b",
        "Drafts/a.json",
        "drafts/a.json\0",
        "drafts/a.b.json",
        "photos/not-an-id.jpg",
        "照/a.jpg",
    ] {
        assert!(matches!(Place::parse(path), Err(BundleError::UnsafePath { .. })), "{path}");
    }
}

#[test]
fn a_path_that_leads_out_is_refused_whether_it_is_listed_or_not() {
    let with = |path: &str| {
        let mut writer = ArchiveWriter::default();
        writer.add(path, b"x").expect("it has room");
        let manifest = Manifest { format: FORMAT, made_at: minute(0), maker: maker(1), entries: Vec::new() };
        writer.finish(&manifest).expect("it has room")
    };
    assert_eq!(refusal(with("../../etc/cron.d/x")), "unsafe path");
    assert_eq!(refusal(with("photos/../../x.jpg")), "unsafe path");
    assert_eq!(refusal(bundle(&[("/drafts/x.json", b"{}")])), "unsafe path");
}

#[test]
fn what_is_no_bundle_is_foreign() {
    for bytes in [&b""[..], b"PK", b"%PDF-1.7", b"{\"records\":[]}", &[0; 4096]] {
        assert_eq!(refusal(bytes.to_vec()), "foreign");
    }
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    other.start_file("drafts/a.json", stored).expect("it has room");
    assert_eq!(refusal(other.finish().expect("it has room").into_inner()), "unsafe path");
    let empty = ZipWriter::new(Cursor::new(Vec::new())).finish().expect("it has room").into_inner();
    assert_eq!(refusal(empty), "foreign");
}

#[test]
fn a_bundle_of_a_newer_app_is_said() {
    let mut writer = ArchiveWriter::default();
    writer.add(MANIFEST, json!({ "format": FORMAT + 1, "what": "else" }).to_string().as_bytes()).expect("it has room");
    // The writer's own manifest would come second; this one is all that is needed.
    let manifest = Manifest { format: FORMAT + 1, made_at: minute(0), maker: maker(1), entries: Vec::new() };
    assert!(writer.finish(&manifest).is_err(), "there is one manifest");
    let newer = ArchiveWriter::default().finish(&manifest).expect("it has room");
    assert_eq!(open(newer).err(), Some(BundleError::Newer { found: FORMAT + 1, known: FORMAT }));
}

#[test]
fn what_unpacks_to_more_than_it_is_is_refused() {
    let path = Place::Photo(id(3)).path(Some("image/jpeg"));
    let whole = bundle(&[(&path, &[7; 4000])]);
    // The method of the entry, in its own header and in the table at the end: deflated.
    let mut packed = whole.clone();
    for (signature, at) in [(*b"PK\x03\x04", 8), (*b"PK\x01\x02", 10)] {
        let place = packed.windows(4).position(|window| window == signature).expect("it is there");
        packed[place + at] = 8;
    }
    assert_eq!(refusal(packed), "exploding");
    // A size that is not what lies there: as a bomb says more, or less.
    let mut lying = whole.clone();
    let table = lying.windows(4).position(|window| window == b"PK\x01\x02").expect("it is there");
    lying[table + 24] ^= 0x40;
    assert_eq!(refusal(lying), "exploding");
    // Two entries over the same bytes.
    let other = Place::Photo(id(4)).path(Some("image/jpeg"));
    let mut shared = bundle(&[(&path, &[7; 4000]), (&other, &[7; 4000])]);
    let tables: Vec<usize> =
        shared.windows(4).enumerate().filter(|(_, window)| *window == b"PK\x01\x02").map(|(place, _)| place).collect();
    let first: [u8; 4] = std::array::from_fn(|place| shared[tables[0] + 42 + place]);
    shared[tables[1] + 42..tables[1] + 46].copy_from_slice(&first);
    assert_eq!(refusal(shared), "exploding");
}

#[test]
fn a_header_comes_back_and_says_what_is_wrong_with_it() {
    let header = Header { iterations: ITERATIONS, salt: [1; 16], nonce: [2; 12], key_check: key_check(b"key") };
    let mut file = header.to_bytes().to_vec();
    file.extend([9; 40]);
    assert!(is_locked(&file));
    assert_eq!(Header::read(&file), Ok((header, &file[HEADER..])));
    assert_eq!(Header::read(b"PK\x03\x04"), Err(HeaderError::NotLocked));
    assert_eq!(Header::read(&file[..HEADER - 1]), Err(HeaderError::Damaged));
    assert_eq!(Header::read(&file[..HEADER + 15]), Err(HeaderError::Damaged), "there is no room for a tag");
    for place in 8..HEADER {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert_eq!(Header::read(&changed), Err(HeaderError::Damaged), "byte {place}");
    }
    assert_ne!(key_check(b"key"), key_check(b"kez"));
}

fn contents(drafts: &[&Draft], maker: Maker) -> Contents {
    let files: Vec<(String, Vec<u8>)> = drafts
        .iter()
        .map(|draft| (Place::Draft(draft.id).path(None), serde_json::to_vec(draft).expect("a draft is JSON")))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let archive = open(bundle(&files)).expect("it is one of ours");
    let mut contents = Contents::of(&archive);
    for entry in &archive.manifest().entries {
        contents.add(entry, archive.entry(&entry.path));
    }
    let mut contents = contents.finish();
    contents.maker = maker;
    contents
}

fn here(drafts: Vec<Draft>, sheets: Vec<OutboxEntry>) -> Here {
    Here { device: id(1), drafts, sheets, unreadable: Default::default(), stored: Default::default() }
}

#[test]
fn two_drafts_of_one_id_stand_as_they_should() {
    let at = |minutes: i64, arrived_as: Option<i64>| {
        let mut draft = open_draft();
        draft.changed_at = minute(minutes);
        draft.cabin.note = Some(format!("as it was at {minutes}"));
        draft.arrived_as = arrived_as.map(minute);
        draft
    };
    use Standing::*;
    /// When it was changed last, and what that was when it came from elsewhere.
    type State = (i64, Option<i64>);
    #[rustfmt::skip]
    let table: &[(State, State, bool, Standing, &str)] = &[
        ((5, None), (5, None), false, Same, "the same"),
        ((5, Some(5)), (5, None), false, Same, "imported before"),
        ((5, None), (5, Some(5)), true, Same, "come back unchanged"),
        ((5, None), (7, None), true, OlderHere, "an own bundle made later, as after a tablet was set back"),
        ((7, None), (5, None), true, NewerHere, "an own bundle made earlier"),
        ((5, Some(5)), (7, None), false, OlderHere, "untouched here, worked on there"),
        ((5, None), (7, Some(5)), false, OlderHere, "it went from here and comes back worked on"),
        ((7, Some(5)), (5, None), false, NewerHere, "worked on here since it came from there"),
        ((7, None), (5, Some(5)), false, NewerHere, "it went from here, untouched there"),
        ((7, Some(5)), (8, None), false, BothChanged, "worked on here and there"),
        ((8, None), (7, Some(5)), false, BothChanged, "worked on there and here"),
        ((5, None), (7, None), false, BothChanged, "nobody knows where they come from"),
    ];
    for (mine, theirs, own, expected, why) in table {
        let (mine, theirs) = (at(mine.0, mine.1), at(theirs.0, theirs.1));
        let lines = compare(&contents(&[&theirs], maker(if *own { 1 } else { 2 })), &here(vec![mine], Vec::new()));
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].standing, *expected, "{why}");
        let replaces = lines[0].standing.preset() == Some(Choice::Theirs) && lines[0].writes(Choice::Theirs);
        assert_eq!(replaces, *expected == OlderHere, "only what is older here is replaced without a choice: {why}");
    }
}

#[test]
fn a_draft_that_is_signed_here_stays_signed() {
    let sheet = sealed(complete_draft());
    let entry = OutboxEntry { sheet, delivery: Delivery::default() };
    let lines = compare(&contents(&[&complete_draft()], maker(2)), &here(Vec::new(), vec![entry]));
    assert_eq!(lines[0].standing, Standing::SignedHere);
    assert!(lines[0].standing.choices().is_empty() && !lines[0].writes(Choice::Theirs));
}

#[test]
fn a_record_here_that_cannot_be_read_is_not_touched() {
    let mut here = here(Vec::new(), Vec::new());
    here.unreadable.insert(open_draft().id.to_string());
    let lines = compare(&contents(&[&open_draft()], maker(2)), &here);
    assert_eq!(lines[0].standing, Standing::UnreadableHere);
    assert!([Choice::Mine, Choice::Theirs, Choice::Both].iter().all(|choice| !lines[0].writes(*choice)));
}

#[test]
fn parts_hold_what_fits_and_nothing_is_left_out() {
    let item = |number: u128, bytes: u64| Item {
        which: Which::Draft(id(number)),
        needed: vec![Needed { id: id(number), media_type: String::new(), sha256: None, bytes }],
        template: None,
    };
    let sizes = |parts: Vec<Vec<Item>>| parts.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes(in_parts(vec![item(1, 1_000), item(2, 1_000)], 1_000_000)), [2]);
    assert_eq!(sizes(in_parts(vec![item(1, 700_000), item(2, 700_000), item(3, 1)], 1_000_000)), [1, 2]);
    assert_eq!(sizes(in_parts(vec![item(1, 9_000_000), item(2, 1)], 1_000_000)), [1, 1], "too large for any part");
    assert_eq!(sizes(in_parts(Vec::new(), 1)), [0; 0]);
}

/// Ids counted up from here.
fn counting(mut from: u128) -> impl FnMut() -> walkaround_contract::Id {
    move || {
        from += 1;
        id(from)
    }
}

#[test]
fn a_copy_is_the_same_reception_and_not_signed() {
    let mut draft = complete_draft();
    draft.blur_photo(id(30), photo(31, AttachmentRole::Other));
    sign(&mut draft);
    let (copy, bytes) = copy_of(&draft, minute(20), counting(1 << 40));
    assert_ne!(copy.id, draft.id);
    assert_eq!(copy.visit_id, draft.visit_id);
    assert!(copy.review.signatures.is_empty());
    assert_eq!(copy.originals.len(), 1);
    assert_eq!(copy.originals[0].delivered, copy.attachments[0].id);
    let sources: Vec<_> = item_of_draft(&copy).needed.iter().map(|needed| bytes[&needed.id]).collect();
    assert_eq!(sources, [id(31), id(30)], "the blurred photo and what it was made from");
}

proptest! {
    /// Whatever is cut off or changed: a typed error or a bundle, never a panic, and never bytes from outside the file.
    #[test]
    fn any_damage_is_an_error_or_harmless(cut in 0_usize..6000, at in 0_usize..6000, with in any::<u8>()) {
        let path = Place::Photo(id(3)).path(Some("image/jpeg"));
        let draft = serde_json::to_vec(&open_draft()).expect("a draft is JSON");
        let whole = bundle(&[(&path, &[7; 500]), (&Place::Draft(open_draft().id).path(None), &draft)]);
        let mut damaged = whole.clone();
        damaged.truncate(cut.min(whole.len()));
        if cut < whole.len() {
            prop_assert!(open(damaged).is_err(), "a bundle that is cut off at {cut} is refused");
        }
        let mut changed = whole.clone();
        let place = at % whole.len();
        changed[place] = with;
        if let Ok(archive) = open(changed) {
            let mut contents = Contents::of(&archive);
            for entry in &archive.manifest().entries {
                contents.add(entry, archive.entry(&entry.path));
            }
            let _lines = compare(&contents.finish(), &here(Vec::new(), Vec::new()));
        }
    }

    #[test]
    fn any_file_is_looked_at_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _refused = open(bytes.clone());
        let mut like = b"PK\x05\x06".to_vec();
        like.extend(&bytes);
        let _refused = open(like);
        let _refused = Header::read(&bytes);
    }

    /// No id of the original's bytes is anywhere in a copy, but for what it remembers of earlier visits.
    #[test]
    fn a_copy_shares_no_bytes(edits in prop::collection::vec(edit(), 0..20)) {
        let mut draft = complete_draft();
        edits.into_iter().for_each(|edit| apply(&mut draft, edit));
        let (copy, bytes) = copy_of(&draft, Timestamp::from_unix_ms(0, 0).expect("in range"), counting(1 << 100));
        let text = serde_json::to_string(&copy).expect("a draft is JSON");
        for old in draft.attachment_ids() {
            prop_assert!(!text.contains(&old.to_string()));
        }
        let needed: Vec<_> = item_of_draft(&copy).needed.iter().map(|needed| needed.id).collect();
        prop_assert!(needed.iter().all(|id| bytes.contains_key(id)));
    }
}
