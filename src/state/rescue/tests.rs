//! From one tablet to another, over the doubles: what goes out comes in, once, whole, and over nothing that was there.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use futures::executor::block_on;
use proptest::prelude::*;
use walkaround_contract::{Attachment, AttachmentRole, Id, Receipt, Template, sha256_hex};

use super::*;
use crate::domain::draft::Draft;
use crate::domain::outbox::{Delivery, DeliveryState, SheetRecord};
use crate::domain::rescue::{Choice, Key, LARGEST_PART, Maker, Standing, Which};
use crate::domain::sample::{apply, complete_draft, edit, id, minute, open_draft, photo, sealed};
use crate::ports::{MemoryBundleLock, MemoryClock, MemoryIds, MemoryStore, StoredPhoto};

/// There is no page that needs a moment.
fn no_rest() -> LocalFuture<()> {
    Box::pin(async {})
}

/// Drafts, sheets with their delivery, and bytes with their thumbnails.
type Held = (Vec<Draft>, Vec<(SheetRecord, Delivery)>, BTreeMap<Id, (Vec<u8>, Vec<u8>)>);

/// A tablet over the doubles.
struct Tablet {
    device: Id,
    store: MemoryStore,
    lock: MemoryBundleLock,
    clock: MemoryClock,
    ids: MemoryIds,
}

impl Tablet {
    fn new(device: u128) -> Self {
        let ids = MemoryIds::default();
        // Beyond the ids that the samples use.
        for _ in 0..10_000 {
            ids.new_id();
        }
        Self {
            device: id(device),
            store: MemoryStore::default(),
            lock: MemoryBundleLock::default(),
            clock: MemoryClock::at(minute(100)),
            ids,
        }
    }

    fn ports(&self) -> RescuePorts<'_> {
        RescuePorts {
            drafts: &self.store,
            photos: &self.store,
            outbox: &self.store,
            templates: &self.store,
            lock: &self.lock,
            clock: &self.clock,
            ids: &self.ids,
        }
    }

    /// Keeps a draft with bytes for each of its photos.
    fn keep(&self, mut draft: Draft) -> Draft {
        for attachment in &mut draft.attachments {
            keep_bytes(&self.store, attachment);
        }
        for original in &mut draft.originals {
            keep_bytes(&self.store, &mut original.photo);
        }
        block_on(DraftRepo::save(&self.store, &draft)).expect("there is room");
        draft
    }

    fn seal(&self, draft: Draft, delivery: Delivery) -> SheetRecord {
        // The pictures of the signatures have no bytes, and so are lacking wherever the sheet goes.
        let record = sealed(self.keep(draft));
        block_on(self.store.seal(&record, &delivery)).expect("there is room");
        record
    }

    fn export(&self, which: Which, passphrase: Option<&str>, largest: u64) -> (Exported, Vec<Part>) {
        let (stop, mut parts) = (Cell::new(false), Vec::new());
        let maker = Maker { device: self.device, name: None, app_version: "0.1.0".into() };
        let watch = Watch { stop: &stop, tell: &|_| {}, rest: &no_rest };
        let exported =
            block_on(export(self.ports(), which, maker, passphrase, largest, watch, |part| parts.push(part)));
        (exported.expect("it can be exported"), parts)
    }

    fn everything(&self) -> Arc<Vec<u8>> {
        let (_, mut parts) = self.export(Which::Everything, None, LARGEST_PART);
        Arc::new(parts.remove(0).bytes)
    }

    fn open(&self, file: Arc<Vec<u8>>, passphrase: Option<&str>) -> Result<Opened, RescueError> {
        let stop = Cell::new(false);
        block_on(open(
            self.ports(),
            self.device,
            file,
            passphrase,
            Watch { stop: &stop, tell: &|_| {}, rest: &no_rest },
        ))
    }

    fn import(&self, opened: &Opened, choice: Option<Choice>) -> Result<Imported, RescueError> {
        let stop = Cell::new(false);
        let choices = opened.lines.iter().filter_map(|line| Some((line.key, choice?))).collect();
        block_on(import(
            self.ports(),
            self.device,
            opened,
            &choices,
            Watch { stop: &stop, tell: &|_| {}, rest: &no_rest },
        ))
    }

    /// Everything that is here, but for where drafts have been.
    fn holds(&self) -> Held {
        block_on(async {
            let mut drafts = DraftRepo::list(&self.store).await.expect("it can be listed").items;
            drafts.iter_mut().for_each(|draft| draft.arrived_as = None);
            let sheets = OutboxRepo::list(&self.store).await.expect("it can be listed").items;
            let mut photos = BTreeMap::new();
            for id in self.store.ids().await.expect("it can be listed") {
                let bytes = self.store.bytes(id).await.expect("it can be read").unwrap_or_default();
                let thumbnail = self.store.thumbnail(id).await.expect("it can be read").unwrap_or_default();
                photos.insert(id, (bytes, thumbnail));
            }
            (drafts, sheets.into_iter().map(|entry| (entry.sheet, entry.delivery)).collect(), photos)
        })
    }
}

