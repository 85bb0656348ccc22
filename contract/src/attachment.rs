//! Attachments: photos, audio clips and signature pictures. The sheet carries their hashes; the bytes travel beside it.

use serde::{Deserialize, Serialize};

use crate::{Extra, Id, Timestamp};

crate::word::open_words! {
    /// What an attachment is for.
    AttachmentRole {
        Guided = "guided",
        Damage = "damage",
        ConcernPhoto = "concern_photo",
        ConcernAudio = "concern_audio",
        Valuables = "valuables",
        Signature = "signature",
        Other = "other",
    }
    /// A shape drawn over a photo.
    AnnotationShape {
        Arrow = "arrow",
        Circle = "circle",
        Line = "line",
        Text = "text",
        Blur = "blur",
    }
    /// The ink a shape is drawn with. Each has an edge of the opposite brightness, so that it shows on any photo.
    AnnotationColour {
        Red = "red",
        Yellow = "yellow",
        White = "white",
        Black = "black",
    }
}

/// One attachment.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attachment {
    /// Id of the attachment.
    pub id: Id,
    /// What it is for.
    pub role: AttachmentRole,
    /// `image/jpeg`, `image/png`, `audio/…`.
    pub media_type: String,
    /// Length of the bytes.
    pub byte_length: u64,
    /// SHA-256 of the bytes, 64 lower-case hex digits. It is also their address at the backend.
    pub sha256: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// When it was taken.
    pub captured_at: Option<Timestamp>,
    /// How long a clip plays, in milliseconds.
    pub duration_ms: Option<u32>,
    /// Shapes to draw over it.
    pub annotations: Vec<Annotation>,
    /// The bytes in base64 (profile `inline` only). In neither digest.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub data: Option<String>,
    /// Where the bytes can be fetched, filled in by a backend. In neither digest.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub href: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A shape drawn over a photo. An area that was blurred is listed, so that a reader knows of it, but there is nothing to draw: it is burnt
/// into the bytes, and what was there is not in them.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Annotation {
    /// Which shape.
    pub shape: AnnotationShape,
    /// Its points, in 1/10,000 of width and height. Arrow: tail, tip. Circle and blurred area: two opposite corners. Line: the way of the
    /// pen. Text: its middle.
    pub points: Vec<(u16, u16)>,
    /// Its words; a line break begins another line.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub text: Option<String>,
    /// The ink. Red where it is absent.
    pub colour: Option<AnnotationColour>,
    /// Width of the line in 1/10,000 of the picture's width; letters are six times as high. 60 where it is absent.
    pub stroke: Option<u16>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
