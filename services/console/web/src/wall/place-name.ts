import { useLanguage } from '../shell/language.ts';
import { useLive } from './live.ts';

/** Names provinces and sea areas in the language of the page; what is neither as it is called `otherwise`. */
export function usePlaceName(): (place: string, otherwise?: string) => string {
  const { provinces } = useLive();
  const language = useLanguage();
  return (place, otherwise = place) => provinces[place]?.[language] ?? otherwise;
}
