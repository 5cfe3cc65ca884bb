//! The timeline, whole and by year.

use serde::Serialize;
use tera::Value;

use super::View;
use super::pager::{on_first, range};
use super::shared::value;
use crate::config::TimelineOrder;
use crate::model::TimelineEntry;
use crate::model::date::year_slug;
use crate::plan::{TIMELINE_INDEX, TimelineYear, WHOLE_TIMELINE};
use crate::render::theme::{Askable, Asked};
use crate::render::{Site, labels};

/// How many of the newest entries a timeline shows that is too long to list whole.
const NEWEST: usize = 100;

#[derive(Serialize)]
struct YearView {
    label: String,
    slug: String,
    url: String,
    count: usize,
    current: bool,
}

#[derive(Serialize)]
struct GroupView {
    label: String,
    slug: String,
    months: Vec<MonthView>,
}

#[derive(Serialize)]
struct MonthView {
    label: String,
    events: Vec<Value>,
}

#[derive(Serialize)]
struct YearLink {
    label: String,
    slug: String,
    url: String,
}

/// What `/timeline/` shows.
pub(in crate::render) fn timeline(site: &Site<'_>, asked: Asked) -> View {
    let entries = &site.catalog.timeline.entries;
    let complete = entries.len() <= WHOLE_TIMELINE;
    let dated = &entries[..site.plan.undated];
    let shown = if complete { dated } else { &dated[dated.len().saturating_sub(NEWEST)..] };
    let undated: &[TimelineEntry] = if complete || site.plan.undated < entries.len() {
        let all = &entries[site.plan.undated..];
        &all[..all.len().min(WHOLE_TIMELINE)]
    } else {
        &[]
    };
    view(site, asked, None, shown, undated, complete)
}

/// What a page of a year shows.
pub(in crate::render) fn year(site: &Site<'_>, asked: Asked, number: usize, page: usize) -> View {
    let entries = site.plan.years[number].entries.clone();
    let shown = range(page, WHOLE_TIMELINE, entries.len());
    // The first page begins where the timeline does.
    let shown = match site.config.timeline_order {
        TimelineOrder::Newest => entries.end - shown.end..entries.end - shown.start,
        TimelineOrder::Oldest => entries.start + shown.start..entries.start + shown.end,
    };
    view(site, asked, Some((number, page)), &site.catalog.timeline.entries[shown], &[], true)
}

fn view(
    site: &Site<'_>,
    asked: Asked,
    of: Option<(usize, usize)>,
    entries: &[TimelineEntry],
    undated: &[TimelineEntry],
    complete: bool,
) -> View {
    let number = of.map(|(number, _)| number);
    let link = |year: &TimelineYear| YearLink {
        label: site.words().year(year.year),
        slug: year_slug(year.year),
        url: site.year_url(year.year),
    };
    let years = &site.plan.years;
    let mut listed: Vec<YearView> = years
        .iter()
        .enumerate()
        .map(|(i, year)| YearView {
            label: site.words().year(year.year),
            slug: year_slug(year.year),
            url: site.year_url(year.year),
            count: year.entries.len(),
            current: Some(i) == number,
        })
        .collect();
    // A timeline that is not complete shows what is newest, and that first.
    let newest_first = site.config.timeline_order == TimelineOrder::Newest || !complete;
    if site.config.timeline_order == TimelineOrder::Newest {
        listed.reverse();
    }
    let strip = || site.strip(entries.iter().filter_map(|entry| entry.event()), false);
    let all = &site.catalog.timeline.entries;
    let counted = number.map_or(&all[..], |n| &all[years[n].entries.clone()]);
    let dates = counted.iter().filter(|entry| matches!(entry, TimelineEntry::Event(_))).count();
    let spanning: Vec<Value> = of.map_or_else(Vec::new, |(n, page)| {
        on_first(&years[n].going_on, page).iter().map(|i| site.entry(all[*i])).collect()
    });
    let pager = of.map(|(n, page)| {
        let folder = format!("timeline/{}/", year_slug(years[n].year));
        site.pager_by(&folder, page, years[n].entries.len(), WHOLE_TIMELINE)
    });
    let neighbour = |step: isize| number.and_then(|n| n.checked_add_signed(step)).and_then(|n| years.get(n)).map(link);
    vec![
        ("year", value(&number.map(|n| link(&years[n])))),
        ("complete", value(&complete)),
        ("data_url", value(&site.plan.at(TIMELINE_INDEX).map(|page| site.urls.rooted(&page.route)))),
        ("years", value(&listed)),
        ("groups", value(&groups(site, entries, newest_first))),
        ("strip", value(&asked.then(Askable::Strip, strip))),
        ("undated", Value::from(undated.iter().map(|entry| site.entry(*entry)).collect::<Vec<_>>())),
        ("prev_year", value(&neighbour(-1))),
        ("next_year", value(&neighbour(1))),
        ("total", value(&counted.len())),
        ("pager", value(&pager)),
        ("dates", value(&dates)),
        ("spanning", Value::from(spanning)),
    ]
}

/// Entries by year and month, in the order asked for.
fn groups(site: &Site<'_>, entries: &[TimelineEntry], newest_first: bool) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    let mut last_month = None;
    let ordered: Vec<&TimelineEntry> =
        if newest_first { entries.iter().rev().collect() } else { entries.iter().collect() };
    for entry in ordered {
        let date = site.catalog.entry_date(*entry);
        let Some(year) = date.year() else { continue };
        let (slug, month) = (year_slug(year), date.month());
        if groups.last().is_none_or(|group| group.slug != slug) {
            groups.push(GroupView { label: site.words().year(year), slug, months: Vec::new() });
            last_month = None;
        }
        let Some(group) = groups.last_mut() else {
            continue;
        };
        if last_month != Some(month) {
            let label = match month {
                Some(month) => labels::capitalized(site.words().month(month)),
                None => site.say().text("no_month").to_owned(),
            };
            group.months.push(MonthView { label, events: Vec::new() });
            last_month = Some(month);
        }
        if let Some(month) = group.months.last_mut() {
            month.events.push(site.entry(*entry));
        }
    }
    groups
}
