//! The receiver as a tablet, a browser and an administrator meet it: real HTTP on a real socket, real files, the real binary.

mod access;
mod app;
mod attachments;
mod command_line;
mod delivery;
mod export;
mod faults;
mod inbox;
mod kill;
mod restart;
mod several;
mod support;
mod template;
