//! Parts that pages are made of. Each is small, has an accessible name, and takes values in and gives callbacks out.

mod amount;
mod choice;
mod custody_light;
mod dialog;
mod field;
mod focus;
mod icon;
mod message;
mod more;
mod number_field;
mod photo;
mod plate_badge;
mod qr;
mod signature_pad;
mod time;
mod toast_list;

pub use self::{
    amount::*, choice::*, custody_light::*, dialog::*, field::*, focus::*, icon::*, message::*, more::*,
    number_field::*, photo::*, plate_badge::*, qr::*, signature_pad::*, time::*, toast_list::*,
};
