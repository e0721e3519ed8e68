import { type Alert, alertOf, type AlertSettings, sign, type SigningKey, toXml } from '@loa/cap';
import type { CapMessages, IssuedWarning, Warnings } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';

/** Warnings kept as messages: making one of a whole country takes some ten milliseconds. */
const KEPT = 500;

export interface WriterOptions {
  readonly warnings: Warnings;
  readonly messages: CapMessages;
  readonly settings: AlertSettings;
  /** Null: messages go out unsigned. */
  readonly signing: SigningKey | null;
}

export interface Writer {
  /** The message as data, for documents that quote it. */
  alertOf(warning: Warning): Promise<Alert>;
  /** The message as published, signed where a key is configured: the same bytes for ever. */
  xmlOf(warning: Warning): Promise<string>;
}

/** Writes warnings as CAP 1.2. Rejects as the tables do. */
export function createWriter({ warnings, messages, settings, signing }: WriterOptions): Writer {
  const alerts = new Map<string, Promise<Alert>>();
  const made = async (warning: Warning): Promise<Alert> => {
    const earlier: IssuedWarning[] = warning.references.length === 0 ? [] : await warnings.several(warning.references);
    return alertOf({ warning, earlier: earlier.map((one) => one.warning) }, settings);
  };
  const writer: Writer = {
    alertOf(warning) {
      const known = alerts.get(warning.id);
      if (known !== undefined) return known;
      const alert = made(warning);
      alert.catch(() => alerts.delete(warning.id));
      const oldest = alerts.keys().next();
      if (alerts.size >= KEPT && oldest.done !== true) alerts.delete(oldest.value);
      alerts.set(warning.id, alert);
      return alert;
    },
    async xmlOf(warning) {
      const kept = (await messages.get([warning.id])).get(warning.id);
      if (kept !== undefined) return kept;
      const xml = toXml(await writer.alertOf(warning));
      return messages.keep(warning.id, signing === null ? xml : sign(xml, signing));
    },
  };
  return writer;
}
