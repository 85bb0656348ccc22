//! A bundle on its way in, as its dialog shows it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use futures::channel::oneshot;
use leptos::prelude::*;

use crate::domain::rescue::{BundleError, Choice, Key, LARGEST_PART, Line};
use crate::state::rescue::{Imported, Opened, Progress, RescueError, Stage, UnlockError, Watch, import, open};
use crate::state::{BoardState, OutboxState, Ports, PortsHandle, Session, use_board, use_outbox, use_session};

use super::{Stop, begin, moment};

/// A bundle and its decrypted twin have to fit into a page's memory. One that this app made is never larger, but for a single draft or sheet
/// with films in it.
const LARGEST_FILE: f64 = 2.0 * LARGEST_PART as f64;

/// The sweep at the start has the lock for a moment; whoever has a draft open has it for longer than all these tries.
const TRIES: u32 = 5;
const TRY_AGAIN_MS: u32 = 400;

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportStage {
    /// No file was chosen.
    Idle,
    Working(Progress),
    /// The file is locked. `wrong` where a passphrase was tried.
    Asking {
        wrong: bool,
    },
    /// A person looks at what is in it.
    Preview,
    Done(Imported),
    Failed(RescueError),
}

/// A bundle on its way in.
#[derive(Clone, Copy)]
pub struct ImportDesk {
    stage: RwSignal<ImportStage>,
    lines: RwSignal<Vec<Line>>,
    unreadable: RwSignal<usize>,
    choices: RwSignal<BTreeMap<Key, Choice>>,
    file: StoredValue<Option<Arc<Vec<u8>>>, LocalStorage>,
    opened: StoredValue<Option<Rc<Opened>>, LocalStorage>,
    stop: Stop,
    ports: PortsHandle,
    session: Session,
    board: BoardState,
    outbox: OutboxState,
}

