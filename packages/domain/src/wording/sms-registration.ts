import { z } from 'zod';
import { type MobileOperator, mobileOperators } from '../audience/mobile-operator.ts';
import type { Warning } from '../warning/warning.ts';
import { codeTemplates } from './code-sms.ts';
import type { Reader } from './reader.ts';
import { renderEmergencySms, renderSms, type Sms } from './render-sms.ts';
import { matchPattern, type Pattern, readPattern } from './sms-pattern.ts';
import { smsTemplates } from './sms-templates.ts';
import { TABLES } from './table/choose-table.ts';
import { VI_UNACCENTED } from './table/unaccented.ts';

/** How a template stands with a mobile operator. */
const registrationState = z.enum(['registered', 'pending', 'refused'], 'expected registered, pending or refused');
export type RegistrationState = z.output<typeof registrationState>;
type States = Readonly<Partial<Record<MobileOperator, RegistrationState>>>;

const BUILT_IN = new Map([...[...TABLES, VI_UNACCENTED].flatMap(smsTemplates), ...codeTemplates].map((one) => [one.name, one] as const));
const NAMES = `expected a text, or one of the names ${[...BUILT_IN.keys()].join(', ')}`;

const entry = z
  .strictObject({
    name: z.string().min(1, 'expected a name'),
    /** Tag of the language; of a template that is not built in. */
    language: z.enum([...TABLES, VI_UNACCENTED].map((one) => one.tag)).optional(),
    /** As `readPattern` reads it; of a template that is not built in. */
    text: z.string().min(1, 'expected a pattern').max(1_000, 'expected at most 1000 characters').optional(),
    states: z.partialRecord(z.enum(mobileOperators), registrationState, `expected operators of ${mobileOperators.join(', ')}`),
  })
  .transform(({ name, language, text, states }, context): RegisteredTemplate => {
    const fault = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    const builtIn = BUILT_IN.get(name);
    if (builtIn !== undefined)
      return text === undefined
        ? { ...builtIn, states }
        : fault('text', `expected none, since ${name} is built in: give yours another name`);
    if (text === undefined) return fault('name', NAMES);
    if (language === undefined) return fault('language', 'expected the language of the text');
    const pattern = readPattern(text);
    return typeof pattern === 'string' ? fault('text', pattern) : { name, language, pattern, states };
  });

/** A template with its state at the operators that it was handed in to. */
export interface RegisteredTemplate {
  readonly name: string;
  readonly language: string;
  readonly pattern: Pattern;
  readonly states: States;
}

/** Templates and their states as JSON; see docs/operations.md. */
export const smsTemplatesText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(entry, 'expected a list of templates'))
  .refine((all) => new Set(all.map((one) => one.name)).size === all.length, 'expected every name once');

/** What a text finds at an operator. `template` null: the operator is named by no template, and asks for none. */
export type TemplateFit =
  | { readonly fits: true; readonly template: string | null }
  /** An instance of `template`, the one that it names where it fits that, which is not registered there; `state` null: it was not handed in. */
  | { readonly fits: false; readonly reason: 'not-registered'; readonly template: string; readonly state: RegistrationState | null }
  /** `at`: how far it was an instance of some template, characters. */
  | { readonly fits: false; readonly reason: 'matches-none'; readonly at: number };

/** The templates and operators of an installation. */
export interface SmsRegistrations {
  /** Operators that some template names: at them a text must fit a registered one. */
  readonly operators: readonly MobileOperator[];
  templateFor(sms: Pick<Sms, 'text' | 'language' | 'template'>, operator: MobileOperator | null): TemplateFit;
}

/** The built-in templates, with the states and the further templates that are configured. Nothing configured: every text fits at every operator. */
export function smsRegistrations(configured: readonly RegisteredTemplate[] = []): SmsRegistrations {
  const named = new Set(configured.flatMap((one) => Object.keys(one.states)));
  const operators = mobileOperators.filter((one) => named.has(one));
  const names = new Set(configured.map((one) => one.name));
  const others = [...BUILT_IN.values()].filter((one) => !names.has(one.name));
  const all: readonly RegisteredTemplate[] = [...configured, ...others.map((one) => ({ ...one, states: {} }))];
  return {
    operators,
    templateFor({ text, language, template }, operator) {
      if (operator === null || !operators.includes(operator)) return { fits: true, template: null };
      const tried = all.filter((one) => one.language === language).map((one) => ({ one, match: matchPattern(one.pattern, text) }));
      const fitting = tried
        .flatMap(({ one, match }) => (match.fits ? [one] : []))
        .toSorted((one, other) => Number(other.name === template) - Number(one.name === template));
      const registered = fitting.find((one) => one.states[operator] === 'registered');
      if (registered !== undefined) return { fits: true, template: registered.name };
      const [first] = fitting;
      if (first !== undefined)
        return { fits: false, reason: 'not-registered', template: first.name, state: first.states[operator] ?? null };
      return { fits: false, reason: 'matches-none', at: Math.max(0, ...tried.map(({ match }) => (match.fits ? 0 : match.at))) };
    },
  };
}

/**
 * The SMS that goes to a number of the operator: the whole wording where it fits a template that is registered there, else what the emergency
 * template holds of it, whatever its own state there: a text that an operator blocks is counted, one that is not sent is lost for certain.
 */
export function smsAt(
  registrations: SmsRegistrations,
  warning: Warning,
  reader: Reader,
  operator: MobileOperator | null,
): { readonly sms: Sms; readonly fit: TemplateFit } {
  const whole = renderSms(warning, reader);
  const fit = registrations.templateFor(whole, operator);
  return { sms: fit.fits ? whole : renderEmergencySms(warning, reader), fit };
}
