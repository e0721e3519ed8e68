export { citizensByRule } from './citizens-by-rule.ts';
export { type CapSource, capSource, capSources, capSourcesText, type CitizenRule } from './source.ts';
