// Debian's Chromium, driven without a browser download.
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright-core';

/** Background traffic is off: on a machine without a network it only fails, many requests at a time. */
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--force-color-profile=srgb',
];

export function findChromium() {
  const run = spawnSync('bash', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' });
  return run.stdout.trim() || null;
}

/** With further flags; the last of two that contradict each other holds. */
export function launch(flags = []) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium on this machine: run tests/run, or install the package chromium');
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags], headless: true });
}