fn keep_bytes(store: &MemoryStore, attachment: &mut Attachment) {
    let bytes = attachment.id.as_u128().to_be_bytes().repeat(20);
    attachment.sha256 = sha256_hex(&bytes);
    attachment.byte_length = bytes.len() as u64;
    let thumbnail = if attachment.role == AttachmentRole::ConcernAudio { Vec::new() } else { vec![7; 30] };
    let stored = StoredPhoto { id: attachment.id, media_type: attachment.media_type.clone(), bytes, thumbnail };
    block_on(PhotoRepo::put(store, &stored)).expect("there is room");
}

/// A draft with a blurred photo, so that an original is kept.
fn blurred() -> Draft {
    let mut draft = complete_draft();
    draft.blur_photo(id(30), photo(31, AttachmentRole::Other));
    draft
}

fn another(number: u128) -> Draft {
    let mut draft = open_draft();
    (draft.id, draft.visit_id) = (id(number), id(number + 1));
    draft
}

fn standings(opened: &Opened) -> Vec<Standing> {
    opened.lines.iter().map(|line| line.standing).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_out_comes_in_and_a_second_time_changes_nothing(
        edits in prop::collection::vec(edit(), 0..25),
        locked in any::<bool>(),
        in_parts in any::<bool>(),
    ) {
        let from = Tablet::new(1);
        let mut draft = blurred();
        draft.id = id(3);
        edits.into_iter().for_each(|edit| apply(&mut draft, edit));
        from.keep(draft);
        from.seal(complete_draft(), Delivery::default());
        let template = Template::standard();
        let digest = template.digest().expect("canonical");
        block_on(from.store.keep_template(&digest, template)).expect("there is room");

        let passphrase = locked.then_some("four rusty gearboxes");
        let (_, parts) = from.export(Which::Everything, passphrase, if in_parts { 1 } else { LARGEST_PART });
        prop_assert_eq!(parts.len(), if in_parts { 2 } else { 1 });
        let to = Tablet::new(2);
        for part in &parts {
            let opened = to.open(Arc::new(part.bytes.clone()), passphrase).expect("it can be opened");
            prop_assert!(standings(&opened).iter().all(|standing| *standing == Standing::New));
            to.import(&opened, None).expect("there is room");
        }
        prop_assert!(from.holds() == to.holds());
        prop_assert_eq!(block_on(to.store.template(&digest)), Ok(Some(template.clone())));

        for part in parts {
            let opened = to.open(Arc::new(part.bytes), passphrase).expect("it can be opened");
            prop_assert!(standings(&opened).iter().all(|standing| *standing == Standing::Same));
            let imported = to.import(&opened, Some(Choice::Theirs)).expect("there is nothing to do");
            prop_assert_eq!(imported, Imported::default());
        }
        prop_assert!(from.holds() == to.holds());
    }
}

