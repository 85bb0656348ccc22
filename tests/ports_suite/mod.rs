//! One suite for every implementation of the storage ports: the doubles in memory natively, the database in a browser. What state and
//! pages may rely on is what stands here.

pub mod bundle_lock;
pub mod download;

use walkaround::domain::draft::Draft;
use walkaround::domain::outbox::{Delivery, DeliveryState, SheetAttachment, SheetRecord};
use walkaround::domain::settings::Settings;
use walkaround::ports::{
    DraftRepo, LedgerRepo, OutboxEntry, OutboxRepo, PhotoRepo, RawExport, SettingsRepo, StorageError, StoredPhoto,
    TemplateRepo,
};
use walkaround_contract::{Attachment, AttachmentRole, Id, Step, Template, TemplateRef, Timestamp};

mod letting_go;

pub use letting_go::*;

/// Every storage port at once.
pub trait Storage: DraftRepo + PhotoRepo + OutboxRepo + SettingsRepo + TemplateRepo + LedgerRepo + RawExport {}
impl<S: DraftRepo + PhotoRepo + OutboxRepo + SettingsRepo + TemplateRepo + LedgerRepo + RawExport> Storage for S {}

/// Calls a macro with the name of every test of the suite, so that none is forgotten on one side.
macro_rules! storage_suite {
    ($case:ident) => {
        $case! {
            nothing_is_there_at_first
            a_draft_comes_back_as_it_was
            any_text_comes_back
            a_later_save_wins
            drafts_are_listed_in_the_order_of_their_ids
            a_claim_ends_the_one_before
            a_draft_from_elsewhere_ends_a_claim
            a_draft_that_is_gone_is_not_written_again
            removing_a_draft_takes_its_bytes
            bytes_of_a_signed_sheet_stay
            photos_are_written_once
            a_photo_without_thumbnail_has_an_empty_one
            stored_photos_are_listed_by_their_ids
            sealing_moves_a_draft_to_the_outbox
            sealing_twice_changes_nothing
            a_signed_sheet_never_changes
            a_delivery_is_written_beside_its_sheet
            what_waits_goes_out_by_itself
            there_is_no_delivery_without_a_sheet
            what_is_delivered_stays_delivered
            a_confirmed_sheet_goes_part_by_part
            nothing_goes_of_a_sheet_that_is_not_confirmed
            the_first_ledger_stays
            the_reserve_is_nobodys_record
            settings_come_back
            templates_are_kept_under_their_digest
            the_export_has_everything
        }
    };
}
pub(crate) use storage_suite;

pub fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

pub fn at(unix_ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(unix_ms, 480).expect("the moment is within range")
}

pub fn draft(number: u128) -> Draft {
    let template = TemplateRef {
        id: "standard".into(),
        version: 1,
        sha256: "0".repeat(64),
        own_labels: Vec::new(),
        extra: Default::default(),
    };
    Draft::open(id(number), id(number + 0x1000), at(1_700_000_000_000), &Settings::default(), template)
}

pub fn photo(number: u128) -> StoredPhoto {
    StoredPhoto {
        id: id(number),
        media_type: "image/jpeg".into(),
        bytes: (0..=255).cycle().take(3000).collect(),
        thumbnail: vec![7; 300],
    }
}

fn attachment(photo: &StoredPhoto) -> Attachment {
    Attachment {
        id: photo.id,
        role: AttachmentRole::Guided,
        media_type: photo.media_type.clone(),
        byte_length: photo.bytes.len() as u64,
        sha256: "a".repeat(64),
        width: Some(4),
        height: Some(3),
        captured_at: Some(at(1_700_000_000_001)),
        duration_ms: None,
        annotations: Vec::new(),
        data: None,
        href: None,
        extra: Default::default(),
    }
}

pub fn sheet(number: u128) -> SheetRecord {
    SheetRecord {
        id: id(number),
        visit_id: id(number + 0x1000),
        sealed_at: at(1_700_000_000_500),
        json: "{\"id\":\"…\",\"plate\":\"沪A·12345\"}".into(),
        digest: "d".repeat(64),
        code: "7H3K-9QXP".into(),
        plate: "沪A12345".into(),
        vehicle: "Model Y".into(),
        customer: "王 <b>伟</b>".into(),
        attachments: Vec::new(),
        originals: Vec::new(),
    }
}

