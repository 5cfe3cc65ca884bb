//! What a build does, step by step, for whoever keeps an account of it.
//!
//! The phases read no clock: they say when a step is done, and whoever listens knows the time.

use std::time::Duration;

use crate::plan::Page;

/// A part of a build that is done once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// The folder into texts.
    Load,
    /// Texts into front matter and Markdown.
    Parse,
    /// Templates, style sheets, scripts and words, and whether they suit each other.
    Theme,
    /// What is held back: which files, their own mistakes, their words.
    Hidden,
    /// Names into entities, and all that follows from them.
    Resolve,
    /// The catalog into a list of files, and whether its links lead somewhere.
    Plan,
    /// All pages, rendered and written.
    Pages,
    /// The search index, made and written.
    Search,
    /// The new site in the place of the old one.
    Switch,
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Phase; 9] = {
        use Phase::*;
        [Load, Parse, Theme, Hidden, Resolve, Plan, Pages, Search, Switch]
    };

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Load => "load",
            Phase::Parse => "parse",
            Phase::Theme => "theme",
            Phase::Hidden => "hidden",
            Phase::Resolve => "resolve",
            Phase::Plan => "plan",
            Phase::Pages => "pages",
            Phase::Search => "search",
            Phase::Switch => "switch",
        }
    }
}

/// What of a build can be told to be done.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A phase, or a part of one: what belongs together need not be done in one go.
    Phase(Phase),
    /// One page, rendered and given away, on the thread that tells of it.
    Page(&'a Page),
    /// The first part of that.
    Render(&'a Page),
    /// The second part of that, with how many bytes were made for it; none of a file that is copied.
    Write(&'a Page, usize),
}

/// Keeps an account of a build; its methods are called from many threads at once.
pub trait Account: Sync {
    /// How long the build has been running, by the clock of whoever keeps the account.
    fn now(&self) -> Duration;

    /// A step is done that was begun when [`now`](Self::now) was `began`.
    fn done(&self, step: Step<'_>, began: Duration);
}

/// Nobody keeps one.
impl Account for () {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn done(&self, _: Step<'_>, _: Duration) {}
}

/// Takes a step, and tells that it is done.
pub fn during<T>(account: &dyn Account, step: Step<'_>, take: impl FnOnce() -> T) -> T {
    let began = account.now();
    let taken = take();
    account.done(step, began);
    taken
}
