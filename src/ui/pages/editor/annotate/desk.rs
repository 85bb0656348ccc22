//! What lies on the desk while a photo is drawn over: the sketch, the tool in hand, what is chosen. Buttons, fingers and keys all work
//! through here.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Annotation, AnnotationColour, AnnotationShape, Attachment};

use crate::domain::annotation::{self, Key, Pen, Picture, Place, Sketch, Sketched, has_ink, pen_of};
use crate::ui::i18n::{I18n, use_i18n};

/// What a finger on the photo does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Picks a shape and moves it.
    Select,
    Draw(AnnotationShape),
}

/// Words that are being written: new ones at a place, or those of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    New(Place),
    Again(Key),
}

/// The desk. A handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct Desk {
    pub i18n: I18n,
    pub picture: Picture,
    pub sketch: RwSignal<Sketch>,
    pub tool: RwSignal<Tool>,
    pub pen: RwSignal<Pen>,
    pub chosen: RwSignal<Option<Key>>,
    /// A shape under the finger, not in the sketch yet; with a key, in place of the shape that has it.
    pub live: RwSignal<Option<(Option<Key>, Arc<Annotation>)>>,
    pub writing: RwSignal<Option<Writing>>,
    /// What was just done, for those who don't see it.
    pub said: RwSignal<String>,
    /// There is no room for another shape.
    pub full: RwSignal<bool>,
}

impl Desk {
    /// A desk with this photo on it, for everything below.
    pub fn provide(photo: &Attachment) -> Self {
        let desk = Self {
            i18n: use_i18n(),
            picture: Picture { width: photo.width.unwrap_or(1), height: photo.height.unwrap_or(1) },
            sketch: RwSignal::new(Sketch::of(&photo.annotations)),
            tool: RwSignal::new(Tool::Draw(AnnotationShape::Arrow)),
            pen: RwSignal::new(Pen::default()),
            chosen: RwSignal::new(None),
            live: RwSignal::new(None),
            writing: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            full: RwSignal::new(false),
        };
        provide_context(desk);
        desk
    }

    /// Takes a tool in hand. Nothing is chosen then: what is tapped next is meant for the tool.
    pub fn take(&self, tool: Tool) {
        self.chosen.set(None);
        self.tool.set(tool);
    }

    /// What is chosen, as it is in the sketch.
    pub fn chosen_shape(&self) -> Option<Sketched> {
        let key = self.chosen.get()?;
        self.sketch.with(|sketch| sketch.get(key).map(|annotation| Sketched { key, annotation: annotation.clone() }))
    }

    /// A shape as it is to be seen: under the finger, or as it is in the sketch.
    pub fn seen(&self, key: Key) -> Option<Arc<Annotation>> {
        let under_the_finger = self.live.with(|live| match live {
            Some((of, annotation)) if *of == Some(key) => Some(annotation.clone()),
            _ => None,
        });
        under_the_finger.or_else(|| self.sketch.with(|sketch| sketch.get(key).cloned()))
    }

    /// Adds a shape and chooses it.
    pub fn add(&self, annotation: Annotation) {
        let shape = untrack(|| self.shape_name(&annotation.shape));
        let mut added = None;
        self.sketch.update(|sketch| added = sketch.add(annotation));
        self.full.set(added.is_none());
        if added.is_some() {
            self.chosen.set(added);
            self.said.set(untrack(|| self.i18n.fill("annotate.added", &[("shape", shape)])));
        }
    }

    /// Puts a shape into the middle of the picture: how it is done without pointing.
    pub fn add_in_the_middle(&self, shape: &AnnotationShape) {
        if *shape == AnnotationShape::Text {
            self.writing.set(Some(Writing::New((annotation::FAR / 2, annotation::FAR / 2))));
        } else if let Some(annotation) = self.pen.with_untracked(|pen| pen.in_the_middle(shape)) {
            self.add(annotation);
        }
    }

    /// Puts a shape in place of another, as one step.
    pub fn replace(&self, key: Key, annotation: Annotation) {
        self.sketch.update(|sketch| sketch.replace(key, annotation));
    }

    /// Takes what is chosen away.
    pub fn remove_chosen(&self) {
        if let Some(key) = self.chosen.get_untracked() {
            self.remove(key);
        }
    }

    /// Takes a shape away.
    pub fn remove(&self, key: Key) {
        let shape = self.sketch.with_untracked(|sketch| sketch.get(key).map(|annotation| annotation.shape.clone()));
        let Some(shape) = shape else { return };
        self.sketch.update(|sketch| sketch.remove(key));
        self.chosen.update(|chosen| *chosen = chosen.filter(|chosen| *chosen != key));
        self.full.set(false);
        self.said.set(untrack(|| self.i18n.fill("annotate.removed", &[("shape", self.shape_name(&shape))])));
    }

    /// Moves what is chosen, or stretches it, by a key.
    pub fn nudge(&self, dx: i32, dy: i32, stretch: bool) {
        let Some(shape) = untrack(|| self.chosen_shape()) else { return };
        let change = if stretch { annotation::stretched } else { annotation::moved };
        self.sketch.update(|sketch| sketch.nudge(shape.key, change(&shape.annotation, dx, dy)));
    }

    pub fn undo(&self) {
        if self.sketch.with_untracked(Sketch::can_undo) {
            self.sketch.update(Sketch::undo);
            self.after_turn("annotate.undone");
        }
    }

    pub fn redo(&self) {
        if self.sketch.with_untracked(Sketch::can_redo) {
            self.sketch.update(Sketch::redo);
            self.after_turn("annotate.redone");
        }
    }

    fn after_turn(&self, said: &str) {
        self.full.set(false);
        // What is chosen stays chosen if it is still there.
        let is_there = |key: &Key| self.sketch.with_untracked(|sketch| sketch.get(*key).is_some());
        self.chosen.update(|chosen| *chosen = chosen.filter(is_there));
        self.said.set(untrack(|| self.i18n.text(said)));
    }

    /// The ink in hand, or that of what is chosen.
    pub fn ink(&self) -> Pen {
        match self.chosen_shape().filter(|shape| has_ink(&shape.annotation.shape)) {
            Some(shape) => pen_of(&shape.annotation),
            None => self.pen.get(),
        }
    }

    /// Whether ink means anything now: a blurred area has none.
    pub fn is_inked(&self) -> bool {
        match self.chosen_shape() {
            Some(shape) => has_ink(&shape.annotation.shape),
            None => self.tool.with(|tool| *tool != Tool::Draw(AnnotationShape::Blur)),
        }
    }

    /// Takes another colour, also for what is chosen.
    pub fn set_colour(&self, colour: AnnotationColour) {
        self.set_ink(Pen { colour, ..untrack(|| self.ink()) });
    }

    /// Takes another width, also for what is chosen.
    pub fn set_stroke(&self, stroke: u16) {
        self.set_ink(Pen { stroke, ..untrack(|| self.ink()) });
    }

    fn set_ink(&self, pen: Pen) {
        if let Some(shape) = untrack(|| self.chosen_shape()) {
            self.replace(shape.key, annotation::inked(&shape.annotation, &pen));
        }
        self.pen.set(pen);
    }

    /// How a shape is called.
    pub fn shape_name(&self, shape: &AnnotationShape) -> String {
        self.i18n.label("annotation_shape", shape.as_str())
    }
}

/// The desk this is part of.
pub fn use_desk() -> Desk {
    expect_context()
}
