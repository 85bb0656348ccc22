//! The ports as one value that pages and state can reach, wired once by `app.rs`.

use std::rc::Rc;

use leptos::prelude::*;

use crate::ports::{
    AudioRecorder, BundleLock, Camera, Clock, DeviceEffects, DraftRepo, Ids, InkPainter, LedgerRepo, OutboxRepo,
    OutsideNote, PhotoPreparer, PhotoRepo, RawExport, SettingsRepo, Signer, StorageWatch, TabChannel, TabLocks,
    TemplateRepo, Transport,
};

/// Everything the app needs of the world outside.
#[derive(Clone)]
pub struct Ports {
    pub drafts: Rc<dyn DraftRepo>,
    pub photos: Rc<dyn PhotoRepo>,
    pub outbox: Rc<dyn OutboxRepo>,
    pub settings: Rc<dyn SettingsRepo>,
    pub templates: Rc<dyn TemplateRepo>,
    pub ledger: Rc<dyn LedgerRepo>,
    /// Told of every write of the repositories above.
    pub watch: Rc<StorageWatch>,
    pub outside: Rc<dyn OutsideNote>,
    pub export: Rc<dyn RawExport>,
    pub preparer: Rc<dyn PhotoPreparer>,
    pub camera: Rc<dyn Camera>,
    pub recorder: Rc<dyn AudioRecorder>,
    pub ink: Rc<dyn InkPainter>,
    pub transport: Rc<dyn Transport>,
    pub signer: Rc<dyn Signer>,
    pub clock: Rc<dyn Clock>,
    pub ids: Rc<dyn Ids>,
    pub device: Rc<dyn DeviceEffects>,
    pub locks: Rc<dyn TabLocks>,
    pub tabs: Rc<dyn TabChannel>,
    pub bundle_lock: Rc<dyn BundleLock>,
}

/// The ports, as a handle that can be copied into closures.
pub type PortsHandle = StoredValue<Ports, LocalStorage>;

/// Makes the ports reachable for everything below.
pub fn provide_ports(ports: Ports) {
    provide_context::<PortsHandle>(StoredValue::new_local(ports));
}

/// The ports. They are wired by the composition root, which never goes away.
pub fn use_ports() -> Ports {
    expect_context::<PortsHandle>().get_value()
}
