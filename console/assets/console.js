/* Small comforts on top of pages that work without them. */
(() => {
  // Enter asks; Shift and Enter begins a new line. A word that is still being composed is left alone.
  document.addEventListener('keydown', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLTextAreaElement) || box.form?.dataset.ask === undefined) return;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!document.getElementById('ask-button').disabled) box.form.requestSubmit();
  });

  const isAsk = (event) => event.detail?.ctx?.sourceElement?.id === 'ask';
  const say = (words) => {
    const line = document.getElementById('asking');
    if (line) line.textContent = words;
  };

  // What is written of the answer so far: the page listens under a name that its question carries.
  let live = null;
  const showSoFar = (words) => {
    const line = document.getElementById('asking-text');
    if (line) line.textContent = words;
  };
  const stopListening = () => {
    live?.close();
    live = null;
    showSoFar('');
  };

  document.addEventListener(
    'submit',
    (event) => {
      const name = event.target instanceof HTMLFormElement ? event.target.elements.live : undefined;
      if (!(name instanceof HTMLInputElement)) return;
      stopListening();
      name.value = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
      live = new EventSource(`/ask/live/${name.value}`);
      live.onmessage = (message) => showSoFar(JSON.parse(message.data));
      live.onerror = () => live?.close();
    },
    true,
  );

  document.addEventListener('htmx:before:request', (event) => {
    if (isAsk(event)) say(document.getElementById('asking')?.dataset.words ?? '');
  });

  document.addEventListener('htmx:finally:request', (event) => {
    if (!isAsk(event)) return;
    say('');
    stopListening();
  });

  document.addEventListener('htmx:error', (event) => {
    if (isAsk(event)) say('The answer did not arrive. Check that Docent is running, then ask again.');
  });

  document.addEventListener('htmx:after:swap', (event) => {
    if (!isAsk(event) || event.detail.ctx.response?.status !== 200) return;
    const box = document.getElementById('question');
    box.value = '';
    box.focus({ preventScroll: true });
    document.getElementById('turns').lastElementChild?.scrollIntoView({ block: 'nearest' });
  });

  // Copy buttons appear only where they can work.
  const showCopyButtons = () => {
    for (const button of document.querySelectorAll('[data-copy][hidden]')) button.hidden = false;
  };

  document.addEventListener('click', async (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    if (!button) return;
    const box = document.getElementById(button.dataset.copy);
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      button.textContent = 'Copied';
    } catch {
      // Plain http on another machine has no clipboard: the text is selected, the keyboard does the rest.
      button.textContent = 'Selected: now press Ctrl+C';
    }
  });

  document.addEventListener('htmx:after:swap', showCopyButtons);
  showCopyButtons();
})();
