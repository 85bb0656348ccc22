//! What the two dialogs show: an export on its way out, a bundle on its way in. The work goes on to its end, or to a stop, whatever page is
//! left meanwhile.

mod incoming;
mod outgoing;

use std::cell::Cell;
use std::rc::Rc;

use futures::channel::oneshot;
use leptos::prelude::*;

use crate::ports::LocalFuture;
use crate::state::Ports;

use super::RescuePorts;

pub use incoming::{ImportDesk, ImportStage};
pub use outgoing::{ExportDesk, ExportStage};

impl Ports {
    /// What rescue needs of them.
    fn rescue(&self) -> RescuePorts<'_> {
        RescuePorts {
            drafts: self.drafts.as_ref(),
            photos: self.photos.as_ref(),
            outbox: self.outbox.as_ref(),
            templates: self.templates.as_ref(),
            lock: self.bundle_lock.as_ref(),
            clock: self.clock.as_ref(),
            ids: self.ids.as_ref(),
        }
    }
}

/// Ends the work under way when it is set; the next begin of work has its own.
type Stop = StoredValue<Rc<Cell<bool>>, LocalStorage>;

/// A moment for the page.
fn moment(ports: &Ports, ms: u32) -> LocalFuture<()> {
    let device = ports.device.clone();
    Box::pin(async move {
        let (tell, told) = oneshot::channel::<()>();
        let waiting = device.after(
            ms,
            Box::new(move || {
                // It is waited for on the next line.
                let _told = tell.send(());
            }),
        );
        let _told = told.await;
        drop(waiting);
    })
}

fn begin(stop: Stop) -> Rc<Cell<bool>> {
    let fresh = Rc::new(Cell::new(false));
    stop.try_set_value(fresh.clone());
    fresh
}
