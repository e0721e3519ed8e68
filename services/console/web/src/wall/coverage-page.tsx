import { useState } from 'react';
import { useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link, navigate, useSearch } from '../shell/router.tsx';
import { Button, Notice, Table } from '../ui/index.ts';
import { CoverageMap } from './coverage-map.tsx';
import { COVERAGE_TEXTS } from './coverage-texts.ts';
import { numberOf } from './format.ts';
import { useLive } from './live.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { usePlaceName } from './place-name.ts';
import { StatusField } from './status-field.tsx';
import { WALL_TEXTS } from './texts.ts';
import { type Place, useUnreached } from './unreached.ts';

const SHOWN = 100;
const SEA = 'sea';

/** Who has not been reached: the country in one look, then the place, then its call list. */
export function CoveragePage() {
  const texts = useTexts(COVERAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const pages = useTexts(PAGE_TEXTS);
  const language = useLanguage();
  const [status, setStatus] = useState<'Actual' | 'Exercise'>('Actual');
  const { data, error } = useUnreached(status);
  const problem = useProblemWords(error);
  const { warnings, held } = useLive();
  const placeName = usePlaceName();
  const waiting = held.filter((one) => warnings.get(one.warning)?.status === status).length;
  const chosen = useSearch().get('province');
  const all = data?.places ?? [];
  const unreached = all.filter((one) => one.reached === 0);
  const inProvince = (one: Place): boolean => chosen === null || (one.province ?? SEA) === chosen;
  const listed = all.filter((one) => one.score > 0 && inProvince(one));
  const number = (value: number): string => numberOf(value, language);
  const nameOf = (province: string | null): string => (province === null ? words.sea : placeName(province));
  return (
    <div className="stack">
      <div className="wall-head">
        <div>
          <h1>{texts.title}</h1>
          <p className="quiet">{texts.why}</p>
        </div>
        <StatusField value={status} onChoose={setStatus} />
      </div>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {data !== undefined && (
        <Notice tone={unreached.length > 0 ? 'bad' : waiting > 0 ? 'warn' : 'good'}>
          <strong>
            {all.length === 0
              ? texts.nothing
              : unreached.length === 0
                ? texts.nobodyLeft
                : texts.headline(number(unreached.length), number(all.length))}
          </strong>
          {waiting > 0 && <p>{texts.waiting(number(waiting))}</p>}
        </Notice>
      )}
      <div className="wall-columns">
        <div className="stack">
          <div className="wall-head">
            <h2>{texts.ofPlaces(chosen === null ? texts.everywhere : nameOf(chosen === SEA ? null : chosen))}</h2>
            {chosen !== null && <Button onClick={() => navigate('/wall/coverage', { replace: true })}>{texts.everywhere}</Button>}
          </div>
          {listed.length > SHOWN && <p className="quiet">{texts.shown(String(SHOWN), number(listed.length))}</p>}
          <Table
            caption={texts.unreached}
            captionHidden
            rows={listed.slice(0, SHOWN)}
            rowKey={(one) => one.unit}
            empty={texts.nobodyLeft}
            columns={[
              {
                key: 'place',
                head: texts.place,
                cell: (one) => <Link to={`/wall/calls/${one.warning}?unit=${one.unit}`}>{placeName(one.unit, one.name)}</Link>,
              },
              {
                key: 'province',
                head: words.province,
                cell: (one) => nameOf(one.province),
              },
              { key: 'need', head: pages.need, number: true, cell: (one) => one.need },
              {
                key: 'reached',
                head: texts.reached,
                number: true,
                cell: (one) => (one.deliveries === 0 ? texts.nobodyAsked : `${number(one.reached)} / ${number(one.deliveries)}`),
              },
              { key: 'score', head: texts.score, number: true, cell: (one) => number(one.score) },
            ]}
          />
        </div>
        <div className="stack">
          <CoverageMap label={texts.map} places={all} />
          <Table
            caption={texts.byProvince}
            rows={data?.provinces ?? []}
            rowKey={(one) => one.province ?? SEA}
            empty={texts.nothing}
            columns={[
              {
                key: 'province',
                head: words.province,
                cell: (one) => <Link to={`/wall/coverage?province=${one.province ?? SEA}`}>{nameOf(one.province)}</Link>,
              },
              { key: 'unreached', head: texts.unreached, number: true, cell: (one) => number(one.unreached) },
              { key: 'units', head: texts.units, number: true, cell: (one) => number(one.units) },
            ]}
          />
        </div>
      </div>
    </div>
  );
}
