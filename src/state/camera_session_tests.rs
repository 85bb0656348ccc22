//! The camera in use, on a camera in memory.

use std::rc::Rc;

use futures::executor::block_on;

use super::{CameraSession, CameraStatus, Rest, Shutter};
use crate::domain::camera::{Frame, Lens, Luma, Scene};
use crate::ports::{CameraError, MemoryCamera, Permission};

fn session(camera: &Rc<MemoryCamera>) -> Rc<CameraSession> {
    CameraSession::new(camera.clone(), Box::new(|| {}))
}

fn frame() -> Frame {
    let luma = Luma::new(8, (0..64).map(|pixel| if pixel % 3 == 0 { 40 } else { 160 }).collect()).expect("whole rows");
    Frame { whole: luma.clone(), middle: luma }
}

/// A camera that runs, with a picture.
fn running() -> (Rc<MemoryCamera>, Rc<CameraSession>) {
    let camera = Rc::new(MemoryCamera::default());
    camera.show(Some(frame()));
    camera.give(vec![1, 2, 3]);
    let session = session(&camera);
    block_on(session.start());
    assert_eq!(session.status(), CameraStatus::Live);
    (camera, session)
}

#[test]
fn what_the_browser_will_ask_is_explained_first() {
    let camera = Rc::new(MemoryCamera::default());
    camera.permit(Ok(Permission::Ask));
    let session = session(&camera);
    block_on(session.start());
    assert_eq!((session.status(), camera.running()), (CameraStatus::Explaining, 0));
    block_on(session.open());
    assert_eq!((session.status(), camera.running()), (CameraStatus::Live, 1));
}

#[test]
fn a_refusal_is_remembered_and_can_be_taken_back() {
    let camera = Rc::new(MemoryCamera::default());
    camera.refuse(CameraError::Denied);
    let first = session(&camera);
    block_on(first.open());
    assert_eq!(first.status(), CameraStatus::Blocked(CameraError::Denied));
    let second = session(&camera);
    block_on(second.start());
    assert_eq!(second.status(), CameraStatus::Blocked(CameraError::Denied));
    block_on(second.open());
    assert_eq!(second.status(), CameraStatus::Live);
}

#[test]
fn where_there_is_no_camera_it_says_why() {
    let camera = Rc::new(MemoryCamera::default());
    camera.permit(Err(CameraError::Insecure));
    let session = session(&camera);
    block_on(session.start());
    assert_eq!(session.status(), CameraStatus::Blocked(CameraError::Insecure));
}

#[test]
fn a_hidden_page_has_no_camera_and_a_shown_one_has_it_again() {
    let (camera, session) = running();
    camera.seen.set(false);
    session.rest(Rest::Hidden);
    assert_eq!((session.status(), camera.running()), (CameraStatus::Resting(Rest::Hidden), 0));
    // A network that comes back is no reason to look.
    block_on(session.come_back());
    assert_eq!(camera.running(), 0);
    camera.seen.set(true);
    block_on(session.come_back());
    assert_eq!((session.status(), camera.running()), (CameraStatus::Live, 1));
}

#[test]
fn an_idle_camera_waits_for_a_tap() {
    let (camera, session) = running();
    session.rest(Rest::Idle);
    block_on(session.come_back());
    assert_eq!((session.status(), camera.running()), (CameraStatus::Resting(Rest::Idle), 0));
    block_on(session.open());
    assert_eq!(camera.running(), 1);
}

#[test]
fn what_was_closed_stays_closed_and_a_session_that_is_gone_holds_nothing() {
    let (camera, session) = running();
    session.close();
    assert_eq!((session.status(), camera.running()), (CameraStatus::Off, 0));
    session.rest(Rest::Hidden);
    block_on(session.come_back());
    assert_eq!((session.status(), camera.running()), (CameraStatus::Off, 0));

    let (camera, session) = running();
    drop(session);
    assert_eq!(camera.running(), 0);
}

#[test]
fn a_camera_that_is_pulled_out_is_said_to_be_gone() {
    let (camera, session) = running();
    camera.unplug();
    assert_eq!((session.status(), camera.running()), (CameraStatus::Blocked(CameraError::Ended), 0));
}

#[test]
fn another_lens_replaces_the_stream() {
    let lens = |id: &str, label: &str| Lens { id: id.into(), label: label.into() };
    let mut camera = MemoryCamera::default();
    camera.lenses = vec![lens("wide", "Back wide"), lens("tele", "Back tele"), lens("face", "Front")];
    let camera = Rc::new(camera);
    let session = session(&camera);
    block_on(session.start());
    assert_eq!(session.lenses().len(), 2);
    assert_eq!(session.abilities().lens.as_deref(), Some("wide"));
    block_on(session.choose_lens("tele".into()));
    assert_eq!((session.abilities().lens.as_deref(), camera.running()), (Some("tele"), 1));
}

#[test]
fn the_second_tap_of_a_double_tap_takes_nothing() {
    let (_camera, session) = running();
    assert_eq!(session.shutter(), Shutter::Waiting);
    assert_eq!(block_on(session.take()), None, "nothing was looked at yet");
    assert!(session.look(Scene::Car).is_some());
    assert_eq!(session.shutter(), Shutter::Ready);
    assert_eq!(block_on(session.take()), Some(Ok(vec![1, 2, 3])));
    session.aim();
    assert_eq!(block_on(session.take()), None, "the next one was not looked at yet");
    session.look(Scene::Car);
    assert!(block_on(session.take()).is_some());
}

#[test]
fn without_a_picture_there_is_nothing_to_say_and_nothing_to_take() {
    let (camera, session) = running();
    camera.show(None);
    assert_eq!(session.look(Scene::Car), None);
    assert_eq!(block_on(session.take()), None);
}
