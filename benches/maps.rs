//! How long a map takes: of a region, of half the world, and of as much as one must bear. Medians, on one thread, and each as a
//! part of what its limit is.
//!
//!     cargo bench --bench maps

#![allow(clippy::print_stdout, reason = "a bench prints what it found")]

#[path = "../tests/support/maps.rs"]
mod maps;

use std::hint::black_box;
use std::time::{Duration, Instant};

use bayan::map::{Atlas, MapRequest};
use maps::{NARROW, WIDE, crowded, request};

/// Maps of each kind; the median of so many is told.
const RUNS: usize = 21;

fn main() {
    let idlib = [
        ("Idlib", 36.634, 35.931),
        ("Aleppo", 37.161, 36.201),
        ("Latakia", 35.79, 35.532),
        ("Hama", 36.758, 35.132),
    ];
    let talks = [
        ("Geneva", 6.146, 46.202),
        ("Osaka", 135.502, 34.694),
        ("Moscow", 37.616, 55.752),
        ("Damascus", 36.291, 33.51),
    ];
    let cases = [
        ("region, wide", request("en", WIDE, &idlib), 60.0),
        ("region, narrow", request("ar", NARROW, &idlib), 60.0),
        ("half the world, wide", request("en", WIDE, &talks), 60.0),
        (
            "half the world, narrow",
            request("ar", NARROW, &talks),
            60.0,
        ),
        ("500 places and 50 zones, wide", crowded("en", WIDE), 1000.0),
        (
            "500 places and 50 zones, narrow",
            crowded("ar", NARROW),
            1000.0,
        ),
    ];
    println!("| map | ms | limit | ratio | KB |");
    println!("|---|---:|---:|---:|---:|");
    for (name, request, limit) in cases {
        let milliseconds = median(&request).as_secs_f64() * 1000.0;
        let size = Atlas.draw(&request).svg.len() / 1000;
        println!(
            "| {name} | {milliseconds:.1} | {limit} | {:.2} | {size} |",
            milliseconds / limit
        );
    }
}

fn median(request: &MapRequest) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(Atlas.draw(black_box(request)));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(RUNS / 2).copied().unwrap_or_default()
}
