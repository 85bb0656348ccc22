//! Parts that pages are made of. Each is small, has an accessible name, and takes values in and gives callbacks out.

mod amount;
mod backend_words;
mod choice;
mod clip;
mod clip_trouble;
mod custody_light;
mod dialog;
mod field;
mod focus;
mod free_photos;
mod icon;
mod in_sight;
mod ink;
mod measured;
mod message;
mod more;
mod number_field;
mod open_photo;
mod origin;
mod photo;
mod plate_badge;
mod qr;
mod section_link;
mod send_bar;
mod signature_pad;
mod storage_banner;
mod storage_trouble;
mod time;
mod toast_list;
mod touch_slider;

pub use self::{
    amount::*, backend_words::*, choice::*, clip::*, clip_trouble::*, custody_light::*, dialog::*, field::*, focus::*,
    free_photos::*, icon::*, in_sight::*, ink::*, measured::*, message::*, more::*, number_field::*, open_photo::*,
    origin::*, photo::*, plate_badge::*, qr::*, section_link::*, send_bar::*, signature_pad::*, storage_banner::*,
    storage_trouble::*, time::*, toast_list::*, touch_slider::*,
};
