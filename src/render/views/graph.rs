//! Who appears with whom: around one actor, and in the whole site.

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use super::View;
use super::shared::{RefView, dir, value};
use crate::model::{ActorId, BriefingId, EntityRef, Vocabulary};
use crate::render::graph::{self, Tie};
use crate::render::lettering::{label, label_away, width};
use crate::render::{Site, labels};

/// A picture of actors and their ties.
#[derive(Serialize)]
struct GraphView<'a> {
    width: f64,
    height: f64,
    /// The actor in the middle, of whose ties it tells.
    middle: Option<MiddleView>,
    nodes: Vec<NodeView<'a>>,
    /// The ties between the nodes, the weakest first.
    ties: Vec<TieView>,
    /// How many more there are, who are in the list only.
    left: usize,
    /// The kinds of actors in it, each with its word.
    kinds: Vec<KindView<'a>>,
}

#[derive(Serialize)]
struct MiddleView {
    kind: &'static str,
    x: f64,
    y: f64,
}

#[derive(Serialize)]
struct NodeView<'a> {
    id: &'a str,
    name: &'a str,
    dir: &'static str,
    url: String,
    /// What it is: the shape of its mark.
    kind: &'static str,
    x: f64,
    y: f64,
    r: String,
    /// How many briefings it has with the one in the middle, or of its own.
    count: u32,
    /// How thick its tie with the one in the middle is.
    thick: String,
    /// The newest of them.
    briefings: Vec<&'a str>,
    /// Those with whom it appears most.
    with: Vec<WithView<'a>>,
    /// The lines of its name; none where there is no room.
    lines: Vec<String>,
    label_x: f64,
    label_y: f64,
    anchor: &'static str,
    /// The line from the mark to a name that stands away from it.
    leader: Option<String>,
}

#[derive(Serialize)]
struct WithView<'a> {
    name: &'a str,
    count: u32,
}

#[derive(Serialize)]
struct TieView {
    one: String,
    other: String,
    path: String,
    count: u32,
    thick: String,
}

#[derive(Serialize)]
struct KindView<'a> {
    kind: &'static str,
    label: &'a str,
}

/// Two who appear together.
#[derive(Serialize)]
struct PairView<'a> {
    one: RefView<'a>,
    other: RefView<'a>,
    count: u32,
}

/// The width of the picture around an actor, and the most others in it.
const NARROW: f64 = 360.0;
const AROUND: usize = 20;
/// The most ties between those around.
const AROUND_TIES: usize = 60;
/// The most briefings that a mark tells of.
const TOLD: usize = 3;
/// The width of the picture of a site, the most actors in it, and the strongest ties that each is sure to keep.
const WIDE: f64 = 1056.0;
const SITE: usize = 200;
const STRONGEST: usize = 4;
/// How many actors have their name in any case.
const NAMED_ALWAYS: usize = 6;
const SITE_LABELS: usize = 90;
/// The most pairs of the list.
const PAIRS: usize = 60;

fn decimal(number: f64) -> String {
    ((number * 10.0).round() / 10.0).to_string()
}

fn thick(count: u32, most: u32, thickest: f64) -> String {
    let part = f64::from(count.max(1) - 1) / f64::from(most.max(2) - 1);
    decimal(1.0 + (thickest - 1.0) * part.min(1.0).sqrt())
}

