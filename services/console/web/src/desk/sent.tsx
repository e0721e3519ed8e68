import { useMutation, useQuery } from '@tanstack/react-query';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link, navigate } from '../shell/router.tsx';
import { Button, Notice } from '../ui/index.ts';
import { channelName, numberOf, stateName } from '../wall/format.ts';
import { way } from './answers.ts';
import { recall } from './calls.ts';
import { PREVIEW_TEXTS, whyNot } from './preview-texts.ts';
import { REFUSALS } from './texts.ts';

/** After sending: what becomes of the bulletin, and the one press that stops it and opens its correction. */
export function Sent({ id }: { readonly id: string }) {
  const texts = useTexts(PREVIEW_TEXTS);
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['way', id],
    queryFn: ({ signal }) => api.get(`/api/bulletins/${encodeURIComponent(id)}`, way, { signal }),
    refetchInterval: ({ state }) => (state.data?.decision == null ? 500 : 3_000),
  });
  const correct = useMutation({
    mutationFn: async ({ warning }: { warning: string; series: string }) => recall(warning, 'đính chính'),
    onSuccess: (_answer, { series }) => navigate(`/desk/write?series=${encodeURIComponent(series)}&as=correction`),
  });
  const wrong = useProblemWords(correct.error, REFUSALS[language]);
  const warning = data?.warning ?? null;
  return (
    <section className="panel stack desk-sent">
      <h2>{texts.sent}</h2>
      <p role="status">
        {data?.decision == null
          ? texts.onItsWay
          : warning === null
            ? texts.refused(whyNot(data.decision, data.reason, language))
            : texts.issued(warning.id)}
      </p>
      {data !== undefined && data.deliveries.length > 0 && (
        <ul>
          {data.deliveries.map(({ channel, state, count }) => (
            <li key={`${channel} ${state}`}>
              {channelName(channel, language)}, {stateName(state, language)}: {numberOf(count, language)}
            </li>
          ))}
        </ul>
      )}
      {wrong !== null && <Notice tone="bad">{wrong}</Notice>}
      <div className="row">
        {warning !== null && data !== undefined && warning.recalledAt === null && (
          <Button
            kind="danger"
            size="big"
            busy={correct.isPending}
            onClick={() => correct.mutate({ warning: warning.id, series: data.seriesId })}
          >
            {texts.correctNow}
          </Button>
        )}
        <Link to="/desk">{texts.home}</Link>
      </div>
    </section>
  );
}
