//! A backend on its bad days. Whatever it answers, the sheet stays, the advisor sees which sheet and why; once it is good again, it has the
//! sheet, once.

use anyhow::{Context, ensure};
use walkaround_e2e::{
    Asked, Backend, Browser, Look, Manner, REFUSAL, Result, Role, Stage, first_start, id_in_address, new_intake,
    perform, plain_intake, seal, sign_both, until,
};

/// What the app says of a backend.
struct Said {
    manner: Manner,
    /// On the sheet's page: what became of it.
    title: &'static str,
    /// There: why, and what to do.
    why: &'static str,
    /// There: the backend's own words.
    words: Option<&'static str>,
    /// On the board, where a person has to act.
    board: Option<&'static str>,
}

const BAD_DAYS: [Said; 7] = [
    Said {
        manner: Manner::ServerError,
        title: "Signed",
        why: "The backend had a fault. The sheet is safe here and is tried again by itself.",
        words: Some("java.lang.NullPointerException"),
        board: None,
    },
    Said {
        manner: Manner::NoCredentials,
        title: "Signed",
        why: "The backend doesn't accept this tablet's token. Enter a new one in Settings; the sheet is safe here.",
        // Attachments are asked for first, and the answer to that question has no body.
        words: None,
        board: Some("The backend no longer knows this tablet"),
    },
    Said {
        manner: Manner::Refuses,
        title: "The backend refused it",
        why: "The backend got the sheet and won't take it. In its words:",
        words: Some(REFUSAL),
        board: Some("The backend refused a sheet"),
    },
    Said {
        manner: Manner::Portal,
        title: "Signed",
        why: "A web page answered instead of the backend: a guest network's sign-in, or a wrong address.",
        words: None,
        board: None,
    },
    Said {
        manner: Manner::WrongAddress,
        title: "Signed",
        why: "Nothing takes sheets at this address. Check it in Settings; the sheet is safe here.",
        words: None,
        board: Some("Nothing takes sheets at the backend's address"),
    },
    Said {
        manner: Manner::Cuts,
        title: "Signed",
        why: "No answer from the backend. The sheet is safe here and goes out by itself.",
        words: None,
        board: None,
    },
    Said {
        manner: Manner::OtherDigest,
        title: "The backend refused it",
        why: "The backend's receipt is for other content.",
        words: None,
        board: Some("The backend refused a sheet"),
    },
];

#[tokio::test]
async fn every_bad_answer_is_said_and_the_sheet_goes_out_once_in_the_end() -> Result {
    perform("backends", Look::LANDSCAPE, async |stage| {
        let backend = Backend::start()?;
        a_tablet_for(stage, &backend).await?;
        let browser = stage.browser();
        backend.behave(BAD_DAYS[0].manner);
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        sign_both(browser).await?;
        seal(browser).await?;
        let id = id_in_address(browser).await?;

        for (day, said) in BAD_DAYS.iter().enumerate() {
            backend.behave(said.manner);
            if day > 0 {
                browser.press_button("Send now").await?;
            }
            it_is_said(browser, said).await.with_context(|| format!("{:?}", said.manner))?;
            ensure!(browser.count_stored("sheets").await? == 1, "{:?}: the sheet is gone", said.manner);
            ensure!(backend.taken().is_empty(), "{:?} takes no sheet", said.manner);
        }
        browser.screenshot("backends-refused").await?;

        backend.behave(Manner::Good);
        browser.press_until_said("Send now", "Signed and delivered").await?;
        ensure!(backend.taken() == [id.clone()], "taken once: {:?}", backend.taken());
        let keys: Vec<_> = posts(&backend).into_iter().map(|asked| asked.key).collect();
        ensure!(
            keys.iter().all(|key| key.as_deref() == Some(id.as_str())),
            "every attempt has the sheet's own key: {keys:?}"
        );

        // Nothing asks again: neither a reload nor another look.
        browser.reload().await?;
        browser.until_said("Signed and delivered").await?;
        ensure!(posts(&backend).len() == keys.len(), "a delivered sheet was sent again");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_backend_that_says_nothing_is_waited_for_and_then_said() -> Result {
    perform("silent-backend", Look::LANDSCAPE, async |stage| {
        let backend = Backend::start()?;
        a_tablet_for(stage, &backend).await?;
        let browser = stage.browser();
        backend.behave(Manner::Silent);
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        sign_both(browser).await?;
        // Settings have tried it out already; what counts is that the sheet's first request is on its way.
        let before = backend.asked().len();
        seal(browser).await?;
        until("the backend was asked", async || Ok((backend.asked().len() > before).then_some(()))).await?;
        // Nobody waits for it: the next car can come.
        browser.press_button("Next car").await?;
        browser.find(Role::Button, "New intake").await?;
        browser.find(Role::Button, "1 to send").await.context("the light says that one sheet is here")?;
        backend.behave(Manner::Good);
        // The app gives up on an answer after 30 s and tries again by itself.
        walkaround_e2e::until_within(std::time::Duration::from_secs(90), "the sheet is delivered", async || {
            Ok((backend.taken().len() == 1).then_some(()))
        })
        .await?;
        browser.find(Role::Button, "All delivered").await?;
        Ok(())
    })
    .await
}

/// First start, then another origin as the backend.
async fn a_tablet_for(stage: &Stage, backend: &Backend) -> Result {
    first_start(stage).await?;
    let browser = stage.browser();
    browser.press_button("Settings").await?;
    browser.fill_in("Address", &backend.base()).await?;
    browser.fill_in("Token", "lane-3").await?;
    browser.press_button("Test connection").await?;
    browser.until_said("The backend answers and knows this tablet.").await?;
    browser.press_button("Back to the board").await
}

/// The sheet's page says what became of it and why; the board, where somebody has to act.
async fn it_is_said(browser: &Browser, said: &Said) -> Result {
    browser.until_said(said.why).await?;
    browser.find(Role::Heading, said.title).await?;
    if let Some(words) = said.words {
        browser.until_said(words).await?;
    }
    let Some(board) = said.board else { return Ok(()) };
    let sheet = browser.address().await?;
    browser.press_button("Next car").await?;
    browser.until_said(board).await?;
    browser.until_said("A·12345").await.context("the board says which car")?;
    browser.go(&sheet).await?;
    browser.until_said(said.why).await.context("it is said again after a start")
}

fn posts(backend: &Backend) -> Vec<Asked> {
    backend.asked().into_iter().filter(|asked| asked.method == "POST").collect()
}
