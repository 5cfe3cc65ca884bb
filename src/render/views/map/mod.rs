//! Maps: that of the site, those of places, and small ones in the margin.

mod page;
mod parts;

use tera::Value;

use super::shared::{dir, safe, value};
use crate::atlas::{Country, Point};
use crate::model::{EntityRef, LocationId};
use crate::render::Site;
use crate::render::map::{self, Frame, Mark, Placed, Shape, Use};
use page::at_point;
pub(in crate::render) use page::map;
use parts::{AreaView, DrawnView, InsetView, LabelView, LayerView, Legend, MapView, MarkedView, NameView, PinView};

/// A place to draw.
#[derive(Clone, Copy)]
struct Spot {
    id: LocationId,
    at: Point,
    shape: Shape,
    briefings: usize,
    events: usize,
    here: bool,
}

impl Spot {
    fn weight(&self) -> usize {
        self.briefings + self.events
    }
}

/// A number with one digit after the point, or none.
fn decimal(number: f64, per_one: f64) -> String {
    // Adding nothing makes a negative zero a plain one.
    ((number * per_one).round() / per_one + 0.0).to_string()
}

fn hundredth(part: f64) -> String {
    decimal(part * 100.0, 100.0)
}

/// The largest mark, and the smallest, in pixels from the middle.
const LARGEST: f64 = 13.0;
const SMALLEST: f64 = 4.0;
/// The size of a mark of an area, whose extent nobody knows.
const AREA: f64 = 10.0;
/// The width of a phone's map.
const NARROW: f64 = 350.0;
/// The most other places on the map of a place.
const NEIGHBOURS: usize = 24;

impl<'a> Site<'a> {
    /// A place as it is drawn; none where it has no position, or no page.
    fn spot(&self, id: LocationId, (briefings, events): (usize, usize)) -> Option<Spot> {
        let location = self.catalog.location(id);
        let (at, shape) = Shape::of(location).filter(|_| location.entity.has_page)?;
        Some(Spot { id, at, shape, briefings, events, here: false })
    }

    /// A small map of some places with how often each is told of, for a margin; none where none of them is drawn.
    pub(super) fn margin_map(&self, places: &[(LocationId, usize)]) -> Option<Value> {
        const MOST: usize = 40;
        let spots = places.iter().filter_map(|(id, count)| self.spot(*id, (*count, 0)));
        let spots: Vec<Spot> = spots.take(MOST).collect();
        (!spots.is_empty()).then(|| self.map_of(spots, Use::Margin))
    }

    /// The map of a place: itself and its surroundings.
    pub(super) fn place_map(&self, id: LocationId) -> Option<Value> {
        let mut here = self.spot(id, at_point(self.catalog, id))?;
        here.here = true;
        let frame = map::frame_of(&[(here.at, here.shape)], Use::Place);
        let mut others: Vec<Spot> = Vec::new();
        for other in self.cache.spots.get_or_init(|| Spots::new(self)).0.iter().filter(|other| other.id != id) {
            let (x, y) = frame.at(other.at);
            let is_within = (0.02..=0.98).contains(&x) && (0.02..=0.98).contains(&y);
            if is_within && !matches!(other.shape, Shape::Country(_)) {
                others.push(*other);
            }
            if others.len() == NEIGHBOURS {
                break;
            }
        }
        others.insert(0, here);
        Some(self.drawn(others, &frame, Use::Place).0)
    }

    fn map_of(&self, spots: Vec<Spot>, what: Use) -> Value {
        let frame = map::frame_of(&spots.iter().map(|spot| (spot.at, spot.shape)).collect::<Vec<_>>(), what);
        self.drawn(spots, &frame, what).0
    }

