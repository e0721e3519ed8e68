import { useEffect, useRef } from 'react';

/** Does what stands under the key that is pressed together with Alt, by its place on the keyboard (`KeyC`), as the page is then. */
export function useAltKeys(acts: Readonly<Record<string, () => unknown>>): void {
  const keys = useRef(acts);
  useEffect(() => {
    keys.current = acts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = event.altKey && !event.ctrlKey ? keys.current[event.code] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
