//! From the tablet to a bundle.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::draft::Draft;
use crate::domain::outbox::OutboxEntry;
use crate::domain::rescue::{
    ArchiveWriter, BundleError, Entry, FORMAT, Item, Maker, Manifest, Needed, Place, Which, in_parts, item_of_draft,
    item_of_sheet, sealed_bytes,
};

use super::{RescueError, RescuePorts, Stage, Watch};

/// What was exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub drafts: usize,
    pub sheets: usize,
    /// Photos, clips and signature pictures.
    pub files: usize,
    /// Those that are named and not on the tablet any more, or not as they were.
    pub lacking: usize,
    /// Sheets that the backend confirmed and of which the tablet keeps no more than an index.
    pub cleared: usize,
    /// Records of the tablet that can't be read, and so are in no bundle.
    pub unreadable: usize,
    pub parts: usize,
}

/// One finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// From 1.
    pub number: usize,
    pub of: usize,
    pub locked: bool,
    pub bytes: Vec<u8>,
}

/// Exports what was chosen, in as many files as it takes; each is handed over as soon as it is whole, and stands for itself.
pub async fn export(
    ports: RescuePorts<'_>,
    which: Which,
    maker: Maker,
    passphrase: Option<&str>,
    largest_part: u64,
    watch: Watch<'_>,
    mut hand_over: impl FnMut(Part),
) -> Result<Exported, RescueError> {
    let source = Source::read(&ports, which).await?;
    let items: Vec<Item> = source
        .sheets
        .iter()
        .map(|entry| item_of_sheet(&entry.sheet))
        .chain(source.drafts.iter().map(item_of_draft))
        .collect();
    if items.is_empty() {
        return Err(RescueError::Nothing);
    }
    let total = items.iter().map(|item| item.needed.len() + 1).sum();
    let parts = in_parts(items, largest_part);
    let (mut exported, mut done) =
        (Exported { cleared: source.cleared, unreadable: source.unreadable, ..Exported::default() }, 0);
    for (place, items) in parts.iter().enumerate() {
        let mut part =
            PartWriter { ports, writer: ArchiveWriter::default(), entries: Vec::new(), known: BTreeSet::new() };
        for item in items {
            part.add_record(&source, item).await?;
            match item.which {
                Which::Draft(_) => exported.drafts += 1,
                _ => exported.sheets += 1,
            }
            for needed in &item.needed {
                watch.step(Stage::Packing, done, total).await?;
                match part.add_photo(needed).await? {
                    true => exported.files += 1,
                    false => exported.lacking += 1,
                }
                done += 1;
            }
            done += 1;
        }
        watch.step(Stage::Packing, done, total).await?;
        let manifest =
            Manifest { format: FORMAT, made_at: ports.clock.now(), maker: maker.clone(), entries: part.entries };
        let bundle = part.writer.finish(&manifest)?;
        let bytes = match passphrase {
            None => bundle,
            Some(passphrase) => {
                watch.step(Stage::Locking, 0, 0).await?;
                ports.lock.lock(passphrase, &bundle).await?
            }
        };
        // Stopped while it was locked: nothing more is handed over.
        watch.step(Stage::Packing, done, total).await?;
        exported.parts += 1;
        hand_over(Part { number: place + 1, of: parts.len(), locked: passphrase.is_some(), bytes });
    }
    Ok(exported)
}

/// The records that are exported.
#[derive(Default)]
struct Source {
    drafts: Vec<Draft>,
    sheets: Vec<OutboxEntry>,
    cleared: usize,
    unreadable: usize,
}

impl Source {
    async fn read(ports: &RescuePorts<'_>, which: Which) -> Result<Self, RescueError> {
        let mut source = match which {
            Which::Draft(id) => Self { drafts: ports.drafts.load(id).await?.into_iter().collect(), ..Self::default() },
            Which::Sheet(id) => Self { sheets: ports.outbox.get(id).await?.into_iter().collect(), ..Self::default() },
            Which::Everything => {
                let (drafts, sheets) = (ports.drafts.list().await?, ports.outbox.list().await?);
                let unreadable = drafts.damaged.len() + sheets.damaged.len();
                Self { drafts: drafts.items, sheets: sheets.items, unreadable, ..Self::default() }
            }
        };
        source.leave_out_what_is_cleared(ports).await?;
        Ok(source)
    }

