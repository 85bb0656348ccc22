//! Every page in both languages, light and dark, on a tablet held both ways, on one that shows everything larger and on a phone: a picture
//! of each to be looked at, and what can be judged without eyes asserted at once. Nothing is wider than the screen, what is current is in
//! sight, nothing is untranslated, the console is silent, the stock accessibility checker is content.
//!
//! One browser goes round all of it, turning, switching and walking in place; the pictures are in `target/e2e/pictures/`. Every page in
//! every manner is some 690 pictures, longer than all other tests together: that is what `WALKAROUND_PICTURES=all` does. Without it each
//! page is seen in one manner, the next page in the next one.

mod gallery;
mod manner;
mod scenes;
mod tablet;
mod words;

use anyhow::{Result, ensure};
use walkaround_e2e::{Look, first_start, perform};

use self::gallery::Gallery;
use self::tablet::Tablet;

#[tokio::test]
async fn every_page_holds_and_is_pictured() -> Result<()> {
    perform("pictures", Look::LANDSCAPE, async |stage| {
        let mut gallery = Gallery::open(&stage.places)?;
        gallery.first_start(stage).await?;
        first_start(stage).await?;
        gallery.empty_board(stage).await?;
        let tablet = Tablet::furnish(stage).await?;
        gallery.app(stage, &tablet).await?;
        gallery.inbox(stage, &tablet).await?;
        gallery.loss(stage).await?;
        gallery.storage_problem(stage).await?;
        println!("{} pictures in {}", gallery.taken(), gallery.folder().display());
        let findings = gallery.findings();
        ensure!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
        Ok(())
    })
    .await
}
