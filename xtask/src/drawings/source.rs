//! One view as `draw.py` writes it: `g.panels` with a path a panel, then `g.details` with its lines and the outline.

use super::path::{Outline, TENTHS};
use anyhow::{Context, Result, bail, ensure};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    pub id: String,
    /// `body` is painted; the others say what it is made of (`glass`, `lamp`, `tyre` …).
    pub kind: String,
    /// What it is made of on an electric car, where that is something else.
    pub electric: Option<String>,
    pub path: Outline,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Words of the drawings' style: `soft`, `solid`, `fine`, `light`, `bar`, `face`; empty for a plain line.
    pub class: String,
    /// Cars that have it (`electric`, `burning`, `left_hand`, `right_hand`); `None`: all.
    pub only: Option<String>,
    pub path: Outline,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Millimetres, with 100 mm of margin on every side.
    pub width: i32,
    pub height: i32,
    /// In drawing order: what comes later lies on top.
    pub panels: Vec<Panel>,
    /// Drawn over the panels.
    pub details: Vec<Detail>,
    pub outline: Outline,
}

impl Drawing {
    /// Reads one SVG file.
    ///
    /// # Errors
    /// When it is not built as `draw.py` builds it.
    pub fn parse(svg: &str) -> Result<Self> {
        let view_box = attribute(svg, "viewBox").context("no viewBox")?;
        let numbers: Result<Vec<i32>, _> = view_box.split(' ').map(str::parse).collect();
        let [0, 0, width, height] = numbers.context("viewBox is not in whole millimetres")?[..] else {
            bail!("viewBox does not begin at 0 0: {view_box}");
        };
        let mut drawing = Self { width, height, panels: Vec::new(), details: Vec::new(), outline: Outline::default() };
        for element in svg.split("<path ").skip(1) {
            drawing.take(element)?;
        }
        ensure!(!drawing.panels.is_empty() && !drawing.outline.subpaths.is_empty(), "no panels or no outline");
        Ok(drawing)
    }

    fn take(&mut self, element: &str) -> Result<()> {
        let class = attribute(element, "class").context("a path without class")?;
        let path = Outline::parse(attribute(element, "d").context("a path without d")?)?;
        let (first, rest) = class.split_once(' ').unwrap_or((class, ""));
        match first {
            "panel" => {
                let id = attribute(element, "data-panel").context("a panel without id")?;
                let electric = attribute(element, "data-electric").map(str::to_owned);
                self.panels.push(Panel { id: id.to_owned(), kind: rest.to_owned(), electric, path });
            }
            "detail" => self.take_detail(rest, path)?,
            "outline" => self.outline = path,
            // The line the car stands on is only for looking at one file by itself.
            "ground" => {}
            other => bail!("a path of class {other}"),
        }
        Ok(())
    }

    fn take_detail(&mut self, words: &str, path: Outline) -> Result<()> {
        let (only, look): (Vec<&str>, Vec<&str>) = words.split(' ').partition(|word| word.starts_with("only-"));
        let only = match only[..] {
            [] => None,
            [word] => Some(word["only-".len()..].replace('-', "_")),
            _ => bail!("a detail for two kinds of cars: {words}"),
        };
        let class = look.join(" ");
        match self.details.last_mut() {
            // Neighbours in drawing order with the same look become one path: fewer elements to lay out.
            Some(last) if last.class == class && last.only == only => last.path.subpaths.extend(path.subpaths),
            _ => self.details.push(Detail { class, only, path }),
        }
        Ok(())
    }

    /// The view from the other side of the car.
    pub fn mirrored(&self) -> Self {
        let width = self.width * TENTHS;
        Self {
            width: self.width,
            height: self.height,
            panels: self
                .panels
                .iter()
                .map(|panel| Panel {
                    id: swap_sides(&panel.id),
                    kind: panel.kind.clone(),
                    electric: panel.electric.clone(),
                    path: panel.path.mirrored(width),
                })
                .collect(),
            details: self
                .details
                .iter()
                .map(|detail| Detail {
                    class: detail.class.clone(),
                    only: detail.only.clone(),
                    path: detail.path.mirrored(width),
                })
                .collect(),
            outline: self.outline.mirrored(width),
        }
    }

