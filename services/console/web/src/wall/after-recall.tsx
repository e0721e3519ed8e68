import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { useSession } from '../shell/session.ts';
import { Button, toast } from '../ui/index.ts';
import { eventOf, numberOf, timeOf } from './format.ts';
import type { LiveWarning } from './live.ts';
import { RECALL_TEXTS } from './recall-texts.ts';
import { Withdraw } from './withdraw.tsx';

/** What has to follow a recall: texts that are ready, and the way to whoever may issue them. */
export function AfterRecall({ one }: { readonly one: LiveWarning }) {
  const texts = useTexts(RECALL_TEXTS);
  const language = useLanguage();
  const { data: session } = useSession();
  const told = one.channels.reduce((sum, channel) => sum + channel.accepted, 0);
  const mayIssue = session?.step === 'done' && session.roles.includes('forecaster') && session.issuer === one.issuer;
  const given = [one.issuerName ?? one.issuer, eventOf(one, language), timeOf(one.issuedAt)] as const;
  const ways = [
    { key: 'correct', head: texts.correct, why: texts.correctWhy, text: texts.correctText(...given) },
    { key: 'withdraw', head: texts.withdraw, why: texts.withdrawWhy, text: texts.withdrawText(...given) },
  ] as const;
  return (
    <section className="panel stack" aria-labelledby="wall-after">
      <h2 id="wall-after">{texts.next}</h2>
      <p>{texts.nextWhy(numberOf(told, language))}</p>
      <div className="wall-ways">
        {ways.map(({ key, head, why, text }) => (
          <div key={key} className="wall-way stack">
            <h3>{head}</h3>
            <p>{why}</p>
            {!mayIssue && <p className="quiet">{texts.byForecaster}</p>}
            <blockquote>{text}</blockquote>
            <div className="row">
              {mayIssue && key === 'correct' && (
                <Link className="button" to={`/desk/write?series=${encodeURIComponent(one.seriesId)}&as=correction`}>
                  {texts.atDesk}
                </Link>
              )}
              <Button onClick={() => void copy(text, texts.copied)}>{texts.copy}</Button>
            </div>
            {mayIssue && key === 'withdraw' && <Withdraw seriesId={one.seriesId} />}
          </div>
        ))}
      </div>
    </section>
  );
}

async function copy(text: string, done: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast(done, 'good');
}
