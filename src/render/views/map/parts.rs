//! What templates see of a map.

use serde::Serialize;
use tera::Value;

use super::super::shared::RefView;
use crate::render::map::{Placed, Shape};

/// A place in the list of the map.
#[derive(Serialize)]
pub(super) struct PlaceView<'a> {
    #[serde(rename = "ref")]
    pub(super) reference: RefView<'a>,
    pub(super) id: &'a str,
    /// How many places it lies in.
    pub(super) depth: usize,
    pub(super) precision: Option<&'static str>,
    pub(super) precision_label: Option<&'a str>,
    pub(super) position: Option<String>,
    pub(super) briefings: usize,
    pub(super) events: usize,
    /// Where and how it is drawn; none where it is not.
    pub(super) mark: Option<DrawnView<'a>>,
}

/// Where and how a place is drawn: in hundredths of the map from the left and the top, its size in pixels.
#[derive(Serialize)]
pub(super) struct DrawnView<'a> {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) r: String,
    pub(super) shape: &'static str,
    /// How many places are told of more.
    pub(super) rank: usize,
    /// The place whose mark on the widest map stands for it: itself, unless it has joined another.
    pub(super) pin: &'a str,
}

/// A map.
#[derive(Serialize)]
pub(super) struct MapView<'a> {
    pub(super) world: bool,
    /// The size of the drawing below, in its units.
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) globe: Option<Value>,
    pub(super) graticule: Value,
    pub(super) land: Value,
    pub(super) borders: Value,
    pub(super) areas: Vec<AreaView<'a>>,
    /// The marks, for each width that the map may have.
    pub(super) layers: Vec<LayerView<'a>>,
    pub(super) inset: Option<InsetView>,
    pub(super) legend: Legend,
}

#[derive(Serialize)]
pub(super) struct AreaView<'a> {
    #[serde(flatten)]
    pub(super) place: MarkedView<'a>,
    pub(super) path: Value,
}

/// A place that is marked.
#[derive(Serialize, Clone)]
pub(super) struct MarkedView<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) dir: &'static str,
    pub(super) url: Option<String>,
    pub(super) briefings: usize,
    pub(super) events: usize,
    /// Whether the page is its own.
    pub(super) here: bool,
}

#[derive(Serialize)]
pub(super) struct LayerView<'a> {
    pub(super) name: &'static str,
    pub(super) pins: Vec<PinView<'a>>,
    /// The language of the names where it is not the page's.
    pub(super) names_lang: Option<&'static str>,
    pub(super) names: Vec<NameView>,
}

#[derive(Serialize)]
pub(super) struct PinView<'a> {
    #[serde(flatten)]
    pub(super) place: MarkedView<'a>,
    pub(super) shape: &'static str,
    /// What its label says.
    pub(super) called: String,
    /// Where it is, in hundredths of the map.
    pub(super) x: String,
    pub(super) y: String,
    /// Half of its width, in pixels.
    pub(super) r: String,
    /// The same while it stands for one place only.
    pub(super) own: String,
    /// Whether another stands for it: it is not seen until a script takes them apart.
    pub(super) is_joined: bool,
    /// How many other places it stands for.
    pub(super) others: usize,
    /// Their ids.
    pub(super) joined: Vec<&'a str>,
    pub(super) label: Option<LabelView>,
}

#[derive(Serialize)]
pub(super) struct LabelView {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) anchor: &'static str,
    /// The line from the mark to a label that stands away from it.
    pub(super) leader: Option<String>,
}

/// A size of a mark, and how many briefings and dates it stands for.
#[derive(Serialize)]
pub(super) struct SizeView {
    pub(super) r: String,
    /// The width of a picture of it, in pixels.
    pub(super) width: f64,
    pub(super) count: usize,
}

#[derive(Serialize)]
pub(super) struct NameView {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) text: &'static str,
}

/// Where in the world a map is.
#[derive(Serialize)]
pub(super) struct InsetView {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) globe: Option<Value>,
    pub(super) land: Value,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) box_width: String,
    pub(super) box_height: String,
}

/// What is on a map.
#[derive(Serialize, Default)]
pub(super) struct Legend {
    pub(super) exact: bool,
    pub(super) town: bool,
    pub(super) open: bool,
    pub(super) area: bool,
    pub(super) country: bool,
    pub(super) others: bool,
    pub(super) sizes: Vec<SizeView>,
}

impl Legend {
    pub(super) fn has(&mut self, shape: Shape, place: &Placed) {
        if !place.others.is_empty() {
            self.others = true;
            return;
        }
        match shape {
            Shape::Exact => self.exact = true,
            Shape::Town => self.town = true,
            Shape::Open => self.open = true,
            Shape::Area => self.area = true,
            Shape::Country(_) => self.country = true,
        }
    }
}
