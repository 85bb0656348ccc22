//! A backend: where finished sheets go, and how it wants them.

use serde::{Deserialize, Serialize};

/// How sheet and attachments travel together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Each attachment by its hash, then the sheet. Resumes where it was cut, and sends no bytes twice.
    #[default]
    Separate,
    /// One POST of JSON, the bytes in base64 in it.
    Inline,
    /// One POST of `multipart/form-data`.
    Multipart,
}

impl Profile {
    pub const ALL: [Self; 3] = [Self::Separate, Self::Inline, Self::Multipart];

    /// Its word, in settings and translations.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Separate => "separate",
            Self::Inline => "inline",
            Self::Multipart => "multipart",
        }
    }
}

/// Where finished sheets go. An empty base: to the receiver that serves the app, as it says itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Backend {
    /// Base address; sheets are posted to `{base}{sheets_path}`.
    pub base: String,
    /// The secret that lets this tablet in.
    pub token: String,
    /// The header that carries the token as it is. Empty: `Authorization: Bearer …`.
    pub token_header: String,
    pub profile: Profile,
    /// Under the base, where sheets are posted.
    pub sheets_path: String,
    /// Under the base, where attachments are put by their hash.
    pub attachments_path: String,
    /// Seconds to wait for an answer, the time of sending not counted.
    pub timeout_seconds: u16,
    /// The largest body it takes, in MiB.
    pub largest_body_mib: u16,
}

impl Default for Backend {
    fn default() -> Self {
        Self {
            base: String::new(),
            token: String::new(),
            token_header: String::new(),
            profile: Profile::Separate,
            sheets_path: "/intake-sheets".into(),
            attachments_path: "/attachments".into(),
            timeout_seconds: 30,
            largest_body_mib: 64,
        }
    }
}

impl Backend {
    /// Seconds of waiting that make sense: below, a slow shop network never delivers; above, nobody learns that it is down.
    pub const TIMEOUT_SECONDS: std::ops::RangeInclusive<u16> = 5..=300;

    /// MiB of a body that make sense. Above, a tablet has no memory for it.
    pub const LARGEST_BODY_MIB: std::ops::RangeInclusive<u16> = 1..=512;

    /// True where the shop has not named a backend of its own.
    pub fn is_own_receiver(&self) -> bool {
        self.base.trim().is_empty()
    }

    /// A body of so many bytes is more than it takes.
    pub fn refuses_length(&self, bytes: usize) -> bool {
        bytes as u64 > u64::from(self.largest_body_mib) << 20
    }

    /// Where an attachment is asked for and put.
    pub fn attachment_path(&self, sha256: &str) -> String {
        format!("{}/{sha256}", path(&self.attachments_path))
    }

    /// Where sheets are posted.
    pub fn sheets_path(&self) -> String {
        path(&self.sheets_path)
    }
}

/// What a backend answers when it is asked for a document or the bytes of a photo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Download {
    /// 0 where the browser hides it (a redirect that was not followed).
    pub status: u16,
    pub content_type: Option<String>,
    /// True where the browser followed or was given a redirect.
    pub redirected: bool,
    /// The body of a 200, at most 16 MiB of it. Of any other answer nothing is read.
    pub bytes: Vec<u8>,
}

impl Download {
    /// What was asked for. `None` where the backend has nothing under this path, for whatever reason.
    pub fn found(self) -> Option<Vec<u8>> {
        (self.status == 200).then_some(self.bytes)
    }
}

/// A path as it follows a base: with a slash before it and none behind it.
fn path(entered: &str) -> String {
    let bare = entered.trim().trim_matches('/');
    if bare.is_empty() { String::new() } else { format!("/{bare}") }
}

/// Whether a text can name a header (RFC 9110, 5.6.2), and is not one that the app or the browser sets.
pub fn is_token_header(name: &str) -> bool {
    const TAKEN: [&str; 6] = ["content-type", "content-digest", "content-length", "idempotency-key", "host", "cookie"];
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty()
        && name.len() <= 100
        && name.bytes().all(token)
        && !TAKEN.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_an_earlier_version_are_the_defaults_of_this_one() {
        let earlier: Backend = serde_json::from_str(r#"{"base":"https://dms.example","token":"t"}"#).expect("readable");
        assert_eq!(earlier, Backend { base: "https://dms.example".into(), token: "t".into(), ..Backend::default() });
    }

    #[test]
    fn paths_are_taken_as_people_write_them() {
        let written = |text: &str| Backend { sheets_path: text.into(), ..Backend::default() }.sheets_path();
        assert_eq!(written("intake-sheets"), "/intake-sheets");
        assert_eq!(written("/hooks/sheets/ "), "/hooks/sheets");
        // The base alone: a web hook has no path of its own.
        assert_eq!(written(" / "), "");
        assert_eq!(Backend::default().attachment_path("ab"), "/attachments/ab");
    }

    #[test]
    fn a_header_for_the_token_is_one_nobody_else_needs() {
        assert!(is_token_header("X-Api-Key"));
        for bad in ["", "X Key", "Content-Type", "名", "idempotency-key"] {
            assert!(!is_token_header(bad), "{bad}");
        }
    }

    #[test]
    fn a_limit_is_in_mebibytes() {
        let backend = Backend { largest_body_mib: 1, ..Backend::default() };
        assert!(!backend.refuses_length(1 << 20));
        assert!(backend.refuses_length((1 << 20) + 1));
    }
}
