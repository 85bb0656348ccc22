//! What is on the photo while it is being drawn on, with every step back and forth.
//!
//! Invariant: undoing everything gives exactly what was there at the beginning. A shape keeps its key through undo and redo, so that what
//! is chosen stays chosen.

use std::sync::Arc;

use walkaround_contract::Annotation;

/// Names a shape while the photo is being drawn on.
pub type Key = u32;

/// Most shapes of one photo, as the contract has it.
pub const MOST_SHAPES: usize = 200;

/// A shape and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketched {
    pub key: Key,
    pub annotation: Arc<Annotation>,
}

/// The shapes over a photo, and how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    shapes: Vec<Sketched>,
    begun_with: Vec<Sketched>,
    past: Vec<Vec<Sketched>>,
    future: Vec<Vec<Sketched>>,
    next_key: Key,
    /// The shape that the last step nudged: a hand that goes on nudging makes one step of it.
    nudged: Option<Key>,
}

impl Sketch {
    /// Begins with what is on the photo.
    pub fn of(annotations: &[Annotation]) -> Self {
        let shapes: Vec<Sketched> = (0..)
            .zip(annotations)
            .map(|(key, annotation)| Sketched { key, annotation: Arc::new(annotation.clone()) })
            .collect();
        let next_key = shapes.last().map_or(0, |last| last.key + 1);
        Self { begun_with: shapes.clone(), shapes, past: Vec::new(), future: Vec::new(), next_key, nudged: None }
    }

    /// The shapes, the lowest first.
    pub fn shapes(&self) -> &[Sketched] {
        &self.shapes
    }

    /// The shapes as they travel.
    pub fn annotations(&self) -> Vec<Annotation> {
        self.shapes.iter().map(|shape| Annotation::clone(&shape.annotation)).collect()
    }

    pub fn get(&self, key: Key) -> Option<&Arc<Annotation>> {
        self.shapes.iter().find(|shape| shape.key == key).map(|shape| &shape.annotation)
    }

    /// Adds a shape on top. `None` where the photo is full.
    pub fn add(&mut self, annotation: Annotation) -> Option<Key> {
        if self.shapes.len() >= MOST_SHAPES {
            return None;
        }
        let key = self.next_key;
        self.next_key += 1;
        self.step();
        self.shapes.push(Sketched { key, annotation: Arc::new(annotation) });
        Some(key)
    }

    /// Puts a shape in place of another. The same shape again is no step.
    pub fn replace(&mut self, key: Key, annotation: Annotation) {
        if self.get(key).is_some_and(|known| **known != annotation) {
            self.step();
            self.put(key, annotation);
        }
    }

    /// The same, by a key that is pressed again and again: the whole way is one step.
    pub fn nudge(&mut self, key: Key, annotation: Annotation) {
        if self.nudged != Some(key) {
            self.replace(key, annotation);
            self.nudged = Some(key);
        } else {
            self.put(key, annotation);
        }
    }

    /// Takes a shape away.
    pub fn remove(&mut self, key: Key) {
        if self.get(key).is_some() {
            self.step();
            self.shapes.retain(|shape| shape.key != key);
        }
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// One step back.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.shapes, before));
            self.nudged = None;
        }
    }

    /// One step forth again.
    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.shapes, after));
            self.nudged = None;
        }
    }

    /// Whether leaving now would lose something.
    pub fn is_changed(&self) -> bool {
        self.shapes != self.begun_with
    }

    fn step(&mut self) {
        self.past.push(self.shapes.clone());
        self.future.clear();
        self.nudged = None;
    }

    fn put(&mut self, key: Key, annotation: Annotation) {
        if let Some(shape) = self.shapes.iter_mut().find(|shape| shape.key == key) {
            shape.annotation = Arc::new(annotation);
        }
    }
}
