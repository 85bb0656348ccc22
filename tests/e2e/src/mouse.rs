//! The mouse itself, at a place on the screen: for what has no name, and for measuring what an input costs.

use crate::{Browser, Result};
use serde_json::json;

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mouse {
    /// Moves with no button pressed.
    Move,
    /// Moves with the button pressed.
    Drag,
    Down,
    Up,
    /// So many px; below 0 away from the person.
    Wheel(f64),
}

impl Browser {
    /// Does something with the mouse, in CSS pixels of the window.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn mouse(&self, what: Mouse, x: f64, y: f64) -> Result {
        let (kind, button, buttons) = match what {
            Mouse::Move => ("mouseMoved", "none", 0),
            Mouse::Drag => ("mouseMoved", "left", 1),
            Mouse::Down => ("mousePressed", "left", 1),
            Mouse::Up => ("mouseReleased", "left", 0),
            Mouse::Wheel(_) => ("mouseWheel", "none", 0),
        };
        let mut event = json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons });
        match what {
            Mouse::Down | Mouse::Up => event["clickCount"] = json!(1),
            Mouse::Wheel(by) => {
                event["deltaX"] = json!(0);
                event["deltaY"] = json!(by);
            }
            Mouse::Move | Mouse::Drag => {}
        }
        self.devtools("Input.dispatchMouseEvent", event).await?;
        Ok(())
    }
}
