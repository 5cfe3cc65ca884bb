//! The templates: those that the binary holds, and a site's own in front of them.
//!
//! The only room that knows Tera. A built-in template is `builtin/briefing.html`; a site's
//! `briefing.html` stands in its place and may extend it under that name.

mod asked;
mod assets;
mod bounds;
mod bundle;
mod components;
mod mistakes;
mod own;
mod say;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, Value};

use crate::config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{SourceFile, SourceText};
use crate::model::{Lang, Words};
use crate::plan::ThemeFile;
use crate::render::Rendered;
pub use asked::{Askable, Asked};
use assets::{ASSETS, Assets};
pub use assets::{FACES, published};
pub use say::Say;

macro_rules! builtin {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name)))),*]
    };
}

/// The theme that the binary holds; `tests/theme.rs` compares the list with the folder.
pub const BUILTIN: &[(&str, &str)] = builtin! {
    "404.html" "actor.html" "actors.html" "all-series.html" "assets/briefing.js" "assets/faces.css" "assets/graph.js"
    "assets/icon.svg" "assets/map.js" "assets/search.js" "assets/seek.js" "assets/style.css" "assets/timeline/data.js"
    "assets/timeline/facets.js" "assets/timeline/lanes.js" "assets/timeline/list.js" "assets/timeline/main.js"
    "assets/timeline/mini.js" "assets/timeline/roving.js" "assets/timeline/scale.js" "assets/timeline/sift.js"
    "assets/timeline/strip.js" "base.html" "briefing.html" "briefings.html" "changes.html" "claims.html"
    "components/actor_mark.html" "components/atlas.html" "components/atlas_legend.html" "components/beside.html"
    "components/card.html" "components/card_below.html" "components/change.html" "components/chronograph.html" "components/cite.html"
    "components/claim.html" "components/claim_status.html" "components/date.html" "components/event.html"
    "components/event_opening.html"
    "components/gazetteer.html" "components/graph.html" "components/group_head.html" "components/hover.html"
    "components/hover_card.html"
    "components/letters.html" "components/not_final.html" "components/page_of.html" "components/pager.html"
    "components/pin.html" "components/place_and_day.html" "components/portrait.html" "components/ref.html" "components/refs.html" "components/related.html"
    "components/reliability.html" "components/scales.html" "components/source.html" "components/source_numbers.html"
    "components/status.html" "components/strip.html" "components/tag_list.html" "components/tally.html"
    "components/tlp.html" "components/toc.html" "components/topic.html" "components/topic_index.html"
    "components/topics.html" "components/versus.html" "components/years.html" "data.html" "graph.html" "home.html" "location.html"
    "locations.html" "map.html" "page.html" "publisher.html" "publishers.html" "redirect.html" "search.html"
    "series.html" "shared.html" "speakers.html" "tag.html" "tags.html" "timeline.html"
};

/// What a built-in template is called where a site's own stands in front of it.
const BUILTIN_PREFIX: &str = "builtin/";

/// The templates and assets of a site.
pub struct Theme {
    tera: Tera,
    /// The site's own files, to show places in them.
    own: Vec<SourceText>,
    assets: Assets,
    anchors: HashSet<String>,
    /// What each template asks for.
    asked: HashMap<String, Asked>,
    /// What pages say by themselves.
    words: Cow<'static, Words>,
    say: Arc<Say>,
    /// Whether every template could be read.
    whole: bool,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets.names().collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

impl Theme {
    /// The built-in theme with a site's own templates and words in front; mistakes in these are reported.
    ///
    /// `files` are those of its `templates/assets/` that are no text. The style sheet takes the site's own colour and
    /// faces (`look`). `named` are the templates that briefings and pages ask for.
    pub fn new(
        own: &[SourceText],
        files: &[SourceFile],
        named: &HashSet<&str>,
        look: &config::Theme,
        language: &Lang,
        diagnostics: &mut Diagnostics,
    ) -> Theme {
        let (words, spoken) = words::read(own, language, diagnostics);
        let say = Arc::new(Say::new(&words.interface, &spoken, &words.dates.group));
        let mut theme = Theme {
            tera: engine(&say),
            own: own.to_vec(),
            assets: Assets::new(BUILTIN, own, files, look, &say.style()),
            anchors: HashSet::new(),
            asked: asked::all(own),
            words,
            say,
            whole: true,
        };
        let mut builtin: Vec<(String, &str)> = Vec::new();
        for (name, text) in BUILTIN {
            if !name.starts_with(ASSETS) {
                builtin.push((format!("{BUILTIN_PREFIX}{name}"), text));
            }
        }
        let read = own::read(own, diagnostics);
        for (_, text) in builtin.iter().map(|(name, text)| (&**name, *text)).chain(read.templates.iter().copied()) {
            theme.anchors.extend(literal_ids(text).map(str::to_owned));
        }
        // The built-in ones are right by themselves; what they need is asked for before a site's own come.
        let mut wrong = Vec::new();
        let mut add = |theme: &mut Theme, templates: Vec<(String, &str)>| {
            let told = theme.tera.add_raw_templates(templates).map_err(|error| mistakes::together(&error, own));
            wrong.extend(told.err().into_iter().flatten());
        };
        add(&mut theme, builtin);
        // Every time that templates are added, Tera goes through all of them: most sites have none of their own.
        if !read.templates.is_empty() {
            let builtin = components::components(&theme.tera);
            add(&mut theme, read.templates.iter().map(|(name, text)| ((*name).to_owned(), *text)).collect());
            wrong.extend(components::misfits(&builtin, &theme.tera, own));
        }
        theme.whole = !read.wrong && wrong.is_empty();
        diagnostics.extend(wrong);
        diagnostics.extend(own::unused(own, named));
        theme
    }

