import { followNews } from './follow-news.ts';

// Pages for the public stand without this script: what it adds is a map, and a word when there is something new.
const place = document.getElementById('loa-map');
if (place !== null) {
  followNews(place.dataset);
  const open = (): void =>
    void import('./show-map.ts').then(({ showMap }) => showMap(place)).catch(() => place.replaceChildren(place.dataset['failed'] ?? ''));
  place.hidden = false;
  if (place.dataset['opens'] === 'at-once' && isUpToIt()) open();
  else place.append(opener(place.dataset['show'] ?? '', open));
}

/** A wide screen on a network that is not metered: a phone on the road asks for the half megabyte itself. */
function isUpToIt(): boolean {
  const connection = 'connection' in navigator ? (navigator.connection as { saveData?: boolean; effectiveType?: string }) : {};
  return matchMedia('(min-width: 48rem)').matches && connection.saveData !== true && !/2g/.test(connection.effectiveType ?? '');
}

function opener(text: string, open: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain';
  button.textContent = text;
  button.addEventListener('click', () => {
    button.remove();
    open();
  });
  return button;
}
