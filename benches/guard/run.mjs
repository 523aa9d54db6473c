#!/usr/bin/env node
// The guard of speed: what one build of a fixed corpus costs, in instructions and in memory, against the numbers kept beside this
// file. Instructions of one thread hardly depend on what else the machine does, so that one per cent more can be seen.
//
//   node benches/guard/run.mjs [BINARY]            fails where the numbers are passed by more than 1 % (memory: 5 %)
//   node benches/guard/run.mjs --update [BINARY]   keeps what it measures; say why in the commit
//
// Needs valgrind and GNU time. BINARY is that of `cargo build --release`.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const kept = join(here, 'numbers.json');
const update = process.argv.includes('--update');
const binary = resolve(process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? join(here, '../../target/release/bayan'));
const scratch = mkdtempSync(join(tmpdir(), 'bayan-guard-'));

// Hashes of the standard library are seeded anew in each process, which moves the count by about 0.15 %.
const ALLOWED = { instructions: 1.01, peak_kib: 1.05 };

function run(command, args) {
    const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (result.error) throw new Error(`${command} cannot be started: ${result.error.message}`);
    if (result.status !== 0) throw new Error(`${command} ended with ${result.status}:\n${result.stdout}${result.stderr}`);
    return result.stderr;
}

function build(name, wrapper) {
    const out = join(scratch, name);
    const site = join(scratch, `${name}-site`);
    run(process.execPath, [join(here, 'corpus.mjs'), site]);
    const args = ['build', '--quiet', '--jobs', '1', '--today', '2026-11-30', '--root', site, '--output-dir', out];
    return run(wrapper[0], [...wrapper.slice(1), binary, ...args]);
}

function found(text, pattern) {
    const match = text.match(pattern);
    if (!match) throw new Error(`no number in:\n${text}`);
    return Number(match[1].replaceAll(',', ''));
}

function measure() {
    const counted = build('counted', ['valgrind', '--tool=callgrind', `--callgrind-out-file=${join(scratch, 'profile')}`]);
    const timed = build('timed', ['/usr/bin/time', '-f', 'peak %M']);
    return { instructions: found(counted, /Collected : ([\d,]+)/), peak_kib: found(timed, /peak (\d+)/) };
}

try {
    const now = measure();
    const before = JSON.parse(readFileSync(kept, 'utf8'));
    let failed = 0;
    for (const [name, allowed] of Object.entries(ALLOWED)) {
        const ratio = now[name] / before[name];
        const passed = ratio <= allowed;
        failed += passed ? 0 : 1;
        console.log(`guard: ${name} ${now[name]}, kept ${before[name]}, ratio ${ratio.toFixed(4)}, limit ${allowed}${passed ? '' : ': TOO MUCH'}`);
    }
    if (update) writeFileSync(kept, `${JSON.stringify(now, null, 4)}\n`);
    if (failed && !update) {
        console.log('guard: make it cheaper; or, if it is worth that, run node benches/guard/run.mjs --update and say why in the commit');
        process.exitCode = 1;
    }
} finally {
    rmSync(scratch, { recursive: true, force: true });
}
