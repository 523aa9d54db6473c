//! What the compiler does not see by itself: the files of the embedded theme, and a mark of the program, which is part of the key of all
//! that it remembers between builds.

#![expect(clippy::disallowed_methods, reason = "the program is made from files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// All that decides what a site becomes.
const PARTS: [&str; 4] = ["Cargo.lock", "Cargo.toml", "src", "themes/default"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        // As a dependency the crate has no lock file of its own.
        if !Path::new(part).exists() {
            continue;
        }
        collect(Path::new(part), &mut files)?;
    }
    files.sort();
    let mut mark = FNV_START;
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        mark = fed(fed(mark, name.as_bytes()), b"\0");
        mark = fed(mark, &fs::read(&file)?);
    }
    println!(
        "cargo::rustc-env=BAYAN_PROGRAM={}-{mark:032x}",
        env!("CARGO_PKG_VERSION")
    );
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

/// FNV-1a with 128 bits: a few lines, and no crate for it.
const FNV_START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

fn fed(mark: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(mark, |mark, byte| {
        (mark ^ u128::from(*byte)).wrapping_mul(FNV_PRIME)
    })
}
