import { fitTo, showLevels, type UnitsByLevel, unitsByLevel } from '../map/levels.ts';
import '../map/map.css';
import { openMap } from '../map/open-map.ts';
import { DARK, LIGHT } from '../map/style.ts';
import { LEVEL_NAMES } from '../map/tones.ts';

/** Draws the map of what the page tells into its place. */
export async function showMap(place: HTMLElement): Promise<void> {
  const { levels: address = '', map: label = '', places, exercise } = place.dataset;
  const language = document.documentElement.lang === 'en' ? 'en' : 'vi';
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const isDark = scheme.matches;
  const frame = document.createElement('div');
  frame.className = 'map';
  frame.dataset['dark'] = String(isDark);
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', exercise === undefined ? label : `${label}, ${exercise}`);
  if (exercise !== undefined) frame.dataset['exercise'] = exercise;
  const canvas = document.createElement('div');
  canvas.className = 'map-canvas';
  frame.append(canvas);
  place.replaceChildren(frame);
  const levels = unitsByLevel.parse(await (await fetch(address)).json());
  const map = await openMap(canvas, { colours: isDark ? DARK : LIGHT, language });
  if (!map.loaded()) await new Promise((stands) => map.once('load', stands));
  await showLevels(map, levels);
  const note = document.createElement('p');
  note.className = 'hint';
  note.textContent = [WORDS[language].part, places].filter(Boolean).join(' ');
  place.append(legend(levels, language), note);
  if (places === undefined) await fitTo(map, levels);
  else {
    map.on('click', 'land', ({ features }) => {
      const province: unknown = features?.[0]?.properties['province'];
      if (typeof province === 'string') location.href = `/?province=${province}${language === 'en' ? '&language=en' : ''}`;
    });
    map.on('mouseenter', 'land', () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', 'land', () => (map.getCanvas().style.cursor = ''));
  }
  frame.dataset['state'] = 'ready';
  const drawAnew = (): void => {
    map.remove();
    showMap(place).catch(() => place.replaceChildren(place.dataset['failed'] ?? ''));
  };
  if (scheme.matches === isDark) scheme.addEventListener('change', drawAnew, { once: true });
  else drawAnew();
}

const WORDS = {
  vi: { level: (name: string) => `Cấp ${name}`, none: 'Chưa công bố cấp', part: 'Sọc ngang: một phần của tỉnh.' },
  en: { level: (name: string) => `Level ${name}`, none: 'No level announced', part: 'Bands: part of the province.' },
};

/** The levels on the map, the highest first, in the colours and patterns that the page's headings have. */
function legend(levels: UnitsByLevel, language: 'vi' | 'en'): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'legend';
  for (const name of LEVEL_NAMES.filter((one) => (levels[one] ?? []).length > 0).toReversed()) {
    const item = document.createElement('li');
    item.className = `level l-${name}`;
    item.textContent = name === 'none' ? WORDS[language].none : WORDS[language].level(name);
    list.append(item);
  }
  return list;
}
