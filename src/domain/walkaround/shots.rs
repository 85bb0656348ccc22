//! The round of guided photos: how each of them stands, and which one comes up next.

use walkaround_contract::{GuidedShot, Id, SkipReason, Template};

use super::Draft;

/// How a guided photo stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidedPhoto {
    pub shot: GuidedShot,
    pub photo: Option<Id>,
    /// Why it was left out, where there is no photo.
    pub skipped: Option<SkipReason>,
}

impl GuidedPhoto {
    /// Neither taken nor left out.
    pub fn is_open(&self) -> bool {
        self.photo.is_none() && self.skipped.is_none()
    }
}

impl Draft {
    /// The guided photos that the template asks for, in its order.
    pub fn guided_photos(&self, template: &Template) -> Vec<GuidedPhoto> {
        template
            .shots_on()
            .map(|shot| {
                let known = self.shot(shot);
                let photo = known.and_then(|known| known.attachment);
                let skipped = known.filter(|_| photo.is_none()).and_then(|known| known.skipped.clone());
                GuidedPhoto { shot: shot.clone(), photo, skipped }
            })
            .collect()
    }
}

/// The next open photo after one of them, from the first again at the end. `on_its_way` says that a photo of it is being kept.
pub fn next_open_photo(
    photos: &[GuidedPhoto],
    after: Option<&GuidedShot>,
    on_its_way: impl Fn(&GuidedShot) -> bool,
) -> Option<GuidedShot> {
    let place = photos.iter().position(|photo| Some(&photo.shot) == after);
    let start = place.map_or(0, |place| place + 1);
    let onwards = photos[start..].iter().chain(&photos[..start]);
    onwards
        .filter(|photo| Some(&photo.shot) != after)
        .find(|photo| photo.is_open() && !on_its_way(&photo.shot))
        .map(|photo| photo.shot.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample;

    fn next(draft: &Draft, after: Option<&GuidedShot>) -> Option<GuidedShot> {
        next_open_photo(&draft.guided_photos(Template::standard()), after, |_| false)
    }

    #[test]
    fn the_round_goes_on_where_it_is_and_comes_back_to_what_was_left_open() {
        let mut draft = sample::open_draft();
        assert_eq!(next(&draft, None), Some(GuidedShot::FrontLeft));
        assert_eq!(next(&draft, Some(&GuidedShot::Front)), Some(GuidedShot::Right));
        // The last one leads to the first that is open.
        draft.skip_shot(GuidedShot::FrontLeft, SkipReason::Dark);
        assert_eq!(next(&draft, Some(&GuidedShot::Vin)), Some(GuidedShot::Front));
    }

    #[test]
    fn what_is_on_its_way_is_not_asked_again_and_after_the_last_comes_nothing() {
        let mut draft = sample::open_draft();
        let photos = draft.guided_photos(Template::standard());
        let after = |on_its_way: &[GuidedShot]| {
            next_open_photo(&photos, Some(&GuidedShot::FrontLeft), |shot| on_its_way.contains(shot))
        };
        assert_eq!(after(&[GuidedShot::Front]), Some(GuidedShot::Right));
        for shot in GuidedShot::KNOWN.iter().skip(1) {
            draft.skip_shot(shot.clone(), SkipReason::NotNeeded);
        }
        assert_eq!(next(&draft, Some(&GuidedShot::FrontLeft)), None);
        assert_eq!(next(&draft, Some(&GuidedShot::Vin)), Some(GuidedShot::FrontLeft));
    }
}
