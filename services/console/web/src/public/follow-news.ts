/** Milliseconds between two looks; everybody's at another moment. */
const EVERY_MS = 60_000;

/** Looks now and then whether the page has changed, as its ETag says, and offers to show it; says when nobody answers. */
export function followNews(words: DOMStringMap): void {
  let first: string | null = null;
  const bar = document.createElement('div');
  bar.setAttribute('role', 'status');
  document.getElementById('main')?.prepend(bar);
  const look = async (): Promise<void> => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { method: 'GET', cache: 'no-cache' });
      // The same content in another coding has another ending.
      const tag = answer.headers.get('etag')?.replace(/-(br|gzip)"$/, '"') ?? null;
      first ??= tag;
      if (answer.ok && tag === first) bar.replaceChildren();
      else if (bar.dataset['says'] !== 'newer') say('newer');
    } catch {
      say('lost');
    }
  };
  const say = (what: 'newer' | 'lost'): void => {
    bar.dataset['says'] = what;
    const line = document.createElement('p');
    line.className = 'news';
    line.textContent = words[what] ?? '';
    if (what === 'newer') {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = words['reload'] ?? '';
      button.addEventListener('click', () => location.reload());
      line.append(button);
    }
    bar.replaceChildren(line);
  };
  void look();
  setInterval(() => void look(), EVERY_MS + Math.random() * EVERY_MS * 0.5);
  addEventListener('online', () => void look());
  addEventListener('offline', () => say('lost'));
  document.addEventListener('visibilitychange', () => void look());
}