#[test]
fn an_export_says_what_it_could_not_take() {
    let tablet = Tablet::new(1);
    let draft = tablet.keep(blurred());
    block_on(PhotoRepo::remove(&tablet.store, draft.attachments[0].id)).expect("it can be removed");
    tablet.store.put_raw("drafts", "torn", "{");
    let (exported, parts) = tablet.export(Which::Everything, None, LARGEST_PART);
    let expected = Exported { drafts: 1, sheets: 0, files: 1, lacking: 1, cleared: 0, unreadable: 1, parts: 1 };
    assert_eq!(exported, expected);
    let opened = Tablet::new(2).open(Arc::new(parts[0].bytes.clone()), None).expect("it can be opened");
    assert_eq!((opened.lines[0].files, opened.lines[0].lacking, opened.lines[0].new_files), (2, 1, 1));
}

#[test]
fn one_sheet_takes_nothing_else_along() {
    let tablet = Tablet::new(1);
    let record = tablet.seal(complete_draft(), Delivery::default());
    tablet.keep(another(500));
    let (exported, parts) = tablet.export(Which::Sheet(record.id), None, LARGEST_PART);
    assert_eq!((exported.drafts, exported.sheets, exported.files, exported.lacking), (0, 1, 1, 2));
    let opened = Tablet::new(2).open(Arc::new(parts[0].bytes.clone()), None).expect("it can be opened");
    assert_eq!(opened.lines.iter().map(|line| line.key).collect::<Vec<_>>(), [Key::Sheet(record.id)]);
    let nothing = Tablet::new(3);
    let maker = Maker { device: id(3), name: None, app_version: String::new() };
    let stop = Cell::new(false);
    let watch = Watch { stop: &stop, tell: &|_| {}, rest: &no_rest };
    let refused = block_on(export(nothing.ports(), Which::Everything, maker, None, LARGEST_PART, watch, |_| {}));
    assert_eq!(refused, Err(RescueError::Nothing));
}

#[test]
fn only_a_receipt_for_this_sheet_says_that_it_is_delivered() {
    let receipt = |digest: &str| Receipt {
        sheet_id: complete_draft().id,
        digest: digest.into(),
        received_at: minute(20),
        reference: None,
        extra: Default::default(),
    };
    let digest = sealed(Tablet::new(9).keep(complete_draft())).digest;
    let states = [
        (DeliveryState::Queued, false),
        (DeliveryState::NeedsAttention, false),
        (DeliveryState::RetryAt { unix_ms: 1 }, false),
        (DeliveryState::Unconfirmed { at: minute(20) }, false),
        (DeliveryState::Delivered { at: minute(20), receipt: None }, false),
        (DeliveryState::Delivered { at: minute(20), receipt: Some(receipt(&"0".repeat(64))) }, false),
        (DeliveryState::Delivered { at: minute(20), receipt: Some(receipt(&digest)) }, true),
    ];
    for (state, stays) in states {
        let (from, to) = (Tablet::new(1), Tablet::new(2));
        let delivery = Delivery { state, attempts: 9, ..Delivery::default() };
        let record = from.seal(complete_draft(), delivery.clone());
        assert_eq!(record.digest, digest);
        to.import(&to.open(from.everything(), None).expect("it can be opened"), None).expect("there is room");
        let expected = if stays { delivery } else { Delivery::default() };
        assert_eq!(to.holds().1, [(record, expected)], "the same bytes and id, so that it arrives once");
    }
}

#[test]
fn a_person_chooses_between_two_drafts() {
    for (choice, notes) in [
        (None, vec!["mine"]),
        (Some(Choice::Mine), vec!["mine"]),
        (Some(Choice::Theirs), vec!["theirs"]),
        (Some(Choice::Both), vec!["mine", "theirs"]),
    ] {
        let (from, to) = (Tablet::new(1), Tablet::new(2));
        let with_note = |note: &str, changed_at| {
            let mut draft = complete_draft();
            (draft.cabin.note, draft.changed_at) = (Some(note.into()), minute(changed_at));
            draft
        };
        from.keep(with_note("theirs", 30));
        to.keep(with_note("mine", 31));
        let opened = to.open(from.everything(), None).expect("it can be opened");
        assert_eq!(standings(&opened), [Standing::BothChanged]);
        to.import(&opened, choice).expect("there is room");
        let (drafts, _, photos) = to.holds();
        let mut found: Vec<_> = drafts.iter().filter_map(|draft| draft.cabin.note.as_deref()).collect();
        found.sort_unstable();
        assert_eq!(found, notes);
        let named: Vec<Id> = drafts.iter().flat_map(Draft::attachment_ids).collect();
        assert_eq!(named.len(), notes.len(), "each has its own photo");
        assert!(named.iter().all(|id| photos.contains_key(id)), "and its bytes");
    }
}

