import type { Channel as ChannelName, Lane, Language } from '../audience/index.ts';
import type { Status } from '../bulletin/index.ts';
import type { GateAnswer, GateRefusal, ReceiptMessage } from '../delivery/index.ts';
import type { Instant } from '../time.ts';

export interface EmailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where text and HTML are those of another content but for some words: that one, and what stands in place of each. */
  readonly like?: { readonly other: EmailContent; readonly words: readonly WordPut[] } | undefined;
}
/** What stands in place of a word, in plain text and in HTML. */
export interface WordPut {
  readonly word: string;
  readonly text: string;
  readonly html: string;
}
export interface SmsContent {
  readonly text: string;
}
/** What a call says. */
export interface SpokenContent {
  readonly text: string;
  /** A recorded file at an address that the provider can read: played in place of the text. Null: none is. */
  readonly recording: string | null;
  /** Said after it, twice, where a key press is asked for as confirmation; null: none is. */
  readonly askForKey: string | null;
}

/** What is about one person in the headers of an e-mail. */
export interface PersonalHeaders {
  /** The subscriber whom its unsubscribe link takes off; null of a body that the law says must be supplied. */
  readonly unsubscribes: number | null;
  /** The last delivery that told this person of the event before; null of the first. */
  readonly follows: number | null;
}

/** One delivery on its way out. `content` objects are shared between messages: whoever builds something from one may keep it by identity. */
export interface OutgoingMessage {
  /** Of its row in the ledger; 0 for what is in no ledger and brings a `messageId`. */
  readonly deliveryId: number;
  /** What stands before the @ of an e-mail's Message-ID; default by the delivery. */
  readonly messageId?: string;
  /** 1 on the first try; part of what a provider's callback is told. */
  readonly attempt: number;
  /** An e-mail address or an E.164 number: for the wire only. */
  readonly to: string;
  /** Empty of a message that is about no warning. */
  readonly warningId: string;
  readonly status: Status;
  readonly level: number | null;
  /** Absent of what goes by none. */
  readonly lane?: Lane;
  /** Absent of what is in no ledger. */
  readonly person?: PersonalHeaders;
  readonly language: Language;
  readonly content: EmailContent | SmsContent | SpokenContent;
  /** When the warning was issued. */
  readonly issuedAt: Instant;
  /** Nobody should receive it after this. */
  readonly expiresAt: Instant;
}

/** One of those to whom a group goes. */
export type Recipient = Pick<OutgoingMessage, 'deliveryId' | 'attempt' | 'to'>;

/** Several deliveries of one content in one operation: nothing in it is about any single person. */
export interface OutgoingGroup extends Omit<OutgoingMessage, 'deliveryId' | 'attempt' | 'to' | 'messageId' | 'person'> {
  /** At least one. */
  readonly recipients: readonly Recipient[];
  /** Whether its readers may leave; absent: they must be supplied. */
  readonly leavable?: boolean;
}

/**
 * What became of one attempt. Reasons are codes (`smtp-450-4.2.1`, `twilio-30003`, `timeout`), never a remote side's text, which may
 * hold an address.
 */
export type AttemptResult =
  | { readonly kind: 'accepted'; readonly providerId: string | null }
  /** The gate said no: nothing was written. */
  | { readonly kind: 'stopped'; readonly reason: GateRefusal }
  /** Not taken; may be tried again, not before `afterMs` where given. */
  | { readonly kind: 'retryable'; readonly reason: string; readonly afterMs?: number }
  /** Will not be taken however often it is tried. */
  | { readonly kind: 'permanent'; readonly reason: string }
  /** Not this message's fault: nothing of it was taken, and nothing else would be either. */
  | { readonly kind: 'channel-down'; readonly reason: string }
  /** It may have been taken. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** What the provider knows of a message whose outcome is not known here. */
export type LookUpResult =
  | { readonly kind: 'accepted'; readonly providerId: string }
  /** Nothing in what the provider keeps says which message each of these was; at least one. */
  | { readonly kind: 'one-of'; readonly providerIds: readonly string[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unavailable'; readonly reason: string };

export type Receipt = ReceiptMessage['receipts'][number];

/**
 * The message that comes after one, once that is settled, if its gate is open now. Asked at most once, in the tick in which the first is
 * written; what it answers is sent next, as the same object, or not at all.
 */
export type NextMessage = () => OutgoingMessage | null;

/** `envelope`: it cannot be delivered by itself, and the gate is asked again before what can. */
export type Written = 'envelope';

/**
 * A way out to people. Obligations:
 * - `send` calls `gate` before every write that commits an operation, synchronously in the same tick right before that write (SMTP: the message,
 *   and before it, as `envelope`, MAIL where it was not announced; SMS: the HTTP request on a connected socket). If the gate says no, nothing is written.
 * - What may come `next` may be announced to the far side together with a message. Nothing of it may be delivered by that alone: it begins
 *   with its own `send`.
 * - `send` does not reject, and queues nothing behind the gate: the caller keeps at most `slots` calls in flight.
 * - An attempt that may have been taken is `unknown`, never `retryable`.
 * - `lookUp` has no effect on the far side.
 * - A call that is `accepted` will be placed. Its receipt is `delivered` when somebody answered, which confirms nothing: a key pressed in it is a
 *   confirmation (`how: 'key'`) and never a receipt.
 * - `reaches: 'nobody'` only where what is sent cannot leave the machine.
 * - `receipts: 'none'` only where no receipt was asked for, or none can be matched.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly reaches: 'people' | 'nobody';
  /** Does anything come back about a message after it was accepted, of failures at least? */
  readonly receipts: 'reported' | 'none';
  readonly slots: number;
  send(message: OutgoingMessage, gate: (written?: Written) => GateAnswer, next?: NextMessage): Promise<AttemptResult>;
  /**
   * Where several deliveries can go in one operation: `most` of them. `gate` is asked for each in the tick of a write, and those
   * it stops are left out. One result for each recipient, in their order.
   */
  readonly groups?: {
    readonly most: number;
    send(group: OutgoingGroup, gate: (deliveryId: number, written?: Written) => GateAnswer): Promise<readonly AttemptResult[]>;
  };
  lookUp?(message: OutgoingMessage): Promise<LookUpResult>;
  /** Resolves when the far side answers and knows us; rejects with the reason as its message. */
  check(): Promise<void>;
  close(): Promise<void>;
}
