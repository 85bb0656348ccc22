//! Ink on an `OffscreenCanvas`: a few hundred lines are drawn here, the browser encodes and hashes them outside this thread.

use async_trait::async_trait;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::js_object::member;
use super::{JsError, crypto};
use crate::domain::signing::ink_frame;
use crate::ports::{InkError, InkPainter, InkPicture};

/// Width of the pen in CSS pixels, as on the pad.
const PEN: f64 = 2.5;

/// Draws ink with the browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct CanvasInk;

#[async_trait(?Send)]
impl InkPainter for CanvasInk {
    async fn png(&self, strokes: &[Vec<(i32, i32, u32)>]) -> Result<InkPicture, InkError> {
        draw(strokes).await.map_err(|error| InkError { cause: error.to_string() })
    }
}

async fn draw(strokes: &[Vec<(i32, i32, u32)>]) -> Result<InkPicture, JsError> {
    let frame = ink_frame(strokes).ok_or_else(|| JsError::new("DataError", "there is no ink"))?;
    if !member(&js_sys::global(), "OffscreenCanvas").is_function() {
        return Err(JsError::missing("OffscreenCanvas"));
    }
    let canvas = OffscreenCanvas::new(frame.width, frame.height)?;
    let pen: OffscreenCanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or_else(|| JsError::missing("2D canvas"))?.unchecked_into();
    // White paper: a picture that is looked at on a dark page or printed stays what it is.
    pen.set_fill_style_str("#fff");
    pen.fill_rect(0.0, 0.0, frame.width.into(), frame.height.into());
    pen.set_stroke_style_str("#000");
    pen.set_line_width(PEN * frame.scale);
    pen.set_line_cap("round");
    pen.set_line_join("round");
    for stroke in strokes {
        pen.begin_path();
        for (index, (x, y, _)) in stroke.iter().enumerate() {
            let (x, y) = frame.place(*x, *y);
            if index == 0 {
                pen.move_to(x, y);
            }
            pen.line_to(x, y);
        }
        pen.stroke();
        // A dot is a line of no length, which a canvas leaves out.
        if let [(x, y, _)] = stroke[..] {
            let (x, y) = frame.place(x, y);
            pen.set_fill_style_str("#000");
            pen.begin_path();
            pen.arc(x, y, PEN * frame.scale / 2.0, 0.0, std::f64::consts::TAU)?;
            pen.fill();
        }
    }
    let blob: Blob = JsFuture::from(canvas.convert_to_blob()?).await?.unchecked_into();
    let bytes = Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec();
    let sha256 = crypto::sha256(&bytes).await?.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(InkPicture { bytes, sha256, width: frame.width, height: frame.height })
}
