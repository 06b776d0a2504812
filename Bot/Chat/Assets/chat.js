// The member's chat page: gets a token, draws Web Chat, and resumes the same conversation after a reload.
(() => {
  'use strict';
  const KEPT = 'sign-in-chat'; // sessionStorage: gone with the tab, so that the next person at a shared computer sees nothing
  const domain = new URL('/v3/directline', location.href).href;
  const nonce = document.getElementById('chat-script').dataset.nonce;
  const el = id => document.getElementById(id);
  const plan = document.body.dataset.plan;
  const texts = JSON.parse(el('texts').textContent);
  const language = () => document.documentElement.lang;
  /** A text of the page in its language, with what stands in braces filled in. */
  const text = (id, values = {}) => texts[language()][id].replace(/\{(\w+)\}/g, (brace, name) => values[name] ?? brace);

  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch { return null; } };
  const keep = value => { try { value ? sessionStorage.setItem(KEPT, JSON.stringify(value)) : sessionStorage.removeItem(KEPT); } catch { /* private mode: a reload then starts anew */ } };
  const shown = {}; // what is on the page with values in it, to be said again in another language
  const show = (part, id, values) => { shown[part] = [id, values]; el(part).textContent = id ? text(id, values) : ''; };
  const notice = id => { show('notice', id); el('notice').hidden = !id; };

  async function post(path, token) {
    const answer = await fetch(path, { method: 'POST', headers: token ? { Authorization: `Bearer ${token}` } : {} });
    if (!answer.ok) { throw Object.assign(new Error(`${path}: ${answer.status}`), { status: answer.status }); }
    return answer.json();
  }

  /** The kept conversation with a fresh token, or a new one. */
  async function start() {
    const old = kept();
    if (old?.token) {
      try {
        const fresh = await post(`${domain}/tokens/refresh`, old.token);
        return { ...old, token: fresh.token, resumed: true };
      } catch (fault) {
        if (!(fault.status >= 400 && fault.status < 500)) { throw fault; }
        keep({ language: old.language });
        notice('ended');
      }
    }
    const { token, conversationId } = await post('/chat/token');
    return { token, conversationId, resumed: false };
  }

  function showProgress(activity) {
    const of = activity.channelData?.assistant?.progress;
    el('progress').hidden = !of;
    if (!of) { return; }
    show('progress-text', 'progress', of);
    el('progress-bar').max = of.of;
    el('progress-bar').value = of.step;
  }

  /** Browser and system by name and version, from what the browser says of itself. */
  async function device() {
    const agent = navigator.userAgent;
    const hints = await navigator.userAgentData?.getHighEntropyValues?.(['platformVersion', 'model']).catch(() => null);
    const find = (...tests) => { for (const [name, test] of tests) { const hit = test.exec(agent); if (hit) { return [name, hit[1]?.replace(/_/g, '.')]; } } return []; };
    const [browser, version] = find(['Edge', /Edg(?:A|iOS)?\/(\d+)/], ['Opera', /OPR\/(\d+)/], ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/], ['Chrome', /(?:Chrome|CriOS)\/(\d+)/], ['Safari', /Version\/([\d.]+).*Safari/]);
    const [os, osVersion] = find(['iOS', /(?:iPhone|iPad).*? OS ([\d_]+)/], ['Android', /Android ([\d.]+)/], ['Windows', /Windows NT ([\d.]+)/], ['macOS', /Mac OS X ([\d_]+)/], ['ChromeOS', /CrOS/], ['Linux', /Linux/]);
    const windows = os === 'Windows' && hints?.platformVersion ? (parseInt(hints.platformVersion, 10) >= 13 ? '11' : '10') : undefined;
    return { browser, browserVersion: version, os, osVersion: windows ?? (os === 'Windows' ? undefined : hints?.platformVersion || osVersion), device: hints?.model || (/iPhone|iPad/.exec(agent)?.[0]) || undefined };
  }

  async function askConsent(store, conversation) {
    if (conversation.consent) { return; }
    const facts = await device();
    if (!facts.browser && !facts.os) { return; }
    show('consent-text', 'consent', { what: [[facts.browser, facts.browserVersion], [facts.os, facts.osVersion]].map(pair => pair.filter(Boolean).join(' ')).filter(Boolean).join(', ') });
    el('consent').hidden = false;
    const done = consent => { keep({ ...kept(), consent }); el('consent').hidden = true; document.querySelector('[data-id="webchat-sendbox-input"]')?.focus(); };
    el('consent-yes').onclick = () => { store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'assistant/device', value: facts } }); done('yes'); };
    el('consent-no').onclick = () => done('no');
  }

  let draw = () => {};
  let pick = () => {};

  /** Puts the page, and Web Chat in it, into a language. */
  function speak(wanted) {
    const chosen = texts[wanted] ? wanted : language();
    for (const button of document.querySelectorAll('[data-language]')) { button.hidden = button.dataset.language === chosen; }
    if (chosen === language()) { return; }
    document.documentElement.lang = chosen;
    keep({ ...kept(), language: chosen });
    for (const part of document.querySelectorAll('[data-text]')) { part.textContent = text(part.dataset.text); }
    for (const part of document.querySelectorAll('[data-label]')) { part.setAttribute('aria-label', text(part.dataset.label)); }
    for (const [part, [id, values]] of Object.entries(shown)) { show(part, id, values); }
    document.title = `${text('title')} · ${plan}`;
    draw();
  }

  const styleOptions = {
    accent: '#00518a', bubbleBackground: '#f0f4f8', bubbleBorderRadius: 10, bubbleFromUserBackground: '#00518a', bubbleFromUserTextColor: '#ffffff', bubbleFromUserBorderRadius: 10,
    bubbleMaxWidth: 560, primaryFont: '"Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, sans-serif', subtle: '#4a5661', timestampColor: '#4a5661',
    hideUploadButton: true, suggestedActionLayout: 'flow', suggestedActionBackgroundColor: '#ffffff', suggestedActionBorderColor: '#00518a', suggestedActionTextColor: '#003a66', suggestedActionBorderRadius: 20,
    suggestedActionsFlowMaxHeight: 220, suggestedActionHeight: 44, suggestedActionKeyboardFocusIndicatorBorderColor: '#b35900', suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid', suggestedActionKeyboardFocusIndicatorBorderWidth: 3, suggestedActionKeyboardFocusIndicatorBorderRadius: 16,
    sendBoxHeight: 52, sendBoxBorderTop: '1px solid #c9d3dd', sendBoxTextWrap: true, sendBoxPlaceholderColor: '#4a5661', sendTimeout: 30000,
  };

  async function run() {
    let conversation;
    try {
      conversation = await start();
    } catch (fault) {
      notice(fault.status === 429 ? 'too-many' : 'not-reached');
      return;
    }
    keep({ ...kept(), token: conversation.token, conversationId: conversation.conversationId });
    const directLine = window.WebChat.createDirectLine({ domain, token: conversation.token, ...(conversation.resumed ? { conversationId: conversation.conversationId, watermark: '0' } : {}), conversationStartProperties: { locale: language() } });
    const store = window.WebChat.createStore({}, ({ dispatch }) => next => action => {
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') {
        dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join', value: { language: language() } } });
        askConsent(store, conversation);
      }
      if (action.type === 'WEB_CHAT/SEND_MESSAGE') { document.body.classList.add('talking'); }
      if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && action.payload.activity.from?.role === 'bot') {
        showProgress(action.payload.activity);
        speak(action.payload.activity.locale); // the member may have changed the language in the chat
      }
      return next(action);
    });
    directLine.connectionStatus$.subscribe(status => {
      if (status === 3 || status === 4) { notice('lost'); }
    });
    setInterval(() => { if (directLine.token) { keep({ ...kept(), token: directLine.token }); } }, 60000);
    draw = () => window.WebChat.renderWebChat({ directLine, store, nonce, styleOptions, sendTypingIndicator: true, locale: language() }, el('chat'));
    pick = chosen => store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'assistant/language', value: { language: chosen } } });
    draw();
  }

  el('again').onclick = () => { keep({ language: language() }); location.reload(); };
  for (const button of document.querySelectorAll('[data-language]')) {
    button.onclick = () => { speak(button.dataset.language); pick(button.dataset.language); el('again').focus(); };
  }
  el('more').onclick = () => { const open = el('privacy').hidden; el('privacy').hidden = !open; el('more').setAttribute('aria-expanded', String(open)); };
  speak(kept()?.language ?? language());
  run();
})();
