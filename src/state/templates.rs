//! The templates of this tablet: the shop's current one, and every one that a draft began with.
//!
//! Invariant: a template is in the database before anything refers to it, so a draft or a setting never names one that was not kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{CanonicalError, Template, TemplateRef};

use crate::ports::StorageError;

use super::{Ports, PortsHandle, Session, TemplateHandle, use_session};

/// Why a template was not kept. The one before is still in force.
#[derive(Debug)]
pub enum KeepTemplateError {
    NoCanonicalForm(CanonicalError),
    Storage(StorageError),
}

/// What the tablet found when it started.
pub struct FirstTemplate {
    template: Arc<Template>,
    /// The setting names one that is not there, or can't be read; the shipped one takes its place.
    lost: bool,
}

impl FirstTemplate {
    /// Reads the template that the settings name.
    pub async fn find(ports: &Ports, sha256: Option<&str>) -> Self {
        match sha256 {
            None => Self { template: shipped(), lost: false },
            Some(sha256) => match kept(ports, sha256).await.ok().flatten() {
                Some(template) => Self { template, lost: false },
                None => Self { template: shipped(), lost: true },
            },
        }
    }
}

/// The templates of this tablet.
#[derive(Clone, Copy)]
pub struct Templates {
    current: RwSignal<Arc<Template>>,
    lost: RwSignal<bool>,
    /// Those that were asked for since the start, by digest.
    known: StoredValue<BTreeMap<String, Arc<Template>>>,
    ports: PortsHandle,
    session: Session,
}

impl Templates {
    /// Starts with what the database holds, and makes the shop's template that of everything below.
    pub fn provide(first: FirstTemplate) -> Self {
        let templates = Self {
            current: RwSignal::new(first.template),
            lost: RwSignal::new(first.lost),
            known: StoredValue::new(BTreeMap::new()),
            ports: expect_context(),
            session: use_session(),
        };
        provide_context(templates);
        provide_context(TemplateHandle::following(templates.current.into()));
        templates.follow_other_windows();
        templates
    }

    /// Another window may make another template the shop's.
    fn follow_other_windows(self) {
        let named = self.session.settings();
        let named = Memo::new(move |_| named.with(|settings| settings.template.clone()));
        let device = send_wrapper::SendWrapper::new(self.ports.get_value().device);
        Effect::new(move |before: Option<Option<String>>| {
            let named = named.get();
            if let Some(before) = before
                && before != named
            {
                let wanted = named.clone();
                device.spawn(Box::pin(async move {
                    let Some(ports) = self.ports.try_get_value() else { return };
                    let found = match &wanted {
                        None => Some(shipped()),
                        // One that can't be read leaves the one that is in force.
                        Some(sha256) => kept(&ports, sha256).await.ok().flatten(),
                    };
                    let is_other = |found: &Arc<Template>| self.current.try_with_untracked(|known| known != found);
                    if let Some(found) = found.filter(|found| is_other(found) == Some(true)) {
                        self.current.try_set(found);
                    }
                }));
            }
            named
        });
    }

    /// The shop's template, with which a new draft begins.
    pub fn current(&self) -> TemplateHandle {
        TemplateHandle::following(self.current.into())
    }

    /// Whether the shop's template could not be read and the shipped one took its place.
    pub fn lost(&self) -> Signal<bool> {
        self.lost.into()
    }

    /// A template that was [found](Self::find) before; the shipped one in its place where there is none.
    pub fn of(&self, reference: &TemplateRef) -> Arc<Template> {
        self.known.with_value(|known| known.get(&reference.sha256).cloned()).unwrap_or_else(shipped)
    }

    /// The template that a draft or a sheet names; `None` where this tablet has it no more.
    pub async fn find(&self, reference: &TemplateRef) -> Result<Option<Arc<Template>>, StorageError> {
        let sha256 = &reference.sha256;
        if let Some(known) = self.known.try_with_value(|known| known.get(sha256).cloned()).flatten() {
            return Ok(Some(known));
        }
        let is_it = |template: &Template| template.digest().is_ok_and(|digest| digest == *sha256);
        let found = if is_it(Template::standard()) {
            shipped()
        } else if let Some(current) = self.current.try_get_untracked().filter(|current| is_it(current)) {
            current
        } else {
            let Some(ports) = self.ports.try_get_value() else { return Ok(None) };
            let Some(template) = kept(&ports, sha256).await? else { return Ok(None) };
            template
        };
        self.known.try_update_value(|known| known.insert(sha256.clone(), found.clone()));
        Ok(Some(found))
    }

    /// The template of a sheet: its own where this tablet has it, else the shipped one, with the shop's words that the sheet brings along.
    pub fn of_sheet(&self, named: Memo<Option<TemplateRef>>) -> TemplateHandle {
        let (templates, shown) = (*self, RwSignal::new(shipped()));
        let device = self.ports.get_value().device;
        let device = send_wrapper::SendWrapper::new(device);
        Effect::new(move || {
            let Some(reference) = named.get() else { return };
            device.spawn(Box::pin(async move {
                let found = templates.find(&reference).await.ok().flatten().unwrap_or_else(shipped);
                let mut template = Arc::unwrap_or_clone(found);
                template.add_own_labels(&reference.own_labels);
                shown.try_set(Arc::new(template));
            }));
        });
        TemplateHandle::following(shown.into())
    }

    /// How a draft that begins now names its template, which is in the database by then.
    pub async fn for_a_new_draft(&self) -> Result<(TemplateRef, Arc<Template>), KeepTemplateError> {
        let current = self.current.get_untracked();
        let reference = current.reference().map_err(KeepTemplateError::NoCanonicalForm)?;
        self.ports
            .get_value()
            .templates
            .keep_template(&reference.sha256, &current)
            .await
            .map_err(KeepTemplateError::Storage)?;
        Ok((reference, current))
    }

    /// Makes a template the shop's current one. Drafts that are open keep the one they began with.
    pub async fn adopt(&self, template: Template) -> Result<(), KeepTemplateError> {
        let sha256 = template.digest().map_err(KeepTemplateError::NoCanonicalForm)?;
        let ports = self.ports.get_value();
        ports.templates.keep_template(&sha256, &template).await.map_err(KeepTemplateError::Storage)?;
        let is_shipped = template == *Template::standard();
        self.session.change(|settings| settings.template = (!is_shipped).then_some(sha256));
        self.current.try_set(Arc::new(template));
        self.lost.try_set(false);
        Ok(())
    }
}

/// The template that the app ships with.
fn shipped() -> Arc<Template> {
    Arc::new(Template::standard().clone())
}

/// A template from the database, if it is what its key says. One that is damaged is as good as none to whoever asks for its words.
async fn kept(ports: &Ports, sha256: &str) -> Result<Option<Arc<Template>>, StorageError> {
    match ports.templates.template(sha256).await {
        Ok(found) => {
            let is_it = |template: &Template| template.digest().is_ok_and(|digest| digest == sha256);
            Ok(found.filter(is_it).map(Arc::new))
        }
        Err(StorageError::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The templates of this tablet.
pub fn use_templates() -> Templates {
    expect_context()
}