fn sealed_attachment(photo: &StoredPhoto) -> SheetAttachment {
    SheetAttachment {
        id: photo.id,
        sha256: "a".repeat(64),
        media_type: photo.media_type.clone(),
        byte_length: photo.bytes.len() as u64,
    }
}

/// All the ids of the drafts that are listed.
async fn draft_ids(store: &impl Storage) -> Vec<Id> {
    let listing = DraftRepo::list(store).await.expect("drafts can be listed");
    assert_eq!(listing.damaged, [], "nothing is damaged");
    listing.items.iter().map(|draft| draft.id).collect()
}

async fn outbox(store: &impl Storage) -> Vec<OutboxEntry> {
    let listing = OutboxRepo::list(store).await.expect("the outbox can be listed");
    assert_eq!(listing.damaged, [], "nothing is damaged");
    listing.items
}

pub async fn nothing_is_there_at_first(store: &impl Storage) {
    assert_eq!(DraftRepo::load(store, id(1)).await, Ok(None));
    assert!(draft_ids(store).await.is_empty());
    assert_eq!(store.bytes(id(1)).await, Ok(None));
    assert_eq!(store.thumbnail(id(1)).await, Ok(None));
    assert_eq!(outbox(store).await, []);
    assert_eq!(OutboxRepo::get(store, id(1)).await, Ok(None));
    assert_eq!(SettingsRepo::load(store).await, Ok(None));
}

pub async fn a_draft_comes_back_as_it_was(store: &impl Storage) {
    let mut draft = draft(1);
    draft.enter_step(Step::Walkaround, at(1_700_000_001_000));
    draft.attachments.push(attachment(&photo(2)));
    DraftRepo::save(store, &draft).await.expect("a draft can be saved");
    assert_eq!(DraftRepo::load(store, draft.id).await, Ok(Some(draft)));
}

pub async fn any_text_comes_back(store: &impl Storage) {
    for text in [
        "<script>alert(1)</script>",
        "👩‍🔧 🚗\u{200d}",
        "\u{0}\u{1f}\"\\",
        "沪A·D12345",
        &"长".repeat(10_000),
        "a\u{301}\u{feff}\u{2028}",
    ] {
        let mut draft = draft(1);
        draft.advisor.name = text.into();
        DraftRepo::save(store, &draft).await.expect("a draft can be saved");
        assert_eq!(DraftRepo::load(store, draft.id).await, Ok(Some(draft)));
    }
}

pub async fn a_later_save_wins(store: &impl Storage) {
    let mut draft = draft(1);
    for change in 1..=3 {
        draft.changed_at = at(1_700_000_000_000 + change);
        DraftRepo::save(store, &draft).await.expect("a draft can be saved");
    }
    assert_eq!(DraftRepo::load(store, draft.id).await, Ok(Some(draft)));
    assert_eq!(draft_ids(store).await, [id(1)]);
}

pub async fn drafts_are_listed_in_the_order_of_their_ids(store: &impl Storage) {
    for number in [3, 1, 2] {
        DraftRepo::save(store, &draft(number)).await.expect("a draft can be saved");
    }
    assert_eq!(draft_ids(store).await, [id(1), id(2), id(3)]);
}

pub async fn removing_a_draft_takes_its_bytes(store: &impl Storage) {
    let (mut mine, theirs) = (draft(1), draft(2));
    let (taken, other) = (photo(10), photo(11));
    mine.attachments.push(attachment(&taken));
    for draft in [&mine, &theirs] {
        DraftRepo::save(store, draft).await.expect("a draft can be saved");
    }
    for photo in [&taken, &other] {
        PhotoRepo::put(store, photo).await.expect("a photo can be kept");
    }
    DraftRepo::remove(store, &mine).await.expect("a draft can be removed");
    assert_eq!(draft_ids(store).await, [theirs.id]);
    assert_eq!(store.bytes(taken.id).await, Ok(None));
    assert_eq!(store.thumbnail(taken.id).await, Ok(None));
    assert_eq!(store.bytes(other.id).await, Ok(Some(other.bytes)));
    DraftRepo::remove(store, &mine).await.expect("removing what is gone is no error");
}

