import type { SignupRequest } from '@loa/domain/ports';
import { type AddressAsked, addressOf, type Signup, type SignupPurpose } from '@loa/domain/signup';
import { type Logger, Problem } from '@loa/runtime';
import { checkChannel, limitMessagesTo, newRequest, sendCode } from './ask.ts';
import { settled } from './places.ts';
import type { RoutePorts } from './route-ports.ts';

/** What waits for its code now, and the units that it will be told of. */
export interface Subscribing {
  readonly pending: SignupRequest;
  readonly units: readonly string[];
}

/** Somebody signs up: the code goes out before this resolves. Throws the Problem that says why not. */
export async function subscribe(asked: Signup, ports: RoutePorts, log: Pick<Logger, 'warn'>): Promise<Subscribing> {
  const { channel, address } = addressOf(asked);
  checkChannel(ports, channel);
  const places = settled(asked.places, ports.clock.now());
  await limitMessagesTo({ channel, address, language: asked.language }, ports);
  const { language, leastNeed, leastNeeds, unaccentedSms } = asked;
  const wishes = { ...places, leastNeed, leastNeeds, unaccentedSms };
  const pending = newRequest({ purpose: 'subscribe', channel, address, language, wishes }, ports.clock.now());
  const result = await sendCode(pending, ports);
  if (result.kind !== 'accepted' && result.kind !== 'unknown') {
    log.warn({ channel, reason: result.reason }, 'no code could be sent');
    throw notSent(result.kind === 'permanent');
  }
  return { pending, units: places.units };
}

/** A code for whoever has the address, if anybody does: resolves before that is looked up, so that nobody learns it. */
export async function askForKnown(
  asked: AddressAsked,
  purpose: Extract<SignupPurpose, 'manage' | 'leave'>,
  ports: RoutePorts,
  log: Pick<Logger, 'warn' | 'error'>,
): Promise<SignupRequest> {
  const { channel, address } = addressOf(asked);
  checkChannel(ports, channel);
  await limitMessagesTo({ channel, address, language: asked.language }, ports);
  const pending = newRequest({ purpose, channel, address, language: asked.language }, ports.clock.now());
  const send = async (): Promise<void> => {
    if ((await ports.registry.find(channel, address)) === null) return;
    const result = await sendCode(pending, ports);
    if (result.kind !== 'accepted') log.warn({ channel, result: result.kind, reason: result.reason }, 'no code was sent');
  };
  void send().catch((err: unknown) => log.error({ err }, 'no code was sent'));
  return pending;
}

/** A subscriber asks to be reached by another address as well. Throws the Problem that says why not. */
export async function askForAddress(asked: AddressAsked, subscriberId: number, ports: RoutePorts): Promise<SignupRequest> {
  const { channel, address } = addressOf(asked);
  checkChannel(ports, channel);
  await limitMessagesTo({ channel, address, language: asked.language }, ports);
  const pending = newRequest({ purpose: 'address', channel, address, language: asked.language, subscriberId }, ports.clock.now());
  const { kind } = await sendCode(pending, ports);
  if (kind !== 'accepted' && kind !== 'unknown') throw notSent(false);
  return pending;
}

const notSent = (isRefused: boolean): Problem =>
  isRefused
    ? new Problem({ status: 422, code: 'address-refused', title: 'That address takes no message' })
    : new Problem({ status: 503, code: 'not-sent', title: 'No code could be sent just now', headers: { 'retry-after': '60' } });