    /// A sheet of which the tablet has let go is not what was sealed any more, and nobody could tell it from one that was tampered with.
    /// Only what the backend has confirmed can be such a one; all else goes along as it is.
    async fn leave_out_what_is_cleared(&mut self, ports: &RescuePorts<'_>) -> Result<(), RescueError> {
        for entry in std::mem::take(&mut self.sheets) {
            if entry.delivery.is_confirmed() {
                let digest = match sealed_bytes(&entry.sheet) {
                    Some(bytes) => Some(ports.lock.sha256(&bytes).await?),
                    None => None,
                };
                if digest.as_ref() != Some(&entry.sheet.digest) {
                    self.cleared += 1;
                    continue;
                }
            }
            self.sheets.push(entry);
        }
        Ok(())
    }
}

/// One bundle that is being filled.
struct PartWriter<'a> {
    ports: RescuePorts<'a>,
    writer: ArchiveWriter,
    entries: Vec<Entry>,
    known: BTreeSet<Place>,
}

impl PartWriter<'_> {
    /// The record itself, for a sheet how far its delivery is, and the template it names, where the tablet has that.
    async fn add_record(&mut self, source: &Source, item: &Item) -> Result<(), RescueError> {
        match item.which {
            Which::Draft(id) => {
                if let Some(draft) = source.drafts.iter().find(|draft| draft.id == id) {
                    self.add_json(Place::Draft(id), draft).await?;
                }
            }
            Which::Sheet(id) => {
                if let Some(entry) = source.sheets.iter().find(|entry| entry.sheet.id == id) {
                    self.add_json(Place::Sheet(id), &entry.sheet).await?;
                    self.add_json(Place::Delivery(id), &entry.delivery).await?;
                }
            }
            Which::Everything => {}
        }
        let Some(sha256) = &item.template else { return Ok(()) };
        let place = Place::Template(sha256.clone());
        if !self.known.contains(&place)
            && let Some(template) = self.ports.templates.template(sha256).await.ok().flatten()
        {
            self.add_json(place, &template).await?;
        }
        Ok(())
    }

    /// The bytes and their thumbnail. False where the tablet does not have them as they were.
    async fn add_photo(&mut self, needed: &Needed) -> Result<bool, RescueError> {
        if self.known.contains(&Place::Photo(needed.id)) {
            return Ok(true);
        }
        let Some(bytes) = self.ports.photos.bytes(needed.id).await? else { return Ok(false) };
        let sha256 = self.ports.lock.sha256(&bytes).await?;
        if needed.sha256.as_ref().is_some_and(|expected| *expected != sha256) {
            return Ok(false);
        }
        self.add(Place::Photo(needed.id), &bytes, sha256, Some(&needed.media_type))?;
        if let Some(bytes) = self.ports.photos.thumbnail(needed.id).await?.filter(|bytes| !bytes.is_empty()) {
            let sha256 = self.ports.lock.sha256(&bytes).await?;
            self.add(Place::Thumbnail(needed.id), &bytes, sha256, None)?;
        }
        Ok(true)
    }

    async fn add_json(&mut self, place: Place, record: &impl Serialize) -> Result<(), RescueError> {
        let bytes = serde_json::to_vec(record).map_err(|cause| BundleError::Damaged { cause: cause.to_string() })?;
        let sha256 = self.ports.lock.sha256(&bytes).await?;
        self.add(place, &bytes, sha256, None)
    }

    fn add(&mut self, place: Place, bytes: &[u8], sha256: String, media_type: Option<&str>) -> Result<(), RescueError> {
        let path = place.path(media_type);
        self.writer.add(&path, bytes)?;
        let media_type = media_type.map(str::to_owned);
        self.entries.push(Entry { path, bytes: bytes.len() as u64, sha256, media_type });
        self.known.insert(place);
        Ok(())
    }
}
