//! A note that lies outside the database, so that somebody knows of the database when it is gone.

/// One short text. A browser that keeps none forgets it, and nothing depends on it.
pub trait OutsideNote {
    fn read(&self) -> Option<String>;
    fn write(&self, text: &str);
}
