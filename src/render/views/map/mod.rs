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
use parts::{
    AreaView, DrawnView, InsetView, LabelView, LayerView, Legend, MapView, MarkedView, NameView, PinView, SizeView,
};

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
/// The width of a phone's map, and of a tablet's map of the site.
const NARROW: f64 = 350.0;
const MIDDLING: f64 = 760.0;
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
        let frame = self.cache.drawings.frame_of(&[(here.at, here.shape)], Use::Place);
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
        let places: Vec<_> = spots.iter().map(|spot| (spot.at, spot.shape)).collect();
        let frame = self.cache.drawings.frame_of(&places, what);
        self.drawn(spots, &frame, what).0
    }

    /// Draws some places on a frame; with the map, where the first of its layers has each of them.
    fn drawn(&self, mut spots: Vec<Spot>, frame: &Frame, what: Use) -> (Value, Vec<(LocationId, DrawnView<'a>)>) {
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
            Use::Site => &[("full", what.width()), ("wide", MIDDLING), ("narrow", NARROW)],
            Use::Place => &[("wide", what.width()), ("narrow", NARROW)],
        };
        let scale = Sizes::of(&spots);
        let mut legend = Legend::default();
        let mut places = Vec::new();
        let outlines = (what != Use::Margin && what != Use::Inset).then(|| map::Outlines::on(frame, what));
        let layers = widths.iter().enumerate().map(|(number, (name, width))| {
            let named = outlines.as_ref().filter(|_| *name != "narrow" || what == Use::Place);
            let (layer, placed) = self.layer(&spots, named, (frame, what), (*name, *width), &scale, &mut legend);
            if number == 0 {
                places = placed;
            }
            layer
        });
        let layers = layers.collect();
        if legend.exact || legend.town || legend.open {
            legend.sizes = scale.samples();
        }
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

    /// The marks for one width, and the names of countries where their outlines are given.
    fn layer(
        &self,
        spots: &[Spot],
        named: Option<&map::Outlines>,
        (frame, what): (&Frame, Use),
        (name, width): (&'static str, f64),
        sizes: &Sizes,
        legend: &mut Legend,
    ) -> (LayerView<'a>, Vec<(LocationId, DrawnView<'a>)>) {
        let size = map::size(frame, what);
        let size = (width, width * size.1 / size.0);
        let marks: Vec<Mark<'_>> = spots
            .iter()
            .map(|spot| {
                let (x, y) = frame.at(spot.at);
                Mark {
                    at: (x * size.0, y * size.1),
                    size: match spot.shape {
                        _ if what == Use::Place && !spot.here => SMALLEST,
                        Shape::Area => AREA,
                        _ => sizes.radius(spot.weight()),
                    },
                    name: &self.catalog.location(spot.id).entity.name,
                    is_area: matches!(spot.shape, Shape::Country(_)),
                }
            })
            .collect();
        let (placed, taken) = map::lay_out(&marks, size, map::corners(what, size));
        let language = self.config.language.as_str();
        let shaded: Vec<Country> = spots.iter().filter_map(|spot| shaded(spot.shape)).collect();
        let names = |outlines| map::name_countries(outlines, (frame, what, width), language, &shaded, &taken);
        let names = named.map(names).unwrap_or_default();
        let named_in = Country::language_for(language);
        let names_lang = (language.split('-').next() != Some(named_in)).then_some(named_in);
        let id = |number: usize| self.catalog.location(spots[number].id).entity.id.as_str();
        let drawn = spots.iter().zip(&marks).zip(&placed).enumerate().map(|(number, ((spot, mark), place))| {
            let (x, y) = frame.at(spot.at);
            let (pin, shape) = (id(place.joined.unwrap_or(number)), spot.shape.as_str());
            (
                spot.id,
                DrawnView { x: hundredth(x), y: hundredth(y), r: decimal(mark.size, 10.0), shape, rank: number, pin },
            )
        });
        let drawn = drawn.collect();
        // The script of a place's map has nothing else to read those from that others stand for.
        let with_joined = what == Use::Place && name == "wide";
        let pins = spots.iter().zip(&marks).zip(&placed).filter(|(_, place)| place.joined.is_none() || with_joined);
        let pins = pins.map(|((spot, mark), place)| {
            legend.has(spot.shape, place);
            let others = place.others.iter().map(|other| id(*other)).collect();
            self.pin(spot, mark, place, others, frame)
        });
        let names = names.into_iter().map(|n| NameView { x: hundredth(n.at.0), y: hundredth(n.at.1), text: n.text });
        (LayerView { name, pins: pins.collect(), names_lang, names: names.collect() }, drawn)
    }

    fn pin(&self, spot: &Spot, mark: &Mark<'_>, place: &Placed, joined: Vec<&'a str>, frame: &Frame) -> PinView<'a> {
        let (x, y) = frame.at(spot.at);
        let tenth = |number: f64| decimal(number, 10.0);
        let marked = self.marked(spot);
        PinView {
            called: map::label_of(marked.name, joined.len()),
            place: marked,
            shape: spot.shape.as_str(),
            x: hundredth(x),
            y: hundredth(y),
            r: tenth(place.size),
            own: tenth(mark.size),
            is_joined: place.joined.is_some(),
            others: joined.len(),
            joined,
            label: place.label.map(|label| LabelView {
                x: tenth(label.at.0),
                y: tenth(label.at.1),
                anchor: label.anchor,
                leader: label
                    .leader
                    .map(|[from, to]| format!("M{} {}L{} {}", tenth(from.0), tenth(from.1), tenth(to.0), tenth(to.1))),
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

/// How large marks are: their area is how often a place is told of.
struct Sizes {
    most: usize,
    per_root: f64,
}

impl Sizes {
    fn of(spots: &[Spot]) -> Sizes {
        let sized = spots.iter().filter(|spot| !matches!(spot.shape, Shape::Country(_) | Shape::Area));
        let most = sized.map(Spot::weight).max().unwrap_or(1).max(1);
        Sizes { most, per_root: SMALLEST.min(LARGEST / (most as f64).sqrt()) }
    }

    fn radius(&self, weight: usize) -> f64 {
        (self.per_root * (weight as f64).sqrt()).clamp(SMALLEST, LARGEST)
    }

    /// Two or three sizes with what they mean; none where all marks are of one.
    fn samples(&self) -> Vec<SizeView> {
        let tidy = |most: usize| {
            let steps = (0..7).flat_map(|power| [1, 2, 5].map(|step| step * 10_usize.pow(power)));
            steps.take_while(|step| *step <= most).last().unwrap_or(1)
        };
        let most = tidy(self.most);
        let mut counts = vec![1, tidy(most.div_ceil(2)), most];
        counts.dedup_by(|count, before| self.radius(*count) - self.radius(*before) < 1.0);
        let size = |count: usize| {
            let radius = self.radius(count);
            SizeView { count, r: decimal(radius, 10.0), width: (radius * 2.0 + 2.0).round() }
        };
        if counts.len() > 1 { counts.into_iter().map(size).collect() } else { Vec::new() }
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
