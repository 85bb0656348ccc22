//! Who has signed what is on the sheet now. The customer signs on pages of their own; the advisor signs here, afterwards.

use leptos::prelude::*;
use walkaround_contract::{Signature, SignatureMethod, SignerRole, short_code};

use crate::domain::field;
use crate::domain::to_sheet::content_digest;
use crate::state::{OpenDraft, keep_signature, use_draft, use_ports, use_session};
use crate::ui::components::{Icon, Ink, SignaturePad, clock_time, svg_path};
use crate::ui::i18n::use_i18n;

/// The digest of what would be signed now.
pub fn use_content_digest(draft: OpenDraft) -> Memo<String> {
    let device = use_session().settings().with_untracked(|settings| settings.device.clone());
    draft.read_by(move |draft, template| content_digest(draft, template, &device).unwrap_or_default())
}

/// The signature of a role for what is on the sheet now.
pub fn use_valid_signature(draft: OpenDraft, digest: Memo<String>, role: SignerRole) -> Memo<Option<Signature>> {
    Memo::new(move |_| {
        let digest = digest.get();
        draft.with(|draft| draft.valid_signatures(&digest).find(|signature| signature.role == role).cloned())
    })
}

/// Both signatures.
#[component]
pub fn Signatures() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let digest = use_content_digest(draft);
    let customer = use_valid_signature(draft, digest, SignerRole::Customer);
    let advisor = use_valid_signature(draft, digest, SignerRole::Advisor);
    // Signed once, then something was changed: the old signature stands for the old content only.
    let outdated = move || {
        customer.get().is_none()
            && draft
                .with(|draft| draft.review.signatures.iter().any(|signature| signature.role == SignerRole::Customer))
    };
    view! {
        <section class="card pad col g3" id=field::CUSTOMER_SIGNATURE tabindex="-1">
            <h2>{t!(i18n, "review.signatures")}</h2>
            <p class="c2">{t!(i18n, "review.code")} " " <span class="code">{move || short_code(&digest.get()).unwrap_or_default()}</span></p>
            {move || match customer.get() {
                Some(signature) => view! { <Signed signature=signature /> }.into_any(),
                None if outdated() => view! { <p class="c-warn flex"><Icon name="triangle-alert" />{i18n.text("review.changed_since")}</p> }.into_any(),
                None => view! { <p class="c2">{i18n.text("review.customer_not_yet")}</p> }.into_any(),
            }}
            {move || match (customer.get(), advisor.get()) {
                (_, Some(signature)) => view! { <Signed signature=signature /> }.into_any(),
                (Some(_), None) => view! { <AdvisorPad digest=digest /> }.into_any(),
                (None, None) => view! { <p class="c2">{i18n.text("review.advisor_after")}</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Signed(signature: Signature) -> impl IntoView {
    let i18n = use_i18n();
    let role = signature.role.as_str().to_owned();
    let refused = signature.method == SignatureMethod::Refused;
    let at = clock_time(signature.signed_at, false);
    let reason = signature.reason.clone().unwrap_or_default();
    let line = move || {
        let role = i18n.label("signer_role", &role);
        if refused {
            i18n.fill("review.refused", &[("role", role), ("reason", reason.clone())])
        } else {
            i18n.fill("review.signed", &[("role", role), ("time", at.clone())])
        }
    };
    view! {
        <div class="flex c-ok">
            <Icon name=if refused { "circle-x" } else { "check" } />
            <b>{line}</b>
            <span class="c2">{signature.name.clone()}</span>
        </div>
    }
}

/// The advisor's pad: there once the customer has answered.
#[component]
fn AdvisorPad(digest: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let ports = StoredValue::new_local(use_ports());
    let keeping = RwSignal::new(false);
    let ink = RwSignal::new(Ink::new());
    let name = draft.read(|draft| draft.advisor.name.clone());
    let sign = move |_| {
        let strokes = ink.get_untracked();
        let signature = Signature {
            role: SignerRole::Advisor,
            name: name.get_untracked(),
            method: SignatureMethod::Ink,
            reason: None,
            signed_at: ports.get_value().clock.now(),
            content_digest: digest.get_untracked(),
            svg_path: Some(svg_path(&strokes)),
            strokes,
            attachment: None,
            extra: Default::default(),
        };
        let Some(held) = draft.hold() else { return };
        let ports = ports.get_value();
        keeping.set(true);
        ports.device.clone().spawn(Box::pin(async move {
            keep_signature(&ports, &held, signature).await;
            keeping.try_set(false);
        }));
    };
    view! {
        <div class="sign-pad small" id=field::ADVISOR_SIGNATURE tabindex="-1">
            <div class="flex between wrap">
                <h3>{move || i18n.fill("review.advisor_signs", &[("name", name.get())])}</h3>
                <span class="flex">
                    <button type="button" class="btn" disabled=move || ink.with(Vec::is_empty) on:click=move |_| ink.set(Ink::new())>
                        {t!(i18n, "review.clear")}
                    </button>
                    <button type="button" class="btn soft" disabled=move || keeping.get() || ink.with(Vec::is_empty) on:click=sign>
                        <Icon name="check" />
                        <span>{t!(i18n, "review.keep_signature")}</span>
                    </button>
                </span>
            </div>
            <SignaturePad label=Signal::derive(move || i18n.text("review.advisor_pad")) ink=ink disabled=false>
                <span class="base"></span>
            </SignaturePad>
        </div>
    }
}
