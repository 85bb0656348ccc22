//! Which kinds of damage are offered first: paint is scratched, glass is chipped, rims meet kerbs.

use walkaround_contract::DamageKind;

/// The kinds on offer, those most often found on a panel first, the likeliest of all at the head. `None`: a station without a drawing.
pub fn common_kinds(panel: Option<&str>, offered: &[DamageKind]) -> Vec<DamageKind> {
    let mut kinds: Vec<DamageKind> = likely_kinds(panel).into_iter().filter(|kind| offered.contains(kind)).collect();
    // Where the shop has switched likely kinds off, its next ones move up.
    kinds.extend(offered.iter().filter(|kind| !likely_kinds(panel).contains(kind)).cloned());
    kinds
}

fn likely_kinds(panel: Option<&str>) -> [DamageKind; 5] {
    use DamageKind::*;
    let Some(panel) = panel else { return [Missing, Broken, Loose, Corrosion, Stain] };
    let is = |word: &str| panel.split('_').any(|part| part == word);
    if is("windscreen") || is("glass") || is("sunroof") {
        [GlassChip, Crack, Scratch, Broken, Stain]
    } else if is("rim") {
        [KerbDamage, Scratch, Corrosion, Deformed, Crack]
    } else if is("tyre") {
        [Crack, Deformed, Broken, Missing, Stain]
    } else if is("lamp") || is("headlamp") || is("indicator") || is("mirror") {
        [Scratch, Crack, Broken, Loose, Missing]
    } else if is("wiper")
        || is("aerial")
        || is("grille")
        || is("plate")
        || is("liner")
        || is("underbody")
        || is("diffuser")
    {
        [Broken, Loose, Missing, Scratch, Deformed]
    } else {
        [Scratch, Dent, StoneChip, PaintLoss, Scuff]
    }
}
