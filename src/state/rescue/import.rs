//! From a bundle to the tablet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use walkaround_contract::Id;

use crate::domain::draft::Draft;
use crate::domain::rescue::{
    Archive, BundledSheet, Choice, Contents, Here, Key, Line, Needed, Standing, compare, copy_of, envelope,
    item_of_draft, item_of_sheet,
};
use crate::ports::{StorageError, StoredPhoto};

use super::{RescueError, RescuePorts, Stage, Watch};

/// A bundle that was read and compared with the tablet. Nothing of it is stored yet.
#[derive(Debug)]
pub struct Opened {
    archive: Archive,
    contents: Contents,
    pub lines: Vec<Line>,
    /// Entries that can't be read.
    pub unreadable: usize,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Drafts and sheets that are on the tablet now and were not, or not so.
    pub stored: Vec<Key>,
    /// Those that were not, and why. What was there before is as it was.
    pub failed: Vec<(Key, StorageError)>,
    /// Those that were not tried after the last failure or a stop.
    pub left: Vec<Key>,
}

/// Opens a bundle, checks every byte of it and compares it with the tablet.
pub async fn open(
    ports: RescuePorts<'_>,
    device: Id,
    file: Arc<Vec<u8>>,
    passphrase: Option<&str>,
    watch: Watch<'_>,
) -> Result<Opened, RescueError> {
    let file = match (envelope::is_locked(&file), passphrase) {
        (false, _) => file,
        (true, None) => return Err(RescueError::NeedsPassphrase),
        (true, Some(passphrase)) => {
            watch.step(Stage::Locking, 0, 0).await?;
            Arc::new(ports.lock.unlock(passphrase, &file).await?)
        }
    };
    let archive = Archive::open(file)?;
    let mut contents = Contents::of(&archive);
    let total = archive.manifest().entries.len();
    for (done, entry) in archive.manifest().entries.iter().enumerate() {
        watch.step(Stage::Checking, done, total).await?;
        let bytes = match archive.entry(&entry.path) {
            Some(bytes) if ports.lock.sha256(bytes).await? == entry.sha256 => Some(bytes),
            _ => None,
        };
        contents.add(entry, bytes);
    }
    let contents = contents.finish();
    let lines = compare(&contents, &here(&ports, device).await?);
    Ok(Opened { unreadable: contents.unreadable.len(), archive, contents, lines })
}

/// Stores what was chosen, one draft or sheet after the other. Without a choice where one is needed nothing is done. The caller makes sure
/// that no draft is open and nothing is swept meanwhile.
pub async fn import(
    ports: RescuePorts<'_>,
    device: Id,
    opened: &Opened,
    choices: &BTreeMap<Key, Choice>,
    watch: Watch<'_>,
) -> Result<Imported, RescueError> {
    let here = here(&ports, device).await?;
    if compare(&opened.contents, &here) != opened.lines {
        return Err(RescueError::ChangedMeanwhile);
    }
    let chosen = |line: &Line| choices.get(&line.key).copied().or(line.standing.preset()).unwrap_or(Choice::Mine);
    let due: Vec<(&Line, Choice)> =
        opened.lines.iter().map(|line| (line, chosen(line))).filter(|(line, choice)| line.writes(*choice)).collect();
    let mut imported = Imported::default();
    for (done, (line, choice)) in due.iter().enumerate() {
        if watch.step(Stage::Storing, done, due.len()).await.is_err() {
            imported.left.extend(due[done..].iter().map(|(line, _)| line.key));
            break;
        }
        let mut work = Storing { ports, opened, here: &here, new: Vec::new() };
        match work.store(line, *choice).await {
            Ok(()) => imported.stored.push(line.key),
            Err(error) => {
                work.take_back(&error).await;
                // What is wrong with this one alone does not hold up the others.
                let is_its_own = matches!(error, StorageError::Damaged { .. });
                imported.failed.push((line.key, error));
                if !is_its_own {
                    imported.left.extend(due[done + 1..].iter().map(|(line, _)| line.key));
                    break;
                }
            }
        }
    }
    Ok(imported)
}

async fn here(ports: &RescuePorts<'_>, device: Id) -> Result<Here, StorageError> {
    let stored: BTreeSet<Id> = ports.photos.ids().await?.into_iter().collect();
    let (drafts, sheets) = (ports.drafts.list().await?, ports.outbox.list().await?);
    let unreadable = drafts.damaged.into_iter().chain(sheets.damaged).map(|record| record.key).collect();
    Ok(Here { device, drafts: drafts.items, sheets: sheets.items, unreadable, stored })
}

/// One draft or sheet on its way in.
struct Storing<'a> {
    ports: RescuePorts<'a>,
    opened: &'a Opened,
    here: &'a Here,
    /// Bytes that are on the tablet because of it.
    new: Vec<Id>,
}

