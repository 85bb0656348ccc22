//! Which kinds of damage are offered first: paint is scratched, glass is chipped, rims meet kerbs.

use walkaround_contract::DamageKind;

/// The kinds most often found on a panel, the likeliest first. `None`: a station without a drawing.
pub fn common_kinds(panel: Option<&str>) -> [DamageKind; 5] {
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
