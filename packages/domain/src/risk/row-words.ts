import type { Condition, DecisionTable, FactSpec, Row } from './decision-table.ts';
import { intervalWords, type Language } from './words.ts';

/** A row's condition as people read it: "rain in 24 h above 200 to 400 mm; midland or mountain". */
export function rowWords(table: DecisionTable, row: Row, language: Language): string {
  return table.facts
    .flatMap((fact) => {
      const wanted = row.when[fact.name];
      return wanted === undefined ? [] : [conditionWords(fact, wanted, language)];
    })
    .filter(Boolean)
    .join('; ');
}

/** One cell of a condition; empty where every value of a closed list meets it. */
function conditionWords(fact: FactSpec, wanted: Condition[string], language: Language): string {
  if (isWords(wanted)) {
    const named = (fact.values ?? []).filter((one) => typeof one.value === 'string' && wanted.includes(one.value));
    if (named.length === fact.values?.length) return '';
    return [...new Set(named.map((one) => one[language]))].join(', ');
  }
  return `${fact.words[language]} ${intervalWords(wanted, language, fact.unit?.[language])}`;
}

const isWords = (wanted: Condition[string]): wanted is readonly string[] => Array.isArray(wanted);