#[test]
fn a_draft_that_was_signed_elsewhere_goes_only_when_that_is_chosen() {
    for (choice, drafts, sheets) in
        [(None, 1, 0), (Some(Choice::Mine), 1, 0), (Some(Choice::Theirs), 0, 1), (Some(Choice::Both), 1, 1)]
    {
        let (from, to) = (Tablet::new(1), Tablet::new(2));
        from.seal(complete_draft(), Delivery::default());
        let mine = to.keep(complete_draft());
        let opened = to.open(from.everything(), None).expect("it can be opened");
        assert_eq!(standings(&opened), [Standing::DraftHere]);
        to.import(&opened, choice).expect("there is room");
        let held = to.holds();
        assert_eq!((held.0.len(), held.1.len()), (drafts, sheets), "{choice:?}");
        if choice == Some(Choice::Both) {
            assert!(held.0[0].id != mine.id && held.0[0].visit_id == mine.visit_id);
            assert!(held.0[0].attachment_ids().all(|id| held.2.contains_key(&id)));
        }
    }
}

#[test]
fn a_sheet_of_the_same_id_and_another_digest_is_never_taken() {
    let (from, to) = (Tablet::new(1), Tablet::new(2));
    let mut other = complete_draft();
    other.cabin.note = Some("other".into());
    from.seal(other, Delivery::default());
    to.seal(complete_draft(), Delivery::default());
    let before = to.holds();
    let opened = to.open(from.everything(), None).expect("it can be opened");
    assert_eq!(standings(&opened), [Standing::OtherSheet]);
    for choice in [None, Some(Choice::Theirs), Some(Choice::Both)] {
        assert_eq!(to.import(&opened, choice), Ok(Imported::default()));
        assert_eq!(to.holds(), before);
    }
}

#[test]
fn a_sheet_whose_text_was_changed_is_not_read() {
    let from = Tablet::new(1);
    let mut record = from.seal(complete_draft(), Delivery::default());
    let to = Tablet::new(2);
    record.json = record.json.replace("陈建国", "陈建军");
    from.store.put_raw("sheets", &record.id.to_string(), &serde_json::to_string(&record).expect("JSON"));
    let opened = to.open(from.everything(), None).expect("the rest can be read");
    assert_eq!((standings(&opened), opened.unreadable), (vec![Standing::Unreadable], 1));
    assert_eq!(to.import(&opened, Some(Choice::Theirs)), Ok(Imported::default()));
}

#[test]
fn a_confirmed_sheet_that_was_cleared_is_with_the_backend_and_not_in_a_bundle() {
    let from = Tablet::new(1);
    let delivered = DeliveryState::Delivered { at: minute(20), receipt: None };
    let mut record = from.seal(complete_draft(), Delivery { state: delivered, ..Delivery::default() });
    from.keep(another(600));
    assert_eq!(from.export(Which::Everything, None, LARGEST_PART).0.sheets, 1, "it is whole yet");
    record.json = "{\"vehicle\":{}}".into();
    from.store.put_raw("sheets", &record.id.to_string(), &serde_json::to_string(&record).expect("JSON"));
    let (exported, _) = from.export(Which::Everything, None, LARGEST_PART);
    assert_eq!((exported.drafts, exported.sheets, exported.cleared), (1, 0, 1));
}