    /// The files of the theme that are published.
    pub fn assets(&self) -> Vec<ThemeFile> {
        self.assets.files()
    }

    /// What browsers compare each style sheet and script with, by its name.
    pub fn integrity(&self) -> BTreeMap<String, String> {
        self.assets.integrity()
    }

    /// A published file of the theme.
    pub fn asset(&self, name: &str) -> Rendered<'_> {
        self.assets.get(name)
    }

    /// What pages say by themselves, in the site's language.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// What the interface says, in the site's language.
    pub fn say(&self) -> &Say {
        &self.say
    }

    /// The anchors that templates write into their pages.
    pub fn anchors(&self) -> &HashSet<String> {
        &self.anchors
    }

    /// Whether every template could be read; else no page can be rendered.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether there is a template of a name.
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// What a page's template asks for, with all that it builds on and calls.
    pub fn asked(&self, template: &str) -> Asked {
        self.asked.get(template).copied().unwrap_or_default()
    }

    /// Sets what every template sees.
    pub fn set_global(&mut self, name: &'static str, value: Value) {
        self.tera.global_context().insert_value(name, value);
    }

    /// What a component makes of a value, to stand as it is in many pages. None where it has a mistake: whoever calls the
    /// component then tells of it, with its place.
    pub fn piece(&self, component: &str, takes: &'static str, value: Value) -> Option<Value> {
        let mut context = Context::new();
        context.insert_value(takes, value);
        let mut page = bounds::Page::new(1 << 10);
        self.tera.render_component_to(component, &context, None, true, &mut page).ok()?;
        Some(Value::safe_string(std::str::from_utf8(&page.into_bytes()).ok()?))
    }

    /// Renders a template with what its page shows.
    ///
    /// # Errors
    /// When the template has a mistake that shows only now, with its place.
    pub fn render(&self, template: &str, view: Vec<(&'static str, Value)>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        for (name, value) in view {
            context.insert_value(name, value);
        }
        let mut page = bounds::Page::new(32 << 10);
        match self.tera.render_to(template, &context, &mut page) {
            Ok(()) => Ok(page.into_bytes()),
            Err(error) => Err(Box::new(mistakes::diagnostic(&error, template, &self.own))),
        }
    }
}

fn engine(say: &Arc<Say>) -> Tera {
    let mut tera = Tera::new();
    // The list is empty yet, which is when this can't fail.
    let _ = tera.set_fallback_prefixes([BUILTIN_PREFIX]);
    tera.register_filter("without", without);
    bounds::register(&mut tera);
    say::register(&mut tera, say);
    tera
}

/// The filter `without(url=…)`: a list of names without the one that leads to an address.
fn without(list: Value, kwargs: Kwargs, _: &State<'_>) -> Value {
    // Most lists stand where no name is left out: they are handed on as they are.
    let url = kwargs.get::<String>("url").ok().flatten().filter(|url| !url.is_empty());
    let (Some(url), Some(names)) = (url, list.as_array()) else { return list };
    let leads_there = |value: &Value| value.get_from_path("url").and_then(Value::as_str) == Some(&url);
    if !names.iter().any(leads_there) {
        return list;
    }
    Value::from(names.iter().filter(|value| !leads_there(value)).cloned().collect::<Vec<_>>())
}

/// The ids that a template writes as they stand, without a `{{ }}` in them.
fn literal_ids(text: &str) -> impl Iterator<Item = &str> {
    text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|id| !id.contains('{'))
}
