//! The template that is being edited. It belongs to the app and not to the page, so that leaving the page by whatever way (the browser's
//! own back button asks nobody) loses nothing that was changed.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Problem, Template, read_template, validate_template};

use crate::domain::template::{LONGEST_TEMPLATE, Workbench};
use crate::ports::StorageError;

use super::{KeepTemplateError, TemplateHandle, Templates, use_templates};

/// Why what was edited did not become the shop's template. That one is still in force, and what was edited is still there.
#[derive(Clone, Debug, PartialEq)]
pub enum NotAdopted {
    /// The contract refuses it: what is wrong and where.
    Refused(Vec<Problem>),
    Storage(StorageError),
}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    /// Words that this version of the app does not know; they are kept.
    pub unknown: usize,
    /// It is the shop's template already.
    pub in_use: bool,
    /// What was edited and not applied before.
    pub put_away: Option<Template>,
}

/// The template being edited, as a handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct TemplateBench {
    bench: RwSignal<Workbench>,
    templates: Templates,
}

impl TemplateBench {
    /// Starts with the shop's current template.
    pub fn provide() -> Self {
        let templates = use_templates();
        let current = templates.current().peek();
        let bench = Self { bench: RwSignal::new(Workbench::open(Template::clone(&current))), templates };
        provide_context(bench);
        bench
    }

    /// Something of the edited template, recomputed when it changes.
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        &self,
        get: impl Fn(&Template) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let bench = self.bench;
        Memo::new(move |_| bench.with(|bench| get(&bench.edited)))
    }

    /// Reads the edited template now, untracked: for event handlers.
    pub fn peek<T>(&self, get: impl FnOnce(&Template) -> T) -> T {
        self.bench.with_untracked(|bench| get(&bench.edited))
    }

    pub fn edit(&self, change: impl FnOnce(&mut Template)) {
        self.bench.update(|bench| change(&mut bench.edited));
    }

    /// The edited template as that of a part of the page: the preview.
    pub fn handle(&self) -> TemplateHandle {
        let edited = self.read(|template| Arc::new(template.clone()));
        TemplateHandle::following(edited.into())
    }

    /// Whether it is other than the shop's current one.
    pub fn is_changed(&self) -> Memo<bool> {
        let (bench, current) = (self.bench, self.templates.current());
        Memo::new(move |_| bench.with(|bench| bench.edited != *current.get()))
    }

    /// Opens a template in place of what was edited.
    pub fn open(&self, template: Template) {
        self.bench.set(Workbench::open(template));
    }

    /// Goes back to the shop's current template.
    pub fn discard(&self) {
        self.open(Template::clone(&self.templates.current().peek()));
    }

    /// Opens a file. On failure nothing changes.
    pub fn open_file(&self, bytes: &[u8]) -> Result<OpenedFile, Vec<Problem>> {
        if bytes.len() > LONGEST_TEMPLATE {
            return Err(vec![unread("too_large", "no template is this large")]);
        }
        let (template, warnings) = read_template(bytes)?;
        let current = self.templates.current().peek();
        let put_away = self.bench.with_untracked(|bench| (bench.edited != *current).then(|| bench.edited.clone()));
        let opened = OpenedFile { unknown: warnings.len(), in_use: template == *current, put_away };
        self.open(template);
        Ok(opened)
    }

    /// Makes what was edited the shop's template. Its version.
    pub async fn adopt(&self) -> Result<u32, NotAdopted> {
        let current = self.templates.current().peek();
        let finished = self.bench.with_untracked(|bench| bench.finished(&current));
        let value = finished.to_value().map_err(|error| NotAdopted::Refused(vec![no_form(&error)]))?;
        validate_template(&value).map_err(NotAdopted::Refused)?;
        let version = finished.version;
        self.templates.adopt(finished.clone()).await.map_err(|error| match error {
            KeepTemplateError::NoCanonicalForm(error) => NotAdopted::Refused(vec![no_form(&error)]),
            KeepTemplateError::Storage(error) => NotAdopted::Storage(error),
        })?;
        self.bench.try_set(Workbench::open(finished));
        Ok(version)
    }
}

/// A file of which nothing could be read.
pub fn unread(code: &'static str, message: &str) -> Problem {
    Problem { path: String::new(), code, message: message.to_owned() }
}

fn no_form(error: &walkaround_contract::CanonicalError) -> Problem {
    unread("does_not_round_trip", &error.to_string())
}

/// The template being edited.
pub fn use_template_bench() -> TemplateBench {
    expect_context()
}