impl<'a> Site<'a> {
    fn kind_of(&self, id: ActorId) -> &'static str {
        self.catalog.actor(id).kind.map_or("unknown", Vocabulary::as_str)
    }

    fn node(&self, id: ActorId, (x, y): (f64, f64), r: f64, count: u32) -> NodeView<'a> {
        let entity = &self.catalog.actor(id).entity;
        NodeView {
            id: entity.id.as_str(),
            name: &entity.name,
            dir: dir(&entity.name),
            url: self.urls.entity(self.catalog, EntityRef::Actor(id)),
            kind: self.kind_of(id),
            x,
            y,
            r: decimal(r),
            count,
            thick: String::new(),
            briefings: Vec::new(),
            with: Vec::new(),
            lines: Vec::new(),
            label_x: 0.0,
            label_y: 0.0,
            anchor: "start",
            leader: None,
        }
    }

    /// The ties between some actors, each pair once, in their order.
    fn ties_of(&self, ids: &[ActorId]) -> Vec<Tie> {
        let numbers: HashMap<ActorId, usize> = ids.iter().enumerate().map(|(number, id)| (*id, number)).collect();
        let mut ties: HashMap<(usize, usize), u32> = HashMap::new();
        for (one, id) in ids.iter().enumerate() {
            for (other, count) in &self.catalog.actor(*id).co_actors {
                if let Some(&other) = numbers.get(other) {
                    ties.insert((one.min(other), one.max(other)), *count);
                }
            }
        }
        let mut ties: Vec<Tie> = ties.into_iter().map(|((one, other), count)| Tie { one, other, count }).collect();
        ties.sort_by_key(|tie| (std::cmp::Reverse(tie.count), tie.one, tie.other));
        ties
    }

    /// The newest briefings of both, in a few words.
    fn common(&self, one: ActorId, other: ActorId) -> Vec<&'a str> {
        let theirs = &self.catalog.actor(other).entity.briefings;
        let is_common = |id: &&BriefingId| theirs.binary_search(id).is_ok();
        let common = self.catalog.actor(one).entity.briefings.iter().filter(is_common).take(TOLD);
        common.map(|id| &*self.catalog.briefing(*id).title).collect()
    }

    fn kinds(&self, ids: impl Iterator<Item = ActorId>) -> Vec<KindView<'a>> {
        let mut kinds: Vec<(u8, KindView<'a>)> = Vec::new();
        for id in ids {
            let kind = self.kind_of(id);
            if !kinds.iter().any(|(_, known)| known.kind == kind) {
                let of = self.catalog.actor(id).kind;
                let label = match of {
                    None => self.say().text("actor_unsaid"),
                    of => labels::actor_type(self.say(), of),
                };
                let order = if of.is_none() { u8::MAX } else { labels::actor_types(self.say(), of).0 };
                kinds.push((order, KindView { kind, label }));
            }
        }
        kinds.sort_by_key(|(order, _)| *order);
        kinds.into_iter().map(|(_, kind)| kind).collect()
    }

    /// An actor with those around it; none where it is alone.
    pub(super) fn actor_graph(&self, id: ActorId) -> Option<Value> {
        let actor = self.catalog.actor(id);
        let all: Vec<(ActorId, u32)> =
            actor.co_actors.iter().copied().filter(|(other, _)| self.catalog.actor(*other).entity.has_page).collect();
        let shown = &all[..all.len().min(AROUND)];
        let most = shown.first()?.1;
        let ids: Vec<ActorId> = shown.iter().map(|(other, _)| *other).collect();
        let mut ties = self.ties_of(&ids);
        ties.truncate(AROUND_TIES);
        let (slots, height) = graph::around(ids.len(), &ties, NARROW);
        let middle = (NARROW / 2.0, (height / 2.0).round());
        let nodes = shown.iter().zip(&slots).map(|((other, count), slot)| {
            let size = 3.5 + 3.5 * (f64::from(*count) / f64::from(most)).sqrt();
            let mut node = self.node(*other, slot.at, size, *count);
            let away = if slot.left { -size - 5.0 } else { size + 5.0 };
            let room = if slot.left { slot.at.0 } else { NARROW - slot.at.0 } - size - 9.0;
            node.lines = lines(node.name, room);
            node.label_x = slot.at.0 + away;
            node.label_y = slot.at.1 + if node.lines.len() > 1 { -2.0 } else { 4.0 };
            node.anchor = if slot.left { "end" } else { "start" };
            node.thick = thick(*count, most, 4.5);
            node.briefings = self.common(id, *other);
            node
        });
        let tie = |tie: &Tie| {
            let (one, other) = (slots[tie.one].at, slots[tie.other].at);
            // Bent towards the middle, so that ties do not hide each other.
            let bend = |from: f64, to: f64, middle: f64| (middle + ((from + to) / 2.0 - middle) * 0.45).round();
            let (x, y) = (bend(one.0, other.0, middle.0), bend(one.1, other.1, middle.1));
            self.tie(&ids, tie, format!("M{} {}Q{x} {y} {} {}", one.0, one.1, other.0, other.1), most)
        };
        let view = GraphView {
            width: NARROW,
            height,
            middle: Some(MiddleView { kind: self.kind_of(id), x: middle.0, y: middle.1 }),
            nodes: nodes.collect(),
            ties: ties.iter().rev().map(tie).collect(),
            left: all.len() - shown.len(),
            kinds: self.kinds(ids.iter().copied()),
        };
        Some(value(&view))
    }

    fn tie(&self, ids: &[ActorId], tie: &Tie, path: String, most: u32) -> TieView {
        let slug = |number: usize| self.catalog.actor(ids[number]).entity.id.as_str().to_owned();
        TieView {
            one: slug(tie.one),
            other: slug(tie.other),
            path,
            count: tie.count,
            thick: thick(tie.count, most, 3.5),
        }
    }
}

/// A name in at most two lines of a width, cut where it is longer.
fn lines(name: &str, room: f64) -> Vec<String> {
    // Letters of eleven pixels.
    let wide = |text: &str| width(text) * 11.0 / 12.0;
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let is_last = lines.len() == 2;
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match (joined.filter(|joined| is_last || wide(joined) <= room), lines.last_mut()) {
            (Some(joined), Some(line)) => *line = joined,
            _ => lines.push(word.to_owned()),
        }
    }
    for line in &mut lines {
        if wide(line) > room {
            while wide(line) + 8.0 > room && line.pop().is_some() {}
            *line = format!("{}…", line.trim_end());
        }
    }
    lines
}

