// Serves a built site as a strict host would: under its base path, with a closed content security policy.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

export const POLICY = "default-src 'self'";

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json', '.geojson': 'application/geo+json',
  '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8', '.csv': 'text/csv; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp',
  '.avif': 'image/avif', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.pdf': 'application/pdf', '.wasm': 'application/wasm',
};

/** Resolves to `{ origin, url, close }`; `url` is the address of the site's root. Parts of files are sent where `hasRanges` says so. */
export function serve(dir, basePath = '/', port = 0, { hasRanges = false } = {}) {
  const server = createServer((request, response) => answer(dir, basePath, request, response, hasRanges));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const origin = `http://127.0.0.1:${server.address().port}`;
      resolve({ origin, url: origin + basePath, close: () => closeServer(server) });
    });
  });
}

function closeServer(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

function answer(dir, basePath, request, response, hasRanges) {
  const path = sitePath(basePath, request.url);
  if (!['GET', 'HEAD'].includes(request.method)) return response.writeHead(405).end();
  if (path === null) return send(response, 404, null);
  const file = join(dir, path);
  if (isFolder(file) && path !== '' && !path.endsWith('/')) return response.writeHead(301, { Location: `${basePath}${encodeURI(path)}/` }).end();
  const wanted = isFolder(file) ? join(file, 'index.html') : file;
  if (existsSync(wanted) && statSync(wanted).isFile()) return send(response, 200, wanted, hasRanges && request.headers.range);
  return send(response, 404, missingPage(dir, path));
}

/** The path below the site's root, without leading '/', or null where it is not of the site. */
function sitePath(basePath, url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    if (!path.startsWith(basePath) || path.includes('\0')) return null;
    const inside = path.slice(basePath.length);
    return normalize(`/${inside}`).slice(1);
  } catch {
    return null;
  }
}

const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();

function missingPage(dir, path) {
  const candidates = [join(dir, path.split('/')[0], '404.html'), join(dir, '404.html')];
  return candidates.find((file) => existsSync(file)) ?? null;
}

function send(response, status, file, range) {
  const headers = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };
  if (!file) return response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end('not found\n');
  const { size } = statSync(file);
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range || '')?.map(Number) ?? [];
  if (start < size) {
    const last = Math.min(end, size - 1);
    response.writeHead(206, { ...headers, 'Content-Type': mimeOf(file), 'Content-Range': `bytes ${start}-${last}/${size}`, 'Content-Length': last - start + 1 });
    return createReadStream(file, { start, end: last }).pipe(response);
  }
  response.writeHead(status, { ...headers, 'Content-Type': mimeOf(file), 'Content-Length': size });
  return createReadStream(file).pipe(response);
}

const mimeOf = (file) => (file.endsWith('/feed.xml') ? 'application/atom+xml' : TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream');
