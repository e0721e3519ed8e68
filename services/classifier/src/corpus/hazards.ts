import { type Hazard, hazardIds } from '@loa/domain/bulletin';

/** Names of the corpus that are not Loa's own. */
const NAMES: Readonly<Record<string, Hazard>> = {
  'thunderstorm-tornado-lightning-hail': 'whirlwind-lightning-hail',
  'saltwater-intrusion': 'salt-intrusion',
  'high-tide-flooding': 'high-tide',
  'storm-surge': 'surge',
  'dense-fog': 'fog',
};

/** The hazard of a corpus line; undefined for a name that neither the corpus nor Loa has. */
export function hazardNamed(name: string): Hazard | undefined {
  return NAMES[name] ?? hazardIds.find((id) => id === name);
}
