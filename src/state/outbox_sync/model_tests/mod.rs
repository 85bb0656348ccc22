//! The outbox against a modelled world: a network that loses, delays, repeats and lies, a backend that acts before or after the answer is
//! lost, a process that dies between any two steps, two windows that want to send at once, a disk that fails, a clock that jumps.
//!
//! What must hold at every moment: nothing is delivered that the backend does not have, nothing that was sealed is lost, nothing is sent
//! under another key or with other bytes, and nothing waits without a moment at which it is tried again. And in the end, once the world
//! behaves: everything is there exactly once.

mod dealership;
mod steps;
mod windows;
mod world;

use proptest::prelude::*;

use self::steps::step;
use self::world::World;

/// Steps in one history.
const STEPS: usize = 100;

/// 10,000 steps in all, or as many as `WALKAROUND_MODEL_STEPS` asks for.
fn histories() -> u32 {
    let steps = std::env::var("WALKAROUND_MODEL_STEPS").ok().and_then(|steps| steps.parse::<usize>().ok());
    u32::try_from(steps.unwrap_or(10_000).div_ceil(STEPS)).unwrap_or(u32::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), max_shrink_iters: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn always_exactly_once_never_stuck_never_lost(steps in prop::collection::vec(step(), STEPS)) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
            world.holds();
        }
        world.comes_to_rest();
    }
}
