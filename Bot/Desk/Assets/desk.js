/* The desk's page: keeps what is on screen up to date. Everything shown was drawn and encoded by the server; nothing here makes markup. */
(() => {
  'use strict';
  if (document.body.dataset.signedIn !== 'yes') { return; }

  const policy = window.trustedTypes ? window.trustedTypes.createPolicy('desk', { createHTML: html => html }) : { createHTML: html => html };
  const byItself = { headers: { 'X-Desk-By-Itself': '1' }, credentials: 'same-origin', cache: 'no-store', redirect: 'error' };
  const el = id => document.getElementById(id);
  const say = text => { el('live-status').textContent = text; };
  const ticket = document.querySelector('.ticket')?.dataset.number;

  function ended() {
    document.querySelector('main').replaceChildren();
    location.replace(`/desk/sign-in?why=idle&next=${encodeURIComponent(location.pathname)}`);
  }

  /* A mark in the title of a tab that nobody looks at: somebody waits, or has answered. */
  const title = document.title;
  function knock(words) { if (document.hidden) { document.title = `● ${words} · ${title}`; } }
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { document.title = title; } });

  async function fragment(address) {
    const answer = await fetch(address, byItself);
    if (answer.status === 401) { ended(); return null; }
    if (!answer.ok) { return null; }
    const holder = document.createElement('template');
    holder.innerHTML = policy.createHTML(await answer.text());
    holder.content.mark = answer.headers.get('X-Desk-Mark');
    return holder.content;
  }

  /* Never takes a field away from under somebody who is typing in it. */
  function isBusy(node) {
    const active = document.activeElement;
    return node.contains(active) && /^(TEXTAREA|INPUT|SELECT)$/.test(active.tagName);
  }

  async function replace(id, address) {
    const fresh = await fragment(address);
    const old = el(id);
    const next = fresh?.getElementById(id);
    if (!old || !next || old.isEqualNode(next)) { return; }
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const name = focused?.getAttribute('href') || focused?.closest('tr')?.dataset.number;
    old.replaceWith(next);
    wire(next);
    if (name) { (next.querySelector(`[href="${CSS.escape(name)}"]`) || next.querySelector(`tr[data-number="${CSS.escape(name)}"] button`))?.focus(); }
  }

  /* One at a time, and no more often than that; the last wish is always granted. */
  function calmly(work, pause) {
    let running = false, again = false;
    return async function run() {
      if (running) { again = true; return; }
      running = true;
      try { await work(); } catch { /* the next wake-up tries again */ }
      setTimeout(() => { running = false; if (again) { again = false; run(); } }, pause);
    };
  }

  const queue = el('queue-rows') && location.pathname === '/desk' ? calmly(async () => {
    const before = el('queue-count').textContent;
    const waiting = () => document.querySelectorAll('#queue-rows tr.waits').length;
    const waited = waiting();
    await replace('queue-rows', `/desk/queue?${el('queue-rows').dataset.query}`);
    if (waiting() > waited) { knock('A member waits'); say('A member waits in the chat.'); return; }
    if (el('queue-count').textContent !== before) { say(`The queue has changed: ${el('queue-count').textContent}`); }
  }, 1000) : null;

  const talk = ticket ? calmly(async () => {
    const list = el('talk');
    const log = el('talk-log');
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const last = list.lastElementChild?.dataset.sequence || '0';
    const lines = await fragment(`/desk/tickets/${ticket}/lines?after=${last}`);
    if (lines) {
      for (const line of [...lines.children]) { if (!list.querySelector(`[data-sequence="${line.dataset.sequence}"]`)) { list.append(line); } }
    }
    if (list.lastElementChild?.dataset.sequence !== last) {
      el('typing').textContent = '';
      if (el('chat-state').dataset.live === 'Present' && list.lastElementChild.classList.contains('member')) { knock('New message'); }
    }
    if (atEnd) { log.scrollTop = log.scrollHeight; }
    if (lines && lines.mark === el('chat-state').dataset.mark) { return; }
    const fresh = await fragment(`/desk/tickets/${ticket}/state`);
    const state = fresh?.getElementById('chat-state');
    const old = el('chat-state');

    /* What the agent has unfolded stays so. */
    const unfolded = [...old.querySelectorAll('details')].map(part => part.open);
    state?.querySelectorAll('details').forEach((part, place) => { part.open = unfolded[place] ?? false; });
    if (state && state.dataset.live !== old.dataset.live || state && !isBusy(old) && !old.querySelector('textarea')?.value && !old.isEqualNode(state)) {
      const draft = old.querySelector('textarea')?.value;
      old.replaceWith(state);
      wire(state);
      if (draft && state.querySelector('textarea')) { state.querySelector('textarea').value = draft; }
    }
  }, 120) : null;

  let typingEnds;
  function showTyping() {
    el('typing').textContent = 'The member is typing …';
    clearTimeout(typingEnds);
    typingEnds = setTimeout(() => { el('typing').textContent = ''; }, 5000);
  }

  function post(address, form, fields = {}) {
    const body = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(fields)) { body.set(name, value); }
    return fetch(address, { method: 'POST', body, credentials: 'same-origin', headers: { 'X-Desk-Script': '1' } });
  }

  function wire(root) {
    const composer = root.querySelector('#composer');
    if (composer) {
      const text = composer.querySelector('textarea');
      let lastTold = 0;
      text.addEventListener('input', () => {
        if (Date.now() - lastTold > 2500 && text.value) { lastTold = Date.now(); post(`/desk/tickets/${ticket}/typing`, composer); }
      });
      text.addEventListener('keydown', event => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); composer.requestSubmit(); }
      });
      composer.addEventListener('submit', async event => {
        event.preventDefault();
        const words = text.value;
        if (!words.trim() || composer.dataset.sending) { return; }
        composer.dataset.sending = 'yes';
        composer.dataset.id = composer.dataset.id || crypto.randomUUID();
        try {
          const answer = await post(composer.action, composer, { id: composer.dataset.id });
          if (answer.status === 401) { ended(); return; }
          if (answer.ok) { if (text.value === words) { text.value = ''; } delete composer.dataset.id; say('Sent'); talk(); }
          else { say('Not sent: the chat has moved on.'); location.reload(); }
        } catch { say('Not sent. Check the line and press Send again.'); }
        finally { delete composer.dataset.sending; }
      });
      const canned = root.querySelector('#canned');
      canned?.addEventListener('change', () => {
        const chosen = canned.selectedOptions[0]?.dataset.text;
        if (chosen) { text.value = text.value ? `${text.value}\n${chosen}` : chosen; text.focus(); canned.value = ''; }
      });
    }
    for (const field of root.querySelectorAll('[data-left]')) {
      setTimeout(() => { field.textContent = '••••••'; replace('brief', `/desk/tickets/${ticket}/brief`); }, Math.max(0, Number(field.dataset.left)));
    }
  }

  /* One socket tells that something is new; what it is, is fetched. When it closes for good, so has the sign-in. */
  let tries = 0;
  function connect() {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/desk/live${ticket ? `?ticket=${ticket}` : ''}`);
    socket.onopen = () => { tries = 0; queue?.(); talk?.(); };
    socket.onmessage = event => {
      if (event.data === 'queue') { queue?.(); }
      if (event.data === 'talk') { talk?.(); }
      if (event.data === 'typing') { showTyping(); }
    };
    socket.onclose = async event => {
      const answer = event.code === 4401 ? null : await fetch('/desk/me', byItself).catch(() => null);
      if (event.code === 4401 || answer?.status === 401) { ended(); return; }
      setTimeout(connect, Math.min(15000, 500 * 2 ** tries++));
    };
  }

  /* Warns two minutes before the sign-in ends, so that nobody loses what they are writing, and lets one press go on. */
  let nextLook;
  async function lookWhatIsLeft() {
    clearTimeout(nextLook);
    const answer = await fetch('/desk/left', byItself).catch(() => null);
    if (answer?.status === 401) { ended(); return; }
    tellWhatIsLeft(answer);
  }

  function tellWhatIsLeft(answer) {
    const told = answer?.headers.get('X-Desk-Left');
    const left = told ? parseInt(told, 10) : 60;
    const isFinal = told?.endsWith('final') ?? false;
    const isNear = told !== null && told !== undefined && left <= 125;
    if (isNear && el('leaving').hidden) {
      el('leaving-text').textContent = isFinal
        ? 'Your sign-in ends in about two minutes, as it does after a long day. Send or keep what you are writing, then sign in again.'
        : 'You will be signed out in about two minutes, because nothing was done for a while.';
      el('stay').hidden = isFinal;
      el('leaving').hidden = false;
      knock('Signing out');
    }
    if (!isNear) { el('leaving').hidden = true; }
    nextLook = setTimeout(lookWhatIsLeft, 1000 * (isNear ? 15 : Math.max(15, left - 120)));
  }

  el('stay').addEventListener('click', async () => {
    const answer = await fetch('/desk/left', { credentials: 'same-origin', cache: 'no-store', redirect: 'error' }).catch(() => null);
    if (!answer || answer.status === 401) { ended(); return; }
    clearTimeout(nextLook);
    tellWhatIsLeft(answer);
    say('You stay signed in.');
    (el('say-text') || el('main')).focus();
  });
  addEventListener('focus', lookWhatIsLeft);
  lookWhatIsLeft();

  /* Arrow keys walk the tickets while one of them has the focus. */
  document.addEventListener('keydown', event => {
    const at = event.target.closest?.('#queue-rows a.number');
    if (!at || event.altKey || event.ctrlKey || event.metaKey || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) { return; }
    const all = [...document.querySelectorAll('#queue-rows a.number')];
    const place = { ArrowDown: all.indexOf(at) + 1, ArrowUp: all.indexOf(at) - 1, Home: 0, End: all.length - 1 }[event.key];
    event.preventDefault();
    all[Math.min(Math.max(place, 0), all.length - 1)].focus();
  });

  wire(document);

  /* Who has just come into a chat wants to write. */
  if (/[?&]done=(claimed|joined)/.test(location.search)) { el('say-text')?.focus(); }
  const log = el('talk-log');
  if (log) { log.scrollTop = log.scrollHeight; }
  connect();
})();
