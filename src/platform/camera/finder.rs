//! The `<video>` that shows the camera, and pictures taken off it: small ones to judge, and whole ones where the browser has no other way
//! to take a photo. The whole ones are only copied and handed to the browser's encoder; nothing is decoded, resized or hashed here.

use futures::channel::oneshot;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, Document, HtmlCanvasElement, HtmlVideoElement, MediaStream};

use crate::domain::camera::{Frame, Luma};
use crate::platform::JsError;
use crate::platform::js_object::object;

/// The whole picture for the light: 64 × 48 pixels say as much about it as all.
const WHOLE: (u32, u32) = (64, 48);

/// The middle for the sharpness, and how many pixels of the camera become one of these. Reducing more would hide a shaking hand.
const MIDDLE: (u32, u32) = (160, 120);
const REDUCED: u32 = 2;

/// Of a frame that is the photo. The photo worker encodes it once more at its own quality, so this one should cost nothing.
const QUALITY: f64 = 0.95;

/// The element and a canvas that is used again with every look.
pub(super) struct Finder {
    video: HtmlVideoElement,
    document: Document,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Finder {
    pub(super) fn on(element: &str, stream: &MediaStream) -> Result<Self, JsError> {
        let document =
            web_sys::window().and_then(|window| window.document()).ok_or_else(|| JsError::missing("document"))?;
        let video: HtmlVideoElement = document
            .get_element_by_id(element)
            .and_then(|element| element.dyn_into().ok())
            .ok_or_else(|| JsError::missing("viewfinder"))?;
        video.set_src_object(Some(stream));
        // It is muted and has `autoplay` as well; what a browser says to this changes nothing.
        let _playing = video.play()?;
        let (canvas, context) = canvas(&document, MIDDLE)?;
        Ok(Self { video, document, canvas, context })
    }

    /// What is shown, small.
    pub(super) fn look(&self) -> Option<Frame> {
        let (width, height) = (self.video.video_width(), self.video.video_height());
        if width == 0 || height == 0 {
            return None;
        }
        let whole = self.part((0, 0, width, height), WHOLE)?;
        let (across, down) = ((MIDDLE.0 * REDUCED).min(width), (MIDDLE.1 * REDUCED).min(height));
        let middle = self.part(((width - across) / 2, (height - down) / 2, across, down), MIDDLE)?;
        Some(Frame { whole, middle })
    }

    /// A part of the picture (left, top, width, height) in this size.
    fn part(&self, (left, top, across, down): (u32, u32, u32, u32), (width, height): (u32, u32)) -> Option<Luma> {
        let [left, top, across, down, width, height] = [left, top, across, down, width, height].map(f64::from);
        self.context
            .draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &self.video,
                left,
                top,
                across,
                down,
                0.0,
                0.0,
                width,
                height,
            )
            .ok()?;
        let pixels = self.context.get_image_data(0.0, 0.0, width, height).ok()?;
        Luma::from_rgba(usize::try_from(pixels.width()).ok()?, &pixels.data())
    }

    /// The whole frame as it is now. The browser encodes it; what comes is nothing where it can't.
    pub(super) fn frame(&self) -> Result<oneshot::Receiver<Option<Blob>>, JsError> {
        let size = (self.video.video_width(), self.video.video_height());
        let (canvas, context) = canvas(&self.document, size)?;
        context.draw_image_with_html_video_element(&self.video, 0.0, 0.0)?;
        let (tell, encoded) = oneshot::channel();
        let done = Closure::once_into_js(move |blob: Option<Blob>| {
            // Nobody waits any more where the camera was closed meanwhile.
            let _told = tell.send(blob);
        });
        canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), "image/jpeg", &QUALITY.into())?;
        Ok(encoded)
    }
}

impl Drop for Finder {
    fn drop(&mut self) {
        self.video.set_src_object(None);
        // Gives back the memory behind it before the element is collected.
        self.canvas.set_width(0);
    }
}

fn canvas(
    document: &Document,
    (width, height): (u32, u32),
) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsError> {
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    // Small pictures are read back twice a second; kept in memory that costs nothing.
    let options: JsValue = object([("willReadFrequently", true.into())]).into();
    let context = canvas
        .get_context_with_context_options("2d", &options)?
        .and_then(|context| context.dyn_into().ok())
        .ok_or_else(|| JsError::missing("canvas"))?;
    Ok((canvas, context))
}
