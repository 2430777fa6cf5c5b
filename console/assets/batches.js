/* Cases of a run by keyboard, and one beside the list. All of it also works by links and buttons. */
(() => {
  const rows = () => [...document.querySelectorAll('.case-row')];
  const drawer = () => document.getElementById('drawer');
  const isTyping = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  /** The row that keys are about: the one in focus, else the one whose case is open. */
  const current = () =>
    document.activeElement?.closest('.case-row') ?? document.querySelector('.case-row[data-open]');

  async function open(link) {
    const place = document.getElementById('drawer-body');
    const reply = await fetch(link.dataset.drawer, { headers: { 'HX-Request': 'true' } }).catch(() => null);
    if (!place || !reply?.ok) {
      location.href = link.href;
      return;
    }
    place.innerHTML = await reply.text();
    for (const row of rows()) row.toggleAttribute('data-open', row.contains(link));
    if (!drawer().open) drawer().showModal();
    drawer().scrollTop = 0;
  }

  function move(step) {
    const all = rows();
    const at = all.indexOf(current());
    const next = all[at === -1 ? (step > 0 ? 0 : all.length - 1) : at + step];
    const link = next?.querySelector('.case-link');
    if (!link) return;
    if (drawer()?.open) open(link);
    else {
      link.focus();
      next.scrollIntoView({ block: 'nearest' });
    }
  }

  /** Judges without leaving the page: the row says what became of it. */
  async function judge(form, button) {
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    const reply = await fetch(form.action, { method: 'POST', body, redirect: 'follow' }).catch(() => null);
    if (!reply?.ok) {
      form.requestSubmit(button);
      return;
    }
    const words = button.value === 'yes' ? 'Passed' : 'Failed';
    const id = form.action;
    for (const one of document.querySelectorAll('form.judge')) {
      if (one.action !== id) continue;
      const badge = one.parentElement?.querySelector('.badge');
      if (badge) {
        badge.textContent = words;
        badge.className = button.value === 'yes' ? 'badge good' : 'badge bad';
      }
      one.remove();
    }
    move(1);
  }

  // Back in the list, keys go on where the drawer was.
  document.addEventListener(
    'close',
    (event) => {
      if (event.target !== drawer()) return;
      const row = document.querySelector('.case-row[data-open]');
      row?.removeAttribute('data-open');
      row?.querySelector('.case-link')?.focus();
    },
    true,
  );

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('.case-link') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(link);
  });

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('.judge') || !event.submitter) return;
    if (form.dataset.plain !== undefined) return;
    event.preventDefault();
    form.dataset.plain = '';
    judge(form, event.submitter);
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (rows().length === 0) return;
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === 'r' || event.key === 'w') {
      const place = drawer()?.open ? drawer() : current();
      place?.querySelector(`form.judge [data-key="${event.key}"]`)?.click();
    } else return;
    event.preventDefault();
  });
})();
