// Offers the detailed map, and keeps the drawing where there can be none. Why and how: docs/theme.md, “The detailed map”.
(() => {
  // From a file browsers load neither modules nor parts of other files.
  if (location.protocol === 'file:') return;
  const LONGEST = 30000;
  const script = new URL('map.js', document.currentScript.src);
  const attempts = new Map();

  const sheetOf = (button) => button.closest('[data-map-sheet]');
  const say = (button, word) => {
    const status = sheetOf(button).querySelector('[data-map-detail-status]');
    status.textContent = status.dataset[word] ?? '';
    status.dataset.said = word;
  };

  const close = (button, word) => {
    const attempt = attempts.get(button);
    const sheet = sheetOf(button);
    const view = sheet.querySelector('[data-map-detail-view]');
    const hasFocus = view.contains(document.activeElement);
    attempts.delete(button);
    attempt.abort();
    view.hidden = true;
    sheet.classList.remove('is-detailed');
    button.textContent = button.dataset.open;
    if (hasFocus) button.focus();
    say(button, word);
  };

  const open = async (button) => {
    const attempt = new AbortController();
    const { signal } = attempt;
    const fail = (reason) => {
      if (signal.aborted) return;
      console.warn('The detailed map cannot be shown:', reason);
      close(button, 'failed');
    };
    const sheet = sheetOf(button);
    const view = sheet.querySelector('[data-map-detail-view]');
    attempts.set(button, attempt);
    button.textContent = button.dataset.close;
    say(button, 'loading');
    const timer = setTimeout(fail, LONGEST, 'it takes too long');
    try {
      if (!document.createElement('canvas').getContext('webgl2')) throw new Error('the browser has no WebGL 2');
      // Laid over the drawing, and seen when it is ready.
      view.hidden = false;
      const { draw } = await import(script);
      await draw({ sheet, view, box: button.dataset.mapDetail.split(' ').map(Number), signal, fail });
      if (signal.aborted) return;
      sheet.classList.add('is-detailed');
      say(button, 'opened');
    } catch (error) {
      fail(error);
    } finally {
      clearTimeout(timer);
    }
  };

  const begin = () => {
    for (const [button] of attempts) if (!button.isConnected) attempts.delete(button);
    for (const button of document.querySelectorAll('[data-map-detail]')) {
      if (attempts.has(button)) close(button);
      button.hidden = false;
    }
  };

  begin();
  document.addEventListener('bayan:patched', begin);
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-map-detail]');
    if (button) attempts.has(button) ? close(button, 'closed') : open(button);
  });
})();
