//! What came of an import: how many are here now, which are not and why.

use leptos::prelude::*;

use crate::state::rescue::Imported;
use crate::ui::components::{Banner, Mood, storage_trouble};
use crate::ui::i18n::use_i18n;

/// The result in words.
#[component]
pub fn ImportResult(imported: Imported) -> impl IntoView {
    let i18n = use_i18n();
    let (stored, failed, left) = (imported.stored.len(), imported.failed.len(), imported.left.len());
    let causes = imported.failed;
    let title = move || match stored {
        0 => i18n.text("rescue.imported_nothing"),
        stored => i18n.count("rescue.imported", stored),
    };
    // The same cause is said once, however many it kept out.
    let causes = move || {
        let mut said: Vec<String> = causes.iter().map(|(_, error)| storage_trouble(i18n, error)).collect();
        said.dedup();
        said.into_iter().map(|words| view! { <div class="c2">{words}</div> }).collect_view()
    };
    view! {
        <div class="banners mt3">
            <Banner mood=if stored == 0 { Mood::Info } else { Mood::Ok }>
                <div class="grow">
                    <b>{title}</b>
                    <div class="c2">{t!(i18n, "rescue.imported_text")}</div>
                </div>
            </Banner>
            {(failed != 0)
                .then(|| {
                    view! {
                        <Banner mood=Mood::Danger>
                            <div class="grow">
                                <b>{move || i18n.count("rescue.failed", failed)}</b>
                                {causes}
                            </div>
                        </Banner>
                    }
                })}
            {(left != 0)
                .then(|| {
                    view! {
                        <Banner mood=Mood::Warn>
                            <div class="grow">{move || i18n.count("rescue.left", left)}</div>
                        </Banner>
                    }
                })}
        </div>
    }
}
