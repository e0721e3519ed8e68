import type { Plugin } from 'vite';
import { bordersFile, communesFile, labelsFile, landFile, seaFile } from './geography-files.ts';

const MODULE = 'virtual:loa-geography';

/** What the map shows, as files of the build; the virtual module says where they are. */
export function geography(): Plugin {
  return {
    name: 'loa-geography',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      const files = { land: landFile(), borders: bordersFile(), sea: seaFile(), communes: communesFile(), labels: labelsFile() };
      const lines = Object.entries(files).map(([name, source]) => {
        const reference = this.emitFile({ type: 'asset', name: `${name}.json`, source });
        return `export const ${name} = import.meta.ROLLUP_FILE_URL_${reference};`;
      });
      return lines.join('\n');
    },
  };
}