    /// True when both show the same, panel by panel and line by line.
    pub fn same_as(&self, other: &Self) -> bool {
        (self.width, self.height) == (other.width, other.height)
            && self.panels.len() == other.panels.len()
            && self
                .panels
                .iter()
                .zip(&other.panels)
                .all(|(a, b)| a.id == b.id && a.kind == b.kind && a.electric == b.electric && a.path.same_as(&b.path))
            && self.details.len() == other.details.len()
            && self
                .details
                .iter()
                .zip(&other.details)
                .all(|(a, b)| a.class == b.class && a.only == b.only && a.path.same_as(&b.path))
            && self.outline.same_as(&other.outline)
    }
}

/// The id of the same panel on the other side: `left` and `right` are the car's own.
pub fn swap_sides(id: &str) -> String {
    let words: Vec<&str> = id
        .split('_')
        .map(|word| match word {
            "left" => "right",
            "right" => "left",
            other => other,
        })
        .collect();
    words.join("_")
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = element;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = &rest[at + name.len()..];
        // Not the end of another name (`id` in `data-id`), and not a word of a value.
        if before.is_none_or(char::is_whitespace)
            && let Some(value) = after.strip_prefix("=\"")
        {
            return value.split('"').next();
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: &str = r#"<svg class="vehicle" viewBox="0 0 100 50"><style>.panel{d:1}</style>
<path class="ground" d="M0 50H100"/><g class="panels">
<path id="door_left" data-panel="door_left" class="panel body" d="M10 10L20 10L20 20Z"/>
<path id="lamp" data-panel="lamp" class="panel lamp" d="M30 10L40 10L40 20Z"/></g><g class="details">
<path class="detail soft fine" d="M1 1L2 2"/><path class="detail soft fine" d="M3 3L4 4"/><path class="detail" d="M5 5L6 6"/>
<path class="outline" d="M0 0L100 0L100 50Z"/></g></svg>"#;

    #[test]
    fn a_view_is_read_with_its_panels_in_order() {
        let drawing = Drawing::parse(VIEW).expect("it is a view");
        let panels: Vec<_> = drawing.panels.iter().map(|panel| (panel.id.as_str(), panel.kind.as_str())).collect();
        assert_eq!(panels, [("door_left", "body"), ("lamp", "lamp")]);
        let details: Vec<_> =
            drawing.details.iter().map(|detail| (detail.class.as_str(), detail.path.rounded().to_string())).collect();
        assert_eq!(details, [("soft fine", "M1 1l1 1M3 3l1 1".to_owned()), ("", "M5 5l1 1".to_owned())]);
        assert_eq!((drawing.width, drawing.height), (100, 50));
    }

    #[test]
    fn what_only_some_cars_have_is_told_apart() {
        let view = VIEW
            .replace(r#"class="panel lamp""#, r#"class="panel lamp" data-electric="body""#)
            .replace(r#"class="detail soft fine" d="M3"#, r#"class="detail soft fine only-right-hand" d="M3"#);
        let drawing = Drawing::parse(&view).expect("it is a view");
        assert_eq!(drawing.panels[1].electric.as_deref(), Some("body"));
        let details: Vec<_> =
            drawing.details.iter().map(|detail| (detail.class.as_str(), detail.only.as_deref())).collect();
        assert_eq!(details, [("soft fine", None), ("soft fine", Some("right_hand")), ("", None)]);
        assert!(Drawing::parse(&VIEW.replace("soft fine", "only-electric only-burning")).is_err());
    }

    #[test]
    fn the_mirrored_view_has_the_other_sides_names() {
        let drawing = Drawing::parse(VIEW).expect("it is a view");
        let mirrored = drawing.mirrored();
        assert_eq!(mirrored.panels[0].id, "door_right");
        assert_eq!(mirrored.panels[0].path.rounded().to_string(), "M90 10l-10 0 0 10z");
        assert_eq!(mirrored.mirrored(), drawing);
        assert!(mirrored.mirrored().same_as(&drawing) && !mirrored.same_as(&drawing));
        assert_eq!(swap_sides("wheel_front_left_tyre"), "wheel_front_right_tyre");
        assert_eq!(swap_sides("bonnet"), "bonnet");
    }

    #[test]
    fn another_drawing_is_refused() {
        assert!(Drawing::parse("<svg viewBox=\"5 0 10 10\"></svg>").is_err());
        assert!(Drawing::parse("<svg viewBox=\"0 0 10 10\"></svg>").is_err());
        assert!(Drawing::parse(&VIEW.replace("\"outline\"", "\"border\"")).is_err());
    }
}
