//! `bayan build --timings`: where the time went, as a table, as JSON, or as a trace.
//!
//! A trace is in the trace event format of Chromium, which Perfetto and `about:tracing` open: one `X` event for each stage and each
//! thing that was made, on the thread that made it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};

use super::args::TimingsForm;
use crate::pipeline::{TimeRecorder, TimedItem, TimedStage};

/// A clock that keeps what it was told.
pub(super) struct Stopwatch {
    start: Instant,
    laps: Mutex<Vec<Lap>>,
}

/// What was recorded.
struct Lap {
    stage: TimedStage,
    item: Option<NamedItem>,
    /// Nanoseconds since the start.
    began: u64,
    ended: u64,
    /// 0 is the thread that leads; the others are numbered from 1.
    thread: usize,
}

struct NamedItem {
    recipe: String,
    template: Option<String>,
    name: String,
}

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self {
            start: Instant::now(),
            laps: Mutex::new(Vec::new()),
        }
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// What was recorded, in one of the forms.
    pub(super) fn report(self, form: TimingsForm) -> String {
        let total = self.elapsed();
        // OK because a list of laps is whole whatever happened to a thread.
        let mut laps = self
            .laps
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        laps.sort_by_key(|lap| (lap.began, u64::MAX - lap.ended));
        match form {
            TimingsForm::Table => table(&Sums::of(&laps), total),
            TimingsForm::Json => as_json(&Sums::of(&laps), total).to_string(),
            TimingsForm::Trace => trace(&laps).to_string(),
        }
    }
}

impl TimeRecorder for Stopwatch {
    fn now(&self) -> Option<u64> {
        Some(self.elapsed())
    }

    fn record(&self, began: u64, stage: TimedStage, item: Option<TimedItem<'_>>) {
        let lap = Lap {
            stage,
            item: item.map(|item| NamedItem {
                recipe: item.recipe.to_owned(),
                template: item.template.map(ToOwned::to_owned),
                name: item.name.to_owned(),
            }),
            began,
            ended: self.elapsed(),
            thread: rayon::current_thread_index().map_or(0, |index| index + 1),
        };
        let mut laps = self.laps.lock().unwrap_or_else(PoisonError::into_inner);
        laps.push(lap);
    }
}

impl Lap {
    fn length(&self) -> u64 {
        self.ended.saturating_sub(self.began)
    }
}

/// Times added up.
#[derive(Default)]
struct Sums<'a> {
    stages: BTreeMap<TimedStage, StageTime>,
    templates: BTreeMap<&'a str, ItemTimes<'a>>,
    recipes: BTreeMap<&'a str, RecipeTimes>,
}

/// The time of one stage in nanoseconds.
#[derive(Clone, Copy, Default)]
struct StageTime {
    /// By the clock, where the stage was recorded as a whole.
    clock: Option<u64>,
    /// Of all things that were made in it, on all threads.
    work: u64,
    count: usize,
}

/// The times of all things that were rendered by one template.
#[derive(Default)]
struct ItemTimes<'a> {
    work: u64,
    count: usize,
    slowest: (u64, &'a str),
}

/// The times of all things of one sort.
#[derive(Default)]
struct RecipeTimes {
    by_stage: BTreeMap<TimedStage, u64>,
    count: usize,
}

impl RecipeTimes {
    fn work(&self) -> u64 {
        self.by_stage.values().sum()
    }
}

impl<'a> Sums<'a> {
    fn of(laps: &'a [Lap]) -> Self {
        let mut sums = Self::default();
        for lap in laps {
            let stage = sums.stages.entry(lap.stage).or_default();
            let Some(item) = &lap.item else {
                *stage.clock.get_or_insert_default() += lap.length();
                continue;
            };
            stage.work += lap.length();
            stage.count += 1;
            let recipe = sums.recipes.entry(&item.recipe).or_default();
            *recipe.by_stage.entry(lap.stage).or_default() += lap.length();
            // A page that is not rendered again is presented all the same.
            recipe.count += usize::from(lap.stage != TimedStage::Render);
            if let Some(name) = &item.template {
                let template = sums.templates.entry(name).or_default();
                template.work += lap.length();
                template.count += 1;
                template.slowest = template.slowest.max((lap.length(), &item.name));
            }
        }
        sums
    }

    /// The slowest first.
    fn templates(&self) -> Vec<(&'a str, &ItemTimes<'a>)> {
        let mut all: Vec<_> = self
            .templates
            .iter()
            .map(|(name, one)| (*name, one))
            .collect();
        all.sort_by_key(|(_, one)| u64::MAX - one.work);
        all
    }

