import { useTexts } from '../shell/language.ts';
import { Link, useWhere } from '../shell/router.tsx';
import type { LoggedIn } from '../shell/session.ts';
import './approval.css';
import { duration, useRunning } from './clock.tsx';
import { approvalsPath, useHeld } from './held.ts';
import { APPROVAL_TEXTS } from './texts.ts';

/** On every screen while citizens wait: how many warnings, since when, and the way to answer. */
export function HeldBanner({ session }: { readonly session: LoggedIn }) {
  const { data, dataUpdatedAt } = useHeld();
  const [oldest] = data?.held ?? [];
  if (data === undefined || oldest === undefined) return null;
  return <Banner session={session} count={data.held.length} waitedS={oldest.waitedS} since={dataUpdatedAt} />;
}

function Banner({ session, count, waitedS, since }: { session: LoggedIn; count: number; waitedS: number; since: number }) {
  const texts = useTexts(APPROVAL_TEXTS);
  const { path: here } = useWhere();
  const path = approvalsPath(session.roles);
  const wait = duration(useRunning(waitedS, since));
  return (
    <div className="notice row approval-banner" data-tone="bad" role="region" aria-label={texts.title}>
      <strong>{texts.banner(String(count), wait)}</strong>
      {path !== null && path !== here && <Link to={path}>{texts.toPage}</Link>}
    </div>
  );
}