#[test]
fn bytes_that_were_lost_here_come_back() {
    let (from, to) = (Tablet::new(1), Tablet::new(2));
    let draft = from.keep(blurred());
    to.keep(draft.clone());
    block_on(PhotoRepo::remove(&to.store, draft.attachments[0].id)).expect("it can be removed");
    let opened = to.open(from.everything(), None).expect("it can be opened");
    assert_eq!((opened.lines[0].standing, opened.lines[0].new_files), (Standing::Same, 1));
    to.import(&opened, None).expect("there is room");
    assert_eq!(from.holds(), to.holds());
}

#[test]
fn a_full_disk_leaves_what_was_there_and_says_what_did_not_fit() {
    let from = Tablet::new(1);
    from.keep(blurred());
    from.keep(another(600));
    let mut signed = complete_draft();
    signed.id = id(700);
    from.seal(signed, Delivery::default());
    let file = from.everything();
    // Whichever operation it is that finds the disk full, the tablet is sound. Some go well first: those that only read.
    for fails_at in 0..40 {
        let to = Tablet::new(2);
        to.keep(another(800));
        let before = to.holds();
        let opened = to.open(file.clone(), None).expect("it can be opened");
        to.store.fail_after(fails_at, StorageError::Full { cause: "no room".into() });
        let imported = to.import(&opened, None);
        to.store.forget_failures();
        let after = to.holds();
        for draft in &after.0 {
            assert!(
                draft.attachment_ids().all(|id| after.2.contains_key(&id)),
                "no draft names bytes that are not there"
            );
        }
        assert!(before.0.iter().all(|draft| after.0.contains(draft)), "what was there is there");
        let Ok(imported) = imported else { continue };
        assert_eq!(imported.stored.len() + imported.failed.len() + imported.left.len(), 3, "each is accounted for");
        if imported.failed.is_empty() {
            continue;
        }
        // After some room was made, the same bundle brings the rest.
        let again = to.open(file.clone(), None).expect("it can be opened");
        to.import(&again, None).expect("there is room now");
        assert_eq!(to.holds().0.len(), 3);
        assert_eq!(to.holds().1.len(), 1);
    }
}

#[test]
fn it_can_be_stopped_and_goes_on_later() {
    let from = Tablet::new(1);
    from.keep(another(600));
    from.keep(another(700));
    let to = Tablet::new(2);
    let opened = to.open(from.everything(), None).expect("it can be opened");
    let stop = Cell::new(false);
    let watch = Watch { stop: &stop, tell: &|progress| stop.set(progress.done == 1), rest: &no_rest };
    let imported = block_on(import(to.ports(), to.device, &opened, &BTreeMap::new(), watch)).expect("there is room");
    assert_eq!((imported.stored.len(), imported.left.len()), (1, 1));
    let stale = to.import(&opened, None);
    assert_eq!(stale, Err(RescueError::ChangedMeanwhile), "the preview is not what is here any more");
    let opened = to.open(from.everything(), None).expect("it can be opened");
    assert_eq!(standings(&opened), [Standing::Same, Standing::New]);
    to.import(&opened, None).expect("there is room");
    assert_eq!(to.holds(), from.holds());
}

#[test]
fn a_wrong_passphrase_is_told_from_a_damaged_file() {
    let from = Tablet::new(1);
    from.keep(open_draft());
    let (_, parts) = from.export(Which::Everything, Some("right"), LARGEST_PART);
    assert!(parts[0].locked);
    let file = parts[0].bytes.clone();
    let open = |file: Vec<u8>, passphrase| Tablet::new(2).open(Arc::new(file), passphrase).err();
    assert_eq!(open(file.clone(), None), Some(RescueError::NeedsPassphrase));
    assert_eq!(open(file.clone(), Some("wrong")), Some(RescueError::Unlock(UnlockError::WrongPassphrase)));
    for place in [20, 70, file.len() - 1] {
        let mut damaged = file.clone();
        damaged[place] ^= 1;
        assert_eq!(open(damaged, Some("right")), Some(RescueError::Unlock(UnlockError::Damaged)), "byte {place}");
    }
    assert_eq!(open(file[..30].to_vec(), Some("right")), Some(RescueError::Unlock(UnlockError::Damaged)));
    assert_eq!(open(file, Some("right")), None);
}