    fn recipes(&self) -> Vec<(&'a str, &RecipeTimes)> {
        let mut all: Vec<_> = self
            .recipes
            .iter()
            .map(|(name, one)| (*name, one))
            .collect();
        all.sort_by_key(|(_, one)| u64::MAX - one.work());
        all
    }
}

fn milliseconds(nanoseconds: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a build takes no 104 days")]
    let exact = nanoseconds as f64 / 1e6;
    (exact * 1000.0).round() / 1000.0
}

fn ms(nanoseconds: u64) -> String {
    format!("{:.1}", milliseconds(nanoseconds))
}

fn table(sums: &Sums<'_>, total: u64) -> String {
    const NONE: &str = "–";
    let mut text = String::new();
    let mut line = |name: &str, cells: [&str; 4]| {
        let [first, second, third, last] = cells;
        let row = format!("{name:<24}{first:>12}{second:>12}{third:>10}  {last}");
        // OK because writing into a string cannot fail.
        _ = writeln!(text, "{}", row.trim_end());
    };
    line("stage", ["clock ms", "work ms", "count", ""]);
    for stage in TimedStage::ALL {
        let Some(time) = sums.stages.get(&stage) else {
            continue;
        };
        let clock = time.clock.map_or_else(|| NONE.to_owned(), ms);
        let (work, count) = match time.count {
            0 => (NONE.to_owned(), NONE.to_owned()),
            count => (ms(time.work), count.to_string()),
        };
        line(stage.name(), [&clock, &work, &count, ""]);
    }
    line("all", [&ms(total), "", "", ""]);
    line("", [""; 4]);
    line("template", ["", "work ms", "count", "slowest"]);
    for (name, times) in sums.templates() {
        let (longest, page) = times.slowest;
        let slowest = format!("{} ms /{page}", ms(longest));
        line(
            name,
            ["", &ms(times.work), &times.count.to_string(), &slowest],
        );
    }
    line("", [""; 4]);
    line("recipe", ["", "work ms", "count", "of it"]);
    for (name, times) in sums.recipes() {
        let of_it: Vec<String> = times
            .by_stage
            .iter()
            .map(|(stage, work)| format!("{} {}", stage.name(), ms(*work)))
            .collect();
        let count = times.count.to_string();
        line(name, ["", &ms(times.work()), &count, &of_it.join(", ")]);
    }
    text.trim_end().to_owned()
}

fn as_json(sums: &Sums<'_>, total: u64) -> Value {
    let stages: Vec<Value> = sums
        .stages
        .iter()
        .map(|(stage, time)| {
            json!({
                "stage": stage.name(), "clock_ms": time.clock.map(milliseconds), "work_ms": milliseconds(time.work), "count": time.count,
            })
        })
        .collect();
    let templates: Vec<Value> = sums
        .templates()
        .into_iter()
        .map(|(name, times)| {
            let (longest, page) = times.slowest;
            json!({
                "template": name, "work_ms": milliseconds(times.work), "count": times.count,
                "slowest": {"page": page, "ms": milliseconds(longest)},
            })
        })
        .collect();
    let recipes: Vec<Value> = sums
        .recipes()
        .into_iter()
        .map(|(name, times)| {
            let by_stage: BTreeMap<&str, f64> = times
                .by_stage
                .iter()
                .map(|(stage, work)| (stage.name(), milliseconds(*work)))
                .collect();
            json!({"recipe": name, "work_ms": milliseconds(times.work()), "count": times.count, "stages_ms": by_stage})
        })
        .collect();
    json!({
        "type": "timings", "milliseconds": milliseconds(total), "stages": stages, "templates": templates, "recipes": recipes,
    })
}

fn trace(laps: &[Lap]) -> Value {
    let threads: BTreeSet<usize> = laps.iter().map(|lap| lap.thread).collect();
    let names = threads.iter().map(|thread| {
        let name = match thread {
            0 => "stages".to_owned(),
            number => format!("thread {number}"),
        };
        json!({"ph": "M", "name": "thread_name", "pid": 1, "tid": thread, "args": {"name": name}})
    });
    let events = laps.iter().map(|lap| {
        let stage = lap.stage.name();
        let (name, details) = lap.item.as_ref().map_or((stage, json!({})), |item| {
            let details =
                json!({"stage": stage, "recipe": item.recipe, "template": item.template});
            (item.name.as_str(), details)
        });
        // Microseconds.
        let (began, length) = (milliseconds(lap.began) * 1e3, milliseconds(lap.length()) * 1e3);
        json!({
            "ph": "X", "name": name, "cat": stage, "pid": 1, "tid": lap.thread, "ts": began, "dur": length, "args": details,
        })
    });
    let events: Vec<Value> = names.chain(events).collect();
    json!({"type": "trace", "displayTimeUnit": "ms", "traceEvents": events})
}