    /// Draws some places on a frame; with the map, where the first of its layers has each of them.
    fn drawn(&self, mut spots: Vec<Spot>, frame: &Frame, what: Use) -> (Value, Vec<(LocationId, DrawnView)>) {
        let base = self.cache.drawings.base(frame, what);
        let (width, height) = map::size(frame, what);
        let mut areas = Vec::new();
        for spot in &mut spots {
            if let Shape::Country(country) = spot.shape {
                match &*self.cache.drawings.country(frame, what, country) {
                    Some(path) => areas.push(AreaView { place: self.marked(spot), path: safe(path) }),
                    // Too small to be seen: a mark says where it is.
                    None => spot.shape = Shape::Area,
                }
            }
        }
        let widths: &[(&'static str, f64)] = match what {
            Use::Margin | Use::Inset => &[("only", what.width())],
            Use::Site | Use::Place => &[("wide", what.width()), ("narrow", NARROW)],
        };
        let mut legend = Legend::default();
        let mut places = Vec::new();
        let layers = widths.iter().enumerate().map(|(number, (name, width))| {
            let (layer, placed) = self.layer(&spots, frame, what, (*name, *width), &mut legend);
            if number == 0 {
                places = placed;
            }
            layer
        });
        let layers = layers.collect();
        let view = MapView {
            world: frame.is_world(),
            width,
            height,
            globe: base.globe.as_deref().map(safe),
            graticule: safe(&base.graticule),
            land: safe(&base.land),
            borders: safe(&base.borders),
            areas,
            layers,
            inset: (what == Use::Place && !frame.is_world()).then(|| self.inset(frame)),
            legend,
        };
        (value(&view), places)
    }

    fn layer(
        &self,
        spots: &[Spot],
        frame: &Frame,
        what: Use,
        (name, width): (&'static str, f64),
        legend: &mut Legend,
    ) -> (LayerView<'a>, Vec<(LocationId, DrawnView)>) {
        let size = map::size(frame, what);
        let size = (width, width * size.1 / size.0);
        let most = spots.iter().map(Spot::weight).max().unwrap_or(1).max(1) as f64;
        let per_root = SMALLEST.min(LARGEST / most.sqrt());
        let marks: Vec<Mark<'_>> = spots
            .iter()
            .map(|spot| {
                let (x, y) = frame.at(spot.at);
                let radius = (per_root * (spot.weight() as f64).sqrt()).clamp(SMALLEST, LARGEST);
                Mark {
                    at: (x * size.0, y * size.1),
                    size: match spot.shape {
                        _ if what == Use::Place && !spot.here => SMALLEST,
                        Shape::Area => AREA,
                        _ => radius,
                    },
                    name: &self.catalog.location(spot.id).entity.name,
                    is_area: matches!(spot.shape, Shape::Country(_)),
                }
            })
            .collect();
        let (placed, taken) = map::lay_out(&marks, size);
        let own_names = self.config.language.as_str().split('-').next() == Some("en");
        let names = if own_names && name == "wide" {
            let shaded: Vec<Country> = spots.iter().filter_map(|spot| shaded(spot.shape)).collect();
            map::name_countries(frame, what, &shaded, &taken)
        } else {
            Vec::new()
        };
        let drawn = spots.iter().zip(&placed).map(|(spot, place)| {
            let (x, y) = frame.at(spot.at);
            let (own, shape) = (place.joined.is_none(), spot.shape.as_str());
            (spot.id, DrawnView { x: hundredth(x), y: hundredth(y), r: decimal(place.size, 10.0), shape, own })
        });
        let drawn = drawn.collect();
        let pins = spots.iter().zip(&placed).filter(|(_, place)| place.joined.is_none());
        let pins = pins.map(|(spot, place)| {
            legend.has(spot.shape, place);
            self.pin(spot, place, frame)
        });
        let names = names.into_iter().map(|n| NameView { x: hundredth(n.at.0), y: hundredth(n.at.1), text: n.text });
        (LayerView { name, pins: pins.collect(), names: names.collect() }, drawn)
    }

    fn pin(&self, spot: &Spot, place: &Placed, frame: &Frame) -> PinView<'a> {
        let (x, y) = frame.at(spot.at);
        PinView {
            place: self.marked(spot),
            shape: spot.shape.as_str(),
            x: hundredth(x),
            y: hundredth(y),
            dx: decimal(place.aside.0, 10.0),
            dy: decimal(place.aside.1, 10.0),
            aside: place.aside != (0.0, 0.0),
            r: decimal(place.size, 10.0),
            others: place.others,
            label: place.label.map(|label| LabelView {
                x: decimal(label.at.0, 10.0),
                y: decimal(label.at.1, 10.0),
                anchor: label.anchor,
            }),
        }
    }

    fn marked(&self, spot: &Spot) -> MarkedView<'a> {
        let entity = &self.catalog.location(spot.id).entity;
        MarkedView {
            id: entity.id.as_str(),
            name: &entity.name,
            dir: dir(&entity.name),
            url: entity.has_page.then(|| self.urls.entity(self.catalog, EntityRef::Location(spot.id))),
            briefings: spot.briefings,
            events: spot.events,
            here: spot.here,
        }
    }

    fn inset(&self, frame: &Frame) -> InsetView {
        let world = Frame::world();
        let base = self.cache.drawings.base(&world, Use::Inset);
        let (width, height) = map::size(&world, Use::Inset);
        let (x, y) = world.at(frame.middle());
        let part = frame.part_of(&world).max(0.04);
        let (wide, high) = (width * part, width * part * 0.7);
        InsetView {
            width,
            height,
            globe: base.globe.as_deref().map(safe),
            land: safe(&base.land),
            x: decimal(x * width - wide / 2.0, 1.0),
            y: decimal(y * height - high / 2.0, 1.0),
            box_width: decimal(wide, 1.0),
            box_height: decimal(high, 1.0),
        }
    }
}

fn shaded(shape: Shape) -> Option<Country> {
    match shape {
        Shape::Country(country) => Some(country),
        _ => None,
    }
}

/// Every place that is drawn, the most told of first.
pub(super) struct Spots(Vec<Spot>);

impl Spots {
    fn new(site: &Site<'_>) -> Spots {
        let ids = (0..site.catalog.locations.len()).map(LocationId::from_index);
        let mut spots: Vec<Spot> = ids.filter_map(|id| site.spot(id, at_point(site.catalog, id))).collect();
        spots.sort_by_key(|spot| (std::cmp::Reverse(spot.weight()), spot.id));
        Spots(spots)
    }
}