impl ImportDesk {
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new(ImportStage::Idle),
            lines: RwSignal::new(Vec::new()),
            unreadable: RwSignal::new(0),
            choices: RwSignal::new(BTreeMap::new()),
            file: StoredValue::new_local(None),
            opened: StoredValue::new_local(None),
            stop: StoredValue::new_local(Rc::default()),
            ports: expect_context(),
            session: use_session(),
            board: use_board(),
            outbox: use_outbox(),
        }
    }

    pub fn stage(&self) -> Signal<ImportStage> {
        self.stage.into()
    }

    /// What is in the bundle, beside what is here.
    pub fn lines(&self) -> Signal<Vec<Line>> {
        self.lines.into()
    }

    /// Entries of the bundle that can't be read.
    pub fn unreadable(&self) -> Signal<usize> {
        self.unreadable.into()
    }

    /// What is to be done with one of them; `None` where nobody has said.
    pub fn choice(&self, line: &Line) -> Option<Choice> {
        self.choices.with(|choices| choices.get(&line.key).copied()).or(line.standing.preset())
    }

    pub fn choose(&self, key: Key, choice: Choice) {
        self.choices.update(|choices| {
            choices.insert(key, choice);
        });
    }

    /// How many need a choice that nobody has made.
    pub fn undecided(&self) -> usize {
        self.lines.with(|lines| lines.iter().filter(|line| self.choice(line).is_none()).count())
    }

    /// How many would be written.
    pub fn due(&self) -> usize {
        let writes = |line: &&Line| self.choice(line).is_some_and(|choice| line.writes(choice));
        self.lines.with(|lines| lines.iter().filter(writes).count())
    }

    /// A file was chosen, which `read` reads once it is known to fit.
    pub fn take(&self, bytes: f64, read: impl Future<Output = Result<Vec<u8>, String>> + 'static) {
        let desk = *self;
        self.begin_working(Stage::Checking);
        if bytes > LARGEST_FILE {
            let cause = BundleError::TooLarge { bytes: bytes as u64, limit: LARGEST_FILE as u64 };
            self.stage.set(ImportStage::Failed(cause.into()));
            return;
        }
        self.ports.get_value().device.spawn(Box::pin(async move {
            match read.await {
                Ok(bytes) => {
                    desk.file.try_set_value(Some(Arc::new(bytes)));
                    desk.look(None);
                }
                Err(cause) => {
                    desk.stage.try_set(ImportStage::Failed(RescueError::File { cause }));
                }
            }
        }));
    }

    /// Tries a passphrase.
    pub fn unlock(&self, passphrase: String) {
        self.begin_working(Stage::Locking);
        self.look(Some(passphrase));
    }

    fn look(&self, passphrase: Option<String>) {
        let Some(Some(file)) = self.file.try_get_value() else { return };
        let (desk, stop) = (*self, begin(self.stop));
        let ports = self.ports.get_value();
        let device = self.session.settings().with_untracked(|settings| settings.device.id);
        ports.device.clone().spawn(Box::pin(async move {
            let tell = |progress| {
                desk.stage.try_set(ImportStage::Working(progress));
            };
            let rest = || moment(&ports, 0);
            let watch = Watch { stop: &stop, tell: &tell, rest: &rest };
            let stage = match open(ports.rescue(), device, file, passphrase.as_deref(), watch).await {
                Ok(opened) => {
                    desk.lines.try_set(opened.lines.clone());
                    desk.unreadable.try_set(opened.unreadable);
                    desk.choices.try_set(BTreeMap::new());
                    desk.opened.try_set_value(Some(Rc::new(opened)));
                    // What was opened holds all that is needed; the locked file is let go.
                    desk.file.try_set_value(None);
                    ImportStage::Preview
                }
                Err(RescueError::NeedsPassphrase) => ImportStage::Asking { wrong: false },
                Err(RescueError::Unlock(UnlockError::WrongPassphrase)) => ImportStage::Asking { wrong: true },
                Err(RescueError::Stopped) => ImportStage::Idle,
                Err(error) => ImportStage::Failed(error),
            };
            desk.stage.try_set(stage);
        }));
    }

    /// Stores what was chosen.
    pub fn store(&self) {
        let Some(Some(opened)) = self.opened.try_get_value() else { return };
        let (desk, stop) = (*self, begin(self.stop));
        let ports = self.ports.get_value();
        let device = self.session.settings().with_untracked(|settings| settings.device.id);
        let choices = self.choices.get_untracked();
        self.begin_working(Stage::Storing);
        ports.device.clone().spawn(Box::pin(async move {
            let stage = match store_alone(&ports, device, opened, choices, stop, desk).await {
                Ok(imported) => ImportStage::Done(imported),
                Err(error) => ImportStage::Failed(error),
            };
            desk.stage.try_set(stage);
            desk.board.refresh();
            desk.outbox.run();
        }));
    }

    /// Whether it is writing to the tablet now.
    pub fn is_storing(&self) -> bool {
        self.stage.with_untracked(|stage| matches!(stage, ImportStage::Working(Progress { stage: Stage::Storing, .. })))
    }

    /// Whether what stood in the way may be gone by now.
    pub fn can_try_again(&self) -> bool {
        self.stage.with(|stage| *stage == ImportStage::Failed(RescueError::DraftOpen))
    }

    /// Ends the work at its next step. What is stored by then stays, whole.
    pub fn stop(&self) {
        self.stop.with_value(|stop| stop.set(true));
    }

    /// The dialog is closed: nothing of the bundle is kept in memory.
    pub fn close(&self) {
        self.stop();
        self.file.set_value(None);
        self.opened.set_value(None);
        self.lines.set(Vec::new());
        self.choices.set(BTreeMap::new());
        self.stage.set(ImportStage::Idle);
    }

    fn begin_working(&self, stage: Stage) {
        self.stage.set(ImportStage::Working(Progress { stage, done: 0, total: 0 }));
    }
}

impl Default for ImportDesk {
    fn default() -> Self {
        Self::new()
    }
}

/// Imports while no draft is open in any window, so that none is replaced under somebody's hands and nothing is swept that comes in.
async fn store_alone(
    ports: &Ports,
    device: walkaround_contract::Id,
    opened: Rc<Opened>,
    choices: BTreeMap<Key, Choice>,
    stop: Rc<Cell<bool>>,
    desk: ImportDesk,
) -> Result<Imported, RescueError> {
    let choices = Rc::new(choices);
    for _ in 0..TRIES {
        let (tell_result, result) = oneshot::channel();
        let (own, opened, choices, stop) = (ports.clone(), opened.clone(), choices.clone(), stop.clone());
        let work = Box::pin(async move {
            let tell = |progress| {
                desk.stage.try_set(ImportStage::Working(progress));
            };
            let rest = || moment(&own, 0);
            let watch = Watch { stop: &stop, tell: &tell, rest: &rest };
            let imported = import(own.rescue(), device, &opened, &choices, watch).await;
            // It is waited for below, as long as this runs.
            let _told = tell_result.send(imported);
        });
        if ports.locks.while_no_draft_is_open(work).await
            && let Ok(imported) = result.await
        {
            return imported;
        }
        moment(ports, TRY_AGAIN_MS).await;
    }
    Err(RescueError::DraftOpen)
}
