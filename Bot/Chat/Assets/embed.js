// One line on a host page: <script src="https://HELP.EXAMPLE/embed.js" async></script>. Adds a button that opens the chat in a frame of its own origin.
(() => {
  'use strict';
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const texts = /*texts*/{}/*texts*/;
  const known = wanted => [wanted, wanted?.split('-')[0]].find(id => texts[id]);
  const language = known(script.dataset.language) ?? known(document.documentElement.lang) ?? known(navigator.language) ?? Object.keys(texts)[0];
  const label = script.dataset.label || texts[language]['embed-label'];
  const css = (element, style) => Object.assign(element.style, style);

  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.lang = language;
  button.setAttribute('aria-expanded', 'false');
  css(button, { position: 'fixed', right: '1rem', bottom: '1rem', zIndex: 2147483000, minHeight: '3rem', padding: '0.5rem 1.25rem', font: '600 1rem/1.3 system-ui, sans-serif', color: '#fff', background: '#00518a', border: '2px solid #fff', borderRadius: '1.5rem', boxShadow: '0 2px 8px rgba(0,0,0,.3)', cursor: 'pointer' });

  let panel;
  const open = () => {
    if (!panel) {
      panel = document.createElement('div');
      panel.lang = language;
      panel.setAttribute('role', 'dialog');
      panel.setAttribute('aria-label', label);
      const narrow = matchMedia('(max-width: 40rem)').matches;
      css(panel, { position: 'fixed', zIndex: 2147483001, background: '#fff', border: '1px solid #c9d3dd', boxShadow: '0 4px 24px rgba(0,0,0,.3)', display: 'flex', flexDirection: 'column', ...(narrow ? { inset: '0' } : { right: '1rem', bottom: '1rem', width: '26rem', height: 'min(44rem, calc(100vh - 2rem))', borderRadius: '0.5rem', overflow: 'hidden' }) });
      const close = document.createElement('button');
      close.type = 'button';
      close.textContent = texts[language]['embed-close'];
      css(close, { minHeight: '2.75rem', font: '1rem system-ui, sans-serif', color: '#003a66', background: '#f4f7fa', border: '0', borderBottom: '1px solid #c9d3dd', cursor: 'pointer' });
      close.onclick = shut;
      const frame = document.createElement('iframe');
      frame.src = `${origin}/?lang=${language}`;
      frame.title = label;
      css(frame, { flex: '1', width: '100%', border: '0' });
      panel.append(close, frame);
      panel.onkeydown = event => { if (event.key === 'Escape') { shut(); } };
      document.body.append(panel);
    }
    panel.style.display = 'flex';
    button.setAttribute('aria-expanded', 'true');
    panel.querySelector('button').focus();
  };
  const shut = () => { panel.style.display = 'none'; button.setAttribute('aria-expanded', 'false'); button.focus(); };

  button.onclick = open;
  document.body ? document.body.append(button) : addEventListener('DOMContentLoaded', () => document.body.append(button));
})();
