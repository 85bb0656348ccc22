//! The shop's template from its backend: where it lies, and what an answer means.
//!
//! Invariant: only a 200 that is no web page gives a template, and whether it is one is for the contract to say.

use crate::domain::backend::Download;

/// Under the backend's base.
pub const TEMPLATE_PATH: &str = "/template";

/// No template is longer, in bytes: the shipped one has 60 KB. A film chosen by mistake is not read into memory.
pub const LONGEST_TEMPLATE: usize = 4_000_000;

/// What a backend answers when it is asked for the shop's template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateAnswer {
    /// What it holds to be one.
    Here(Vec<u8>),
    /// It has none, or does not offer any.
    Nothing,
    /// It does not let this tablet in.
    Credentials,
    /// A web page answers: a guest network's, or a wrong address.
    NotABackend,
    Trouble {
        status: u16,
    },
}

impl From<Download> for TemplateAnswer {
    fn from(answer: Download) -> Self {
        let is_page = answer.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/html"));
        match answer.status {
            _ if answer.redirected => Self::NotABackend,
            200 if is_page => Self::NotABackend,
            200 => Self::Here(answer.bytes),
            // A web hook that takes sheets and nothing else may say so in more than one way.
            204 | 404 | 405 | 410 | 501 => Self::Nothing,
            401 | 403 => Self::Credentials,
            status => Self::Trouble { status },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(status: u16, content_type: &str, redirected: bool) -> TemplateAnswer {
        Download { status, content_type: Some(content_type.to_owned()), redirected, bytes: b"{}".to_vec() }.into()
    }

    #[test]
    fn an_answer_is_a_template_or_says_why_there_is_none() {
        let json = "application/json";
        assert_eq!(meaning(200, json, false), TemplateAnswer::Here(b"{}".to_vec()));
        for nothing in [204, 404, 405, 410, 501] {
            assert_eq!(meaning(nothing, json, false), TemplateAnswer::Nothing, "{nothing}");
            assert_eq!(meaning(nothing, "text/html", false), TemplateAnswer::Nothing, "a page that says so: {nothing}");
        }
        for locked in [401, 403] {
            assert_eq!(meaning(locked, json, false), TemplateAnswer::Credentials, "{locked}");
        }
        assert_eq!(meaning(200, "text/html; charset=utf-8", false), TemplateAnswer::NotABackend);
        assert_eq!(meaning(0, json, true), TemplateAnswer::NotABackend);
        for trouble in [201, 304, 400, 429, 500, 503] {
            assert_eq!(meaning(trouble, json, false), TemplateAnswer::Trouble { status: trouble });
        }
    }

    #[test]
    fn a_download_is_the_body_of_a_200_and_of_nothing_else() {
        let of = |status| Download { status, bytes: b"x".to_vec(), ..Download::default() }.found();
        assert_eq!((of(200), of(404), of(0)), (Some(b"x".to_vec()), None, None));
    }
}
