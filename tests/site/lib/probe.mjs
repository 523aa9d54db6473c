// What a browser says about one page: broken requests, policy violations, errors.

/** Collects from now on; the function that it returns hands over what came since it was last asked. */
export async function watch(page, origin) {
  const problems = [];
  const main = () => page.mainFrame();
  const isMain = (request) => request.isNavigationRequest() && request.frame() === main();
  page.on('console', (message) => {
    if (message.type() === 'error' && !isAboutLoading(message)) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !isMain(response.request())) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) problems.push(`request to another origin: ${request.url()}`);
  });
  await reportPolicy(page, problems);
  return () => problems.splice(0);
}

/** Said again, without the address, of what the listeners below report; and of the 404 pages, which are asked for on purpose. */
const isAboutLoading = (message) => message.text().startsWith('Failed to load resource');

async function reportPolicy(page, problems) {
  await page.exposeFunction('bayanReport', (text) => problems.push(`content security policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.bayanReport(`${event.effectiveDirective} blocks ${event.blockedURI} at line ${event.lineNumber}`);
    });
  });
}

/** Runs in the page: how far the document is wider than the window, and what sticks out. */
export function measureOverflow() {
  const root = document.documentElement;
  const excess = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  if (excess <= 0) return null;
  const sticksOut = (el) => {
    const box = el.getBoundingClientRect();
    return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
  };
  const culprits = [...document.body.querySelectorAll('*')].filter(sticksOut).slice(-3);
  const show = (el) => el.tagName.toLowerCase() + (el.id ? `#${el.id}` : '') + [...el.classList].map((name) => `.${name}`).join('');
  return `${excess} px too wide (${culprits.map(show).join(', ')})`;
}

/** Runs in the page: whether the focused element is a skip link that a reader can see. */
export function describeFocus() {
  const el = document.activeElement;
  const box = el.getBoundingClientRect();
  const inView = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  return { tag: el.tagName, href: el.getAttribute('href') ?? '', inView };
}

/** Runs in the page: whether the focus is at or after the element of this id. */
export function focusIsPast(id) {
  const target = document.getElementById(id);
  const focused = document.activeElement;
  if (!target || !focused || focused === document.body) return focused === document.body && Boolean(target);
  return target.contains(focused) || Boolean(target.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING);
}
