//! A picture of a signature, for whoever can't draw its strokes.

use async_trait::async_trait;

/// A PNG, ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InkPicture {
    pub bytes: Vec<u8>,
    /// Lower-case hex.
    pub sha256: String,
    pub width: u32,
    pub height: u32,
}

/// Why there is none. The strokes say the same, so a signature is none the worse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InkError {
    pub cause: String,
}

/// Draws ink.
#[async_trait(?Send)]
pub trait InkPainter {
    /// The strokes as a picture, encoded and hashed off the main thread. Points as on the sheet: x and y in 1/100 px, time.
    async fn png(&self, strokes: &[Vec<(i32, i32, u32)>]) -> Result<InkPicture, InkError>;
}