/// What `/graph/` shows: those who appear with others most, and their strongest ties.
pub(in crate::render) fn graph(site: &Site<'_>) -> View {
    let catalog = site.catalog;
    let tied = (0..catalog.actors.len()).map(ActorId::from_index);
    let tied = tied.filter(|id| catalog.actor(*id).entity.has_page && !catalog.actor(*id).co_actors.is_empty());
    let mut ids: Vec<ActorId> = tied.collect();
    ids.sort_by_key(|id| (std::cmp::Reverse(catalog.actor(*id).entity.briefings.len()), *id));
    let left = ids.len().saturating_sub(SITE);
    ids.truncate(SITE);
    let all = site.ties_of(&ids);
    // Each keeps its strongest ties: all of them would be a tangle.
    let mut kept_of = vec![0_usize; ids.len()];
    let mut ties: Vec<Tie> = Vec::new();
    for tie in &all {
        if kept_of[tie.one] < STRONGEST || kept_of[tie.other] < STRONGEST {
            kept_of[tie.one] += 1;
            kept_of[tie.other] += 1;
            ties.push(*tie);
        }
    }
    let count_of = |id: &ActorId| catalog.actor(*id).entity.briefings.len() as u32;
    let most = ids.iter().map(count_of).max().unwrap_or(1).max(1);
    let strongest = all.first().map_or(1, |tie| tie.count);
    let sizes: Vec<f64> = ids.iter().map(|id| 3.5 + 8.5 * (f64::from(count_of(id)) / f64::from(most)).sqrt()).collect();
    let height = (170.0 + 42.0 * (ids.len() as f64).sqrt()).round();
    let at = graph::lay_out(&sizes, &ties, (WIDE, height));
    let mut taken: Vec<_> = at
        .iter()
        .zip(&sizes)
        .map(|((x, y), size)| [x - size - 1.0, y - size - 1.0, x + size + 1.0, y + size + 1.0])
        .collect();
    // The largest marks and where other labels are, for those that are placed over other marks.
    let mut labels: Vec<_> = taken.iter().take(NAMED_ALWAYS).copied().collect();
    let nodes = ids.iter().enumerate().map(|(number, id)| {
        let mut node = site.node(*id, at[number], sizes[number], count_of(id));
        let (own, size) = (sizes[number], (WIDE, height));
        let is_named = number < NAMED_ALWAYS;
        let place = (number < SITE_LABELS)
            .then(|| label(node.name, at[number], Some(own), size, &mut taken))
            .flatten()
            .or_else(|| is_named.then(|| label_away(node.name, at[number], own, size, &mut taken)).flatten());
        labels.extend(place.and_then(|_| taken.last().copied()));
        // Those that matter most are never left without a name: where it is crowded it stands over marks that matter
        // less, only not over other names.
        let place = place.or_else(|| {
            let place = is_named.then(|| label(node.name, at[number], Some(own), size, &mut labels)).flatten()?;
            taken.extend(labels.last().copied());
            Some(place)
        });
        if let Some(place) = place {
            node.lines = vec![node.name.to_owned()];
            node.leader = place.leader.map(|[from, to]| {
                let on = |(x, y): (f64, f64)| format!("{} {}", decimal(at[number].0 + x), decimal(at[number].1 + y));
                format!("M{}L{}", on(from), on(to))
            });
            (node.label_x, node.label_y) = (decimals(at[number].0 + place.at.0), decimals(at[number].1 + place.at.1));
            node.anchor = place.anchor;
        }
        let with = catalog.actor(*id).co_actors.iter().take(5);
        node.with = with.map(|(id, count)| WithView { name: &catalog.actor(*id).entity.name, count: *count }).collect();
        node
    });
    let tie = |tie: &Tie| {
        let (one, other) = (at[tie.one], at[tie.other]);
        site.tie(&ids, tie, format!("M{} {}L{} {}", one.0, one.1, other.0, other.1), strongest)
    };
    let view = GraphView {
        width: WIDE,
        height,
        middle: None,
        nodes: nodes.collect(),
        ties: ties.iter().rev().map(tie).collect(),
        left,
        kinds: site.kinds(ids.iter().copied()),
    };
    let reference = |number: usize| site.entity_ref(EntityRef::Actor(ids[number]));
    let pair = |tie: &Tie| PairView { one: reference(tie.one), other: reference(tie.other), count: tie.count };
    vec![
        ("graph", value(&view)),
        ("pairs", value(&all.iter().take(PAIRS).map(pair).collect::<Vec<_>>())),
        ("pairs_left", value(&all.len().saturating_sub(PAIRS))),
        ("total", value(&(ids.len() + left))),
    ]
}

fn decimals(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
