/* Uploads with a progress bar for each file; without this script the same form sends them all at once. */
(() => {
  const AT_ONCE = 2;
  // What an operating system leaves in folders; `docent ingest` leaves it out too.
  const SKIPPED = /^(\.|node_modules$|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;
  // Formats of bytes say themselves how they are written.
  const BYTES =
    /\.(pdf|docx|docm|dotx|pptx|pptm|ppsx|xlsx|xlsm|xltx|od[tps]|rtf|epub|msg|zip|jsonl|ndjson|eml|png|jpe?g|tiff?)$/i;
  const form = document.querySelector('[data-upload]');
  if (!form) return;
  const drop = form.querySelector('[data-drop]');
  const list = form.querySelector('[data-uploads]');
  const limit = Number(form.dataset.limit);
  const charset = form.querySelector('[data-charset]');
  const waiting = [];
  let running = 0;

  form.querySelector('[data-drop-words]').hidden = false;
  form.querySelector('[data-upload-button]').hidden = true;
  form.querySelector('[data-folder]').hidden = false;

  function line(name, words, tone = '') {
    const item = document.createElement('li');
    item.className = `upload-item ${tone}`;
    const label = document.createElement('span');
    label.className = 'upload-name';
    label.textContent = name;
    const state = document.createElement('span');
    state.className = 'upload-state';
    state.textContent = words;
    item.append(label, state);
    return { item, state };
  }

  function withRetry(item, entry) {
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'quiet small';
    again.textContent = 'Retry';
    again.addEventListener('click', () => {
      item.remove();
      enqueue([entry]);
    });
    item.append(again);
  }

  function failed(item, entry, words) {
    const { item: fresh } = line(entry.name, words, 'bad');
    withRetry(fresh, entry);
    item.replaceWith(fresh);
  }

  function answered(item, entry, request) {
    if (request.getResponseHeader('HX-Redirect')) {
      location.href = request.getResponseHeader('HX-Redirect');
      return;
    }
    // The server answers with the file's own line, or with a notice when it could not even take the request.
    const holder = document.createElement('template');
    holder.innerHTML = request.responseText;
    const fresh = holder.content.querySelector('li');
    if (!fresh) {
      failed(item, entry, holder.content.textContent.trim() || 'The server could not take it.');
      return;
    }
    item.replaceWith(fresh);
    htmx.process(fresh);
    htmx.trigger(document.body, 'documents-changed');
  }

  function send(entry, item, state) {
    const bar = document.createElement('progress');
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', `Upload of ${entry.name}`);
    state.before(bar);
    state.textContent = '0 %';
    const data = new FormData();
    data.append('_csrf', form.elements._csrf.value);
    data.append('collection', form.elements.collection.value);
    data.append('charset', entry.charset ?? '');
    data.append('files', entry.file, entry.name);
    const request = new XMLHttpRequest();
    request.open('POST', form.getAttribute('action'));
    request.setRequestHeader('HX-Request', 'true');
    request.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.floor((100 * event.loaded) / event.total);
      state.textContent = bar.value < 100 ? `${bar.value} %` : 'Arriving…';
    });
    request.addEventListener('load', () => answered(item, entry, request));
    request.addEventListener('error', () => failed(item, entry, 'The connection broke off.'));
    request.addEventListener('timeout', () => failed(item, entry, 'It took too long.'));
    request.addEventListener('loadend', () => {
      running -= 1;
      next();
    });
    request.send(data);
  }

  function next() {
    while (running < AT_ONCE && waiting.length > 0) {
      running += 1;
      const { entry, item, state } = waiting.shift();
      send(entry, item, state);
    }
  }

  function enqueue(entries) {
    if (!form.elements.collection.reportValidity()) return;
    for (const entry of entries) {
      if (entry.file.size > limit) {
        list.append(line(entry.name, 'Larger than 100 MB. Split it and upload the parts.', 'bad').item);
        continue;
      }
      if (charset.value !== '' && entry.charset === undefined && isText(entry.name)) {
        void look(entry);
        continue;
      }
      const { item, state } = line(entry.name, 'Waiting…');
      list.append(item);
      waiting.push({ entry, item, state });
    }
    next();
  }

  // Where a charset is chosen, text files show how they begin in it before they are sent.
  const isText = (name) => !BYTES.test(name);
  async function look(entry) {
    const head = await entry.file.slice(0, 2000).arrayBuffer();
    const { item, state } = line(entry.name, '');
    const text = document.createElement('pre');
    text.className = 'upload-look';
    text.tabIndex = 0;
    text.setAttribute('aria-label', `Beginning of ${entry.name}`);
    const show = () => {
      const name = charset.value || 'utf-8';
      const words = new TextDecoder(name).decode(head, { stream: entry.file.size > 2000 });
      text.textContent = words.split('\n').slice(0, 6).join('\n').slice(0, 600);
      state.textContent = 'Can you read it?';
    };
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet small';
    button.textContent = 'Upload';
    button.addEventListener('click', () => {
      charset.removeEventListener('change', show);
      item.remove();
      enqueue([{ ...entry, charset: charset.value }]);
    });
    charset.addEventListener('change', show);
    show();
    item.append(button, text);
    list.append(item);
  }

  const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));
  const some = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

  // A dropped folder is walked; its files keep the folder in their name.
  async function walk(entry, folder, found) {
    if (folder !== '' && SKIPPED.test(entry.name)) return;
    const name = folder + entry.name;
    if (entry.isFile) {
      found.push({ name, file: await fileOf(entry) });
      return;
    }
    const reader = entry.createReader();
    for (let batch = await some(reader); batch.length > 0; batch = await some(reader)) {
      for (const child of batch) await walk(child, `${name}/`, found);
    }
  }

  async function dropped(transfer) {
    // Entries are only there while the event is handled: take them all before the first await.
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...transfer.files].map((file) => ({ name: file.name, file }));
    if (entries.length === 0) {
      enqueue(plain);
      return;
    }
    const found = [];
    try {
      for (const entry of entries) await walk(entry, '', found);
    } catch {
      list.append(line('Folder', 'It could not be read. Choose its files instead.', 'bad').item);
    }
    enqueue(found);
  }

  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  const show = (change) => {
    depth = Math.max(0, depth + change);
    drop.classList.toggle('over', depth > 0);
  };

  // The whole page takes files: a drop beside the area would otherwise open the file and leave the page.
  document.addEventListener('dragenter', (event) => hasFiles(event) && show(1));
  document.addEventListener('dragleave', (event) => hasFiles(event) && show(-1));
  document.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(0);
    void dropped(event.dataTransfer);
  });

  for (const picker of form.querySelectorAll('input[type="file"]')) {
    picker.addEventListener('change', () => {
      const named = [...picker.files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
      enqueue(
        named.filter(
          ({ name }) =>
            !name
              .split('/')
              .slice(1)
              .some((part) => SKIPPED.test(part)),
        ),
      );
      picker.value = '';
    });
  }

  form.addEventListener('submit', (event) => event.preventDefault());
})();
