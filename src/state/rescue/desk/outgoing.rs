//! An export as its dialog shows it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::rescue::{LARGEST_PART, Maker, Which};
use crate::state::rescue::{Exported, Part, Progress, RescueError, Stage, Watch, export};
use crate::state::{PortsHandle, Session, use_session};

use super::{Stop, begin, moment};

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportStage {
    /// It waits for a passphrase, or for the word that there is none.
    Asking,
    Working(Progress),
    Done(Exported),
    Failed(RescueError),
}

/// An export.
#[derive(Clone, Copy)]
pub struct ExportDesk {
    stage: RwSignal<ExportStage>,
    stop: Stop,
    ports: PortsHandle,
    session: Session,
}

impl ExportDesk {
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new(ExportStage::Asking),
            stop: StoredValue::new_local(Rc::default()),
            ports: expect_context(),
            session: use_session(),
        }
    }

    pub fn stage(&self) -> Signal<ExportStage> {
        self.stage.into()
    }

    /// Makes the bundle and offers it as a download. An empty passphrase is none.
    pub fn start(&self, which: Which, passphrase: String) {
        let (desk, stop) = (*self, begin(self.stop));
        let ports = self.ports.get_value();
        let device = self.session.settings().with_untracked(|settings| settings.device.clone());
        let maker = Maker { device: device.id, name: device.name, app_version: device.app_version };
        self.stage.set(ExportStage::Working(Progress { stage: Stage::Packing, done: 0, total: 0 }));
        ports.device.clone().spawn(Box::pin(async move {
            let tell = |progress| {
                desk.stage.try_set(ExportStage::Working(progress));
            };
            let rest = || moment(&ports, 0);
            let watch = Watch { stop: &stop, tell: &tell, rest: &rest };
            let stamp = ports.clock.now().0.format("%Y%m%d-%H%M").to_string();
            let hand_over = |part: Part| {
                let media_type = if part.locked { "application/octet-stream" } else { "application/zip" };
                ports.device.download(&file_name(&stamp, &part), media_type, &part.bytes);
            };
            let passphrase = Some(passphrase.as_str()).filter(|passphrase| !passphrase.is_empty());
            let made = export(ports.rescue(), which, maker, passphrase, LARGEST_PART, watch, hand_over).await;
            desk.stage.try_set(match made {
                Ok(exported) => ExportStage::Done(exported),
                Err(RescueError::Stopped) => ExportStage::Asking,
                Err(error) => ExportStage::Failed(error),
            });
        }));
    }

    /// Ends the work at its next step, and begins anew.
    pub fn stop(&self) {
        let _left_already = self.stop.try_with_value(|stop| stop.set(true));
        self.stage.try_set(ExportStage::Asking);
    }
}

impl Default for ExportDesk {
    fn default() -> Self {
        Self::new()
    }
}

/// The name says when it was made and whether it is locked, and nothing about a customer.
fn file_name(stamp: &str, part: &Part) -> String {
    let ending = if part.locked { "rescue" } else { "zip" };
    let place = if part.of > 1 { format!("-{}of{}", part.number, part.of) } else { String::new() };
    format!("walkaround-rescue-{stamp}{place}.{ending}")
}