pub async fn bytes_of_a_signed_sheet_stay(store: &impl Storage) {
    let kept = photo(10);
    PhotoRepo::put(store, &kept).await.expect("a photo can be kept");
    let sheet = SheetRecord { attachments: vec![sealed_attachment(&kept)], ..sheet(1) };
    OutboxRepo::seal(store, &sheet, &Delivery::default()).await.expect("a sheet can be sealed");
    let mut correction = draft(2);
    correction.attachments.push(attachment(&kept));
    DraftRepo::save(store, &correction).await.expect("a draft can be saved");
    DraftRepo::remove(store, &correction).await.expect("a draft can be removed");
    assert_eq!(store.bytes(kept.id).await, Ok(Some(kept.bytes)));
    assert_eq!(store.thumbnail(kept.id).await, Ok(Some(kept.thumbnail)));
}

pub async fn photos_are_written_once(store: &impl Storage) {
    let kept = photo(1);
    PhotoRepo::put(store, &kept).await.expect("a photo can be kept");
    PhotoRepo::put(store, &kept).await.expect("the same photo once more is no error");
    let other = StoredPhoto { bytes: vec![1], ..kept.clone() };
    assert!(matches!(PhotoRepo::put(store, &other).await, Err(StorageError::Damaged { .. })));
    assert_eq!(store.bytes(kept.id).await, Ok(Some(kept.bytes)));
    PhotoRepo::remove(store, kept.id).await.expect("a photo can be removed");
    assert_eq!(store.bytes(kept.id).await, Ok(None));
    assert_eq!(store.thumbnail(kept.id).await, Ok(None));
}

pub async fn stored_photos_are_listed_by_their_ids(store: &impl Storage) {
    assert_eq!(store.ids().await, Ok(Vec::new()));
    for number in [3, 1, 2] {
        store.put(&photo(number)).await.expect("a photo can be stored");
    }
    PhotoRepo::remove(store, id(2)).await.expect("a photo can be removed");
    assert_eq!(store.ids().await, Ok(vec![id(1), id(3)]));
}

pub async fn a_photo_without_thumbnail_has_an_empty_one(store: &impl Storage) {
    let clip = StoredPhoto { media_type: "audio/webm".into(), thumbnail: Vec::new(), ..photo(1) };
    PhotoRepo::put(store, &clip).await.expect("a clip can be kept");
    assert_eq!(store.thumbnail(clip.id).await, Ok(Some(Vec::new())));
}

pub async fn sealing_moves_a_draft_to_the_outbox(store: &impl Storage) {
    DraftRepo::save(store, &draft(1)).await.expect("a draft can be saved");
    let (sheet, delivery) = (sheet(1), Delivery::default());
    OutboxRepo::seal(store, &sheet, &delivery).await.expect("a sheet can be sealed");
    assert!(draft_ids(store).await.is_empty());
    let entry = OutboxEntry { sheet, delivery };
    assert_eq!(outbox(store).await, std::slice::from_ref(&entry));
    assert_eq!(OutboxRepo::get(store, id(1)).await, Ok(Some(entry)));
}

pub async fn sealing_twice_changes_nothing(store: &impl Storage) {
    OutboxRepo::seal(store, &sheet(1), &Delivery::default()).await.expect("a sheet can be sealed");
    let begun = Delivery { attempts: 3, ..Delivery::default() };
    OutboxRepo::set_delivery(store, id(1), &begun).await.expect("a delivery can be written");
    OutboxRepo::seal(store, &sheet(1), &Delivery::default())
        .await
        .expect("sealing the same sheet once more is no error");
    assert_eq!(outbox(store).await, [OutboxEntry { sheet: sheet(1), delivery: begun }]);
}

