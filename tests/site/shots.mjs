// node shots.mjs BASE_DIR OUT_DIR [PATH…]
// Full-page pictures of pages of a site built at '/', wide and phone, light and dark, to be looked at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './lib/chromium.mjs';
import { samplePages } from './lib/kinds.mjs';
import { serve } from './lib/server.mjs';
import { loadSite } from './lib/site.mjs';

const KINDS = ['home', 'article', 'agreement-list', 'timeline'];
const SCREENS = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

function defaultPaths(dir) {
  const site = loadSite({ dir, baseUrl: 'https://example.org/' });
  return samplePages(site).filter(({ kind }) => KINDS.includes(kind)).map(({ page }) => page.path);
}

function nameOf(path) {
  const plain = decodeURIComponent(path).replace(/(^|\/)index\.html$/, '').replace(/^\/|\/$/g, '');
  return plain.replaceAll('/', '-') || 'root';
}

async function shoot(browser, url, outDir, path) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
      await page.goto(new URL(path, url).href, { waitUntil: 'networkidle' });
      const file = join(outDir, `${nameOf(path)}-${screen}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
      await page.close();
      console.log(file);
    }
  }
}

const [dir, outDir, ...given] = process.argv.slice(2);
if (!dir || !outDir) {
  console.error('usage: node shots.mjs BASE_DIR OUT_DIR [PATH…]');
  process.exit(2);
}
mkdirSync(outDir, { recursive: true });
const paths = given.length > 0 ? given.map((path) => path.replace(/^\//, '')) : defaultPaths(dir);
const server = await serve(dir);
const browser = await launch();
try {
  for (const path of paths) await shoot(browser, server.url, outDir, path);
} finally {
  await browser.close();
  await server.close();
}
