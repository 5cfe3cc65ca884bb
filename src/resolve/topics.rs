//! Tags and series: a briefing's words for what it has in common with others.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{BriefingId, Catalog, Mention, SeriesId, Slug, TagId, Topic, collation_key, fold};

/// The names of one kind of topic, numbered as they come; the catalog orders them by name.
pub(super) struct Topics {
    /// What one is called: `tag`.
    what: &'static str,
    names: Vec<(String, Place)>,
    known: HashMap<String, usize>,
}

impl Topics {
    pub(super) fn new(what: &'static str) -> Topics {
        Topics { what, names: Vec::new(), known: HashMap::new() }
    }

    /// The number of a name, new if need be; letter case and Unicode form do not matter.
    pub(super) fn number(&mut self, name: &str, place: impl FnOnce() -> Place) -> usize {
        let next = self.names.len();
        let number = *self.known.entry(fold(name)).or_insert(next);
        if number == next {
            self.names.push((name.to_owned(), place()));
        }
        number
    }

    /// The topics in the order of their names, and the place of each number among them.
    pub(super) fn ordered(self, diagnostics: &mut Diagnostics) -> (Vec<Topic>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_cached_key(|&i| (collation_key(&self.names[i].0), self.names[i].0.clone()));
        let mut numbers = vec![0; order.len()];
        let mut taken: HashMap<Slug, usize> = HashMap::new();
        let mut topics = Vec::with_capacity(order.len());
        for (new, &old) in order.iter().enumerate() {
            numbers[old] = new;
            let (name, place) = &self.names[old];
            let slug = Slug::of_name(name);
            let message = match &slug {
                None => Some(format!("no address can be made of the {} `{name}`", self.what)),
                Some(slug) => taken.get(slug).map(|&other| {
                    format!("the {} `{name}` and `{}` come to the same address", self.what, self.names[other].0)
                }),
            };
            if let Some(message) = message {
                let diagnostic = Diagnostic::new(Code::NameWithoutAddress, place.clone(), message);
                diagnostics.push(diagnostic.help("write it in other words, with letters or digits that tell it apart"));
            }
            let slug = slug.filter(|slug| !taken.contains_key(slug)).unwrap_or_else(|| Slug::placeholder(name));
            taken.insert(slug.clone(), old);
            topics.push(Topic { slug, name: name.clone(), briefings: Vec::new(), withdrawn: Vec::new() });
        }
        (topics, numbers)
    }
}

/// Gives every topic its briefings: tags newest first, series oldest first.
pub(super) fn link(catalog: &mut Catalog) {
    for i in 0..catalog.briefings.len() {
        let id = BriefingId::from_index(i);
        let briefing = &catalog.briefings[i];
        let withdrawn = briefing.status.is_withdrawn();
        for Mention { id: TagId(tag), .. } in &briefing.tags {
            let list = list_of(&mut catalog.tags[*tag as usize], withdrawn);
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
        if let Some(Mention { id: SeriesId(series), .. }) = &briefing.series {
            list_of(&mut catalog.series[*series as usize], withdrawn).push(id);
        }
    }
    catalog.series.iter_mut().for_each(|series| series.briefings.reverse());
}

fn list_of(topic: &mut Topic, withdrawn: bool) -> &mut Vec<BriefingId> {
    if withdrawn { &mut topic.withdrawn } else { &mut topic.briefings }
}