pub async fn a_signed_sheet_never_changes(store: &impl Storage) {
    OutboxRepo::seal(store, &sheet(1), &Delivery::default()).await.expect("a sheet can be sealed");
    DraftRepo::save(store, &draft(1)).await.expect("a draft can be saved");
    let other = SheetRecord { digest: "e".repeat(64), ..sheet(1) };
    assert!(matches!(OutboxRepo::seal(store, &other, &Delivery::default()).await, Err(StorageError::Damaged { .. })));
    assert_eq!(outbox(store).await, [OutboxEntry { sheet: sheet(1), delivery: Delivery::default() }]);
    assert_eq!(draft_ids(store).await, [id(1)], "what was not sealed is still a draft");
}

pub async fn a_delivery_is_written_beside_its_sheet(store: &impl Storage) {
    for number in [1, 2] {
        OutboxRepo::seal(store, &sheet(number), &Delivery::default()).await.expect("a sheet can be sealed");
    }
    let later =
        Delivery { state: DeliveryState::RetryAt { unix_ms: 1_700_000_100_000 }, attempts: 1, ..Delivery::default() };
    OutboxRepo::set_delivery(store, id(2), &later).await.expect("a delivery can be written");
    let entry = |number, delivery| OutboxEntry { sheet: sheet(number), delivery };
    assert_eq!(outbox(store).await, [entry(1, Delivery::default()), entry(2, later)]);
}

pub async fn what_waits_goes_out_by_itself(store: &impl Storage) {
    let retry = DeliveryState::RetryAt { unix_ms: 1_700_000_100_000 };
    let delivered = DeliveryState::Delivered { at: at(1_700_000_000_900), receipt: None };
    for (number, state) in
        [DeliveryState::Queued, delivered, retry.clone(), DeliveryState::NeedsAttention].into_iter().enumerate()
    {
        let number = number as u128;
        OutboxRepo::seal(store, &sheet(number), &Delivery::default()).await.expect("a sheet can be sealed");
        let delivery = Delivery { state, ..Delivery::default() };
        OutboxRepo::set_delivery(store, id(number), &delivery).await.expect("a delivery can be written");
    }
    let second = Delivery { state: retry, ..Delivery::default() };
    let waiting = [(0, Delivery::default()), (2, second)]
        .map(|(number, delivery)| OutboxEntry { sheet: sheet(number), delivery });
    assert_eq!(store.waiting().await.expect("what waits can be read"), waiting);
}

pub async fn there_is_no_delivery_without_a_sheet(store: &impl Storage) {
    let written = OutboxRepo::set_delivery(store, id(9), &Delivery::default()).await;
    assert!(matches!(written, Err(StorageError::Damaged { .. })));
    assert_eq!(outbox(store).await, []);
}

pub async fn settings_come_back(store: &impl Storage) {
    let mut settings = Settings::default();
    for name in ["Garage", "四S店"] {
        settings.shop.name = name.into();
        SettingsRepo::save(store, &settings).await.expect("settings can be saved");
        assert_eq!(SettingsRepo::load(store).await, Ok(Some(settings.clone())));
    }
}

pub async fn templates_are_kept_under_their_digest(store: &impl Storage) {
    let shipped = Template::standard();
    let digest = shipped.digest().expect("it has a digest");
    assert_eq!(store.template(&digest).await, Ok(None));
    for _ in 0..2 {
        store.keep_template(&digest, shipped).await.expect("a template can be kept");
    }
    let mut newer = shipped.clone();
    newer.extra.insert("from_a_newer_version".into(), serde_json::json!({"kept": [1, "二"]}));
    let other = newer.digest().expect("it has a digest");
    store.keep_template(&other, &newer).await.expect("a template can be kept");
    assert_eq!(store.template(&digest).await, Ok(Some(shipped.clone())));
    let found = store.template(&other).await.expect("it can be read").expect("it is there");
    assert_eq!(found.digest().expect("it has a digest"), other, "members of a newer version come back");
}

