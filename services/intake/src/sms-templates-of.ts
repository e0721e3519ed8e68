import type { Audience, MobileOperator } from '@loa/domain/audience';
import { isAskedToConfirm } from '@loa/domain/supply';
import type { Warning } from '@loa/domain/warning';
import { publicReader, type Reader, renderSms, smsAt, type SmsRegistrations, type TemplateFit } from '@loa/domain/wording';
import { Problem } from '@loa/runtime';

/** By which templates the SMS of readers who are alike would go. */
export interface KindOfSms {
  readonly audience: Audience;
  /** Of its table: `vi-x-plain` is without marks. */
  readonly language: string;
  readonly reason: Reader['reason'];
  readonly text: string;
  /** The built-in template that it is an instance of. */
  readonly template: string;
  /** Operators that a template is configured for. */
  readonly operators: Readonly<Partial<Record<MobileOperator, AtOperator>>>;
}

/** `reason`: why it is the emergency template. `registered`: does what goes fit a template that is registered there? */
export interface AtOperator {
  readonly template: string;
  readonly registered: boolean;
  readonly reason: Extract<TemplateFit, { fits: false }>['reason'] | null;
}

/** As long as links to confirm are. */
const SOME_LINK = `https://loa.example/c/${'x'.repeat(32)}`;

/**
 * The SMS of every kind of reader, once each: the public and agencies in each language, and the kinds that were found in the registry. A Problem
 * 422 with every text that fits no template registered at an operator, unless `emergency`: then it is told by which one it goes.
 */
export function smsTemplatesOf(
  warning: Warning,
  found: readonly Reader[],
  { registrations, emergency }: { readonly registrations: SmsRegistrations; readonly emergency: boolean },
): KindOfSms[] {
  const kinds = new Map<string, KindOfSms>();
  const misfits = new Map<string, { path: string; expected: string }>();
  for (const kind of [...everybody(warning), ...found]) {
    const reader = isAskedToConfirm({ audience: kind.audience, supply: false }) ? { ...kind, confirmLink: SOME_LINK } : kind;
    const { text, template, language } = renderSms(warning, reader);
    const { audience, reason } = reader;
    const key = `${audience}|${text}`;
    if (kinds.has(key)) continue;
    const operators = registrations.operators.map((operator): [MobileOperator, AtOperator] => {
      const { sms, fit } = smsAt(registrations, warning, reader, operator);
      const path = `sms.${audience}.${language}.${operator}`;
      if (fit.fits) return [operator, { template: fit.template ?? template, registered: true, reason: null }];
      const registered = registrations.templateFor(sms, operator).fits;
      const cut = `cut to ${sms.template} it fits ${registered ? 'one' : 'none either'}`;
      const misfit = { path, expected: `${expectedOf(fit, text)}; ${cut}` };
      misfits.set(JSON.stringify(misfit), misfit);
      return [operator, { template: sms.template, registered, reason: fit.reason }];
    });
    const byOperator: KindOfSms['operators'] = Object.fromEntries(operators);
    kinds.set(key, { audience, language, reason, text, template, operators: byOperator });
  }
  if (misfits.size > 0 && !emergency)
    throw new Problem({
      status: 422,
      code: 'sms-template',
      title: 'An SMS fits no template that is registered at an operator',
      detail: 'Taken in as it is, its SMS go there by the emergency template; templates=emergency previews that',
      errors: [...misfits.values()],
    });
  return [...kinds.values()];
}

function everybody(warning: Warning): Reader[] {
  return (['citizen', 'agency'] as const).flatMap((audience) => [
    { ...publicReader(warning, { language: 'vi' }), audience },
    { ...publicReader(warning, { language: 'vi' }), audience, unaccented: 'asked' as const },
    { ...publicReader(warning, { language: 'en' }), audience },
  ]);
}

/** Characters of a text that are quoted. */
const QUOTED = 30;

function expectedOf(fit: Extract<TemplateFit, { fits: false }>, text: string): string {
  if (fit.reason === 'not-registered')
    return `expected a template that is registered there: ${fit.template} ${fit.state === null ? 'was not handed in' : `is ${fit.state}`}`;
  return `expected a text of a registered template: none goes on with "${text.slice(fit.at, fit.at + QUOTED)}" (character ${String(fit.at + 1)})`;
}