impl Storing<'_> {
    async fn store(&mut self, line: &Line, choice: Choice) -> Result<(), StorageError> {
        let contents = &self.opened.contents;
        match line.key {
            Key::Draft(id) => {
                let Some(draft) = contents.drafts.iter().find(|draft| draft.id == id) else { return Ok(()) };
                self.store_draft(draft, line.standing, choice).await
            }
            Key::Sheet(id) => {
                let Some(sheet) = contents.sheets.iter().find(|sheet| sheet.record.id == id) else { return Ok(()) };
                self.store_sheet(sheet, line.standing, choice).await
            }
        }
    }

    async fn store_draft(&mut self, draft: &Draft, standing: Standing, choice: Choice) -> Result<(), StorageError> {
        self.keep_template(&draft.template.sha256).await?;
        if choice == Choice::Both {
            return self.store_copy(draft).await;
        }
        self.store_bytes(&item_of_draft(draft).needed, &BTreeMap::new()).await?;
        if standing != Standing::Same {
            let mut arrived = draft.clone();
            arrived.arrived_as = Some(draft.changed_at);
            self.ports.drafts.save(&arrived).await?;
        }
        Ok(())
    }

    async fn store_sheet(
        &mut self,
        sheet: &BundledSheet,
        standing: Standing,
        choice: Choice,
    ) -> Result<(), StorageError> {
        let item = item_of_sheet(&sheet.record);
        if let Some(sha256) = &item.template {
            self.keep_template(sha256).await?;
        }
        // Keeping the sheet takes the draft of its id away, so that is kept under another first.
        if choice == Choice::Both
            && let Some(mine) = self.here.drafts.iter().find(|draft| draft.id == sheet.record.id)
        {
            self.store_copy(mine).await?;
        }
        self.store_bytes(&item.needed, &BTreeMap::new()).await?;
        if standing != Standing::Same {
            self.ports.outbox.seal(&sheet.record, &sheet.delivery).await?;
        }
        Ok(())
    }

    /// A draft under ids of its own, with bytes of its own.
    async fn store_copy(&mut self, draft: &Draft) -> Result<(), StorageError> {
        let (copy, sources) = copy_of(draft, self.ports.clock.now(), || self.ports.ids.new_id());
        self.store_bytes(&item_of_draft(&copy).needed, &sources).await?;
        self.ports.drafts.save(&copy).await?;
        // It stands for itself from here on: what fails later must not take its bytes away.
        self.new.clear();
        Ok(())
    }

    /// Puts the bytes that are not here yet. What neither the bundle nor the tablet has is lacking, as the preview has said.
    async fn store_bytes(&mut self, needed: &[Needed], sources: &BTreeMap<Id, Id>) -> Result<(), StorageError> {
        for Needed { id, media_type, .. } in needed {
            if self.ports.photos.bytes(*id).await?.is_some() {
                continue;
            }
            let source = sources.get(id).copied().unwrap_or(*id);
            let Some((bytes, thumbnail)) = self.bytes_of(source).await? else { continue };
            let photo = StoredPhoto { id: *id, media_type: media_type.clone(), bytes, thumbnail };
            self.ports.photos.put(&photo).await?;
            self.new.push(*id);
        }
        Ok(())
    }

    /// Bytes and thumbnail out of the bundle, or of the tablet where that has them.
    async fn bytes_of(&self, id: Id) -> Result<Option<(Vec<u8>, Vec<u8>)>, StorageError> {
        let archive = &self.opened.archive;
        if let Some((path, _, thumbnail)) = self.opened.contents.photo(id)
            && let Some(bytes) = archive.entry(path)
        {
            let thumbnail = thumbnail.and_then(|path| archive.entry(path)).unwrap_or_default();
            return Ok(Some((bytes.to_vec(), thumbnail.to_vec())));
        }
        let Some(bytes) = self.ports.photos.bytes(id).await? else { return Ok(None) };
        Ok(Some((bytes, self.ports.photos.thumbnail(id).await?.unwrap_or_default())))
    }

    async fn keep_template(&self, sha256: &str) -> Result<(), StorageError> {
        match self.opened.contents.templates.get(sha256) {
            Some(template) => self.ports.templates.keep_template(sha256, template).await,
            None => Ok(()),
        }
    }

    /// Frees what was stored for nothing where every byte counts. After any other failure the record may be there all the same, its
    /// answer lost; then whoever sweeps finds out what is needed.
    async fn take_back(&self, error: &StorageError) {
        if !matches!(error, StorageError::Full { .. }) {
            return;
        }
        for id in &self.new {
            let _swept_later = self.ports.photos.remove(*id).await;
        }
    }
}
