//! What is offered, and in which order: steps, stations, photos and words that are switched on.

use super::{CatalogueEntry, Template, catalogues::Catalogue};
use crate::{GuidedShot, Station, Step};

/// Whether something with a switch is on. Absent is on.
fn is_on(enabled: Option<bool>) -> bool {
    enabled != Some(false)
}

impl Template {
    /// The reception steps that are gone through, in order. One of a newer version is left out, because nobody here can show it.
    pub fn steps_on(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|entry| is_on(entry.enabled) && entry.step.is_known()).map(|entry| &entry.step)
    }

    /// Whether a step is gone through.
    pub fn has_step(&self, step: &Step) -> bool {
        self.steps_on().any(|on| on == step)
    }

    /// The step before or after another one; the first for a step that is not gone through.
    pub fn step_from(&self, step: &Step, by: isize) -> Option<&Step> {
        let at = self.steps_on().position(|on| on == step)?;
        self.steps_on().nth(at.checked_add_signed(by)?)
    }

    /// The step with which a reception begins. A template without any begins as a reception does.
    pub fn first_step(&self) -> &Step {
        self.steps_on().next().unwrap_or(&Step::Welcome)
    }

    /// The stations that are gone to, in the order of a left-hand drive car.
    pub fn stations_on(&self) -> impl Iterator<Item = &Station> {
        self.stations.iter().filter(|entry| is_on(entry.enabled)).map(|entry| &entry.station)
    }

    /// The guided photos, in order.
    pub fn shots_on(&self) -> impl Iterator<Item = &GuidedShot> {
        self.shots.iter().filter(|entry| is_on(entry.enabled)).map(|entry| &entry.shot)
    }

    /// The words of a catalogue that are offered, in order.
    ///
    /// A catalogue that this template says nothing of is the shipped one; of a catalogue that may only be reworded every word is
    /// offered, those of a newer app included.
    pub fn offered(&self, catalogue: &str) -> Vec<&CatalogueEntry> {
        let shipped = Self::standard().entries(catalogue);
        let Some(own) = self.catalogues.get(catalogue) else { return shipped.iter().collect() };
        if Catalogue::of(catalogue) == Catalogue::Worded {
            let missing = shipped.iter().filter(|entry| !own.iter().any(|known| known.id == entry.id));
            return own.iter().chain(missing).collect();
        }
        own.iter().filter(|entry| is_on(entry.enabled)).collect()
    }

    /// [`offered`](Self::offered) as words of a type.
    pub fn words<W: for<'a> From<&'a str>>(&self, catalogue: &str) -> Vec<W> {
        self.offered(catalogue).into_iter().map(|entry| W::from(&entry.id)).collect()
    }
}

impl CatalogueEntry {
    /// Whether it is offered.
    pub fn is_on(&self) -> bool {
        is_on(self.enabled)
    }
}
