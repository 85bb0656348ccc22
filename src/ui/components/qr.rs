//! A QR code as one SVG path.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// A QR code of a text; nothing where the text is too long for one.
#[component]
pub fn Qr(#[prop(into)] text: Signal<String>, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let drawn = Memo::new(move |_| {
        let code = QrCode::with_error_correction_level(text.get().as_bytes(), EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (index, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                path.push_str(&format!("M{} {}h1v1h-1z", index % width, index / width));
            }
        }
        Some((width, path))
    });
    view! {
        <span class="qr">
            {move || {
                drawn
                    .get()
                    .map(|(width, path)| {
                        // The quiet zone around a code is four modules wide (ISO/IEC 18004).
                        let view_box = format!("-4 -4 {0} {0}", width + 8);
                        view! {
                            <svg viewBox=view_box role="img" aria-label=move || label.get() shape-rendering="crispEdges">
                                <path d=path fill="#000"></path>
                            </svg>
                        }
                    })
            }}
        </span>
    }
}