pub async fn the_export_has_everything(store: &impl Storage) {
    let mut draft = draft(1);
    draft.advisor.name = "王伟 \"W\"".into();
    DraftRepo::save(store, &draft).await.expect("a draft can be saved");
    OutboxRepo::seal(store, &sheet(2), &Delivery::default()).await.expect("a sheet can be sealed");
    let export = store.export_raw().await.expect("the database can be exported");
    let export: serde_json::Value = serde_json::from_str(&export).expect("the export is JSON");
    let text_of = |store: &str, id: Id| {
        let records = export["records"].as_array().expect("it has records");
        let record = records.iter().find(|record| record["store"] == store && record["key"] == id.to_string().as_str());
        record.expect("the record is there")["record"]["json"].as_str().expect("the record has its text").to_owned()
    };
    assert_eq!(serde_json::from_str::<Draft>(&text_of("drafts", id(1))).expect("a draft can be read from it"), draft);
    assert_eq!(
        serde_json::from_str::<SheetRecord>(&text_of("sheets", id(2))).expect("a sheet can be read from it"),
        sheet(2)
    );
}

pub async fn a_claim_ends_the_one_before(storage: &impl Storage) {
    assert_eq!(storage.claim(id(1)).await, Ok(None), "there is nothing to claim");
    DraftRepo::save(storage, &draft(1)).await.expect("a draft can be saved");
    let (found, first) = storage.claim(id(1)).await.expect("readable").expect("there");
    assert_eq!(found, draft(1));
    let mut typed = draft(1);
    typed.visit.loan_car = Some(true);
    for _twice in 0..2 {
        assert_eq!(storage.save_claimed(&typed, first).await, Ok(()));
    }
    // Another window: it gets what the first one has saved, and from then on the first one's word counts for nothing.
    let (found, second) = storage.claim(id(1)).await.expect("readable").expect("there");
    assert_eq!(found, typed);
    assert_eq!(storage.save_claimed(&draft(1), first).await, Err(StorageError::TakenOver { draft: id(1) }));
    assert_eq!(storage.save_claimed(&found, second).await, Ok(()));
    assert_eq!(DraftRepo::load(storage, id(1)).await, Ok(Some(typed)));
}

pub async fn a_draft_from_elsewhere_ends_a_claim(storage: &impl Storage) {
    DraftRepo::save(storage, &draft(1)).await.expect("a draft can be saved");
    let (_, claim) = storage.claim(id(1)).await.expect("readable").expect("there");
    DraftRepo::save(storage, &draft(1)).await.expect("a draft can be saved");
    assert_eq!(storage.save_claimed(&draft(1), claim).await, Err(StorageError::TakenOver { draft: id(1) }));
}

pub async fn a_draft_that_is_gone_is_not_written_again(storage: &impl Storage) {
    for number in [1, 2] {
        DraftRepo::save(storage, &draft(number)).await.expect("a draft can be saved");
    }
    let (_, of_removed) = storage.claim(id(1)).await.expect("readable").expect("there");
    let (_, of_sealed) = storage.claim(id(2)).await.expect("readable").expect("there");
    DraftRepo::remove(storage, &draft(1)).await.expect("a draft can be removed");
    storage.seal(&sheet(2), &Delivery::default()).await.expect("a sheet can be sealed");
    for (number, claim) in [(1, of_removed), (2, of_sealed)] {
        let written = storage.save_claimed(&draft(number), claim).await;
        assert_eq!(written, Err(StorageError::TakenOver { draft: id(number) }));
        assert_eq!(DraftRepo::load(storage, id(number)).await, Ok(None));
    }
}

pub async fn what_is_delivered_stays_delivered(storage: &impl Storage) {
    storage.seal(&sheet(1), &Delivery::default()).await.expect("a sheet can be sealed");
    let delivered = Delivery { state: DeliveryState::Delivered { at: at(1), receipt: None }, ..Delivery::default() };
    let unconfirmed = Delivery { state: DeliveryState::Unconfirmed { at: at(2) }, ..Delivery::default() };
    let refused = Delivery { state: DeliveryState::NeedsAttention, ..Delivery::default() };
    // Tabs that know less say so later.
    for (said, then) in [
        (&unconfirmed, &unconfirmed),
        (&refused, &unconfirmed),
        (&delivered, &delivered),
        (&unconfirmed, &delivered),
        (&Delivery::default(), &delivered),
    ] {
        assert_eq!(storage.set_delivery(id(1), said).await, Ok(()));
        let kept = OutboxRepo::get(storage, id(1)).await.expect("readable").expect("there").delivery;
        assert_eq!(kept.state, then.state);
    }
}
